"""Opening an annual plan, saying what it is about, and copying the one before."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import asentar_acto, bloquear, crear, releer, siguiente_id
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import exigir_lo_visto, ya_hecho
from planes.contenido import acciones_de, leer
from planes.estados import EstadoDeAccion
from planes.models import PlanAnual
from planes.services.accion import agregar_contenidos
from planes.services.filas import exigir_valida, poner_hash

TERMINOS = PlanAnual.CONTENIDO.campos
"""What is said of the plan itself."""


@en_transaccion
def abrir_plan(
    expediente: Expediente, *, acto: Acto, copia_de: PlanAnual | None = None, **terminos: Any
) -> PlanAnual:
    """Begin the plan of a period; `terminos` are those of `TERMINOS`.

    Raises SinPermiso, DatosInvalidos when another plan of the case file covers part of its period.
    """
    expediente = bloquear(expediente)
    if hecho := ya_hecho(PlanAnual, expediente, "crear", acto):
        return hecho
    capacidad = needs("editar").capacidad(expediente, acto)
    plan = PlanAnual(id=siguiente_id(PlanAnual), expediente=expediente, copia_de=copia_de)
    _poner(plan, terminos)
    return crear(
        plan, acto=acto, capacidad=capacidad, periodo=[plan.desde, plan.hasta], copia_de=plan.copia_de_id
    ).objeto


@en_transaccion
def cambiar_plan(plan: PlanAnual, *, acto: Acto, visto: int | None = None, **terminos: Any) -> PlanAnual:
    """Change what is said of the plan itself while it is written. What was approved of it before goes stale.

    Raises SinPermiso, TransicionNoDeclarada once it is proposed, DatosInvalidos.
    """
    actual = releer(plan, bloquear(plan))
    if hecho := ya_hecho(PlanAnual, actual.expediente, "cambiar_plan", acto):
        return hecho
    capacidad = needs("editar").capacidad(actual, acto)
    exigir_que_se_escriba(actual)
    exigir_lo_visto(actual, visto)
    _poner(actual, terminos)
    actual.save()
    asentar_acto(
        actual,
        "cambiar_plan",
        acto=acto,
        capacidad=capacidad,
        datos={"periodo": [actual.desde, actual.hasta]},
    )
    return actual


def _poner(plan: PlanAnual, terminos: dict[str, Any]) -> None:
    if ajenos := set(terminos) - set(TERMINOS):
        raise TypeError(f"no terms of a plan: {sorted(ajenos)}")
    for campo, valor in terminos.items():
        setattr(plan, campo, valor)
    if plan.hasta < plan.desde:  # no range at all: the database could not be asked whether it overlaps
        raise DatosInvalidos(_("El período no puede terminar antes de empezar."))
    plan.contenido_hash = "0" * 64  # once it is valid, it has its own
    exigir_valida(plan, "asiento")
    plan.contenido_hash = PlanAnual.CONTENIDO.hash(plan)


def exigir_que_se_escriba(plan: PlanAnual) -> None:
    if not plan.admite_cambios:
        raise TransicionNoDeclarada(
            _(
                "El plan ya se propuso: su contenido no se edita. Aprobado, cambia dentro de la tolerancia o por una "
                "reprogramación; propuesto, obsérvelo primero."
            )
        )


@en_transaccion
def copiar_plan(
    plan: PlanAnual, *, titulo: str, desde: dt.date, hasta: dt.date, solo_pendientes: bool, acto: Acto
) -> PlanAnual:
    """Begin the plan of another period with the actions of this one, moved as many days as the period begins later.

    What was not finished says which action it carries on. `solo_pendientes` leaves out what was finished. Raises what
    `abrir_plan` raises.
    """
    origen = releer(plan, bloquear(plan))
    if hecho := ya_hecho(PlanAnual, origen.expediente, "crear", acto):
        return hecho
    copia = abrir_plan(
        origen.expediente,
        acto=acto,
        copia_de=origen,
        titulo=titulo,
        desde=desde,
        hasta=hasta,
        tolerancia_dias=origen.tolerancia_dias,
        tolerancia_porcentaje=origen.tolerancia_porcentaje,
        dias_para_verificar=origen.dias_para_verificar,
    )
    contenidos = list(_de_otro_periodo(origen, copia, solo_pendientes))
    if contenidos:
        agregar_contenidos(copia, contenidos, acto=acto.con(clave=None))
    poner_hash(copia)
    return copia


TERMINADA = frozenset({EstadoDeAccion.VERIFICADA.value, EstadoDeAccion.CANCELADA.value})
"""What nobody carries on."""


def _de_otro_periodo(
    origen: PlanAnual, copia: PlanAnual, solo_pendientes: bool
) -> Collection[dict[str, Any]]:
    corrida = copia.desde - origen.desde
    contenidos = acciones_de(leer(origen))
    alineadas = set(copia.expediente.alineaciones.vigentes().values_list("iniciativa", flat=True))
    resultado = []
    for accion in origen.acciones.exclude(estado=EstadoDeAccion.RETIRADA):
        pendiente = accion.estado not in TERMINADA
        if solo_pendientes and not pendiente:
            continue
        desde = min(max(accion.desde + corrida, copia.desde), copia.hasta)
        hasta = min(max(accion.hasta + corrida, desde), copia.hasta)
        contenido = contenidos[accion.numero]
        if contenido.get("iniciativa_id") not in alineadas:
            contenido.pop("iniciativa_id", None)
        resultado.append(
            contenido
            | {
                "desde": desde.isoformat(),
                "hasta": hasta.isoformat(),
                "continua_id": accion.pk if pendiente and accion.estado != EstadoDeAccion.PROPUESTA else None,
            }
        )
    return resultado
