"""New objects, each with the log row that says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _

from auditoria.insercion import insertar, numerar
from flujo.acto import SISTEMA, Acto, Capacidad
from flujo.declaracion import maquina_de
from flujo.errors import TransicionNoDeclarada
from flujo.models import ConEstado
from flujo.services.asientos import Apunte, asentar_actos
from flujo.services.cerrojos import bloquear_raices
from flujo.services.movimiento import Resultado, estado_de
from flujo.transaccion import en_transaccion

T = TypeVar("T", bound=ConEstado)

INCORPORAR = "incorporar_existente"
"""What the log says of an object that was older than the system when it entered."""


@dataclass(frozen=True, kw_only=True)
class Nuevo(Generic[T]):
    """An object to be inserted, by which act and in which capacity; `datos` is what its log row says besides.

    `siguen` is what the log says next in its chain, of objects that have their ids and are inserted after it: those
    that keep their log row are given it.
    """

    objeto: T
    acto: Acto
    capacidad: Capacidad = SISTEMA
    datos: Mapping[str, Any] = field(default_factory=dict)
    siguen: Sequence[Apunte] = ()


def crear(objeto: T, *, acto: Acto, capacidad: Capacidad = SISTEMA, **datos: Any) -> Resultado[T]:
    """Insert a new object in the initial state of its machine, with the log row that says so.

    What is older than the system begins in the state in which it really stands, where its machine declares that as an
    entry; its log row says `incorporar_existente`. Raises TransicionNoDeclarada for an object that would begin anywhere
    else.
    """
    return crear_varios([Nuevo(objeto=objeto, acto=acto, capacidad=capacidad, datos=datos)])[0]


@en_transaccion
def crear_varios(nuevos: Sequence[Nuevo[T]]) -> list[Resultado[T]]:
    """Insert new objects of one model, each with its log row, in the statements of one. Raises what `crear` raises.

    The rows of all that follows them are written with theirs: a chain is moved on once.
    """
    apuntes = [_comienzo(nuevo) for nuevo in nuevos]
    objetos = [nuevo.objeto for nuevo in nuevos]
    if not objetos:
        return []
    # the roots before their chains, as everybody does
    bloquear_raices(objeto for objeto in objetos if objeto.raiz() is not objeto)
    numerar(objetos)
    apuntes += [apunte for nuevo in nuevos for apunte in nuevo.siguen]
    for apunte, asiento in zip(apuntes, asentar_actos(apuntes), strict=True):
        if hasattr(type(apunte.objeto), "asiento"):
            apunte.objeto.asiento = asiento
    insertar(objetos)
    return [Resultado(objeto, objeto.asiento) for objeto in objetos]


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
