"""The page that the demonstration writes: what is green, and that it asks for nothing."""

import re

from demo.salida.pagina import pagina
from documentos.verificacion.informe import Resultado
from tests.demo.muestra import muestra

HTML = pagina(muestra()).decode()


def test_only_what_is_valid_is_green() -> None:
    sellos = set(re.findall(r'<span class="badge" data-tone="(\w+)">([^<]+)</span>', HTML))
    assert sellos == {
        ("good", "VÁLIDA"),
        ("wait", "INDETERMINADA"),
        ("bad", "INVÁLIDA"),
        ("soft", "NO COMPROBADA"),
    }
    assert len(sellos) == len(Resultado)


def test_it_counts_what_was_said_of_every_file() -> None:
    assert "de 9 archivos, 3 válidos, 2 indeterminados, 2 inválidos, 2 sin comprobar." in HTML


def test_it_says_what_to_read_first_and_with_which_account_to_enter() -> None:
    assert re.search(r'<a href="[^"]+\.pdf">Adenda</a> <span class="soft">Un convenio que cambia', HTML)
    assert "coordina@demo.invalid" in HTML
    assert "La espera &lt;verificar&gt; una acción." in HTML


def test_what_it_shows_cannot_be_taken_for_markup() -> None:
    assert "mesa cooperativa &lt;1&gt;" in HTML
    assert "mesa cooperativa <1>" not in HTML


def test_it_has_no_script_and_names_nothing_outside_its_folder() -> None:
    assert "<script" not in HTML
    assert set(re.findall(r"""url\(["']?([^"')]{5})""", HTML)) == {"data:"}
    assert re.findall(r"(?:https?:)?//\w[\w.]+", re.sub(r"base64,[^\"]+", "", HTML)) == []
    assert "default-src &#x27;none&#x27;" in HTML


def test_every_identifier_stands_once() -> None:
    ids = re.findall(r'\bid="([^"]+)"', HTML)
    assert len(ids) == len(set(ids))
