"""Certificates out of their time, revoked, of others: judged as of the moment that is proven."""

import datetime as dt

import pytest

from documentos.verificacion.informe import FirmaHallada, Resultado
from tests.documentos.verificacion.conftest import ver_aqui
from tests.documentos.verificacion.firmado import firmar, papel
from tests.documentos.verificacion.pki import AHORA, DIA, Titular, pki

pytestmark = pytest.mark.lento
EN_SU_TIEMPO = AHORA - 100 * DIA
"""When the certificate that has expired was good."""


def de_entonces() -> list[bytes]:
    return pki().listas(desde=EN_SU_TIEMPO - DIA, hasta=EN_SU_TIEMPO + 20 * DIA)


def juzgada(pdf: bytes, crls: list[bytes] | None = None, momento: dt.datetime | None = None) -> FirmaHallada:
    informe = ver_aqui(pdf, base=papel(), confianza=pki().confianza(crls), momento=momento)
    assert informe.problemas == ()
    return informe.firmas[0]


def test_an_expired_certificate_without_timestamp_is_not_affirmed():
    """ETSI EN 319 102-1, 5.2.6: OUT_OF_BOUNDS_NO_POE."""
    firma = juzgada(firmar(papel(), pki().caducada, nivel="B-B"))
    assert (firma.resultado, firma.motivos) == (Resultado.INDETERMINADA, ("caducada",))


def test_a_timestamp_after_it_expired_does_not_help():
    firma = juzgada(firmar(papel(), pki().caducada))
    assert (firma.resultado, firma.motivos) == (Resultado.INDETERMINADA, ("caducada",))


def test_a_timestamp_and_a_list_of_that_time_prove_that_it_was_good():
    pdf = firmar(papel(), pki().caducada, momento=EN_SU_TIEMPO)
    firma = juzgada(pdf, [*de_entonces(), *pki().listas()])
    assert (firma.resultado, firma.motivos, firma.momento_sellado) == (Resultado.VALIDA, (), EN_SU_TIEMPO)


def test_a_list_that_was_issued_after_it_expired_proves_nothing():
    pdf = firmar(papel(), pki().caducada, momento=EN_SU_TIEMPO)
    firma = juzgada(pdf)
    assert (firma.resultado, firma.motivos) == (Resultado.INDETERMINADA, ("sin_revocacion",))


@pytest.mark.parametrize("nivel", ["B-B", "B-T"])
def test_a_certificate_revoked_before_what_is_proven_is_invalid(nivel: str):
    firma = juzgada(firmar(papel(), pki().ana, nivel=nivel), pki().listas([(pki().ana, AHORA - 10 * DIA)]))
    assert (firma.resultado, firma.motivos) == (Resultado.INVALIDA, ("revocada",))


def test_a_certificate_revoked_after_what_is_proven_was_good():
    pdf = firmar(papel(), pki().ana, momento=AHORA - 20 * DIA)
    assert juzgada(pdf, pki().listas([(pki().ana, AHORA - 10 * DIA)])).resultado == Resultado.VALIDA


def test_an_older_list_inside_the_file_does_not_hide_a_revocation():
    pdf = firmar(papel(), pki().ana, nivel="B-LT")
    firma = juzgada(pdf, pki().listas([(pki().ana, AHORA - 10 * DIA)], desde=AHORA))
    assert (firma.resultado, firma.motivos) == (Resultado.INVALIDA, ("revocada",))


@pytest.mark.parametrize(("titular", "motivo"), [("ajena", "no_confiada"), ("tsa", "uso_indebido")])
def test_a_certificate_that_is_not_for_this_is_not_affirmed(titular: str, motivo: str):
    quien: Titular = getattr(pki(), titular)
    firma = juzgada(firmar(papel(), quien, nivel="B-B"))
    assert (firma.resultado, firma.motivos) == (Resultado.INDETERMINADA, (motivo,))


def test_a_timestamp_of_an_unknown_authority_leaves_a_doubt():
    firma = juzgada(firmar(papel(), pki().ana, tsa=pki().tsa_ajena))
    assert (firma.resultado, firma.motivos) == (Resultado.INDETERMINADA, ("tiempo_no_confiado",))
    assert firma.momento_sellado is None


def test_a_timestamp_of_tomorrow_is_not_believed():
    firma = juzgada(firmar(papel(), pki().ana, momento=AHORA + 5 * DIA))
    assert (firma.resultado, firma.motivos) == (Resultado.INDETERMINADA, ("tiempo_futuro",))


def test_old_revocation_data_are_not_enough():
    viejas = pki().listas(desde=AHORA - 20 * DIA, hasta=AHORA - 10 * DIA)
    firma = juzgada(firmar(papel(), pki().ana, nivel="B-B"), viejas)
    assert (firma.resultado, firma.motivos) == (Resultado.INDETERMINADA, ("revocacion_vieja",))


def test_a_certificate_before_its_time_is_not_affirmed():
    antes = AHORA - 60 * DIA
    crls = pki().listas(desde=antes - DIA, hasta=antes + DIA)
    firma = juzgada(firmar(papel(), pki().ana, nivel="B-B"), crls, antes)
    assert (firma.resultado, firma.motivos) == (Resultado.INDETERMINADA, ("aun_no_vale",))
