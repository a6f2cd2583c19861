"""Two texts of 60 pages compared clause by clause, against `difflib` alone on the same words."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from bench.medidas import Promesa, por_turnos
from convenios.comparacion import comparar

CLAUSULAS = 60
PALABRAS_POR_CLAUSULA = 500
VUELTAS = 9


@dataclass(frozen=True)
class Clausula:
    clave: str
    titulo: str
    texto: str


def medir() -> Iterator[Promesa]:
    """The ratio to `difflib` on all the words at once, and, harder, on each pair of clauses given to it as found."""
    antes, despues = dos_textos(CLAUSULAS, PALABRAS_POR_CLAUSULA)
    viejas, nuevas = _palabras(antes), _palabras(despues)
    por_titulo = {c.titulo: c for c in despues}
    pares = [(c.texto.split(), por_titulo[c.titulo].texto.split()) for c in antes]

    def nuestra() -> None:
        comparar(antes, despues)

    def de_una_vez() -> None:
        SequenceMatcher(None, viejas, nuevas).get_opcodes()

    def por_pares() -> None:
        for una, otra in pares:
            SequenceMatcher(None, una, otra).get_opcodes()

    for nombre, accion in (("las mismas palabras", de_una_vez), ("cada par de cláusulas", por_pares)):
        con_marcas, solo = por_turnos(nuestra, accion, vueltas=VUELTAS, calentamiento=1)
        yield Promesa(
            f"comparar dos textos de 60 páginas / difflib sobre {nombre}",
            con_marcas / solo,
            2,
            f"mediana de {VUELTAS}: {con_marcas * 1000:.0f} ms y {solo * 1000:.0f} ms; {len(viejas):,} palabras",
        )


def dos_textos(clausulas: int, palabras: int) -> tuple[list[Clausula], list[Clausula]]:
    """A text, and the same after a negotiation: words changed and sentences gone everywhere, two clauses moved.

    Words are as frequent as in any language (Zipf): a few stand everywhere, most stand once or twice.
    """
    azar = random.Random(2015)  # noqa: S311 - the same texts in every run
    vocabulario = [f"palabra{n}" for n in range(3000)]
    frecuencias = [1 / n for n in range(1, 3001)]
    antes = [
        Clausula("otra", f"Título {n}", _parrafos(azar.choices(vocabulario, frecuencias, k=palabras)))
        for n in range(clausulas)
    ]
    despues = [replace(c, texto=_negociado(c.texto, azar, vocabulario)) for c in antes]
    despues.insert(1, despues.pop(clausulas * 2 // 3))
    despues.insert(clausulas // 2, despues.pop(clausulas // 6))
    return antes, despues


def _parrafos(palabras: list[str]) -> str:
    """Commas every dozen words, a paragraph every hundred."""
    for i in range(11, len(palabras), 12):
        palabras[i] += ","
    for i in range(99, len(palabras), 100):
        palabras[i] += ".\n\n"
    return " ".join(palabras)


def _negociado(texto: str, azar: random.Random, vocabulario: list[str]) -> str:
    palabras = texto.split(" ")
    for _ in range(len(palabras) // 20):
        palabras[azar.randrange(len(palabras))] = azar.choice(vocabulario)
    for _ in range(len(palabras) // 100):
        inicio = azar.randrange(len(palabras))
        del palabras[inicio : inicio + 6]
    return " ".join(palabras)


def _palabras(clausulas: list[Clausula]) -> list[str]:
    return [palabra for c in clausulas for palabra in c.texto.split()]
