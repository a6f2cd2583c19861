"""What is read of a file that came back, as plain data: it crosses from the confined process, and is kept as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from convenios.comparacion import Operacion
from convenios.docx.marcas import Marca


@dataclass(frozen=True)
class Trozo:
    """A stretch of text with what the file says about it: who put it in or took it out, and when (ISO 8601, or "")."""

    op: Operacion
    texto: str
    autor: str = ""
    fecha: str = ""
    movido: bool = False


@dataclass(frozen=True)
class ComentarioLeido:
    """A comment and the words that it is on."""

    autor: str
    fecha: str
    texto: str
    sobre: str
    resuelto: bool = False


@dataclass(frozen=True)
class ClausulaLeida:
    """One clause as it came back: with all marked changes accepted, with all rejected, and the changes themselves.

    `marca` says which clause of which version it was, None for one that the file does not trace to any. `con_titulo` is
    whether its heading survives when everything is accepted.
    """

    marca: Marca | None
    titulo: str
    texto: str
    titulo_rechazado: str
    texto_rechazado: str
    con_titulo: bool = True
    trozos: tuple[Trozo, ...] = ()
    comentarios: tuple[ComentarioLeido, ...] = ()

    @property
    def esta_vacia(self) -> bool:
        return not (self.titulo or self.texto)

    @property
    def estaba_vacia(self) -> bool:
        return not (self.titulo_rechazado or self.texto_rechazado)


@dataclass(frozen=True)
class NoUbicado:
    """Something of the file that is no text of a clause: what kind (`convenios.docx.frases`), after which clause of the
    file it stands (0: before the first), and its words if it has any."""

    que: str
    tras: int = 0
    texto: str = ""


@dataclass(frozen=True)
class TextoLeido:
    """A whole file. `expediente`, `version` and `hash` are what it says of where it came from, empty when it does not.

    `de_formato` counts the marked changes that touch the look alone.
    """

    clausulas: tuple[ClausulaLeida, ...]
    expediente: str = ""
    version: int | None = None
    hash: str = ""
    no_ubicado: tuple[NoUbicado, ...] = ()
    de_formato: int = 0

    def a_datos(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def de_datos(cls, datos: Mapping[str, Any]) -> Self:
        """The inverse of `a_datos`. Raises TypeError or KeyError for anything else."""
        return cls(
            **{
                **datos,
                "clausulas": tuple(_clausula(c) for c in datos["clausulas"]),
                "no_ubicado": tuple(NoUbicado(**n) for n in datos["no_ubicado"]),
            }
        )


@dataclass
class Autoria:
    """Who made a marked change and when."""

    autor: str = ""
    fecha: str = ""
    movido: bool = False


@dataclass
class Pieza:
    """Some characters of a paragraph, or its end, with the marked changes that brought them and that take them."""

    texto: str
    puso: Autoria | None = None
    quito: Autoria | None = None

    @property
    def queda(self) -> bool:
        """Whether it is there when everything is accepted."""
        return self.quito is None

    @property
    def estaba(self) -> bool:
        """Whether it is there when everything is rejected."""
        return self.puso is None


@dataclass
class Parrafo:
    """One paragraph of the body on its way to a clause. `fin` is its end: without it, the next one goes on."""

    piezas: list[Pieza] = field(default_factory=list)
    fin: Pieza = field(default_factory=lambda: Pieza("\n"))
    estilo: str = ""
    lista: int | None = None
    """How deep in a list, None for a paragraph that is no item."""
    es_titulo: bool = False
    es_texto: bool = False
    """Whether it says of itself that it is no heading."""
    marca: Marca | None = None
    """Of the content control around it."""
    abre: bool = False
    """Whether it is the first of that control."""
    senales: list[Marca] = field(default_factory=list)
    """The bookmarks that begin in it."""

    def dice(self, *, rechazado: bool = False) -> str:
        return "".join(p.texto for p in self.piezas if (p.estaba if rechazado else p.queda))


def _clausula(datos: Mapping[str, Any]) -> ClausulaLeida:
    return ClausulaLeida(
        **{
            **datos,
            "marca": Marca(**datos["marca"]) if datos["marca"] else None,
            "trozos": tuple(Trozo(**t) for t in datos["trozos"]),
            "comentarios": tuple(ComentarioLeido(**c) for c in datos["comentarios"]),
        }
    )
