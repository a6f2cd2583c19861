"""Registers as workbooks (XLSX)."""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.datetime import MAC_EPOCH
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from convenios.importacion.celdas import Celda, Fila, Hoja, Libro, Valor
from convenios.importacion.lectura.ilegible import ArchivoIlegible

FILAS_MAXIMAS = 1_048_576
"""Those of any spreadsheet; a row that says to be further down is a lie that would be walked to."""
CELDAS_MAXIMAS = 20_000_000
"""Cells looked at in one sheet, those with nothing but a format included."""
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
BLOQUE = 1 << 20
DANADO = (
    InvalidFileException,
    SyntaxError,  # what both XML parsers raise
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
)
"""What openpyxl raises at a workbook that is not what it declares."""


@contextmanager
def abrir_excel(fichero: BinaryIO, nombre: str) -> Iterator[Libro]:
    """A workbook read as it streams. Raises ArchivoIlegible; so do its rows, where the damage lies further down."""
    with ExitStack() as al_cerrar:
        libro = _abrir(fichero, valores=True)
        al_cerrar.callback(libro.close)
        formulas = _abrir(fichero, valores=False) if _hay_formulas(fichero) else None
        if formulas:
            al_cerrar.callback(formulas.close)
        yield Libro(nombre, "xlsx", tuple(_hojas(libro, formulas)))


def _abrir(fichero: BinaryIO, *, valores: bool) -> Workbook:
    fichero.seek(0)
    try:
        return load_workbook(fichero, read_only=True, data_only=valores, keep_links=False)
    except DANADO:
        raise _danado() from None


def _hay_formulas(fichero: BinaryIO) -> bool:
    """Results and formulas come in two readings; the second one is only made where there is a formula."""
    fichero.seek(0)
    try:
        with zipfile.ZipFile(fichero) as archivo:
            hojas = [n for n in archivo.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
            return any(_trae_formula(archivo, hoja) for hoja in hojas)
    except DANADO:
        raise _danado() from None


def _trae_formula(archivo: zipfile.ZipFile, hoja: str) -> bool:
    with archivo.open(hoja) as flujo:
        resto = b""
        while bloque := flujo.read(BLOQUE):
            if FORMULA.search(resto + bloque):
                return True
            resto = bloque[-20:]
    return False


def _hojas(libro: Workbook, formulas: Workbook | None) -> Iterator[Hoja]:
    for hoja in libro.worksheets:
        gemela = formulas[hoja.title] if formulas else None
        yield Hoja(
            nombre=hoja.title,
            filas=partial(_filas, hoja, gemela),
            oculta=hoja.sheet_state != "visible",
            desde_1904=libro.epoch == MAC_EPOCH,
        )


def _filas(hoja: Any, gemela: Any) -> Iterator[Fila]:
    """The rows with something in them. The size that a sheet declares is not believed: it is often a million rows."""
    miradas = 0
    try:
        for numero, (celdas, formulas) in enumerate(_a_la_par(hoja, gemela), 1):
            if numero > FILAS_MAXIMAS:
                raise _danado()
            miradas += len(celdas)
            if miradas > CELDAS_MAXIMAS:
                raise _demasiadas(hoja.title)
            if llenas := _llenas(celdas, formulas):
                yield Fila(numero, llenas, len(celdas))
    except DANADO:
        raise _danado() from None


def _a_la_par(hoja: Any, gemela: Any) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    hoja.reset_dimensions()
    if gemela is None:
        yield from ((celdas, ()) for celdas in hoja.iter_rows(values_only=True))
        return
    gemela.reset_dimensions()
    yield from zip(hoja.iter_rows(values_only=True), gemela.iter_rows(values_only=True), strict=False)


def _llenas(celdas: Sequence[Any], formulas: Sequence[Any]) -> dict[int, Celda]:
    llenas = {}
    for columna, valor in enumerate(celdas, 1):
        formula = formulas[columna - 1] if columna <= len(formulas) else None
        if valor is None and formula is not None:
            texto = formula if isinstance(formula, str) else f"={getattr(formula, 'text', '')}"
            llenas[columna] = Celda(columna, texto, texto, formula_sin_resultado=True)
        elif valor is not None and (texto := _como_texto(valor)).strip():
            llenas[columna] = Celda(columna, texto, valor)
    return llenas


def _como_texto(valor: Valor) -> str:
    """The cell as it is kept: days as ISO, whole numbers without a point."""
    if isinstance(valor, dt.datetime):
        return valor.date().isoformat() if valor.time() == dt.time() else valor.isoformat(" ")
    if isinstance(valor, dt.date | dt.time):
        return valor.isoformat()
    if isinstance(valor, bool):
        return _("Sí") if valor else _("No")
    if isinstance(valor, float) and valor.is_integer() and abs(valor) < 1e15:
        return str(int(valor))
    return str(valor)


def _danado() -> ArchivoIlegible:
    return ArchivoIlegible(
        _("El libro de Excel está dañado. Ábralo, guárdelo otra vez como .xlsx y vuelva a importarlo.")
    )


def _demasiadas(hoja: str) -> ArchivoIlegible:
    return ArchivoIlegible(
        _(
            "La hoja «%(hoja)s» tiene formato en millones de celdas vacías. Copie solo los datos a una hoja nueva."
        )
        % {"hoja": hoja}
    )
