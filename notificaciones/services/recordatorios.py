"""Reminding of what falls due: by range on an index, so that the cost follows what is due and not what
exists.
"""

import datetime as dt
import hashlib
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from notificaciones.avisos import PLAZO_CERCANO, Mensaje, encolar_todos
from notificaciones.cadencias import Destino, Recordatorio, siguiente
from notificaciones.destinatarios import adjuntos_de, destinatarios
from notificaciones.models import Plazo

logger = logging.getLogger(__name__)

LOTE = 500
TURNO = 0x506C617A  # «Plaz»: the advisory lock of whoever is reminding

Debido = tuple[Plazo, list[Recordatorio]]
"""A deadline with those of its reminders that have come due since it was last looked at."""


class RecordatoriosFallidos(RuntimeError):
    """Some kinds of deadline could not be reminded of; all others were, and these stay due for the next
    run.
    """


def vencer_plazos(
    lote: int = LOTE,
    *,
    ahora: dt.datetime | None = None,
    cadena: int | None = None,
    solo: Collection[int] | None = None,
) -> int:
    """Write the reminders that are due now and say how many deadlines had one.

    `ahora`: the moment that counts as now, `cadena`: of that chain alone, `solo`: of these deadlines alone; the
    demonstration brings a morning forward.

    Nights that were missed are caught up in one mail per person and case. Two runs at once do the work of
    one. Raises RecordatoriosFallidos, after doing all the rest, naming the kinds whose recipients could not
    be told.
    """
    ahora = ahora or timezone.now()
    fallidos: set[str] = set()
    total = 0
    de_cuales: dict[str, Any] = {} if cadena is None else {"cadena": cadena}
    if solo is not None:
        de_cuales["pk__in"] = list(solo)
    while avisados := _recordar_lote(ahora, lote, fallidos, de_cuales):
        total += avisados
    if fallidos:
        raise RecordatoriosFallidos(", ".join(sorted(fallidos)))
    return total


@transaction.atomic
def _recordar_lote(ahora: dt.datetime, lote: int, fallidos: set[str], de_cuales: Mapping[str, Any]) -> int:
    """One transaction: claim, find out who is meant, write the messages, and set each next moment."""
    if not _es_mi_turno():
        return 0
    debidos = [(plazo, _cumplidos(plazo, ahora)) for plazo in _reclamar(ahora, lote, fallidos, de_cuales)]
    quienes: dict[int, Collection[int]] = {}
    por_tipo: dict[str, list[Debido]] = defaultdict(list)
    for debido in debidos:
        por_tipo[debido[0].tipo].append(debido)
    for tipo, grupo in por_tipo.items():
        try:
            with transaction.atomic():
                quienes |= destinatarios(tipo, _pares(grupo))
        except Exception:
            logger.exception("Nobody could be reminded of the deadlines of kind %r", tipo)
            fallidos.add(tipo)
    hechos = [debido for debido in debidos if debido[0].tipo not in fallidos]
    encolar_todos(PLAZO_CERCANO, _mensajes(hechos, quienes))
    for plazo, _recordatorios in hechos:
        plazo.proximo_aviso_at = siguiente(map(Recordatorio.de_json, plazo.recordatorios), ahora)
    Plazo.objects.bulk_update([plazo for plazo, _ in hechos], ["proximo_aviso_at"])
    return len(debidos)


def _es_mi_turno() -> bool:
    """Whether no other run is at it; holds until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [TURNO])
        (libre,) = cursor.fetchone()
    return bool(libre)


def _reclamar(
    ahora: dt.datetime, lote: int, fallidos: Iterable[str], de_cuales: Mapping[str, Any]
) -> list[Plazo]:
    """The next deadlines to remind of, with all others due in the same cases, so that each person gets one
    mail.

    A row that somebody is closing or moving right now is left to the next run.
    """
    por_avisar = (
        Plazo.objects.abiertos()
        .filter(proximo_aviso_at__lte=ahora, **de_cuales)
        .exclude(tipo__in=list(fallidos))
        .select_for_update(skip_locked=True, no_key=True)
    )
    primeros = list(por_avisar.order_by("proximo_aviso_at", "id")[:lote])
    casos = {plazo.cadena_id for plazo in primeros}
    demas = por_avisar.filter(cadena__in=casos).exclude(pk__in=[p.pk for p in primeros]) if casos else []
    return primeros + list(demas)


def _cumplidos(plazo: Plazo, ahora: dt.datetime) -> list[Recordatorio]:
    return [
        r
        for r in map(Recordatorio.de_json, plazo.recordatorios)
        if plazo.proximo_aviso_at and plazo.proximo_aviso_at <= r.at <= ahora
    ]


def _pares(debidos: Sequence[Debido]) -> list[tuple[Plazo, Destino]]:
    return [(plazo, a) for plazo, recordatorios in debidos for a in dict.fromkeys(r.a for r in recordatorios)]


def _mensajes(debidos: Sequence[Debido], quienes: Mapping[int, Collection[int]]) -> list[Mensaje]:
    """One message per person and case, whatever the number of deadlines; its key is which reminders it
    stands for. Those of one person go in one mail (`services.envios`).
    """
    juntos: dict[tuple[int, int], list[Debido]] = defaultdict(list)
    for plazo, recordatorios in debidos:
        for usuario in set(quienes.get(plazo.pk, ())):
            juntos[usuario, plazo.cadena_id].append((plazo, recordatorios))
    if solos := [plazo.pk for plazo, _ in debidos if not quienes.get(plazo.pk)]:
        logger.warning("%s deadlines have nobody to be reminded: %s…", len(solos), solos[:20])
    pares = [(plazo, usuario) for (usuario, _c), suyos in juntos.items() for plazo, _r in suyos]
    adjuntos = adjuntos_de(pares)
    return [
        Mensaje(
            usuario=usuario,
            modelo="auditoria.cadena",
            objeto=cadena,
            ocasion=_ocasion(suyos),
            cadena=cadena,
            contexto={
                "plazos": [plazo.pk for plazo, _ in suyos],
                "adjuntos": [adjuntos[p.pk, usuario] for p, _ in suyos if (p.pk, usuario) in adjuntos],
            },
        )
        for (usuario, cadena), suyos in sorted(juntos.items(), key=lambda par: par[0])
    ]


def _ocasion(debidos: Sequence[Debido]) -> str:
    claves = sorted(
        f"{plazo.pk}@{r.at.isoformat()}" for plazo, recordatorios in debidos for r in recordatorios
    )
    return hashlib.sha256("\n".join(claves).encode()).hexdigest()[:40]
