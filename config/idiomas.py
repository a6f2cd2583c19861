"""The catalogues of translations: renewed from the sources, compiled, and examined. Spanish is the source of all.

`locale/<language>` holds what this project says; `locale/bibliotecas/<language>` what libraries say, where this site
says it otherwise: written by hand, found by no renewal. Needs gettext's programs, as does whoever translates.
"""

import difflib
import gettext
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.makemessages import Command as MakeMessages

BASE: Path = settings.BASE_DIR
DOMINIO = Path("LC_MESSAGES", "django.po")
CABECERA_VARIABLE = re.compile(r'^"(?:POT-Creation-Date|PO-Revision-Date): .*\n', re.MULTILINE)


class Extraer(MakeMessages):
    """Django's own, which also knows the names by which this code calls gettext beside `_`."""

    xgettext_options = [*MakeMessages.xgettext_options, "--keyword=_l", "--keyword=_t"]
    msgmerge_options = [*MakeMessages.msgmerge_options, "--no-fuzzy-matching"]
    """What merely resembles a message is no translation of it: better none than a wrong one."""


def otros() -> list[str]:
    """The languages of the site besides that of the sources."""
    return [codigo for codigo, _nombre in settings.LANGUAGES if codigo != settings.LANGUAGE_CODE]


def traducidos() -> list[str]:
    """The languages that have a catalogue of this project's messages."""
    return [idioma for idioma in otros() if (BASE / "locale" / idioma / DOMINIO).exists()]


def renovar(idiomas: list[str]) -> None:
    """Bring the catalogues up to date with the sources, and begin those that are missing."""
    call_command(
        Extraer(), locale=idiomas, no_location=True, no_wrap=True, no_obsolete=True, ignore_patterns=["tests"]
    )


def compilar() -> None:
    """Compile every catalogue. Raises CalledProcessError when one cannot be."""
    for po in catalogos():
        _msgfmt(po, po.with_suffix(".mo"))


def catalogos() -> list[Path]:
    return sorted((BASE / "locale").rglob("*.po"))


def hallazgos() -> Iterator[str]:
    """What is wrong with the catalogues, in sentences that say what to do."""
    for po in catalogos():
        nombre = po.relative_to(BASE)
        yield from (f"{nombre}: {hallazgo}" for hallazgo in examinar(po))
    if idiomas := traducidos():
        yield from _atrasados(idiomas)


def examinar(po: Path) -> Iterator[str]:
    """What is wrong with one catalogue by itself: untranslated, uncertain, other placeholders, another .mo."""
    for que, opciones in (("sin traducir", ["--untranslated"]), ("dudosos (fuzzy)", ["--only-fuzzy"])):
        if mensajes := _mensajes(po, opciones):
            yield f"{len(mensajes)} mensajes {que}, entre ellos {'; '.join(mensajes[:5])}"
    with TemporaryDirectory() as carpeta:
        mo = Path(carpeta, "django.mo")
        try:
            _msgfmt(po, mo)
        except subprocess.CalledProcessError as error:
            yield f"no se compila: {error.stderr.strip()}"
            return
        if not po.with_suffix(".mo").exists() or _leer(mo) != _leer(po.with_suffix(".mo")):
            yield "su .mo no es el que sale de él: ejecute «make messages»"


def _atrasados(idiomas: list[str]) -> Iterator[str]:
    """The catalogues that a renewal would change."""
    with renovados_aparte(idiomas) as copia:
        for idioma in idiomas:
            po = Path("locale", idioma, DOMINIO)
            aqui, alla = _estable(BASE / po).splitlines(), _estable(copia / po).splitlines()
            if aqui != alla:
                diferencia = difflib.unified_diff(aqui, alla, lineterm="", n=0)
                cambios = [linea for linea in diferencia if re.match(r"[-+]msgid", linea)]
                yield f"{po}: no está al día, ejecute «make messages» y traduzca: {'; '.join(cambios[:10])}"


@contextmanager
def renovados_aparte(idiomas: list[str]) -> Iterator[Path]:
    """A copy of the sources in which these catalogues were renewed; it is thrown away afterwards."""
    with TemporaryDirectory() as carpeta:
        copia = Path(carpeta, "convenios")
        shutil.copytree(
            BASE, copia, ignore=shutil.ignore_patterns(".*", "__pycache__", "tests", "static", "docs")
        )
        renovar = [sys.executable, "manage.py", "mensajes", "--solo-renovar", *idiomas]
        entorno = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
        subprocess.run(renovar, cwd=copia, env=entorno, check=True, capture_output=True)  # noqa: S603 - our own
        yield copia


def _estable(po: Path) -> str:
    """A catalogue less the moments that its header tells."""
    return CABECERA_VARIABLE.sub("", po.read_text(encoding="utf-8"))


def _mensajes(po: Path, opciones: list[str]) -> list[str]:
    """The messages of a catalogue that `msgattrib` selects, its header apart."""
    salida = _correr(["msgattrib", "--no-obsolete", "--no-wrap", *opciones, str(po)])
    return [mensaje for mensaje in re.findall(r"^msgid (.*)$", salida, re.MULTILINE)[1:] if mensaje]


def _leer(mo: Path) -> dict[object, str]:
    with mo.open("rb") as fichero:
        return dict(vars(gettext.GNUTranslations(fichero))["_catalog"])


def _msgfmt(po: Path, mo: Path) -> None:
    _correr(["msgfmt", "--check", "--output-file", str(mo), str(po)])


def _correr(orden: list[str]) -> str:
    return subprocess.run(orden, check=True, capture_output=True, text=True).stdout  # noqa: S603 - of gettext
