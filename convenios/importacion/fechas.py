"""Dates, in every notation that registers write them."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.leido import Leido
from convenios.importacion.llano import no_dice_nada, sin_tildes

PRIMER_ANIO, ULTIMO_ANIO = 1900, 2100
SIGLO_ANTERIOR_DESDE = 70
"""Of a year in two digits: 69 is 2069, 70 is 1970."""
SERIE = range(18_000, 75_000)
"""Day numbers of spreadsheets that can be the date of an agreement: 1949 to 2105."""
NO_SON_FECHAS = frozenset(
    {dt.date(1899, 12, 30), dt.date(1899, 12, 31), dt.date(1900, 1, 1), dt.date(1904, 1, 1)}
)
"""What spreadsheets show for a zero or an empty cell with a date format."""

MESES = {
    nombre: n
    for n, nombres in enumerate(
        (
            "enero ene gener gen janeiro jan january",
            "febrero feb febrer fevereiro fev february",
            "marzo mar marc marco march",
            "abril abr april apr",
            "mayo may maig mai maio",
            "junio jun juny junho june",
            "julio jul juliol julho july",
            "agosto ago agost ag august aug",
            "septiembre setiembre sep set sept setembre setembro september",
            "octubre oct octubre outubro out october",
            "noviembre nov novembre novembro november",
            "diciembre dic desembre des dezembro dez december dec",
        ),
        1,
    )
    for nombre in nombres.split()
}

HORA = re.compile(
    r"[T ,]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?\s?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$", re.I
)
ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
DE_CORRIDO = re.compile(r"(\d{4})(\d{2})(\d{2})")
NUMEROS = re.compile(
    r"(\d{1,2})(?P<s1>[\s/.\-–]+)(\d{1,2})(?P<s2>[\s/.\-–]+(?:del?\s+)?|\s*del?\s+)(\d{4}|\d{2})", re.I
)
SIN_UN_SEPARADOR = (
    re.compile(r"(\d{2})(\d{2})\s*[/.\-]\s*(\d{4})"),
    re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{2})(\d{4})"),
)
DIA_DE_MES = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:ro|er|o|a|st|nd|rd|th)?\.?[\s\-/]*(?:d(?:e[\s\-/]+|['’]\s*|\s+))?([a-z]{2,12})\.?[\s\-/,]*(?:del?\s*)?"
    r"(\d{4}|\d{2})"
)
MES_DIA = re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s*,\s*(\d{4})")
SOLO_ANIO = re.compile(r"(?:19|20)\d{2}")
SOLO_MES = re.compile(r"(?:([a-z]{3,10})\.?[\s\-/]*(?:del?\s+)?|\d{1,2}[/\-])(?:\d{4}|\d{2})")
NUMERO_SUELTO = re.compile(r"\d{5}(?:[.,]0+)?")


class Orden(Enum):
    """Which of two numbers is the day."""

    DIA_MES = "día/mes"
    MES_DIA = "mes/día"


@dataclass(frozen=True)
class NotacionDeFechas:
    """How one column writes its dates. `duda` says what could not be known from it."""

    orden: Orden = Orden.DIA_MES
    mezclada: bool = False
    """Both orders occur for certain, so each date that could be either is doubtful."""
    desde_1904: bool = False
    duda: str = ""


class _NoEsFecha(Exception):
    """The argument is the sentence."""


class PruebasDeFechas:
    """What the dates of a column prove about its order, one after another: a number above 12 is a day."""

    def __init__(self) -> None:
        self.pruebas, self.ambiguas = Counter[Orden](), 0
        self.de_excel, self.mayor_dia_de_excel = 0, 0

    def mirar(self, celda: Celda) -> None:
        if isinstance(celda.valor, dt.date):
            self.de_excel += 1
            self.mayor_dia_de_excel = max(self.mayor_dia_de_excel, celda.valor.day)
            return
        for a, b in _parejas(celda.texto):
            if a > 12 >= b:
                self.pruebas[Orden.DIA_MES] += 1
            elif b > 12 >= a:
                self.pruebas[Orden.MES_DIA] += 1
            else:
                self.ambiguas += a != b

    def notacion(self, *, supuesto: Orden = Orden.DIA_MES, desde_1904: bool = False) -> NotacionDeFechas:
        """`supuesto` is the order of the source, kept when nothing proves another; then the doubt says so."""
        mezclada = len(self.pruebas) == 2
        orden = supuesto if mezclada or not self.pruebas else next(iter(self.pruebas))
        return NotacionDeFechas(orden, mezclada, desde_1904, self._duda(orden))

    def _duda(self, orden: Orden) -> str:
        if len(self.pruebas) == 2:
            return _(
                "La columna mezcla fechas día/mes (%(dm)d) y mes/día (%(md)d). Las que podrían ser ambas se leen "
                "%(orden)s y quedan en duda."
            ) % {"dm": self.pruebas[Orden.DIA_MES], "md": self.pruebas[Orden.MES_DIA], "orden": orden.value}
        if self.ambiguas and not self.pruebas:
            return _("Ninguna fecha de la columna prueba si el día va primero; se leyeron %(orden)s.") % {
                "orden": orden.value
            }
        if self.pruebas[Orden.DIA_MES] and self.de_excel > 4 and self.mayor_dia_de_excel <= 12:
            return _(
                "La columna tiene fechas de Excel, todas con día hasta 12, y textos con día mayor: es probable que "
                "Excel haya invertido el día y el mes de las primeras. Compruébelas."
            )
        return ""


def leer_fecha(celda: Celda, notacion: NotacionDeFechas = NotacionDeFechas()) -> Leido[dt.date]:
    """The day in a cell. Times of day are left out; without a day, a month or a year it is refused."""
    texto = celda.texto.strip()
    try:
        fecha, como, duda = _de_valor(celda, notacion) or _de_texto(texto, notacion)
    except _NoEsFecha as no:
        return Leido(celda.texto, error=str(no))
    if fecha in NO_SON_FECHAS:
        return Leido(
            celda.texto,
            duda=_(
                "Es la fecha que una hoja de cálculo muestra por una celda vacía; se toma como desconocida."
            ),
        )
    if fecha and not PRIMER_ANIO <= fecha.year <= ULTIMO_ANIO:
        return Leido(celda.texto, error=_("El año %(anio)d no puede ser.") % {"anio": fecha.year})
    return Leido(celda.texto, fecha, como, duda)


def leer_cadena(celda: Celda, notacion: NotacionDeFechas = NotacionDeFechas()) -> Leido[tuple[dt.date, ...]]:
    """The dates of a cell that may hold several, one in each line: a term and its renewals.

    Raises nothing; one line that is no date refuses the whole cell and says which.
    """
    lineas = [linea.strip() for linea in re.split(r"[\n\r;]+", celda.texto) if linea.strip()]
    if len(lineas) < 2 or not isinstance(celda.valor, str):
        unica = leer_fecha(celda, notacion)
        return Leido(
            celda.texto, (unica.valor,) if unica.valor else None, unica.como, unica.duda, unica.error
        )
    leidas = [leer_fecha(Celda(celda.columna, linea, linea), notacion) for linea in lineas]
    for linea, leida in zip(lineas, leidas, strict=True):
        if leida.error:
            return Leido(celda.texto, error=f"«{linea}»: {leida.error}")
    fechas = tuple(leida.valor for leida in leidas if leida.valor)
    dudas = [leida.duda for leida in leidas if leida.duda]
    if list(fechas) != sorted(fechas):
        dudas.append(_("Las fechas de la celda no van de la más antigua a la más reciente."))
    como = _("La celda trae %(n)d fechas, una por línea.") % {"n": len(fechas)}
    return Leido(celda.texto, fechas or None, como, " ".join(dict.fromkeys(dudas)))


def _parejas(texto: str) -> Iterator[tuple[int, int]]:
    for linea in re.split(r"[\n\r;]+", texto):
        if partes := NUMEROS.fullmatch(HORA.sub("", linea.strip())):
            yield int(partes[1]), int(partes[3])


def _de_valor(celda: Celda, notacion: NotacionDeFechas) -> tuple[dt.date | None, str, str] | None:
    """What the spreadsheet itself typed; None for text."""
    valor = celda.valor
    if isinstance(valor, dt.datetime):
        return valor.date(), "", ""
    if isinstance(valor, dt.date):
        return valor, "", ""
    if isinstance(valor, dt.time | dt.timedelta):
        raise _NoEsFecha(_("La celda tiene una hora, no una fecha."))
    if isinstance(valor, bool):
        raise _NoEsFecha(_("La celda dice sí o no, no una fecha."))
    if isinstance(valor, int | float):
        if valor == 0:
            return None, "", ""
        if int(valor) in SERIE:
            return _de_serie(int(valor), notacion)
        return _de_texto(celda.texto.strip(), notacion)
    return None


def _de_texto(texto: str, notacion: NotacionDeFechas) -> tuple[dt.date | None, str, str]:
    if no_dice_nada(texto) or not re.search(r"[1-9]", texto):
        if re.search("[a-z]", sin_tildes(texto)) and not no_dice_nada(texto):
            raise _NoEsFecha(_("No dice una fecha."))
        return None, "", ""
    sin_hora = HORA.sub("", texto)
    if partes := ISO.fullmatch(sin_hora) or DE_CORRIDO.fullmatch(sin_hora):
        anio, mes, dia = int(partes[1]), int(partes[partes.re.groups - 1]), int(partes[partes.re.groups])
        return _dia(anio, mes, dia), "", ""
    if partes := NUMEROS.fullmatch(sin_hora):
        return _de_numeros(partes, notacion)
    for patron in SIN_UN_SEPARADOR:
        if partes := patron.fullmatch(sin_hora):
            fecha, como, duda = _ordenar(int(partes[1]), int(partes[2]), int(partes[3]), notacion)
            return fecha, como, duda or _("Falta un separador; se leyó %(dia)s.") % {"dia": _dicho(fecha)}
    if NUMERO_SUELTO.fullmatch(sin_hora) and int(sin_hora[:5]) in SERIE:
        return _de_serie(int(sin_hora[:5]), notacion)
    return _con_palabras(sin_tildes(sin_hora))


def _de_numeros(partes: re.Match[str], notacion: NotacionDeFechas) -> tuple[dt.date, str, str]:
    anio, duda_del_anio = _anio(partes[5])
    fecha, como, duda = _ordenar(int(partes[1]), int(partes[3]), anio, notacion)
    separadores = partes["s1"].strip(), partes["s2"].strip()
    if not duda and (len(separadores[0]) > 1 or len(separadores[1]) > 1 or separadores[0] != separadores[1]):
        duda = _("Está escrita con separadores de más; se leyó %(dia)s.") % {"dia": _dicho(fecha)}
    return fecha, como, " ".join(filter(None, (duda, duda_del_anio)))


def _ordenar(a: int, b: int, anio: int, notacion: NotacionDeFechas) -> tuple[dt.date, str, str]:
    """A number above 12 is the day, whatever the column's order."""
    es_mes_dia = b > 12 >= a or (notacion.orden is Orden.MES_DIA and not a > 12)
    fecha = _dia(anio, a, b) if es_mes_dia else _dia(anio, b, a)
    como = _("Se leyó mes/día.") if es_mes_dia else ""
    if notacion.mezclada and a != b and a <= 12 and b <= 12:
        return (
            fecha,
            como,
            _("El día y el mes podrían estar invertidos; se leyó %(dia)s.") % {"dia": _dicho(fecha)},
        )
    return fecha, como, ""


