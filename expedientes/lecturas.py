"""Reading what is not one's own party's leaves a row in the access chain of the case file."""

from django.db.models import Model

from auditoria.services import INTERNA, registrar_lectura
from expedientes import visibilidad
from expedientes.models import Expediente
from instituciones.models import Usuario


def anotar_lectura(
    usuario: Usuario,
    expediente: Expediente,
    objeto: Model,
    que: str,
    *,
    institucion_id: int | None = None,
    visibilidad_de_lo_leido: str = INTERNA,
) -> None:
    """Log, when it is due, that the account reads `objeto` of the party `institucion_id`; `que` says how ("descarga").

    Under a control body's mandate every reading is logged; an auditor or administrator without one, when it is the
    internal matter of a party that is not their own. Call it before anything is shown: no log row, no reading.
    """
    if not visibilidad.lee_todos_los_lados(usuario, expediente):
        return
    mandato = visibilidad.mandato_de(usuario, expediente)
    es_ajeno = visibilidad_de_lo_leido == INTERNA and institucion_id not in visibilidad.lados_propios(
        usuario, expediente
    )
    if mandato is None and not es_ajeno:
        return
    registrar_lectura(
        expediente.lecturas_id,
        modelo=str(objeto._meta.label_lower),
        objeto=objeto.pk,
        que=que,
        fecha_hecho=expediente.hoy(),
        registra=usuario.pk,
        institucion=institucion_id,
        mandato=mandato,
        quien=usuario.nombre_para_la_historia(),
    )
