"""The envelope of every mutation: who decides, who records it, for whom, by which paper, when, and on what text."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from django.utils import timezone
from django.utils.translation import gettext as _

from flujo.errors import DatosInvalidos

if TYPE_CHECKING:
    from instituciones.models import Usuario


LARGO_DE_CLAVE = 80


def es_clave(texto: str) -> bool:
    """Whether a text can be the key of an act: what comes from a page may be anything."""
    return 0 < len(texto) <= LARGO_DE_CLAVE and texto.isprintable()


@dataclass(frozen=True, kw_only=True)
class PorDocumento:
    """The paper from which an act is recorded: its hash, and who decided it according to the paper."""

    sha256: str
    referencia: str
    decidio: str
    archivo_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Acto:
    """One act.

    `registra` is the account at the keyboard, None when the system itself acts (scheduler). `puesto_id` and
    `institucion_id` narrow in which of the person's capacities it is done; None takes the first that allows it.
    `fecha_hecho` is when it happened (None: today in the case's time zone), which for an act by document is earlier
    than the moment of recording. `clave` makes a repetition of the same act harmless. `hash_mostrado` is the hash of
    the content that the person had before them.
    """

    registra: "Usuario | None"
    puesto_id: int | None = None
    institucion_id: int | None = None
    documento: PorDocumento | None = None
    fecha_hecho: dt.date | None = None
    clave: str | None = None
    hash_mostrado: str | None = None
    motivo: str = ""
    momento: dt.datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        if self.clave is not None and not es_clave(self.clave):
            raise DatosInvalidos(_("Esta página no es de las nuestras. Vuelva a abrirla."))

    @property
    def por_documento(self) -> bool:
        return self.documento is not None

    def con(self, **cambios: object) -> Self:
        """The same act with some things changed, for the further steps that it brings about."""
        return replace(self, **cambios)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class Capacidad:
    """In which capacity somebody acts: the answer of a permission that says yes.

    `suplencia_id` is set when an alterno acts for the absent titular, whose post is `puesto_suplido_id`.
    """

    rol: str
    institucion_id: int | None = None
    puesto_id: int | None = None
    ocupacion_id: int | None = None
    designacion_id: int | None = None
    suplencia_id: int | None = None
    puesto_suplido_id: int | None = None


SISTEMA = Capacidad(rol="sistema")
