"""Is the log still what was written? Chains, closings, and what other apps say of their own tables."""

from auditoria.verificacion.hallazgo import Hallazgo, Informe
from auditoria.verificacion.registro import registrar_comprobacion

__all__ = ["Hallazgo", "Informe", "registrar_comprobacion"]
