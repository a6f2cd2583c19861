"""All that was written of a plan in its grid or in a workbook, saved in one act."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from expedientes.permissions import RESPONSABLE, needs
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TransicionNoDeclarada
from flujo.services import (
    Apunte,
    acto_repetido,
    asentar_acto,
    asentar_actos,
    bloquear,
    exigir_texto_mostrado,
    perform_varios,
    releer,
)
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from planes import avisos
from planes.conditions import parte_de_la_version_vigente
from planes.contenido import CANCELAR, Llano, acciones_de, es_nueva, leer, nuevas_de
from planes.models import AccionConjunta, OrigenDeVersion, PlanAnual, Reprogramacion
from planes.services.accion import (
    crear_acciones,
    exigir_que_continuan,
    exigir_que_quepan,
    siguiente_numero,
)
from planes.services.cambios import (
    aplicar_cambios,
    contenidos_de_nuevas,
    exigir_motivo,
    exigir_que_se_trabaje,
    fuera_de_la_tolerancia,
)
from planes.services.filas import (
    escribir_filas,
    exigir_alineadas,
    exigir_de_las_partes,
    exigir_en_el_periodo,
    poner_campos,
    poner_hash,
)
from planes.services.plan import exigir_que_se_escriba
from planes.services.reprogramacion import abrir_reprogramacion, poner_cambios

CAMPOS = ("nombre", "descripcion", "desde", "hasta", "territorio", "ods", "iniciativa", "continua")
MUCHAS_FRASES = 12


@dataclass(frozen=True, kw_only=True)
class LoEscrito:
    """What becomes of a plan that is prepared: the contents of new actions, those of changed ones by their number, the
    numbers of those that go. `archivo` is the SHA-256 of the file from which it was read."""

    nuevas: Sequence[Llano] = ()
    cambiadas: Mapping[int, Llano] = field(default_factory=dict)
    retiradas: Collection[int] = ()
    archivo: str = ""


@en_transaccion
def guardar_planilla(plan: PlanAnual, escrito: LoEscrito, *, acto: Acto) -> PlanAnual:
    """Write all of it into a plan that is prepared, or nothing of it.

    Raises SinPermiso, TransicionNoDeclarada once the plan is proposed, TextoCambiado when it is no longer the one that
    was shown, DatosInvalidos.
    """
    actual = releer(plan, bloquear(plan))
    if acto_repetido(actual, actual.expediente, "guardar_planilla", acto):
        return actual
    capacidad = needs("editar").capacidad(actual, acto)
    exigir_que_se_escriba(actual)
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    if not (escrito.nuevas or escrito.cambiadas or escrito.retiradas):
        raise DatosInvalidos(_("No cambió nada del plan."))
    suyo = acto.con(clave=None, hash_mostrado=None)
    antes = acciones_de(leer(actual))
    contenidos = [*escrito.cambiadas.values(), *escrito.nuevas]
    exigir_de_las_partes(actual, contenidos)
    exigir_alineadas(actual, contenidos, list(antes.values()))
    exigir_que_continuan(actual, contenidos)
    _retirar(actual, escrito.retiradas, suyo)
    _cambiar(actual, escrito.cambiadas, suyo, capacidad)
    exigir_que_quepan(actual, len(escrito.nuevas))
    crear_acciones(actual, escrito.nuevas, desde=siguiente_numero(actual), acto=suyo, capacidad=capacidad)
    poner_hash(actual)
    asentar_acto(
        actual,
        "guardar_planilla",
        acto=acto,
        capacidad=capacidad,
        datos={
            "agregadas": len(escrito.nuevas),
            "cambiadas": len(escrito.cambiadas),
            "retiradas": len(escrito.retiradas),
            "del_archivo": escrito.archivo or None,
        },
    )
    return actual


def _retirar(plan: PlanAnual, numeros: Collection[int], acto: Acto) -> None:
    acciones = list(plan.acciones.filter(numero__in=numeros))
    perform_varios(acciones, "retirar", acto=acto, motivo=_("Ya no figura en la planilla del plan."))


def _cambiar(plan: PlanAnual, cambiadas: Mapping[int, Llano], acto: Acto, capacidad: Capacidad) -> None:
    acciones = list(plan.acciones.filter(numero__in=cambiadas))
    for accion in acciones:
        accion.plan = plan
        accion.continua_id = cambiadas[accion.numero]["continua_id"]
        poner_campos(accion, cambiadas[accion.numero])
    AccionConjunta.objects.bulk_update(acciones, CAMPOS)
    escribir_filas([(accion, cambiadas[accion.numero]) for accion in acciones])
    apuntes = [Apunte(a, "cambiar_accion", acto=acto, capacidad=capacidad, datos={}) for a in acciones]
    if apuntes:
        asentar_actos(apuntes)


@en_transaccion
def reprogramar_planilla(
    plan: PlanAnual, cambios: Mapping[str, Llano], *, motivo: str, acto: Acto
) -> Reprogramacion:
    """Begin a reprogramming with this difference to the plan that was shown.

    Raises SinPermiso, TransicionNoDeclarada, TextoCambiado, DatosInvalidos.
    """
    actual = releer(plan, bloquear(plan))
    if hecha := ya_hecho(Reprogramacion, actual.expediente, "crear", acto):
        return hecha
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    exigir_diferencia(actual, cambios)
    una = abrir_reprogramacion(actual, motivo=motivo, acto=acto)
    return _escribir(una, cambios, acto.con(clave=None, hash_mostrado=None))


@en_transaccion
def guardar_en_reprogramacion(
    reprogramacion: Reprogramacion, cambios: Mapping[str, Llano], *, acto: Acto
) -> Reprogramacion:
    """Let this be the difference of a reprogramming, as it was shown.

    Raises SinPermiso, TransicionNoDeclarada, TextoCambiado, DatosInvalidos, CondicionesIncumplidas when the plan is
    another one by now.
    """
    actual = releer(reprogramacion, bloquear(reprogramacion))
    if acto_repetido(actual, actual.expediente, "guardar_planilla", acto):
        return actual
    needs("editar").capacidad(actual, acto)
    if not actual.admite_cambios:
        raise TransicionNoDeclarada(_("La reprogramación ya se propuso: para corregirla, obsérvela primero."))
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    if not parte_de_la_version_vigente(actual):
        raise CondicionesIncumplidas(*parte_de_la_version_vigente.falta(actual))
    exigir_diferencia(actual.plan, cambios)
    return _escribir(actual, cambios, acto)


def _escribir(una: Reprogramacion, cambios: Mapping[str, Llano], acto: Acto) -> Reprogramacion:
    poner_cambios(una, cambios)
    asentar_acto(
        una,
        "guardar_planilla",
        acto=acto,
        capacidad=needs("editar").capacidad(una, acto),
        datos={"plan": una.plan_id, "cambios": dict(cambios)},
    )
    return una


def exigir_diferencia(plan: PlanAnual, cambios: Mapping[str, Llano]) -> None:
    """Whether an approved plan could be changed so. Raises DatosInvalidos, TransicionNoDeclarada."""
    if not cambios:
        raise DatosInvalidos(_("No cambió nada del plan."))
    antes = acciones_de(leer(plan))
    numeros = [int(clave) for clave in cambios if not es_nueva(clave)]
    exigir_que_se_trabaje(plan, list(plan.acciones.filter(numero__in=numeros)))
    despues = [antes[n] | cambios[str(n)] for n in numeros]
    exigir_de_las_partes(plan, despues)
    exigir_alineadas(plan, despues, list(antes.values()))
    for contenido in despues:
        exigir_en_el_periodo(plan, contenido)
    nuevas = [cambios[clave] for clave in nuevas_de(cambios)]
    exigir_que_quepan(plan, len(nuevas))
    contenidos_de_nuevas(plan, nuevas)


@en_transaccion
def ajustar_planilla(plan: PlanAnual, cambios: Mapping[str, Llano], *, motivo: str, acto: Acto) -> PlanAnual:
    """Change several actions within the tolerance that the parties agreed, in one version.

    Raises SinPermiso for an action of which the person's party does not answer, TransicionNoDeclarada, TextoCambiado,
    DatosInvalidos for what is beyond the tolerance, action by action.
    """
    actual = releer(plan, bloquear(plan))
    if acto_repetido(actual, actual.expediente, "ajustar_planilla", acto):
        return actual
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    motivo = exigir_motivo(motivo)
    exigir_diferencia(actual, cambios)
    if any(es_nueva(clave) or CANCELAR in cambio for clave, cambio in cambios.items()):
        raise DatosInvalidos(
            _("Agregar o cancelar acciones se hace por una reprogramación que aprueban todas las partes.")
        )
    acciones = list(actual.acciones.filter(numero__in=[int(n) for n in cambios]).order_by("numero"))
    for accion in acciones:
        accion.plan = actual
    capacidades = {a.pk: needs("editar", de=RESPONSABLE).capacidad(a, acto) for a in acciones}
    _exigir_tolerables(acciones, cambios)
    capacidad = capacidades[acciones[0].pk]
    version = aplicar_cambios(
        actual, cambios, origen=OrigenDeVersion.TOLERANCIA, motivo=motivo, acto=acto, capacidad=capacidad
    )
    suyo = acto.con(clave=None, hash_mostrado=None)
    asentar_actos(
        [
            Apunte(
                accion,
                "ajustar",
                acto=suyo,
                capacidad=capacidades[accion.pk],
                datos={"version": version.n, "cambio": cambios[str(accion.numero)], "motivo": motivo},
            )
            for accion in acciones
        ]
    )
    asentar_acto(
        actual,
        "ajustar_planilla",
        acto=acto,
        capacidad=capacidad,
        datos={"version": version.n, "ajustadas": len(acciones), "motivo": motivo},
    )
    avisos.seguir_plazos(actual)
    return actual


def _exigir_tolerables(acciones: Sequence[AccionConjunta], cambios: Mapping[str, Any]) -> None:
    frases = [
        _("Acción %(n)s: %(frase)s") % {"n": accion.numero, "frase": frase}
        for accion in acciones
        for frase in fuera_de_la_tolerancia(accion, cambios[str(accion.numero)])
    ]
    if frases:
        raise DatosInvalidos(
            *frases[:MUCHAS_FRASES],
            _("Un cambio así se hace por una reprogramación que aprueban todas las partes."),
        )
