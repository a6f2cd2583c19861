"""Each signature of a file: whole, whose, when proven, believed or not.

The moment as of which a certificate is judged is the earliest that is proven (ETSI EN 319 102-1, 5.5 and 5.6): that of
the signature's own timestamp; else that of the first timestamp over the whole file that came after it; else the moment
of the check. Timestamps are judged from the last to the first, each as of what the next one proves.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESStatus
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    message_imprint_checker,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.pdf_embedded import (
    EmbeddedPdfSignature,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    SignatureCoverageLevel,
    SignatureStatus,
    TimestampSignatureStatus,
)
from pyhanko_certvalidator import ValidationContext

from documentos.verificacion.examen import contenedor
from documentos.verificacion.examen.cambios import cambios_despues, fin_de_lo_cubierto, puede_tapar
from documentos.verificacion.examen.confianza import Material, completo, del_fichero, motivo
from documentos.verificacion.examen.contexto import Contexto
from documentos.verificacion.identidad import identidades
from documentos.verificacion.informe import MOTIVOS, FirmaHallada, peor

DE_PERSONA = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
"""What a certificate must be for, one of the two: national ones differ in which they name."""
PADES = "/ETSI.CAdES.detached"
OTROS_FINES = frozenset({"time_stamping", "ocsp_signing", "server_auth", "code_signing"})
"""Extended key usages (RFC 5280, 4.2.1.12) of a certificate that is for no person's signature."""
SIN_NOTICIAS = frozenset({"sin_revocacion", "revocacion_vieja"})
DESFASE = dt.timedelta(minutes=10)
"""By how much two honest clocks may differ."""


@dataclass
class _Hallado:
    """What is known of a signature while it is being judged."""

    motivos: list[str] = field(default_factory=list)
    sellado: dt.datetime | None = None
    nivel: str = ""


