"""The mail of an invitation. All other mail goes to accounts, through `notificaciones`."""

from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, loader
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from instituciones.models import Invitacion


def carta(invitacion: Invitacion, codigo: str) -> EmailMultiAlternatives:
    """The mail with the link that opens the account; the same Message-ID however often it is sent.

    Whoever has no account yet has chosen no language: it is written in that of whoever invites.
    """
    sitio = settings.BASE_URL.rstrip("/")
    with translation.override(invitacion.invita.idioma if invitacion.invita else settings.LANGUAGE_CODE):
        contexto = {
            "invitacion": invitacion,
            "enlace": sitio + reverse("instituciones:aceptar_invitacion", args=[codigo]),
            "roles": [str(rol) for rol in invitacion.nombres_de_roles()],
            "demo": settings.DEMO,
        }
        asunto = " ".join(_rellenar("instituciones/correo/invitacion_asunto.txt", contexto).split())
        texto = _rellenar("instituciones/correo/invitacion.txt", contexto)
        html = _rellenar("instituciones/correo/invitacion.html", contexto)
        marca = _("[DEMOSTRACIÓN] ") if settings.DEMO else ""
    correo = EmailMultiAlternatives(
        subject=marca + asunto,
        body=texto.strip() + "\n",
        to=[invitacion.correo],
        headers={
            "Message-ID": f"<invitacion-{invitacion.pk}-{invitacion.vence_at:%Y%m%d%H%M%S}@"
            f"{urlsplit(sitio).hostname or 'localhost'}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    correo.attach_alternative(html, "text/html")
    return correo


def _rellenar(nombre: str, contexto: dict[str, Any]) -> str:
    """One template; what is not HTML is not escaped."""
    plantilla = cast(Any, loader.get_template(nombre)).template
    return str(plantilla.render(Context(contexto, autoescape=nombre.endswith(".html"))))
