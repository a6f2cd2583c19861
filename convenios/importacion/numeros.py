"""Numbers of agreements under their different masks: «2020/0028» and «28/2020» are one."""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.leido import Leido
from convenios.importacion.llano import no_dice_nada

PALABRAS = re.compile(r"^(?:convenio|conveni|conv\.?)?\s*(?:n[uú]mero|n[ºª°.o]*(?=[\s\d]))\s*", re.I)
ANIO_PRIMERO = re.compile(r"((?:19|20)\d{2})\s*[/\-. ]\s*0*(\d{1,6})(?!\d)")
ANIO_DESPUES = re.compile(r"0*(\d{1,6})\s*[/\-. ]\s*((?:19|20)\d{2})(?!\d)")
LARGO = 60


@dataclass(frozen=True)
class Numero:
    """As it is written, and its year and ordinal when its mask says them."""

    texto: str
    anio: int | None = None
    correlativo: int | None = None

    @property
    def clave(self) -> str:
        """Two masks of one number give the same; what follows them («-2015-PRODUCE») tells registers apart."""
        if self.anio is None:
            return self.texto.casefold()
        resto = (
            ANIO_PRIMERO.sub("", self.texto, 1)
            if ANIO_PRIMERO.match(self.texto)
            else ANIO_DESPUES.sub("", self.texto, 1)
        )
        return f"{self.anio}/{self.correlativo}{resto.casefold()}"


def leer_numero(celda: Celda) -> Leido[Numero]:
    """Whatever its register calls it, letters included. A date is refused: Excel made it out of «1-2015»."""
    if isinstance(celda.valor, dt.date | dt.time | dt.timedelta):
        return Leido(
            celda.texto,
            error=_(
                "Excel convirtió el número en una fecha (%(texto)s). Dé a la columna formato de texto y vuelva a "
                "escribirlo."
            )
            % {"texto": celda.texto},
        )
    texto = " ".join(celda.texto.split())
    if no_dice_nada(texto):
        return Leido(celda.texto)
    texto = PALABRAS.sub("", texto) or texto
    if len(texto) > LARGO:
        return Leido(celda.texto, error=_("El número pasa de %(n)d caracteres.") % {"n": LARGO})
    if partes := ANIO_PRIMERO.match(texto):
        return Leido(celda.texto, Numero(texto, int(partes[1]), int(partes[2])))
    if partes := ANIO_DESPUES.match(texto):
        return Leido(celda.texto, Numero(texto, int(partes[2]), int(partes[1])))
    return Leido(celda.texto, Numero(texto))


def leer_anio(celda: Celda) -> Leido[int]:
    """A year in four digits, or the year of a date."""
    if isinstance(celda.valor, dt.date):
        return Leido(celda.texto, celda.valor.year)
    if no_dice_nada(celda.texto):
        return Leido(celda.texto)
    texto = celda.texto.strip().removesuffix(".0")
    if re.fullmatch(r"(?:19|20)\d{2}", texto):
        return Leido(celda.texto, int(texto))
    return Leido(celda.texto, error=_("No es un año de cuatro cifras."))
