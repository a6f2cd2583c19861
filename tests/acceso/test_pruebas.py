"""`docs/pruebas.md` names tests that are there."""

import re

import pytest
from django.conf import settings

PAGINA = (settings.BASE_DIR / "docs" / "pruebas.md").read_text(encoding="utf-8")
NOMBRADAS = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGINA)


def test_every_row_names_a_test():
    filas = [linea for linea in PAGINA.splitlines() if linea.startswith("| ") and "Prueba" not in linea]
    assert len(NOMBRADAS) == len(filas) > 0


@pytest.mark.parametrize(("archivo", "prueba"), NOMBRADAS)
def test_what_the_page_names_exists(archivo: str, prueba: str):
    assert f"def {prueba}(" in (settings.BASE_DIR / archivo).read_text(encoding="utf-8")
