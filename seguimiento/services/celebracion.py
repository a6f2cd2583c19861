"""Holding a session: from its installation to its end."""

import datetime as dt

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from flujo.services import acto_repetido, bloquear, crear, perform, releer
from flujo.textos import exigir_una_linea
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import guardar
from seguimiento.models import Acta, MiembroDeOrgano, Sesion, SuspensionDeSesion, en_horas
from seguimiento.permissions import SECRETARIA
from seguimiento.plazos.actas import abrir_envio
from seguimiento.quorum import presentes_en
from seguimiento.services.asistencia import momento_posible, retirar_a_todos


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
    sesion: Sesion,
    *,
    motivo: str,
    continua_el: dt.date,
    hora: dt.time,
    acto: Acto,
    lugar: str = "",
    enlace: str = "",
    suspendida_at: dt.datetime | None = None,
) -> Sesion:
    """Stop it, to go on another day or later the same one with the same acta: whoever is there leaves.

    `hora` is where the case file lives. `lugar`, `enlace`: where it goes on, when that is not where it was called to.
    Raises what `perform` raises, and DatosInvalidos.
    """
    expediente = bloquear(sesion)
    actual = releer(sesion, expediente)
    if acto_repetido(actual, expediente, "suspender", acto):
        return actual
    SECRETARIA.capacidad(actual, acto)
    momento = _hora_posible(actual, suspendida_at)
    suspension = SuspensionDeSesion(
        sesion=actual,
        suspendida_at=momento,
        motivo=motivo,
        continua_el=continua_el,
        hora=hora,
        lugar=exigir_una_linea(_("el lugar"), lugar, maximo=300),
        enlace=enlace.strip(),
    )
    if suspension.continua_at <= momento:
        raise DatosInvalidos(_("La sesión continúa después de la hora en que se suspende."))
    guardar(suspension, nuevo=True)
    dicho = {
        "continua_el": continua_el,
        "horas": en_horas(hora, None),
        "nota": " · ".join(filter(None, suspension.donde)),
    }
    hecha = perform(actual, "suspender", acto=acto, motivo=motivo, **dicho).objeto
    retirar_a_todos(hecha, momento)
    return hecha


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
