"""The demonstration's own authorities: people who sign, lists of revocation, and keys of an earlier version."""

import io
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pikepdf
import pytest
from asn1crypto import crl, x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

from auditoria.models import LlaveDeSello
from auditoria.sello import demostracion, llaves
from tests.auditoria.conftest import cadena, cerrado, sano
from tests.auditoria.sellos.conftest import openssl

PERSONA = {"nombre": "María Núñez", "pais": "pe", "documento": "40000001", "clave": "una clave"}


@pytest.fixture
def local(settings: Any, tmp_path: Path) -> Path:
    settings.LOCAL_DIR = tmp_path
    return tmp_path


def emitido(local: Path, **campos: str) -> tuple[Path, x509.Certificate]:
    """A person's PKCS#12 file and certificate."""
    archivo = local / "persona.p12"
    archivo.write_bytes(demostracion.emitir_para(local, **(PERSONA | campos)))
    suyo = pkcs12.load_key_and_certificates(archivo.read_bytes(), PERSONA["clave"].encode())[1]
    return archivo, x509.Certificate.load(suyo.public_bytes(Encoding.DER))


def test_a_person_gets_a_certificate_that_says_who_signs_and_what_it_is_worth(local: Path) -> None:
    _archivo, certificado = emitido(local)
    assert certificado.subject.native == {
        "country_name": "PE",
        "organization_name": "DEMOSTRACIÓN, sin valor",
        "common_name": "María Núñez · DEMOSTRACIÓN, sin valor",
        "serial_number": "PNOPE-40000001",
    }
    assert certificado.issuer.native["common_name"] == "Personas · DEMOSTRACIÓN, sin valor"
    assert "non_repudiation" in certificado.key_usage_value.native


def test_a_long_name_is_cut_and_the_mark_is_not(local: Path) -> None:
    _archivo, certificado = emitido(
        local, nombre="María de los Ángeles Núñez de la Peña y Rodríguez del Campo"
    )
    comun = certificado.subject.native["common_name"]
    assert comun.startswith("María de los Ángeles")
    assert comun.endswith("… · DEMOSTRACIÓN, sin valor")


def test_openssl_opens_it_and_believes_its_chain_until_it_is_revoked(local: Path) -> None:
    archivo, certificado = emitido(local)
    de = ("pkcs12", "-in", archivo, "-passin", f"pass:{PERSONA['clave']}", "-nokeys")
    (local / "suyo.pem").write_bytes(openssl(*de, "-clcerts").stdout)
    (local / "cadena.pem").write_bytes(openssl(*de, "-cacerts").stdout)
    assert b": OK" in juzgado(local).stdout
    demostracion.revocar_de(local, certificado.dump())
    assert b"certificate revoked" in juzgado(local).stderr


def juzgado(local: Path) -> CompletedProcess[bytes]:
    """What openssl says of a person's certificate, with the lists as they are now."""
    carpeta = local / "sello"
    listas = [openssl("crl", "-inform", "DER", "-in", ruta).stdout for ruta in carpeta.glob("*.crl")]
    (local / "listas.pem").write_bytes(b"".join(listas))
    confianza = ("-CAfile", carpeta / "raiz.pem", "-untrusted", local / "cadena.pem")
    return openssl(
        "verify", *confianza, "-crl_check_all", "-CRLfile", local / "listas.pem", local / "suyo.pem"
    )


def test_a_list_grows_and_revoking_twice_changes_nothing(local: Path) -> None:
    _archivo, una = emitido(local)
    _archivo, otra = emitido(local, nombre="José Peña", documento="40000002")
    demostracion.revocar_de(local, una.dump())
    demostracion.revocar_de(local, otra.dump())
    lista = (local / "sello" / "personas.crl").read_bytes()
    demostracion.revocar_de(local, una.dump())
    assert (local / "sello" / "personas.crl").read_bytes() == lista
    (de_personas, _de_la_raiz) = listas(local)
    revocados = {
        uno["user_certificate"] for uno in de_personas["tbs_cert_list"]["revoked_certificates"].native
    }
    assert revocados == {una.serial_number, otra.serial_number}


