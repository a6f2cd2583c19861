"""Words as they are compared: without case, accents, marks or blanks."""

import re
import unicodedata

ORDINALES = re.compile("[º°ª]")
NO_ALFANUMERICO = re.compile(r"[^0-9a-z]+")

NO_SE_SABE = frozenset(
    (
        "n d",
        "nd",
        "n a",
        "na",
        "s d",
        "sd",
        "s f",
        "s n",
        "ref",
        "valor",
        "value",
        "no definido",
        "no definida",
        "nao definido",
        "no definit",
        "por definir",
        "por confirmar",
        "sin dato",
        "sin datos",
        "sin fecha",
        "sin numero",
        "sin informacion",
        "sem informacao",
        "nao informado",
        "no informado",
        "no indica",
        "no registra",
        "no consta",
        "no precisa",
        "no aplica",
        "nao se aplica",
        "desconocido",
        "desconocida",
        "pendiente",
        "null",
        "none",
        "nan",
    )
)
"""How registers write that they do not know: «#N/D», «NO_DEFINIDO», «s/f»."""


def sin_tildes(texto: str) -> str:
    """«Número» → «numero»; compatibility forms (full width, ligatures) become plain letters."""
    descompuesto = unicodedata.normalize("NFKD", ORDINALES.sub("", texto))
    return "".join(c for c in descompuesto if not unicodedata.combining(c)).casefold()


def llano(texto: str) -> str:
    """«  N° de CONVENIO_» → «n de convenio»: two headers are the same when this is."""
    return NO_ALFANUMERICO.sub(" ", sin_tildes(texto)).strip()


def no_dice_nada(texto: str) -> bool:
    """Whether a cell is empty, only marks, or says in words that the fact is not known."""
    plano = llano(texto)
    return not plano or plano in NO_SE_SABE
