"""The declared steps of plans, actions, evidence and reprogrammings, each by the form that its declaration names."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from documentos.forms.por_documento import ConPapel
from documentos.views.actos import EnSuPagina, acto, atender
from expedientes.puerta import MemberRequest
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from flujo.models import ConEstado
from flujo.queries import pasos
from flujo.services import transicion_declarada
from planes.lectura import VIDA, cambios_en_palabras
from planes.views.paginas import cambios_desde_la_anterior, lo_que_cambia
from planes.views.puerta import (
    accion_or_404,
    medicion_or_404,
    medio_or_404,
    plan_or_404,
    reprogramacion_or_404,
)


@acto
def de_plan(request: MemberRequest, codigo: str, plan: int, transicion: str) -> HttpResponse:
    """One step of a plan; proposing and approving show what changed since the version before."""
    uno = plan_or_404(request, codigo, plan)

    def sobre() -> dict[str, Any]:
        return {"cambios": cambios_en_palabras(cambios_desde_la_anterior(uno), uno.expediente)}

    return dar_paso(request, uno, transicion, uno.get_absolute_url(), sobre)


@acto
def de_accion(request: MemberRequest, codigo: str, plan: int, numero: int, transicion: str) -> HttpResponse:
    """One step of an action; verifying shows its means of verification."""
    una = accion_or_404(request, codigo, plan, numero)

    def sobre() -> dict[str, Any]:
        return {"medios": list(una.medios_vigentes().select_related("documento", "institucion"))}

    return dar_paso(request, una, transicion, una.get_absolute_url(), sobre)


@acto
def de_medio(
    request: MemberRequest, codigo: str, plan: int, numero: int, medio: int, transicion: str
) -> HttpResponse:
    """Accepting or returning a means of verification."""
    uno = medio_or_404(request, codigo, plan, numero, medio)
    return dar_paso(request, uno, transicion, uno.accion.get_absolute_url(), lambda: {"medios": [uno]})


@acto
def de_medicion(
    request: MemberRequest, codigo: str, plan: int, numero: int, medicion: int, transicion: str
) -> HttpResponse:
    """Validating or returning a measurement, which is shown."""
    una = medicion_or_404(request, codigo, plan, numero, medicion)
    return dar_paso(request, una, transicion, una.get_absolute_url(), lambda: {"medicion": una})


@acto
def de_reprogramacion(
    request: MemberRequest, codigo: str, plan: int, n: int, transicion: str
) -> HttpResponse:
    """One step of a reprogramming, with what it changes shown."""
    una = reprogramacion_or_404(request, codigo, plan, n)
    return dar_paso(request, una, transicion, una.get_absolute_url(), lambda: {"cambios": lo_que_cambia(una)})


def dar_paso(
    request: MemberRequest,
    objeto: ConEstado,
    nombre: str,
    pagina: str,
    sobre: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """Any declared step that somebody takes on a page. Raises PermissionDenied for one that is none, or that another
    act brings about; TransicionNoDeclarada for one from another state."""
    con_pagina = {t.name for t in maquina_de(objeto).transiciones() if t.custom["form"]}
    if nombre not in con_pagina:
        raise PermissionDenied(_("Ese paso no se da así: ocurre con otro acto, o no existe."))
    declarada = transicion_declarada(objeto, nombre)
    etiqueta = declarada.custom["etiqueta"].en(objeto.pais())
    form = import_string(declarada.custom["form"])
    actuacion = EnSuPagina(
        objeto=objeto,
        pagina=pagina,
        permiso=declarada.permission,
        form=partial(form, transicion=nombre),
        admite_papel=issubclass(form, ConPapel),
        titulo=etiqueta,
        boton=etiqueta,
        hecho=_("Hecho: %(paso)s.") % {"paso": etiqueta.lower()},
        ayuda=str(declarada.custom["ayuda"]),
        plantilla="planes/acto.html",
        ancla="#que-sigue",
    )

    def contexto(form: object) -> dict[str, Any]:
        este = next(p for p in pasos(objeto, Acto(registra=request.user)) if p.nombre == nombre)
        if nombre in VIDA.los_completa_su_acto:
            return sobre()
        return {"exigido": este.exigido, "falta": este.falta, **sobre()}

    return atender(request, actuacion, contexto)
