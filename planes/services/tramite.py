"""A plan before the parties: proposed, observed, answered, approved by each of them."""

from django.utils.translation import gettext as _

from auditoria.models import Asiento
from expedientes.models import Aprobacion, Clase
from expedientes.permissions import needs
from expedientes.services import pronunciarse
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, TransicionNoDeclarada
from flujo.services import (
    acto_repetido,
    asentar_acto,
    bloquear,
    exigir_texto_mostrado,
    perform,
    perform_varios,
    releer,
    siguiente_id,
)
from flujo.textos import exigir_legible
from flujo.transaccion import en_transaccion
from instituciones.models import Institucion
from instituciones.services.escritura import ya_hecho
from planes import avisos
from planes.conditions import partes_sin_aprobar
from planes.contenido import leer
from planes.estados import EstadoDeAccion, EstadoDePlan
from planes.models import AccionConjunta, ObservacionDePlan, OrigenDeVersion, PlanAnual
from planes.services.versiones import fijar_version

MAXIMO_DE_TEXTO = 4000


@en_transaccion
def proponer(plan: PlanAnual, *, acto: Acto) -> PlanAnual:
    """Freeze the content that was shown in a version and put it before the parties. Raises what `perform` raises."""
    actual = releer(plan, bloquear(plan))
    if acto_repetido(actual, actual.expediente, "proponer", acto):
        return actual
    capacidad = needs("mover").capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    if not actual.admite_cambios:
        raise TransicionNoDeclarada(_("El plan ya está propuesto o aprobado."))
    actual.version = fijar_version(
        actual, leer(actual), origen=OrigenDeVersion.PROPUESTA, acto=acto, capacidad=capacidad
    )
    actual.save(update_fields=["version"])
    quien = acto.institucion_id or capacidad.institucion_id
    propone = Institucion.objects.get(pk=quien) if quien else None
    return perform(actual, "proponer", acto=acto, propuesto_por=propone).objeto


@en_transaccion
def observar(
    plan: PlanAnual, texto: str, *, acto: Acto, accion: AccionConjunta | None = None
) -> ObservacionDePlan:
    """Make an observation on the version that was shown; the first one returns the plan to who proposed it.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada when the plan is not before the parties, DatosInvalidos.
    """
    actual = releer(plan, bloquear(plan))
    if hecha := ya_hecho(ObservacionDePlan, actual.expediente, "observar", acto):
        return hecha
    capacidad = needs("observar").capacidad(actual, acto)
    exigir_texto_mostrado(actual, acto, obligatorio=True)
    if actual.estado not in (EstadoDePlan.PROPUESTO, EstadoDePlan.OBSERVADO) or actual.version is None:
        raise TransicionNoDeclarada(_("Un plan se observa mientras está propuesto a las partes."))
    institucion = acto.institucion_id or capacidad.institucion_id
    texto = exigir_legible(_("la observación"), texto, maximo=MAXIMO_DE_TEXTO)
    if not texto or institucion is None:
        raise DatosInvalidos(_("Escriba la observación."))
    if accion is not None and accion.plan_id != actual.pk:
        raise DatosInvalidos(_("Esa acción es de otro plan."))
    observacion = ObservacionDePlan(
        id=siguiente_id(ObservacionDePlan),
        plan=actual,
        version=actual.version,
        accion=accion,
        institucion_id=institucion,
        texto=texto,
        hecha_el=acto.fecha_hecho or actual.expediente.hoy(),
    )
    observacion.asiento = asentar_acto(
        observacion,
        "observar",
        acto=acto,
        capacidad=capacidad,
        datos={"plan": actual.pk, "version": actual.version.n, "accion": accion, "texto": texto},
    )
    observacion.save(force_insert=True)
    if actual.estado == EstadoDePlan.PROPUESTO:
        perform(actual, "observar", acto=acto.con(clave=None))
    return observacion


