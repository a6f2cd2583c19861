"""The one way to change a state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from auditoria.models import Asiento
from flujo.acto import Acto
from flujo.declaracion import Transicion, maquina_de
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TextoCambiado, TransicionNoDeclarada
from flujo.models import ConEstado, Raiz
from flujo.services.asientos import Apunte, asentar_actos
from flujo.services.cerrojos import bloquear, bloquear_raices, releer
from flujo.transaccion import en_transaccion

T = TypeVar("T", bound=ConEstado)


@dataclass(frozen=True)
class Resultado(Generic[T]):
    """The object as it now stands, its log row, and whether the act had been done before (same `clave`)."""

    objeto: T
    asiento: Asiento
    repetido: bool = False


@en_transaccion
def perform(objeto: T, transicion: str, *, acto: Acto, **datos: Any) -> Resultado[T]:
    """Take one declared step: lock the root, re-read, check permission, then conditions, log, move, save, tell.

    The instance passed in is not touched; the moved one comes back. Raises TransicionNoDeclarada, SinPermiso,
    TextoCambiado, CondicionesIncumplidas or DatosInvalidos, each with its sentences, and then nothing has changed.
    """
    raiz = bloquear(objeto)
    actual = releer(objeto, raiz)
    if repetido := acto_repetido(actual, raiz, transicion, acto):
        return Resultado(actual, repetido, repetido=True)
    actual.asiento = asentar_actos([_mover(actual, transicion, acto, datos)])[0]
    actual.save()
    return _movido(actual, acto)


@en_transaccion
def perform_varios(objetos: Sequence[T], transicion: str, *, acto: Acto, **datos: Any) -> list[Resultado[T]]:
    """Take one declared step with several objects of one kind, each as `perform` takes it, in the statements of one.

    They may share their root or be roots themselves. Raises what `perform` raises for any of them, and then nothing has
    changed for all; ValueError for an act with a `clave`, which is that of one.
    """
    if acto.clave is not None:
        raise ValueError("the key of one act cannot be that of several")
    if not objetos:
        return []
    bloquear_raices(objetos)
    modelo: Any = type(objetos[0])
    por_id = modelo._base_manager.select_related(*modelo.junto_con).in_bulk([o.pk for o in objetos])
    actuales = [por_id[o.pk] for o in objetos]
    _recordar_juntas(actuales)
    antes = [_valores(actual) for actual in actuales]
    apuntes = [_mover(actual, transicion, acto, datos) for actual in actuales]
    for actual, asiento in zip(actuales, asentar_actos(apuntes), strict=True):
        actual.asiento = asiento
    cambiados = {c for actual, era in zip(actuales, antes, strict=True) for c in _cambiados(actual, era)}
    modelo._base_manager.bulk_update(actuales, sorted(cambiados))
    return [_movido(actual, acto) for actual in actuales]


def _recordar_juntas(actuales: Sequence[ConEstado]) -> None:
    """One instance of each root for all its objects, and what is asked of the roots read at once."""
    raices: dict[Any, Raiz] = {}
    for actual in actuales:
        actual.fijar_raiz(raices.setdefault(actual.raiz().pk, actual.raiz()))
    todas = list(raices.values())
    type(todas[0]).recordar_juntos(todas)


def _valores(objeto: ConEstado) -> dict[str, Any]:
    return {
        c.name: getattr(objeto, c.attname)
        for c in objeto._meta.concrete_fields
        if not (c.primary_key or c.generated)
    }


def _cambiados(objeto: ConEstado, antes: Mapping[str, Any]) -> list[str]:
    return [campo for campo, valor in _valores(objeto).items() if valor != antes[campo]]


def _mover(actual: ConEstado, transicion: str, acto: Acto, datos: Mapping[str, Any]) -> Apunte:
    """Check that the step may be taken and take it, on the locked object alone: what the log is then to say."""
    declarada = transicion_declarada(actual, transicion)
    capacidad = declarada.permission.capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=declarada.custom["sobre_contenido"])
    origen = estado_de(actual)
    try:
        getattr(actual, transicion)(**datos)
    except TransitionNotAllowed:
        if faltas := lo_que_falta(actual, declarada):
            raise CondicionesIncumplidas(*faltas) from None
        raise
    return Apunte(
        actual, transicion, acto=acto, capacidad=capacidad, desde=origen, hasta=estado_de(actual), datos=datos
    )


def _movido(actual: T, acto: Acto) -> Resultado[T]:
    """Once it is written: tell whoever waits for it."""
    if avisos := maquina_de(actual).avisos:
        import_string(avisos)(actual, actual.asiento, acto)
    actual.raiz().memoria = None
    return Resultado(actual, actual.asiento)


def acto_repetido(objeto: ConEstado, raiz: Any, accion: str, acto: Acto) -> Asiento | None:
    """The log row that this very act already left, if it was done before."""
    if acto.clave is None:
        return None
    previo = Asiento.objects.filter(cadena_id=raiz.cadena_id, clave=acto.clave).first()
    registra = acto.registra.pk if acto.registra else None
    este = (str(objeto._meta.label_lower), objeto.pk, accion, registra)
    if previo and (previo.modelo, previo.objeto, previo.accion, previo.registra_id) != este:
        raise DatosInvalidos(_("Esta página ya se usó para otro acto. Vuelva a abrirla."))
    return previo


def transicion_declarada(objeto: ConEstado, nombre: str) -> Transicion:
    """The declared transition of that name from the present state. Raises TransicionNoDeclarada."""
    maquina = maquina_de(objeto)
    estado = estado_de(objeto)
    for transicion in maquina.salidas(estado):
        if transicion.name == nombre:
            return transicion
    raise TransicionNoDeclarada(
        _(
            "Ese paso no es posible en el estado «%(estado)s». Quizá alguien se adelantó: vuelva a abrir la página."
        )
        % {"estado": maquina.etiqueta(estado, objeto.pais())}
    )


def exigir_texto_mostrado(objeto: ConEstado, acto: Acto, *, obligatorio: bool) -> None:
    """Refuse an act on a text that is not the one shown. An act by document binds to the text as the paper names it."""
    if acto.hash_mostrado is None and not obligatorio:
        return
    if acto.hash_mostrado != objeto.hash_de_contenido():
        raise TextoCambiado


def lo_que_falta(objeto: ConEstado, transicion: Transicion) -> list[str]:
    """One sentence for each thing that the step still lacks."""
    return [
        frase
        for condicion in transicion.conditions or ()
        if not condicion(objeto)
        for frase in condicion.falta(objeto)
    ]


def estado_de(objeto: ConEstado) -> str:
    return str(getattr(objeto, maquina_de(objeto).campo))
