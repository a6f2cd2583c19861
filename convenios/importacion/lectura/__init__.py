"""A file of a register, opened: XLSX, CSV, or a ZIP with one CSV in it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Libro
from convenios.importacion.lectura.comprimido import clase_de_zip, csv_dentro
from convenios.importacion.lectura.delimitado import abrir_delimitado
from convenios.importacion.lectura.excel import abrir_excel
from convenios.importacion.lectura.ilegible import ArchivoIlegible

TAMANO_MAXIMO = 50_000_000
"""Bytes of a file as it comes."""
EXCEL_ANTIGUO = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

__all__ = ["TAMANO_MAXIMO", "ArchivoIlegible", "abrir"]


@contextmanager
def abrir(fichero: BinaryIO, nombre: str) -> Iterator[Libro]:
    """The register in a file, told by its content, never by its name. Its rows can be read while this is open.

    Raises ArchivoIlegible.
    """
    _exigir_tamano(fichero)
    comienzo = fichero.read(512)
    fichero.seek(0)
    _exigir_clase(comienzo)
    if not comienzo.startswith(b"PK\x03\x04"):
        yield abrir_delimitado(fichero, nombre)
    elif clase_de_zip(fichero) == "xlsx":
        with abrir_excel(fichero, nombre) as libro:
            yield libro
    else:
        with csv_dentro(fichero) as (interior, nombre_interior):
            yield abrir_delimitado(interior, f"{nombre} › {nombre_interior}")


def _exigir_tamano(fichero: BinaryIO) -> None:
    tamano = fichero.seek(0, io.SEEK_END)
    fichero.seek(0)
    if tamano == 0:
        raise ArchivoIlegible(_("El archivo está vacío."))
    if tamano > TAMANO_MAXIMO:
        raise ArchivoIlegible(
            _(
                "El archivo pesa %(mb)d MB y se admiten %(maximo)d MB. Divídalo por años, o comprima el CSV en un "
                "ZIP, e importe cada parte."
            )
            % {"mb": tamano // 1_000_000, "maximo": TAMANO_MAXIMO // 1_000_000}
        )


def _exigir_clase(comienzo: bytes) -> None:
    if comienzo.startswith(EXCEL_ANTIGUO):
        raise ArchivoIlegible(
            _(
                "Es un libro de Excel antiguo (.xls) o protegido con contraseña. Ábralo y guárdelo sin contraseña "
                "como .xlsx."
            )
        )
    if comienzo.startswith(b"%PDF"):
        raise ArchivoIlegible(_("Es un PDF. Se importan XLSX y CSV: pida el registro en uno de ellos."))
    if (
        comienzo.lstrip(b"\xef\xbb\xbf \t\r\n")
        .lower()
        .startswith((b"<!doctype", b"<html", b"<table", b"<?xml"))
    ):
        raise ArchivoIlegible(
            _(
                "Es una página web guardada con nombre de hoja de cálculo. Ábrala en Excel y guárdela como .xlsx."
            )
        )
