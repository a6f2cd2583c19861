"""What was typed over a plan that somebody else changed meanwhile: nobody's work is lost, and what differs is said."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from planes.planilla.columnas import ACCIONES, HOJAS
from planes.planilla.escritura import en_tsv
from planes.planilla.hoja import HojaDePlan
from planes.planilla.lectura import clave_de_texto

Filas = dict[str, list[list[str]]]
"""The rows of each action, by what the sheet calls it, in its order."""


@dataclass(frozen=True)
class Choque:
    """What both changed: what was typed stays in the cells, and this is what the other person wrote."""

    hoja: str
    accion: str
    que: str
    suyo: str
    """What is in the plan now."""
    mio: str


@dataclass(frozen=True)
class Fundida:
    """The sheets to go on with, what was taken in from the other person, and what both changed."""

    textos: Mapping[str, str]
    recibido: Sequence[str]
    choques: Sequence[Choque]


def fundir(base: Mapping[str, str], mias: Mapping[str, str], ahora: Mapping[str, str]) -> Fundida:
    """`base` is what the page showed, `mias` what was sent, `ahora` what the plan says: TSV of each sheet by its key.

    What only the other person changed is taken in; what only this one changed stays; of what both changed, what was
    typed stays and is told.
    """
    textos, recibido, choques = {}, list[str](), list[Choque]()
    for hoja in HOJAS:
        titulos = [str(c.titulo) for c in hoja.columnas]
        una, mia, suya = (_por_accion(t.get(hoja.clave, ""), titulos) for t in (base, mias, ahora))
        if una is None or mia is None or suya is None:
            textos[hoja.clave] = mias.get(
                hoja.clave, ""
            )  # somebody's own columns: only the plan itself can tell
            continue
        fusion = _Fusion(hoja, una, mia, suya)
        filas = [fila for filas in fusion.filas() for fila in filas]
        textos[hoja.clave] = en_tsv(titulos, filas)
        recibido += fusion.recibido
        choques += fusion.choques
    return Fundida(textos, recibido, choques)


def _por_accion(texto: str, titulos: Sequence[str]) -> Filas | None:
    """None when its columns are not the sheet's own."""
    lector = csv.reader(io.StringIO(texto.replace("\r\n", "\n"), newline=""), delimiter="\t")
    if next(lector, []) != list(titulos):
        return None
    filas: Filas = {}
    for n, celdas in enumerate(lector):
        if any(celda.strip() for celda in celdas):
            completa = (celdas + [""] * len(titulos))[: len(titulos)]
            filas.setdefault(clave_de_texto(completa[0]) or f"fila:{n}", []).append(completa)
    return filas


class _Fusion:
    def __init__(self, hoja: HojaDePlan, una: Filas, mia: Filas, suya: Filas) -> None:
        self.hoja, self.una, self.mia, self.suya = hoja, una, mia, suya
        self.recibido: list[str] = []
        self.choques: list[Choque] = []

    def filas(self) -> Iterator[list[list[str]]]:
        ajenas = [clave for clave in self.suya if clave not in self.mia]
        for clave in [*self.mia, *ajenas]:
            una, mia, suya = (f.get(clave, []) for f in (self.una, self.mia, self.suya))
            if mia == suya or suya == una:
                yield mia
            elif mia == una:
                self.recibido.append(f"{self.hoja.titulo} · {self._nombre(clave, suya or una)}")
                yield suya
            elif self.hoja is ACCIONES and mia and suya:
                yield [self._por_celdas(clave, una[0] if una else suya[0], mia[0], suya[0])]
            else:
                self._chocar(clave, _("Sus filas"), _en_lineas(suya), _en_lineas(mia))
                yield mia

    def _por_celdas(self, clave: str, una: list[str], mia: list[str], suya: list[str]) -> list[str]:
        fundida = []
        for columna, base, escrito, otro in zip(self.hoja.columnas, una, mia, suya, strict=True):
            if escrito != otro and base not in (escrito, otro):
                self._chocar(clave, str(columna.titulo), otro, escrito)
            fundida.append(otro if escrito == base else escrito)
        return fundida

    def _chocar(self, clave: str, que: str, suyo: str, mio: str) -> None:
        filas = self.mia.get(clave) or self.suya.get(clave, [])
        nada = _("(nada)")
        self.choques.append(
            Choque(str(self.hoja.titulo), self._nombre(clave, filas), que, suyo or nada, mio or nada)
        )

    def _nombre(self, clave: str, filas: Sequence[Sequence[str]]) -> str:
        if self.hoja is ACCIONES and filas:
            return f"{clave}. {filas[0][1]}"
        return _("acción %(n)s") % {"n": clave}


def _en_lineas(filas: Sequence[Sequence[str]]) -> str:
    return "\n".join(" · ".join(celda for celda in fila[1:] if celda) for fila in filas)
