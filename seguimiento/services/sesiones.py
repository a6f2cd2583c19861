"""Programming sessions of a body, and preparing and moving them until they are held."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import asentar_acto, bloquear, crear, perform, releer
from flujo.textos import exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import SIN_VALOR_AUN, exigir_valido, ya_hecho
from seguimiento.avisos import sesiones as avisos
from seguimiento.conditions import sesiones as conditions
from seguimiento.models import (
    POR_CELEBRAR,
    EstadoDeSesion,
    Modalidad,
    Organo,
    Sesion,
    TipoDeSesion,
    en_horas,
)
from seguimiento.permissions import SECRETARIA
from seguimiento.services.asistencia import despedir
from seguimiento.services.convocatorias import Invitacion, invitar
from seguimiento.services.validez import en_funciones


@en_transaccion
def programar_sesion(
    organo: Organo,
    *,
    fecha: dt.date,
    hora: dt.time,
    acto: Acto,
    tipo: str = TipoDeSesion.ORDINARIA,
    modalidad: str = Modalidad.PRESENCIAL,
    lugar: str = "",
    enlace: str = "",
) -> Sesion:
    """Give a session of a body its day and hour, where the case file lives; one already held enters the same way.

    The same act again gives the same session. Raises SinPermiso, CondicionesIncumplidas, DatosInvalidos.
    """
    return programar_varias(
        organo, [fecha], hora=hora, acto=acto, tipo=tipo, modalidad=modalidad, lugar=lugar, enlace=enlace
    )[0]


@en_transaccion
def programar_varias(
    organo: Organo,
    fechas: Sequence[dt.date],
    *,
    hora: dt.time,
    acto: Acto,
    tipo: str = TipoDeSesion.ORDINARIA,
    modalidad: str = Modalidad.PRESENCIAL,
    lugar: str = "",
    enlace: str = "",
) -> list[Sesion]:
    """The sessions of a series, on these days, in one act; several share their `serie`."""
    expediente = bloquear(organo)
    actual = en_funciones(organo, expediente)
    if hecha := ya_hecho(Sesion, expediente, "crear", acto):
        de_la_serie = actual.sesiones.filter(serie=hecha.serie) if hecha.serie else [hecha]
        return list(de_la_serie)
    capacidad = SECRETARIA.capacidad(actual, acto)
    if not fechas:
        raise DatosInvalidos(_("La serie no da ningún día: revise desde cuándo y hasta cuándo."))
    serie = uuid.uuid4() if len(fechas) > 1 else None
    orden = actual.sesiones.aggregate(n=Max("orden"))["n"] or 0
    return [
        _programar(
            Sesion(
                expediente=expediente,
                organo=actual,
                orden=orden + n,
                tipo=tipo,
                modalidad=modalidad,
                fecha=fecha,
                fecha_original=fecha,
                hora=hora,
                lugar=exigir_una_linea(_("el lugar"), lugar, maximo=300),
                enlace=enlace.strip(),
                serie=serie,
            ),
            acto if n == 1 else acto.con(clave=None),
            capacidad,
        )
        for n, fecha in enumerate(fechas, 1)
    ]


def _programar(sesion: Sesion, acto: Acto, capacidad: Capacidad) -> Sesion:
    if sesion.fecha < sesion.organo.constituido_el:
        raise DatosInvalidos(_("El órgano no se había constituido ese día."))
    exigir_valido(sesion, excepto=SIN_VALOR_AUN)
    return crear(
        sesion,
        acto=acto,
        capacidad=capacidad,
        organo=sesion.organo_id,
        fecha=sesion.fecha,
        hora=f"{sesion.hora:%H:%M}",
        tipo=str(sesion.tipo),
        texto=str(sesion.organo),
    ).objeto


@en_transaccion
def preparar_sesion(
    sesion: Sesion,
    *,
    acto: Acto,
    tipo: str,
    modalidad: str,
    lugar: str,
    enlace: str,
    invitados: Sequence[Invitacion] = (),
) -> Sesion:
    """Say where and how it will be held, and who is invited. Of one that is called, its members are told.

    Raises SinPermiso, CondicionesIncumplidas once it was held, DatosInvalidos.
    """
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    if ya_hecho(Sesion, expediente, "preparar_sesion", acto):
        return actual
    capacidad = SECRETARIA.capacidad(actual, acto)
    if actual.estado not in POR_CELEBRAR:
        raise CondicionesIncumplidas(_("La sesión ya se celebró o se canceló: sus datos no cambian."))
    convocada = actual.estado == EstadoDeSesion.CONVOCADA
    if convocada and tipo != actual.tipo:
        raise CondicionesIncumplidas(_("Ya se convocó como %(tipo)s.") % {"tipo": actual.get_tipo_display()})
    antes = _donde(actual)
    actual.tipo, actual.modalidad, actual.enlace = tipo, modalidad, enlace.strip()
    actual.lugar = exigir_una_linea(_("el lugar"), lugar, maximo=300)
    if convocada and not conditions.dice_donde(actual):
        raise DatosInvalidos(*conditions.dice_donde.falta(actual))
    exigir_valido(actual, excepto=SIN_VALOR_AUN)
    invitar(actual, invitados, acto=acto.con(clave=None))
    cambio = _donde(actual) != antes
    actual.secuencia += convocada and cambio
    actual.save()
    asiento = asentar_acto(
        actual,
        "preparar_sesion",
        acto=acto,
        capacidad=capacidad,
        datos={"tipo": str(tipo), "modalidad": str(modalidad), "nota": actual.lugar},
    )
    if convocada and cambio:
        avisos.avisar(actual, asiento)
    return actual


def _donde(sesion: Sesion) -> tuple[str, str, str]:
    return str(sesion.modalidad), sesion.lugar, sesion.enlace


@en_transaccion
def cambiar_fecha(sesion: Sesion, *, fecha: dt.date, hora: dt.time, motivo: str, acto: Acto) -> Sesion:
    """Move it to another day or hour, to be called anew. Whoever had come for the first one is there no more.

    Raises what `perform` raises.
    """
    antes = _dia_de(sesion)
    movida = perform(sesion, "reprogramar", acto=acto, motivo=motivo, fecha=fecha, horas=en_horas(hora, None))
    if not movida.repetido:
        despedir(movida.objeto, antes)
    return movida.objeto


@en_transaccion
def pasar_a_segunda(sesion: Sesion, *, fecha: dt.date, hora: dt.time, acto: Acto) -> Sesion:
    """Go on to the second call. Whoever is there stays, when it is for the same day. Raises what `perform` raises."""
    antes = _dia_de(sesion)
    movida = perform(sesion, "convocar_otra_vez", acto=acto, fecha=fecha, horas=en_horas(hora, None))
    if not movida.repetido and movida.objeto.fecha != antes:
        despedir(movida.objeto, antes)
    return movida.objeto


def _dia_de(sesion: Sesion) -> dt.date:
    """The day that it has now that its case file is locked."""
    return releer(sesion, bloquear(sesion)).fecha
