"""Programming sessions of a body, calling them, and holding them until their end."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import acto_repetido, asentar_acto, bloquear, crear, perform, releer
from flujo.textos import exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from seguimiento import avisos_de_sesiones
from seguimiento.conditions import sesiones as conditions
from seguimiento.models import (
    POR_CELEBRAR,
    Acta,
    EstadoDeSesion,
    MiembroDeOrgano,
    Modalidad,
    Organo,
    Sesion,
    TipoDeSesion,
    en_horas,
)
from seguimiento.permissions import SECRETARIA
from seguimiento.plazos_de_actas import abrir_envio
from seguimiento.quorum import presentes_en
from seguimiento.services.asistencia import despedir, momento_posible, retirar_a_todos
from seguimiento.services.convocatorias import Invitacion, invitar
from seguimiento.services.validez import en_funciones, exigir_valido


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
    exigir_valido(sesion)
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
    exigir_valido(actual)
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
        avisos_de_sesiones.avisar(actual, asiento)
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


@en_transaccion
def instalar(
    sesion: Sesion,
    *,
    acto: Acto,
    instalada_at: dt.datetime | None = None,
    preside: MiembroDeOrgano | None = None,
    secretaria: MiembroDeOrgano | None = None,
) -> Sesion:
    """Open the session, with quórum, by the rules of its day, and begin its acta.

    `instalada_at`: by default now; of one that was held before it was recorded, when the last of those recorded came.
    `preside`: by default the presidency; whoever takes its place when it is absent is named. Raises what `perform`
    raises, and DatosInvalidos for somebody who was not there.
    """
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    if acto_repetido(actual, expediente, "instalar", acto):
        return actual
    momento = momento_posible(actual, instalada_at or actual.ahora)
    reglas = actual.organo.reglas_al(actual.fecha)
    if reglas is None:
        raise DatosInvalidos(_("El órgano no tiene reglas para el día de la sesión: escríbalas primero."))
    preside, secretaria = _mesa(actual, momento, preside, secretaria)
    datos = {"instalada_at": momento, "reglas": reglas, "preside": preside, "secretaria": secretaria}
    instalada = perform(actual, "instalar", acto=acto, **datos).objeto
    capacidad = SECRETARIA.capacidad(instalada, acto)
    acta = Acta(expediente=instalada.expediente, organo=instalada.organo, sesion=instalada)
    crear(acta, acto=acto.con(clave=None), capacidad=capacidad, sesion=instalada.pk)
    return instalada


def _mesa(
    sesion: Sesion,
    momento: dt.datetime,
    preside: MiembroDeOrgano | None,
    secretaria: MiembroDeOrgano | None,
) -> tuple[MiembroDeOrgano | None, MiembroDeOrgano | None]:
    """Who presides and who keeps the minutes, both of those present at that moment."""
    presentes = presentes_en(sesion.estancias(), momento)
    estan = [m for m in sesion.miembros() if m.pk in presentes]
    for uno in (preside, secretaria):
        if uno is not None and uno.pk not in presentes:
            raise DatosInvalidos(_("%(quien)s no estaba presente a esa hora.") % {"quien": uno})
    if preside is None:
        preside = next((m for m in estan if m.cargo == "presidencia"), None)
    if secretaria is None:
        secretaria = next((m for m in estan if m.cargo == "secretaria"), None)
    if preside is None and estan:
        raise DatosInvalidos(_("La presidencia no está presente: diga quién preside en su lugar."))
    return preside, secretaria


def iniciar(sesion: Sesion, *, acto: Acto) -> Sesion:
    """The agenda stands. Raises what `perform` raises."""
    return perform(sesion, "iniciar", acto=acto).objeto


@en_transaccion
def suspender(
    sesion: Sesion, *, motivo: str, continua_el: dt.date, acto: Acto, suspendida_at: dt.datetime | None = None
) -> Sesion:
    """Stop it, to go on another day with the same acta: whoever is there leaves. Raises what `perform` raises."""
    hecha = perform(sesion, "suspender", acto=acto, motivo=motivo, continua_el=continua_el)
    if not hecha.repetido:
        retirar_a_todos(hecha.objeto, _hora_posible(hecha.objeto, suspendida_at))
    return hecha.objeto


@en_transaccion
def finalizar(
    sesion: Sesion,
    *,
    acto: Acto,
    terminada_at: dt.datetime | None = None,
    proxima_fecha: dt.date | None = None,
    proxima_nota: str = "",
) -> Sesion:
    """End it, and say when the next one is: whoever was still there left then. `terminada_at`: by default now.

    Raises what `perform` raises, and DatosInvalidos.
    """
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    if acto_repetido(actual, expediente, "finalizar", acto):
        return actual
    momento = _hora_posible(actual, terminada_at)
    if proxima_fecha and proxima_fecha <= actual.fecha:
        raise DatosInvalidos(_("La próxima sesión va después de esta."))
    Sesion.objects.filter(pk=actual.pk).update(
        proxima_fecha=proxima_fecha,
        proxima_nota=exigir_una_linea(_("lo que dice de la próxima sesión"), proxima_nota, maximo=300),
    )
    hecha = perform(actual, "finalizar", acto=acto, terminada_at=momento).objeto
    retirar_a_todos(hecha, momento)
    abrir_envio(hecha.acta)
    return hecha


def _hora_posible(sesion: Sesion, momento: dt.datetime | None) -> dt.datetime:
    """Now unless another was said; never to come, nor before the last vote. Raises DatosInvalidos."""
    ahora = timezone.now()
    momento = momento or ahora
    if momento > ahora:
        raise DatosInvalidos(_("Esa hora todavía no llega."))
    ultimo = Acta.objects.filter(sesion=sesion.pk).aggregate(n=Max("acuerdos__votado_at"))["n"]
    if ultimo and momento <= ultimo:
        raise CondicionesIncumplidas(
            _("A esa hora todavía se votaba: indique una posterior a la última votación.")
        )
    return momento
