"""What a kind of paper is: from what it is made, what it says, who sees it, who asks for it, who signs it."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.models import Aprobacion, Confidencial, Expediente, Visibilidad
from flujo.acto import Acto
from flujo.declaracion import PermisoBase
from flujo.errors import DatosInvalidos
from instituciones.models import Usuario


@dataclass(frozen=True)
class Dueno:
    """Whose a paper is, in the sense of `Confidencial`: the party, and whether all of them read it."""

    institucion_id: int
    visibilidad: str = Visibilidad.COMPARTIDA


@dataclass(frozen=True, kw_only=True)
class Lugar:
    """A signature that a paper needs: by which post, for which institution, in the order in which they are listed.

    `nombre` is who exercises the post as far as is known. `dada` says how it was already given elsewhere: then the
    place has no field to sign in.
    """

    institucion_id: int
    institucion: str
    rol: str
    puesto: str
    puesto_id: int | None = None
    nombre: str = ""
    calidad: str = ""
    dada: Mapping[str, Any] | None = None

    def datos(self, orden: int) -> dict[str, Any]:
        """As the paper has it; `campo` is the name of its field and the `id` of its box in the template."""
        return {"campo": f"firma-{orden}", **asdict(self)}


@dataclass(frozen=True, kw_only=True)
class Firmable:
    """How the places of a kind are signed, and what a signature means to what the paper was made from."""

    permiso: Callable[[Any], PermisoBase]
    """Who may sign what is made from that object: asked with the post and the institution of the place."""
    contenido: Callable[[Any], str | None]
    """The hash of the content to which a signature binds."""
    por_que_no: Callable[[Any], str]
    """Why it is signed no longer, or not yet, in a sentence; empty while it is signed."""
    registrar: Callable[[Any, Acto], Aprobacion | None]
    """Record the signature on the object; None when the paper alone keeps it."""
    por_firmar: Callable[[], Iterable[Any]] = field(default=tuple)
    """What waits for signatures anywhere, whose paper is composed without anybody's asking."""
    al_firmar: Callable[[Any, Asiento, Acto], None] = field(default=lambda _objeto, _asiento, _acto: None)
    """What follows once a place of it is signed: who is told."""
    puesto_de_hoy: Callable[[Any, int, int], int] = field(
        default=lambda _objeto, _institucion, puesto: puesto
    )
    """Which post signs in a place today, by its institution and the post that is printed there."""
    en_orden: bool = False
    """Whether a place is signed only after those before it."""
    motivo: str = "Soy el autor del documento"
    """Why, in the signature and on its stamp."""


def _nadie(_objeto: Any) -> Sequence[Lugar]:
    return ()


def _nunca(_objeto: Any) -> bool:
    return False


def _nada(_objeto: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Clase:
    """One kind of paper, declared once; the engine, the page, the log and the tests read it from here."""

    clave: str
    nombre: Any
    """What it is called in lists: «Convenio», «Constancia de registro»."""
    descripcion: Any
    """One sentence: what it is good for."""
    plantilla: str
    objetos: Callable[[Expediente], QuerySet[Any]]
    """What of a case file it can be made from, with all that `datos` reads; confidential rows are filtered after it."""
    rotulo: Callable[[Any], str]
    """What it would be made from, in the words of whoever looks at the page."""
    titulo: Callable[[Any], str]
    """What the paper is called, made from one object; in Spanish, as the paper is."""
    datos: Callable[[Any], dict[str, Any]]
    """All that the template shows and nothing else, as data that has a canonical form."""
    momento: Callable[[Any], dt.datetime]
    """When what it says became so: the only date in the file besides those of its text."""
    de_quien: Callable[[Any], Dueno]
    pide: PermisoBase
    llamada: Callable[[Any], str] = field(default=_nada)
    """What it is called on itself, where that depends on the object: «Convenio específico», «Otrosí»."""
    falta: Callable[[Any], str] = field(default=_nada)
    """Why it cannot be composed yet, in a sentence; empty when it can."""
    es_borrador: Callable[[Any], bool] = field(default=_nunca)
    """Whether what it is made from may still change."""
    firmantes: Callable[[Any], Sequence[Lugar]] = field(default=_nadie)
    firmable: Firmable | None = None
    """None for papers that the system alone seals."""
    entrada_de_firmas: str = ""
    """The sentence that stands before the places to sign, in Spanish as the paper is."""

    def visibles(self, expediente: Expediente, usuario: Usuario) -> list[Any]:
        """What of a case file this person may have it made from."""
        objetos = self.objetos(expediente)
        if issubclass(objetos.model, Confidencial):
            objetos = objetos.filter(pk__in=objetos.model.objects.visible_to(usuario).values("pk"))  # type: ignore[attr-defined]
        return list(objetos)

    def nombre_de(self, objeto: Any) -> str:
        return self.llamada(objeto) or str(self.nombre)


CLASES: dict[str, Clase] = {}
"""By their keys, in the order in which they were registered."""


def registrar_clase(clase: Clase) -> None:
    """Enter a kind. Raises ValueError when another one has its key."""
    if CLASES.setdefault(clase.clave, clase) is not clase:
        raise ValueError(f"the paper kind {clase.clave!r} is already registered")


def clase_de(clave: str) -> Clase:
    """Raises DatosInvalidos for a key that no kind has."""
    if clave not in CLASES:
        raise DatosInvalidos(_("No hay papeles de esa clase. Vuelva a abrir la página."))
    return CLASES[clave]
