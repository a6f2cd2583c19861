"""The list of case files: what one sees, filtered by the address, page after page by key and not by number."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet

from expedientes.models import Expediente, Participacion
from expedientes.models.expediente import ExpedienteQuerySet
from instituciones.models import Usuario
from instituciones.orden import clave_de_orden

MAXIMO_CONTADO = 1000
"""Counting stops here: «más de 1000» says enough, and costs the same whatever there is."""
MAXIMO_EXPORTADO = 50_000


@dataclass(frozen=True, kw_only=True)
class Filtros:
    """What the address asks for."""

    q: str = ""
    estado: str = ""
    tipo: str = ""
    institucion: str = ""
    movido_desde: dt.date | None = None
    movido_hasta: dt.date | None = None


@dataclass(frozen=True)
class Clave:
    """Where a page ended: the last movement and id of its last row."""

    movido_at: dt.datetime
    id: int

    @classmethod
    def de(cls, expediente: Expediente) -> "Clave":
        return cls(expediente.movido_at, expediente.pk)

    def __str__(self) -> str:
        return f"{self.movido_at.timestamp():.6f}_{self.id}"

    @classmethod
    def leer(cls, texto: str) -> "Clave":
        """The key that `str` wrote. Raises ValueError for anything else."""
        momento, _, id_ = texto.partition("_")
        if not (id_.isascii() and id_.isdigit() and len(id_) < 19):
            raise ValueError(texto)
        try:
            return cls(dt.datetime.fromtimestamp(float(momento), dt.UTC), int(id_))
        except (OverflowError, OSError) as error:
            raise ValueError(texto) from error


@dataclass(frozen=True)
class Pagina:
    """One page of the list, and the keys of its neighbours."""

    filas: list[Expediente]
    anterior: Clave | None = None
    siguiente: Clave | None = None
    total: int = 0
    hay_mas_del_maximo: bool = field(default=False)


def filtrados(usuario: Usuario, filtros: Filtros) -> ExpedienteQuerySet:
    """The case files that the account sees and the filters let through, last moved first."""
    filas = Expediente.objects.visible_to(usuario)
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
    return filas.order_by("-movido_at", "-id")


def pagina(
    filas: ExpedienteQuerySet, *, tamano: int, despues: Clave | None = None, antes: Clave | None = None
) -> Pagina:
    """The page after or before a key; the first one without either. Whatever the length, at most four statements."""
    if antes:
        tramo = list(con_partes(_comparado(filas, "gt", antes).reverse())[: tamano + 1])
        hay_mas, tramo = len(tramo) > tamano, tramo[:tamano][::-1]
        anterior, siguiente = hay_mas, bool(tramo)
    else:
        desde = _comparado(filas, "lt", despues) if despues else filas
        tramo = list(con_partes(desde)[: tamano + 1])
        anterior, siguiente = despues is not None, len(tramo) > tamano
        tramo = tramo[:tamano]
    es_todo = not anterior and not siguiente
    total = len(tramo) if es_todo else filas.order_by()[: MAXIMO_CONTADO + 1].count()
    return Pagina(
        tramo,
        Clave.de(tramo[0]) if anterior and tramo else None,
        Clave.de(tramo[-1]) if siguiente and tramo else None,
        min(total, MAXIMO_CONTADO),
        total > MAXIMO_CONTADO,
    )


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


def _comparado(filas: ExpedienteQuerySet, sentido: str, clave: Clave) -> ExpedienteQuerySet:
    """Rows before or after a key. The first condition alone bounds the index; the second tells equal moments apart."""
    return filas.filter(
        Q(**{f"movido_at__{sentido}e": clave.movido_at}),
        Q(**{f"movido_at__{sentido}": clave.movido_at}) | Q(**{f"id__{sentido}": clave.id}),
    )


def _inicio(dia: dt.date) -> dt.datetime:
    return dt.datetime.combine(dia, dt.time.min, dt.UTC)
