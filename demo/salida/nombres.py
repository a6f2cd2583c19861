"""Names of files and folders that a person can read and every system takes."""

from django.utils.text import slugify

from demo.escenario import SIN_VALOR


def nombre_de(titulo: str, largo: int) -> str:
    """The words of a title as far as they fit whole, less the mark that everything here bears."""
    entero = slugify(titulo.replace(SIN_VALOR, ""))
    return entero if len(entero) <= largo else entero[: largo + 1].rpartition("-")[0]
