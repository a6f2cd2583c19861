"""Whom this installation believes: the roots of those who sign, of its own seal and of those who tell the time."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asn1crypto import crl, pem, x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from auditoria.sello import demostracion, llaves
from auditoria.sello.configuracion import es_demostracion
from auditoria.sello.historia import llaves_perdidas


@dataclass(frozen=True)
class Confianza:
    """Roots that are believed, other certificates that help to reach them, revocation data: all in DER.

    `perdidas` are the seals of this installation that it gave up as lost, by the SHA-256 of their certificates, each
    since when: no authority need have heard of it.
    """

    raices: Sequence[bytes] = ()
    intermedios: Sequence[bytes] = ()
    crls: Sequence[bytes] = ()
    ocsps: Sequence[bytes] = ()
    perdidas: Mapping[str, dt.datetime] = field(default_factory=dict)

    def __add__(self, otra: "Confianza") -> "Confianza":
        return Confianza(
            raices=_una_vez((*self.raices, *otra.raices)),
            intermedios=_una_vez((*self.intermedios, *otra.intermedios)),
            crls=_una_vez((*self.crls, *otra.crls)),
            ocsps=_una_vez((*self.ocsps, *otra.ocsps)),
            perdidas={**self.perdidas, **otra.perdidas},
        )


def confianza() -> Confianza:
    """What is configured: `FIRMAS_CONFIANZA`, the seal's and the timestamp authority's, the demonstration's own; and
    what the history of seals says.

    Raises ImproperlyConfigured for a folder or a file that cannot be read.
    """
    toda = _del_sistema(llaves.confianza_del_sello) + _del_sistema(llaves.confianza_del_tiempo)
    if settings.FIRMAS_CONFIANZA:
        carpeta = Path(settings.FIRMAS_CONFIANZA)
        if not carpeta.is_dir():
            raise ImproperlyConfigured(f"FIRMAS_CONFIANZA: {carpeta}")
        toda += de_carpeta(carpeta)
    if es_demostracion():
        toda += Confianza(crls=_crls(demostracion.carpeta(settings.LOCAL_DIR)))
    return toda + Confianza(perdidas=llaves_perdidas())


def de_carpeta(carpeta: Path) -> Confianza:
    """The certificates (``.pem``, ``.crt``) and revocation lists (``.crl``) of a folder, in PEM or DER.

    A certificate that issued itself is a root; another only helps to reach one. Raises ImproperlyConfigured.
    """
    certificados = [
        der
        for ruta in sorted((*carpeta.glob("*.pem"), *carpeta.glob("*.crt")))
        for der in _leer(ruta, x509.Certificate)
    ]
    raices = [der for der in certificados if x509.Certificate.load(der).self_issued]
    return Confianza(
        raices=raices,
        intermedios=[der for der in certificados if der not in raices],
        crls=_crls(carpeta),
    )


def _del_sistema(cuales: Callable[[], Sequence[x509.Certificate]]) -> Confianza:
    """Where the system has no seal or no authority, there is none to believe."""
    try:
        return Confianza(raices=[certificado.dump() for certificado in cuales()])
    except ImproperlyConfigured:
        return Confianza()


def _crls(carpeta: Path) -> list[bytes]:
    return [der for ruta in sorted(carpeta.glob("*.crl")) for der in _leer(ruta, crl.CertificateList)]


def _leer(ruta: Path, clase: type[x509.Certificate] | type[crl.CertificateList]) -> list[bytes]:
    """What stands in a file, each read once to know that it can be."""
    try:
        crudo = ruta.read_bytes()
        ders = (
            [der for _tipo, _cabecera, der in pem.unarmor(crudo, multiple=True)]
            if pem.detect(crudo)
            else [crudo]
        )
        for der in ders:
            _ = clase.load(der, strict=True).native
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{ruta}: {error}") from error
    return ders


def _una_vez(ders: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(ders))
