"""A file that came back against the version that went out: what each clause became, and what changed without a mark."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from convenios.comparacion import Cambio, Marcador, Segmento, TextoDeClausula, movidas
from convenios.docx.marcas import huella_de_clausula
from convenios.docx.modelo import ClausulaLeida, TextoLeido

DE_MAS = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class ClausulaCotejada:
    """One clause of the base, of the file, or of both.

    `titulo` and `texto` compare the base with the file when everything in it is accepted; `sin_marcas` compares it with
    the file when everything marked is rejected: what differs then, somebody changed without a mark.
    """

    cambio: Cambio
    n_base: int | None
    n_leida: int | None
    titulo_nuevo: str
    texto_nuevo: str
    titulo: Sequence[Segmento]
    texto: Sequence[Segmento]
    sin_marcas: Sequence[Segmento] = ()
    se_movio: bool = False
    leida: ClausulaLeida | None = None

    @property
    def hay_cambio(self) -> bool:
        return self.cambio != "igual"


@dataclass
class _Pareja:
    """A clause of the file and the one of the base that it is; `origen` is where it was before somebody moved it."""

    n_leida: int
    leida: ClausulaLeida
    n_base: int | None = None
    origen: ClausulaLeida | None = None


def cotejar(leido: TextoLeido, base: Sequence[TextoDeClausula]) -> list[ClausulaCotejada]:
    """Every clause of either, in the order of the file; one that it lacks, after the one before it in the base."""
    parejas = _emparejar(leido.clausulas, base)
    marcador = Marcador()
    quedan = {p.n_leida: p.n_base for p in parejas if p.n_base is not None and not p.leida.esta_vacia}
    fuera_de_lugar = movidas(quedan)
    filas = [
        _cotejada(p, base, marcador, se_movio=p.n_leida in fuera_de_lugar)
        for p in parejas
        if p.n_base is not None or not p.leida.esta_vacia
    ]
    for i, clausula in enumerate(base):
        if all(p.n_base != i for p in parejas):
            donde = next((k for k, f in enumerate(filas, 1) if f.n_base == i), 0)
            filas.insert(donde, _desaparecida(clausula, i + 1))
    return filas


def llano(texto: str) -> str:
    """What of a text is compared: blank lines and blanks at the end of a line are no change."""
    lineas = unicodedata.normalize("NFC", texto).split("\n")
    return "\n".join(linea.rstrip() for linea in lineas if linea.strip())


# -- which clause is which


def _emparejar(leidas: Sequence[ClausulaLeida], base: Sequence[TextoDeClausula]) -> list[_Pareja]:
    """By the mark that the file carries, else by the title. Of several with one mark, the one that is left."""
    parejas = [_Pareja(n, leida) for n, leida in enumerate(leidas)]
    huellas = [huella_de_clausula(c) for c in base]
    for i, clausula in enumerate(base):
        marcadas = [p for p in parejas if p.n_base is None and _es_la(p.leida, i, huellas)]
        tituladas = [p for p in parejas if p.n_base is None and _se_llama(p.leida, clausula.titulo, huellas)]
        vivas = [p for p in (*marcadas, *tituladas) if not p.leida.esta_vacia]
        elegida = next(iter((*vivas, *marcadas, *tituladas)), None)
        if elegida is None:
            continue
        elegida.n_base = i
        if elegida.leida.estaba_vacia:
            elegida.origen = next(
                (p.leida for p in (*marcadas, *tituladas) if not p.leida.estaba_vacia), None
            )
    return parejas


def _es_la(leida: ClausulaLeida, i: int, huellas: Sequence[str]) -> bool:
    """Whether it went out as this clause. Two that said the same are told apart by their place."""
    if leida.marca is None or leida.marca.huella != huellas[i]:
        return False
    return huellas.count(huellas[i]) == 1 or leida.marca.orden == i + 1


def _se_llama(leida: ClausulaLeida, titulo: str, huellas: Sequence[str]) -> bool:
    """Whether its title says so, when no mark ties it to another clause."""
    atada = leida.marca is not None and leida.marca.huella in huellas
    return not atada and titulo.casefold() in (leida.titulo_rechazado.casefold(), leida.titulo.casefold())


# -- what became of it


def _cotejada(
    pareja: _Pareja, base: Sequence[TextoDeClausula], marcador: Marcador, *, se_movio: bool
) -> ClausulaCotejada:
    leida, n = pareja.leida, pareja.n_leida + 1
    if pareja.n_base is None:
        return _nueva(leida, n)
    vieja = base[pareja.n_base]
    origen = pareja.origen or leida
    antes = _unida(origen.titulo_rechazado, _como(vieja.texto, origen.texto_rechazado))
    sin_marcas = marcador.marcar(_unida(vieja.titulo, vieja.texto), antes)
    sin_marcas = sin_marcas if any(s.op != "equal" for s in sin_marcas) else []
    if leida.esta_vacia:
        return ClausulaCotejada(
            "eliminada",
            pareja.n_base + 1,
            n,
            "",
            "",
            [Segmento("delete", vieja.titulo)],
            [Segmento("delete", vieja.texto)],
            sin_marcas,
            leida=leida,
        )
    titulo, texto = leida.titulo or vieja.titulo, _como(vieja.texto, leida.texto)
    es_igual = (titulo, texto) == (vieja.titulo, vieja.texto)
    return ClausulaCotejada(
        "igual" if es_igual else "modificada",
        pareja.n_base + 1,
        n,
        titulo,
        texto,
        marcador.marcar(vieja.titulo, titulo),
        marcador.marcar(vieja.texto, texto),
        sin_marcas,
        se_movio=se_movio,
        leida=leida,
    )


def _nueva(leida: ClausulaLeida, n: int) -> ClausulaCotejada:
    texto = DE_MAS.sub("\n\n", leida.texto)
    antes = "" if leida.estaba_vacia else _unida(leida.titulo_rechazado, leida.texto_rechazado)
    return ClausulaCotejada(
        "nueva",
        None,
        n,
        leida.titulo,
        texto,
        [Segmento("insert", leida.titulo)],
        [Segmento("insert", texto)],
        [Segmento("insert", antes)] if antes else [],
        leida=leida,
    )


def _desaparecida(vieja: TextoDeClausula, n: int) -> ClausulaCotejada:
    """It is not in the file, and nothing in the file says that somebody took it out."""
    quitada = [Segmento("delete", vieja.texto)]
    return ClausulaCotejada(
        "eliminada", n, None, "", "", [Segmento("delete", vieja.titulo)], quitada, quitada
    )


def _como(viejo: str, nuevo: str) -> str:
    """The new text; the old one itself when only blanks and line ends differ."""
    return viejo if llano(viejo) == llano(nuevo) else DE_MAS.sub("\n\n", unicodedata.normalize("NFC", nuevo))


def _unida(titulo: str, texto: str) -> str:
    return f"{titulo}\n\n{texto}"
