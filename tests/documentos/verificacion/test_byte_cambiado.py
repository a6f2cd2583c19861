"""A single byte, wherever it is: nothing that was signed can become something else and stay valid."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documentos.verificacion.informe import Resultado
from tests.documentos.verificacion.conftest import ver_aqui
from tests.documentos.verificacion.firmado import firmar, papel
from tests.documentos.verificacion.pki import pki

pytestmark = pytest.mark.lento


@cache
def firmado() -> bytes:
    return firmar(papel(), pki().ana)


def cambiado(donde: int, por: int) -> bytes:
    pdf = bytearray(firmado())
    pdf[donde] ^= por
    return bytes(pdf)


def hueco() -> tuple[int, int]:
    """Where the signature itself lies, which it does not cover."""
    (firma,) = ver_aqui(firmado()).firmas
    assert firma.cubre_todo
    inicio = firmado().rindex(b"/Contents <") + len(b"/Contents ")
    return inicio, firmado().index(b">", inicio) + 1


@settings(max_examples=60)
@given(st.data())
def test_no_changed_byte_leaves_a_valid_file(data: st.DataObject):
    donde = data.draw(st.integers(0, len(firmado()) - 1))
    assert ver_aqui(cambiado(donde, data.draw(st.integers(1, 255)))).resultado != Resultado.VALIDA


@settings(max_examples=60)
@given(st.data())
def test_not_even_where_the_signature_itself_lies(data: st.DataObject):
    desde, hasta = hueco()
    donde = data.draw(st.integers(desde, hasta - 1))
    otro = data.draw(st.sampled_from(b"0123456789abcdefABCDEF <>\n").filter(lambda c: c != firmado()[donde]))
    assert ver_aqui(cambiado(donde, otro ^ firmado()[donde])).resultado != Resultado.VALIDA
