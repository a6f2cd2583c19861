"""The gestiones of every case file that one sees as somebody of a party: filtered by the address, page after page."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.facultades import Facultad, partes_con
from expedientes.models import Expediente, Gestion, GestionQuerySet, Lista
from expedientes.permissions import ABIERTO
from expedientes.queries import dias_sin_movimiento, donde_gestiona
from instituciones.models import Institucion, Usuario
from instituciones.orden import clave_de_orden
from instituciones.queries.tramos import ClaveDeFecha, pagina
from tablero.columnas import Columna, Tabla
from tablero.exportacion import MAXIMO_EXPORTADO

A_ELEGIR = 20
"""How many case files are offered to choose among."""


@dataclass(frozen=True, kw_only=True)
class FiltrosDeGestiones:
    """What the address asks for."""

    q: str = ""
    medio: str = ""
    institucion: str = ""
    desde: dt.date | None = None
    hasta: dt.date | None = None
    vencido: bool = False


class ClaveDeGestion(ClaveDeFecha):
    """Where a page ended: the day of its last row."""

    campo = "fecha"
    descendente = True


@dataclass(frozen=True, kw_only=True)
class Fila:
    """One gestión, whether its next contact is still to be made, for how many days its case file has not moved, and
    what this person may do with it."""

    gestion: Gestion
    pendiente: bool
    vencido: bool
    dias: int
    compartir: bool
    anular: bool


@dataclass(frozen=True, kw_only=True)
class Gestiones:
    """Some gestiones of one case file as one person sees them, newest first; `sigue` is where the next page begins."""

    expediente: Expediente
    filas: list[Fila]
    dias: int
    puede_registrar: bool
    sigue: ClaveDeGestion | None


def filtradas(usuario: Usuario, filtros: FiltrosDeGestiones) -> GestionQuerySet:
    """The gestiones that the account reads and the filters let through, newest first."""
    filas = Gestion.objects.de_su_lado(usuario)
    if filtros.q:
        texto = SearchQuery(filtros.q, search_type="websearch", config="convenios_es")
        filas = filas.filter(
            Q(busqueda=texto) | Q(expediente__busqueda=texto) | Q(expediente__codigo__istartswith=filtros.q)
        )
    if filtros.medio:
        filas = filas.filter(medio=filtros.medio)
    if filtros.institucion:
        quienes = Institucion.objects.filter(
            Q(sigla__iexact=filtros.institucion) | Q(orden__contains=clave_de_orden(filtros.institucion))
        )
        filas = filas.filter(institucion__in=quienes.values("pk"))
    if filtros.desde:
        filas = filas.filter(fecha__gte=filtros.desde)
    if filtros.hasta:
        filas = filas.filter(fecha__lte=filtros.hasta)
    if filtros.vencido:
        filas = filas.propias(usuario).con_contacto_vencido()
    return filas.order_by(*ClaveDeGestion.orden())


def con_lo_que_se_muestra(filas: GestionQuerySet) -> GestionQuerySet:
    return filas.select_related(
        "expediente", "institucion", "con_institucion", "cargo", "registrada_por__persona"
    ).defer("busqueda", "expediente__busqueda", "expediente__texto_buscable")


def gestiones_de(
    expediente: Expediente,
    usuario: Usuario,
    facultades: Sequence[Facultad],
    *,
    tamano: int,
    tras: ClaveDeGestion | None = None,
) -> Gestiones:
    """The gestiones of a case file after `tras` that this person may read. A constant number of statements."""
    visibles = Gestion.objects.visible_to(usuario).filter(expediente=expediente)
    hoja = pagina(visibles, ClaveDeGestion, tamano=tamano, despues=tras, con=con_lo_que_se_muestra)
    abierto = facultades if expediente.estado == ABIERTO else ()
    gestiona = partes_con(abierto, "gestionar")
    dias = dias_sin_movimiento([expediente], usuario)
    return Gestiones(
        expediente=expediente,
        filas=_filas(hoja.filas, usuario, dias, gestiona, partes_con(abierto, "compartir")),
        dias=dias[expediente.pk],
        puede_registrar=bool(gestiona),
        sigue=hoja.siguiente,
    )


def a_la_vista(gestiones: list[Gestion], usuario: Usuario) -> list[Fila]:
    """These gestiones of many case files. Two statements, whatever their number."""
    return _filas(gestiones, usuario, dias_sin_movimiento([g.expediente for g in gestiones], usuario))


def _filas(
    gestiones: list[Gestion],
    usuario: Usuario,
    dias: Mapping[int, int],
    gestiona: frozenset[int] = frozenset(),
    comparte: frozenset[int] = frozenset(),
) -> list[Fila]:
    """Whether another party has called by now is its own matter."""
    propias = Gestion.objects.propias(usuario).filter(pk__in=[g.pk for g in gestiones]).por_contactar()
    pendientes = set(propias.values_list("pk", flat=True))
    return [
        Fila(
            gestion=g,
            pendiente=g.pk in pendientes,
            vencido=g.pk in pendientes and (g.proximo_contacto or dt.date.max) < g.expediente.hoy(),
            dias=dias[g.expediente_id],
            compartir=not g.anulada_at and not g.esta_compartida and g.institucion_id in comparte,
            anular=not g.anulada_at and g.institucion_id in gestiona,
        )
        for g in gestiones
    ]


def exportables(usuario: Usuario, filtros: FiltrosDeGestiones) -> Iterator[Gestion]:
    """All of the filtered rows up to the limit, in slices: memory stays flat."""
    return con_lo_que_se_muestra(filtradas(usuario, filtros)[:MAXIMO_EXPORTADO]).iterator(chunk_size=1000)


TABLA: Tabla[Gestion] = Tabla(
    Lista.GESTIONES,
    (
        Columna(clave="fecha", titulo=_("Fecha"), ancho=12, valor=lambda g: g.fecha),
        Columna(clave="expediente", titulo=_("Expediente"), ancho=18, valor=lambda g: g.expediente.codigo),
        Columna(clave="titulo", titulo=_("Título"), ancho=50, valor=lambda g: g.expediente.titulo),
        Columna(clave="institucion", titulo=_("Institución"), ancho=18, valor=lambda g: str(g.institucion)),
        Columna(clave="medio", titulo=_("Medio"), ancho=12, valor=lambda g: g.get_medio_display()),
        Columna(clave="con", titulo=_("Con quién"), ancho=30, valor=lambda g: g.con_quien),
        Columna(clave="resumen", titulo=_("Resumen"), ancho=60, valor=lambda g: g.resumen),
        Columna(clave="puntos", titulo=_("Puntos"), ancho=60, valor=lambda g: g.puntos),
        Columna(clave="numero", titulo=_("Número"), ancho=24, valor=lambda g: g.numero),
        Columna(clave="referencia", titulo=_("Referencia"), ancho=24, valor=lambda g: g.referencia),
        Columna(clave="contacto", titulo=_("Próximo contacto"), ancho=16, valor=lambda g: g.proximo_contacto),
        Columna(
            clave="registrada_por",
            titulo=_("Registrada por"),
            ancho=30,
            valor=lambda g: str(g.registrada_por),
        ),
        Columna(clave="registrada_el", titulo=_("Registrada el"), ancho=12, valor=lambda g: g.registrada_el),
        Columna(clave="anulada", titulo=_("Anulada"), ancho=30, valor=lambda g: g.motivo),
    ),
)


def elegido(usuario: Usuario, codigo: str) -> Expediente | None:
    """The case file of that code, if the account records gestiones in it."""
    return donde_gestiona(usuario).filter(codigo__iexact=codigo.strip()).first()


def a_elegir(usuario: Usuario, buscado: str = "") -> list[Expediente]:
    """The case files last moved in which the account records gestiones; of these, those that the words find."""
    filas = donde_gestiona(usuario).defer("busqueda", "texto_buscable")
    if buscado:
        texto = SearchQuery(buscado, search_type="websearch", config="convenios_es")
        filas = filas.filter(Q(busqueda=texto) | Q(codigo__istartswith=buscado))
    return list(filas[:A_ELEGIR])
