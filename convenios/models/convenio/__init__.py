"""The agreement, from first contact to the archive."""

from convenios.models.convenio.convenio import Convenio
from convenios.models.convenio.estados import Estado, TipoDeConvenio

__all__ = ["Convenio", "Estado", "TipoDeConvenio"]
