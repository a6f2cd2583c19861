"""What somebody does to a file to have more believed than was signed; none of it is ever valid."""

from collections.abc import Callable
from functools import cache

import pytest

from documentos.verificacion.informe import Resultado
from tests.documentos.verificacion import ataques
from tests.documentos.verificacion.conftest import ver, ver_aqui
from tests.documentos.verificacion.firmado import fechar, firmar, papel
from tests.documentos.verificacion.pki import pki

pytestmark = pytest.mark.lento
Hacer = Callable[[bytes], bytes]

ANTES = {
    "pintar sobre una cláusula": (ataques.tapar, {"cambio_sin_firma"}),
    "añadir un programa": (ataques.con_javascript, {"cambio_sin_firma", "javascript"}),
    "ejecutar al abrir": (ataques.que_ejecuta, {"cambio_sin_firma", "ejecuta"}),
    "añadir un adjunto": (ataques.con_adjunto, {"cambio_sin_firma", "adjunto_ajeno"}),
    "poner una capa": (ataques.con_capa, {"cambio_sin_firma"}),
    "reescribir el contenido": (ataques.reescribir_contenido, {"cambio_sin_firma"}),
    "poner otras páginas": (ataques.otras_paginas, {"cambio_sin_firma", "contenido_sombra"}),
    "esconder objetos": (ataques.con_cola, {"cambio_sin_firma"}),
    "guardar con otro programa": (ataques.guardar_de_nuevo, {"no_empieza_como_lo_emitido"}),
}
"""Done to the issued file, and then validly signed: the signature itself is good."""
DESPUES = {
    "pintar sobre una cláusula": (ataques.tapar, {"cola_sin_firma"}),
    "reescribir el contenido": (ataques.reescribir_contenido, {"cola_sin_firma"}),
    "poner otras páginas": (ataques.otras_paginas, {"cola_sin_firma", "contenido_sombra"}),
    "añadir un programa": (ataques.con_javascript, {"cola_sin_firma", "javascript"}),
    "ejecutar al abrir": (ataques.que_ejecuta, {"cola_sin_firma", "ejecuta"}),
    "añadir un adjunto": (ataques.con_adjunto, {"cola_sin_firma"}),
    "quitar la firma": (ataques.quitar_firma, {"firma_quitada", "sin_firmas"}),
    "añadir un ZIP": (ataques.con_zip, {"dos_cosas", "cola_sin_firma"}),
    "esconder objetos": (ataques.con_cola, {"cola_sin_firma"}),
    "guardar con otro programa": (ataques.guardar_de_nuevo, set()),
    "cortar el final": (lambda pdf: pdf[:-200], {"danado"}),
    "cortar la mitad": (lambda pdf: pdf[: len(pdf) // 2], {"danado"}),
}
"""Done to a signed file, of which nobody kept the bytes that were issued."""


@cache
def una() -> bytes:
    return firmar(papel(), pki().ana)


@pytest.mark.parametrize("ataque", ANTES)
def test_what_is_done_before_a_good_signature_is_found_by_the_bytes_that_were_issued(ataque: str):
    hacer, problemas = ANTES[ataque]
    informe = ver_aqui(firmar(hacer(papel()), pki().ana), base=papel())
    assert informe.resultado == Resultado.INVALIDA
    assert set(informe.problemas) == problemas
    assert [f.resultado for f in informe.firmas] == [
        Resultado.VALIDA
    ]  # which is why the signature is not asked


@pytest.mark.parametrize("ataque", DESPUES)
def test_what_is_done_after_a_signature_is_found_by_the_signature(ataque: str):
    hacer, problemas = DESPUES[ataque]
    informe = ver_aqui(hacer(una()))
    assert informe.resultado == Resultado.INVALIDA
    assert set(informe.problemas) == problemas


@pytest.mark.parametrize("ataque", DESPUES)
def test_and_all_the_more_by_both(ataque: str):
    hacer, _problemas = DESPUES[ataque]
    assert ver_aqui(hacer(una()), base=papel()).resultado == Resultado.INVALIDA


def test_the_confined_process_says_the_same_of_an_altered_file():
    alterado = ataques.con_javascript(ataques.tapar(una()))
    assert ver(alterado, base=papel()).problemas == ver_aqui(alterado, base=papel()).problemas != ()


def test_a_change_between_two_signatures_is_found_by_the_first():
    pdf = papel("convenio")
    pdf = firmar(ataques.tapar(firmar(pdf, pki().ana, "firma-1")), pki().beto, "firma-2")
    informe = ver(pdf, base=papel("convenio"))
    assert informe.problemas == ("cambio_sin_firma",)
    assert [f.motivos for f in informe.firmas] == [("cambio_despues",), ()]


def test_one_of_two_signatures_taken_away_is_missed():
    pdf = firmar(firmar(papel("convenio"), pki().ana, "firma-1"), pki().beto, "firma-2")
    informe = ver(ataques.quitar_firma(pdf, "firma-1"))
    assert informe.resultado == Resultado.INVALIDA
    assert "firma_quitada" in informe.problemas


def test_a_layer_that_was_signed_and_then_taken_away_is_a_change():
    tapado = firmar(ataques.con_capa(papel()), pki().ana)
    assert ver(tapado).resultado == Resultado.VALIDA
    informe = ver(ataques.sin_capa(tapado))
    assert (informe.resultado, informe.problemas) == (Resultado.INVALIDA, ("cola_sin_firma",))


def test_pages_in_waiting_are_told_before_anybody_puts_them_in_place():
    informe = ver(firmar(ataques.con_paginas_sueltas(papel()), pki().ana))
    assert (informe.resultado, informe.problemas) == (Resultado.INDETERMINADA, ("contenido_sombra",))


def test_an_archive_timestamp_does_not_make_a_change_good():
    informe = ver(fechar(ataques.tapar(firmar(papel(), pki().ana, nivel="B-LT")), "SelloDeTiempo1"))
    assert informe.resultado == Resultado.INVALIDA
    assert informe.firmas[0].motivos == ("cambio_despues",)


def test_another_person_signs_as_another_person():
    """Who should have signed is not asked here: the identities say who did."""
    assert ver(firmar(papel(), pki().beto), base=papel()).firmas[0].identidades == ("PE:DNI:40000002",)


def test_a_stamp_that_can_cover_what_others_signed_is_told():
    informe = ver_aqui(
        firmar(una(), pki().beto, "Firma2", nuevo=True, lugar=(0, 300, 595, 842)), base=papel()
    )
    assert (informe.resultado, informe.problemas) == (Resultado.INDETERMINADA, ())
    assert [f.motivos for f in informe.firmas] == [(), ("tapa",)]


def test_deep_nesting_is_refused_in_time():
    assert ver(ataques.anidado()).problemas == ("danado",)


def test_ten_thousand_pages_are_not_examined():
    informe = ver(ataques.muchas_paginas())
    assert (informe.resultado, informe.problemas) == (Resultado.NO_COMPROBADA, ("demasiado",))


def test_half_a_gigabyte_folded_into_half_a_megabyte_is_not_unfolded():
    assert ver(ataques.flujo_enorme()).problemas == ("sin_firmas",)


@pytest.mark.parametrize(
    "pdf", [b"", b"%PDF-1.7\n", b"\0" * 5000, ataques.azar()], ids=["0", "cabeza", "ceros", "azar"]
)
def test_what_is_no_pdf_is_invalid(pdf: bytes):
    informe = ver(pdf)
    assert (informe.resultado, informe.problemas, informe.firmas) == (Resultado.INVALIDA, ("danado",), ())
