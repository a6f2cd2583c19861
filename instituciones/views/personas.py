"""People, as who administers an institution sees them, and as each sees themselves."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from instituciones.forms import personas as formularios
from instituciones.forms.base import FormularioDeActo
from instituciones.forms.listas import FiltrosDePersonas
from instituciones.models import Persona
from instituciones.permissions import administrar_alguna, administrar_cuenta, administrar_persona
from instituciones.queries import fichas
from instituciones.queries.historia import historia as contar
from instituciones.queries.listas import TAMANO, personas
from instituciones.views.formularios import Miga, atender
from instituciones.views.listas import direcciones, lista_invalida, numero
from instituciones.views.puertas import cuenta_or_404, persona_or_404, puede, ve_lo_privado

FORMULARIO = ["GET", "HEAD", "POST"]


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """`/instituciones/personas/`, for whoever administers an institution: names, nothing else."""
    if not puede(administrar_alguna, None, request):
        raise Http404
    form = FiltrosDePersonas(request.GET)
    if not form.is_valid():
        return lista_invalida(request, form)
    hoja = form.hoja(personas(q=form.cleaned_data["q"]), tamano=TAMANO)
    return render(request, "instituciones/personas.html", {"form": form, **direcciones(request, hoja)})


@require_safe
def persona(request: HttpRequest, pk: int) -> HttpResponse:
    """Posts and roles; papers, addresses and history only for who may see them."""
    una = persona_or_404(request, pk)
    usuario = getattr(una, "usuario", None)
    privado = ve_lo_privado(request, una)
    contexto = {
        "persona": una,
        "cuenta": usuario,
        "privado": privado,
        "administra": puede(administrar_persona, una, request),
        "administra_la_cuenta": puede(administrar_cuenta, una, request),
        "ocupaciones": una.ocupaciones.select_related("puesto__institucion").order_by("-desde")[:100],
        "roles": fichas.roles_de(usuario) if usuario and privado else (),
        "historia": contar(una, con_internos=True, antes_de=numero(request, "antes")) if privado else None,
        "migas": [*({"label": e, "href": h} for e, h in migas()), {"label": str(una)}],
    }
    return render(request, "instituciones/persona.html", contexto)


@require_http_methods(FORMULARIO)
def registrar(request: HttpRequest) -> HttpResponse:
    return atender(
        request,
        formularios.RegistrarPersona,
        None,
        migas=migas(),
        volver=lambda hecha: hecha.get_absolute_url(),
    )


def _acto_sobre_la_persona(clase: type[FormularioDeActo]) -> Callable[..., HttpResponse]:
    @require_http_methods(FORMULARIO)
    def vista(request: HttpRequest, pk: int) -> HttpResponse:
        una = persona_or_404(request, pk)
        return atender(
            request, clase, una, migas=migas_de(una), sobre=una, volver=lambda _h: una.get_absolute_url()
        )

    return vista


editar = _acto_sobre_la_persona(formularios.EditarPersona)
desactivar = _acto_sobre_la_persona(formularios.DesactivarPersona)
reactivar = _acto_sobre_la_persona(formularios.ReactivarPersona)


def _acto_sobre_la_cuenta(clase: type[FormularioDeActo]) -> Callable[..., HttpResponse]:
    @require_http_methods(FORMULARIO)
    def vista(request: HttpRequest, pk: int) -> HttpResponse:
        usuario = cuenta_or_404(request, pk)
        una = usuario.persona
        return atender(
            request, clase, usuario, migas=migas_de(una), sobre=una, volver=lambda _h: una.get_absolute_url()
        )

    return vista


desactivar_cuenta = _acto_sobre_la_cuenta(formularios.DesactivarCuenta)
reactivar_cuenta = _acto_sobre_la_cuenta(formularios.ReactivarCuenta)


def migas() -> list[Miga]:
    return [
        (_("Instituciones"), reverse("instituciones:lista")),
        (_("Personas"), reverse("instituciones:personas")),
    ]


def migas_de(una: Persona) -> list[Miga]:
    return [*migas(), (str(una), una.get_absolute_url())]
