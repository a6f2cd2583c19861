"""A list as a file that a spreadsheet opens, with nothing in it that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from flujo.textos import inofensivo

MAXIMO_EXPORTADO = 50_000
"""Rows."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def en_csv(filas: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, which is how spreadsheets recognise it; line by line."""
    yield "\ufeff".encode()
    for linea in filas:
        buzon = io.StringIO()
        csv.writer(buzon).writerow([inofensivo(celda) for celda in linea])
        yield buzon.getvalue().encode()


def en_xlsx(nombre: str, columnas: Mapping[str, int], filas: Iterable[Sequence[str]]) -> IO[Any]:
    """A workbook of one sheet in a temporary file, open at its beginning; written row by row. `columnas` gives each
    title its width in characters."""
    libro = Workbook(write_only=True)
    hoja = libro.create_sheet(nombre)
    hoja.freeze_panes = "A2"
    for n, ancho in enumerate(columnas.values(), 1):
        hoja.column_dimensions[get_column_letter(n)].width = ancho
    negrita = [WriteOnlyCell(hoja, value=titulo) for titulo in columnas]
    for celda in negrita:
        celda.font = Font(bold=True)
    hoja.append(negrita)
    for linea in filas:
        hoja.append([inofensivo(celda) for celda in linea])
    fichero = TemporaryFile()  # noqa: SIM115 - the response that sends it closes it
    libro.save(fichero)
    fichero.seek(0)
    return fichero
