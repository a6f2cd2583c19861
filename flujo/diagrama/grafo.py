"""What is to be drawn, and where in the grid each state stands."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flujo.declaracion import Maquina

COLUMNAS = 2
"""Two states beside each other are what a phone can show."""


@dataclass(frozen=True)
class Arco:
    """One arrow: a step from one state to another (or to the same)."""

    nombre: str
    origen: str
    destino: str
    etiqueta: str


@dataclass(frozen=True)
class Grafo:
    """States with their labels, in the order of declaration, and the steps between them."""

    inicial: str
    estados: Mapping[str, str]
    arcos: Sequence[Arco]


@dataclass(frozen=True)
class Celda:
    fila: int
    columna: int


def estados_a_la_vista(maquina: Maquina, recorridos: Collection[str] = ()) -> list[str]:
    """The states worth showing to somebody: those closed to entry only where an object went through them."""
    return [e for e in maquina.estados.values if maquina.fichas[e].abierto_a_entrada or e in recorridos]


def grafo_de(maquina: Maquina, pais: str = "", recorridos: Collection[str] = ()) -> Grafo:
    """The graph of a lifecycle in the words of a country. Steps into states closed to entry are not drawn."""
    estados = estados_a_la_vista(maquina, recorridos)
    return Grafo(
        inicial=maquina.inicial,
        estados={estado: maquina.etiqueta(estado, pais) for estado in estados},
        arcos=[
            Arco(t.name, str(t.source), str(t.target), t.custom["etiqueta"].en(pais))
            for estado in estados
            for t in maquina.salidas(estado)
        ],
    )


def cuadricula(grafo: Grafo) -> dict[str, Celda]:
    """Row and column of each state: rows by the shortest way from the initial state, at most two states in one.

    The state from which the way goes furthest stays in the column of the state before it, so that the main way is a
    straight line.
    """
    rango = _rangos(grafo)
    hondura = _honduras(grafo, rango)
    orden = {estado: i for i, estado in enumerate(grafo.estados)}
    celdas: dict[str, Celda] = {}
    fila = 0
    for nivel in range(max(rango.values()) + 1):
        del_nivel = sorted(
            (e for e in grafo.estados if rango[e] == nivel), key=lambda e: (-hondura[e], orden[e])
        )
        for desde in range(0, len(del_nivel), COLUMNAS):
            libres = list(range(COLUMNAS))
            for estado in del_nivel[desde : desde + COLUMNAS]:
                deseada = _columna_anterior(grafo, estado, rango, celdas)
                columna = min(libres, key=lambda c, d=deseada: (abs(c - d), c))  # type: ignore[misc]
                libres.remove(columna)
                celdas[estado] = Celda(fila, columna)
            fila += 1
    return celdas


def _rangos(grafo: Grafo) -> dict[str, int]:
    rango = {grafo.inicial: 0}
    cola = deque(rango)
    while cola:
        estado = cola.popleft()
        for arco in grafo.arcos:
            if arco.origen == estado and arco.destino not in rango:
                rango[arco.destino] = rango[estado] + 1
                cola.append(arco.destino)
    ultimo = max(rango.values()) + 1
    for estado in grafo.estados:  # nothing leads to it: above what it leads to
        siguientes = [rango[a.destino] for a in grafo.arcos if a.origen == estado and a.destino in rango]
        rango.setdefault(estado, max(0, min(siguientes, default=ultimo + 1) - 1))
    return rango


def _honduras(grafo: Grafo, rango: Mapping[str, int]) -> dict[str, int]:
    """The lowest rank that can be reached from each state without going up."""
    hondura = dict(rango)
    for estado in sorted(grafo.estados, key=lambda e: -rango[e]):
        for arco in grafo.arcos:
            if arco.origen == estado and rango[arco.destino] > rango[estado]:
                hondura[estado] = max(hondura[estado], hondura[arco.destino])
    return hondura


def _columna_anterior(
    grafo: Grafo, estado: str, rango: Mapping[str, int], celdas: Mapping[str, Celda]
) -> int:
    anteriores = [
        celdas[a.origen].columna
        for a in grafo.arcos
        if a.destino == estado and a.origen in celdas and rango[a.origen] < rango[estado]
    ]
    return min(anteriores, default=0)
