"""The gestiones of every case file that one sees as somebody of a party: filtered by the address, page after page."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import gettext as _

from expedientes.facultades import Facultad, partes_con
from expedientes.models import Expediente, Gestion, GestionQuerySet
from expedientes.permissions import ABIERTO
from expedientes.queries import dias_sin_movimiento, donde_gestiona
from instituciones.models import Institucion, Usuario
from instituciones.orden import clave_de_orden
from instituciones.queries.tramos import ClaveDeFecha, pagina
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


def exportables(filas: GestionQuerySet) -> Iterator[Gestion]:
    """All of the filtered rows up to the limit, in slices: memory stays flat."""
    return con_lo_que_se_muestra(filas[:MAXIMO_EXPORTADO]).iterator(chunk_size=1000)


def columnas() -> dict[str, int]:
    """The titles of the list as a file, and how wide each column is."""
    return {
        _("Fecha"): 12,
        _("Expediente"): 18,
        _("Título"): 50,
        _("Institución"): 18,
        _("Medio"): 12,
        _("Con quién"): 30,
        _("Resumen"): 60,
        _("Puntos"): 60,
        _("Número"): 24,
        _("Referencia"): 24,
        _("Próximo contacto"): 16,
        _("Registrada por"): 30,
        _("Registrada el"): 12,
        _("Anulada"): 30,
    }


def fila(gestion: Gestion) -> list[str]:
    """One gestión as text, in the order of `columnas`."""
    contacto = gestion.proximo_contacto
    return [
        gestion.fecha.isoformat(),
        gestion.expediente.codigo,
        gestion.expediente.titulo,
        str(gestion.institucion),
        gestion.get_medio_display(),
        gestion.con_quien,
        gestion.resumen,
        gestion.puntos,
        gestion.numero,
        gestion.referencia,
        contacto.isoformat() if contacto else "",
        str(gestion.registrada_por),
        gestion.registrada_el.isoformat(),
        gestion.motivo,
    ]


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
