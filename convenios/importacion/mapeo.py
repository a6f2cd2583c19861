"""Which column of a sheet means what, by its name or as a person said the last time."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convenios.importacion.encabezado import Encabezado, parecidos
from convenios.importacion.llano import llano
from convenios.importacion.origenes import GENERICO, Columna, Forma, Origen

Mapeo = Mapping[str, str]
"""Column name as `llano` leaves it → key of `Columna`: what a person said, kept for each source."""


@dataclass(frozen=True)
class Asignacion:
    """What each column of a sheet means. `faltan` are sentences, one for each column that must be and is not."""

    encabezado: Encabezado
    forma: Forma
    columnas: Mapping[int, Columna]
    faltan: tuple[str, ...]

    def sin_uso(self) -> tuple[int, ...]:
        """Columns that nobody knows: they are kept with the row, as they are."""
        return tuple(c for c in self.encabezado.nombres if c not in self.columnas)


def asignar(encabezado: Encabezado, origen: Origen, mapeo: Mapeo | None = None) -> Asignacion:
    """The meaning of the columns under the form of the source that explains most of them."""
    propuestas = [_asignar(encabezado, forma, mapeo or {}) for forma in origen.formas]
    return max(propuestas, key=lambda a: (not a.faltan, len(a.columnas)))


def _asignar(encabezado: Encabezado, forma: Forma, mapeo: Mapeo) -> Asignacion:
    llanos = encabezado.llanos()
    columnas = {
        llanos[nombre]: columna
        for nombre, clave in mapeo.items()
        if nombre in llanos and (columna := _por_clave(clave, forma))
    }
    dichas = {columna.clave for columna in columnas.values()}
    for nombre, numero in llanos.items():
        columna = forma.por_nombre.get(nombre)
        if columna and numero not in columnas and columna.clave not in dichas:
            columnas[numero] = columna
            dichas.add(columna.clave)
    return Asignacion(encabezado, forma, columnas, _faltan(encabezado, forma, columnas))


def _por_clave(clave: str, forma: Forma) -> Columna | None:
    return forma.por_clave.get(clave) or GENERICO.formas[0].por_clave.get(clave)


def _faltan(encabezado: Encabezado, forma: Forma, columnas: Mapping[int, Columna]) -> tuple[str, ...]:
    dichas = {columna.clave for columna in columnas.values()}
    libres = [nombre for numero, nombre in encabezado.nombres.items() if numero not in columnas]
    return tuple(
        _frase([forma.por_clave[clave] for clave in grupo], libres)
        for grupo in forma.obligatorias
        if not dichas & set(grupo)
    )


def _frase(posibles: list[Columna], libres: list[str]) -> str:
    nombres = _(" o ").join(f"«{columna.nombres[0]}»" for columna in posibles)
    frase = ngettext(
        "Falta la columna %(nombres)s.", "Falta alguna de las columnas %(nombres)s.", len(posibles)
    ) % {"nombres": nombres}
    if hallados := parecidos([n for columna in posibles for n in columna.nombres], libres):
        return frase + _(" ¿Se llama ahora %(hallados)s?") % {
            "hallados": _(" o ").join(f"«{n}»" for n in hallados)
        }
    return frase


def mapeo_de(asignacion: Asignacion) -> dict[str, str]:
    """The assignment as it is remembered."""
    return {llano(asignacion.encabezado.nombres[n]): c.clave for n, c in asignacion.columnas.items()}
