"""Changing an approved plan: within what the parties agreed to tolerate, or by a difference that all approved."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from auditoria.canonico import huella
from expedientes.permissions import RESPONSABLE, needs
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TransicionNoDeclarada
from flujo.services import acto_repetido, asentar_acto, bloquear, releer
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from planes import avisos
from planes.contenido import (
    CAMBIABLES,
    CANCELAR,
    Llano,
    acciones_de,
    aplicar,
    dias_movidos,
    diferencia_de_accion,
    es_nueva,
    leer,
    nuevas_de,
    porcentaje_movido,
)
from planes.estados import SE_REPROGRAMA, SE_TRABAJA
from planes.models import AccionConjunta, OrigenDeVersion, PlanAnual, VersionDePlan
from planes.services.accion import crear_acciones, exigir_que_continuan, siguiente_numero
from planes.services.datos import DatosDeAccion
from planes.services.filas import (
    escribir_filas,
    exigir_alineadas,
    exigir_de_las_partes,
    exigir_en_el_periodo,
    poner_campos,
)
from planes.services.versiones import fijar_version

MAXIMO_DE_MOTIVO = 2000
TOLERABLES = frozenset({"desde", "hasta", "partidas"})
"""What a tolerance is about; anything else that changes is approved again."""


@en_transaccion
def ajustar(accion: AccionConjunta, datos: DatosDeAccion, *, motivo: str, acto: Acto) -> AccionConjunta:
    """Change an action of an approved plan within the tolerance that the parties agreed: logged, in a new version,
    without a new sign-off.

    What counts is how far it is from what the parties last approved, so that small steps do not add up. Raises
    SinPermiso, TransicionNoDeclarada, TextoCambiado, DatosInvalidos without a motive or beyond the tolerance.
    """
    actual = releer(accion, bloquear(accion))
    if acto_repetido(actual, actual.expediente, "ajustar", acto):
        return actual
    capacidad = needs("editar", de=RESPONSABLE).capacidad(actual, acto)
    plan = actual.plan
    exigir_que_se_trabaje(plan, [actual])
    motivo = exigir_motivo(motivo)
    cambio = cambio_de(actual, leer(plan), datos)
    if not cambio:
        raise DatosInvalidos(_("No cambió nada de la acción."))
    if frases := fuera_de_la_tolerancia(actual, cambio):
        raise DatosInvalidos(
            *frases, _("Un cambio así se hace por una reprogramación que aprueban todas las partes.")
        )
    version = aplicar_cambios(
        plan,
        {str(actual.numero): cambio},
        origen=OrigenDeVersion.TOLERANCIA,
        motivo=motivo,
        acto=acto,
        capacidad=capacidad,
    )
    actual.refresh_from_db()
    asentar_acto(
        actual,
        "ajustar",
        acto=acto,
        capacidad=capacidad,
        datos={"version": version.n, "cambio": cambio, "motivo": motivo},
    )
    avisos.seguir_plazos(plan)
    return actual


def exigir_motivo(motivo: str) -> str:
    motivo = exigir_legible(_("el motivo"), motivo, maximo=MAXIMO_DE_MOTIVO)
    if not motivo:
        raise DatosInvalidos(_("Diga por qué cambia el plan."))
    return motivo


def exigir_que_se_trabaje(plan: PlanAnual, acciones: Sequence[AccionConjunta]) -> None:
    """Raises TransicionNoDeclarada for a plan that is not approved, or an action that has come to an end."""
    if plan.estado not in SE_TRABAJA:
        raise TransicionNoDeclarada(_("Solo un plan aprobado y sin cerrar se ajusta o se reprograma."))
    for accion in acciones:
        if accion.estado not in SE_REPROGRAMA:
            raise TransicionNoDeclarada(
                _("La acción %(n)s está «%(estado)s»: ya no se ajusta ni se reprograma.")
                % {"n": accion.numero, "estado": accion.get_estado_display()}
            )


def cambio_de(accion: AccionConjunta, contenido: Mapping[str, Any], datos: DatosDeAccion) -> Llano:
    """What an action would be changed in by what somebody wrote. Raises DatosInvalidos."""
    return diferencia_exigida(accion.plan, acciones_de(contenido)[accion.numero], datos.en_contenido())


def diferencia_exigida(plan: PlanAnual, antes: Mapping[str, Any], nuevo: Mapping[str, Any]) -> Llano:
    """In what an action of an approved plan would change. Raises DatosInvalidos."""
    exigir_de_las_partes(plan, [nuevo])
    exigir_en_el_periodo(plan, nuevo)
    exigir_alineadas(plan, [nuevo], [antes])
    return diferencia_de_accion(antes, nuevo)


def contenidos_de_nuevas(plan: PlanAnual, nuevas: Sequence[Mapping[str, Any]]) -> list[Llano]:
    """New actions of an approved plan as a difference holds them. Raises DatosInvalidos."""
    for nueva in nuevas:
        if not nueva["responsables"]:
            raise DatosInvalidos(
                _("Diga quién responde de la acción «%(accion)s».") % {"accion": nueva["nombre"]}
            )
        poner_campos(AccionConjunta(plan=plan, numero=1), nueva)
        exigir_en_el_periodo(plan, nueva)
    exigir_que_continuan(plan, nuevas)
    exigir_de_las_partes(plan, nuevas)
    exigir_alineadas(plan, nuevas)
    return [{campo: una[campo] for campo in (*CAMBIABLES, "continua_id") if campo in una} for una in nuevas]


def fuera_de_la_tolerancia(accion: AccionConjunta, cambio: Mapping[str, Any]) -> list[str]:
    """Why a change is beyond what the parties agreed to tolerate; nothing when it is within."""
    plan = accion.plan
    aprobada = acciones_aprobadas(plan)[accion.numero]
    nueva = aprobada | dict(cambio)
    frases = []
    if set(cambio) - TOLERABLES:
        frases.append(_("La tolerancia es solo para fechas y presupuesto."))
    if {"desde", "hasta"} & set(cambio):
        actual = acciones_de(plan.version.datos)[accion.numero] | dict(cambio)  # type: ignore[union-attr]
        dias = dias_movidos(aprobada, actual)
        if plan.tolerancia_dias is None:
            frases.append(_("Las partes no acordaron ninguna tolerancia de días."))
        elif dias > plan.tolerancia_dias:
            frases.append(
                ngettext(
                    "Se movería %(dias)s día de lo aprobado; la tolerancia es de %(tope)s.",
                    "Se movería %(dias)s días de lo aprobado; la tolerancia es de %(tope)s.",
                    dias,
                )
                % {"dias": dias, "tope": plan.tolerancia_dias}
            )
    if "partidas" in cambio:
        porcentaje = porcentaje_movido(aprobada["partidas"], nueva["partidas"])
        if plan.tolerancia_porcentaje is None:
            frases.append(_("Las partes no acordaron ninguna tolerancia de presupuesto."))
        elif porcentaje is None or porcentaje > plan.tolerancia_porcentaje:
            frases.append(
                _("El presupuesto de la acción cambiaría más del %(tope)s %% de lo aprobado.")
                % {"tope": plan.tolerancia_porcentaje}
            )
    return frases


def acciones_aprobadas(plan: PlanAnual) -> dict[int, Llano]:
    """Each action as the parties last approved it: with the plan, or by a reprogramming that changes it. What they
    approved of other actions since does not take in what was only tolerated of this one."""
    return plan.raiz().recordado(f"acciones_aprobadas:{plan.pk}", lambda: _leer_aprobadas(plan))


def _leer_aprobadas(plan: PlanAnual) -> dict[int, Llano]:
    cambia: dict[int | None, set[int]] = defaultdict(set)
    for una in plan.reprogramaciones.filter(resultado__isnull=False):
        cambia[una.resultado_id].update(una.numeros)
    aprobadas: dict[int, Llano] = {}
    for version in plan.versiones.exclude(origen=OrigenDeVersion.TOLERANCIA).order_by("n"):
        son_todas = version.origen == OrigenDeVersion.PROPUESTA
        for numero, accion in acciones_de(version.datos).items():
            if son_todas or numero not in aprobadas or numero in cambia[version.pk]:
                aprobadas[numero] = accion
    return aprobadas


def ultima_aprobada(plan: PlanAnual) -> VersionDePlan:
    """The last version that every party approved: what was only tolerated since then does not move the mark."""
    return plan.versiones.exclude(origen=OrigenDeVersion.TOLERANCIA).latest("n")


def aplicar_cambios(
    plan: PlanAnual,
    cambios: Mapping[str, Mapping[str, Any]],
    *,
    origen: OrigenDeVersion,
    motivo: str,
    acto: Acto,
    capacidad: Capacidad,
) -> VersionDePlan:
    """Make the changed content the plan's: its version first, then its rows, which must then say the same.

    The caller holds the lock and has checked who may. Raises CondicionesIncumplidas, DatosInvalidos.
    """
    contenido = leer(plan)
    if huella(contenido) != plan.contenido_hash:
        raise ValueError("the rows of the plan are not what its hash says")
    siguiente = siguiente_numero(plan)
    nuevo = aplicar(contenido, cambios, siguiente=siguiente)
    version = fijar_version(plan, nuevo, origen=origen, motivo=motivo, acto=acto, capacidad=capacidad)
    if version.pk == plan.version_id:
        return version  # what is only cancelled changes no content
    por_numero = acciones_de(nuevo)
    cambiadas = [int(n) for n, c in cambios.items() if not es_nueva(n) and set(c) - {CANCELAR}]
    tocadas = list(plan.acciones.filter(numero__in=cambiadas))
    for accion in tocadas:
        poner_campos(accion, por_numero[accion.numero])
    AccionConjunta.objects.bulk_update(
        tocadas, ["nombre", "descripcion", "desde", "hasta", "territorio", "ods", "iniciativa"]
    )
    escribir_filas([(accion, por_numero[accion.numero]) for accion in tocadas])
    nuevas = [cambios[clave] for clave in nuevas_de(cambios)]
    if nuevas:
        crear_acciones(plan, nuevas, desde=siguiente, acto=acto.con(clave=None), capacidad=capacidad)
    if huella(leer(plan)) != version.hash:
        raise CondicionesIncumplidas(_("Los cambios no dan el contenido que se aprobó. No se guardó nada."))
    plan.version, plan.contenido_hash = version, version.hash
    plan.save(update_fields=["version", "contenido_hash"])
    plan.raiz().memoria = None if plan.raiz().memoria is None else {}
    return version