class Juez:
    """Judges the signatures of one file, from the last to the first."""

    def __init__(
        self, lector: PdfFileReader, firmas: Sequence[EmbeddedPdfSignature], datos: bytes, contexto: Contexto
    ) -> None:
        self.firmas, self.datos, self.contexto = firmas, datos, contexto
        viajeros = [uno for firma in firmas for uno in contenedor.certificados_de(firma.signed_data)]
        self.propio: Material = del_fichero(lector, contexto, viajeros)
        self.material: Material = completo(self.propio, contexto)
        self.conocidos = [*contexto.raices, *contexto.intermedios]
        self.probado: dt.datetime = contexto.momento
        """The earliest moment at which what comes before is proven to have existed."""
        self.es_de_archivo = False
        """Whether a timestamp over the whole file proves it."""

    async def juzgar(self) -> list[FirmaHallada]:
        """All of them, in the order given, which is that of their revisions."""
        return [await self._juzgar(firma) for firma in reversed(self.firmas)][::-1]

    async def _juzgar(self, firma: EmbeddedPdfSignature) -> FirmaHallada:
        es_sello = firma.sig_object_type == "/DocTimeStamp"
        hallado = _Hallado()
        cambios = "otros"
        try:
            firma.compute_integrity_info(skip_diff=True)  # type: ignore[no-untyped-call]
            cambios = cambios_despues(firma)
            await (self._sello if es_sello else self._firma)(firma, hallado)
            self._sobre_lo_cubierto(firma, cambios, hallado)
        except SignatureValidationError as error:
            hallado.motivos.append(_de_formato(error))
        resultado = peor(*(MOTIVOS[uno] for uno in hallado.motivos))
        if es_sello and not hallado.motivos and hallado.sellado:
            self.probado, self.es_de_archivo = hallado.sellado, True
        return FirmaHallada(
            campo=str(firma.field_name),
            es_sello_de_tiempo=es_sello,
            **_de_quien(firma),
            momento_declarado=None if es_sello else _con_zona(firma.self_reported_timestamp),
            momento_sellado=hallado.sellado,
            nivel="" if hallado.motivos else hallado.nivel,
            cubre_hasta=fin_de_lo_cubierto(firma),
            cubre_todo=firma.coverage == SignatureCoverageLevel.ENTIRE_FILE,
            cambios=cambios,
            resultado=resultado,
            motivos=tuple(dict.fromkeys(hallado.motivos)),
        )

    def _sobre_lo_cubierto(self, firma: EmbeddedPdfSignature, cambios: str, hallado: _Hallado) -> None:
        if firma.coverage is None or firma.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
            hallado.motivos.append("no_cubre")
        elif cambios == "otros":
            hallado.motivos.append("cambio_despues")
        elif firma.summarise_integrity_info()["docmdp_ok"] is False:
            hallado.motivos.append("cambio_prohibido")
        if puede_tapar(firma):
            hallado.motivos.append("tapa")
        if not hallado.motivos and not contenedor.esta_limpio(firma, self.datos, self.conocidos):
            hallado.motivos.append("contenedor")

    async def _sello(self, firma: EmbeddedPdfSignature, hallado: _Hallado) -> None:
        estado = await async_validate_pdf_timestamp(
            firma, self._al(self.probado, firma.signer_cert), skip_diff=True
        )
        hallado.motivos += await self._de_estado(estado, firma.signer_cert, self.probado)
        hallado.sellado = self._si_ya_fue(estado, hallado)

    async def _firma(self, firma: EmbeddedPdfSignature, hallado: _Hallado) -> None:
        await self._sello_de_la_firma(firma, hallado)
        momento = hallado.sellado or self.probado
        certificado = firma.signer_cert
        estado = await async_validate_pdf_signature(
            firma,
            signer_validation_context=self._al(momento, certificado),
            ts_validation_context=self._al(self.probado, certificado),
            key_usage_settings=DE_PERSONA,
            skip_diff=True,
        )
        hallado.motivos += await self._de_estado(estado, certificado, momento)
        if _es_para_otra_cosa(certificado):
            hallado.motivos.append("uso_indebido")
        if not estado.seed_value_ok:
            hallado.motivos.append("condiciones")
        if not hallado.motivos and firma.sig_object.get("/SubFilter") == PADES:
            hallado.nivel = await self._nivel(certificado, momento, hallado)

    async def _sello_de_la_firma(self, firma: EmbeddedPdfSignature, hallado: _Hallado) -> None:
        """The signature's own timestamp. One that is there and is not believed is a doubt about the signature."""
        for token in contenedor.sellos_de(firma.signed_data):
            certificado = extract_certs_for_validation(token).signer_cert
            estado = TimestampSignatureStatus(
                **await validate_tst_signed_data(
                    token, self._al(self.probado, certificado), message_imprint_checker(firma.signer_info)
                )
            )
            if not (estado.intact and estado.valid):
                hallado.motivos.append("tiempo_roto")
            elif not estado.trusted:
                falta = await motivo(certificado, self._al(self.probado, certificado))
                hallado.motivos.append(falta if falta in SIN_NOTICIAS else "tiempo_no_confiado")
            elif sellado := self._si_ya_fue(estado, hallado):
                hallado.sellado = min(sellado, hallado.sellado or sellado)

    def _si_ya_fue(
        self, estado: DocumentTimestampStatus | TimestampSignatureStatus, hallado: _Hallado
    ) -> dt.datetime | None:
        """The moment that a timestamp says, unless it is later than what is proven after it."""
        if not (estado.intact and estado.valid and estado.trusted):
            return None
        sellado: dt.datetime = estado.timestamp
        if sellado > self.probado + DESFASE:
            hallado.motivos.append("tiempo_futuro")
            return None
        return sellado

    async def _de_estado(
        self, estado: SignatureStatus, certificado: x509.Certificate, momento: dt.datetime
    ) -> list[str]:
        """Why a signature by that certificate is not good as of that moment; nothing when it is."""
        if not estado.intact:
            return ["alterada"]
        if not estado.valid:
            return ["firma_rota"]
        if estado.trusted:
            return []
        fuera = _fuera_de_plazo(certificado, momento)
        return [fuera or await motivo(certificado, self._al(momento, certificado)) or "uso_indebido"]

    async def _nivel(self, certificado: x509.Certificate, momento: dt.datetime, hallado: _Hallado) -> str:
        """What the file itself proves of this signature; what only we know does not count."""
        if not hallado.sellado and not self.es_de_archivo:
            return "B-B"
        if await motivo(certificado, self._al(momento, certificado, self.propio)):
            return "B-T"
        return "B-LTA" if self.es_de_archivo else "B-LT"

    def _al(
        self, momento: dt.datetime, certificado: x509.Certificate, material: Material | None = None
    ) -> ValidationContext:
        """To judge a certificate as of a moment; where it has expired since, with what was known until then."""
        caduca: dt.datetime = certificado.not_valid_after
        hasta = caduca if caduca < self.contexto.momento else None
        return (material or self.material).al(momento, hasta=hasta)


def _es_para_otra_cosa(certificado: x509.Certificate) -> bool:
    fines = certificado.extended_key_usage_value
    return fines is not None and {fin.native for fin in fines} <= OTROS_FINES


def _fuera_de_plazo(certificado: x509.Certificate, momento: dt.datetime) -> str:
    if momento > certificado.not_valid_after:
        return "caducada"
    return "aun_no_vale" if momento < certificado.not_valid_before else ""


def _de_formato(error: SignatureValidationError) -> str:
    indicacion = error.ades_subindication
    if indicacion is not None and indicacion.status == AdESStatus.FAILED:
        return "formato"
    return "sin_certificado" if "certificate" in str(error.failure_message) else "formato"


def _de_quien(firma: EmbeddedPdfSignature) -> dict[str, Any]:
    """Whose certificate it says it is: who, who issued it, its number and its hash; empty when it carries none."""
    try:
        certificado = firma.signer_cert
    except SignatureValidationError:
        return dict.fromkeys(("quien", "emisor", "serie", "huella"), "") | {"identidades": ()}
    return {
        "quien": certificado.subject.human_friendly,
        "emisor": certificado.issuer.human_friendly,
        "serie": f"{certificado.serial_number:x}",
        "huella": certificado.sha256.hex(),
        "identidades": identidades(certificado),
    }


def _con_zona(momento: dt.datetime | None) -> dt.datetime | None:
    """A clock that did not say its zone is taken for UTC."""
    return momento.replace(tzinfo=dt.UTC) if momento is not None and momento.tzinfo is None else momento
