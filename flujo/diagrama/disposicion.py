"""Where everything stands, in px: boxes in a grid, arrows in right angles, each label in a line of its own.

Between two rows lies a gap. Whatever runs in a gap has its own height there, so labels never cover each other, and its
own place on the border of the box, so lines never run on top of each other. An arrow that skips rows leaves its gap by
a lane at the side.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flujo.diagrama.grafo import Arco, Celda, Grafo, cuadricula
from flujo.diagrama.huecos import (
    CAJA,
    ENTRE_CAJAS,
    LINEA_DE_ROTULO,
    Tramo,
    dar_carriles,
    dar_puertos,
    ordenar,
    recorrido_de,
)
from flujo.diagrama.letra import en_lineas

MARGEN = 3
LETRA_DE_CAJA, LINEA_DE_CAJA = 13, 17

Punto = tuple[float, float]


@dataclass(frozen=True)
class Caja:
    """A state's box by its upper left corner."""

    estado: str
    x: float
    y: float
    alto: float
    lineas: tuple[str, ...]


@dataclass(frozen=True)
class Rotulo:
    """A label by its middle."""

    x: float
    y: float
    ancho: float
    alto: float
    lineas: tuple[str, ...]


@dataclass(frozen=True)
class Flecha:
    arco: Arco
    puntos: tuple[Punto, ...]
    rotulo: Rotulo


@dataclass(frozen=True)
class Plano:
    """A finished layout; the origin is the upper left corner of the drawing."""

    ancho: float
    alto: float
    cajas: tuple[Caja, ...]
    flechas: tuple[Flecha, ...]


def disponer(grafo: Grafo) -> Plano:
    """Lay out a graph. Equal graphs give equal layouts."""
    celdas = cuadricula(grafo)
    recorridos = [recorrido_de(arco, celdas) for arco in grafo.arcos]
    tramos = [tramo for recorrido in recorridos for tramo in recorrido]
    dar_carriles(recorridos, celdas)
    por_hueco: dict[int, list[Tramo]] = defaultdict(list)
    for tramo in tramos:
        por_hueco[tramo.hueco].append(tramo)
    for del_hueco in por_hueco.values():
        dar_puertos(del_hueco)
    ordenes = {hueco: ordenar(del_hueco) for hueco, del_hueco in por_hueco.items()}
    cajas, alto = _apilar(grafo, celdas, ordenes)
    borde = max(caja.x for caja in cajas.values()) + CAJA
    flechas = [
        Flecha(arco, _puntos(recorrido, celdas, cajas), _rotulo(recorrido[0], ordenes, recorridos, borde))
        for arco, recorrido in zip(grafo.arcos, recorridos, strict=True)
    ]
    return _encuadrar(list(cajas.values()), flechas, alto)


def _apilar(
    grafo: Grafo, celdas: Mapping[str, Celda], ordenes: Mapping[int, Sequence[Tramo]]
) -> tuple[dict[str, Caja], float]:
    """Heights from top to bottom: rows of boxes, and in each gap one line after the other."""
    cajas: dict[str, Caja] = {}
    y: float = 0
    for fila in range(max(celda.fila for celda in celdas.values()) + 1):
        de_la_fila = [estado for estado in grafo.estados if celdas[estado].fila == fila]
        textos = {e: en_lineas(grafo.estados[e], CAJA - 16, LETRA_DE_CAJA) for e in de_la_fila}
        alto = max(len(lineas) for lineas in textos.values()) * LINEA_DE_CAJA + 20
        for estado, lineas in textos.items():
            x = celdas[estado].columna * (CAJA + ENTRE_CAJAS)
            cajas[estado] = Caja(estado, x, y, alto, lineas)
        y += alto
        if fila in ordenes:
            y += 8
            for tramo in ordenes[fila]:
                tramo.y = y + tramo.alto / 2
                y += tramo.alto
            y += 14
    return cajas, y


def _puntos(
    recorrido: Sequence[Tramo], celdas: Mapping[str, Celda], cajas: Mapping[str, Caja]
) -> tuple[Punto, ...]:
    arco = recorrido[0].arco
    sale, llega = recorrido[0].cabos[0], recorrido[-1].cabos[1]
    puntos: list[Punto] = [(sale.x, _borde(cajas[arco.origen], abajo=sale.arriba))]
    for tramo in recorrido:
        puntos += [(cabo.x, tramo.y) for cabo in tramo.cabos]
    puntos.append((llega.x, _borde(cajas[arco.destino], abajo=llega.arriba)))
    return tuple(puntos)


def _borde(caja: Caja, *, abajo: bool) -> float:
    """The border of a box that a gap touches: its lower one when the box is above the gap."""
    return caja.y + caja.alto if abajo else caja.y


def _rotulo(
    tramo: Tramo,
    ordenes: Mapping[int, Sequence[Tramo]],
    recorridos: Iterable[Sequence[Tramo]],
    borde: float,
) -> Rotulo:
    """The label on its own line, where it covers the fewest lines of others and does not stick out beside the boxes."""
    largo = tramo.largo
    ajenas = [
        cabo.x
        for otro in ordenes[tramo.hueco]
        for cabo in otro.cabos
        if otro is not tramo and (otro.y > tramo.y) == cabo.arriba
    ]
    for recorrido in recorridos:
        if len(recorrido) == 2:
            primero, ultimo = sorted(t.hueco for t in recorrido)
            ajenas += [recorrido[0].cabos[1].x] if primero < tramo.hueco < ultimo else []
    medio = (tramo.desde + tramo.hasta) / 2

    def molestia(x: float) -> tuple[int, float]:
        tapadas = sum(abs(x - ajena) < largo / 2 + 3 for ajena in ajenas)
        return tapadas + (x < largo / 2 or x > borde - largo / 2), abs(x - medio)

    pasos = int((tramo.hasta - tramo.desde) / 2 // 4)
    holgura = 0 if pasos else max(0, int(largo / 2 - 8) // 4)  # a straight line may pass near the label's end
    lugares = [medio + 4 * i for i in range(-pasos - holgura, pasos + holgura + 1)]
    return Rotulo(
        min(lugares, key=molestia), tramo.y, largo, len(tramo.lineas) * LINEA_DE_ROTULO, tramo.lineas
    )


def _encuadrar(cajas: Sequence[Caja], flechas: Sequence[Flecha], alto: float) -> Plano:
    """Move everything so that the drawing begins at the origin."""
    xs = [x for caja in cajas for x in (caja.x, caja.x + CAJA)]
    xs += [x for flecha in flechas for x, _y in flecha.puntos]
    xs += [f.rotulo.x + lado * f.rotulo.ancho / 2 for f in flechas for lado in (-1, 1)]
    dx, dy = MARGEN - min(xs), MARGEN
    return Plano(
        ancho=max(xs) + dx + MARGEN,
        alto=alto + 2 * MARGEN,
        cajas=tuple(Caja(c.estado, c.x + dx, c.y + dy, c.alto, c.lineas) for c in cajas),
        flechas=tuple(
            Flecha(
                f.arco,
                tuple((x + dx, y + dy) for x, y in f.puntos),
                Rotulo(f.rotulo.x + dx, f.rotulo.y + dy, f.rotulo.ancho, f.rotulo.alto, f.rotulo.lineas),
            )
            for f in flechas
        ),
    )
