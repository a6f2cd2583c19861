"""Several things in one cell, and the parties that such cells name."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.leido import Leido
from convenios.importacion.llano import llano, no_dice_nada

SIGLA = re.compile(
    r"^(?P<nombre>.{4,}?)\s*[(–\-]\s*(?P<sigla>[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9.&/\-]{1,19})\s*\)?$", re.DOTALL
)
ID_FISCAL = re.compile(
    r"[,(\s\-–]*\b(?:RUC|RUT|NIT|CNPJ|CIF|NIF|CUIT|RFC)\b\.?\s*(?:N[.º°o]*\s*)?:?\s*(?P<id>[\dA-Z][\dA-Z.\-/]{6,19})\)?",
    re.I,
)
LARGO_DE_NOMBRE = 300
ANIO = re.compile(r"\b(?:19|20)\d{2}\b")
"""«RD 052-2008» is a resolution, not a telephone."""
CORREO_O_TELEFONO = re.compile(
    r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+|\(?\+?\d[\d\s().\-]{6,}\d(?:\s*(?:anexo|ext\.?)\s*\d+)?", re.I
)


@dataclass(frozen=True)
class Nombre:
    """A party as a cell names it."""

    nombre: str
    sigla: str = ""
    id_fiscal: str = ""


def leer_lista(celda: Celda) -> Leido[tuple[str, ...]]:
    """The things between semicolons, or in lines where there are none, in their order, each once."""
    separador = ";" if ";" in celda.texto else "|" if "|" in celda.texto else "\n"
    cosas = [" ".join(c.split()) for c in celda.texto.split(separador)]
    unicas = {llano(c): c for c in reversed(cosas) if not no_dice_nada(c)}
    lista = tuple(reversed(unicas.values()))
    repetidas = sum(not no_dice_nada(c) for c in cosas) - len(lista)
    duda = _("La celda repite lo mismo; se tomó una vez.") if repetidas else ""
    return Leido(celda.texto, lista or None, duda=duda)


def leer_partes(celda: Celda) -> Leido[tuple[Nombre, ...]]:
    """The institutions that a cell names, with their short name and tax id where they stand beside it."""
    lista = leer_lista(celda)
    return _nombrar(celda, lista.valor or (), lista.duda)


def leer_parte(celda: Celda) -> Leido[tuple[Nombre, ...]]:
    """The one institution of a cell, however many lines it takes."""
    texto = " ".join(celda.texto.split())
    return _nombrar(celda, () if no_dice_nada(texto) else (texto,))


def _nombrar(celda: Celda, textos: tuple[str, ...], duda: str = "") -> Leido[tuple[Nombre, ...]]:
    nombres = tuple(_nombre(texto) for texto in textos)
    if any(len(n.nombre) > LARGO_DE_NOMBRE for n in nombres):
        return Leido(
            celda.texto,
            error=_("Un nombre pasa de %(n)d caracteres: no es el de una institución.")
            % {"n": LARGO_DE_NOMBRE},
        )
    return Leido(celda.texto, nombres or None, duda=duda)


def sin_contacto(texto: str) -> tuple[str, bool]:
    """The text without e-mail addresses and telephone numbers, and whether there were any."""
    limpio = CORREO_O_TELEFONO.sub(lambda hallado: hallado[0] if ANIO.search(hallado[0]) else "", texto)
    return " ".join(limpio.split()).strip(" ,;:-–()/"), limpio != texto


def _nombre(texto: str) -> Nombre:
    fiscal = ID_FISCAL.search(texto)
    if fiscal:
        texto = (texto[: fiscal.start()] + texto[fiscal.end() :]).strip(" ,-–")
    con_sigla = SIGLA.fullmatch(texto)
    if con_sigla:
        return Nombre(
            con_sigla["nombre"].strip(" ,"), con_sigla["sigla"].strip("."), fiscal["id"] if fiscal else ""
        )
    return Nombre(texto, id_fiscal=fiscal["id"] if fiscal else "")
