"""The list of case files: what one sees, filtered by the address, page after page by key and not by number."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from expedientes.models import Expediente, Participacion
from expedientes.models.expediente import ExpedienteQuerySet
from instituciones.models import Usuario
from instituciones.orden import clave_de_orden
from instituciones.queries.tramos import ClaveDeMomento
from tablero.exportacion import MAXIMO_EXPORTADO


@dataclass(frozen=True, kw_only=True)
class Filtros:
    """What the address asks for."""

    q: str = ""
    estado: str = ""
    tipo: str = ""
    institucion: str = ""
    movido_desde: dt.date | None = None
    movido_hasta: dt.date | None = None


class ClaveDeExpediente(ClaveDeMomento):
    """Where a page ended: the last movement of its last row."""

    campo = "movido_at"
    descendente = True


def filtrados(usuario: Usuario, filtros: Filtros) -> ExpedienteQuerySet:
    """The case files that the account sees and the filters let through, last moved first."""
    filas = Expediente.objects.visible_to(usuario).en_listas()
    if filtros.q:
        texto = SearchQuery(filtros.q, search_type="websearch", config="convenios_es")
        filas = filas.filter(Q(busqueda=texto) | Q(codigo__istartswith=filtros.q))
    if filtros.estado:
        filas = filas.filter(convenio__estado=filtros.estado)
    if filtros.tipo:
        filas = filas.filter(tipo=filtros.tipo)
    if filtros.institucion:
        filas = filas.filter(
            pk__in=Participacion.objects.filter(
                Q(institucion__sigla__iexact=filtros.institucion)
                | Q(institucion__orden__contains=clave_de_orden(filtros.institucion))
            )
            .order_by()
            .values("expediente")
        )
    if filtros.movido_desde:
        filas = filas.filter(movido_at__gte=_inicio(filtros.movido_desde))
    if filtros.movido_hasta:
        filas = filas.filter(movido_at__lt=_inicio(filtros.movido_hasta + dt.timedelta(days=1)))
    return filas.order_by(*ClaveDeExpediente.orden())


def con_partes(filas: ExpedienteQuerySet) -> ExpedienteQuerySet:
    """With the agreement and the parties of each, in two further statements: a join would be made for every row that
    one sees, and not for the page alone."""
    partes: QuerySet[Any] = Participacion.objects.select_related("institucion")
    return filas.defer("busqueda", "texto_buscable").prefetch_related(
        "convenio", Prefetch("participaciones", partes)
    )


def exportables(filas: ExpedienteQuerySet) -> Iterator[Expediente]:
    """All of the filtered rows up to the limit, in slices: memory stays flat."""
    return con_partes(filas[:MAXIMO_EXPORTADO]).iterator(chunk_size=1000)


def columnas() -> dict[str, int]:
    """The titles of the list as a file, and how wide each column is."""
    return {
        _("Código"): 18,
        _("Título"): 60,
        _("Tipo"): 24,
        _("Estado"): 18,
        _("Instituciones"): 50,
        _("Abierto el"): 12,
        _("Último movimiento (UTC)"): 18,
    }


def fila(expediente: Expediente) -> list[str]:
    """One case file as text, in the order of `columnas`."""
    convenio = getattr(expediente, "convenio", None)
    return [
        expediente.codigo,
        expediente.titulo,
        expediente.get_tipo_display(),
        convenio.get_estado_display() if convenio else expediente.get_estado_display(),
        "; ".join(str(p.institucion) for p in expediente.participaciones.all()),
        expediente.abierto_el.isoformat(),
        f"{expediente.movido_at:%Y-%m-%d %H:%M}",
    ]


def _inicio(dia: dt.date) -> dt.datetime:
    return dt.datetime.combine(dia, dt.time.min, dt.UTC)
