"""Calendars as the database has them, and how the mail stands."""

from collections.abc import Mapping

from django.db.models import Count, F, Q

from notificaciones.models import Envio, FeriadoPropio
from notificaciones.reglas import Calendario, Excepcion


def calendario_de(pais: str, region: str = "", institucion_id: int | None = None) -> Calendario:
    """The calendar of a place with our own days over the published ones; of an institution, also its own.

    Two calendars join with ``|``: then a day not worked in either does not count. Raises SinCalendario.
    """
    propios = (
        FeriadoPropio.objects.filter(pais=pais, region__in={"", region})
        .filter(Q(institucion__isnull=True) | Q(institucion=institucion_id))
        .order_by(F("institucion").asc(nulls_first=True), "region")
    )
    return Calendario.de(
        pais,
        region,
        [Excepcion(fecha=p.fecha, motivo=p.motivo, laborable=p.laborable) for p in propios],
    )


def envios_por_estado() -> Mapping[str, int]:
    """How many messages wait and how many could not be sent, for the health page and the desk."""
    filas = (
        Envio.objects.exclude(estado__in=["enviado", "descartado"]).values("estado").annotate(n=Count("pk"))
    )
    return {fila["estado"]: fila["n"] for fila in filas.order_by()}
