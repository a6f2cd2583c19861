"""Calendars as the database has them, what is due, and how the mail stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, F

from notificaciones.models import Envio, FeriadoPropio, Plazo
from notificaciones.reglas import Calendario, Excepcion

Lugar = tuple[str, str, int | None]
"""Country, region («» when none) and institution (None when none)."""


def calendario_de(pais: str, region: str = "", institucion_id: int | None = None) -> Calendario:
    """The calendar of a place with our own days over the published ones; of an institution, also its own.

    Two calendars join with ``|``: then a day not worked in either does not count. Raises SinCalendario.
    """
    return calendarios_de([(pais, region, institucion_id)])[pais, region, institucion_id]


def calendarios_de(lugares: Iterable[Lugar]) -> Mapping[Lugar, Calendario]:
    """The calendars of many places, read at once. Raises SinCalendario."""
    lista = list(lugares)
    propios = list(
        FeriadoPropio.objects.filter(pais__in={pais for pais, _r, _i in lista}).order_by(
            F("institucion").asc(nulls_first=True), "region"
        )
    )
    return {
        (pais, region, institucion): Calendario.de(
            pais,
            region,
            [
                Excepcion(fecha=p.fecha, motivo=p.motivo, laborable=p.laborable)
                for p in propios
                if p.pais == pais and p.region in ("", region) and p.institucion_id in (None, institucion)
            ],
        )
        for pais, region, institucion in lista
    }


def plazos_por_parte(objetos: Sequence[Any], tipo: str) -> Mapping[tuple[int, int], Plazo]:
    """The open deadlines of a kind in objects of one model, by object and institution. One query, none without any."""
    if not objetos:
        return {}
    filas = Plazo.objects.abiertos().filter(
        modelo=objetos[0]._meta.label_lower, objeto__in=[o.pk for o in objetos], tipo=tipo
    )
    return {(plazo.objeto, plazo.institucion_id): plazo for plazo in filas}


def envios_por_estado() -> Mapping[str, int]:
    """How many messages wait and how many could not be sent."""
    filas = (
        Envio.objects.exclude(estado__in=["enviado", "descartado"]).values("estado").annotate(n=Count("pk"))
    )
    return {fila["estado"]: fila["n"] for fila in filas.order_by()}
