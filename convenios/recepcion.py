"""A text that came back, as its page shows it: clause by clause, beside the version that it came from."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from convenios.comparacion import ClausulaComparada, Segmento, comparar, emparejar, hay_cambios
from convenios.docx.cotejo import ClausulaCotejada, cotejar
from convenios.docx.eleccion import componer
from convenios.docx.frases import de_no_ubicado, sus_palabras
from convenios.docx.modelo import ClausulaLeida, ComentarioLeido, TextoLeido
from convenios.lectura import TONOS, que_cambio
from convenios.models import Clausula, TextoRecibido, VersionDeTexto
from convenios.ordinales import ordinal, que_clausula
from convenios.pegado import clave_de
from convenios.services import ClausulaNueva
from documentos.nombres import una_linea

CITA = 160
CITAS = 30
"""How many marked changes of one clause are told one by one; all of them are in the comparison."""
SALTO = Segmento("equal", "\n\n")


@dataclass(frozen=True)
class Recepcion:
    """What came back, the version against which it is read, and the present one."""

    recibido: TextoRecibido
    base: VersionDeTexto | None
    vigente: VersionDeTexto | None
    clausulas_de_base: Sequence[Clausula]
    vigentes: Sequence[Clausula]

    @cached_property
    def leido(self) -> TextoLeido:
        return TextoLeido.de_datos(self.recibido.leido)

    @cached_property
    def filas(self) -> Sequence[ClausulaCotejada]:
        return cotejar(self.leido, self.clausulas_de_base)

    @property
    def es_anterior(self) -> bool:
        """Whether the text went on after the file left: there are three texts then."""
        return self.base is not None and self.base != self.vigente

    @cached_property
    def en_vigente(self) -> Mapping[int, int]:
        """Which clause of the present text each of the base is."""
        if not self.es_anterior:
            return {i: i for i in range(len(self.vigentes))}
        return {i: j for j, i in emparejar(self.clausulas_de_base, self.vigentes).items()}

    @cached_property
    def desde_entonces(self) -> Mapping[int, ClausulaComparada]:
        """What became of each clause of the base in the present text, by its number, where something did."""
        if not self.es_anterior:
            return {}
        comparadas = comparar(self.clausulas_de_base, self.vigentes)
        return {c.n_antes: c for c in comparadas if c.n_antes and hay_cambios([c])}

    @property
    def cambiadas(self) -> list[int]:
        """The places of the clauses that somebody may take or leave."""
        return [i for i, fila in enumerate(self.filas) if fila.hay_cambio]

    @property
    def sin_reparos(self) -> list[int]:
        """Those in which every change is marked, and which nobody changed here meanwhile."""
        return [
            i
            for i in self.cambiadas
            if not self.filas[i].sin_marcas and self.filas[i].n_base not in self.desde_entonces
        ]

    @property
    def hay_movidas(self) -> bool:
        return any(fila.se_movio for fila in self.filas)

    @property
    def no_ubicado(self) -> list[dict[str, str]]:
        return [{"frase": de_no_ubicado(n), "palabras": sus_palabras(n)} for n in self.leido.no_ubicado]

    def con(self, aceptadas: Collection[int], *, con_su_orden: bool) -> list[ClausulaNueva]:
        """The present text with these changes taken."""
        elegidas = componer(
            self.filas,
            self.vigentes,
            self.en_vigente,
            aceptadas=aceptadas,
            con_su_orden=con_su_orden,
            clave_de=clave_de,
        )
        return [
            ClausulaNueva(c.clave, c.titulo or f"Cláusula {n}", c.texto) for n, c in enumerate(elegidas, 1)
        ]

    def a_la_vista(self, elegidas: Collection[int] = ()) -> list[dict[str, Any]]:
        """Every clause that changed or was commented, as `convenios/texto/_recibida.html` takes it."""
        return [
            self._fila(i, fila, elegida=i in elegidas)
            for i, fila in enumerate(self.filas)
            if self._se_muestra(fila)
        ]

    @property
    def iguales(self) -> int:
        return sum(1 for fila in self.filas if not self._se_muestra(fila))

    @staticmethod
    def _se_muestra(fila: ClausulaCotejada) -> bool:
        return (
            fila.hay_cambio
            or fila.se_movio
            or bool(fila.sin_marcas)
            or bool(fila.leida and fila.leida.comentarios)
        )

    def _fila(self, i: int, fila: ClausulaCotejada, *, elegida: bool) -> dict[str, Any]:
        leida = fila.leida
        vigente = self.desde_entonces.get(fila.n_base or 0)
        return {
            "i": i,
            "clause": _clausula(fila),
            "se_elige": fila.hay_cambio,
            "elegida": elegida,
            "sin_marcas": fila.sin_marcas,
            "cambios": list(_cambios(leida)) if leida else [],
            "comentarios": [_comentario(c) for c in leida.comentarios] if leida else [],
            "desde_entonces": [*vigente.titulo, SALTO, *vigente.texto] if vigente else [],
        }


def abrir_recepcion(recibido: TextoRecibido) -> Recepcion:
    """A file that names no version known here is read against the present text."""
    vigente = recibido.instrumento.version
    base = recibido.base or vigente
    vigentes = list(vigente.clausulas.all()) if vigente else []
    de_base = vigentes if base == vigente or base is None else list(base.clausulas.all())
    return Recepcion(recibido, base, vigente, de_base, vigentes)


def cuando(momento: str) -> str:
    """The date and time that an editor wrote: that of its own clock, whatever time zone it names."""
    if not momento:
        return ""
    return date_format(dt.datetime.fromisoformat(momento).replace(tzinfo=None), "j b Y, H:i")


def _clausula(fila: ClausulaCotejada) -> dict[str, Any]:
    n = fila.n_leida or fila.n_base or 0
    return {
        "ordinal": ordinal(n),
        "cual": que_clausula(n),
        "title_segments": fila.titulo,
        "segments": fila.texto,
        "change": fila.cambio if fila.hay_cambio else "",
        "change_text": que_cambio(fila.cambio, fila.n_base, se_movio=fila.se_movio) or _("Sin cambios"),
        "change_tone": TONOS.get(fila.cambio, "wait" if fila.se_movio else "soft"),
    }


def _cambios(leida: ClausulaLeida) -> Iterator[dict[str, str]]:
    """Each marked change of a clause in words: who, when, what."""
    verbos = {
        ("insert", False): _("agregó"),
        ("delete", False): _("quitó"),
        ("insert", True): _("trajo aquí"),
        ("delete", True): _("se llevó de aquí"),
    }
    dichos = 0
    for trozo in leida.trozos:
        if trozo.op == "equal" or not trozo.texto.strip():
            continue
        dichos += 1
        if dichos > CITAS:
            yield {"quien": _("Y otros cambios marcados"), "cuando": "", "verbo": "", "cita": ""}
            return
        yield {
            "quien": _quien(trozo.autor),
            "cuando": cuando(trozo.fecha),
            "verbo": verbos[trozo.op, trozo.movido],
            "cita": _cita(trozo.texto),
        }


def _comentario(comentario: ComentarioLeido) -> dict[str, Any]:
    return {
        "quien": _quien(comentario.autor),
        "cuando": cuando(comentario.fecha),
        "texto": comentario.texto,
        "sobre": _cita(comentario.sobre),
        "resuelto": comentario.resuelto,
    }


def _quien(autor: str) -> str:
    return una_linea(autor) or _("Sin nombre")


def _cita(texto: str) -> str:
    linea = " ".join(texto.split())
    return linea if len(linea) <= CITA else f"{linea[:CITA]}…"
