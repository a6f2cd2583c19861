"""The one way to change a state."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from auditoria.models import Asiento
from flujo.acto import Acto
from flujo.declaracion import Transicion, maquina_de
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TextoCambiado, TransicionNoDeclarada
from flujo.models import ConEstado
from flujo.services.asientos import asentar_acto
from flujo.services.cerrojos import bloquear, releer
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
    actual.asiento = asentar_acto(
        actual, transicion, acto=acto, capacidad=capacidad, desde=origen, hasta=estado_de(actual), datos=datos
    )
    actual.save()
    if avisos := maquina_de(actual).avisos:
        import_string(avisos)(actual, actual.asiento, acto)
    raiz.memoria = None
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
