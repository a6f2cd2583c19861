"""The player's own arithmetic of a room: who sits where at a moment, whether that is enough, what a vote comes to.

Written from the words of the rules. Nothing here asks the code under test.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PLAZAS = {
    "titular_a": ["titular_a", "alterno_a"],
    "titular_b": ["titular_b", "alterno_b", "equipo_b"],
    "titular_c": ["titular_c", "alterno_c"],
    "equipo_c": ["equipo_c"],
}
"""Each seat with a vote, and who takes it, in their order: `a` and `b` have one, `c` has two."""
PRESIDE, LLEVA = "titular_a", "equipo_a"
"""Who presides; who keeps the minutes, with voice and no vote."""
MIEMBROS = [*(m for quienes in PLAZAS.values() for m in quienes), LLEVA]
PLAZA_DE = {m: plaza for plaza, quienes in PLAZAS.items() for m in quienes} | {LLEVA: LLEVA}
OFICINA = {PRESIDE, LLEVA}
REGLAS_DE_QUORUM = [
    "uno_por_parte",
    "mayoria_absoluta",
    "mitad_mas_uno",
    "dos_tercios",
    "un_tercio",
    "todos",
    "los_presentes",
]
REGLAS_DE_DECISION = [
    "todas_las_partes",
    "mayoria_simple",
    "mayoria_de_los_presentes",
    "mayoria_absoluta",
    "dos_tercios",
    "unanimidad",
]


@dataclass
class Estancia:
    """That a member, or a guest (None), was there from one moment to another."""

    miembro: str | None
    llega: dt.datetime
    sale: dt.datetime | None = None

    def cubre(self, momento: dt.datetime) -> bool:
        return self.llega <= momento and (self.sale is None or self.sale > momento)

    def choca(self, otra: "Estancia") -> bool:
        """Whether one person would be there twice."""
        if self.miembro is None or self.miembro != otra.miembro:
            return False
        primera, segunda = sorted((self, otra), key=lambda e: e.llega)
        return primera.sale is None or primera.sale > segunda.llega


def estan(estancias: Iterable[Estancia], momento: dt.datetime) -> set[str]:
    """The members who are there; a guest is nobody here."""
    return {e.miembro for e in estancias if e.miembro and e.cubre(momento)}


def sentados(presentes: set[str]) -> dict[str, str]:
    """Who takes each seat that is taken."""
    posibles = {plaza: [m for m in quienes if m in presentes] for plaza, quienes in PLAZAS.items()}
    return {plaza: quienes[0] for plaza, quienes in posibles.items() if quienes}


def hay_quorum(regla: str, presentes: set[str]) -> bool:
    """Of a body of four seats of three parties, each rule counted by hand."""
    llenas = sentados(presentes)
    if regla == "uno_por_parte":
        return {plaza[-1] for plaza in llenas} == {"a", "b", "c"}
    bastan = {
        "mayoria_absoluta": 3,
        "mitad_mas_uno": 3,
        "dos_tercios": 3,
        "un_tercio": 3,
        "todos": 4,
        "los_presentes": 1,
    }
    return len(llenas) >= bastan[regla]


def se_adopta(regla: str, dirime: bool, dichos: Mapping[str, str]) -> bool:
    """Of a vote in which every seat that is taken says something: `dichos` are all who are present."""
    si = [plaza for plaza, dicho in dichos.items() if dicho == "a_favor"]
    no = [plaza for plaza, dicho in dichos.items() if dicho == "en_contra"]
    desempata = dirime and len(si) == len(no) and PRESIDE in si
    return {
        "todas_las_partes": not no and {plaza[-1] for plaza in si} == {"a", "b", "c"},
        "mayoria_simple": len(si) > len(no) or desempata,
        "mayoria_de_los_presentes": len(si) > len(dichos) / 2 or (desempata and len(si) == len(dichos) / 2),
        "mayoria_absoluta": len(si) >= 3,
        "dos_tercios": len(si) >= len(dichos) * 2 / 3 and bool(si),
        "unanimidad": bool(si) and len(si) == len(dichos),
    }[regla]
