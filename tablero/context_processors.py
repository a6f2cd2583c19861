"""What the frame of every page needs to know."""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from flujo.ayudas import ayuda_de
from instituciones.middleware import es_publica
from instituciones.models import Usuario
from tablero.queries import capacidades, controla_por_rol, es_de_una_parte, puede_gestionar

Access = Callable[[Usuario], bool]
SECTIONS: list[tuple[str, Any, Access]] = [
    ("/", _("Mis pendientes"), lambda _usuario: True),
    ("/expedientes/", _("Expedientes"), lambda _usuario: True),
    ("/cartera/", _("Cartera"), es_de_una_parte),
    ("/gestiones/", _("Gestiones"), lambda _usuario: True),
    ("/control/", _("Control"), controla_por_rol),
    ("/instituciones/", _("Instituciones"), lambda _usuario: True),
]
"""Address, label, and for whom it stands in the navigation."""
ACCOUNT = [
    ("instituciones:mi_cuenta", _("Mi cuenta"), "user"),
    ("account_email", _("Cambiar el correo"), "mail"),
    ("account_change_password", _("Cambiar la contraseña"), "lock"),
    ("mfa_index", _("Segundo factor y llaves de acceso"), "shield-check"),
    ("usersessions_list", _("Sesiones abiertas"), "monitor"),
]


def frame(request: HttpRequest) -> dict[str, Any]:
    """The demonstration's band, the languages, the main navigation, the account's menu, where a contact is noted, and
    the page's help.

    What the account holds is asked for only where it is shown: in the header, to somebody signed in.
    """
    return {
        "capacities": SimpleLazyObject(lambda: _capacities(request)),
        "new_contact": SimpleLazyObject(lambda: _new_contact(request)),
        "demo": settings.DEMO,
        "is_public": _is_public(request),
        "languages": settings.LANGUAGES,
        "page_help": ayuda_de(request.resolver_match.view_name) if request.resolver_match else None,
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "account_menu": [_entry(request, reverse(name), label, icon) for name, label, icon in ACCOUNT],
    }


def _is_public(request: HttpRequest) -> bool:
    """A page for everybody asks for nothing to be sent: its form would tie the page to whoever asks."""
    return request.resolver_match is not None and es_publica(request.resolver_match.func)


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    usuario = cast(Usuario, request.user)
    return [_entry(request, href, label) for href, label, access in SECTIONS if access(usuario)]


def _capacities(request: HttpRequest) -> list[str]:
    return capacidades(request.user) if request.user.is_authenticated else []


def _new_contact(request: HttpRequest) -> str:
    """Where this person notes a contact, of the case file on whose pages they are; empty for whoever may nowhere."""
    if not request.user.is_authenticated or not puede_gestionar(request.user):
        return ""
    lugar = request.resolver_match
    codigo = lugar.kwargs.get("codigo") if lugar and request.path.startswith("/expedientes/") else None
    return reverse("tablero:gestion_nueva") + (f"?{urlencode({'expediente': codigo})}" if codigo else "")


def _entry(request: HttpRequest, href: str, label: Any, icon: str = "") -> dict[str, Any]:
    """`current` is the value of `aria-current`: this very page, or some page inside this section."""
    inside = href != "/" and request.path.startswith(href)
    current = "page" if request.path == href else "true" if inside else ""
    return {"href": href, "label": label, "icon": icon, "current": current}
