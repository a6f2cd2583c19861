"""Everything that changes an agreement."""

from convenios.services.contestaciones import contestar_acto, retirar_contestacion
from convenios.services.convenio import abrir_convenio, declarar_requisito
from convenios.services.evaluacion import observar, opinar, ratificar_opinion, responder_observacion
from convenios.services.partes import hash_con_parte, incorporar_parte
from convenios.services.texto import (
    ClausulaNueva,
    guardar_borrador,
    guardar_version,
    hash_que_tendria,
)

__all__ = [
    "ClausulaNueva",
    "abrir_convenio",
    "contestar_acto",
    "declarar_requisito",
    "guardar_borrador",
    "guardar_version",
    "hash_con_parte",
    "hash_que_tendria",
    "incorporar_parte",
    "observar",
    "opinar",
    "ratificar_opinion",
    "responder_observacion",
    "retirar_contestacion",
]
