"""The lock of a root, and its object as it is now that it is locked."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, TypeVar

from flujo.models import ConEstado, Raiz, Registrado

T = TypeVar("T", bound=ConEstado)


def bloquear(objeto: Registrado) -> Any:
    """Lock the root's row until the transaction ends. Not FOR UPDATE: that would block every child's insert."""
    raiz = objeto.raiz()
    bloqueada = type(raiz)._base_manager.select_for_update(no_key=True).get(pk=raiz.pk)
    bloqueada.memoria = {}
    return bloqueada


def bloquear_raices(objetos: Iterable[Registrado]) -> None:
    """Lock the roots of several objects until the transaction ends, in the order in which everybody does: that of their
    chains. One statement for roots of one kind."""
    raices: list[Raiz] = sorted({objeto.raiz() for objeto in objetos}, key=lambda raiz: int(raiz.cadena_id))
    for modelo, tramo in groupby(raices, key=_modelo):
        filas = modelo._base_manager.select_for_update(no_key=True).filter(pk__in=[raiz.pk for raiz in tramo])
        list(filas.order_by("cadena_id").values_list("pk", flat=True))


def _modelo(raiz: Raiz) -> type[Raiz]:
    return type(raiz)


def releer(objeto: T, raiz: Any) -> T:
    """The object as it is now that its root is locked, with that very root attached."""
    if isinstance(raiz, type(objeto)) and raiz.pk == objeto.pk:
        return raiz
    actual = type(objeto)._base_manager.select_related(*objeto.junto_con).get(pk=objeto.pk)
    actual.fijar_raiz(raiz)
    if actual.raiz().pk != raiz.pk:
        raise ValueError(
            "the instance names another root than its row: what was locked is not what would change"
        )
    return actual
