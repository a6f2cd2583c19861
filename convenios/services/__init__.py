"""Everything that changes an agreement."""

from convenios.clausula import ClausulaNueva
from convenios.services.adenda import abrir_adenda, cambiar_adenda, surtir_efecto
from convenios.services.aprobacion import (
    aprobar,
    fecha_de_aprobacion,
    firmar,
    visar,
)
from convenios.services.comentarios import comentar, resolver_comentario, responder_comentario
from convenios.services.contestaciones import contestar_acto, retirar_contestacion
from convenios.services.convenio import abrir_convenio, convertir_en_convenio, declarar_requisito
from convenios.services.estandar import comprobar_modelo
from convenios.services.evaluacion import observar, opinar, ratificar_opinion, responder_observacion
from convenios.services.existente import AdendaExistente, Existente, incorporar_existente, regularizar
from convenios.services.partes import incorporar_parte
from convenios.services.recibido import recibir_texto
from convenios.services.registro import entrar_en_vigor, numerar, poner_en_ejecucion
from convenios.services.regreso import volver_al_aprobado
from convenios.services.reserva import reservar, revocar_reserva
from convenios.services.texto import (
    AporteNuevo,
    Pacto,
    guardar_borrador,
    guardar_version,
    hash_que_tendria,
)
from convenios.services.vida import (
    cerrar,
    concluir,
    incorporar_informe_final,
    incorporar_papel_final,
    liquidar,
    reanudar,
    registrar_causal,
    retirar_causal,
    retirar_parte,
    suspender,
)

__all__ = [
    "AdendaExistente",
    "AporteNuevo",
    "ClausulaNueva",
    "Existente",
    "Pacto",
    "abrir_adenda",
    "abrir_convenio",
    "aprobar",
    "cambiar_adenda",
    "cerrar",
    "comentar",
    "comprobar_modelo",
    "concluir",
    "contestar_acto",
    "convertir_en_convenio",
    "declarar_requisito",
    "entrar_en_vigor",
    "fecha_de_aprobacion",
    "firmar",
    "guardar_borrador",
    "guardar_version",
    "hash_que_tendria",
    "incorporar_existente",
    "incorporar_informe_final",
    "incorporar_papel_final",
    "incorporar_parte",
    "liquidar",
    "numerar",
    "observar",
    "opinar",
    "poner_en_ejecucion",
    "ratificar_opinion",
    "reanudar",
    "recibir_texto",
    "registrar_causal",
    "regularizar",
    "reservar",
    "resolver_comentario",
    "responder_comentario",
    "responder_observacion",
    "retirar_causal",
    "retirar_contestacion",
    "retirar_parte",
    "revocar_reserva",
    "surtir_efecto",
    "suspender",
    "visar",
    "volver_al_aprobado",
]
