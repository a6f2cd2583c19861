"""The clause library: a first text for each kind of agreement and country, from `modelos/*.yaml`.

A country's file puts its own words in the place of the common ones; a country without a file has the common ones, which
cite no norm. Memoranda and letters of intent begin as a simple agreement does.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from convenios.clausula import ClausulaNueva
from convenios.models import ClaveDeClausula, TipoDeConvenio
from convenios.normas import NORMAS
from instituciones.models import Institucion

CARPETA = Path(__file__).parent / "modelos"
COMUN = "comun"
COMO_SIMPLE = frozenset({TipoDeConvenio.MEMORANDO, TipoDeConvenio.CARTA, TipoDeConvenio.SIMPLE})
VARIABLE = re.compile(r"\{(\w+)(?::(\w+))?\}")
Ficha = dict[str, Any]


@dataclass(frozen=True)
class ClausulaModelo:
    """A clause as the library has it, with its variables. `con_gasto` is what it says when there is money in it."""

    clave: str
    titulo: str
    texto: str
    con_gasto: str

    def segun(self, *, irroga_gasto: bool) -> str:
        return self.con_gasto if irroga_gasto and self.con_gasto else self.texto


@dataclass(frozen=True)
class Modelo:
    """The model of a kind of agreement in a country: which version of it, and since when it is the one."""

    tipo: str
    pais: str
    version: int
    desde: dt.date
    clausulas: Sequence[ClausulaModelo]
    palabras: Mapping[str, str]

    @property
    def normas(self) -> list[str]:
        """The keys of the norms that it cites, in order."""
        textos = " ".join(f"{c.texto} {c.con_gasto}" for c in self.clausulas)
        return list(dict.fromkeys(m[2] for m in VARIABLE.finditer(textos) if m[1] == "norma"))


@cache
def modelo_de(tipo: str, pais: str) -> Modelo:
    """The model with which an agreement of that kind begins under that country's rules."""
    clase = str(TipoDeConvenio.SIMPLE if tipo in COMO_SIMPLE else tipo)
    comun = _leer(COMUN)
    propio = _leer(pais.lower()) if pais.lower() in paises() else comun
    return Modelo(
        tipo=clase,
        pais=pais if propio is not comun else "",
        version=propio["version"],
        desde=propio["desde"],
        clausulas=[_elegida(clave, clase, propio, comun) for clave in comun["orden"][clase]],
        palabras=propio["palabras"],
    )


def paises() -> set[str]:
    """Codes, in small letters, of the countries that have a file of their own."""
    return {archivo.stem for archivo in CARPETA.glob("*.yaml")} - {COMUN}


def primer_texto(
    tipo: str,
    pais: str,
    partes: Sequence[Institucion],
    *,
    dia: dt.date,
    objeto: str = "",
    irroga_gasto: bool = False,
    plazo: str = "",
) -> list[ClausulaNueva]:
    """The clauses of a first text between these parties, with the norms as they are cited on that day."""
    modelo = modelo_de(tipo, pais)
    valores = {
        **modelo.palabras,
        "partes": "\n".join(f"- {_parte(p)};" for p in partes),
        "compromisos": "\n\n".join(f"{p} se compromete a:\n\n- …" for p in partes),
        "domicilios": "\n".join(f"- {p}: {p.domicilio or '…'};" for p in partes),
        "objeto": objeto.strip() or "…",
        "plazo": plazo or "… años",
    }

    def puesto(variable: re.Match[str]) -> str:
        return NORMAS[variable[2]].citada(dia) if variable[1] == "norma" else valores[variable[1]]

    return [
        ClausulaNueva(c.clave, c.titulo, VARIABLE.sub(puesto, c.segun(irroga_gasto=irroga_gasto)).strip())
        for c in modelo.clausulas
    ]


def primer_texto_de_adenda(partes: Sequence[Institucion], *, objeto: str = "") -> list[ClausulaNueva]:
    """The clauses of the first text of an addendum."""
    clave = ClaveDeClausula
    intervienen = "\n".join(f"- {_parte(p)};" for p in partes)
    return [
        ClausulaNueva(clave.PARTES, "Partes", f"Intervienen:\n{intervienen}"),
        ClausulaNueva(clave.ANTECEDENTES, "Antecedentes", "Las partes suscribieron el convenio el …"),
        ClausulaNueva(clave.OBJETO, "Objeto de la adenda", objeto.strip() or "…"),
        ClausulaNueva(
            clave.MODIFICACIONES,
            "Lo que no cambia",
            "Todo lo que esta adenda no modifica sigue rigiendo como se suscribió.",
        ),
        ClausulaNueva(clave.VIGENCIA, "Vigencia", "La adenda tiene efecto desde el …"),
    ]


def _leer(nombre: str) -> Ficha:
    ficha: Ficha = yaml.safe_load((CARPETA / f"{nombre}.yaml").read_text(encoding="utf-8"))
    return ficha


def _elegida(clave: str, tipo: str, *fichas: Ficha) -> ClausulaModelo:
    """The country's own clause, of this kind of agreement if it has one, else the common one."""
    for ficha in fichas:
        for clausula in ficha["clausulas"]:
            if clausula["clave"] == clave and tipo in clausula.get("tipos", [tipo]):
                return ClausulaModelo(
                    ClaveDeClausula(clave).value,
                    clausula["titulo"],
                    clausula["texto"],
                    clausula.get("con_gasto", ""),
                )
    raise LookupError(f"no model has the clause «{clave}» for «{tipo}»")


def _parte(institucion: Institucion) -> str:
    nombre = f"{institucion.nombre} ({institucion.sigla})" if institucion.sigla else institucion.nombre
    identificada = f"{nombre}, {institucion.id_fiscal}" if institucion.id_fiscal else nombre
    domicilio = institucion.domicilio or "…"
    return f"{identificada}, con domicilio en {domicilio}, representada por …, según …"
