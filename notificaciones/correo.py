"""From a message in the outbox to the mail that is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.template import Context, loader
from django.utils import translation
from django.utils.translation import gettext as _

from notificaciones.avisos import CATALOGO
from notificaciones.models import Envio

CABECERAS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
"""So that nobody's «out of office» answers us."""


@dataclass(frozen=True)
class Carta:
    """What a message says, in its reader's language."""

    asunto: str
    texto: str
    html: str


def direccion_de(envio: Envio) -> str:
    """The address of the account. Raises ValidationError when it has none that mail could be sent to."""
    direccion = str(getattr(envio.usuario, envio.usuario.get_email_field_name()) or "").strip()
    try:
        validate_email(direccion)
    except ValidationError as error:
        raise ValidationError(_("La dirección «%s» está vacía o mal escrita.") % direccion) from error
    return direccion


def componer(envio: Envio) -> Carta | None:
    """Write the mail, or None when it is no longer worth sending. Raises LookupError for a notice without
    declaration.
    """
    aviso = CATALOGO[envio.aviso]
    idioma = getattr(envio.usuario, "idioma", "") or settings.LANGUAGE_CODE
    with translation.override(idioma):
        datos = aviso.preparar(envio)
        if datos is None:
            return None
        contexto = {
            **datos,
            "aviso": aviso,
            "persona": str(envio.usuario),
            "base_url": settings.BASE_URL.rstrip("/"),
            "demo": settings.DEMO,
        }
        partes = {parte: _rellenar(nombre, contexto) for parte, nombre in aviso.plantillas.items()}
        marca = _("[DEMOSTRACIÓN] ") if settings.DEMO else ""
    return Carta(
        asunto=(marca + " ".join(partes["asunto"].split()))[:300],
        texto=re.sub(r"\n{3,}", "\n\n", partes["texto"].strip()) + "\n",
        html=partes["html"],
    )


def _rellenar(nombre: str, contexto: Mapping[str, Any]) -> str:
    """One template; what is not HTML is not escaped."""
    plantilla = cast(Any, loader.get_template(nombre)).template
    return str(plantilla.render(Context(dict(contexto), autoescape=nombre.endswith(".html"))))


def mensaje(envio: Envio, conexion: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail of a message that was written: the same Message-ID however often it is tried.

    What its contexts keep as `adjuntos` (each with `nombre`, `tipo` and `contenido`, a text) goes with it.
    """
    correo = EmailMultiAlternatives(
        subject=envio.asunto,
        body=envio.texto,
        to=[envio.direccion],
        headers={"Message-ID": envio.message_id, **CABECERAS},
        connection=conexion,
    )
    correo.attach_alternative(envio.html, "text/html")
    for adjunto in (a for contexto in envio.contextos for a in contexto.get("adjuntos", ())):
        correo.attach(adjunto["nombre"], adjunto["contenido"], adjunto["tipo"])
    return correo
