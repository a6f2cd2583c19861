"""Amounts of money, in every notation that registers write them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.leido import Leido
from convenios.importacion.llano import llano, no_dice_nada

CENTIMO = Decimal("0.01")
MAXIMO = Decimal(10) ** 15
MONEDAS = (
    (re.compile(r"US\$|U\$S|USD|\bd[oó]lares(?:\s+americanos)?\b", re.I), "USD"),
    (re.compile(r"S/\.?|\bPEN\b|\b(?:nuevos\s+)?soles\b", re.I), "PEN"),
    (re.compile(r"R\$|\bBRL\b|\breais\b", re.I), "BRL"),
    (re.compile(r"€|\bEUR\b|\beuros?\b", re.I), "EUR"),
    (re.compile(r"\bCOP\b|\bpesos\s+colombianos\b", re.I), "COP"),
    (re.compile(r"\bCLP\b|\bpesos\s+chilenos\b", re.I), "CLP"),
    (re.compile(r"\$|\bpesos\b", re.I), ""),
)
"""The first that fits; `$` alone names no currency."""
EN_PALABRAS = re.compile(r"\((?=[^()]*[A-Za-zÁÉÍÓÚáéíóúñÑ]{2})[^()]*\)")
SIN_MONTO = frozenset(
    {
        "no irroga gasto",
        "no irroga gastos",
        "sin costo",
        "sin costes",
        "sin aporte",
        "sin aportes",
        "sense aportacions",
        "gratuito",
        "gratuita",
        "sem repasse",
        "ninguno",
        "cero",
    }
)
RAYAS = re.compile(r"[-–—−](?:[\s.,]*[-–—−])*")
"""How accounting formats show a zero."""
CIFRAS = re.compile(r"\d[\d.,'’´\s]*")
GRUPOS = re.compile(r"\d{1,3}(?:([.,'’´ ])\d{3})(?:\1\d{3})*")


@dataclass(frozen=True)
class Monto:
    """An amount in its currency; `moneda` is empty when neither the cell nor the source says which."""

    cantidad: Decimal
    moneda: str = ""


@dataclass(frozen=True)
class NotacionDeMontos:
    """How one column writes its amounts: which mark stands before the cents, and in which currency it counts."""

    decimal: str = ","
    moneda: str = ""
    probada: bool = False
    """Some amount of the column can only be read so; otherwise it is what its source usually does."""


class PruebasDeMontos:
    """What the amounts of a column prove about its decimal mark: the last of two, or one before one or two digits."""

    def __init__(self) -> None:
        self.pruebas = set[str]()

    def mirar(self, celda: Celda) -> None:
        if isinstance(celda.valor, str) and (prueba := _prueba(celda.texto)):
            self.pruebas.add(prueba)

    def notacion(self, *, supuesto: str, moneda: str = "") -> NotacionDeMontos:
        """`supuesto` is the mark of the source, kept when the column proves none, or both."""
        if len(self.pruebas) == 1:
            return NotacionDeMontos(next(iter(self.pruebas)), moneda, probada=True)
        return NotacionDeMontos(supuesto, moneda)


def moneda_de(texto: str) -> str:
    """The currency that a header names, as in «Presupuesto (S/.)»; empty when none."""
    return next((moneda for patron, moneda in MONEDAS if patron.search(texto)), "")


def leer_monto(celda: Celda, notacion: NotacionDeMontos = NotacionDeMontos()) -> Leido[Monto]:
    """The amount of a cell, to the cent. A dash is zero; an empty cell is not known, which is not zero."""
    if isinstance(celda.valor, bool) or not isinstance(celda.valor, str | int | float):
        return Leido(celda.texto, error=_("No es un monto: la celda tiene formato de otra cosa."))
    if not isinstance(celda.valor, str):
        return _cerrar(celda, Decimal(str(celda.valor)), notacion.moneda)
    texto = EN_PALABRAS.sub("", celda.texto).strip()
    resto, moneda, duda = _separar_moneda(texto, notacion)
    if RAYAS.fullmatch(resto) or llano(resto) in SIN_MONTO:
        return Leido(celda.texto, Monto(Decimal(0), moneda), _("Se leyó como cero."))
    if no_dice_nada(celda.texto):
        return Leido(celda.texto)
    negativo = resto.startswith(("-", "−", "(")) or resto.endswith("-")
    leido = _cifras(resto.strip("()-−").strip(), notacion)
    if isinstance(leido, str):
        return Leido(celda.texto, error=leido)
    cantidad, duda_de_cifras = leido
    return _cerrar(
        celda, -cantidad if negativo else cantidad, moneda, " ".join(filter(None, (duda, duda_de_cifras)))
    )


def _cerrar(celda: Celda, cantidad: Decimal, moneda: str, duda: str = "") -> Leido[Monto]:
    if not cantidad.is_finite() or abs(cantidad) >= MAXIMO:
        return Leido(celda.texto, error=_("El monto es demasiado grande para ser cierto."))
    if cantidad < 0:
        return Leido(celda.texto, error=_("El monto es negativo."))
    redondo = cantidad.quantize(CENTIMO)
    como = _("Se redondeó a céntimos.") if redondo != cantidad else ""
    return Leido(celda.texto, Monto(redondo, moneda), como, duda)


def _separar_moneda(texto: str, notacion: NotacionDeMontos) -> tuple[str, str, str]:
    """The rest, the currency, and the doubt when the cell names another one than its column."""
    for patron, moneda in MONEDAS:
        if patron.search(texto):
            resto = patron.sub(" ", texto).strip()
            if moneda and notacion.moneda and moneda != notacion.moneda:
                duda = _("La celda dice %(una)s y la columna cuenta en %(otra)s; se leyó %(una)s.") % {
                    "una": moneda,
                    "otra": notacion.moneda,
                }
                return resto, moneda, duda
            return resto, moneda or notacion.moneda, ""
    return texto, notacion.moneda, ""


def _cifras(texto: str, notacion: NotacionDeMontos) -> tuple[Decimal, str] | str:
    """The number and its doubt, or the sentence that refuses it."""
    if not CIFRAS.fullmatch(texto):
        return _("No se entiende como monto. Escríbalo como 14.391.975,71.")
    texto = re.sub(r"\s+", " ", texto.strip()).replace("’", "'").replace("´", "'")
    decimal, duda = _marca_decimal(texto), ""
    if decimal is None:
        decimal, duda = _segun_columna(texto, notacion)
    entero, marca, centimos = texto.rpartition(decimal) if decimal and decimal in texto else (texto, "", "")
    if marca and not centimos.isdigit():
        return _("El monto termina en un signo suelto.")
    if not _bien_agrupado(entero):
        return _("Los separadores de miles no van de tres en tres cifras: no se sabe qué monto es.")
    return Decimal(re.sub(r"\D", "", entero) + "." + (centimos or "0")), duda


def _marca_decimal(texto: str) -> str | None:
    """`.` or `,` when only that can stand before the cents, empty when none does, None when it cannot be told."""
    puntos, comas = texto.count("."), texto.count(",")
    if not puntos and not comas:
        return ""
    if puntos and comas:
        return "." if texto.rindex(".") > texto.rindex(",") else ","
    marca = "." if puntos else ","
    if puntos + comas > 1:
        return ""
    entero, _marca, resto = texto.partition(marca)
    cifras = re.sub(r"\D", "", entero)
    if len(resto) != 3 or len(cifras) > 3 or cifras.strip("0") == "" or not entero.isdigit():
        return marca
    return None


def _prueba(texto: str) -> str:
    partes = CIFRAS.search(texto)
    return (_marca_decimal(partes[0].strip()) or "") if partes else ""


def _segun_columna(texto: str, notacion: NotacionDeMontos) -> tuple[str, str]:
    """The decimal mark of what could be either, as «1.234», and its doubt: money seldom has three decimals."""
    if notacion.decimal not in texto:
        return "", ""
    if notacion.probada:
        return notacion.decimal, _("Trae tres decimales; compruebe que «%(texto)s» no sean miles.") % {
            "texto": texto
        }
    return "", _("«%(texto)s» podría llevar tres decimales; se leyó como miles.") % {"texto": texto}


def _bien_agrupado(entero: str) -> bool:
    """Plain digits, or groups of three under one mark; Peru also writes 1'234,567."""
    con_apostrofo = re.fullmatch(r"\d{1,3}'\d{3}[., ]\d{3}", entero)
    return bool(entero.isdigit() or con_apostrofo or GRUPOS.fullmatch(entero))
