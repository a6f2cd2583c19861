"""Template tags that draw a lifecycle: its diagram and its stages."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.utils.translation import gettext as _

from flujo.declaracion import Etiqueta, Maquina, maquina_de
from flujo.diagrama import diagrama_de
from flujo.diagrama.grafo import estados_a_la_vista
from flujo.models import ConEstado
from flujo.queries import estados_recorridos
from flujo.services import estado_de

register = template.Library()


@register.inclusion_tag("flujo/diagrama.html")
def diagrama(objeto: ConEstado) -> dict[str, Any]:
    """The drawing of the object's lifecycle, with the same steps as a table behind it."""
    maquina, pais = maquina_de(objeto), objeto.pais()
    recorridos = estados_recorridos(objeto)
    return {
        "svg": diagrama_de(objeto, recorridos),
        "caption": _("%(objeto)s: todos los estados y pasos. El actual va relleno y sus salidas, resaltadas.")
        % {"objeto": objeto},
        "id": f"pasos-{maquina.nombre.replace('.', '-')}-{objeto.pk}",
        "actual": maquina.etiqueta(estado_de(objeto), pais),
        "filas": [
            {
                "desde": maquina.etiqueta(estado, pais),
                "paso": transicion.custom["etiqueta"].en(pais),
                "hasta": maquina.etiqueta(transicion.target, pais),
                "quien": transicion.permission.frase,
                "es_actual": estado == estado_de(objeto),
            }
            for estado in estados_a_la_vista(maquina, recorridos)
            for transicion in maquina.salidas(estado)
        ],
    }


@register.inclusion_tag("components/steps.html")
def etapas(objeto: ConEstado) -> dict[str, Any]:
    """The stages of the object's lifecycle; nothing where none are declared."""
    maquina = maquina_de(objeto)
    return {"steps": list(_etapas(maquina, objeto)), "label": _("Etapas")}


def _etapas(maquina: Maquina, objeto: ConEstado) -> Iterator[dict[str, str]]:
    actual = estado_de(objeto)
    lugar = next((i for i, (_nombre, estados) in enumerate(maquina.etapas) if actual in estados), None)
    # an end that belongs to no stage: what was gone through counts
    recorridos = estados_recorridos(objeto) if lugar is None and maquina.etapas else set()
    for i, (etiqueta, estados) in enumerate(maquina.etapas):
        nombre = etiqueta.en(objeto.pais()) if isinstance(etiqueta, Etiqueta) else str(etiqueta)
        nota = ""
        if i == lugar:
            situacion = "current"
            estado = maquina.etiqueta(actual, objeto.pais())
            nota = estado if estado != nombre else ""
        elif lugar is not None:
            situacion = "done" if i < lugar else "todo"
        else:
            situacion = "done" if recorridos & {str(estado) for estado in estados} else "todo"
        yield {"label": nombre, "status": situacion, "note": nota}
