"""What must be known of a whole sheet before any of its rows is read."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from convenios.importacion.celdas import Fila, Hoja
from convenios.importacion.fechas import NotacionDeFechas, PruebasDeFechas
from convenios.importacion.mapeo import Asignacion
from convenios.importacion.montos import NotacionDeMontos, PruebasDeMontos, moneda_de
from convenios.importacion.origenes import Campo, Origen

DE_FECHA = frozenset(
    {
        Campo.SUSCRIPCION,
        Campo.INICIO,
        Campo.INICIO_VIGENTE,
        Campo.FIN_ORIGINAL,
        Campo.FIN_VIGENTE,
        Campo.PUBLICACION,
        Campo.REGISTRO,
    }
)
DE_MONTO = frozenset({Campo.APORTE, Campo.TOTAL})


@dataclass(frozen=True)
class PlanDeHoja:
    """The meaning of each column and how it writes. `hoy` tells what has expired; `ancho` is 0 for a workbook."""

    hoja: str
    origen: Origen
    asignacion: Asignacion
    fechas: Mapping[int, NotacionDeFechas]
    montos: Mapping[int, NotacionDeMontos]
    hoy: dt.date
    ancho: int = 0


def filas_de_datos(hoja: Hoja, asignacion: Asignacion) -> Iterator[Fila]:
    return (fila for fila in hoja.filas() if fila.numero > asignacion.encabezado.fila)


def planear(hoja: Hoja, asignacion: Asignacion, origen: Origen, *, hoy: dt.date, es_csv: bool) -> PlanDeHoja:
    """Reads the sheet once: the order of day and month and the decimal mark are decided column by column."""
    fechas = {n: PruebasDeFechas() for n, c in asignacion.columnas.items() if c.campo in DE_FECHA}
    montos = {n: PruebasDeMontos() for n, c in asignacion.columnas.items() if c.campo in DE_MONTO}
    for fila in filas_de_datos(hoja, asignacion):
        for numero, celda in fila.celdas.items():
            if pruebas := fechas.get(numero) or montos.get(numero):
                pruebas.mirar(celda)
    nombres = asignacion.encabezado.nombres
    return PlanDeHoja(
        hoja=hoja.nombre,
        origen=origen,
        asignacion=asignacion,
        fechas={
            n: p.notacion(supuesto=origen.orden_de_fechas, desde_1904=hoja.desde_1904)
            for n, p in fechas.items()
        },
        montos={
            n: p.notacion(supuesto=origen.decimal, moneda=moneda_de(nombres[n]) or origen.moneda)
            for n, p in montos.items()
        },
        hoy=hoy,
        ancho=max(nombres) if es_csv else 0,
    )
