"""Opening, meeting, annulling and moving deadlines. The log row is the caller's, who knows the act."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from auditoria.insercion import insertar
from auditoria.models import Cadena
from auditoria.services import INTERNA
from notificaciones.cadencias import CADENCIAS, Cadencia, Paso, Recordatorio, programar, siguiente
from notificaciones.destinatarios import exigir_tipo
from notificaciones.idiomas import en_cada_idioma
from notificaciones.models import Plazo
from notificaciones.reglas import Calendario, FechaCalculada


class PlazoCerrado(ValueError):
    """The deadline was already met or annulled; the sentence says which."""


def preparar_plazo(
    *,
    cadena: Cadena | int,
    modelo: str,
    objeto: int,
    tipo: str,
    ocasion: str = "",
    asunto: object,
    referencia: str,
    ruta: str,
    institucion_id: int,
    puesto_id: int | None = None,
    visibilidad: str = INTERNA,
    zona_horaria: str,
    calculo: FechaCalculada,
    calendario: Calendario,
    cadencia: Cadencia | None = None,
) -> Plazo:
    """A deadline with its reminders, for `abrir_plazos`.

    `asunto` is a sentence not written yet (`notificaciones.idiomas.frase`, `gettext_lazy`), one in every language
    (`en_cada_idioma`), or what somebody typed. `cadencia` defaults to that of its kind; `calendario` is where its
    reminders are counted. A day already past when it is registered gets no reminders. Raises SinDestinatarios when
    nobody registered who is reminded of that kind.
    """
    exigir_tipo(tipo)
    zona = ZoneInfo(zona_horaria)
    recordatorios = programar(
        CADENCIAS[tipo] if cadencia is None else cadencia,
        vence=calculo.fecha,
        calendario=calendario,
        zona=zona,
    )
    dicho = asunto if isinstance(asunto, Mapping) else en_cada_idioma(asunto)
    return Plazo(
        modelo=modelo,
        objeto=objeto,
        tipo=tipo,
        ocasion=ocasion,
        cadena_id=cadena if isinstance(cadena, int) else cadena.pk,
        asunto=dicho[settings.LANGUAGE_CODE],
        asunto_en=dicho,
        referencia=referencia,
        ruta=ruta,
        institucion_id=institucion_id,
        puesto_id=puesto_id,
        visibilidad=visibilidad,
        zona_horaria=zona_horaria,
        vence=calculo.fecha,
        vence_original=calculo.fecha,
        calculo=calculo.a_json(),
        frase=_frase(calculo),
        recordatorios=_en_json(recordatorios),
        proximo_aviso_at=_proximo(calculo.fecha, recordatorios, zona),
    )


def abrir_plazos(plazos: Iterable[Plazo]) -> None:
    """Record that things fall due, in one statement.

    Opening the same one again (same object, `tipo` and `ocasion`) changes nothing.
    """
    insertar(list(plazos), salvo_repetidos=True)


@transaction.atomic
def cumplir_plazo(plazo: Plazo, *, motivo: str = "", momento: dt.datetime | None = None) -> Plazo:
    """What was due was done. Doing it again changes nothing. Raises PlazoCerrado when it was annulled."""
    actual = _bloquear(plazo)
    if actual.anulado_at:
        raise PlazoCerrado(_("Ese plazo fue anulado: %s") % actual.motivo)
    if actual.cumplido_at is None:
        actual.cumplido_at = momento or timezone.now()
        actual.motivo = motivo
        actual.proximo_aviso_at = None
        actual.save(update_fields=["cumplido_at", "motivo", "proximo_aviso_at"])
    return actual


@transaction.atomic
def anular_plazo(plazo: Plazo, *, motivo: str, momento: dt.datetime | None = None) -> Plazo:
    """It is no longer due, for a reason. Doing it again changes nothing. Raises PlazoCerrado when it was
    met.
    """
    if not motivo.strip():
        raise ValueError(_("Diga por qué se anula el plazo."))
    actual = _bloquear(plazo)
    if actual.cumplido_at:
        raise PlazoCerrado(_("Ese plazo ya se cumplió."))
    if actual.anulado_at is None:
        actual.anulado_at = momento or timezone.now()
        actual.motivo = motivo.strip()
        actual.proximo_aviso_at = None
        actual.save(update_fields=["anulado_at", "motivo", "proximo_aviso_at"])
    return actual


def anular_plazos(modelo: str, objeto: int, tipo: str, *, motivo: str) -> int:
    """All open deadlines of one kind of an object are no longer due, for one reason; how many there were."""
    return anular_plazos_de(modelo, [objeto], [tipo], motivo=motivo)


def anular_plazos_de(
    modelo: str,
    objetos: Collection[int],
    tipos: Collection[str],
    *,
    motivo: str,
    instituciones: Collection[int] | None = None,
) -> int:
    """The same of several objects of one model and of these kinds, of every institution unless some are given.

    One statement. Closed ones stay as they are.
    """
    if not motivo.strip():
        raise ValueError(_("Diga por qué se anula el plazo."))
    abiertos = Plazo.objects.abiertos().filter(modelo=modelo, objeto__in=objetos, tipo__in=tipos)
    if instituciones is not None:
        abiertos = abiertos.filter(institucion__in=instituciones)
    return abiertos.update(anulado_at=timezone.now(), motivo=motivo.strip(), proximo_aviso_at=None)


@transaction.atomic
def reprogramar_plazo(plazo: Plazo, *, calculo: FechaCalculada, calendario: Calendario) -> Plazo:
    """Move an open deadline: the original date stays, the times it was moved are counted, its cadence
    starts anew.

    Moving it to the date that it has changes nothing. Raises PlazoCerrado when it is no longer open.
    """
    actual = _bloquear(plazo)
    if not actual.esta_abierto:
        raise PlazoCerrado(_("Ese plazo ya no está abierto."))
    if actual.vence == calculo.fecha:
        return actual
    cadencia = tuple(Paso(r.dias, r.unidad, r.a) for r in map(Recordatorio.de_json, actual.recordatorios))
    zona = ZoneInfo(actual.zona_horaria)
    recordatorios = programar(cadencia, vence=calculo.fecha, calendario=calendario, zona=zona)
    actual.frase = _frase(calculo)
    actual.vence = calculo.fecha
    actual.calculo = calculo.a_json()
    actual.reprogramaciones += 1
    actual.recordatorios = _en_json(recordatorios)
    actual.proximo_aviso_at = _proximo(calculo.fecha, recordatorios, zona)
    actual.save(
        update_fields=["vence", "calculo", "frase", "reprogramaciones", "recordatorios", "proximo_aviso_at"]
    )
    return actual


@lru_cache(maxsize=1024)
def _en_json(recordatorios: Sequence[Recordatorio]) -> list[dict[str, Any]]:
    """As they are kept; of all parties of one place they are the same, and nobody changes one in its place."""
    return [r.a_json() for r in recordatorios]


@lru_cache(maxsize=1024)
def _frase(calculo: FechaCalculada) -> str:
    """How it was counted, as it is kept. Of all parties of one place it is the same."""
    with translation.override(settings.LANGUAGE_CODE):
        return calculo.frase()


def _bloquear(plazo: Plazo) -> Plazo:
    return Plazo.objects.select_for_update(no_key=True).get(pk=plazo.pk)


def _proximo(vence: dt.date, recordatorios: Sequence[Recordatorio], zona: ZoneInfo) -> dt.datetime | None:
    """When to remind next; never of a day that is past where the case lives."""
    ahora = timezone.now()
    return None if vence < ahora.astimezone(zona).date() else siguiente(recordatorios, ahora)
