"""Writing the actions of a plan while it is prepared."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from expedientes.permissions import needs
from flujo.acto import Acto, Capacidad
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import Nuevo, asentar_acto, bloquear, crear_varios, perform, releer
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import exigir_lo_visto, ya_hecho
from planes.estados import EstadoDeAccion
from planes.models import MAXIMO_DE_ACCIONES, AccionConjunta, PlanAnual
from planes.services.datos import DatosDeAccion
from planes.services.filas import (
    escribir_filas,
    exigir_alineadas,
    exigir_de_las_partes,
    poner_campos,
    poner_hash,
)


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
    exigir_que_quepan(plan, len(contenidos))
    exigir_de_las_partes(plan, contenidos)
    exigir_alineadas(plan, contenidos)
    acciones = crear_acciones(plan, contenidos, desde=siguiente_numero(plan), acto=acto, capacidad=capacidad)
    poner_hash(plan)
    return acciones


def exigir_que_quepan(plan: PlanAnual, mas: int) -> None:
    """Raises DatosInvalidos when so many more actions would be more than a plan has."""
    hay = plan.acciones.exclude(estado=EstadoDeAccion.RETIRADA).count()
    if hay + mas > MAXIMO_DE_ACCIONES:
        raise DatosInvalidos(
            _(
                "Un plan tiene hasta %(tope)s acciones; este tendría %(n)s. Reúna las que son una misma, o lleve una "
                "parte al plan de otro período."
            )
            % {"tope": MAXIMO_DE_ACCIONES, "n": hay + mas}
        )


def siguiente_numero(plan: PlanAnual) -> int:
    """Of an action that is taken in: after all that the plan has had, those that were taken out included."""
    return (plan.acciones.aggregate(n=Max("numero"))["n"] or 0) + 1


def crear_acciones(
    plan: PlanAnual, contenidos: Sequence[Mapping[str, Any]], *, desde: int, acto: Acto, capacidad: Capacidad
) -> list[AccionConjunta]:
    """The rows of new actions of these contents, numbered from `desde` on, in the statements of one."""
    exigir_que_continuan(plan, contenidos)
    acciones = [
        poner_campos(AccionConjunta(plan=plan, numero=n, continua_id=contenido["continua_id"]), contenido)
        for n, contenido in enumerate(contenidos, desde)
    ]
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
    return acciones


def exigir_que_continuan(plan: PlanAnual, contenidos: Sequence[Mapping[str, Any]]) -> None:
    """What an action carries on is one of an earlier plan of the same case file. Raises DatosInvalidos."""
    continuadas = {c["continua_id"] for c in contenidos} - {None}
    anteriores = AccionConjunta.objects.filter(
        pk__in=continuadas, plan__expediente=plan.expediente_id, plan__desde__lt=plan.desde
    )
    if continuadas and anteriores.count() < len(continuadas):
        raise DatosInvalidos(_("Una acción continúa otra de un plan anterior del mismo expediente."))


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
    exigir_alineadas(actual.plan, [contenido], [{"iniciativa_id": actual.iniciativa_id}])
    exigir_que_continuan(actual.plan, [contenido])
    actual.continua_id = contenido["continua_id"]
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
