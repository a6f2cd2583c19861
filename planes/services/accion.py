"""Writing the actions of a plan while it is prepared."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from expedientes.permissions import needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import Nuevo, asentar_acto, bloquear, crear_varios, perform, releer
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import exigir_lo_visto, ya_hecho
from planes.models import AccionConjunta, PlanAnual
from planes.services.datos import DatosDeAccion
from planes.services.filas import escribir_filas, exigir_de_las_partes, poner_campos, poner_hash


@en_transaccion
def agregar_accion(plan: PlanAnual, datos: DatosDeAccion, *, acto: Acto) -> AccionConjunta:
    """Write one more action of a plan that is prepared, with the next number.

    Raises SinPermiso, TransicionNoDeclarada once the plan is proposed, DatosInvalidos.
    """
    actual = releer(plan, bloquear(plan))
    if hecha := ya_hecho(AccionConjunta, actual.expediente, "crear", acto):
        return hecha
    return agregar_contenidos(actual, [datos.en_contenido()], acto=acto)[0]


@en_transaccion
def agregar_acciones(plan: PlanAnual, datos: Sequence[DatosDeAccion], *, acto: Acto) -> list[AccionConjunta]:
    """Write several actions in the statements of one. Raises what `agregar_accion` raises."""
    actual = releer(plan, bloquear(plan))
    return agregar_contenidos(actual, [d.en_contenido() for d in datos], acto=acto.con(clave=None))


def agregar_contenidos(
    plan: PlanAnual, contenidos: Sequence[Mapping[str, Any]], *, acto: Acto
) -> list[AccionConjunta]:
    """The actions of these contents. The caller holds the lock of the case file of the plan, which is as it is now."""
    capacidad = needs("editar").capacidad(plan, acto)
    if not plan.admite_cambios:
        raise TransicionNoDeclarada(
            _(
                "El plan ya se propuso: no recibe más acciones. Para agregar una, obsérvelo mientras está propuesto."
            )
        )
    exigir_de_las_partes(plan, contenidos)
    ultimo = plan.acciones.aggregate(n=Max("numero"))["n"] or 0
    acciones = []
    for numero, contenido in enumerate(contenidos, ultimo + 1):
        accion = AccionConjunta(plan=plan, numero=numero, continua_id=_la_que_continua(plan, contenido))
        acciones.append(poner_campos(accion, contenido))
    crear_varios(
        [
            Nuevo(
                objeto=accion,
                acto=acto,
                capacidad=capacidad,
                datos={"plan": plan.pk, "numero": accion.numero},
            )
            for accion in acciones
        ]
    )
    escribir_filas(list(zip(acciones, contenidos, strict=True)))
    poner_hash(plan)
    return acciones


def _la_que_continua(plan: PlanAnual, contenido: Mapping[str, Any]) -> int | None:
    """An action of an earlier plan of the same case file. Raises DatosInvalidos."""
    continua: int | None = contenido["continua_id"]
    anteriores = AccionConjunta.objects.filter(
        plan__expediente=plan.expediente_id, plan__desde__lt=plan.desde
    )
    if continua and not anteriores.filter(pk=continua).exists():
        raise DatosInvalidos(_("Una acción continúa otra de un plan anterior del mismo expediente."))
    return continua


@en_transaccion
def cambiar_accion(
    accion: AccionConjunta, datos: DatosDeAccion, *, acto: Acto, visto: int | None = None
) -> AccionConjunta:
    """Write an action anew while its plan is prepared. What was approved of the plan before goes stale.

    Raises SinPermiso, TransicionNoDeclarada once the plan is proposed, DatosInvalidos.
    """
    actual = releer(accion, bloquear(accion))
    if hecha := ya_hecho(AccionConjunta, actual.expediente, "cambiar_accion", acto):
        return hecha
    capacidad = needs("editar").capacidad(actual, acto)
    if not actual.plan.admite_cambios or actual.estado != "propuesta":
        raise TransicionNoDeclarada(
            _("La acción ya se propuso con su plan: cambia dentro de la tolerancia o por una reprogramación.")
        )
    exigir_lo_visto(actual, visto)
    contenido = datos.en_contenido()
    exigir_de_las_partes(actual.plan, [contenido])
    actual.continua_id = _la_que_continua(actual.plan, contenido)
    poner_campos(actual, contenido).save()
    escribir_filas([(actual, contenido)])
    poner_hash(actual.plan)
    asentar_acto(
        actual,
        "cambiar_accion",
        acto=acto,
        capacidad=capacidad,
        datos={"contenido_del_plan": actual.plan.contenido_hash},
    )
    return actual


@en_transaccion
def retirar_accion(accion: AccionConjunta, *, acto: Acto, motivo: str = "") -> AccionConjunta:
    """Take an action out of a plan that is prepared. Raises what `perform` raises."""
    hecha: AccionConjunta = perform(accion, "retirar", acto=acto, motivo=motivo).objeto
    poner_hash(hecha.plan)
    return hecha
