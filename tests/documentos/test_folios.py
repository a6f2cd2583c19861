"""Pages are counted where a hostile file can do nothing, and nobody guesses them."""

import io
import tempfile
from typing import IO

import pikepdf
import pytest

from documentos.puerta import folios
from tests.documentos import fabrica


def en_disco(contenido: bytes) -> IO[bytes]:
    fichero = tempfile.TemporaryFile()  # noqa: SIM115 - closed with its last reference
    fichero.write(contenido)
    fichero.flush()
    return fichero


def de_paginas(cuantas: int, **opciones: object) -> bytes:
    documento, salida = pikepdf.new(), io.BytesIO()
    for _n in range(cuantas):
        documento.add_blank_page()
    documento.save(salida, **opciones)  # type: ignore[arg-type]
    return salida.getvalue()


@pytest.mark.parametrize("cuantas", [1, 3])
def test_the_pages_of_a_pdf_are_counted(cuantas: int) -> None:
    with en_disco(de_paginas(cuantas)) as fichero:
        assert folios.contar(fichero, "application/pdf") == cuantas


@pytest.mark.parametrize(
    ("contenido", "medio"),
    [
        (b"Hola", "text/plain"),
        (fabrica.pdf(), "text/plain"),
        (b"%PDF-1.7 roto", "application/pdf"),
        (de_paginas(2, encryption=pikepdf.Encryption(owner="-", user="clave")), "application/pdf"),
    ],
    ids=["no es PDF", "no dice ser PDF", "roto", "con clave"],
)
def test_what_cannot_be_counted_has_no_number(contenido: bytes, medio: str) -> None:
    with en_disco(contenido) as fichero:
        assert folios.contar(fichero, medio) is None
