"""Whether a certificate is that of the person who is to sign, and what kind of certificate it is."""

import asyncio

from asn1crypto import x509
from django.utils.translation import gettext as _
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.errors import PathError, ValidationError

from documentos.services.firmas.confianza import contexto
from documentos.verificacion.identidad import coincide, identidades
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from instituciones.models import Persona


def exigir_que_sea(certificado: x509.Certificate, persona: Persona | None) -> None:
    """Raises CondicionesIncumplidas for somebody whose number is not known, DatosInvalidos when it is another's."""
    if persona is None or not persona.documento:
        raise CondicionesIncumplidas(
            _(
                "Su documento de identidad no está registrado, y sin él no se sabe si el certificado es suyo: pida a "
                "la administración de su institución que lo registre."
            )
        )
    if not coincide(identidades(certificado), persona.pais, persona.documento):
        raise DatosInvalidos(
            _(
                "El certificado es de %(titular)s, y quien firma es %(persona)s con documento %(documento)s: "
                "use el suyo."
            )
            % {
                "titular": certificado.subject.human_friendly,
                "persona": persona,
                "documento": persona.documento,
            }
        )


def exigir_acreditado(llave: Signer) -> None:
    """Raises DatosInvalidos when the certificate leads to none of the authorities that are believed here."""
    validador = CertificateValidator(
        llave.signing_cert,
        intermediate_certs=list(llave.cert_registry),
        validation_context=contexto(),
    )
    try:
        asyncio.run(validador.async_validate_usage(set()))  # type: ignore[no-untyped-call]
    except (PathError, ValidationError) as error:
        raise DatosInvalidos(
            _(
                "Su certificado no es de una autoridad acreditada que este sistema reconozca: prepare la firma otra "
                "vez, sin esa marca."
            )
        ) from error