def _con_palabras(texto: str) -> tuple[dt.date, str, str]:
    if (partes := MES_DIA.fullmatch(texto)) and partes[1] in MESES:
        return _dia(int(partes[3]), MESES[partes[1]], int(partes[2])), "", ""
    if (partes := DIA_DE_MES.fullmatch(texto)) and (mes := _mes(partes[2])):
        anio, duda = _anio(partes[3])
        return _dia(anio, mes, int(partes[1])), "", duda
    if SOLO_ANIO.fullmatch(texto):
        raise _NoEsFecha(_("Dice solo el año; falta el día y el mes."))
    if (partes := SOLO_MES.fullmatch(texto)) and (partes[1] is None or partes[1] in MESES):
        raise _NoEsFecha(_("Dice el mes y el año; falta el día."))
    raise _NoEsFecha(_("No se entiende como fecha. Escríbala como 04/08/2014."))


def _mes(palabra: str) -> int | None:
    """«dagost» too: Catalan elides «d'agost» and some exports lose the apostrophe; «demarzo» lost its blank."""
    return MESES.get(palabra) or MESES.get(palabra.removeprefix("de")) or MESES.get(palabra.removeprefix("d"))


def _anio(cifras: str) -> tuple[int, str]:
    if len(cifras) == 4:
        return int(cifras), ""
    anio = int(cifras) + (1900 if int(cifras) >= SIGLO_ANTERIOR_DESDE else 2000)
    return anio, _("El año tiene dos cifras; se leyó %(anio)d.") % {"anio": anio}


def _dia(anio: int, mes: int, dia: int) -> dt.date:
    try:
        return dt.date(anio, mes, dia)
    except ValueError:
        raise _NoEsFecha(_("Ese día no existe en el calendario.")) from None


def _de_serie(numero: int, notacion: NotacionDeFechas) -> tuple[dt.date, str, str]:
    origen = dt.date(1904, 1, 1) if notacion.desde_1904 else dt.date(1899, 12, 30)
    fecha = origen + dt.timedelta(days=numero)
    return fecha, _("Es un número de día de hoja de cálculo; se leyó %(dia)s.") % {"dia": _dicho(fecha)}, ""


def _dicho(fecha: dt.date) -> str:
    return f"{fecha:%d/%m/%Y}"
