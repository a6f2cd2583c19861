"""A list as a file that a spreadsheet opens, with nothing in it that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from expedientes.models import Expediente

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columnas() -> list[str]:
    return [
        _("Código"),
        _("Título"),
        _("Tipo"),
        _("Estado"),
        _("Instituciones"),
        _("Abierto el"),
        _("Último movimiento (UTC)"),
    ]


def fila(expediente: Expediente) -> list[str]:
    """One case file as text, in the order of `columnas`."""
    convenio = getattr(expediente, "convenio", None)
    return [
        expediente.codigo,
        expediente.titulo,
        expediente.get_tipo_display(),
        convenio.get_estado_display() if convenio else expediente.get_estado_display(),
        "; ".join(str(p.institucion) for p in expediente.participaciones.all()),
        expediente.abierto_el.isoformat(),
        f"{expediente.movido_at:%Y-%m-%d %H:%M}",
    ]


def inofensivo(texto: str) -> str:
    """`texto` so that a spreadsheet shows it instead of computing it."""
    return f"'{texto}" if texto.startswith(FORMULA) else texto


def en_csv(filas: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, which is how spreadsheets recognise it; line by line."""
    yield "\ufeff".encode()
    for linea in filas:
        buzon = io.StringIO()
        csv.writer(buzon).writerow([inofensivo(celda) for celda in linea])
        yield buzon.getvalue().encode()


def en_xlsx(titulos: Sequence[str], filas: Iterable[Sequence[str]]) -> IO[Any]:
    """A workbook in a temporary file, open at its beginning; written row by row."""
    libro = Workbook(write_only=True)
    hoja = libro.create_sheet(_("Expedientes"))
    hoja.freeze_panes = "A2"
    for letra, ancho in zip("ABCDEFG", (18, 60, 24, 18, 50, 12, 18), strict=True):
        hoja.column_dimensions[letra].width = ancho
    negrita = [WriteOnlyCell(hoja, value=titulo) for titulo in titulos]
    for celda in negrita:
        celda.font = Font(bold=True)
    hoja.append(negrita)
    for linea in filas:
        hoja.append([inofensivo(celda) for celda in linea])
    fichero = TemporaryFile()  # noqa: SIM115 - the response that sends it closes it
    libro.save(fichero)
    fichero.seek(0)
    return fichero
