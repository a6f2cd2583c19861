"""The drawing of a lifecycle, made on the server: layout without a library, SVG without a style.

States stand in rows by their distance from the initial one, never more than two beside each other, so that the drawing
is as readable on a phone as on a desk. Arrows run in right angles through the gaps between rows.
"""

import functools
from collections.abc import Collection

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from flujo.declaracion import MAQUINAS, Maquina, maquina_de
from flujo.diagrama.disposicion import Plano, disponer
from flujo.diagrama.grafo import grafo_de
from flujo.diagrama.svg import dibujar
from flujo.models import ConEstado
from flujo.services import estado_de


def diagrama_de(objeto: ConEstado, recorridos: Collection[str]) -> SafeString:
    """The lifecycle of `objeto` in its country's words, with the state in which it stands and those it went through."""
    maquina, pais, actual = maquina_de(objeto), objeto.pais(), estado_de(objeto)
    salidas = [maquina.etiqueta(t.target, pais) for t in maquina.salidas(actual)]
    descripcion = _("Está en «%(estado)s».") % {"estado": maquina.etiqueta(actual, pais)}
    if salidas:
        lista = ", ".join(f"«{etiqueta}»" for etiqueta in dict.fromkeys(salidas))
        descripcion += " " + _("De aquí se puede pasar a %(estados)s.") % {"estados": lista}
    return dibujar(
        _plano(maquina.nombre, pais, get_language(), frozenset(_cerrados(maquina) & set(recorridos))),
        clave=f"diagrama-{maquina.nombre.replace('.', '-')}-{objeto.pk}",
        titulo=_("Estados y pasos: %(modelo)s") % {"modelo": maquina.modelo._meta.verbose_name},
        descripcion=descripcion,
        actual=actual,
        recorridos=recorridos,
        finales=[estado for estado, ficha in maquina.fichas.items() if ficha.final],
    )


def _cerrados(maquina: Maquina) -> set[str]:
    return {estado for estado, ficha in maquina.fichas.items() if not ficha.abierto_a_entrada}


@functools.cache
def _plano(maquina: str, pais: str, idioma: str | None, cerrados: frozenset[str]) -> Plano:
    """The layout of a registered lifecycle; declarations do not change while the program runs."""
    return disponer(grafo_de(MAQUINAS[maquina], pais, cerrados))
