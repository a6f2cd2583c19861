"""Suspending an agreement, ending it by its cause, letting one party go, settling it and closing it."""

from convenios.services.vida.causales import EN_VIDA, registrar_causal, retirar_causal, retirar_parte
from convenios.services.vida.suspension import reanudar, suspender
from convenios.services.vida.termino import (
    cerrar,
    concluir,
    incorporar_informe_final,
    incorporar_papel_final,
    liquidar,
)

__all__ = [
    "EN_VIDA",
    "cerrar",
    "concluir",
    "incorporar_informe_final",
    "incorporar_papel_final",
    "liquidar",
    "reanudar",
    "registrar_causal",
    "retirar_causal",
    "retirar_parte",
    "suspender",
]
