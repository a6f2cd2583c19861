"""One's own account, and the page that opens it."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from instituciones import services
from instituciones.cuentas.idioma import recordar_idioma
from instituciones.cuentas.segundo_factor import exige_segundo_factor, tiene_segundo_factor
from instituciones.forms.invitaciones import AceptarInvitacion
from instituciones.models import Usuario
from instituciones.queries import fichas
from instituciones.queries.historia import historia as contar
from instituciones.views.listas import numero
from instituciones.views.puertas import quien


@require_safe
def mi_cuenta(request: HttpRequest) -> HttpResponse:
    """My posts, my roles with their sentence, what protects my account, where it is open, what was done with it."""
    usuario = quien(request)
    contexto = {
        "puestos": fichas.puestos_que_ejerce(usuario.persona),
        "roles": fichas.roles_de(usuario),
        "tiene_segundo_factor": tiene_segundo_factor(usuario),
        "exige_segundo_factor": exige_segundo_factor(usuario),
        "sesiones": UserSession.objects.filter(user=usuario).order_by("-created_at"),
        "sesion_actual": request.session.session_key,
        "historia": contar(usuario.persona, con_internos=True, antes_de=numero(request, "antes")),
    }
    return render(request, "instituciones/mi_cuenta.html", contexto)


@require_POST
def cerrar_sesion(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out, from here, wherever one of my sessions is open."""
    usuario = quien(request)
    sesion = get_object_or_404(UserSession, user=usuario, pk=pk)
    services.cerrar_sesion(usuario, sesion, acto=Acto(registra=usuario))
    messages.success(request, _("La sesión se cerró."))
    return redirect("instituciones:mi_cuenta")


@login_not_required
@require_POST
def idioma(request: HttpRequest) -> HttpResponse:
    """In which language I read: kept with my account, or by the browser of whoever is not signed in."""
    elegido = request.POST.get("idioma", "")
    respuesta = redirect(_de_donde_vino(request))
    if elegido not in dict(settings.LANGUAGES):
        messages.error(request, _("Ese idioma no está disponible."))
        return respuesta
    if request.user.is_authenticated:
        services.elegir_idioma(request.user, elegido, acto=Acto(registra=request.user))
    recordar_idioma(respuesta, elegido)
    with translation.override(elegido):
        messages.success(request, _("Se guardó el idioma."))
    return respuesta


def _de_donde_vino(request: HttpRequest) -> str:
    """The page on which the language was chosen, when it is one of ours: a path, which `redirect` takes for no name."""
    volver = request.POST.get("volver", "")
    es_de_aqui = url_has_allowed_host_and_scheme(volver, {request.get_host()}, request.is_secure())
    return volver if es_de_aqui and volver.startswith("/") else reverse("tablero:escritorio")


@never_cache
@login_not_required
@sensitive_post_parameters("clave", "repetida")
@require_http_methods(["GET", "HEAD", "POST"])
def aceptar_invitacion(request: HttpRequest, codigo: str) -> HttpResponse:
    """The link of an invitation: who one is, one's password, and in. Opening it changes nothing; it works once."""
    invitacion = services.invitacion_abierta(codigo)
    if invitacion is None:
        return render(request, "instituciones/invitacion_caducada.html", status=410)
    form = AceptarInvitacion(request.POST if request.method == "POST" else None, invitacion=invitacion)
    if request.method == "POST" and form.is_valid() and (usuario := _aceptar(codigo, form)):
        return _entrar(request, usuario)
    return render(request, "instituciones/invitacion.html", {"form": form, "invitacion": invitacion})


def _aceptar(codigo: str, form: AceptarInvitacion) -> Usuario | None:
    datos = {campo: form.cleaned_data[campo] for campo in ("nombres", "apellidos", "clave")}
    try:
        idioma = translation.get_language()
        return services.aceptar_invitacion(codigo, **datos, acto=Acto(registra=None), idioma=idioma)
    except DatosInvalidos as negativa:
        form.add_error(None, list(negativa.frases))
    return None


def _entrar(request: HttpRequest, usuario: Usuario) -> HttpResponse:
    """Sign the new account in; its password, chosen a moment ago, is not asked for again before a second factor."""
    if request.user.is_authenticated:
        logout(request)
    record_authentication(request, usuario, method="password", reauthenticated=True, email=usuario.correo)
    respuesta: HttpResponse = perform_login(
        request, usuario, email_verification="none", redirect_url=settings.LOGIN_REDIRECT_URL
    )
    return respuesta
