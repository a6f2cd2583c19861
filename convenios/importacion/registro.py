"""One row of a register in our words, wherever it came from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from convenios.importacion.numeros import Numero
from convenios.importacion.plazos import Plazo


class Lado(StrEnum):
    """On whose side a party stands, seen from the institution that keeps the register."""

    PROPIO = "propio"
    CONTRAPARTE = "contraparte"


class Gravedad(StrEnum):
    ERROR = "error"
    DUDA = "duda"


class PorRegularizar(StrEnum):
    """A fact that an agreement has and the register does not say, or cannot be read in it."""

    NUMERO = "numero"
    OBJETO = "objeto"
    TIPO = "tipo"
    PARTES = "partes"
    SITUACION = "situacion"
    CAUSA = "causa"
    SUSCRIPCION = "suscripcion"
    INICIO = "inicio"
    FIN_ORIGINAL = "fin_original"
    FIN_VIGENTE = "fin_vigente"
    ADENDAS = "adendas"
    APORTES = "aportes"
    COORDINADORES = "coordinadores"


FRASES = {
    PorRegularizar.NUMERO: _("Falta el número."),
    PorRegularizar.OBJETO: _("Falta el objeto."),
    PorRegularizar.TIPO: _("Falta decir si es marco, específico u otro."),
    PorRegularizar.PARTES: _("Falta identificar a todas las partes."),
    PorRegularizar.SITUACION: _("Falta confirmar en qué situación está."),
    PorRegularizar.CAUSA: _("Falta la causa de su conclusión."),
    PorRegularizar.SUSCRIPCION: _("Falta la fecha de suscripción."),
    PorRegularizar.INICIO: _("Falta la fecha de inicio."),
    PorRegularizar.FIN_ORIGINAL: _("Falta la fecha de fin que se pactó al inicio."),
    PorRegularizar.FIN_VIGENTE: _("Falta la fecha de fin, o decir que no tiene."),
    PorRegularizar.ADENDAS: _("Faltan datos de sus adendas."),
    PorRegularizar.APORTES: _("Falta un aporte que no se pudo leer."),
    PorRegularizar.COORDINADORES: _("Falta un coordinador vigente."),
}


DE_ADENDA = "adenda:"
"""How the identity of a row of an addendum begins."""


@dataclass(frozen=True)
class Hallazgo:
    """Something that a person must correct or look at, in the cell where it stands.

    `columna` is its letter, empty for the whole row; `fila` is 0 for the whole sheet.
    """

    gravedad: Gravedad
    hoja: str
    fila: int
    columna: str
    encabezado: str
    valor: str
    frase: str


@dataclass(frozen=True)
class ParteDeRegistro:
    nombre: str
    lado: Lado
    sigla: str = ""
    id_fiscal: str = ""


@dataclass(frozen=True)
class AporteDeRegistro:
    """What a side puts in. `de` names the side as its source does: «Generalitat», «convenente»."""

    de: str
    lado: Lado
    cantidad: Decimal
    moneda: str


@dataclass(frozen=True)
class AdendaDeRegistro:
    """An addendum as far as the register tells of it."""

    ordinal: int
    suscripcion: dt.date | None = None
    desde: dt.date | None = None
    hasta: dt.date | None = None


@dataclass(frozen=True)
class CargoDeRegistro:
    """A post with a part in the agreement, as text: no account is ever made of it."""

    papel: str
    lado: Lado
    texto: str


@dataclass(frozen=True)
class Situacion:
    """The state it really has: `estado` and `causa` are values of the lifecycle, `causa` empty unless concluded."""

    estado: str
    causa: str = ""
    texto: str = ""
    """What the register says, empty when the dates said it."""


@dataclass(frozen=True)
class Fechas:
    suscripcion: dt.date | None = None
    inicio: dt.date | None = None
    fin_original: dt.date | None = None
    fin_vigente: dt.date | None = None
    publicacion: dt.date | None = None
    registro: dt.date | None = None
    indefinida: bool = False


@dataclass(frozen=True)
class FilaDeRegistro:
    """One agreement or addendum, or what became of its row.

    A cell with an error is a fact `por_regularizar`: the rest still enters. `impedida` is the sentence why the whole
    row cannot, `excluida` why it is none of a register's business. `original` holds the cells as they came, by column
    name; personal contacts are not kept.
    """

    hoja: str
    numero_de_fila: int
    huella: str
    original: Mapping[str, str]
    situacion: Situacion | None = None
    titulo: str = ""
    objeto: str = ""
    numero: Numero | None = None
    anio: int | None = None
    tipo: str = ""
    es_adenda: bool = False
    """Then it amends the first of `relacionados`."""
    tramite: str = ""
    partes: tuple[ParteDeRegistro, ...] = ()
    fechas: Fechas = field(default_factory=Fechas)
    plazo: Plazo | None = None
    aportes: tuple[AporteDeRegistro, ...] = ()
    relacionados: tuple[str, ...] = ()
    adendas: tuple[AdendaDeRegistro, ...] = ()
    cargos: tuple[CargoDeRegistro, ...] = ()
    enlaces: tuple[str, ...] = ()
    observaciones: tuple[tuple[str, str], ...] = ()
    """Column name and text."""
    por_regularizar: Mapping[PorRegularizar, str] = field(default_factory=dict)
    """The facts that are missing, each with what the register says where it could not be read."""
    hallazgos: tuple[Hallazgo, ...] = ()
    impedida: str = ""
    excluida: str = ""

    @property
    def entra(self) -> bool:
        return not (self.impedida or self.excluida)

    @property
    def errores(self) -> tuple[Hallazgo, ...]:
        return tuple(h for h in self.hallazgos if h.gravedad is Gravedad.ERROR)

    @property
    def clave(self) -> str:
        """What the register knows it by, empty without a number."""
        if not self.numero:
            return ""
        return self.numero.clave if self.numero.anio else f"{self.anio or ''}:{self.numero.clave}"

    @property
    def identidad(self) -> str:
        """What tells it from the other rows of its source: its number, else all that it says."""
        return f"{DE_ADENDA}{self.huella}" if self.es_adenda else self.clave or self.huella
