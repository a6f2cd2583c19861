"""The doors: what one may not see does not exist (404), what one may see but not do is refused (403)."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from flujo.acto import Acto
from flujo.errors import SinPermiso
from instituciones.models import (
    Concesion,
    Institucion,
    Invitacion,
    Mandato,
    Ocupacion,
    Persona,
    Puesto,
    Usuario,
)
from instituciones.permissions import (
    administrar,
    administrar_alguna,
    administrar_persona,
    liberar_lecturas,
    ser_la_cuenta,
)
from instituciones.queries.fichas import ejerce_el_dia, vispera


def quien(request: HttpRequest) -> Usuario:
    return cast(Usuario, request.user)


def puede(permiso: Any, objeto: Any, request: HttpRequest) -> bool:
    return bool(permiso(objeto, Acto(registra=quien(request))))


def exigir(permiso: Any, objeto: Any, request: HttpRequest) -> None:
    """Raises PermissionDenied with the sentence why not."""
    try:
        permiso.capacidad(objeto, Acto(registra=quien(request)))
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa


def institucion_or_404(pk: int) -> Institucion:
    """Institutions are known to everybody who is signed in."""
    return get_object_or_404(Institucion.objects.select_related("madre", "cadena"), pk=pk)


def administrada_or_404(request: HttpRequest, pk: int) -> Institucion:
    """An institution whose accounts and invitations this person may see."""
    institucion = institucion_or_404(pk)
    if not puede(administrar, institucion, request):
        raise Http404
    return institucion


def puesto_or_404(pk: int) -> Puesto:
    return get_object_or_404(Puesto.objects.select_related("institucion__cadena"), pk=pk)


def persona_or_404(request: HttpRequest, pk: int) -> Persona:
    """A person, for whoever administers an institution, and for that person."""
    persona = get_object_or_404(Persona.objects.select_related("usuario", "cadena"), pk=pk)
    if persona.pk != quien(request).persona_id and not puede(administrar_alguna, persona, request):
        raise Http404
    return persona


def ve_lo_privado(request: HttpRequest, persona: Persona) -> bool:
    """Whether this reader may see the person's papers, address and history."""
    return puede(ser_la_cuenta, persona, request) or puede(administrar_persona, persona, request)


def cuenta_or_404(request: HttpRequest, pk: int) -> Usuario:
    """An account, for who administers its person."""
    usuario = get_object_or_404(Usuario.objects.select_related("persona__cadena"), pk=pk)
    if not puede(administrar_persona, usuario, request):
        raise Http404
    return usuario


def invitacion_or_404(request: HttpRequest, pk: int) -> Invitacion:
    invitacion = get_object_or_404(Invitacion.objects.select_related("institucion__cadena", "persona"), pk=pk)
    administrada_or_404(request, invitacion.institucion_id)
    return invitacion


def concesion_or_404(request: HttpRequest, pk: int) -> Concesion:
    filas = Concesion.objects.select_related(
        "grupo__institucion__cadena", "mandato__organo__cadena", "usuario__persona"
    )
    concesion = get_object_or_404(filas, pk=pk)
    administrada_or_404(request, concesion.raiz().pk)
    return concesion


def mandato_or_404(request: HttpRequest, pk: int) -> Mandato:
    """A mandate, for the control body and the platform."""
    mandato = get_object_or_404(Mandato.objects.select_related("organo__cadena"), pk=pk)
    if not puede(liberar_lecturas, mandato, request):
        raise Http404
    return mandato


def entrega_or_404(request: HttpRequest, puesto: Puesto, pk: int) -> tuple[Ocupacion, Ocupacion | None]:
    """Who receives a post and who hands it over, for these two and for whoever administers the institution."""
    recibe = get_object_or_404(puesto.ocupaciones.select_related("persona"), pk=pk)
    entrega = ejerce_el_dia(puesto, vispera(recibe))
    partes = {recibe.persona_id, entrega.persona_id if entrega else None}
    if quien(request).persona_id not in partes and not puede(administrar, puesto, request):
        raise Http404
    return recibe, entrega
