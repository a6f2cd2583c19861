"""The catalogue of notices."""

import pytest

from notificaciones.avisos import CATALOGO, PASO_PENDIENTE, Aviso, Clase, declarar
from notificaciones.checks import plantillas_de_los_avisos


def test_every_notice_says_in_words_what_it_is_and_has_its_templates() -> None:
    assert {"paso_pendiente", "plazo_cercano"} <= CATALOGO.keys()
    for aviso in CATALOGO.values():
        assert all(str(texto) for texto in (aviso.titulo, aviso.explicacion, aviso.motivo))
    assert plantillas_de_los_avisos(None) == []


def test_a_notice_without_templates_is_an_error_before_it_is_ever_sent() -> None:
    declarar(Aviso(clave="mudo", titulo="", explicacion="", motivo="", clase=Clase.RECORDATORIO))
    try:
        assert [error.id for error in plantillas_de_los_avisos(None)] == ["notificaciones.E001"] * 3
    finally:
        del CATALOGO["mudo"]


def test_a_notice_is_declared_once() -> None:
    with pytest.raises(ValueError, match="already declared"):
        declarar(
            Aviso(clave="paso_pendiente", titulo="", explicacion="", motivo="", clase=Clase.RECORDATORIO)
        )
    assert CATALOGO["paso_pendiente"] is PASO_PENDIENTE
