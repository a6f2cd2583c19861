"""Until when each opinion is due, by the rules of the institution that gives it and of its country."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from convenios.models import Convenio
from convenios.queries import OpinionRequerida
from expedientes.models import Aprobacion
from expedientes.oficinas import oficinas_de
from notificaciones.models import Plazo
from notificaciones.queries import Lugar, calendarios_de
from notificaciones.reglas import Calendario, Lapso, Reglas, SinReglas, reglas_de, vencimiento
from notificaciones.services import abrir_plazos, cumplir_plazo, preparar_plazo

TIPO = "opinion"


def abrir_de_opiniones(convenio: Convenio, requeridas: Sequence[OpinionRequerida]) -> list[Plazo]:
    """Open the deadline of each opinion that the current text still lacks. Each text is an occasion of its own."""
    faltan = [r for r in requeridas if r.vigente is None]
    if not faltan:
        return []
    texto = convenio.version.fecha if convenio.version else dt.date.min
    desde = max(convenio.asiento.fecha_hecho, texto)
    reglas = _reglas_y_calendarios(faltan, convenio.expediente.pais_de_reglas, desde)
    plazos = [_plazo(convenio, r, desde, *reglas[r.institucion.pk]) for r in faltan]
    abrir_plazos(plazos)
    return plazos


def _plazo(
    convenio: Convenio, requerida: OpinionRequerida, desde: dt.date, reglas: Reglas, calendario: Calendario
) -> Plazo:
    expediente, institucion = convenio.expediente, requerida.institucion
    puestos = {
        o.puesto_id
        for o in oficinas_de(expediente)
        if (o.institucion_id, o.rol) == (institucion.pk, requerida.rol)
    }
    return preparar_plazo(
        cadena=expediente.cadena_id,
        modelo=convenio._meta.label_lower,
        objeto=convenio.pk,
        tipo=TIPO,
        ocasion=_ocasion(institucion.pk, requerida.tipo, convenio.contenido_hash or ""),
        asunto=_("%(opinion)s de %(institucion)s")
        % {"opinion": requerida.nombre, "institucion": institucion},
        referencia=str(expediente),
        ruta=expediente.get_absolute_url(),
        institucion_id=institucion.pk,
        puesto_id=min(puestos, default=None),
        zona_horaria=expediente.zona_horaria,
        calculo=vencimiento(desde, Lapso.habiles(requerida.dias), reglas=reglas, calendario=calendario),
        calendario=calendario,
    )


def _reglas_y_calendarios(
    requeridas: Sequence[OpinionRequerida], pais_del_expediente: str, dia: dt.date
) -> dict[int, tuple[Reglas, Calendario]]:
    """Of each institution's own country and region; where its rules are not known, of the case file's country."""
    reglas: dict[int, Reglas] = {}
    lugares: dict[int, Lugar] = {}
    for institucion in (r.institucion for r in requeridas):
        try:
            reglas[institucion.pk] = reglas_de(institucion.pais, al=dia)
            lugares[institucion.pk] = (institucion.pais, institucion.region, institucion.pk)
        except SinReglas:
            reglas[institucion.pk] = reglas_de(pais_del_expediente, al=dia)
            lugares[institucion.pk] = (pais_del_expediente, "", institucion.pk)
    calendarios = calendarios_de(lugares.values())
    return {pk: (reglas[pk], calendarios[lugar]) for pk, lugar in lugares.items()}


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
