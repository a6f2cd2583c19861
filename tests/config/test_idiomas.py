"""What is wrong with a catalogue is said, each thing by its name."""

from pathlib import Path

import pytest

from config import idiomas

CABECERA = """msgid ""
msgstr ""
"Language: pt\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
BUENO = (
    CABECERA
    + """#, python-format
msgid "Falta %(que)s."
msgstr "Falta %(que)s!"

#, python-format
msgid "%(n)s día"
msgid_plural "%(n)s días"
msgstr[0] "%(n)s dia"
msgstr[1] "%(n)s dias"
"""
)


@pytest.fixture
def po(tmp_path: Path) -> Path:
    """A catalogue without faults, compiled."""
    fichero = tmp_path / "django.po"
    fichero.write_text(BUENO)
    idiomas._msgfmt(fichero, fichero.with_suffix(".mo"))
    return fichero


def test_a_catalogue_without_faults_is_accepted(po: Path):
    assert list(idiomas.examinar(po)) == []


@pytest.mark.parametrize(
    ("antes", "despues", "dice"),
    [
        ('msgstr "Falta %(que)s!"', 'msgstr ""', "1 mensajes sin traducir"),
        ('#, python-format\nmsgid "Falta', '#, fuzzy, python-format\nmsgid "Falta', "1 mensajes dudosos"),
        ('msgstr "Falta %(que)s!"', 'msgstr "Falta %(quem)s!"', "no se compila"),
        ('msgstr[1] "%(n)s dias"', 'msgstr[1] "dias"', "no se compila"),
        ('msgstr[1] "%(n)s dias"\n', "", "no se compila"),
        ('msgstr "Falta %(que)s!"', 'msgstr "Falta: %(que)s!"', "su .mo no es el que sale de él"),
    ],
)
def test_a_fault_is_named(po: Path, antes: str, despues: str, dice: str):
    assert antes in BUENO
    po.write_text(BUENO.replace(antes, despues))
    assert [h for h in idiomas.examinar(po) if h.startswith(dice)] != []


def test_a_catalogue_that_was_never_compiled_is_named(po: Path):
    po.with_suffix(".mo").unlink()
    assert list(idiomas.examinar(po)) == ["su .mo no es el que sale de él: ejecute «make messages»"]


def test_the_catalogues_of_this_site_have_no_faults():
    assert [(po, h) for po in idiomas.catalogos() for h in idiomas.examinar(po)] == []
