"""A list as a file that a spreadsheet opens, with nothing in it that a spreadsheet would run."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any, TypeVar

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from flujo.textos import inofensivo, inofensivo_en_csv
from tablero.columnas import Columna

MAXIMO_EXPORTADO = 50_000
"""Rows."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

F = TypeVar("F")


def en_csv(columnas: Sequence[Columna[F]], filas: Iterable[F]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, which is how spreadsheets recognise it; line by line."""
    yield "\ufeff".encode()
    for linea in _lineas(columnas, filas, inofensivo_en_csv):
        buzon = io.StringIO()
        csv.writer(buzon).writerow(linea)
        yield buzon.getvalue().encode()


def en_xlsx(nombre: str, columnas: Sequence[Columna[F]], filas: Iterable[F]) -> IO[Any]:
    """A workbook of one sheet in a temporary file, open at its beginning; written row by row."""
    libro = Workbook(write_only=True)
    hoja = libro.create_sheet(nombre)
    hoja.freeze_panes = "A2"
    for n, columna in enumerate(columnas, 1):
        hoja.column_dimensions[get_column_letter(n)].width = columna.ancho
    lineas = _lineas(columnas, filas, inofensivo)
    titulos = [WriteOnlyCell(hoja, value=titulo) for titulo in next(lineas)]
    for celda in titulos:
        celda.font = Font(bold=True)
    hoja.append(titulos)
    for linea in lineas:
        hoja.append(linea)
    fichero = TemporaryFile()  # noqa: SIM115 - the response that sends it closes it
    libro.save(fichero)
    fichero.seek(0)
    return fichero


def _lineas(
    columnas: Sequence[Columna[F]], filas: Iterable[F], limpio: Callable[[str], str]
) -> Iterator[list[str]]:
    """The titles, then the rows: every cell harmless."""
    yield [limpio(str(c.titulo)) for c in columnas]
    for fila in filas:
        yield [limpio(c.texto(fila)) for c in columnas]
