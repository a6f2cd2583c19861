"""The traffic lights of a report: each with its formula, its thresholds and its cut-off date, in words and as data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

VERDE, AMBAR, ROJO, SIN_DATOS = "verde", "ambar", "rojo", "sin_datos"
Cifras = Mapping[str, Any]
Razon = tuple[int, int]
"""So many of so many."""


@dataclass(frozen=True, kw_only=True)
class Semaforo:
    """One light. `verde` and `ambar` are its default thresholds; with `menos_es_mejor` values up to them are good, else
    values from them on. `de` gives the value and how it was counted; None when there is nothing to count."""

    clave: str
    nombre: Any
    formula: Any
    de: Callable[[Cifras], tuple[int, str] | None]
    verde: int
    ambar: int
    unidad: Callable[[int], str]
    """What so many of it are called."""
    menos_es_mejor: bool = False

    def color(self, valor: int, verde: int, ambar: int) -> str:
        if self.menos_es_mejor:
            return VERDE if valor <= verde else AMBAR if valor <= ambar else ROJO
        return VERDE if valor >= verde else AMBAR if valor >= ambar else ROJO

    def regla(self, verde: int, ambar: int) -> str:
        """«Verde desde 70 %, ámbar desde 40 %, rojo por debajo»."""
        datos = {
            "verde": f"{verde} {self.unidad(verde)}",
            "ambar": f"{ambar} {self.unidad(ambar)}",
        }
        if self.menos_es_mejor:
            return _t("Verde hasta %(verde)s, ámbar hasta %(ambar)s, rojo por encima.") % datos
        return _t("Verde desde %(verde)s, ámbar desde %(ambar)s, rojo por debajo.") % datos


def _porcentaje(n: int, de: int) -> tuple[int, str] | None:
    if not de:
        return None
    return 100 * n // de, _t("%(n)s de %(de)s") % {"n": n, "de": de}


def _acciones(cifras: Cifras) -> tuple[int, str] | None:
    exigibles = [fila for fila in cifras["acciones"]["filas"] if fila["exigible"]]
    return _porcentaje(sum(fila["estado"] == "verificada" for fila in exigibles), len(exigibles))


def _indicadores(cifras: Cifras) -> tuple[int, str] | None:
    """The average by weight of what was reached of each target, at most all of it; not measured is nothing."""
    con_meta = [fila for fila in cifras["indicadores"] if fila["meta"] is not None]
    if not any(fila["medido"] is not None for fila in con_meta):
        return None
    peso = sum(Decimal(fila["peso"]) for fila in con_meta)
    logrado = sum(Decimal(fila["peso"]) * (fila["logro"] or 0) for fila in con_meta)
    medidos = sum(fila["medido"] is not None for fila in con_meta)
    return int(logrado / peso), ngettext(
        "%(n)s indicador medido de %(de)s con meta", "%(n)s indicadores medidos de %(de)s con meta", medidos
    ) % {"n": medidos, "de": len(con_meta)}


def _compromisos(cifras: Cifras) -> tuple[int, str] | None:
    cuentas = cifras["compromisos"]["cuentas"]
    return _porcentaje(cuentas["exigibles_verificados"], cuentas["exigibles"])


def _vencidos(cifras: Cifras) -> tuple[int, str] | None:
    cuentas = cifras["compromisos"]["cuentas"]
    return _porcentaje(cuentas["vencidos"], cuentas["abiertos"])


def _movimiento(cifras: Cifras) -> tuple[int, str] | None:
    dias = cifras["gestiones"]["dias_sin_movimiento"]
    if dias is None:
        return None
    total = cifras["gestiones"]["total"]
    return dias, ngettext("%(n)s gestión en el período", "%(n)s gestiones en el período", total) % {
        "n": total
    }


def _por_ciento(_n: int) -> str:
    return "%"


def _dias(n: int) -> str:
    return ngettext("día", "días", n)


SEMAFOROS: Sequence[Semaforo] = (
    Semaforo(
        clave="acciones",
        nombre=_("Acciones verificadas"),
        formula=_("Acciones verificadas ÷ acciones cuyo fin llegó al corte, sin las canceladas"),
        de=_acciones,
        verde=70,
        ambar=40,
        unidad=_por_ciento,
    ),
    Semaforo(
        clave="indicadores",
        nombre=_("Logro de indicadores"),
        formula=_("Promedio, por peso, de lo medido ÷ la meta al corte, con 100 % como máximo"),
        de=_indicadores,
        verde=90,
        ambar=70,
        unidad=_por_ciento,
    ),
    Semaforo(
        clave="compromisos",
        nombre=_("Compromisos verificados"),
        formula=_("Compromisos verificados ÷ compromisos cuya fecha llegó al corte, sin los cancelados"),
        de=_compromisos,
        verde=70,
        ambar=40,
        unidad=_por_ciento,
    ),
    Semaforo(
        clave="vencidos",
        nombre=_("Compromisos vencidos"),
        formula=_("Compromisos vencidos ÷ compromisos abiertos al corte"),
        de=_vencidos,
        verde=5,
        ambar=20,
        unidad=_por_ciento,
        menos_es_mejor=True,
    ),
    Semaforo(
        clave="movimiento",
        nombre=_("Días sin movimiento"),
        formula=_("Días entre la última gestión o el último asiento compartido y el corte"),
        de=_movimiento,
        verde=30,
        ambar=60,
        unidad=_dias,
        menos_es_mejor=True,
    ),
)
"""The defaults are those of practice (70 and 40 % for what is done, 5 and 20 % for what is overdue; performance
agreements ask for 90 % of the targets): each case file may set its own."""
POR_CLAVE = {semaforo.clave: semaforo for semaforo in SEMAFOROS}


def encender(cifras: Cifras, umbrales: Mapping[str, tuple[int, int]], corte: Any) -> list[dict[str, Any]]:
    """Every light of these figures, as data: its colour, and in words all that one needs to count it again."""
    return [_luz(s, cifras, *umbrales.get(s.clave, (s.verde, s.ambar)), corte) for s in SEMAFOROS]


def _luz(semaforo: Semaforo, cifras: Cifras, verde: int, ambar: int, corte: Any) -> dict[str, Any]:
    contado = semaforo.de(cifras)
    return {
        "clave": semaforo.clave,
        "nombre": str(semaforo.nombre),
        "formula": str(semaforo.formula),
        "regla": semaforo.regla(verde, ambar),
        "verde": verde,
        "ambar": ambar,
        "valor": contado[0] if contado else None,
        "unidad": semaforo.unidad(contado[0] if contado else 0),
        "contado": contado[1] if contado else "",
        "color": semaforo.color(contado[0], verde, ambar) if contado else SIN_DATOS,
        "corte": corte,
    }


def dicha(luz: Mapping[str, Any], cifras: Cifras) -> dict[str, Any]:
    """A light of frozen figures in the words of the active language: the figures keep those of the paper."""
    semaforo = POR_CLAVE[luz["clave"]]
    contado = semaforo.de(cifras)
    return {
        **luz,
        "nombre": semaforo.nombre,
        "formula": semaforo.formula,
        "regla": semaforo.regla(luz["verde"], luz["ambar"]),
        "unidad": semaforo.unidad(contado[0] if contado else 0),
        "contado": contado[1] if contado else "",
    }


PALABRAS = {
    VERDE: _("Verde: bien"),
    AMBAR: _("Ámbar: atención"),
    ROJO: _("Rojo: mal"),
    SIN_DATOS: _("Sin datos"),
}
FORMAS = {VERDE: "●", AMBAR: "▲", ROJO: "■", SIN_DATOS: "○"}
"""A shape of its own for each colour: nobody has to see the colour."""
TONOS = {VERDE: "good", AMBAR: "wait", ROJO: "bad", SIN_DATOS: "soft"}
"""Of the badge on the page."""
