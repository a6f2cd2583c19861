"""A language in which every message is «⟦itself⟧»: what is left outside the brackets was never marked."""

import gettext
import re
import subprocess
from collections.abc import Container, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from django.utils.translation import trans_real

from config.idiomas import DOMINIO, renovados_aparte

ABRE, CIERRA = "⟦", "⟧"
EN_ATRIBUTOS = frozenset(
    {"aria-label", "title", "placeholder", "alt", "data-label", "data-max-message", "data-copied-text"}
)
SIN_CIERRE = frozenset(
    {"input", "meta", "link", "br", "img", "hr", "use", "path", "rect", "line", "circle", "polygon"}
)


class _Todo:
    def __contains__(self, mensaje: object) -> bool:
        return True


TODO = _Todo()
"""Whatever is said, wherever it was written."""


class Pseudo(gettext.NullTranslations):
    """The messages that gettext's programs find in the sources, and those of the libraries, in brackets."""

    def __init__(self, idioma: str, nuestros: Container[str]) -> None:
        super().__init__()
        self._idioma = idioma
        self._nuestros = nuestros
        self._de_bibliotecas = {
            clave if isinstance(clave, str) else clave[0]
            for clave, _dicho in trans_real.translation("es")._catalog.items()  # type: ignore[attr-defined]
        }

    def language(self) -> str:
        return self._idioma

    to_language = language

    def gettext(self, message: str) -> str:
        es_suyo = message in self._nuestros or message in self._de_bibliotecas
        return f"{ABRE}{message.rpartition(chr(4))[2]}{CIERRA}" if message and es_suyo else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        dicho = self.gettext(msgid1)
        return dicho if n == 1 or dicho == msgid1 else f"{ABRE}{msgid2.rpartition(chr(4))[2]}{CIERRA}"


def mensajes_de_las_fuentes() -> set[str]:
    """Every message that `make messages` finds, with its context as gettext joins them."""
    with renovados_aparte(["en"]) as copia:
        po, mo = copia / "locale" / "en" / DOMINIO, copia / "en.mo"
        subprocess.run(["msgen", "-o", str(po), str(po)], check=True)  # noqa: S603, S607
        subprocess.run(["msgfmt", "-o", str(mo), str(po)], check=True)  # noqa: S603, S607
        with mo.open("rb") as fichero:
            claves = vars(gettext.GNUTranslations(fichero))["_catalog"]
    return {clave if isinstance(clave, str) else clave[0] for clave in claves}


@contextmanager
def hablado(idioma: str, nuestros: Container[str]) -> Iterator[None]:
    """Inside, that language is the one in brackets."""
    previos = dict(trans_real._translations)  # type: ignore[attr-defined]
    trans_real._translations[idioma] = Pseudo(idioma, nuestros)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        trans_real._translations.clear()  # type: ignore[attr-defined]
        trans_real._translations.update(previos)  # type: ignore[attr-defined]


class Textos(HTMLParser):
    """What a page says: its texts and the attributes that are read out, less what stands in a language of its own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.dichos: list[str] = []
        self.atributos: list[str] = []
        self._abiertos: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        atributos = dict(attrs)
        self.atributos += [valor for nombre, valor in attrs if nombre in EN_ATRIBUTOS and valor]
        if tag == "input" and atributos.get("type") in ("submit", "button"):
            self.atributos.append(atributos.get("value") or "")
        if tag not in SIN_CIERRE:
            self._abiertos.append(tag in ("script", "style") or (tag != "html" and "lang" in atributos))

    def handle_endtag(self, tag: str) -> None:
        if tag not in SIN_CIERRE and self._abiertos:
            self._abiertos.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._abiertos):
            self.dichos.append(data)


def fuera_de_corchetes(textos: list[str]) -> Iterator[str]:
    """The parts of what is read one after the other that no bracket encloses; a message may span several elements.

    Raises AssertionError when a bracket stays open: what follows it would not have been examined.
    """
    hondura = 0
    for texto in textos:
        for trozo in re.split(f"([{ABRE}{CIERRA}])", texto):
            hondura += (trozo == ABRE) - (trozo == CIERRA)
            if hondura == 0 and trozo != CIERRA and trozo.strip():
                yield " ".join(trozo.split())
    assert hondura == 0, "a message was cut"


def textos_de(html: str) -> list[str]:
    pagina = Textos(html)
    seguidos, sueltos = (
        fuera_de_corchetes(pagina.dichos),
        map(fuera_de_corchetes, ([a] for a in pagina.atributos)),
    )
    return [parte for partes in (seguidos, *sueltos) for parte in partes]


def datos_de(modelos: Any) -> set[str]:
    """What people wrote: every text of these models' rows, whole and line by line."""
    datos: set[str] = set()
    for modelo in modelos:
        for fila in modelo._base_manager.values():
            for valor in fila.values():
                datos |= _textos(valor)
    return datos


def _textos(valor: Any) -> set[str]:
    if isinstance(valor, str):
        return {" ".join(linea.split()) for linea in (valor, *valor.splitlines()) if linea.strip()}
    if isinstance(valor, UUID):
        return {str(valor)}
    if isinstance(valor, dict):
        return set().union(*map(_textos, valor.values())) if valor else set()
    if isinstance(valor, list):
        return set().union(*map(_textos, valor)) if valor else set()
    return set()
