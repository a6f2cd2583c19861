"""Files that are as they should be, at each level, as our own pipeline and foreign tools make them."""

import datetime as dt
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from documentos.verificacion.informe import Informe, Resultado
from tests.documentos.verificacion.conftest import ver
from tests.documentos.verificacion.firmado import fechar, firmar, papel
from tests.documentos.verificacion.pki import AHORA, DIA, pki

pytestmark = pytest.mark.lento


def resumen(informe: Informe) -> list[tuple[str, str, str]]:
    return [(f.campo, f.nivel, f.cambios) for f in informe.firmas]


def valida(pdf: bytes, base: bytes | None) -> Informe:
    informe = ver(pdf, base=base)
    assert (informe.resultado, informe.problemas) == (Resultado.VALIDA, ())
    assert all(f.motivos == () for f in informe.firmas)
    return informe


def tres(nivel: str = "B-T") -> bytes:
    pdf = papel("convenio")
    for n, quien in enumerate((pki().ana, pki().beto, pki().carla), 1):
        pdf = firmar(pdf, quien, f"firma-{n}", nivel)
    return pdf


def sellado_y_ajeno() -> bytes:
    """A seal first, in a field of its own; then a national tool that makes its own field."""
    return firmar(firmar(papel(), pki().sello, "Sello", nuevo=True), pki().ana, "Signature1", nuevo=True)


def test_one_signature_says_all_that_is_known_of_it():
    pdf = firmar(papel(), pki().ana)
    (firma,) = valida(pdf, papel()).firmas
    assert firma.quien == "Serial Number: PNOPE-40000001, Common Name: Ana Núñez, Country: PE"
    assert firma.emisor == "Common Name: Autoridad de pruebas, Country: PE"
    assert firma.serie == f"{pki().ana.certificado.serial_number:x}"
    assert firma.huella == pki().ana.asn1.sha256.hex()
    assert firma.identidades == ("PE:DNI:40000001",)
    assert (firma.campo, firma.nivel, firma.cubre_hasta, firma.cubre_todo) == (
        "firma-1",
        "B-T",
        len(pdf),
        True,
    )
    assert firma.momento_sellado is not None
    assert abs(firma.momento_sellado - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=10)


@pytest.mark.parametrize("nivel", ["B-B", "B-T", "B-LT", "B-LTA"])
def test_each_level_is_told_as_what_it_is(nivel: str):
    assert valida(firmar(papel(), pki().ana, nivel=nivel), papel()).firmas[0].nivel == nivel


@pytest.mark.parametrize("nivel", ["B-B", "B-T"])
def test_without_revocation_data_nothing_is_valid(nivel: str):
    informe = ver(firmar(papel(), pki().ana, nivel=nivel), base=papel(), confianza=pki().confianza([]))
    assert informe.resultado == Resultado.INDETERMINADA
    assert informe.firmas[0].motivos == ("sin_revocacion",)


@pytest.mark.parametrize("nivel", ["B-LT", "B-LTA"])
def test_a_file_that_brings_its_validation_data_needs_no_more(nivel: str):
    informe = ver(firmar(papel(), pki().ana, nivel=nivel), base=papel(), confianza=pki().confianza([]))
    assert informe.resultado == Resultado.VALIDA


def test_three_signers_follow_each_other():
    assert resumen(valida(tres(), papel("convenio"))) == [
        ("firma-1", "B-T", "firmas_y_validacion"),
        ("firma-2", "B-T", "firmas_y_validacion"),
        ("firma-3", "B-T", "ninguno"),
    ]


def test_an_archive_timestamp_goes_into_its_reserved_field_after_three():
    informe = valida(fechar(tres("B-LT"), "SelloDeTiempo1"), papel("convenio"))
    assert [f.nivel for f in informe.firmas] == ["B-LTA", "B-LTA", "B-LTA", ""]
    assert [f.es_sello_de_tiempo for f in informe.firmas] == [False, False, False, True]


def test_a_seal_goes_before_and_a_foreign_field_after():
    informe = valida(sellado_y_ajeno(), papel())
    assert [f.campo for f in informe.firmas] == ["Sello", "Signature1"]
    assert informe.firmas[0].identidades == ("PE:RUC:20100000001",)


def test_an_issued_file_that_nobody_signed_is_not_valid():
    informe = ver(papel(), base=papel())
    assert (informe.resultado, informe.problemas) == (Resultado.INDETERMINADA, ("sin_firmas",))


def test_an_archive_outlives_its_certificates_while_its_timestamps_are_renewed():
    pdf = fechar(firmar(papel(), pki().ana, nivel="B-LTA"), "SelloDeTiempo2", titular=pki().tsa_duradera)
    luego = AHORA + 1500 * DIA
    de_luego = pki().listas(desde=luego - DIA, hasta=luego + 30 * DIA)
    informe = ver(pdf, base=papel(), confianza=pki().confianza(de_luego), momento=luego)
    assert (informe.resultado, informe.problemas) == (Resultado.VALIDA, ())
    assert [f.nivel for f in informe.firmas] == ["B-LTA", "", ""]


def test_an_archive_whose_timestamps_were_not_renewed_is_no_longer_affirmed():
    luego = AHORA + 1500 * DIA
    de_luego = pki().listas(desde=luego - DIA, hasta=luego + 30 * DIA)
    informe = ver(
        firmar(papel(), pki().ana, nivel="B-LTA"),
        base=papel(),
        confianza=pki().confianza(de_luego),
        momento=luego,
    )
    assert informe.resultado == Resultado.INDETERMINADA
    assert "caducada" in informe.firmas[-1].motivos


@pytest.mark.parametrize(
    "hacer", [lambda: firmar(papel(), pki().ana), tres, sellado_y_ajeno], ids=["una", "tres", "sello y ajeno"]
)
def test_pdfsig_says_the_same_of_good_files(hacer: Callable[[], bytes], tmp_path: Path):
    pdf = hacer()
    (tmp_path / "a.pdf").write_bytes(pdf)
    orden = ["pdfsig", "-nocert", str(tmp_path / "a.pdf")]
    dicho = subprocess.run(orden, capture_output=True, check=False).stdout.decode()  # noqa: S603
    suyas = re.findall(r"Signature Validation: (.+)", dicho)
    nuestras = valida(pdf, None).firmas
    assert suyas == ["Signature is Valid."] * len(nuestras)