@en_transaccion
def responder_observacion(observacion: ObservacionDePlan, respuesta: str, *, acto: Acto) -> ObservacionDePlan:
    """Answer one observation, once. Raises SinPermiso, DatosInvalidos."""
    raiz = bloquear(observacion)
    if hecha := ya_hecho(ObservacionDePlan, raiz, "responder", acto):
        return hecha
    actual = ObservacionDePlan.objects.select_related("plan__expediente").get(pk=observacion.pk)
    actual.plan.fijar_raiz(raiz)
    capacidad = needs("editar").capacidad(actual.plan, acto)
    respuesta = exigir_legible(_("la respuesta"), respuesta, maximo=MAXIMO_DE_TEXTO)
    if not respuesta:
        raise DatosInvalidos(_("Escriba la respuesta."))
    if actual.respondida_el:
        raise DatosInvalidos(_("Esa observación ya tiene respuesta. Lo respondido no se cambia."))
    if actual.institucion_id == (acto.institucion_id or capacidad.institucion_id):
        raise DatosInvalidos(_("Una observación la responde otra parte, no la que la hizo."))
    actual.respuesta, actual.respondida_el = respuesta, acto.fecha_hecho or raiz.hoy()
    actual.save(update_fields=["respuesta", "respondida_el"])
    asentar_acto(
        actual,
        "responder",
        acto=acto,
        capacidad=capacidad,
        datos={"plan": actual.plan_id, "respuesta": respuesta},
    )
    return actual


@en_transaccion
def aprobar(plan: PlanAnual, *, acto: Acto) -> Aprobacion:
    """Approve, for one party, the content that was shown; with the last party's yes it is approved, with its actions.

    Raises SinPermiso, TextoCambiado, TransicionNoDeclarada when the plan is not before the parties,
    CondicionesIncumplidas when it comes late without being a regularización.
    """
    actual = releer(plan, bloquear(plan))
    if (
        actual.estado != EstadoDePlan.PROPUESTO
        and acto_repetido(actual, actual.raiz(), "aprobar", acto) is None
    ):
        raise TransicionNoDeclarada(_("Las partes aprueban el plan mientras está propuesto."))
    aprobacion = pronunciarse(
        actual, Clase.APROBACION, permiso=needs("aprobar"), acto=acto_del_titular(actual, acto)
    )
    if actual.estado == EstadoDePlan.PROPUESTO and not partes_sin_aprobar(actual):
        _aprobado(actual, acto.con(clave=None))
    return aprobacion


@en_transaccion
def aprobar_por_acuerdo(plan: PlanAnual, *, acto: Acto) -> Asiento:
    """Approve it, with its actions, because an acta agreed on the content that `acto` names. Raises what `perform`
    raises: TextoCambiado when it is no longer that content."""
    return _aprobado(plan, acto, "aprobar_por_acuerdo")


def _aprobado(plan: PlanAnual, acto: Acto, paso: str = "dar_por_aprobado") -> Asiento:
    """Every party said yes to the same version: its actions are approved with it, in the statements of one."""
    hecho = perform(plan, paso, acto=acto)
    acciones = list(
        AccionConjunta.objects.select_related("plan__expediente").filter(
            plan=plan, estado=EstadoDeAccion.PROPUESTA
        )
    )
    perform_varios(acciones, "dar_por_aprobada", acto=acto.con(hash_mostrado=None))
    avisos.seguir_plazos(hecho.objeto)
    return hecho.asiento


def acto_del_titular(plan: PlanAnual, acto: Acto) -> Acto:
    """By document, the act of the post that coordinates for the party. Raises DatosInvalidos when there is none."""
    if not acto.por_documento or acto.puesto_id:
        return acto
    expediente = plan.expediente
    designacion = (
        expediente.designaciones.vigentes(expediente.hoy())
        .filter(rol="coordinador_titular", institucion=acto.institucion_id)
        .first()
    )
    if designacion is None:
        raise DatosInvalidos(
            _("Esa institución no tiene designado en este expediente el puesto que coordina.")
        )
    return acto.con(puesto_id=designacion.puesto_id)
