"""A difference to an approved plan: written, proposed, approved by every party, applied."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.models import Aprobacion, Clase
from expedientes.permissions import needs
from expedientes.services import pronunciarse
from flujo.acto import Acto, Capacidad
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TransicionNoDeclarada
from flujo.services import acto_repetido, asentar_acto, bloquear, crear, perform, perform_varios, releer
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho
from planes import avisos
from planes.conditions import parte_de_la_version_vigente, partes_sin_aprobar
from planes.contenido import CANCELAR, NUEVA, Llano, leer, nuevas_de, orden_de_nueva
from planes.estados import EstadoDeAccion
from planes.models import (
    AccionConjunta,
    EstadoDeReprogramacion,
    OrigenDeVersion,
    PlanAnual,
    Reprogramacion,
)
from planes.permissions import quien_registra
from planes.services.accion import exigir_que_quepan
from planes.services.cambios import (
    aplicar_cambios,
    cambio_de,
    contenidos_de_nuevas,
    exigir_motivo,
    exigir_que_se_trabaje,
)
from planes.services.datos import DatosDeAccion
from planes.services.tramite import acto_del_titular


@en_transaccion
def abrir_reprogramacion(plan: PlanAnual, *, motivo: str, acto: Acto) -> Reprogramacion:
    """Begin a difference to the plan as it now is. Raises SinPermiso, TransicionNoDeclarada, DatosInvalidos."""
    actual = releer(plan, bloquear(plan))
    if hecha := ya_hecho(Reprogramacion, actual.expediente, "crear", acto):
        return hecha
    capacidad = needs("editar").capacidad(actual, acto)
    exigir_que_se_trabaje(actual, [])
    quien = acto.institucion_id or capacidad.institucion_id
    if quien is None:
        raise DatosInvalidos(_("Diga por qué institución lo hace."))
    ultima = actual.reprogramaciones.aggregate(n=Max("n"))["n"] or 0
    reprogramacion = Reprogramacion(
        plan=actual,
        n=ultima + 1,
        base=actual.version,
        motivo=exigir_motivo(motivo),
        propuesta_por_id=quien,
    )
    reprogramacion.contenido_hash = reprogramacion.hash_de_la_diferencia()
    return crear(
        reprogramacion,
        acto=acto,
        capacidad=capacidad,
        plan=actual.pk,
        n=reprogramacion.n,
        motivo=reprogramacion.motivo,
    ).objeto


@en_transaccion
def guardar_cambio(
    reprogramacion: Reprogramacion,
    accion: AccionConjunta,
    datos: DatosDeAccion | None,
    *,
    acto: Acto,
) -> Reprogramacion:
    """Write what one action is to be, or None to cancel it; what is as it was is taken out of the difference.

    From then on it stands on the plan as it now is. Raises SinPermiso, TransicionNoDeclarada, TextoCambiado,
    DatosInvalidos.
    """
    actual = releer(reprogramacion, bloquear(reprogramacion))
    if acto_repetido(actual, actual.expediente, "guardar_cambio", acto):
        return actual
    capacidad = needs("editar").capacidad(actual, acto)
    if not actual.admite_cambios:
        raise TransicionNoDeclarada(_("La reprogramación ya se propuso: para corregirla, obsérvela primero."))
    una = actual.plan.acciones.get(pk=accion.pk)
    una.plan = actual.plan
    exigir_que_se_trabaje(actual.plan, [una])
    cambio: Llano = {CANCELAR: True} if datos is None else cambio_de(una, leer(actual.plan), datos)
    cambios = {n: c for n, c in actual.cambios.items() if n != str(una.numero)}
    if cambio:
        cambios[str(una.numero)] = cambio
    poner_cambios(actual, cambios)
    asentar_acto(
        actual,
        "guardar_cambio",
        acto=acto,
        capacidad=capacidad,
        datos={"plan": actual.plan_id, "numero": una.numero, "cambio": cambio},
    )
    return actual


@en_transaccion
def guardar_nueva(
    reprogramacion: Reprogramacion, orden: int | None, datos: DatosDeAccion | None, *, acto: Acto
) -> Reprogramacion:
    """Write an action that the plan does not have yet: one more where `orden` is None; None takes it out again.

    It gets its number when every party approved it. Raises SinPermiso, TransicionNoDeclarada, DatosInvalidos.
    """
    actual = releer(reprogramacion, bloquear(reprogramacion))
    if acto_repetido(actual, actual.expediente, "guardar_nueva", acto):
        return actual
    capacidad = needs("editar").capacidad(actual, acto)
    if not actual.admite_cambios:
        raise TransicionNoDeclarada(_("La reprogramación ya se propuso: para corregirla, obsérvela primero."))
    exigir_que_se_trabaje(actual.plan, [])
    if orden is None:
        orden = max(map(orden_de_nueva, actual.nuevas), default=0) + 1
    elif f"{NUEVA}{orden}" not in actual.cambios:
        raise DatosInvalidos(_("Esa acción ya no está entre las nuevas de la reprogramación."))
    cambios = {clave: c for clave, c in actual.cambios.items() if clave != f"{NUEVA}{orden}"}
    if datos is not None:
        exigir_que_quepan(actual.plan, len(nuevas_de(cambios)) + 1)
        [cambios[f"{NUEVA}{orden}"]] = contenidos_de_nuevas(actual.plan, [datos.en_contenido()])
    poner_cambios(actual, cambios)
    asentar_acto(
        actual,
        "guardar_nueva",
        acto=acto,
        capacidad=capacidad,
        datos={"plan": actual.plan_id, "orden": orden, "cambio": cambios.get(f"{NUEVA}{orden}")},
    )
    return actual


@en_transaccion
def actualizar_base(reprogramacion: Reprogramacion, *, acto: Acto) -> Reprogramacion:
    """Let the same difference stand on the plan as it now is. Raises SinPermiso, TransicionNoDeclarada."""
    actual = releer(reprogramacion, bloquear(reprogramacion))
    if acto_repetido(actual, actual.expediente, "actualizar_base", acto):
        return actual
    capacidad = needs("editar").capacidad(actual, acto)
    if not actual.admite_cambios:
        raise TransicionNoDeclarada(_("La reprogramación ya se propuso: para corregirla, obsérvela primero."))
    poner_cambios(actual, actual.cambios)
    asentar_acto(actual, "actualizar_base", acto=acto, capacidad=capacidad, datos={"base": actual.base.n})
    return actual


def poner_cambios(reprogramacion: Reprogramacion, cambios: Mapping[str, Any]) -> None:
    """Make this the difference, standing on the plan as it now is."""
    vigente = reprogramacion.plan.version
    if vigente is None:
        raise ValueError("a plan that is worked on has a version")
    reprogramacion.base, reprogramacion.cambios = vigente, dict(cambios)
    reprogramacion.contenido_hash = reprogramacion.hash_de_la_diferencia()
    reprogramacion.save(update_fields=["base", "cambios", "contenido_hash"])


@en_transaccion
def aprobar_reprogramacion(reprogramacion: Reprogramacion, *, acto: Acto) -> Aprobacion:
    """Approve, for one party, the difference that was shown; with the last party's yes the plan changes.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada, CondicionesIncumplidas when the plan changed meanwhile.
    """
    actual = releer(reprogramacion, bloquear(reprogramacion))
    propuesta = actual.estado == EstadoDeReprogramacion.PROPUESTA
    if not propuesta and acto_repetido(actual, actual.raiz(), "aprobar", acto) is None:
        raise TransicionNoDeclarada(_("Las partes aprueban una reprogramación mientras está propuesta."))
    if propuesta and not parte_de_la_version_vigente(actual):
        raise CondicionesIncumplidas(*parte_de_la_version_vigente.falta(actual))
    aprobacion = pronunciarse(
        actual, Clase.APROBACION, permiso=needs("aprobar"), acto=acto_del_titular(actual.plan, acto)
    )
    if propuesta and not partes_sin_aprobar(actual):
        _aplicar(actual, acto.con(clave=None))
    return aprobacion


@en_transaccion
def aprobar_reprogramacion_por_acuerdo(reprogramacion: Reprogramacion, *, acto: Acto) -> Asiento:
    """Apply it because an acta agreed on the difference that `acto` names. Raises what `perform` raises."""
    actual = releer(reprogramacion, bloquear(reprogramacion))
    return _aplicar(actual, acto, "aprobar_por_acuerdo", quien_registra(actual.raiz(), acto))


def _aplicar(
    reprogramacion: Reprogramacion,
    acto: Acto,
    paso: str = "dar_por_aprobada",
    capacidad: Capacidad | None = None,
) -> Asiento:
    """The parties, or an acta, said yes to the same difference."""
    hecho = perform(reprogramacion, paso, acto=acto)
    aprobada = hecho.objeto
    plan = aprobada.plan
    tocadas = list(plan.acciones.filter(numero__in=aprobada.numeros).order_by("numero"))
    exigir_que_se_trabaje(plan, tocadas)
    suyo = acto.con(hash_mostrado=None)
    version = aplicar_cambios(
        plan,
        aprobada.cambios,
        origen=OrigenDeVersion.REPROGRAMACION,
        motivo=aprobada.motivo,
        acto=suyo,
        capacidad=capacidad or needs("aprobar").capacidad(plan, suyo),
    )
    por_cancelar = [a for a in tocadas if a.numero in aprobada.por_cancelar]
    cambiadas = [a for a in tocadas if a.numero not in aprobada.por_cancelar]
    ya_reprogramadas = [a for a in cambiadas if a.estado == EstadoDeAccion.REPROGRAMADA]
    perform_varios(
        [a for a in cambiadas if a.estado != EstadoDeAccion.REPROGRAMADA], "reprogramar", acto=suyo
    )
    for accion in ya_reprogramadas:
        AccionConjunta.objects.filter(pk=accion.pk).update(reprogramaciones=accion.reprogramaciones + 1)
    perform_varios(por_cancelar, "cancelar", acto=suyo, motivo=aprobada.motivo)
    perform_varios(list(plan.acciones.filter(estado=EstadoDeAccion.PROPUESTA)), "dar_por_aprobada", acto=suyo)
    aprobada.resultado = version
    aprobada.save(update_fields=["resultado"])
    avisos.seguir_plazos(plan)
    avisos.al_reprogramar(plan, hecho.asiento, acto)
    return hecho.asiento
