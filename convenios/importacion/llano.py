"""Words as they are compared: without case, accents, marks or blanks."""

import re
import unicodedata

ORDINALES = re.compile("[º°ª]")
MARCAS = re.compile("[\u0300-\u036f]")
NO_ALFANUMERICO = re.compile(r"[\W_]+")
"""Letters of other alphabets are letters: else every name in one of them would be the same, and none."""
ALGO = re.compile(r"[^\W_]")
LARGO_DE_LO_QUE_NO_DICE = 60
"""Nobody says that nothing is known in more characters, blanks included."""

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
    if texto.isascii():
        return texto.casefold()
    return MARCAS.sub("", unicodedata.normalize("NFKD", ORDINALES.sub("", texto))).casefold()


def llano(texto: str) -> str:
    """«  N° de CONVENIO_» → «n de convenio»: two headers are the same when this is."""
    return NO_ALFANUMERICO.sub(" ", sin_tildes(texto)).strip()


def no_dice_nada(texto: str) -> bool:
    """Whether a cell is empty, only marks, or says in words that the fact is not known."""
    if len(texto.strip()) > LARGO_DE_LO_QUE_NO_DICE:
        return not ALGO.search(texto)
    plano = llano(texto)
    return not plano or plano in NO_SE_SABE
