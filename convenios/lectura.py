"""The text as pages show it: its clauses, and what changed between two versions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from convenios.comparacion import ClausulaComparada, TextoDeClausula, comparar, hay_cambios
from convenios.normas import cambios_de_numeracion
from convenios.ordinales import ordinal
from expedientes.models import Aprobacion
from flujo.queries import Paso
from instituciones.models import TipoDeOpinion

TONOS = {"nueva": "good", "modificada": "wait", "eliminada": "bad"}


@dataclass(frozen=True)
class Diferencia:
    """What changed from one text to another, clause by clause; those that stayed are only counted."""

    clausulas: Sequence[Mapping[str, Any]]
    iguales: int

    @property
    def hay(self) -> bool:
        return bool(self.clausulas)


def clausulas_a_la_vista(
    clausulas: Sequence[TextoDeClausula], notas: Mapping[int, str] | None = None
) -> list[dict[str, Any]]:
    """Each clause as `components/clause.html` takes it, with the note on its number."""
    notas = notas or {}
    return [
        {
            "id": f"clausula-{n}",
            "ordinal": ordinal(n),
            "title": clausula.titulo,
            "text": clausula.texto,
            "note": notas.get(n, ""),
        }
        for n, clausula in enumerate(clausulas, 1)
    ]


def notas_de_normas(
    clausulas: Sequence[TextoDeClausula], *, escrito: dt.date, hoy: dt.date
) -> dict[int, str]:
    """Beside which clauses to say that a norm they cite is numbered otherwise now than on the day of the text."""
    notas = {
        n: " ".join(cambios_de_numeracion(clausula.texto, escrito=escrito, hoy=hoy))
        for n, clausula in enumerate(clausulas, 1)
    }
    return {n: nota for n, nota in notas.items() if nota}


def diferencia(antes: Sequence[TextoDeClausula], despues: Sequence[TextoDeClausula]) -> Diferencia:
    comparadas = comparar(antes, despues)
    cambiadas = [c for c in comparadas if hay_cambios([c])]
    return Diferencia([_a_la_vista(c) for c in cambiadas], len(comparadas) - len(cambiadas))


def lo_exigido(paso: Paso) -> list[dict[str, Any]]:
    """What a step demands, as `components/checklist.html` takes it: what is met, then each thing that is missing."""
    cumplido = [{"text": r.frase, "ok": True} for r in paso.requisitos if r.cumplido]
    return cumplido + [{"text": frase, "ok": False} for frase in paso.falta]


def frase_de_opinion(aprobacion: Aprobacion) -> str:
    """«La opinión técnica de PRODUCE (Especialista en articulación), del 5 de junio de 2015»."""
    oficina = f" ({aprobacion.puesto})" if aprobacion.puesto else ""
    return _("La %(opinion)s de %(institucion)s%(oficina)s, del %(dia)s") % {
        "opinion": str(TipoDeOpinion(aprobacion.materia).label).lower(),
        "institucion": aprobacion.institucion,
        "oficina": oficina,
        "dia": date_format(aprobacion.fecha_hecho, "DATE_FORMAT"),
    }


def _a_la_vista(comparada: ClausulaComparada) -> dict[str, Any]:
    n = comparada.n_despues or comparada.n_antes or 0
    return {
        "ordinal": ordinal(n),
        "title_segments": comparada.titulo,
        "segments": comparada.texto,
        "change": comparada.cambio if comparada.cambio in TONOS else "modificada",
        "change_text": _que_cambio(comparada),
        "change_tone": TONOS.get(comparada.cambio, "wait"),
    }


def _que_cambio(comparada: ClausulaComparada) -> str:
    if comparada.cambio == "nueva":
        return _("Nueva")
    if comparada.cambio == "eliminada":
        return _("Eliminada")
    de = {"antes": ordinal(comparada.n_antes or 0).lower()}
    if comparada.se_movio and comparada.cambio == "igual":
        return _("Cambió de lugar: era la %(antes)s") % de
    if comparada.se_movio:
        return _("Modificada; era la %(antes)s") % de
    return _("Modificada")
