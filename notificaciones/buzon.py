"""Mail on a machine without a mail server: each mail sent becomes one .eml file, read at ``/correo/``."""

import datetime as dt
import email
import email.policy
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage as Mime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

MOSTRADAS = 200
NOMBRE = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
BUZON = "notificaciones.buzon.BuzonEnArchivos"


class BuzonEnArchivos(BaseEmailBackend):
    """Write each mail to its own file below ``EMAIL_FILE_PATH``, whole or not at all."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        carpeta = carpeta_del_buzon()
        carpeta.mkdir(mode=0o700, parents=True, exist_ok=True)
        for correo in email_messages:
            nombre = f"{timezone.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
            provisional = carpeta / f".{nombre}"
            with provisional.open("wb") as archivo:
                archivo.write(correo.message().as_bytes())
                archivo.flush()
                os.fsync(archivo.fileno())
            provisional.rename(carpeta / f"{nombre}.eml")
        return len(email_messages)


@dataclass(frozen=True)
class CartaGuardada:
    """One mail of the box, as its reader gets it."""

    nombre: str
    recibida_at: dt.datetime
    mime: Mime

    @property
    def asunto(self) -> str:
        return str(self.mime["Subject"] or "")

    @property
    def de(self) -> str:
        return str(self.mime["From"] or "")

    @property
    def para(self) -> str:
        return str(self.mime["To"] or "")

    @property
    def message_id(self) -> str:
        return str(self.mime["Message-ID"] or "")

    @property
    def texto(self) -> str:
        return self._cuerpo("plain")

    @property
    def html(self) -> str:
        return self._cuerpo("html")

    def _cuerpo(self, tipo: str) -> str:
        parte = self.mime.get_body(preferencelist=(tipo,))
        return str(parte.get_content()) if parte else ""


def carpeta_del_buzon() -> Path:
    return Path(settings.EMAIL_FILE_PATH)


def esta_abierto() -> bool:
    """Whether mail goes to files on this machine, and this is no production site."""
    return (settings.DEBUG or settings.DEMO) and settings.EMAIL_BACKEND == BUZON


def cartas() -> list[CartaGuardada]:
    """The latest mails of the box, newest first."""
    nombres = sorted((ruta.stem for ruta in carpeta_del_buzon().glob("*.eml")), reverse=True)
    return [carta for nombre in nombres[:MOSTRADAS] if (carta := carta_guardada(nombre))]


def carta_guardada(nombre: str) -> CartaGuardada | None:
    """One mail by its name, None when there is none of that name."""
    if not NOMBRE.fullmatch(nombre):
        return None
    try:
        contenido = (carpeta_del_buzon() / f"{nombre}.eml").read_bytes()
    except FileNotFoundError:
        return None
    recibida_at = dt.datetime.strptime(nombre[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=dt.UTC)
    return CartaGuardada(
        nombre, recibida_at, email.message_from_bytes(contenido, policy=email.policy.default)
    )
