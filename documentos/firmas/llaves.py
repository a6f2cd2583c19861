"""The key of a person, for one act: opened with what they type, and forgotten."""

import datetime as dt
import logging

from asn1crypto import x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext as _
from pyhanko.sign.signers import Signer, SimpleSigner

from flujo.errors import CondicionesIncumplidas, DatosInvalidos

logger = logging.getLogger(__name__)

MAXIMO = 256 << 10
"""Bytes of a PKCS#12: one with a whole chain has some ten thousand."""
ETIQUETA = "firma"
"""The label that key and certificate bear in a person's token."""


def de_pkcs12(contenido: bytes, clave: str) -> Signer:
    """The key and certificates of a PKCS#12. Raises DatosInvalidos with what to do."""
    if len(contenido) > MAXIMO:
        raise DatosInvalidos(_("Ese archivo es demasiado grande para ser un certificado (.p12 o .pfx)."))
    try:
        llave: SimpleSigner | None = SimpleSigner.load_pkcs12_data(
            contenido, other_certs=[], passphrase=clave.encode() or None
        )
    except (ValueError, TypeError, OSError) as error:
        raise DatosInvalidos(
            _(
                "El certificado no se pudo abrir: revise que sea el archivo .p12 o .pfx y que la clave sea la suya."
            )
        ) from error
    if llave is None or llave.signing_cert is None:
        raise DatosInvalidos(
            _(
                "Ese archivo no trae una llave con su certificado: exporte el certificado con su llave privada."
            )
        )
    exigir_que_firma(llave.signing_cert)
    return llave


def de_token(pais: str, documento: str, clave: str) -> Signer:
    """The key of the person with that document, in the token that is theirs by its label: nobody can try somebody
    else's PIN until it locks. Raises DatosInvalidos for a PIN that does not open it, and for a certificate that does
    not sign now; CondicionesIncumplidas when there is no such key, or the device does not answer.
    """
    from auditoria.sello.token import (
        ClaveIncorrecta,
        Sitio,
        abrir,
    )  # the bindings: only where there are tokens

    sitio = Sitio(
        modulo=settings.FIRMAS_PKCS11_MODULO,
        token=f"{pais}-{documento}",
        etiqueta=ETIQUETA,
        clave=clave,
    )
    try:
        llave = abrir(sitio)
    except ClaveIncorrecta as error:
        raise DatosInvalidos(
            _(
                "Su llave no se abrió: la clave (PIN) no es la suya. Tras varios intentos el dispositivo se bloquea."
            )
        ) from error
    except ImproperlyConfigured as error:
        logger.warning("A person's key was not to be had: %s", error)
        raise CondicionesIncumplidas(
            _(
                "El dispositivo no dio su llave. Avise a quien lo administra, o firme con el archivo de su certificado."
            )
        ) from error
    exigir_que_firma(llave.signing_cert)
    return llave


def exigir_que_firma(certificado: x509.Certificate, momento: dt.datetime | None = None) -> None:
    """Raises DatosInvalidos when a certificate is not valid now, or not made to sign with."""
    momento = momento or timezone.now()
    if not certificado.not_valid_before <= momento <= certificado.not_valid_after:
        raise DatosInvalidos(
            _("Su certificado vale del %(desde)s al %(hasta)s: hoy no puede firmar con él.")
            % {
                "desde": f"{certificado.not_valid_before:%d/%m/%Y}",
                "hasta": f"{certificado.not_valid_after:%d/%m/%Y}",
            }
        )
    usos = certificado.key_usage_value
    if usos is not None and not {"digital_signature", "non_repudiation"} & set(usos.native):
        raise DatosInvalidos(_("Su certificado no es de firma: elija el que sirve para firmar documentos."))
