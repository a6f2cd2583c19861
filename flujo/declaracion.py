"""How a transition, a condition and a state are declared: once, on the model, to be read from everywhere."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

import django_fsm
from django.db.models import TextChoices

from flujo.acto import Acto, Capacidad
from flujo.errors import SinPermiso

M = TypeVar("M", contravariant=True)


class Etiqueta:
    """A label with the words of each country: ``Etiqueta("Concluido", CL="Terminado", CO="Terminado")``."""

    def __init__(self, general: Any, **por_pais: Any) -> None:
        self.general = general
        self.por_pais: Mapping[str, Any] = por_pais

    def en(self, pais: str) -> str:
        return str(self.por_pais.get(pais, self.general))

    def __str__(self) -> str:
        return str(self.general)


class Condicion(Protocol[M]):
    """A true statement about an object, with its sentence."""

    frase: Any
    desde_version: int
    __name__: str

    def __call__(self, objeto: M, /) -> bool: ...

    def __hash__(self) -> int: ...

    def falta(self, objeto: M, /) -> Sequence[str]: ...


def condition(
    frase: Any,
    *,
    falta: Callable[[Any], Sequence[str]] | None = None,
    desde_version: int = 1,
) -> Callable[[Callable[[Any], bool]], Any]:
    """Make a function a condition that explains itself.

    `frase` states what must be true. `falta` tells in sentences what exactly is missing (default: `frase` itself).
    Cases that began with a workflow older than `desde_version` are not asked.
    """

    def declarar(funcion: Callable[[Any], bool]) -> Any:
        @functools.wraps(funcion)
        def condicion(objeto: Any) -> bool:
            return objeto.flujo_version < desde_version or funcion(objeto)

        condicion.frase = frase  # type: ignore[attr-defined]
        condicion.desde_version = desde_version  # type: ignore[attr-defined]
        condicion.falta = lambda objeto: (falta and falta(objeto)) or [str(frase)]  # type: ignore[attr-defined]
        return condicion

    return declarar


class Permiso(Protocol):
    """Who may take a step. Says in which capacity, or raises SinPermiso with the sentence why not."""

    @property
    def frase(self) -> str:
        """Who may, as a noun phrase for pages and documentation: «la coordinación de la parte proponente»."""
        ...

    @property
    def roles(self) -> frozenset[str]:
        """The roles to which it is open, for the exploration of the machine."""
        ...

    def __call__(self, objeto: Any, acto: Any, /) -> bool: ...

    def __hash__(self) -> int: ...

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad: ...


class Transicion(Protocol):
    """A declared transition, as django-fsm keeps it: one entry per source state."""

    name: str
    source: str
    target: str
    conditions: Sequence[Condicion[Any]] | None
    permission: Permiso
    custom: dict[str, Any]


F = TypeVar("F", bound=Callable[..., None])


def transition(
    field: Any,
    *,
    source: Any,
    target: Any,
    permission: Permiso,
    custom: dict[str, Any],
    conditions: Sequence[Any] = (),
) -> Callable[[F], F]:
    """django-fsm's decorator with what this project demands of every transition: who may, and what the page says."""
    return cast(
        Callable[[F], F],
        django_fsm.transition(
            field,
            source=source,
            target=target,
            conditions=list(conditions),
            permission=cast(Any, permission),
            custom=custom,
        ),
    )


class PermisoBase:
    """The django-fsm face of a permission: a callable of object and person."""

    def capacidad(self, objeto: Any, acto: Acto, /) -> Capacidad:
        raise NotImplementedError

    def __call__(self, objeto: Any, acto: Acto, /) -> bool:
        try:
            self.capacidad(objeto, acto)
        except SinPermiso:
            return False
        return True


def paso(
    etiqueta: Any,
    *,
    form: str | None = None,
    ayuda: Any = "",
    sobre_contenido: bool = False,
    **por_pais: Any,
) -> dict[str, Any]:
    """What django-fsm keeps as `custom` of a transition: its label per country, its form (dotted path), its help.

    `sobre_contenido` steps bind the person to a text: they are refused when the hash shown is not the current one.
    """
    return {
        "etiqueta": Etiqueta(etiqueta, **por_pais),
        "form": form,
        "ayuda": ayuda,
        "sobre_contenido": sobre_contenido,
    }


@dataclass(frozen=True)
class FichaDeEstado:
    """What a state means, and to each role what it has to do next."""

    significa: Any
    por_rol: Mapping[str, Any]
    etiqueta: Etiqueta | None = None
    final: bool = False
    abierto_a_entrada: bool = True


@dataclass(frozen=True)
class Maquina:
    """One lifecycle: the model that has it, the sentences of its states, and who is told when it moves."""

    modelo: type[Any]
    campo: str
    estados: type[TextChoices]
    fichas: Mapping[str, FichaDeEstado]
    version: int = 1
    avisos: str | None = None
    """Dotted path of ``al_mover(objeto, asiento, acto)``, called inside the transaction after each move."""
    etapas: Sequence[tuple[Any, frozenset[str]]] = field(default_factory=tuple)
    """The stages that the page draws, each with the states that belong to it."""
    entradas: frozenset[str] = frozenset()
    """States in which an object that is older than the system may begin, by its own act: see `flujo.services.crear`."""

    @property
    def nombre(self) -> str:
        return str(self.modelo._meta.label_lower)

    @property
    def inicial(self) -> str:
        return str(self.modelo._meta.get_field(self.campo).default)

    def transiciones(self) -> list[Transicion]:
        """Every declared transition, one entry per source state."""
        return sorted(
            cast(
                Iterable[Transicion], self.modelo._meta.get_field(self.campo).get_all_transitions(self.modelo)
            ),
            key=lambda t: (list(self.estados.values).index(t.source), t.name),
        )

    def desde(self, estado: str) -> list[Transicion]:
        return [t for t in self.transiciones() if t.source == estado]

    def salidas(self, estado: str) -> list[Transicion]:
        """The transitions that can be taken from a state, in the order in which their targets are declared."""
        orden = list(self.estados.values)
        abiertas = [t for t in self.desde(estado) if self.fichas[t.target].abierto_a_entrada]
        return sorted(abiertas, key=lambda t: (orden.index(t.target), t.name))

    def etiqueta(self, estado: str, pais: str = "") -> str:
        ficha = self.fichas[estado]
        return ficha.etiqueta.en(pais) if ficha.etiqueta else str(self.estados(estado).label)


MAQUINAS: dict[str, Maquina] = {}


def registrar(maquina: Maquina) -> Maquina:
    """Make a lifecycle known to the engine, to `comprobar_flujos` and to the pages."""
    MAQUINAS[maquina.nombre] = maquina
    return maquina


def maquina_de(objeto: Any) -> Maquina:
    return MAQUINAS[str(objeto._meta.label_lower)]


ROLES_CONOCIDOS: dict[str, Etiqueta] = {}


def registrar_roles(etiquetas: Mapping[str, Etiqueta]) -> None:
    """Make roles known by name, so that a permission or a sentence for a role that nobody holds is found out."""
    ROLES_CONOCIDOS.update(etiquetas)
