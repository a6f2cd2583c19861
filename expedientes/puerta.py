"""The only door to one case file; everything else is reached through it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from expedientes.models import Expediente
from instituciones.models import Usuario


class MemberRequest(HttpRequest):
    """A request of somebody signed in, as every page but those of signing in gets it."""

    user: Usuario


def expediente_or_404(request: HttpRequest, codigo: str) -> Expediente:
    """The case file of that code, if this person may see it: what one may not see does not exist.

    From here on the request says its hours where the case file lives."""
    if "\x00" in codigo:  # no code has it, and the database refuses to be asked
        raise Http404
    visibles = Expediente.objects.visible_to(request.user)  # type: ignore[arg-type]
    expediente = get_object_or_404(visibles, codigo=codigo)
    timezone.activate(expediente.zona_horaria)
    return expediente
