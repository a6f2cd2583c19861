"""The text as pages show it: its clauses, and what changed between two versions."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convenios.comparacion import Cambio, ClausulaComparada, TextoDeClausula, comparar, hay_cambios
from convenios.models import Aporte, Instrumento, VersionDeTexto
from convenios.normas import cambios_de_numeracion
from convenios.ordinales import ordinal, que_clausula
from expedientes.models import Aprobacion, Clase
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
    clausulas: Sequence[TextoDeClausula], notas: Mapping[int, str] | None = None, *, desde: int = 1
) -> list[dict[str, Any]]:
    """Each clause as `components/clause.html` takes it, numbered from `desde`, with the note on its number."""
    notas = notas or {}
    return [
        {
            "id": f"clausula-{n}",
            "ordinal": ordinal(n),
            "title": clausula.titulo,
            "text": clausula.texto,
            "note": notas.get(n, ""),
        }
        for n, clausula in enumerate(clausulas, desde)
    ]


def escrito_el(instrumento: Instrumento, version: VersionDeTexto) -> dt.date:
    """By which day the norms of a text are cited: the one that was signed, by that of its signature, when it began to
    bind; any other, by its own."""
    firmada_el = instrumento.suscrito_el if instrumento.version_id == version.pk else None
    return firmada_el or version.fecha


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


def frase_de_opinion(aprobacion: Aprobacion) -> str:
    """«La opinión técnica de PRODUCE (Especialista en articulación), del 5 de junio de 2015»."""
    oficina = f" ({aprobacion.puesto})" if aprobacion.puesto else ""
    return _("La %(opinion)s de %(institucion)s%(oficina)s, del %(dia)s") % {
        "opinion": str(TipoDeOpinion(aprobacion.materia).label).lower(),
        "institucion": aprobacion.institucion,
        "oficina": oficina,
        "dia": date_format(aprobacion.fecha_hecho, "DATE_FORMAT"),
    }


def frase_de_pronunciamiento(aprobacion: Aprobacion) -> str:
    """«La aprobación de CORFO (Gerencia), del 3 de mayo de 2026», whatever class it is of."""
    if aprobacion.clase == Clase.OPINION:
        return frase_de_opinion(aprobacion)
    que = {
        Clase.VISTO_BUENO: _("El V°B° de %(materia)s") % {"materia": aprobacion.materia},
        Clase.APROBACION: _("La aprobación"),
        Clase.FIRMA: _("La firma"),
        Clase.COMPROBACION: _("La lista de comprobación"),
    }.get(Clase(aprobacion.clase), str(aprobacion.get_clase_display()))
    return _("%(que)s de %(institucion)s%(oficina)s, del %(dia)s") % {
        "que": que,
        "institucion": aprobacion.institucion,
        "oficina": f" ({aprobacion.puesto})" if aprobacion.puesto else "",
        "dia": date_format(aprobacion.fecha_hecho, "DATE_FORMAT"),
    }


def condiciones_a_la_vista(version: VersionDeTexto) -> list[dict[str, Any]]:
    """What the clauses agree on, as data, as `components/facts.html` takes it; and the contributions by party."""
    datos: list[dict[str, Any]] = []
    if version.es_indefinido:
        datos.append({"term": _("Plazo"), "value": _("Indefinido")})
    elif version.fin_pactado:
        datos.append(
            {"term": _("Plazo"), "value": _("Hasta el %s") % date_format(version.fin_pactado, "DATE_FORMAT")}
        )
    elif version.plazo_meses:
        n = version.plazo_meses
        datos.append({"term": _("Plazo"), "value": ngettext("%(n)s mes", "%(n)s meses", n) % {"n": n}})
    vigor = version.get_vigor_display()
    if version.inicio_pactado:
        vigor = f"{vigor}: {date_format(version.inicio_pactado, 'DATE_FORMAT')}"
    datos.append({"term": _("Entra en vigor"), "value": vigor})
    for termino, dias, unidad in (
        (_("Preaviso para separarse"), version.preaviso_dias, version.get_preaviso_unidad_display()),
        (
            _("Prórroga: se pide antes del fin"),
            version.renovacion_dias,
            version.get_renovacion_unidad_display(),
        ),
    ):
        if dias:
            datos.append({"term": termino, "value": f"{dias} {unidad}"})
    if version.informes_meses:
        datos.append({"term": _("Informes de seguimiento"), "value": _informes(version)})
    aportes = [_aporte(a) for a in version.aportes.select_related("institucion")]
    if aportes:
        datos.append({"term": _("Aportes"), "lines": aportes})
    return datos


def _informes(version: VersionDeTexto) -> str:
    meses, dias = version.informes_meses, version.informes_dias
    cada = ngettext("Cada %(n)s mes", "Cada %(n)s meses", meses or 0) % {"n": meses}
    if not dias:
        return cada
    dentro = ngettext("%(cada)s, dentro de %(n)s día hábil", "%(cada)s, dentro de %(n)s días hábiles", dias)
    return dentro % {"cada": cada, "n": dias}


def condiciones_que_cambian(antes: VersionDeTexto, despues: VersionDeTexto) -> list[dict[str, Any]]:
    """What two versions agree on differently, each with both, as `components/facts.html` takes it."""
    de, a = ({d["term"]: _dicho(d) for d in condiciones_a_la_vista(v)} for v in (antes, despues))
    nada = [_("nada")]
    return [
        {
            "term": termino,
            "lines": [
                *(_("Ahora: %s") % linea for linea in de.get(termino, nada)),
                *(_("Después: %s") % linea for linea in a.get(termino, nada)),
            ],
        }
        for termino in {**de, **a}
        if de.get(termino) != a.get(termino)
    ]


def _dicho(dato: dict[str, Any]) -> list[str]:
    return [str(linea) for linea in dato.get("lines", [dato.get("value")])]


def _aporte(aporte: Aporte) -> str:
    anio = f" {aporte.anio}" if aporte.anio else ""
    especie = _(" (en especie, valorizado: %s)") % aporte.descripcion if aporte.es_valorizado else ""
    fuente = f" · {aporte.fuente}" if aporte.fuente else ""
    monto = number_format(aporte.monto, 2, use_l10n=True, force_grouping=True)
    return f"{aporte.institucion}{anio}: {aporte.moneda} {monto}{especie}{fuente}"


def _a_la_vista(comparada: ClausulaComparada) -> dict[str, Any]:
    n = comparada.n_despues or comparada.n_antes or 0
    return {
        "ordinal": ordinal(n),
        "title_segments": comparada.titulo,
        "segments": comparada.texto,
        "change": comparada.cambio if comparada.cambio in TONOS else "modificada",
        "change_text": que_cambio(comparada.cambio, comparada.n_antes, se_movio=comparada.se_movio),
        "change_tone": TONOS.get(comparada.cambio, "wait"),
    }


def que_cambio(cambio: Cambio, n_antes: int | None, *, se_movio: bool) -> str:
    """The word beside a clause that is compared; none for one that stayed as and where it was."""
    de = {"antes": que_clausula(n_antes or 0)}
    match cambio:
        case "nueva":
            return _("Nueva")
        case "eliminada":
            return _("Eliminada")
        case "igual":
            return _("Cambió de lugar: era la %(antes)s") % de if se_movio else ""
        case "modificada":
            return _("Modificada; era la %(antes)s") % de if se_movio else _("Modificada")
