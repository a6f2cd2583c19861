"""Text that people will sign must be what it looks like."""

import re
import unicodedata

from django.utils.translation import gettext as _

from flujo.errors import DatosInvalidos

PERMITIDOS = "\n\t"
DIRECCIONALES = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Invisible marks that make a line read otherwise than it is stored."""


def exigir_legible(que: object, texto: str, *, maximo: int) -> str:
    """`texto` in NFC with LF line ends. `que` names it in the refusal («la cláusula 3»): a text, or a sentence that is
    not written unless it is needed (`gettext_lazy`).

    Raises DatosInvalidos when it is longer than `maximo` characters, holds control characters or invisible marks of
    direction, or has characters and shows none.
    """
    limpio = unicodedata.normalize("NFC", texto.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(limpio) > maximo:
        raise DatosInvalidos(
            _("%(que)s tiene %(largo)s caracteres; el máximo es %(maximo)s. Divídala o adjunte un documento.")
            % {"que": str(que).capitalize(), "largo": f"{len(limpio):,}", "maximo": f"{maximo:,}"}
        )
    exigir_visible(que, limpio)
    return limpio


def exigir_visible(que: object, texto: str, *, entero: bool = True) -> None:
    """Raises DatosInvalidos when `texto` holds control characters, halves of characters or invisible marks of
    direction, or has characters and shows none: which a piece of a longer text (not `entero`) may well do."""
    if texto.isprintable():
        return
    nada_se_ve = entero and all(unicodedata.category(caracter)[0] in "CZ" for caracter in texto)
    for posicion, caracter in enumerate(texto, 1):
        if (
            nada_se_ve
            or caracter in DIRECCIONALES
            or (unicodedata.category(caracter) in ("Cc", "Cs") and caracter not in PERMITIDOS)
        ):
            raise DatosInvalidos(
                _(
                    "%(que)s contiene un carácter invisible (U+%(codigo)s, posición %(posicion)s) que podría hacerla "
                    "leer distinta de lo que es. Bórrelo y vuelva a guardar."
                )
                % {"que": str(que).capitalize(), "codigo": f"{ord(caracter):04X}", "posicion": posicion}
            )


def exigir_una_linea(que: object, texto: str, *, maximo: int) -> str:
    """The same in one line, with single spaces. Raises DatosInvalidos."""
    return " ".join(exigir_legible(que, texto, maximo=maximo).split())


SIGNOS = r"[=+@\-＝＋－＠]"
"""With which a formula begins; the wide ones too, which some spreadsheets read as the others."""
BLANCO = r'(?:[^\S\t\r\n]|")*'
FORMULA = re.compile(rf"^(?=[\t\r\n]|{BLANCO}{SIGNOS})")
FORMULA_EN_CSV = re.compile(rf"^(?=[\t\r\n])|(?:^|(?<=[;,\t\r\n]))(?={BLANCO}{SIGNOS})")


def inofensivo(texto: str) -> str:
    """`texto` so that a spreadsheet shows it instead of computing it."""
    return FORMULA.sub("'", texto)


def inofensivo_en_csv(texto: str) -> str:
    """The same for a cell of a CSV.

    Which sign separates cells is a setting of whoever opens it: where it is another than the file's, quotes hold
    nothing together and what follows a separator is a cell of its own.
    """
    return FORMULA_EN_CSV.sub("'", texto)
