"""Legal citations as dated data (`normas.yaml`): which number an article had on a given day, and what changed since.

What the table does not know it says: before the first day that a norm has there, its numbering is unknown.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.formats import date_format
from django.utils.translation import gettext as _

ARCHIVO = Path(__file__).parent / "normas.yaml"


@dataclass(frozen=True)
class Numeracion:
    """How a norm is cited from a day on."""

    desde: dt.date
    articulo: str
    del_texto: str

    def __str__(self) -> str:
        return f"{self.articulo} {self.del_texto}".strip()


@dataclass(frozen=True)
class Norma:
    """A matter in a law, and how it was numbered through time, oldest first."""

    clave: str
    ley: str
    materia: str
    menciones: Sequence[str]
    numeraciones: Sequence[Numeracion]
    fuente: str

    def en(self, dia: dt.date) -> Numeracion | None:
        """The numbering in force on that day; None when it is not known."""
        return next((n for n in reversed(self.numeraciones) if n.desde <= dia), None)

    def citada(self, dia: dt.date) -> str:
        """The citation as a text of that day writes it; «…» stands where the number is not known."""
        if numeracion := self.en(dia):
            return str(numeracion)
        que = self.numeraciones[0].articulo.partition(" ")[0]
        return f"{que} … de la {self.ley}" if que else self.ley

    def es_mencionada(self, texto: str) -> bool:
        return any(mencion in texto for mencion in self.menciones)


def _leer() -> Mapping[str, Norma]:
    fichas = yaml.safe_load(ARCHIVO.read_text(encoding="utf-8"))
    return {
        clave: Norma(
            clave=clave,
            ley=ficha["ley"],
            materia=ficha["materia"],
            menciones=tuple(ficha["menciones"]),
            numeraciones=tuple(
                Numeracion(n["desde"], n["articulo"], n["del"]) for n in ficha["numeraciones"]
            ),
            fuente=ficha["fuente"],
        )
        for clave, ficha in fichas.items()
    }


NORMAS = _leer()


def cambios_de_numeracion(texto: str, *, escrito: dt.date, hoy: dt.date) -> list[str]:
    """One sentence for each matter of a norm that the text cites and that is numbered otherwise now.

    When it names none of the articles as they were numbered that day, every matter of the norm that it mentions counts.
    """
    mencionadas = [n for n in NORMAS.values() if n.es_mencionada(texto)]
    con_articulo = [n for n in mencionadas if (vigente := n.en(escrito)) and vigente.articulo in texto]
    return [
        _cambio(norma, escrito, hoy)
        for norma in con_articulo or mencionadas
        if norma.en(escrito) != norma.en(hoy)
    ]


def _cambio(norma: Norma, escrito: dt.date, hoy: dt.date) -> str:
    datos = {
        "materia": norma.materia,
        "ahora": norma.citada(hoy),
        "dia": date_format(escrito, "j b Y"),
        "antes": norma.citada(escrito),
    }
    if norma.en(escrito) is None:
        return (
            _(
                "Sobre %(materia)s hoy se cita: %(ahora)s. No consta qué numeración regía el %(dia)s, la fecha de "
                "este texto."
            )
            % datos
        )
    return _("Sobre %(materia)s, el %(dia)s se citaba: %(antes)s. Hoy se cita: %(ahora)s.") % datos
