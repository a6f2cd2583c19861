"""The agreements that one sees, all at once, for who coordinates them: what is due first, then what stands still."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Concat, Least
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from convenios.models import Clausula, ClaveDeClausula, Convenio
from convenios.plazos_de_vigencia import PRORROGA
from convenios.vigencia import CORRE, POR_VENCER, ultimos_dias_de_prorroga
from expedientes import visibilidad
from expedientes.models import Expediente, ExpedienteQuerySet, Gestion, Lista, Participacion
from expedientes.queries import con_movimiento_de_su_lado
from flujo.declaracion import MAQUINAS
from instituciones.fechas import hoy_en
from instituciones.models import Usuario
from instituciones.models.puesto import vigente
from instituciones.queries.tramos import Clave
from notificaciones.models import Plazo
from tablero.columnas import Columna, Tabla
from tablero.exportacion import MAXIMO_EXPORTADO
from tablero.ficha.historia import que_paso_en
from tablero.listado import hallados

EN_MARCHA, TODOS = "", "todos"
LOTE = 500
"""How many rows a file is written at a time."""


@dataclass(frozen=True, kw_only=True)
class FiltrosDeCartera:
    """What the address asks for. Without a state, the agreements that are not over."""

    q: str = ""
    estado: str = EN_MARCHA
    institucion: str = ""
    termina_en: int | None = None
    vence_en: int | None = None
    sin_mover: int | None = None


class ClaveDeCartera(Clave):
    """Where a page ended: how urgent its last row is."""

    campo = "urgencia"


@dataclass(frozen=True, kw_only=True)
class Fila:
    """One agreement. `prorroga` is the last day to ask for its renewal.

    `que_paso` is empty for an office of control: what moved the case it reads in the case file, where that is logged.
    """

    expediente: Expediente
    convenio: Convenio
    contrapartes: Sequence[str]
    prorroga: dt.date | None
    pacta_plan: bool
    contacto: dt.date | None
    se_movio_el: dt.date
    que_paso: str
    dias: int
    hoy: dt.date

    def get_absolute_url(self) -> str:
        return self.expediente.get_absolute_url()

    @property
    def fin(self) -> dt.date | None:
        return self.convenio.fin_vigente

    @property
    def tono_del_fin(self) -> str:
        return self._tono(self.fin) if self.convenio.estado in CORRE else ""

    @property
    def tono_de_la_prorroga(self) -> str:
        return self._tono(self.prorroga) if self.convenio.estado in CORRE else ""

    @property
    def tono_del_contacto(self) -> str:
        return "bad" if self.contacto and self.contacto < self.hoy else ""

    def _tono(self, dia: dt.date | None) -> str:
        """Whether that day is over, or near."""
        if dia is None or dia - self.hoy > POR_VENCER:
            return ""
        return "bad" if dia < self.hoy else "wait"


def filtrada(usuario: Usuario, filtros: FiltrosDeCartera) -> ExpedienteQuerySet:
    """The case files with an agreement that the account sees and the filters let through, the most urgent first."""
    filas = hallados(usuario, q=filtros.q, institucion=filtros.institucion).filter(convenio__isnull=False)
    if filtros.estado == EN_MARCHA:
        filas = filas.exclude(convenio__estado__in=_finales())
    elif filtros.estado != TODOS:
        filas = filas.filter(convenio__estado=filtros.estado)
    if filtros.termina_en:
        filas = filas.filter(convenio__fin_vigente__year=filtros.termina_en)
    hoy = hoy_en("zona_horaria")
    if filtros.vence_en is not None:
        filas = filas.filter(
            convenio__estado__in=CORRE,
            convenio__fin_vigente__gte=hoy,
            convenio__fin_vigente__lte=hoy + dt.timedelta(days=filtros.vence_en),
        )
    con_urgencia: Any = _con_urgencia(con_movimiento_de_su_lado(filas, usuario), usuario)
    if filtros.sin_mover is not None:
        con_urgencia = con_urgencia.filter(sin_moverse__gte=dt.timedelta(days=filtros.sin_mover))
    return cast(ExpedienteQuerySet, con_urgencia.order_by(*ClaveDeCartera.orden()))


def _finales() -> list[str]:
    return [str(estado) for estado, ficha in MAQUINAS["convenios.convenio"].fichas.items() if ficha.final]


def _con_urgencia(filas: ExpedienteQuerySet, usuario: Usuario) -> ExpedienteQuerySet:
    """Each with its next contact and a text by which they sort: what is over or falls due within 90 days, by that day;
    then the others, the longest without movement first; at last those that are over."""
    prorrogas = Plazo.objects.abiertos().filter(
        cadena=OuterRef("cadena"), tipo=PRORROGA, vence__gte=hoy_en(OuterRef("zona_horaria"))
    )
    contactos = Gestion.objects.propias(usuario).vigentes().por_contactar().filter(expediente=OuterRef("pk"))
    return filas.annotate(
        contacto=Subquery(contactos.order_by("proximo_contacto").values("proximo_contacto")[:1]),
        proximo=Least(
            Case(When(convenio__estado__in=CORRE, then="convenio__fin_vigente")),
            Subquery(prorrogas.order_by("vence").values("vence")[:1]),
            "contacto",
        ),
        urgencia=Case(
            When(convenio__estado__in=_finales(), then=_tras("3", "se_movio_el")),
            When(proximo__lte=hoy_en("zona_horaria") + POR_VENCER, then=_tras("1", "proximo")),
            default=_tras("2", "se_movio_el"),
        ),
    )


def _tras(grupo: str, dia: str) -> Concat:
    """A text that sorts by the group, and in it by the day."""
    como_texto = Func(F(dia), Value("YYYY-MM-DD"), function="to_char", output_field=CharField())
    return Concat(Value(f"{grupo} "), como_texto, output_field=CharField())


def con_lo_que_se_muestra(usuario: Usuario, filas: ExpedienteQuerySet) -> ExpedienteQuerySet:
    """With the agreement, whether its text agrees on a plan, and the parties: two statements."""
    partes: QuerySet[Any] = Participacion.objects.select_related("institucion").annotate(
        es_propia=ExpressionWrapper(visibilidad.es_de_su_parte(usuario), BooleanField()),
        esta=ExpressionWrapper(vigente(hoy_en("expediente__zona_horaria")), BooleanField()),
    )
    planes = Clausula.objects.filter(version=OuterRef("convenio__version"), clave=ClaveDeClausula.PLAN)
    return (
        filas.select_related("convenio__version")
        .annotate(
            pacta_plan=Exists(planes),
            de_su_lado=ExpressionWrapper(visibilidad.expedientes_de_su_lado(usuario), BooleanField()),
        )
        .defer("busqueda", "texto_buscable")
        .prefetch_related(Prefetch("participaciones", partes))
    )


def filas_de(expedientes: Sequence[Any]) -> list[Fila]:
    """These case files, read by `con_lo_que_se_muestra`, as rows. At most five statements, whatever their number."""
    partes = {e.pk: list(e.participaciones.all()) for e in expedientes}
    prorrogas = ultimos_dias_de_prorroga([e.convenio for e in expedientes], partes)
    que_paso = _que_paso([e for e in expedientes if e.de_su_lado])
    return [
        Fila(
            expediente=e,
            convenio=e.convenio,
            contrapartes=[str(p.institucion) for p in partes[e.pk] if p.esta and not p.es_propia],
            prorroga=prorrogas[e.convenio.pk].fecha if e.convenio.pk in prorrogas else None,
            pacta_plan=e.pacta_plan,
            contacto=e.contacto,
            se_movio_el=e.se_movio_el,
            que_paso=que_paso.get(e.pk, ""),
            dias=e.sin_moverse.days,
            hoy=e.hoy(),
        )
        for e in expedientes
    ]


def _que_paso(expedientes: Sequence[Any]) -> dict[int, str]:
    """What moved each case file last, in a sentence."""
    por_gestion = {
        e.pk: e.ultima_gestion
        for e in expedientes
        if e.gestionado_el and (e.asentado_el is None or e.gestionado_el >= e.asentado_el)
    }
    por_asiento = [e for e in expedientes if e.ultimo_asiento and e.pk not in por_gestion]
    gestiones = Gestion.objects.select_related("con_institucion").in_bulk(por_gestion.values())
    asientos = Asiento.objects.in_bulk([e.ultimo_asiento for e in por_asiento])
    return {pk: str(gestiones[gestion]) for pk, gestion in por_gestion.items()} | que_paso_en(
        {e: asientos[e.ultimo_asiento] for e in por_asiento}
    )


def exportables(usuario: Usuario, filtros: FiltrosDeCartera) -> Iterator[Fila]:
    """All of the filtered rows up to the limit, in slices: memory stays flat."""
    filas = filtrada(usuario, filtros)[:MAXIMO_EXPORTADO]
    leidas = con_lo_que_se_muestra(usuario, filas).iterator(chunk_size=LOTE)
    while lote := list(islice(leidas, LOTE)):
        yield from filas_de(lote)


def _fin(fila: Fila) -> dt.date | str | None:
    return str(_("Indefinido")) if fila.convenio.es_indefinido else fila.fin


TABLA: Tabla[Fila] = Tabla(
    Lista.CARTERA,
    (
        Columna(
            clave="contraparte",
            titulo=_("Contraparte"),
            ancho=40,
            clase="clip",
            valor=lambda f: "; ".join(f.contrapartes),
        ),
        Columna(
            clave="titulo",
            titulo=_("Convenio"),
            ancho=60,
            clase="clip wide",
            enlaza=True,
            valor=lambda f: f.expediente.titulo,
        ),
        Columna(
            clave="codigo",
            titulo=_("Código"),
            ancho=18,
            clase="code",
            enlaza=True,
            valor=lambda f: f.expediente.codigo,
        ),
        Columna(clave="tipo", titulo=_("Tipo"), ancho=24, valor=lambda f: f.convenio.get_tipo_display()),
        Columna(
            clave="estado",
            titulo=_("Estado"),
            ancho=18,
            valor=lambda f: f.convenio.get_estado_display(),
            plantilla="tablero/columnas/estado.html",
            tono=lambda f: f.convenio.estado,
        ),
        Columna(
            clave="suscrito",
            titulo=_("Suscrito el"),
            ancho=12,
            clase="date",
            valor=lambda f: f.convenio.suscrito_el,
        ),
        Columna(
            clave="inicio", titulo=_("Inicio"), ancho=12, clase="date", valor=lambda f: f.convenio.inicio
        ),
        Columna(
            clave="fin",
            titulo=_("Fin vigente"),
            ancho=12,
            clase="date",
            valor=_fin,
            plantilla="tablero/columnas/dia.html",
            tono=lambda f: f.tono_del_fin,
        ),
        Columna(
            clave="prorroga",
            titulo=_("Pedir prórroga hasta"),
            ancho=14,
            clase="date",
            valor=lambda f: f.prorroga,
            plantilla="tablero/columnas/dia.html",
            tono=lambda f: f.tono_de_la_prorroga,
        ),
        Columna(
            clave="plan",
            titulo=_("Cláusula de plan"),
            ancho=12,
            valor=lambda f: str(_("Sí") if f.pacta_plan else _("No")),
        ),
        Columna(
            clave="movido",
            titulo=_("Último movimiento"),
            ancho=12,
            clase="date",
            valor=lambda f: f.se_movio_el,
        ),
        Columna(
            clave="que_paso", titulo=_("Qué ocurrió"), ancho=60, clase="clip wide", valor=lambda f: f.que_paso
        ),
        Columna(
            clave="contacto",
            titulo=_("Próximo contacto"),
            ancho=12,
            clase="date",
            valor=lambda f: f.contacto,
            plantilla="tablero/columnas/dia.html",
            tono=lambda f: f.tono_del_contacto,
        ),
        Columna(
            clave="dias", titulo=_("Días sin movimiento"), ancho=10, clase="number", valor=lambda f: f.dias
        ),
    ),
    de_la_pagina=(
        "contraparte",
        "titulo",
        "codigo",
        "estado",
        "fin",
        "prorroga",
        "plan",
        "contacto",
        "dias",
        "movido",
        "que_paso",
    ),
)
