"""Signing and dating: a detached CMS signature, and an RFC 3161 token over it."""

import asyncio
import datetime as dt
import hashlib
from dataclasses import dataclass

from asn1crypto import cms
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from pyhanko.sign.signers import Signer
from pyhanko.sign.timestamps import TimeStamper

from auditoria.sello import llaves
from auditoria.sello.comprobar import defecto_de_firma, defecto_de_sello


@dataclass(frozen=True)
class Firma:
    """A detached CMS signature and the certificate of whoever made it, both in DER."""

    cms: bytes
    certificado: bytes


@dataclass(frozen=True)
class SelloDeTiempo:
    """A timestamp token in DER, or the reason why there is none."""

    token: bytes | None
    motivo: str = ""


def firmar(datos: bytes, momento: dt.datetime) -> Firma:
    """Sign with the seal. Raises ImproperlyConfigured when it has no key, or one that may not sign or would not be
    believed here."""
    return firmar_con(llaves.sellador(), datos, momento)


def firmar_con(sellador: Signer, datos: bytes, momento: dt.datetime) -> Firma:
    """Sign with this very key. Raises ImproperlyConfigured when it cannot, or would not be believed here."""
    firmado = asyncio.run(sellador.async_sign_general_data(datos, "sha256", detached=True))
    firma = Firma(firmado.dump(), llaves.certificado_de(sellador))
    defecto = defecto_de_firma(datos, firma.cms, firma.certificado, momento, llaves.confianza_del_sello())
    if defecto:
        raise ImproperlyConfigured(_("La llave del sello no sirve: %s.") % defecto)
    return firma


def fechar(datos: bytes, momento: dt.datetime) -> SelloDeTiempo:
    """Ask the timestamp authority for a token over `datos`. The local clock never stands in for it."""
    autoridad = llaves.autoridad()
    if autoridad is None:
        return SelloDeTiempo(None, _("No hay autoridad de sellado de tiempo configurada."))
    try:
        token = asyncio.run(_pedir(autoridad, datos)).dump()
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
    ) as error:  # also what pyHanko trips over
        motivo = _("La autoridad de sellado de tiempo no respondió como debía: %s")
        causa = error.__cause__ or error
        return SelloDeTiempo(None, motivo % f"{type(causa).__name__}: {causa}")
    defecto = defecto_de_sello(datos, token, momento, llaves.confianza_del_tiempo())
    if defecto:
        return SelloDeTiempo(
            None, _("Lo que respondió la autoridad de sellado de tiempo no sirve: %s.") % defecto
        )
    return SelloDeTiempo(token)


async def _pedir(autoridad: TimeStamper, datos: bytes) -> cms.ContentInfo:
    return await autoridad.async_timestamp(hashlib.sha256(datos).digest(), "sha256")
