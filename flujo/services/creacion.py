"""New objects, each with the log row that says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import maquina_de
from flujo.errors import TransicionNoDeclarada
from flujo.models import ConEstado
from flujo.services.asientos import Apunte, asentar_actos
from flujo.services.cerrojos import bloquear_raices
from flujo.services.ids import siguientes_ids
from flujo.services.movimiento import Resultado, estado_de
from flujo.transaccion import en_transaccion

T = TypeVar("T", bound=ConEstado)

INCORPORAR = "incorporar_existente"
"""What the log says of an object that was older than the system when it entered."""


@dataclass(frozen=True, kw_only=True)
class Nuevo(Generic[T]):
    """An object to be inserted, by which act and in which capacity; `datos` is what its log row says besides."""

    objeto: T
    acto: Acto
    capacidad: Capacidad = SISTEMA
    datos: Mapping[str, Any] = field(default_factory=dict)


def crear(objeto: T, *, acto: Acto, capacidad: Capacidad = SISTEMA, **datos: Any) -> Resultado[T]:
    """Insert a new object in the initial state of its machine, with the log row that says so.

    What is older than the system begins in the state in which it really stands, where its machine declares that as an
    entry; its log row says `incorporar_existente`. Raises TransicionNoDeclarada for an object that would begin anywhere
    else.
    """
    return crear_varios([Nuevo(objeto=objeto, acto=acto, capacidad=capacidad, datos=datos)])[0]


@en_transaccion
def crear_varios(nuevos: Sequence[Nuevo[T]]) -> list[Resultado[T]]:
    """Insert new objects of one model, each with its log row, in the statements of one. Raises what `crear` raises."""
    apuntes = [_comienzo(nuevo) for nuevo in nuevos]
    objetos = [nuevo.objeto for nuevo in nuevos]
    if not objetos:
        return []
    # the roots before their chains, as everybody does
    bloquear_raices(objeto for objeto in objetos if objeto.raiz() is not objeto)
    sin_id = [o for o in objetos if o.pk is None]
    for objeto, id_ in zip(sin_id, siguientes_ids(type(objetos[0]), len(sin_id)), strict=True):
        objeto.pk = id_
    asientos = asentar_actos(apuntes)
    for objeto, asiento in zip(objetos, asientos, strict=True):
        objeto.asiento = asiento
    type(objetos[0])._base_manager.bulk_create(objetos)
    return [Resultado(objeto, asiento) for objeto, asiento in zip(objetos, asientos, strict=True)]


def _comienzo(nuevo: Nuevo[T]) -> Apunte:
    maquina, estado = maquina_de(nuevo.objeto), estado_de(nuevo.objeto)
    if estado not in {maquina.inicial, *maquina.entradas}:
        raise TransicionNoDeclarada(_("Todo empieza en su estado inicial."))
    nuevo.objeto.flujo_version = maquina.version
    return Apunte(
        nuevo.objeto,
        "crear" if estado == maquina.inicial else INCORPORAR,
        acto=nuevo.acto,
        capacidad=nuevo.capacidad,
        desde="",
        hasta=estado,
        datos=nuevo.datos,
    )
