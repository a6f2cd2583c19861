"""For how long an agreement runs, as registers say it in words."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from convenios.importacion.celdas import Celda
from convenios.importacion.leido import Leido
from convenios.importacion.llano import llano, no_dice_nada

NUMEROS = {
    nombre: n
    for n, nombres in enumerate(
        (
            "un una uno um uma",
            "dos dois duas dues",
            "tres",
            "cuatro quatro quatre",
            "cinco cinc",
            "seis sis",
            "siete sete set",
            "ocho oito vuit",
            "nueve nove nou",
            "diez dez deu",
            "once onze",
            "doce doze dotze",
        ),
        1,
    )
    for nombre in nombres.split()
}
CANTIDAD = "|".join(NUMEROS)
UNIDADES = (
    ("anios", r"a(?:ni?|ny)os?|anys?"),
    ("meses", r"mes(?:es|os)?"),
    ("dias", r"di(?:a|as|es)"),
)
"""Without accents: «años» is «anos»; «anys» is Catalan. What lost its ñ on the way («a os») is not guessed."""
TRAMO = re.compile(
    rf"\b(?P<n>\d{{1,4}}|{CANTIDAD})(?: (?P<repetido>\d{{1,3}}))? "
    + "(?:"
    + "|".join(f"(?P<{clave}>{patron})" for clave, patron in UNIDADES)
    + r")\b"
)
INDEFINIDO = re.compile(
    r"\b(?:indefinid[oa]|indefinit|indeterminad[oa]|indeterminat|ilimitad[oa]|permanente|sem prazo"
    r"|sin (?:plazo|limite|vencimiento))\b"
)
RENUEVA_SOLO = re.compile(
    r"\b(?:renovacio\w*|renovavel|renovable|prorrog\w*|prorroga) (?:\w+ ){0,2}?(?:automatic\w*|tacit\w*)"
)
CON_ADENDA = re.compile(r"\b(?:renovacion vigente|otro ?si|adend\w*|addend\w*|termo aditivo|renovad[oa])\b")
MAXIMO_EN_ANIOS = 100


@dataclass(frozen=True)
class Plazo:
    """A term: months and days, or none when it has no end. What the cell adds about its renewal stands beside it."""

    meses: int = 0
    dias: int = 0
    indefinido: bool = False
    renovacion_automatica: bool = False
    renovado: bool = False
    """It already runs by an addendum («otro sí»), which the register does not describe here."""

    def fin(self, inicio: dt.date) -> dt.date | None:
        """The last day of a term that starts on `inicio`, counted from date to date; None when it has no end."""
        if self.indefinido or not (self.meses or self.dias):
            return None
        anios, mes = divmod(inicio.month - 1 + self.meses, 12)
        anio = inicio.year + anios
        if anio > dt.MAXYEAR - MAXIMO_EN_ANIOS:
            return None
        dia = min(inicio.day, calendar.monthrange(anio, mes + 1)[1])
        return dt.date(anio, mes + 1, dia) + dt.timedelta(days=self.dias)


def es_indefinido(texto: str) -> bool:
    """Whether a cell says, in words, that the agreement has no end."""
    return bool(INDEFINIDO.search(llano(texto)))


def leer_plazo(celda: Celda) -> Leido[Plazo]:
    """«5 años (Renovación Automática)», «1 año y 6 meses», «cinco (05) años», «indefinida»."""
    if no_dice_nada(celda.texto):
        return Leido(celda.texto)
    texto = llano(celda.texto)
    renueva, renovado = bool(RENUEVA_SOLO.search(texto)), bool(CON_ADENDA.search(texto))
    if INDEFINIDO.search(texto):
        return Leido(celda.texto, Plazo(indefinido=True, renovacion_automatica=renueva, renovado=renovado))
    tramos = list(TRAMO.finditer(texto))
    if not tramos:
        return Leido(celda.texto, error=_("No se entiende como plazo. Escríbalo como «5 años» o «18 meses»."))
    if any(_cantidad(t["n"]) != int(t["repetido"]) for t in tramos if t["repetido"]):
        return Leido(celda.texto, error=_("El plazo en letras y el plazo en cifras no son el mismo."))
    plazo = Plazo(
        meses=sum(_cantidad(t["n"]) * (12 if t["anios"] else 1) for t in tramos if not t["dias"]),
        dias=sum(_cantidad(t["n"]) for t in tramos if t["dias"]),
        renovacion_automatica=renueva,
        renovado=renovado,
    )
    if not 0 < plazo.meses + plazo.dias / 30 <= MAXIMO_EN_ANIOS * 12:
        return Leido(celda.texto, error=_("El plazo no puede ser cero ni pasar de cien años."))
    return Leido(celda.texto, plazo, duda=_duda(plazo, tramos))


def _cantidad(palabra: str) -> int:
    return int(palabra) if palabra.isdigit() else NUMEROS[palabra]


def _duda(plazo: Plazo, tramos: list[re.Match[str]]) -> str:
    if plazo.renovado:
        return _("Dice que rige por una renovación: regístrela como adenda con su fecha.")
    if len({t.lastgroup for t in tramos}) < len(tramos):
        return _("La celda trae más de un plazo; se sumaron.")
    return ""
