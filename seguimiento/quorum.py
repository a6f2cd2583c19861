"""Who of a body is present at a moment, whether that is enough, and whether a vote carries: rules as data, no rows.

Sources of the rules that a body may have: TUO of Law 27444 (Peru) arts. 108-113: quórum is the absolute majority, in
the second call a third and never fewer than three, the majority of those present decides and the presidency breaks a
tie; regional bodies of Peru: two thirds, then one third. A bilateral committee: one accredited coordinator of each
party.
"""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class ReglaDeQuorum(TextChoices):
    UNO_POR_PARTE = "uno_por_parte", _("Un miembro acreditado de cada parte")
    MAYORIA_ABSOLUTA = "mayoria_absoluta", _("Mayoría absoluta: más de la mitad de los miembros")
    MITAD_MAS_UNO = "mitad_mas_uno", _("La mitad de los miembros más uno")
    DOS_TERCIOS = "dos_tercios", _("Dos tercios de los miembros")
    UN_TERCIO = "un_tercio", _("Un tercio de los miembros, y no menos de tres")
    TODOS = "todos", _("Todos los miembros")
    LOS_PRESENTES = "los_presentes", _("Los que estén presentes")


class ReglaDeDecision(TextChoices):
    TODAS_LAS_PARTES = "todas_las_partes", _("Acuerdo de todas las partes")
    MAYORIA_SIMPLE = "mayoria_simple", _("Más votos a favor que en contra")
    MAYORIA_DE_LOS_PRESENTES = "mayoria_de_los_presentes", _("Más de la mitad de los presentes")
    MAYORIA_ABSOLUTA = "mayoria_absoluta", _("Más de la mitad de los miembros")
    DOS_TERCIOS = "dos_tercios", _("Dos tercios de los presentes")
    UNANIMIDAD = "unanimidad", _("Unanimidad de los presentes")


class Sentido(TextChoices):
    A_FAVOR = "a_favor", _("A favor")
    EN_CONTRA = "en_contra", _("En contra")
    ABSTENCION = "abstencion", _("Abstención")


@dataclass(frozen=True, kw_only=True)
class Plaza:
    """A seat with a vote: its titular member, of which party, and the members who may take it, in their order."""

    miembro_id: int
    institucion_id: int
    suplentes: Sequence[int] = ()
    preside: bool = False

    def quien(self, presentes: Collection[int]) -> int | None:
        """Who takes it: the titular when present, else the first alterno who is; the alterno acts by attending."""
        return next((m for m in (self.miembro_id, *self.suplentes) if m in presentes), None)


@dataclass(frozen=True, kw_only=True)
class Estancia:
    """That a member was in the room, or connected, from one moment to another; without `hasta`, still is."""

    miembro_id: int
    desde: dt.datetime
    hasta: dt.datetime | None = None

    def cubre(self, momento: dt.datetime) -> bool:
        """Whoever leaves at a moment is no longer there at it."""
        return self.desde <= momento and (self.hasta is None or momento < self.hasta)


@dataclass(frozen=True, kw_only=True)
class Quorum:
    """Whether enough seats were taken at a moment."""

    presentes: int
    requeridos: int
    plazas: int
    faltan_de: frozenset[int] = frozenset()
    """The parties of which nobody is there, where the rule asks for one of each."""

    @property
    def hay(self) -> bool:
        return self.plazas > 0 and self.presentes >= self.requeridos and not self.faltan_de

    @property
    def frase(self) -> str:
        dicho = ngettext(
            "%(presentes)s de %(plazas)s con voto; se requiere %(requeridos)s",
            "%(presentes)s de %(plazas)s con voto; se requieren %(requeridos)s",
            self.requeridos,
        )
        return dicho % {
            "presentes": self.presentes,
            "plazas": self.plazas,
            "requeridos": self.requeridos,
        }


def presentes_en(estancias: Iterable[Estancia], momento: dt.datetime) -> frozenset[int]:
    return frozenset(e.miembro_id for e in estancias if e.cubre(momento))


def ocupadas(plazas: Iterable[Plaza], presentes: Collection[int]) -> dict[int, int]:
    """The member who takes each seat, by the seat's titular; a person takes one seat."""
    resultado: dict[int, int] = {}
    for plaza in plazas:
        libres = set(presentes) - set(resultado.values())
        quien = plaza.quien(libres)
        if quien is not None:
            resultado[plaza.miembro_id] = quien
    return resultado


def _requeridos(regla: str, plazas: int) -> int:
    return {
        ReglaDeQuorum.UNO_POR_PARTE: 0,
        ReglaDeQuorum.MAYORIA_ABSOLUTA: plazas // 2 + 1,
        ReglaDeQuorum.MITAD_MAS_UNO: math.floor(plazas / 2) + 1,
        ReglaDeQuorum.DOS_TERCIOS: math.ceil(plazas * 2 / 3),
        ReglaDeQuorum.UN_TERCIO: min(plazas, max(3, math.ceil(plazas / 3))),
        ReglaDeQuorum.TODOS: plazas,
        ReglaDeQuorum.LOS_PRESENTES: 1,
    }[ReglaDeQuorum(regla)]


def quorum(regla: str, plazas: Sequence[Plaza], presentes: Collection[int]) -> Quorum:
    """Whether these members are enough by that rule."""
    tomadas = ocupadas(plazas, presentes)
    partes = {p.institucion_id for p in plazas}
    representadas = {p.institucion_id for p in plazas if p.miembro_id in tomadas}
    uno_por_parte = regla == ReglaDeQuorum.UNO_POR_PARTE
    return Quorum(
        presentes=len(tomadas),
        requeridos=len(partes) if uno_por_parte else _requeridos(regla, len(plazas)),
        plazas=len(plazas),
        faltan_de=frozenset(partes - representadas) if uno_por_parte else frozenset(),
    )


def se_adopta(
    regla: str,
    plazas: Sequence[Plaza],
    presentes: Collection[int],
    votos: Mapping[int, str],
    *,
    dirime: bool = False,
) -> bool:
    """Whether a vote carries. `votos` are by seat; who is present and says nothing does not vote in favour.

    `dirime`: at a tie the vote of the seat that presides decides (simple majority and majority of those present).
    """
    tomadas = ocupadas(plazas, presentes)
    validos = {plaza: sentido for plaza, sentido in votos.items() if plaza in tomadas}
    favor = [p for p, s in validos.items() if s == Sentido.A_FAVOR]
    contra = [p for p, s in validos.items() if s == Sentido.EN_CONTRA]
    preside = next((p.miembro_id for p in plazas if p.preside), None)
    empate_a_favor = dirime and len(favor) == len(contra) and preside in favor
    if regla == ReglaDeDecision.TODAS_LAS_PARTES:
        de = {p.miembro_id: p.institucion_id for p in plazas}
        return not contra and {de[p] for p in favor} == set(de.values())
    if regla == ReglaDeDecision.MAYORIA_SIMPLE:
        return len(favor) > len(contra) or empate_a_favor
    if regla == ReglaDeDecision.MAYORIA_DE_LOS_PRESENTES:
        return len(favor) * 2 > len(tomadas) or (empate_a_favor and len(favor) * 2 == len(tomadas))
    if regla == ReglaDeDecision.MAYORIA_ABSOLUTA:
        return len(favor) * 2 > len(plazas)
    if regla == ReglaDeDecision.DOS_TERCIOS:
        return bool(tomadas) and len(favor) * 3 >= len(tomadas) * 2
    return bool(tomadas) and len(favor) == len(tomadas)
