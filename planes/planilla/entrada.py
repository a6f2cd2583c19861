"""Which sheet of a file is which of a plan's, and what each of its columns means."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda, Fila, Hoja, letra
from convenios.importacion.encabezado import ULTIMA_FILA, Encabezado, hallar_encabezado
from convenios.importacion.llano import llano
from convenios.importacion.registro import Gravedad, Hallazgo
from planes.planilla.columnas import ACCIONES, HOJAS
from planes.planilla.hoja import Columna, HojaDePlan

SE_MIRAN = 200_000
"""Rows of a sheet that are counted when it has too many."""


@dataclass(frozen=True)
class HojaLeida:
    """A sheet of the file as one of the plan's. `columnas` is the number of each column, by its key."""

    hoja: HojaDePlan
    nombre: str
    encabezado: Encabezado
    columnas: Mapping[str, int]
    filas: Sequence[Fila]
    desde_1904: bool
    sin_uso: Sequence[str]

    def hallazgo(self, fila: int, clave: str, frase: str, valor: str = "", *, duda: bool = False) -> Hallazgo:
        """Something to mend or to look at, in the cell where it stands; in the whole row where that column is none."""
        columna = self.columnas.get(clave, 0)
        return Hallazgo(
            Gravedad.DUDA if duda else Gravedad.ERROR,
            self.nombre,
            fila,
            letra(columna) if columna else "",
            self.encabezado.nombre(columna) if columna else "",
            valor,
            frase,
        )


def hoja_de_texto(nombre: str, texto: str) -> Hoja:
    """What was pasted as a sheet: tabs between cells; cells with line ends between quotation marks."""

    def filas() -> Iterator[Fila]:
        lector = csv.reader(io.StringIO(texto.replace("\x00", ""), newline=""), delimiter="\t")
        for numero, celdas in enumerate(lector, 1):
            llenas = {n: Celda(n, c, c) for n, c in enumerate(celdas, 1) if c.strip()}
            if llenas:
                yield Fila(numero, llenas, len(celdas))

    return Hoja(nombre, filas)


def reconocer(hojas: Sequence[Hoja]) -> tuple[dict[str, HojaLeida], list[Hallazgo]]:
    """The sheets of the plan that these are, by key, and what is wrong with them as a whole."""
    conocidas = {
        h.clave: hoja for hoja in hojas if not hoja.oculta for h in HOJAS if llano(hoja.nombre) in h.nombres
    }
    if ACCIONES.clave not in conocidas:
        libres = [hoja for hoja in hojas if not hoja.oculta and hoja not in conocidas.values()]
        mejor = max(libres, key=lambda hoja: _cuantas(hoja, ACCIONES), default=None)
        if mejor and _cuantas(mejor, ACCIONES) > 1:
            conocidas[ACCIONES.clave] = mejor
    leidas, hallazgos = {}, []
    for plan in HOJAS:
        if plan.clave in conocidas:
            leida, problemas = _leer(plan, conocidas[plan.clave])
            hallazgos += problemas
            if leida:
                leidas[plan.clave] = leida
    if not conocidas:
        hallazgos.append(
            _de_hoja(
                "",
                _(
                    "No se encontró ninguna hoja con acciones. La primera fila dice qué es cada columna: «Acción», "
                    "«Desde», «Hasta»… Exporte el plan para ver cómo es."
                ),
            )
        )
    return leidas, hallazgos


def _cuantas(hoja: Hoja, plan: HojaDePlan) -> int:
    encabezado = hallar_encabezado(islice(hoja.filas(), ULTIMA_FILA), plan.por_nombre.keys())
    return len(plan.por_nombre.keys() & encabezado.llanos().keys()) if encabezado else 0


def _leer(plan: HojaDePlan, hoja: Hoja) -> tuple[HojaLeida | None, list[Hallazgo]]:
    filas = list(islice(hoja.filas(), plan.maximo + ULTIMA_FILA + 1))
    encabezado = hallar_encabezado(filas, plan.por_nombre.keys())
    if encabezado is None:
        # a sheet that says nothing but what its columns would be is one without rows
        return None, [_de_hoja(hoja.nombre, _sin_encabezado(plan))] if filas else []
    columnas = _columnas(plan, encabezado)
    if faltan := [c for c in plan.columnas if c.obligatoria and c.clave not in columnas]:
        return None, [_de_hoja(hoja.nombre, _faltan(faltan))]
    datos = [fila for fila in filas if fila.numero > encabezado.fila]
    if len(datos) > plan.maximo:
        cuantas = sum(1 for _fila in islice(hoja.filas(), SE_MIRAN)) - (len(filas) - len(datos))
        frase = str(plan.demasiadas) % {"filas": cuantas, "tope": plan.maximo}
        return None, [_de_hoja(hoja.nombre, frase)]
    usadas = set(columnas.values())
    sin_uso = [nombre for n, nombre in encabezado.nombres.items() if n not in usadas]
    return HojaLeida(plan, hoja.nombre, encabezado, columnas, datos, hoja.desde_1904, sin_uso), []


def _columnas(plan: HojaDePlan, encabezado: Encabezado) -> dict[str, int]:
    columnas: dict[str, int] = {}
    por_nombre = plan.por_nombre
    # the exact titles first: another name of one column may be the title of the next
    exactos = {llano(str(c.titulo)): c for c in plan.columnas}
    for nombres in (exactos, por_nombre):
        for nombre, numero in encabezado.llanos().items():
            columna: Columna | None = nombres.get(nombre)
            if columna and columna.clave not in columnas and numero not in columnas.values():
                columnas[columna.clave] = numero
    return columnas


def _faltan(columnas: Sequence[Columna]) -> str:
    nombres = ", ".join(f"«{c.titulo}»" for c in columnas)
    return _("Falta la columna %(nombres)s. La primera fila dice qué es cada una.") % {"nombres": nombres}


def _sin_encabezado(plan: HojaDePlan) -> str:
    return _faltan([c for c in plan.columnas if c.obligatoria])


def _de_hoja(nombre: str, frase: str) -> Hallazgo:
    return Hallazgo(Gravedad.ERROR, nombre, 0, "", "", "", frase)
