"""Writing a reprogramming: what changes of each action, which are cancelled, which are added."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from documentos.views.actos import EnSuPagina, acto, atender
from expedientes.puerta import MemberRequest
from flujo.errors import TransicionNoDeclarada
from planes.contenido import NUEVA
from planes.estados import SE_TRABAJA
from planes.forms import (
    ActualizarBaseForm,
    CambioForm,
    CancelarAccionForm,
    NuevaForm,
    QuitarNuevaForm,
    ReprogramacionForm,
)
from planes.models import AccionConjunta, Reprogramacion
from planes.views.escritura import PREPARA, exigir_que_se_trabaje
from planes.views.puerta import plan_or_404, reprogramacion_or_404


@acto
def nueva_reprogramacion(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """Begin a reprogramming of an approved plan."""
    uno = plan_or_404(request, codigo, plan)
    if uno.estado not in SE_TRABAJA:
        raise TransicionNoDeclarada(_("Solo un plan aprobado y sin cerrar se reprograma."))
    actuacion = EnSuPagina(
        objeto=uno,
        pagina=uno.get_absolute_url(),
        permiso=PREPARA,
        form=ReprogramacionForm,
        titulo=_("Preparar una reprogramación"),
        boton=_("Empezar"),
        hecho=_("La reprogramación quedó abierta: diga qué cambia de cada acción."),
        ayuda=_(
            "Lo que cambia más allá de la tolerancia lo aprueban todas las partes, con lo que cambia a la vista."
        ),
    )
    return atender(request, actuacion)


@acto
def cambio(request: MemberRequest, codigo: str, plan: int, n: int, numero: int) -> HttpResponse:
    """Say what one action is to be by a reprogramming."""
    una, accion = _del_borrador(request, codigo, plan, n, numero)
    actuacion = _del_cambio(
        una,
        form=partial(CambioForm, accion=accion),
        titulo=_("Qué cambia de la acción %(n)s") % {"n": accion.numero},
        boton=_("Guardar el cambio"),
        hecho=_("El cambio quedó en la reprogramación."),
        ayuda=_("Escriba la acción como quedaría. Lo que deje igual no cambia."),
        plantilla="planes/accion_form.html",
    )
    return atender(request, actuacion)


@acto
def cancelar(request: MemberRequest, codigo: str, plan: int, n: int, numero: int) -> HttpResponse:
    """Let a reprogramming cancel one action."""
    una, accion = _del_borrador(request, codigo, plan, n, numero)
    actuacion = _del_cambio(
        una,
        form=partial(CancelarAccionForm, accion=accion),
        titulo=_("Cancelar la acción %(n)s") % {"n": accion.numero},
        boton=_("Proponer que se cancele"),
        hecho=_("La reprogramación propone cancelar la acción."),
        ayuda=_("Se cancela cuando todas las partes aprueban la reprogramación; su motivo es el de ella."),
    )
    return atender(request, actuacion)


@acto
def nueva(request: MemberRequest, codigo: str, plan: int, n: int) -> HttpResponse:
    """Let a reprogramming add an action to the plan."""
    una = _editable(reprogramacion_or_404(request, codigo, plan, n))
    actuacion = _del_cambio(
        una,
        form=NuevaForm,
        titulo=_("Agregar una acción al plan aprobado"),
        boton=_("Proponer que se agregue"),
        hecho=_("La reprogramación propone agregar la acción."),
        ayuda=_("Recibe su número cuando todas las partes aprueban la reprogramación."),
        plantilla="planes/accion_form.html",
    )
    return atender(request, actuacion)


@acto
def cambiar_nueva(request: MemberRequest, codigo: str, plan: int, n: int, orden: int) -> HttpResponse:
    """Write anew an action that a reprogramming would add."""
    una, contenido = _la_nueva(request, codigo, plan, n, orden)
    actuacion = _del_cambio(
        una,
        form=partial(NuevaForm, orden=orden, contenido=contenido),
        titulo=_("Cambiar la acción que se agregaría"),
        boton=_("Guardar la acción"),
        hecho=_("La acción que se agregaría quedó cambiada."),
        plantilla="planes/accion_form.html",
    )
    return atender(request, actuacion)


@acto
def quitar_nueva(request: MemberRequest, codigo: str, plan: int, n: int, orden: int) -> HttpResponse:
    """Do not add that action after all."""
    una, contenido = _la_nueva(request, codigo, plan, n, orden)
    actuacion = _del_cambio(
        una,
        form=partial(QuitarNuevaForm, orden=orden),
        titulo=_("No agregar «%(accion)s»") % {"accion": contenido["nombre"]},
        boton=_("Quitarla de la reprogramación"),
        hecho=_("La reprogramación ya no propone agregar esa acción."),
    )
    return atender(request, actuacion)


@acto
def actualizar_base(request: MemberRequest, codigo: str, plan: int, n: int) -> HttpResponse:
    """Let the same changes stand on the plan as it now is."""
    una = _editable(reprogramacion_or_404(request, codigo, plan, n))
    actuacion = _del_cambio(
        una,
        form=ActualizarBaseForm,
        titulo=_("Ponerla sobre el plan vigente"),
        boton=_("Actualizar"),
        hecho=_("La reprogramación parte ahora de la versión vigente."),
        ayuda=_("El plan cambió desde que se preparó. Revise después lo que cambia."),
    )
    return atender(request, actuacion)


def _del_borrador(
    request: MemberRequest, codigo: str, plan: int, n: int, numero: int
) -> tuple[Reprogramacion, AccionConjunta]:
    una = _editable(reprogramacion_or_404(request, codigo, plan, n))
    accion = get_object_or_404(una.plan.acciones, numero=numero)
    accion.plan = una.plan
    exigir_que_se_trabaje(accion)
    return una, accion


def _la_nueva(
    request: MemberRequest, codigo: str, plan: int, n: int, orden: int
) -> tuple[Reprogramacion, dict[str, Any]]:
    una = _editable(reprogramacion_or_404(request, codigo, plan, n))
    if f"{NUEVA}{orden}" not in una.cambios:
        raise Http404
    return una, una.cambios[f"{NUEVA}{orden}"]


def _editable(una: Reprogramacion) -> Reprogramacion:
    if not una.admite_cambios:
        raise TransicionNoDeclarada(_("La reprogramación ya se propuso: para corregirla, obsérvela primero."))
    return una


def _del_cambio(una: Reprogramacion, **actuacion: Any) -> EnSuPagina:
    return EnSuPagina(objeto=una, pagina=una.get_absolute_url(), permiso=PREPARA, **actuacion)
