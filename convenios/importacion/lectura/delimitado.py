"""Registers as delimited text, as portals and office programs export them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda, Fila, Hoja, Libro
from convenios.importacion.lectura.codificacion import codificacion_de
from convenios.importacion.lectura.ilegible import ArchivoIlegible

SEPARADORES = ";,\t|"
LINEAS_DE_MUESTRA = 200
ANCHO_DE_LINEA = 100_000
SEPARADOR_DICHO = re.compile(r"sep=(.)\s*$", re.IGNORECASE)
TEXTO_A_LA_FUERZA = re.compile(r'="(.*)"', re.DOTALL)
"""How Excel is told that a number is text: ="00123"."""
RELLENO = ("", "*")
"""What some exporters end every line with: `;*`."""


def abrir_delimitado(fichero: IO[bytes], nombre: str) -> Libro:
    """A CSV as a book of one sheet. Raises ArchivoIlegible; so do its rows, at a quotation mark never closed."""
    codificacion = codificacion_de(fichero)
    try:
        separador, dicho = _separador_de(fichero, codificacion)
    except UnicodeError:
        raise _mal_codificado(codificacion) from None
    hoja = Hoja(
        nombre=nombre.rsplit("› ", 1)[-1],
        filas=lambda: _filas(fichero, codificacion, separador, saltar=1 if dicho else 0),
    )
    return Libro(nombre, "csv", (hoja,), codificacion, separador)


def _separador_de(fichero: IO[bytes], codificacion: str) -> tuple[str, bool]:
    """The separator, and whether the first line only says which one it is (`sep=;`).

    It is the one that cuts most lines into the same number of cells; between equals, into more.
    """
    with _texto(fichero, codificacion) as texto:
        lineas = list(islice(iter(lambda: texto.readline(ANCHO_DE_LINEA), ""), LINEAS_DE_MUESTRA))
    if lineas and (dicho := SEPARADOR_DICHO.fullmatch(lineas[0])):
        return dicho[1], True
    return max(SEPARADORES, key=lambda separador: _regularidad(lineas, separador)), False


def _regularidad(lineas: list[str], separador: str) -> tuple[int, int]:
    try:
        anchos = Counter(len(celdas) for celdas in csv.reader(lineas, delimiter=separador) if len(celdas) > 1)
    except csv.Error:
        return 0, 0
    ancho, veces = max(anchos.items(), key=lambda par: (par[1], par[0]), default=(0, 0))
    return veces, ancho


def _filas(fichero: IO[bytes], codificacion: str, separador: str, *, saltar: int) -> Iterator[Fila]:
    with _texto(fichero, codificacion) as texto:
        for _linea in range(saltar):
            texto.readline()
        lineas = _Lineas(texto)
        lector = csv.reader(lineas, delimiter=separador)
        numero = 0
        try:
            for numero, celdas in enumerate(lector, 1):
                if fila := _fila(numero, celdas):
                    lineas.exigir_cierre(separador, numero)
                    yield fila
                lineas.olvidar()
        except csv.Error:
            raise _comilla_abierta(numero + 1) from None
        except UnicodeError:
            raise _mal_codificado(codificacion) from None


class _Lineas:
    """Hands lines to the reader, remembers those of the present record and knows which one is the last."""

    def __init__(self, texto: io.TextIOWrapper) -> None:
        self.texto, self.siguiente, self.del_registro = texto, texto.readline(), list[str]()

    def __iter__(self) -> Iterator[str]:
        while linea := self.siguiente:
            self.siguiente = self.texto.readline()
            self.del_registro.append(linea)
            yield linea

    def olvidar(self) -> None:
        self.del_registro.clear()

    def exigir_cierre(self, separador: str, numero: int) -> None:
        """Only what ends the file can have a mark left open; the strict reader says so."""
        if self.siguiente:
            return
        try:
            list(csv.reader(self.del_registro, delimiter=separador, strict=True))
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise _comilla_abierta(numero) from None


def _fila(numero: int, celdas: list[str]) -> Fila | None:
    while celdas and celdas[-1].strip() in RELLENO:
        celdas.pop()
    llenas = {}
    for columna, celda in enumerate(celdas, 1):
        texto = _sin_fuerza(celda.replace("\x00", ""))
        if texto.strip():
            llenas[columna] = Celda(columna, texto, texto)
    return Fila(numero, llenas, len(celdas)) if llenas else None


def _sin_fuerza(celda: str) -> str:
    forzado = TEXTO_A_LA_FUERZA.fullmatch(celda)
    return forzado[1] if forzado else celda


@contextmanager
def _texto(fichero: IO[bytes], codificacion: str) -> Iterator[io.TextIOWrapper]:
    """The file decoded from its beginning; it stays open afterwards."""
    fichero.seek(0)
    texto = io.TextIOWrapper(fichero, codificacion, newline="")
    try:
        yield texto
    finally:
        texto.detach()


def _comilla_abierta(numero: int) -> ArchivoIlegible:
    return ArchivoIlegible(
        _(
            "La fila %(numero)d abre unas comillas que no se cierran. Ciérrelas en el archivo y vuelva a importarlo."
        )
        % {"numero": numero}
    )


def _mal_codificado(codificacion: str) -> ArchivoIlegible:
    return ArchivoIlegible(
        _(
            "El archivo dice estar en %(codificacion)s y trae bytes que no lo son. Guárdelo otra vez como CSV UTF-8."
        )
        % {"codificacion": codificacion}
    )
