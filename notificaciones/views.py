"""The mails of a machine without a mail server. Open to anyone there: an invitation is read signed out."""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace, csp_update
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from notificaciones import buzon
from notificaciones.buzon import CartaGuardada


def carta_or_404(nombre: str) -> CartaGuardada:
    """The only door to one mail: where mail really leaves the machine nobody reads it here."""
    carta = buzon.carta_guardada(nombre) if buzon.esta_abierto() else None
    if carta is None:
        raise Http404
    return carta


@login_not_required
@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """The latest mails."""
    if not buzon.esta_abierto():
        raise Http404
    return render(request, "correo/list.html", {"cartas": buzon.cartas()})


@login_not_required
@require_safe
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # typed for views without arguments
def mail_detail(request: HttpRequest, nombre: str) -> HttpResponse:
    """One mail: its heads, its text, and its HTML in a frame that may do nothing."""
    return render(request, "correo/detail.html", {"carta": carta_or_404(nombre)})


@login_not_required
@require_safe
@xframe_options_sameorigin
@csp_replace(  # type: ignore[arg-type]
    {
        "default-src": [NONE],
        "script-src": [NONE],
        "style-src": [UNSAFE_INLINE],
        "img-src": [NONE],
        "form-action": [NONE],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def mail_html(request: HttpRequest, nombre: str) -> HttpResponse:
    """The HTML part alone, as the frame shows it: no script, no form, nothing from elsewhere."""
    return HttpResponse(carta_or_404(nombre).html)
