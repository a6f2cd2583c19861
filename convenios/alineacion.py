"""Which pieces of two sequences stayed: the ground of the comparison and of the merge.

Pieces that both sides have exactly once are surely the same one, and split the work into small stretches (Bram Cohen's
«patience diff»); what has none is left to `difflib`, as long as the budget lasts.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CRUCES_POR_PASAJE = 100_000
CRUCES_EN_TOTAL = 1_000_000
"""How many equal (old, new) pieces may be weighed: what the work of `difflib` really grows with."""
NIVELES = 8
"""How often a stretch is split by its own unique pieces: a text made for it would go on for ever."""

Bloque = tuple[int, int, int]
"""So many pieces from a place of the old sequence, and from one of the new, are the same."""


@dataclass
class Presupuesto:
    """How much work is left for everything that shares it."""

    cruces: int = CRUCES_EN_TOTAL

    def alcanza(self, antes: Sequence[str], despues: Sequence[str]) -> bool:
        """Take the cost of weighing these two; False when it is too much, and then nothing is taken."""
        cuantas = Counter(antes)
        costo = sum(n * cuantas[pieza] for pieza, n in Counter(despues).items())
        if costo > min(CRUCES_POR_PASAJE, self.cruces):
            return False
        self.cruces -= costo
        return True


def bloques(antes: Sequence[str], despues: Sequence[str], presupuesto: Presupuesto) -> list[Bloque]:
    """The stretches that stayed, in order and as long as they go. Where the budget ends, nothing stayed."""
    sueltos: list[Bloque] = []
    pendientes = [(0, len(antes), 0, len(despues), 0)]
    while pendientes:
        a1, a2, b1, b2, nivel = pendientes.pop()
        inicio = _comunes(antes, despues, a1, a2, b1, b2)
        final = _comunes_al_final(antes, despues, a1 + inicio, a2, b1 + inicio, b2)
        sueltos += [(a1, b1, inicio), (a2 - final, b2 - final, final)]
        a1, a2, b1, b2 = a1 + inicio, a2 - final, b1 + inicio, b2 - final
        viejas, nuevas = antes[a1:a2], despues[b1:b2]
        if set(viejas).isdisjoint(nuevas):
            continue
        anclas = _anclas(viejas, nuevas) if nivel < NIVELES else []
        if anclas:
            for i1, i2, j1, j2 in _entre(anclas, len(viejas), len(nuevas)):
                pendientes.append((a1 + i1, a1 + i2, b1 + j1, b1 + j2, nivel + 1))
            sueltos += [(a1 + i, b1 + j, 1) for i, j in anclas]
        elif presupuesto.alcanza(viejas, nuevas):
            hallados = SequenceMatcher(None, viejas, nuevas, autojunk=False).get_matching_blocks()
            sueltos += [(a1 + i, b1 + j, n) for i, j, n in hallados]
    return list(_unidos(sorted(bloque for bloque in sueltos if bloque[2])))


def _comunes(a: Sequence[str], b: Sequence[str], a1: int, a2: int, b1: int, b2: int) -> int:
    """How many pieces both stretches begin with."""
    n, tope = 0, min(a2 - a1, b2 - b1)
    while n < tope and a[a1 + n] == b[b1 + n]:
        n += 1
    return n


def _comunes_al_final(a: Sequence[str], b: Sequence[str], a1: int, a2: int, b1: int, b2: int) -> int:
    n, tope = 0, min(a2 - a1, b2 - b1)
    while n < tope and a[a2 - n - 1] == b[b2 - n - 1]:
        n += 1
    return n


def _anclas(viejas: Sequence[str], nuevas: Sequence[str]) -> list[tuple[int, int]]:
    """The longest run, in the order of both, of pieces that each side has exactly once."""
    lugar = _unicas(nuevas)
    pares = [(i, lugar[pieza]) for pieza, i in _unicas(viejas).items() if pieza in lugar]
    colas: list[int] = []  # the smallest new place that ends a run of each length, and which pair it is
    cual: list[int] = []
    anterior: list[int] = []
    for k, (_i, j) in enumerate(pares):
        largo = bisect_left(colas, j)
        anterior.append(cual[largo - 1] if largo else -1)
        colas[largo : largo + 1], cual[largo : largo + 1] = [j], [k]
    anclas: list[tuple[int, int]] = []
    k = cual[-1] if cual else -1
    while k >= 0:
        anclas.append(pares[k])
        k = anterior[k]
    return anclas[::-1]


def _unicas(piezas: Sequence[str]) -> dict[str, int]:
    """The place of each piece that stands there once, in order. A sign with its blank anchors nothing."""
    cuantas = Counter(piezas)
    return {p: i for i, p in enumerate(piezas) if cuantas[p] == 1 and len(p) > 2}


def _entre(
    anclas: Sequence[tuple[int, int]], viejas: int, nuevas: int
) -> Iterator[tuple[int, int, int, int]]:
    """The stretches before, between and after the anchors."""
    i1 = j1 = 0
    for i, j in [*anclas, (viejas, nuevas)]:
        if i > i1 or j > j1:
            yield i1, i, j1, j
        i1, j1 = i + 1, j + 1


def _unidos(sueltos: Sequence[Bloque]) -> Iterator[Bloque]:
    """Blocks that touch on both sides are one."""
    unido: Bloque | None = None
    for i, j, n in sueltos:
        if unido and (unido[0] + unido[2], unido[1] + unido[2]) == (i, j):
            unido = (unido[0], unido[1], unido[2] + n)
        else:
            if unido:
                yield unido
            unido = (i, j, n)
    if unido:
        yield unido
