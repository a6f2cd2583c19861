"""The line of time of a case file: every fact on one line, with its date against the date of its entry."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Max, Min, QuerySet, Value
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from auditoria.models import Asiento
from convenios.models import Adenda
from expedientes.models import Expediente
from expedientes.visibilidad import asientos_visibles
from instituciones.fechas import dia_en, dias_entre
from instituciones.models import Usuario
from instituciones.queries.tramos import ClaveDeFecha, ClaveDeNumero
from tablero.columnas import Columna
from tablero.exportacion import MAXIMO_EXPORTADO
from tablero.ficha.historia import eventos
from tablero.ficha.personales import quien

LOTE = 500
"""How many rows a file is written at a time."""
ANCHO = 100
"""Of the drawing, in its units."""


@dataclass(frozen=True, kw_only=True)
class FiltrosDeLinea:
    """What the address asks for."""

    primero_lo_tardio: bool = False
    solo_lo_tardio: bool = False


class ClaveDelHecho(ClaveDeFecha):
    """Where a page ended: when its last row happened."""

    campo = "fecha_hecho"
    desempate = "n"
    descendente = True


class ClaveDeTardanza(ClaveDeNumero):
    """Where a page ended: how late its last row was entered."""

    campo = "tarde"
    desempate = "n"
    descendente = True


@dataclass(frozen=True)
class Eje:
    """From which day to which the line goes."""

    desde: dt.date
    hasta: dt.date

    @property
    def tiene_dias(self) -> bool:
        """Whether there is anything to draw: on a line of one day everything stands in one place."""
        return self.desde < self.hasta

    def x(self, dia: dt.date) -> float:
        """Where a day stands on it, in units of the drawing."""
        return round(ANCHO * (dia - self.desde).days / max((self.hasta - self.desde).days, 1), 2)


@dataclass(frozen=True, kw_only=True)
class Renglon:
    """One fact: when it happened and when it was entered, who decided it and who typed it, by which document.

    `regularizacion` is the legal basis on which the addendum that it is about covers a time without a signed text.
    """

    asiento: Asiento
    ocurrido: dt.date
    registrado: dt.datetime
    tarde: int
    texto: str
    detalle: str
    decidio: str
    registro: str
    por_documento: dict[str, Any] | None
    prueba: str
    regularizacion: str
    x: float
    ancho: float

    @property
    def registrado_el(self) -> dt.date:
        return self.registrado.date()

    @property
    def referencia(self) -> str:
        return str(self.por_documento["document"]) if self.por_documento else ""

    @property
    def huella(self) -> str:
        return bytes(self.asiento.hash).hex()


def filas_de_la_linea(expediente: Expediente, usuario: Usuario, filtros: FiltrosDeLinea) -> "QuerySet[Any]":
    """The rows of the log that the account may read, each with how many days late it was entered, in their order."""
    filas = Asiento.objects.filter(
        asientos_visibles(usuario, expediente), cadena=expediente.cadena_id
    ).annotate(tarde=dias_entre("fecha_hecho", dia_en(F("registrado_at"), Value(expediente.zona_horaria))))
    if filtros.solo_lo_tardio:
        filas = filas.filter(tarde__gt=0)
    clave = ClaveDeTardanza if filtros.primero_lo_tardio else ClaveDelHecho
    return filas.order_by(*clave.orden())


def eje_de(expediente: Expediente, usuario: Usuario) -> Eje:
    """From the first fact or entry that the account may read to the last. One statement."""
    visibles = Asiento.objects.filter(asientos_visibles(usuario, expediente), cadena=expediente.cadena_id)
    extremos = visibles.aggregate(
        hecho=Min("fecha_hecho"), primero=Min("registrado_at"), ultimo=Max("registrado_at")
    )
    zona = ZoneInfo(expediente.zona_horaria)
    if extremos["hecho"] is None:
        return Eje(expediente.abierto_el, expediente.hoy())
    primero, ultimo = (extremos[cual].astimezone(zona).date() for cual in ("primero", "ultimo"))
    return Eje(min(extremos["hecho"], primero), max(ultimo, extremos["hecho"]))


def renglones_de(
    asientos: Sequence[Any],
    expediente: Expediente,
    usuario: Usuario,
    eje: Eje,
    *,
    con_acciones: bool = True,
) -> list[Renglon]:
    """These rows as the page shows them. A constant number of statements, whatever their number."""
    regularizan = dict(
        Adenda.objects.filter(convenio__expediente=expediente, es_regularizacion=True).values_list(
            "pk", "base_legal"
        )
    )
    dichos = eventos(asientos, expediente, usuario, con_acciones=con_acciones)
    zona = ZoneInfo(expediente.zona_horaria)
    return [
        _renglon(asiento, evento, regularizan, eje, zona)
        for asiento, evento in zip(asientos, dichos, strict=True)
    ]


def _renglon(
    asiento: Any, evento: dict[str, Any], regularizan: dict[int, str], eje: Eje, zona: ZoneInfo
) -> Renglon:
    marca = evento.get("by_document")
    registrado = asiento.registrado_at.astimezone(zona)
    desde, hasta = sorted((eje.x(asiento.fecha_hecho), eje.x(registrado.date())))
    return Renglon(
        asiento=asiento,
        ocurrido=asiento.fecha_hecho,
        registrado=registrado,
        tarde=asiento.tarde,
        texto=evento["text"],
        detalle=evento["detail"],
        decidio=marca["decided_by"] if marca else quien(asiento),
        registro=marca["recorded_by"] if marca else quien(asiento),
        por_documento=marca,
        prueba=evento["proof"],
        regularizacion=_base(asiento, regularizan),
        x=desde,
        ancho=round(hasta - desde, 2),
    )


def _base(asiento: Asiento, regularizan: dict[int, str]) -> str:
    return regularizan.get(asiento.objeto or 0, "") if asiento.modelo == "convenios.adenda" else ""


def exportables(expediente: Expediente, usuario: Usuario, filtros: FiltrosDeLinea) -> Iterator[Renglon]:
    """All of the rows up to the limit, in slices: memory stays flat."""
    eje = eje_de(expediente, usuario)
    leidas = filas_de_la_linea(expediente, usuario, filtros)[:MAXIMO_EXPORTADO].iterator(chunk_size=LOTE)
    while lote := list(islice(leidas, LOTE)):
        yield from renglones_de(lote, expediente, usuario, eje, con_acciones=False)


COLUMNAS: Sequence[Columna[Renglon]] = (
    Columna(clave="n", titulo=_("Número de asiento"), ancho=10, valor=lambda r: r.asiento.n),
    Columna(clave="ocurrido", titulo=_("Fecha del hecho"), ancho=14, valor=lambda r: r.ocurrido),
    Columna(clave="registrado", titulo=_("Registrado el"), ancho=14, valor=lambda r: r.registrado_el),
    Columna(clave="tarde", titulo=_("Días después"), ancho=10, valor=lambda r: r.tarde),
    Columna(clave="texto", titulo=_("Qué ocurrió"), ancho=70, valor=lambda r: r.texto),
    Columna(clave="decidio", titulo=_("Quién decidió"), ancho=30, valor=lambda r: r.decidio),
    Columna(clave="registro", titulo=_("Quién registró"), ancho=30, valor=lambda r: r.registro),
    Columna(
        clave="por_documento",
        titulo=_("Por documento"),
        ancho=14,
        valor=lambda r: _t("Sí") if r.por_documento else _t("No"),
    ),
    Columna(clave="referencia", titulo=_("Documento"), ancho=40, valor=lambda r: r.referencia),
    Columna(
        clave="regularizacion",
        titulo=_("Base legal de la regularización"),
        ancho=40,
        valor=lambda r: r.regularizacion,
    ),
    Columna(clave="huella", titulo=_("Huella"), ancho=66, valor=lambda r: r.huella),
)
