"""Until when each opinion is due, by the rules of the institution that gives it and of its country."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.models import Convenio
from convenios.queries import OpinionRequerida
from expedientes.models import Aprobacion
from expedientes.oficinas import oficinas_de
from notificaciones.models import Plazo
from notificaciones.queries import Lugar, calendarios_de
from notificaciones.reglas import Calendario, Lapso, Reglas, SinReglas, reglas_de, vencimiento
from notificaciones.services import abrir_plazos, anular_plazos, cumplir_plazo, preparar_plazo

TIPO = "opinion"


def abrir_de_opiniones(
    convenio: Convenio, requeridas: Sequence[OpinionRequerida], asiento: Asiento
) -> list[Plazo]:
    """Open the deadline of each opinion that the current text lacks since `asiento`.

    Each time that it is asked for is an occasion of its own, and `anular_de_opiniones` ends the one before.
    """
    faltan = [r for r in requeridas if r.vigente is None]
    if not faltan:
        return []
    texto = convenio.version.fecha if convenio.version else dt.date.min
    desde = max(convenio.asiento.fecha_hecho, asiento.fecha_hecho, texto)
    reglas = _reglas_y_calendarios(faltan, convenio.expediente.pais_de_reglas, desde)
    plazos = [_plazo(convenio, r, asiento, desde, *reglas[r.institucion.pk]) for r in faltan]
    abrir_plazos(plazos)
    return plazos


def anular_de_opiniones(convenio: Convenio, motivo: str) -> None:
    """No opinion that was asked for until now is due any more."""
    anular_plazos(convenio._meta.label_lower, convenio.pk, TIPO, motivo=motivo)


def materia_de(plazo: Plazo) -> str:
    """Which opinion it is that falls due."""
    return plazo.ocasion.split(":")[1]


def _plazo(
    convenio: Convenio,
    requerida: OpinionRequerida,
    asiento: Asiento,
    desde: dt.date,
    reglas: Reglas,
    calendario: Calendario,
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
        ocasion=_ocasion(institucion.pk, requerida.tipo, str(asiento.pk)),
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
    """The opinion was given: its deadline is met."""
    for plazo in Plazo.objects.abiertos().filter(
        modelo=convenio._meta.label_lower,
        objeto=convenio.pk,
        tipo=TIPO,
        ocasion__startswith=_ocasion(aprobacion.institucion_id, aprobacion.materia, ""),
    ):
        cumplir_plazo(plazo)


def _ocasion(institucion_id: int, tipo: str, pedida: str) -> str:
    return f"{institucion_id}:{tipo}:{pedida}"
