"""The gaps between two rows: what runs in each, where it leaves the boxes, and what lies above what."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flujo.diagrama.grafo import Arco, Celda
from flujo.diagrama.letra import ancho, en_lineas

CAJA, ENTRE_CAJAS, CARRIL, ENTRE_PUERTOS = 136, 34, 14, 22
LETRA_DE_ROTULO, LINEA_DE_ROTULO, MAXIMO_DE_ROTULO = 12, 14, 112


@dataclass(eq=False)
class Cabo:
    """One end of a stretch: at a box (`columna`) or at a lane, going up or down from the stretch."""

    arriba: bool
    columna: int | None
    x: float = 0


@dataclass(eq=False)
class Tramo:
    """The part of an arrow that runs in one gap: from one end across to the other."""

    arco: Arco
    hueco: int
    cabos: tuple[Cabo, Cabo]
    lineas: tuple[str, ...] = ()
    y: float = 0

    @property
    def alto(self) -> float:
        return len(self.lineas) * LINEA_DE_ROTULO + 8 if self.lineas else 12

    @property
    def largo(self) -> float:
        """Width of the label."""
        return max((ancho(linea, LETRA_DE_ROTULO) for linea in self.lineas), default=0) + 6

    @property
    def desde(self) -> float:
        return min(cabo.x for cabo in self.cabos)

    @property
    def hasta(self) -> float:
        return max(cabo.x for cabo in self.cabos)

    def es_recto(self) -> bool:
        """Whether it joins two boxes of one column, one above the other."""
        uno, otro = self.cabos
        return uno.columna is not None and uno.columna == otro.columna and uno.arriba != otro.arriba


@dataclass
class Carriles:
    """Lanes at one side, each with the spans of gaps that it carries; spans that do not meet share a lane."""

    x: float
    paso: float
    ocupados: list[list[range]] = field(default_factory=list)

    def tomar(self, huecos: range) -> float:
        for i, tramos in enumerate(self.ocupados):
            if all(t.stop <= huecos.start or huecos.stop <= t.start for t in tramos):
                tramos.append(huecos)
                return self.x + self.paso * i
        self.ocupados.append([huecos])
        return self.x + self.paso * (len(self.ocupados) - 1)


def recorrido_de(arco: Arco, celdas: Mapping[str, Celda]) -> tuple[Tramo, ...]:
    """The stretches of an arrow, the one that carries the label first."""
    origen, destino = celdas[arco.origen], celdas[arco.destino]
    lineas = en_lineas(arco.etiqueta, MAXIMO_DE_ROTULO, LETRA_DE_ROTULO)
    salto = destino.fila - origen.fila
    baja = salto >= 0
    hueco = origen.fila if baja else origen.fila - 1
    sale = Cabo(arriba=baja, columna=origen.columna)
    if salto in (-1, 0, 1):
        llega = Cabo(arriba=salto <= 0, columna=destino.columna)
        return (Tramo(arco, hueco, (sale, llega), lineas),)
    ultimo = destino.fila - 1 if baja else destino.fila
    return (
        Tramo(arco, hueco, (sale, Cabo(arriba=not baja, columna=None)), lineas),
        Tramo(
            arco, ultimo, (Cabo(arriba=baja, columna=None), Cabo(arriba=not baja, columna=destino.columna))
        ),
    )


def dar_carriles(recorridos: Iterable[Sequence[Tramo]], celdas: Mapping[str, Celda]) -> None:
    """Give the arrows that skip rows their lanes: left when both ends stand left, right otherwise."""
    columnas = max(celda.columna for celda in celdas.values()) + 1
    izquierda = Carriles(-CARRIL, -CARRIL)
    derecha = Carriles(columnas * (CAJA + ENTRE_CAJAS) - ENTRE_CAJAS + CARRIL, CARRIL)
    for recorrido in recorridos:
        if len(recorrido) == 2:
            arco, huecos = recorrido[0].arco, sorted(tramo.hueco for tramo in recorrido)
            ambas_a_la_izquierda = not celdas[arco.origen].columna and not celdas[arco.destino].columna
            lado = izquierda if ambas_a_la_izquierda else derecha
            x = lado.tomar(range(huecos[0], huecos[1] + 1))
            recorrido[0].cabos[1].x = recorrido[1].cabos[0].x = x


def centro(columna: int) -> float:
    return columna * (CAJA + ENTRE_CAJAS) + CAJA / 2


def dar_puertos(tramos: Sequence[Tramo]) -> None:
    """Give each end at a box of this gap its own place: left-going ones left, straight ones in the middle."""
    for columna in {cabo.columna for tramo in tramos for cabo in tramo.cabos if cabo.columna is not None}:
        izquierda: list[list[Cabo]] = []
        rectos: list[list[Cabo]] = []
        derecha: list[list[Cabo]] = []
        for tramo in tramos:
            propios = [cabo for cabo in tramo.cabos if cabo.columna == columna]
            if tramo.es_recto() and propios:
                rectos.append(propios)
            elif len(propios) == 2:  # from a box to itself
                derecha += [[propios[0]], [propios[1]]]
            elif propios:
                otro = tramo.cabos[1] if tramo.cabos[0] is propios[0] else tramo.cabos[0]
                x = otro.x if otro.columna is None else centro(otro.columna)
                if x > centro(columna):
                    derecha.append(propios)
                elif otro.arriba == propios[0].arriba:
                    izquierda.insert(0, propios)
                else:
                    izquierda.append(propios)
        _repartir(columna, izquierda, rectos, derecha)


def _repartir(
    columna: int, izquierda: Sequence[list[Cabo]], rectos: Sequence[list[Cabo]], derecha: Sequence[list[Cabo]]
) -> None:
    todos = [*izquierda, *rectos, *derecha]
    medio = len(izquierda) + (len(rectos) - 1) / 2 if rectos else (len(todos) - 1) / 2
    lugares = [(i - medio) * ENTRE_PUERTOS for i in range(len(todos))]
    sobra = max(abs(lugar) for lugar in lugares) / (CAJA / 2 - 12)
    for lugar, cabos in zip(lugares, todos, strict=True):
        for cabo in cabos:
            cabo.x = centro(columna) + lugar / max(1, sobra)


def ordenar(tramos: Sequence[Tramo]) -> list[Tramo]:
    """The stretches of a gap from top to bottom, so that lines cross as little as they can."""
    cruces = {
        (a, b): _cruces(sobre=tramos[a], bajo=tramos[b])
        for a, b in itertools.permutations(range(len(tramos)), 2)
    }

    def costo(orden: Sequence[int]) -> int:
        return sum(cruces[par] for par in itertools.combinations(orden, 2))

    if len(tramos) <= 6:
        mejor: Sequence[int] = min(itertools.permutations(range(len(tramos))), key=costo)
    else:
        mejor = []
        for nuevo in range(len(tramos)):
            mejor = min(([*mejor[:i], nuevo, *mejor[i:]] for i in range(len(mejor), -1, -1)), key=costo)
    return [tramos[i] for i in mejor]


def _cruces(*, sobre: Tramo, bajo: Tramo) -> int:
    """What it costs that one stretch lies above the other: crossings, and lines that a fixed label would cover."""
    de_abajo = [cabo.x for cabo in bajo.cabos if cabo.arriba]
    de_arriba = [cabo.x for cabo in sobre.cabos if not cabo.arriba]
    cruces = sum(sobre.desde < x < sobre.hasta for x in de_abajo)
    cruces += sum(bajo.desde < x < bajo.hasta for x in de_arriba)
    return 10 * cruces + _tapa(sobre, de_abajo) + _tapa(bajo, de_arriba)


def _tapa(tramo: Tramo, lineas: Iterable[float]) -> int:
    """How many lines the label of a straight stretch covers; other labels have room to give way."""
    return sum(abs(x - tramo.desde) < tramo.largo / 2 + 3 for x in lineas) if tramo.es_recto() else 0
