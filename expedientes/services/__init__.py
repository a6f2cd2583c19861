"""Everything that changes a case file."""

from expedientes.services.apertura import (
    Apertura,
    abrir_expediente,
    abrir_expedientes,
    incorporar,
    terminar_de_abrir,
)
from expedientes.services.aprobaciones import compartir, pronunciarse, ratificar
from expedientes.services.contestaciones import contestar, exigir_contestable, retirar_contestacion
from expedientes.services.designaciones import capacidad_de_designar, designar, terminar_designacion
from expedientes.services.gestiones import anular_gestion, compartir_gestion, registrar_gestion
from expedientes.services.separacion import dejar_ir
from expedientes.services.vistas import crear_vista, editar_vista, retirar_vista

__all__ = [
    "Apertura",
    "abrir_expediente",
    "abrir_expedientes",
    "anular_gestion",
    "capacidad_de_designar",
    "compartir",
    "compartir_gestion",
    "contestar",
    "crear_vista",
    "dejar_ir",
    "designar",
    "editar_vista",
    "exigir_contestable",
    "incorporar",
    "pronunciarse",
    "ratificar",
    "registrar_gestion",
    "retirar_contestacion",
    "retirar_vista",
    "terminar_de_abrir",
    "terminar_designacion",
]
