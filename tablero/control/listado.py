"""The answers of a question as pages and as a file."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _

from expedientes.lecturas import anotar_lecturas
from expedientes.models import Expediente
from instituciones.queries.tramos import ClaveDeFecha
from tablero.columnas import Columna
from tablero.control.alcance import Alcance, Filas
from tablero.control.pregunta import Hallazgo, Pregunta
from tablero.exportacion import MAXIMO_EXPORTADO

LOTE = 500
"""How many rows a file is written at a time."""
LECTURA = "control"
"""What the access chain calls it."""


class ClaveDeHallazgo(ClaveDeFecha):
    """Where a page ended: the day of its last row."""

    campo = "dia"
    descendente = True


def columnas_de(pregunta: Pregunta) -> list[Columna[Hallazgo]]:
    """Those of the case file, and those of the question."""
    return [
        Columna(
            clave="codigo",
            titulo=_("Código"),
            ancho=18,
            clase="code",
            enlaza=True,
            valor=lambda h: h.expediente.codigo,
        ),
        Columna(
            clave="titulo_del_expediente",
            titulo=_("Expediente"),
            ancho=60,
            valor=lambda h: h.expediente.titulo,
        ),
        *pregunta.columnas,
    ]


def con_lo_que_se_muestra(pregunta: Pregunta, alcance: Alcance) -> Callable[[Filas], Filas]:
    return lambda filas: pregunta.con(filas, alcance)


def leidos(
    pregunta: Pregunta, alcance: Alcance, filas: Sequence[Any], nuevos: Collection[int] = ()
) -> list[Hallazgo]:
    """These rows with their case files, once it is logged that they are read. A constant number of statements."""
    expedientes = _expedientes(filas)
    anotar_lecturas(alcance.usuario, expedientes.values(), LECTURA)
    return _armados(pregunta, filas, expedientes, nuevos)


def exportables(pregunta: Pregunta, alcance: Alcance) -> Iterator[Hallazgo]:
    """All of the rows up to the limit, in slices: memory stays flat. Each case file is logged once."""
    filas = pregunta.con(pregunta.hallazgos(alcance).order_by(*ClaveDeHallazgo.orden()), alcance)
    leidas = filas[:MAXIMO_EXPORTADO].iterator(chunk_size=LOTE)
    anotados: set[int] = set()
    while lote := list(islice(leidas, LOTE)):
        expedientes = _expedientes(lote)
        por_anotar = [e for pk, e in expedientes.items() if pk not in anotados]
        anotar_lecturas(alcance.usuario, por_anotar, LECTURA)
        anotados |= expedientes.keys()
        yield from _armados(pregunta, lote, expedientes, ())


def ya_no_estan(pregunta: Pregunta, alcance: Alcance, idos: Collection[int]) -> list[Expediente]:
    """The case files whose answers were there on the last visit and are gone, as far as they are still asked about.

    One statement; none when nothing is gone.
    """
    if not idos:
        return []
    filas = alcance.de(pregunta.modelo._default_manager.filter(pk__in=idos), pregunta.ruta)
    return list(
        Expediente.objects.filter(pk__in=filas.order_by().values("expediente_pk"))
        .defer("busqueda", "texto_buscable")
        .order_by("codigo")[:MOSTRADOS]
    )


MOSTRADOS = 50
"""How many of those that are gone are named."""


def _expedientes(filas: Sequence[Any]) -> dict[int, Expediente]:
    pedidos = Expediente.objects.defer("busqueda", "texto_buscable")
    return pedidos.in_bulk({fila.expediente_pk for fila in filas})


def _armados(
    pregunta: Pregunta, filas: Sequence[Any], expedientes: dict[int, Expediente], nuevos: Collection[int]
) -> list[Hallazgo]:
    frases = pregunta.frases(filas, expedientes) if pregunta.frases else [""] * len(filas)
    return [
        Hallazgo(
            fila=fila, expediente=expedientes[fila.expediente_pk], es_nuevo=fila.pk in nuevos, frase=frase
        )
        for fila, frase in zip(filas, frases, strict=True)
    ]
