"""Reading the made files in the tests."""

import datetime as dt
import io

from convenios.importacion.celdas import Celda, Fila
from convenios.importacion.lectura import abrir
from convenios.importacion.mapeo import Mapeo
from convenios.importacion.origenes import ORIGENES
from convenios.importacion.recorrido import entender, recorrer
from convenios.importacion.registro import FilaDeRegistro
from convenios.importacion.seco import Informe, en_seco

HOY = dt.date(2026, 6, 1)


def en_excel(anio: int, mes: int, dia: int) -> dt.datetime:
    """How a spreadsheet types a day: with a midnight of no time zone."""
    return dt.datetime.combine(dt.date(anio, mes, dia), dt.time())


def celda(texto: str) -> Celda:
    return Celda(1, texto, texto)


def hojas(contenido: bytes, nombre: str = "registro.csv") -> dict[str, list[Fila]]:
    with abrir(io.BytesIO(contenido), nombre) as libro:
        return {hoja.nombre: list(hoja.filas()) for hoja in libro.hojas}


def textos(contenido: bytes, nombre: str = "registro.csv") -> list[list[str]]:
    """The texts of the first sheet, row by row."""
    return [[c.texto for c in fila.celdas.values()] for fila in next(iter(hojas(contenido, nombre).values()))]


def filas(
    contenido: bytes, nombre: str = "registro.csv", *, origen: str = "", mapeo: Mapeo | None = None
) -> list[FilaDeRegistro]:
    with abrir(io.BytesIO(contenido), nombre) as libro:
        return list(recorrer(entender(libro, hoy=HOY, origen=ORIGENES.get(origen), mapeo=mapeo)))


def informe(contenido: bytes, nombre: str = "registro.csv", *, origen: str = "") -> Informe:
    with abrir(io.BytesIO(contenido), nombre) as libro:
        return en_seco(libro, hoy=HOY, origen=ORIGENES.get(origen))


def dichos(informe: Informe) -> list[tuple[str, int, str, str, str]]:
    """The errors as a person looks them up: sheet, row, column, value, sentence."""
    return [(h.hoja, h.fila, h.columna, h.valor, h.frase) for h in informe.errores]
