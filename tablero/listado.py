"""The list of case files: what one sees, filtered by the address, page after page by key and not by number."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente, Lista, Participacion
from expedientes.models.expediente import ExpedienteQuerySet
from instituciones.models import Usuario
from instituciones.orden import clave_de_orden
from instituciones.queries.tramos import ClaveDeMomento
from tablero.columnas import Columna, Tabla
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
    filas = hallados(usuario, q=filtros.q, institucion=filtros.institucion)
    if filtros.estado:
        filas = filas.filter(convenio__estado=filtros.estado)
    if filtros.tipo:
        filas = filas.filter(tipo=filtros.tipo)
    if filtros.movido_desde:
        filas = filas.filter(movido_at__gte=_inicio(filtros.movido_desde))
    if filtros.movido_hasta:
        filas = filas.filter(movido_at__lt=_inicio(filtros.movido_hasta + dt.timedelta(days=1)))
    return filas.order_by(*ClaveDeExpediente.orden())


def hallados(usuario: Usuario, *, q: str, institucion: str) -> ExpedienteQuerySet:
    """The case files that the account sees in lists, found by words and by one of their parties."""
    return encontrados(Expediente.objects.visible_to(usuario).en_listas(), q=q, institucion=institucion)


def encontrados(filas: ExpedienteQuerySet, *, q: str, institucion: str) -> ExpedienteQuerySet:
    """Of these case files, those that the words find, of which that institution is a party."""
    if q:
        texto = SearchQuery(q, search_type="websearch", config="convenios_es")
        filas = filas.filter(Q(busqueda=texto) | Q(codigo__istartswith=q))
    if institucion:
        filas = filas.filter(pk__in=participaciones_de(institucion).values("expediente"))
    return filas


def participaciones_de(institucion: str) -> QuerySet[Participacion]:
    """As a party, the institutions of that acronym or whose name has these words."""
    return Participacion.objects.filter(
        Q(institucion__sigla__iexact=institucion)
        | Q(institucion__orden__contains=clave_de_orden(institucion))
    ).order_by()


def con_partes(filas: ExpedienteQuerySet) -> ExpedienteQuerySet:
    """With the agreement and the parties of each, in two further statements: a join would be made for every row that
    one sees, and not for the page alone."""
    partes: QuerySet[Any] = Participacion.objects.select_related("institucion")
    return filas.defer("busqueda", "texto_buscable").prefetch_related(
        "convenio", Prefetch("participaciones", partes)
    )


def exportables(usuario: Usuario, filtros: Filtros) -> Iterator[Expediente]:
    """All of the filtered rows up to the limit, in slices: memory stays flat."""
    return con_partes(filtrados(usuario, filtros)[:MAXIMO_EXPORTADO]).iterator(chunk_size=1000)


def _lo_que_avanza(expediente: Expediente) -> Any:
    """Its agreement, where it has one, else the case file itself: whose state the list tells."""
    return getattr(expediente, "convenio", None) or expediente


TABLA: Tabla[Expediente] = Tabla(
    Lista.EXPEDIENTES,
    (
        Columna(
            clave="codigo", titulo=_("Código"), ancho=18, clase="code", enlaza=True, valor=lambda e: e.codigo
        ),
        Columna(clave="titulo", titulo=_("Título"), ancho=60, enlaza=True, valor=lambda e: e.titulo),
        Columna(clave="tipo", titulo=_("Tipo"), ancho=24, valor=lambda e: e.get_tipo_display()),
        Columna(
            clave="estado",
            titulo=_("Estado"),
            ancho=18,
            valor=lambda e: str(_lo_que_avanza(e).get_estado_display()),
            plantilla="tablero/columnas/estado.html",
            tono=lambda e: _lo_que_avanza(e).estado,
        ),
        Columna(
            clave="instituciones",
            titulo=_("Instituciones"),
            ancho=50,
            valor=lambda e: "; ".join(str(p.institucion) for p in e.participaciones.all()),
        ),
        Columna(
            clave="abierto_el", titulo=_("Abierto el"), ancho=12, clase="date", valor=lambda e: e.abierto_el
        ),
        Columna(
            clave="movido",
            titulo=_("Último movimiento"),
            ancho=18,
            clase="date",
            valor=lambda e: e.movido_el,
        ),
    ),
    de_la_pagina=("codigo", "titulo", "instituciones", "estado", "movido"),
)


def _inicio(dia: dt.date) -> dt.datetime:
    return dt.datetime.combine(dia, dt.time.min, dt.UTC)
