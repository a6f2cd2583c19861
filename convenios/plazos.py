"""Until when each opinion is due, by the rules of the institution that gives it and of its country."""

import datetime as dt

from convenios.models import Convenio, Estado
from convenios.permissions import OFICINA
from convenios.queries import OpinionRequerida, opiniones_de
from expedientes.models import Aprobacion
from instituciones.models import TipoDeOpinion
from notificaciones.models import Plazo
from notificaciones.queries import calendario_de
from notificaciones.reglas import Calendario, Lapso, Reglas, SinCalendario, SinReglas, reglas_de, vencimiento
from notificaciones.services import abrir_plazo, cumplir_plazo

TIPO = "opinion"


def abrir_de_opiniones(convenio: Convenio) -> None:
    """Open the deadline of each opinion that the current text still lacks. Each text is an occasion of its own."""
    if convenio.estado != Estado.EN_EVALUACION:
        return
    for requerida in opiniones_de([convenio])[convenio.pk]:
        if requerida.vigente is None:
            _abrir(convenio, requerida)


def _abrir(convenio: Convenio, requerida: OpinionRequerida) -> None:
    expediente, institucion = convenio.expediente, requerida.institucion
    desde = max(
        convenio.asiento.fecha_hecho, convenio.version.fecha if convenio.version else expediente.hoy()
    )
    reglas, calendario = _reglas_y_calendario(requerida, expediente.pais_de_reglas, desde)
    designacion = expediente.designaciones.filter(institucion=institucion, rol=OFICINA[requerida.tipo]).last()
    abrir_plazo(
        cadena=expediente.cadena_id,
        modelo=convenio._meta.label_lower,
        objeto=convenio.pk,
        tipo=TIPO,
        ocasion=_ocasion(institucion.pk, requerida.tipo, convenio.contenido_hash or ""),
        asunto=f"{TipoDeOpinion(requerida.tipo).label} de {institucion}",
        referencia=str(expediente),
        ruta=expediente.get_absolute_url(),
        institucion_id=institucion.pk,
        puesto_id=designacion.puesto_id if designacion else None,
        zona_horaria=expediente.zona_horaria,
        calculo=vencimiento(desde, Lapso.habiles(requerida.dias), reglas=reglas, calendario=calendario),
        calendario=calendario,
    )


def _reglas_y_calendario(
    requerida: OpinionRequerida, pais_del_expediente: str, dia: dt.date
) -> tuple[Reglas, Calendario]:
    """The institution's own country and region; where its rules are not known, those of the case file's country."""
    institucion = requerida.institucion
    try:
        return (
            reglas_de(institucion.pais, al=dia),
            calendario_de(institucion.pais, institucion.region, institucion.pk),
        )
    except (SinReglas, SinCalendario):
        return reglas_de(pais_del_expediente, al=dia), calendario_de(pais_del_expediente)


def cumplir_opinion(convenio: Convenio, aprobacion: Aprobacion) -> None:
    """The opinion was given: its deadline on this text, and any on earlier texts, is met."""
    for plazo in Plazo.objects.abiertos().filter(
        modelo=convenio._meta.label_lower,
        objeto=convenio.pk,
        tipo=TIPO,
        ocasion__startswith=_ocasion(aprobacion.institucion_id, aprobacion.materia, ""),
    ):
        cumplir_plazo(plazo)


def _ocasion(institucion_id: int, tipo: str, contenido: str) -> str:
    return f"{institucion_id}:{tipo}:{contenido[:16]}"
