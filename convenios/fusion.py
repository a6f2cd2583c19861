"""Two texts written from the same one, put together without losing a word of either (a three-way merge).

A clause that one side changed is taken from it. One that both changed is merged word by word where their changes do not
touch; where they do, and where one side took out what the other rewrote, people decide: that is a `Conflicto`.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from convenios.alineacion import Presupuesto, bloques
from convenios.comparacion import PALABRAS, TextoDeClausula, emparejar

Clave = tuple[str, int]
"""A clause of the merge: «base» and its place there, or the side that added it and its place on that side."""
Trozo = tuple[int, int, tuple[str, ...]]
"""From and to which piece of the base, and what stands there instead."""


@dataclass(frozen=True)
class Fundida:
    """A clause that both sides changed, with the changes of both."""

    clave: str
    titulo: str
    texto: str


@dataclass(frozen=True)
class Conflicto:
    """What each side has of a clause that both changed; None where a side took it out."""

    mia: TextoDeClausula | None
    suya: TextoDeClausula | None


def fundir(
    base: Sequence[TextoDeClausula], mias: Sequence[TextoDeClausula], suyas: Sequence[TextoDeClausula]
) -> list[TextoDeClausula | Conflicto]:
    """The clauses of both texts, in the order of the side that moved any; when both did, in the order of `suyas`."""
    presupuesto = Presupuesto()
    originales = {("base", i): clausula for i, clausula in enumerate(base)}
    de_mi, de_ellos = _claves(base, mias, "mia"), _claves(base, suyas, "suya")
    _reconocer_nuevas(de_mi, de_ellos)
    orden = (
        _ordenar(list(de_ellos), list(de_mi)) if _movio(de_ellos) else _ordenar(list(de_mi), list(de_ellos))
    )
    resultado = (_una(originales.get(k), de_mi.get(k), de_ellos.get(k), presupuesto) for k in orden)
    return [clausula for clausula in resultado if clausula is not None]


def fundir_palabras(base: str, mio: str, suyo: str, presupuesto: Presupuesto) -> str | None:
    """`base` with the changes of both sides; None when they touch."""
    if mio == suyo or suyo == base:
        return mio
    if mio == base:
        return suyo
    piezas = PALABRAS.findall(base)
    mios, suyos = _trozos(piezas, mio, presupuesto), _trozos(piezas, suyo, presupuesto)
    hechas: list[str] = []
    i = 0
    while mios or suyos:
        if mios and suyos and mios[0] == suyos[0]:
            trozo, _mismo = mios.pop(0), suyos.pop(0)
        else:
            primero, otro = (mios, suyos) if not suyos or (mios and mios[0] < suyos[0]) else (suyos, mios)
            trozo = primero.pop(0)
            if otro and otro[0][0] <= trozo[1]:
                return None
        desde, hasta, nuevas = trozo
        hechas += [*piezas[i:desde], *nuevas]
        i = hasta
    return "".join([*hechas, *piezas[i:]])


def _claves(
    base: Sequence[TextoDeClausula], texto: Sequence[TextoDeClausula], lado: str
) -> dict[Clave, TextoDeClausula]:
    """The clauses of one side in its order, each under the key of the one that it comes from."""
    parejas = emparejar(base, texto)
    return {("base", parejas[j]) if j in parejas else (lado, j): c for j, c in enumerate(texto)}


def _reconocer_nuevas(de_mi: dict[Clave, TextoDeClausula], de_ellos: dict[Clave, TextoDeClausula]) -> None:
    """Clauses that both sides added under one title are one: mine take the key of theirs, in their place."""
    libres: dict[str, list[Clave]] = defaultdict(list)
    for clave, clausula in de_ellos.items():
        if clave[0] == "suya":
            libres[clausula.titulo.casefold()].append(clave)
    propias = list(de_mi.items())
    de_mi.clear()
    for clave, clausula in propias:
        mismas = libres[clausula.titulo.casefold()] if clave[0] == "mia" else []
        de_mi[mismas.pop(0) if mismas else clave] = clausula


def _movio(texto: dict[Clave, TextoDeClausula]) -> bool:
    """Whether a side changed the order of the clauses that it kept."""
    lugares = [i for lado, i in texto if lado == "base"]
    return lugares != sorted(lugares)


def _ordenar(orden: list[Clave], otro: Sequence[Clave]) -> list[Clave]:
    """`orden`, and what only the other side has behind what it stands behind there, or in the order of the base."""
    for n, clave in enumerate(otro):
        if clave in orden:
            continue
        lugar = orden.index(otro[n - 1]) + 1 if n else 0
        while lugar < len(orden) and clave[0] == orden[lugar][0] == "base" and orden[lugar] < clave:
            lugar += 1
        orden.insert(lugar, clave)
    return orden


def _una(
    base: TextoDeClausula | None,
    mia: TextoDeClausula | None,
    suya: TextoDeClausula | None,
    presupuesto: Presupuesto,
) -> TextoDeClausula | Conflicto | None:
    """One clause of the merge; None when it is taken out."""
    if _iguales(mia, suya) or _iguales(suya, base):
        return mia
    if _iguales(mia, base):
        return suya
    if base is None or mia is None or suya is None:
        return Conflicto(mia, suya)
    titulo = fundir_palabras(base.titulo, mia.titulo, suya.titulo, presupuesto)
    texto = fundir_palabras(base.texto, mia.texto, suya.texto, presupuesto)
    claves = {mia.clave, suya.clave} - {base.clave}
    if titulo is None or texto is None or len(claves) > 1:
        return Conflicto(mia, suya)
    return Fundida(claves.pop() if claves else base.clave, titulo, texto)


def _iguales(una: TextoDeClausula | None, otra: TextoDeClausula | None) -> bool:
    if una is None or otra is None:
        return una is otra
    return (una.clave, una.titulo, una.texto) == (otra.clave, otra.titulo, otra.texto)


def _trozos(base: Sequence[str], texto: str, presupuesto: Presupuesto) -> list[Trozo]:
    """What one side changed, in order."""
    piezas = PALABRAS.findall(texto)
    trozos: list[Trozo] = []
    i = j = 0
    for a, b, n in [*bloques(base, piezas, presupuesto), (len(base), len(piezas), 0)]:
        if a > i or b > j:
            trozos.append((i, a, tuple(piezas[j:b])))
        i, j = a + n, b + n
    return trozos
