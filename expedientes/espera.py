"""What waits for somebody in a case file: read by the desk, the page of the case and the notices."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, cast

from expedientes.models import Expediente
from expedientes.permissions import Needs, RolDesignado
from flujo.models import ConEstado
from flujo.services import transicion_declarada
from instituciones.models import Institucion


class DeUnExpediente(Protocol):
    """What something can wait in: an agreement, a plan, a commitment."""

    pk: Any
    _meta: ClassVar[Any]

    @property
    def expediente(self) -> Expediente: ...

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Espera:
    """Something that waits for a role of an institution: what, why, since when, until when, and where it is done."""

    objeto: DeUnExpediente
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
    ruta: str = ""
    """The page where it is done, where that is not its own."""

    @property
    def que(self) -> str:
        return str(self.lo_que)

    @property
    def por_que(self) -> str:
        return str(self.el_porque)

    @property
    def expediente(self) -> Expediente:
        return self.objeto.expediente

    @property
    def orden(self) -> tuple[dt.date, dt.date, str, int]:
        """Soonest due first, then what has waited longest."""
        return self.hasta or dt.date.max, self.desde, str(self.objeto._meta.label_lower), self.objeto.pk

    @property
    def url(self) -> str:
        return self.ruta or f"{self.objeto.get_absolute_url()}#que-sigue"


def quienes_dan(objeto: ConEstado, paso: str, partes: Iterable[Any]) -> Iterator[tuple[Institucion, str]]:
    """The institutions, each with the designated role, whose is the next step of `objeto`, as that step declares it.

    `partes` are its parties in force. Raises TransicionNoDeclarada for a step that does not begin where it stands.
    """
    permiso = cast(Needs, transicion_declarada(objeto, paso).permission)
    roles = [rol for rol in RolDesignado.values if rol in permiso.roles]
    for parte in partes:
        if permiso.vale_para(objeto, parte):
            yield from ((parte.institucion, rol) for rol in roles)
