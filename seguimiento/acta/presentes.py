"""Who was in a session, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from seguimiento.acta.asistencia import Llano
from seguimiento.acta.dias import dia

Nombres = Mapping[str, str]


def presente(miembro: Mapping[str, Any], nombres: Nombres, primer_dia: str) -> Llano:
    notas = []
    if miembro["suple_a"]:
        notas.append(_("en lugar de %(puesto)s") % {"puesto": miembro["suple_a"]})
    if not miembro["vota"]:
        notas.append(_("con voz, sin voto"))
    if any(e["es_virtual"] for e in miembro["estancias"]):
        notas.append(_("a distancia"))
    return {
        "nombre": nombres.get(f"m{miembro['miembro']}", ""),
        "puesto": miembro["puesto"],
        "institucion": miembro["institucion"],
        "cuenta": miembro["vota"],
        "nota": "; ".join(notas),
        "horas": _horas(miembro["estancias"], primer_dia),
    }


def invitado(fila: Mapping[str, Any], nombres: Nombres, primer_dia: str) -> Llano:
    horas = _horas(fila["estancias"], primer_dia)
    if any(e["es_virtual"] for e in fila["estancias"]):
        horas = _("%(horas)s; a distancia") % {"horas": horas}
    return {
        "nombre": nombres.get(f"f{fila['fila']}", ""),
        "puesto": fila["cargo"],
        "institucion": fila["de"],
        "horas": horas,
    }


def _horas(estancias: Sequence[Mapping[str, Any]], primer_dia: str) -> str:
    """«10:00 a 10:40; 11:05 a 12:00»: every arrival with its departure, and the day when it is not the first one."""
    return "; ".join(_estancia(e, primer_dia) for e in estancias)


def _estancia(estancia: Mapping[str, Any], primer_dia: str) -> str:
    horas = {"llega": estancia["llega"][11:], "sale": estancia["sale"][11:]}
    dicha = (_("%(llega)s a %(sale)s") if horas["sale"] else _("desde las %(llega)s")) % horas
    if estancia["llega"][:10] in (primer_dia, ""):
        return dicha
    return _("%(horas)s del %(dia)s") % {"horas": dicha, "dia": dia(estancia["llega"])}
