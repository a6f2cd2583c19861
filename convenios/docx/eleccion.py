"""The text that results when somebody takes some of the changes of a file and leaves the others.

The present text may be another than the one that went out: what is left stays as it is in the present one.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from convenios.comparacion import TextoDeClausula
from convenios.docx.cotejo import ClausulaCotejada


@dataclass(frozen=True)
class ClausulaElegida:
    """A clause of the resulting text."""

    clave: str
    titulo: str
    texto: str


@dataclass(frozen=True)
class _Lugar:
    """A clause that stays, and where it stands in the present text and in the file; None where it is not."""

    clausula: ClausulaElegida
    vigente: int | None
    leida: int | None


def componer(
    filas: Sequence[ClausulaCotejada],
    vigentes: Sequence[TextoDeClausula],
    en_vigente: Mapping[int, int],
    *,
    aceptadas: Collection[int],
    con_su_orden: bool,
    clave_de: Callable[[str], str],
) -> list[ClausulaElegida]:
    """The clauses of the resulting text.

    `aceptadas` are the places in `filas` of the changes that are taken, `en_vigente` says which clause of the present
    text each of the base is (both from 0). With `con_su_orden` the clauses stand as in the file, else as in the present
    text.
    `clave_de` tells the matter of a new clause by its title.
    """
    quedan: list[_Lugar] = []
    tratadas = set()
    for i, fila in enumerate(filas):
        vigente = None if fila.n_base is None else en_vigente.get(fila.n_base - 1)
        if vigente is not None:
            tratadas.add(vigente)
        toma = fila.hay_cambio and i in aceptadas
        clausula = _tomada(fila, vigentes, vigente, clave_de) if toma else _dejada(vigentes, vigente)
        if clausula:
            quedan.append(_Lugar(clausula, vigente, fila.n_leida))
    for vigente in range(len(vigentes)):
        if vigente not in tratadas:
            quedan.append(_Lugar(_dejada(vigentes, vigente) or _copia(vigentes[vigente]), vigente, None))
    return _ordenar(quedan, por_archivo=con_su_orden)


def _tomada(
    fila: ClausulaCotejada,
    vigentes: Sequence[TextoDeClausula],
    vigente: int | None,
    clave_de: Callable[[str], str],
) -> ClausulaElegida | None:
    if fila.cambio == "eliminada":
        return None
    clave = clave_de(fila.titulo_nuevo) if vigente is None else vigentes[vigente].clave
    return ClausulaElegida(clave, fila.titulo_nuevo, fila.texto_nuevo)


def _dejada(vigentes: Sequence[TextoDeClausula], vigente: int | None) -> ClausulaElegida | None:
    return None if vigente is None else _copia(vigentes[vigente])


def _copia(clausula: TextoDeClausula) -> ClausulaElegida:
    return ClausulaElegida(clausula.clave, clausula.titulo, clausula.texto)


def _ordenar(quedan: Sequence[_Lugar], *, por_archivo: bool) -> list[ClausulaElegida]:
    """By one of the two orders; a clause that is only in the other comes after the one that it follows there."""

    def propio(lugar: _Lugar) -> int | None:
        return lugar.leida if por_archivo else lugar.vigente

    def ajeno(lugar: _Lugar) -> int:
        return (lugar.vigente if por_archivo else lugar.leida) or 0

    orden = sorted((x for x in quedan if propio(x) is not None), key=lambda x: propio(x) or 0)
    for lugar in sorted((x for x in quedan if propio(x) is None), key=ajeno):
        anteriores = [x for x in orden if _tiene(x, por_archivo) and ajeno(x) < ajeno(lugar)]
        donde = orden.index(max(anteriores, key=ajeno)) + 1 if anteriores else 0
        orden.insert(donde, lugar)
    return [lugar.clausula for lugar in orden]


def _tiene(lugar: _Lugar, por_archivo: bool) -> bool:
    return (lugar.vigente if por_archivo else lugar.leida) is not None
