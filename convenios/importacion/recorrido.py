"""A whole file, sheet after sheet and row after row."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Fila, Hoja, Libro
from convenios.importacion.encabezado import ULTIMA_FILA, hallar_encabezado
from convenios.importacion.interprete import PlanDeHoja, interpretar, planear
from convenios.importacion.interprete.plan import filas_de_datos
from convenios.importacion.mapeo import Asignacion, Mapeo, asignar
from convenios.importacion.origenes import GENERICO, Origen, reconocer
from convenios.importacion.registro import FilaDeRegistro


@dataclass(frozen=True)
class HojaEntendida:
    """A sheet with the plan to read it, or why it is not: `problemas` must be mended, `omitida` need not."""

    hoja: Hoja
    plan: PlanDeHoja | None = None
    problemas: tuple[str, ...] = ()
    omitida: str = ""
    asignacion: Asignacion | None = None
    """What its columns were taken for, also where one that must be is missing: a person can say which it is."""


@dataclass(frozen=True)
class LibroEntendido:
    libro: Libro
    origen: Origen
    hojas: tuple[HojaEntendida, ...]


def origen_de(libro: Libro) -> Origen:
    """The source whose names the headers of a file bear. Raises ArchivoIlegible."""
    return reconocer([] if hoja.oculta else _primeras(hoja) for hoja in libro.hojas)


def entender(
    libro: Libro, *, hoy: dt.date, origen: Origen | None = None, mapeo: Mapeo | None = None
) -> LibroEntendido:
    """Which source the file is of and what its columns mean. Reads it once.

    Raises ArchivoIlegible where the file turns out to be damaged.
    """
    primeras = [[] if hoja.oculta else _primeras(hoja) for hoja in libro.hojas]
    origen = origen or reconocer(primeras)
    hojas = tuple(
        _entender(hoja, filas, origen, mapeo, hoy, es_csv=libro.formato == "csv")
        for hoja, filas in zip(libro.hojas, primeras, strict=True)
    )
    return LibroEntendido(libro, origen, hojas)


def recorrer(entendido: LibroEntendido) -> Iterator[FilaDeRegistro]:
    """Every row of every sheet that is understood, in order; what repeats an earlier one is marked.

    Raises ArchivoIlegible where the file turns out to be damaged.
    """
    vistas = _Vistas()
    for entendida in entendido.hojas:
        if entendida.plan:
            for fila in filas_de_datos(entendida.hoja, entendida.plan.asignacion):
                yield vistas.marcar(interpretar(fila, entendida.plan))


def _primeras(hoja: Hoja) -> list[Fila]:
    return list(takewhile(lambda fila: fila.numero <= ULTIMA_FILA, hoja.filas()))


def _entender(
    hoja: Hoja, filas: list[Fila], origen: Origen, mapeo: Mapeo | None, hoy: dt.date, *, es_csv: bool
) -> HojaEntendida:
    if hoja.oculta:
        return HojaEntendida(hoja, omitida=_("La hoja está oculta: muéstrela en Excel si debe importarse."))
    if not filas:
        return HojaEntendida(hoja, omitida=_("La hoja está vacía."))
    conocidos = origen.conocidos | GENERICO.conocidos | (mapeo or {}).keys()
    encabezado = hallar_encabezado(filas, origen.conocidos | (mapeo or {}).keys()) or hallar_encabezado(
        filas, conocidos
    )
    if not encabezado:
        return HojaEntendida(
            hoja,
            problemas=(
                _("No se encontró el encabezado en las primeras %(n)d filas: ninguna nombra dos columnas.")
                % {"n": ULTIMA_FILA},
            ),
        )
    asignacion = asignar(encabezado, origen, mapeo)
    if asignacion.faltan:
        return HojaEntendida(hoja, problemas=asignacion.faltan, asignacion=asignacion)
    plan = planear(hoja, asignacion, origen, hoy=hoy, es_csv=es_csv)
    return HojaEntendida(hoja, plan, asignacion=asignacion)


Lugar = tuple[int, str]
"""Row and sheet."""


def _en_palabras(lugar: Lugar) -> str:
    n, hoja = lugar
    return _("fila %(n)d de «%(hoja)s»") % {"n": n, "hoja": hoja}


class _Vistas:
    """The rows that have passed: 32 bytes and a place for each."""

    def __init__(self) -> None:
        self.por_huella: dict[bytes, Lugar] = {}
        self.por_clave: dict[str, Lugar] = {}

    def marcar(self, fila: FilaDeRegistro) -> FilaDeRegistro:
        if not fila.entra:
            return fila
        lugar = fila.numero_de_fila, fila.hoja
        igual = self.por_huella.setdefault(bytes.fromhex(fila.huella), lugar)
        if igual != lugar:
            return replace(fila, excluida=_("Repite la %(otra)s.") % {"otra": _en_palabras(igual)})
        if fila.clave and not fila.es_adenda:
            otra = self.por_clave.setdefault(fila.clave, lugar)
            if otra != lugar:
                return replace(
                    fila,
                    impedida=_("El número %(numero)s ya está en la %(otra)s con otros datos.")
                    % {"numero": fila.numero.texto if fila.numero else "", "otra": _en_palabras(otra)},
                )
        return fila
