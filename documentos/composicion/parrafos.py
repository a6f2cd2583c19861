"""What somebody typed, as lines of a paper: its paragraphs, with the number or letter that each hangs from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MARCA = re.compile(
    r"""^(?P<marca>
        [-–—•·*]
      | \d{1,3}(?:\.\d{1,3})*[.)] | \d{1,3}(?:\.\d{1,3})+
      | [a-zñA-Z]\) | [ivxlc]{1,6}[.)]
    )[ \t]+(?P<texto>\S.*)$""",
    re.VERBOSE,
)
"""«5.1», «5.1.», «a)», «iv)», «-»: what people write at the beginning of a line of a list."""
GUIONES = frozenset("-–—•·*")


@dataclass(frozen=True)
class Parrafo:
    """One line. `es_seguido` when it follows the one above without a blank line between them."""

    texto: str
    marca: str = ""
    es_seguido: bool = False


def parrafos(texto: str) -> Iterator[Parrafo]:
    """The lines of a text in order; blank ones only set apart what follows them."""
    hay_antes = False
    for linea in texto.split("\n"):
        if not linea.strip():
            hay_antes = False
            continue
        hallado = MARCA.match(linea.strip())
        marca = hallado["marca"] if hallado else ""
        yield Parrafo(
            hallado["texto"] if hallado else linea.strip(),
            "–" if marca in GUIONES else marca,
            hay_antes,
        )
        hay_antes = True
