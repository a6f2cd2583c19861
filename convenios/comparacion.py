"""Two texts side by side, clause by clause and word by word.

Clauses are paired by their title and matter, wherever they moved to; inside a pair the words that went and came are
marked. The work is bounded: a passage that would take too long word by word is shown as taken out and put in whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Literal, Protocol

from convenios.alineacion import CRUCES_EN_TOTAL, Presupuesto, bloques

Operacion = Literal["equal", "insert", "delete"]
Cambio = Literal["igual", "modificada", "nueva", "eliminada"]

PALABRAS = re.compile(r"\w+[^\S\n]*|[^\w\s][^\S\n]*|\s")
RENGLONES = re.compile(r"[^\n]*\n+|[^\n]+")
"""With the blank lines after each: alone they would stand for one another, and paragraphs be paired by them."""
FINALES = frozenset(".;,:\n")


class TextoDeClausula(Protocol):
    """What is compared of a clause: a stored one, or one as somebody typed it."""

    @property
    def clave(self) -> str: ...
    @property
    def titulo(self) -> str: ...
    @property
    def texto(self) -> str: ...


@dataclass(frozen=True)
class Segmento:
    """A stretch of text that stayed, came or went."""

    op: Operacion
    text: str


@dataclass(frozen=True)
class ClausulaComparada:
    """One clause of the comparison, in the order of the new text; what was taken out stands where it was."""

    cambio: Cambio
    titulo: Sequence[Segmento]
    texto: Sequence[Segmento]
    n_antes: int | None
    n_despues: int | None
    se_movio: bool = False


def comparar(antes: Sequence[TextoDeClausula], despues: Sequence[TextoDeClausula]) -> list[ClausulaComparada]:
    """The clauses of `despues` with what changed since `antes`, and the ones that are gone."""
    parejas = emparejar(antes, despues)
    fuera_de_lugar = movidas(parejas)
    marcador = Marcador()
    resultado: list[ClausulaComparada] = []
    pendiente = 0
    for j, nueva in enumerate(despues):
        i = parejas.get(j)
        if i is not None and j not in fuera_de_lugar:
            resultado += _eliminadas(antes, parejas, desde=pendiente, hasta=i)
            pendiente = i + 1
        if i is None:
            resultado.append(_nueva(nueva, j))
        else:
            resultado.append(_pareja(antes[i], nueva, i, j, marcador, se_movio=j in fuera_de_lugar))
    return resultado + _eliminadas(antes, parejas, desde=pendiente, hasta=len(antes))


def hay_cambios(comparadas: Iterable[ClausulaComparada]) -> bool:
    return any(c.cambio != "igual" or c.se_movio for c in comparadas)


class Marcador:
    """Marks what changed between two strings, with so much patience for all of them together."""

    def __init__(self, paciencia: int = CRUCES_EN_TOTAL) -> None:
        self.presupuesto = Presupuesto(paciencia)

    def marcar(self, antes: str, despues: str) -> list[Segmento]:
        """`despues` with the words that came marked, and the ones that went in their place."""
        if antes == despues:
            return [Segmento("equal", despues)] if despues else []
        segmentos = list(_juntar(self._por_renglones(RENGLONES.findall(antes), RENGLONES.findall(despues))))
        return _deslizar(segmentos)

    def _por_renglones(self, antes: Sequence[str], despues: Sequence[str]) -> Iterator[Segmento]:
        for op, viejos, nuevos in self._operaciones(antes, despues):
            if op == "equal":
                yield Segmento("equal", "".join(nuevos))
            else:
                yield from self._por_palabras("".join(viejos), "".join(nuevos))

    def _por_palabras(self, antes: str, despues: str) -> Iterator[Segmento]:
        for op, viejas, nuevas in self._operaciones(PALABRAS.findall(antes), PALABRAS.findall(despues)):
            if op == "equal":
                yield Segmento("equal", "".join(nuevas))
            else:
                yield from _cambio("", "".join(viejas), "".join(nuevas))

    def _operaciones(
        self, antes: Sequence[str], despues: Sequence[str]
    ) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
        i = j = 0
        for a, b, n in [*bloques(antes, despues, self.presupuesto), (len(antes), len(despues), 0)]:
            if a > i or b > j:
                yield "replace", antes[i:a], despues[j:b]
            if n:
                yield "equal", antes[a : a + n], despues[b : b + n]
            i, j = a + n, b + n


def emparejar(antes: Sequence[TextoDeClausula], despues: Sequence[TextoDeClausula]) -> dict[int, int]:
    """Old position by new position: same title and matter first, then same title, then same matter, in order."""
    parejas: dict[int, int] = {}
    for clave in (
        lambda c: (c.clave, c.titulo.casefold(), c.texto),
        lambda c: (c.clave, c.titulo.casefold()),
        lambda c: c.titulo.casefold(),
        lambda c: c.clave,
    ):
        libres: dict[object, list[int]] = {}
        usadas = set(parejas.values())
        for i, clausula in enumerate(antes):
            if i not in usadas:
                libres.setdefault(clave(clausula), []).append(i)
        for j, clausula in enumerate(despues):
            if j not in parejas and libres.get(clave(clausula)):
                parejas[j] = libres[clave(clausula)].pop(0)
    return parejas


def movidas(parejas: dict[int, int]) -> set[int]:
    """New positions of the clauses that changed their place among the others: the fewest that explain the order."""
    orden = sorted(parejas.items())
    viejas = [i for _j, i in orden]
    quietas = {
        viejas[bloque.a + k]
        for bloque in SequenceMatcher(None, viejas, sorted(viejas), autojunk=False).get_matching_blocks()
        for k in range(bloque.size)
    }
    return {j for j, i in orden if i not in quietas}


def _eliminadas(
    antes: Sequence[TextoDeClausula], parejas: dict[int, int], *, desde: int, hasta: int
) -> list[ClausulaComparada]:
    quedan = set(parejas.values())
    return [
        ClausulaComparada(
            "eliminada",
            titulo=[Segmento("delete", antes[i].titulo)],
            texto=[Segmento("delete", antes[i].texto)],
            n_antes=i + 1,
            n_despues=None,
        )
        for i in range(desde, hasta)
        if i not in quedan
    ]


def _nueva(nueva: TextoDeClausula, j: int) -> ClausulaComparada:
    return ClausulaComparada(
        "nueva", [Segmento("insert", nueva.titulo)], [Segmento("insert", nueva.texto)], None, j + 1
    )


def _pareja(
    vieja: TextoDeClausula, nueva: TextoDeClausula, i: int, j: int, marcador: Marcador, *, se_movio: bool
) -> ClausulaComparada:
    es_igual = (vieja.clave, vieja.titulo, vieja.texto) == (nueva.clave, nueva.titulo, nueva.texto)
    return ClausulaComparada(
        "igual" if es_igual else "modificada",
        titulo=marcador.marcar(vieja.titulo, nueva.titulo),
        texto=marcador.marcar(vieja.texto, nueva.texto),
        n_antes=i + 1,
        n_despues=j + 1,
        se_movio=se_movio,
    )


def _juntar(segmentos: Iterable[Segmento]) -> Iterator[Segmento]:
    """Neighbours of one kind become one; a lone blank between two changes joins them, so that phrases read whole."""
    quitado = puesto = igual = ""
    for segmento in segmentos:
        if segmento.op == "equal" and not (segmento.text.isspace() and (quitado or puesto)):
            inicio, quitado, puesto, final = _recortar(quitado, puesto)
            if quitado or puesto:
                yield from _cambio(igual + inicio, quitado, puesto)
                igual = inicio = quitado = puesto = ""
            igual += inicio + final + segmento.text
        else:
            quitado += segmento.text if segmento.op != "insert" else ""
            puesto += segmento.text if segmento.op != "delete" else ""
    inicio, quitado, puesto, final = _recortar(quitado, puesto)
    yield from _cambio(igual + inicio, quitado, puesto)
    if final:
        yield Segmento("equal", final)


def _deslizar(segmentos: list[Segmento]) -> list[Segmento]:
    """A sentence that came or went ends in its own full stop: «a[. Y b].» is shown as «a.[ Y b.]»."""
    for i in range(1, len(segmentos) - 1):
        antes, cambio, despues = segmentos[i - 1 : i + 2]
        signo = cambio.text[:1]
        cabe = len(despues.text) > 1 or i + 2 == len(segmentos)
        if antes.op == despues.op == "equal" and signo in FINALES and despues.text[:1] == signo and cabe:
            segmentos[i - 1 : i + 2] = [
                Segmento("equal", antes.text + signo),
                Segmento(cambio.op, cambio.text[1:] + signo),
                Segmento("equal", despues.text[1:]),
            ]
    return [s for s in segmentos if s.text]


def _recortar(quitado: str, puesto: str) -> tuple[str, str, str, str]:
    """Whole words that both begin with and blanks that both end in stayed: they are not part of the change."""
    n = _iguales(quitado, puesto)
    while n and (_corta_palabra(quitado, n) or _corta_palabra(puesto, n)):
        n -= 1
    inicio, quitado, puesto = puesto[:n], quitado[n:], puesto[n:]
    comun = puesto[len(puesto) - _iguales(quitado[::-1], puesto[::-1]) :]
    final = comun[len(comun.rstrip()) :]
    corte = len(final)
    return inicio, quitado[: len(quitado) - corte], puesto[: len(puesto) - corte], final


def _iguales(uno: str, otro: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _par in takewhile(lambda par: par[0] == par[1], zip(uno, otro, strict=False)))


def _corta_palabra(texto: str, posicion: int) -> bool:
    return posicion < len(texto) and texto[posicion - 1].isalnum() and texto[posicion].isalnum()


def _cambio(igual: str, quitado: str, puesto: str) -> Iterator[Segmento]:
    """What stayed before a change, what went, and what came."""
    if igual:
        yield Segmento("equal", igual)
    if quitado:
        yield Segmento("delete", quitado)
    if puesto:
        yield Segmento("insert", puesto)