def listas(local: Path) -> list[crl.CertificateList]:
    return [crl.CertificateList.load(fichero.read_bytes()) for fichero in demostracion.listas(local)]


def contexto(**campos: Any) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(llaves.confianza_del_sello()),
        allow_fetching=False,
        revocation_mode="require",
        **campos,
    )


def firmado(archivo: Path) -> bytes:
    """One blank page, signed by the person of that file with everything that proves it inside."""
    blanco, salida = io.BytesIO(), io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(blanco)
    ficha = PdfSignatureMetadata(
        field_name="Firma1",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        validation_context=contexto(crls=listas(Path(settings.LOCAL_DIR))),
    )
    firmante = SimpleSigner.load_pkcs12(archivo, passphrase=PERSONA["clave"].encode())
    PdfSigner(ficha, firmante, timestamper=llaves.autoridad()).sign_pdf(
        IncrementalPdfFileWriter(blanco), output=salida
    )
    return salida.getvalue()


def test_what_a_person_signs_carries_its_own_proof_that_nothing_was_revoked(local: Path) -> None:
    archivo, _certificado = emitido(local)
    lector = PdfFileReader(io.BytesIO(firmado(archivo)))
    dentro = DocumentSecurityStore.read_dss(lector)
    solo_con_lo_de_dentro = dentro.as_validation_context(
        {
            "trust_roots": list(llaves.confianza_del_sello()),
            "allow_fetching": False,
            "revocation_mode": "require",
        }
    )
    (firma,) = lector.embedded_regular_signatures
    assert validate_pdf_signature(
        firma, solo_con_lo_de_dentro, ts_validation_context=solo_con_lo_de_dentro
    ).bottom_line


MALOS = [
    {"nombre": " "},
    {"clave": ""},
    {"pais": "Perú"},
    {"documento": ""},
    {"documento": "4 000"},
    {"documento": "1" * 59},
]


@pytest.mark.parametrize("malo", MALOS)
def test_nobody_is_issued_what_says_nothing(local: Path, malo: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"certificate is issued|no country|no number"):
        demostracion.emitir_para(local, **(PERSONA | malo))


def test_what_another_authority_issued_is_not_revoked_here(local: Path, ajenas: Path) -> None:
    ajeno = llaves.confianza_del_sello()[0].dump()
    with pytest.raises(ValueError, match=r"[Ii]ssuer"):
        demostracion.revocar_de(local, ajeno)
    _archivo, certificado = emitido(ajenas)
    with pytest.raises(ValueError, match="another authority"):
        demostracion.revocar_de(local, certificado.dump())


def test_outside_of_the_demonstration_nothing_is_issued_or_revoked(settings: Any, local: Path) -> None:
    _archivo, certificado = emitido(local)
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured, match="solo se emiten en ella"):
        demostracion.emitir_para(local, **PERSONA)
    with pytest.raises(ImproperlyConfigured, match="solo se emiten en ella"):
        demostracion.revocar_de(local, certificado.dump())


# -- a folder of an earlier version


def envejecer(local: Path) -> None:
    """What an earlier version left there: root, seal and authority, without people and lists."""
    for nuevo in ("personas.p12", "personas.crl", "raiz.crl"):
        (local / "sello" / nuevo).unlink()


@pytest.mark.django_db
def test_closings_sealed_by_an_earlier_version_go_on_verifying(local: Path) -> None:
    cadena(1)
    viejo = cerrado()
    envejecer(local)
    antes = sorted(ruta.read_bytes() for ruta in (local / "sello").iterdir())
    (local / "sello-1").mkdir()  # that name is taken

    cadena(1)
    nuevo = cerrado()
    assert nuevo.certificado != viejo.certificado
    assert sorted(ruta.read_bytes() for ruta in (local / "sello-2").iterdir()) == antes
    assert sano()
    primera, segunda = LlaveDeSello.objects.all()
    assert (primera.hasta, segunda.hasta) == (segunda.desde, None)
