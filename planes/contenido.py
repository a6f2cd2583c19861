"""The content of a plan as plain data: what a version says, what changes would make of it, and what changed."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from auditoria.canonico import canonico
from planes.models import PlanAnual
from planes.models.plan import ACCION

Llano = dict[str, Any]

DE_ACCION = ("nombre", "descripcion", "desde", "hasta", "territorio", "ods", "iniciativa_id")
FILAS_DE_ACCION = ("responsables", "partidas", "indicadores")
CAMBIABLES = (*DE_ACCION, *FILAS_DE_ACCION)
"""What of an action a change may touch."""
DE_VERSION = (*CAMBIABLES, "continua_id")
"""What a version says of an action, besides its number."""
OPCIONALES = ACCION.opcionales
"""What the content of an action says only when there is something to say."""
CANCELAR = "cancelar"
"""In a difference: the action is not done. That is no content, but every party approves it like one."""
NUEVA = "nueva:"
"""How a difference names an action that the plan does not have yet, with its order among them: it gets its number when
the plan takes it in."""


def leer(plan: PlanAnual) -> Llano:
    """The content of a plan as its rows say it now, as plain data."""
    fresco = PlanAnual.objects.prefetch_related(*PlanAnual.DEL_CONTENIDO).get(pk=plan.pk)
    contenido: Llano = en_llano(fresco.datos_del_contenido())
    return contenido


def leer_una_vez(plan: PlanAnual) -> Llano:
    """The same of a plan that nobody has written to since it was read, without reading its own row again."""
    contenido: Llano = en_llano(plan.con_su_contenido().datos_del_contenido())
    return contenido


def en_llano(datos: Any) -> Any:
    """Dates and decimals as the texts that are hashed."""
    return json.loads(canonico(datos))


def acciones_de(contenido: Mapping[str, Any]) -> dict[int, Llano]:
    """The actions of a content by their number."""
    return {accion["numero"]: accion for accion in contenido["acciones"]}


def aplicar(
    contenido: Mapping[str, Any], cambios: Mapping[str, Mapping[str, Any]], *, siguiente: int
) -> Llano:
    """What the content would be with these changes: by the number of each action, the new value of each field; of an
    action that is new, all of it, with the numbers from `siguiente` on."""
    resultado = deepcopy(dict(contenido))
    acciones = acciones_de(resultado)
    for clave, cambio in cambios.items():
        if not es_nueva(clave):
            acciones[int(clave)].update({c: deepcopy(v) for c, v in cambio.items() if c != CANCELAR})
    for numero, clave in enumerate(nuevas_de(cambios), siguiente):
        resultado["acciones"].append({**deepcopy(dict(cambios[clave])), "numero": numero})
    for accion in resultado["acciones"]:
        for campo in OPCIONALES:
            if accion.get(campo, ...) is None:
                del accion[campo]
    return resultado


def es_nueva(clave: str) -> bool:
    """Whether a difference speaks there of an action that the plan does not have yet."""
    return clave.startswith(NUEVA)


def nuevas_de(cambios: Iterable[str]) -> list[str]:
    """The keys of the new actions of a difference, in their order."""
    return sorted((clave for clave in cambios if es_nueva(clave)), key=orden_de_nueva)


def orden_de_nueva(clave: str) -> int:
    return int(clave.removeprefix(NUEVA))


def diferencia_de_accion(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> Llano:
    """The new value of each field in which an action differs."""
    return _diferencia(CAMBIABLES, antes, despues)


def diferencia_entera(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> Llano:
    """The same with the action that it carries on, which no reprogramming touches."""
    return _diferencia(DE_VERSION, antes, despues)


def _diferencia(campos: Iterable[str], antes: Mapping[str, Any], despues: Mapping[str, Any]) -> Llano:
    return {campo: despues.get(campo) for campo in campos if antes.get(campo) != despues.get(campo)}


@dataclass(frozen=True)
class CambioDelPlan:
    """What changed of the plan's own terms."""

    antes: Mapping[str, Any]
    despues: Mapping[str, Any]

    @property
    def campos(self) -> list[str]:
        return list(_diferencia(PlanAnual.CONTENIDO.campos, self.antes, self.despues))


@dataclass(frozen=True)
class CambioDeAccion:
    """What changed of one action: each field with its value before and after; None where there was no action. Of one
    that is new, `campos` are those in which it says something."""

    numero: int
    nombre: str
    antes: Mapping[str, Any] | None
    despues: Mapping[str, Any] | None

    @property
    def campos(self) -> list[str]:
        if self.despues is None:
            return []
        if self.antes is None:
            return [campo for campo in DE_VERSION if self.despues.get(campo)]
        return list(diferencia_entera(self.antes, self.despues))


Cambio = CambioDelPlan | CambioDeAccion


def comparar(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> list[Cambio]:
    """In what two contents of a plan differ: its own terms, then its actions in the order of their numbers."""
    del_plan = CambioDelPlan(antes, despues)
    return [
        *([del_plan] if del_plan.campos else []),
        *_comparar(acciones_de(antes), acciones_de(despues)),
    ]


def _comparar(antes: Mapping[int, Llano], despues: Mapping[int, Llano]) -> Iterator[CambioDeAccion]:
    for numero in sorted(antes.keys() | despues.keys()):
        una, otra = antes.get(numero), despues.get(numero)
        if una != otra:
            yield CambioDeAccion(numero, (otra or una or {})["nombre"], una, otra)


def dias_movidos(antes: Mapping[str, Any], despues: Mapping[str, Any]) -> int:
    """By how many days the start or the end of an action moves, whichever moves further."""
    return max(
        abs((dt.date.fromisoformat(despues[campo]) - dt.date.fromisoformat(antes[campo])).days)
        for campo in ("desde", "hasta")
    )


def porcentaje_movido(
    antes: Sequence[Mapping[str, Any]], despues: Sequence[Mapping[str, Any]]
) -> Decimal | None:
    """By how much per cent of what it was the budget of an action changes, in the currency in which it changes most:
    what is taken from one party, source or quarter and put on another counts once. None where there was none before."""
    peor = Decimal(0)
    montos_de_antes, montos_de_ahora = _montos(antes), _montos(despues)
    for moneda in {clave[0] for clave in montos_de_antes | montos_de_ahora}:
        claves = {clave for clave in montos_de_antes | montos_de_ahora if clave[0] == moneda}
        total = sum((montos_de_antes.get(clave, Decimal(0)) for clave in claves), Decimal(0))
        saltos = [
            montos_de_ahora.get(clave, Decimal(0)) - montos_de_antes.get(clave, Decimal(0))
            for clave in claves
        ]
        movido = max(sum(s for s in saltos if s > 0), -sum(s for s in saltos if s < 0), Decimal(0))
        if movido and not total:
            return None
        peor = max(peor, movido * 100 / total if total else peor)
    return peor


def _montos(partidas: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, ...], Decimal]:
    montos: dict[tuple[Any, ...], Decimal] = {}
    for p in partidas:
        clave = (p["moneda"], p["institucion_id"], p["fuente"], p["trimestre"], p["es_en_especie"])
        montos[clave] = montos.get(clave, Decimal(0)) + Decimal(p["monto"])
    return montos
