"""Whether a certificate is believed as of a moment, with what is known here and what the file brings along."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    DisallowedAlgorithmError,
    ExpiredError,
    InsufficientRevinfoError,
    InvalidCertificateError,
    NotYetValidError,
    PathBuildingError,
    PathError,
    RevokedError,
    StaleRevinfoError,
    ValidationError,
)

from documentos.verificacion.examen.contexto import Contexto


@dataclass(frozen=True)
class Material:
    """Certificates and revocation data, and the roots that are believed."""

    raices: Sequence[x509.Certificate]
    certificados: Sequence[x509.Certificate]
    crls: Sequence[crl.CertificateList]
    ocsps: Sequence[ocsp.OCSPResponse]

    def al(self, momento: dt.datetime, *, hasta: dt.datetime | None = None) -> ValidationContext:
        """To judge as of `momento`; revocation data issued after `hasta` is not heard.

        A list that was issued later than the moment still tells of it. But one that was issued after a certificate
        expired may no longer name it (RFC 5280, 3.3): nothing follows from its silence.
        """
        return ValidationContext(
            trust_roots=list(self.raices),
            other_certs=list(self.certificados),
            moment=momento,
            best_signature_time=momento,
            crls=[uno for uno in self.crls if hasta is None or _es_anterior(uno, hasta)],
            ocsps=[uno for uno in self.ocsps if hasta is None or _es_anterior_ocsp(uno, hasta)],
            revocation_mode="require",
            retroactive_revinfo=True,
            allow_fetching=False,
        )


def del_fichero(lector: PdfFileReader, contexto: Contexto, viajeros: Sequence[x509.Certificate]) -> Material:
    """What the file itself brings (its DSS, and what travels with its signatures), with our own certificates."""
    certificados, crls, ocsps = _leer_dss(lector)
    return Material(contexto.raices, [*contexto.intermedios, *viajeros, *certificados], crls, ocsps)


def completo(propio: Material, contexto: Contexto) -> Material:
    """What the file brings and what is known here."""
    return Material(
        propio.raices,
        propio.certificados,
        [*propio.crls, *contexto.crls],
        [*propio.ocsps, *contexto.ocsps],
    )


async def motivo(certificado: x509.Certificate, contexto: ValidationContext) -> str:
    """Why a certificate is not believed there, as a code of `informe.MOTIVOS`; empty when it is."""
    try:
        await CertificateValidator(certificado, validation_context=contexto).async_validate_path()
    except RevokedError as error:
        return "revocada" if error.is_ee_cert else "emisor_revocado"
    except StaleRevinfoError:
        return "revocacion_vieja"
    except InsufficientRevinfoError:
        return "sin_revocacion"
    except ExpiredError:
        return "caducada"
    except NotYetValidError:
        return "aun_no_vale"
    except DisallowedAlgorithmError:
        return "algoritmo_debil"
    except InvalidCertificateError:
        return "uso_indebido"
    except (PathBuildingError, PathError):
        return "no_confiada"
    except ValidationError:
        return "cadena"
    return ""


def _leer_dss(
    lector: PdfFileReader,
) -> tuple[list[x509.Certificate], list[crl.CertificateList], list[ocsp.OCSPResponse]]:
    try:
        dss = DocumentSecurityStore.read_dss(lector)
    except NoDSSFoundError:
        return [], [], []
    return (
        list(dss.load_certs()),
        [crl.CertificateList.load(d) for d in _flujos(dss.crls, DecodePurpose.CRL)],
        [ocsp.OCSPResponse.load(d) for d in _flujos(dss.ocsps, DecodePurpose.OCSP_RESPONSE)],
    )


def _flujos(referencias: Iterable[object], para: DecodePurpose) -> Iterable[bytes]:
    return (uno.get_object().read_data(para) for uno in referencias)  # type: ignore[attr-defined]


def _es_anterior(lista: crl.CertificateList, hasta: dt.datetime) -> bool:
    return bool(lista["tbs_cert_list"]["this_update"].native <= hasta)


def _es_anterior_ocsp(respuesta: ocsp.OCSPResponse, hasta: dt.datetime) -> bool:
    if respuesta["response_status"].native != "successful":
        return False
    una_a_una = respuesta.basic_ocsp_response["tbs_response_data"]["responses"]
    return all(una["this_update"].native <= hasta for una in una_a_una)
