"""What one espera is."""

import datetime as dt
from dataclasses import dataclass

from convenios.models import Instrumento
from expedientes.models import Expediente
from instituciones.models import Institucion


@dataclass(frozen=True, kw_only=True)
class Espera:
    """Something that waits for a role of an institution: what, why, since when, until when, and where it is done."""

    instrumento: Instrumento
    institucion: Institucion
    rol: str
    lo_que: object
    el_porque: object
    """Sentences not written yet: who is told of it reads another language than who caused it."""
    desde: dt.date
    hasta: dt.date | None = None
    frase_del_plazo: str = ""
    clase: str = ""
    materia: str = ""
    puestos: tuple[int, ...] = ()
    """The very posts for which it waits, where it is not anybody's who holds the role."""
    es_interna: bool = False
    """Whether it tells of what is its institution's own matter."""

    @property
    def que(self) -> str:
        return str(self.lo_que)

    @property
    def por_que(self) -> str:
        return str(self.el_porque)

    @property
    def expediente(self) -> Expediente:
        return self.instrumento.expediente

    @property
    def url(self) -> str:
        return f"{self.instrumento.get_absolute_url()}#que-sigue"
