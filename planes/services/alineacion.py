"""That a case file serves an initiative: said by one of its parties, withdrawn by the same one."""

from django.utils.translation import gettext as _

from expedientes.models import Expediente
from expedientes.services.inscripcion import de_quien, inscribir
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from flujo.services import asentar_acto, bloquear
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import cambiar, ya_hecho
from planes.models import Alineacion, Iniciativa, PlanEstrategico
from planes.permissions import prepara

ALINEAR, RETIRAR = "alinear", "retirar_alineacion"


@en_transaccion
def alinear(expediente: Expediente, iniciativa: Iniciativa, *, sustento: str, acto: Acto) -> Alineacion:
    """Say that a case file serves an initiative of a published plan, and why.

    From then on the parties of the case file read the words of the initiative, so that it takes somebody who sees the
    plan. Raises SinPermiso, or DatosInvalidos when the plan is not published, is the programme's own, or it was said
    before.
    """
    expediente = bloquear(expediente)
    if hecha := ya_hecho(Alineacion, expediente, ALINEAR, acto):
        return hecha
    acto = acto.con(documento=None)
    capacidad = prepara.capacidad(expediente, acto)
    if acto.registra is None:
        raise SinPermiso(_("Este paso lo da una persona, no el sistema."))
    plan = (
        PlanEstrategico.objects.visible_to(acto.registra)
        .publicados()
        .filter(objetivos__iniciativas=iniciativa)
        .first()
    )
    if plan is None:
        raise DatosInvalidos(_("Esa iniciativa no es de un plan estratégico publicado que usted pueda leer."))
    if plan.expediente_id == expediente.pk:
        raise DatosInvalidos(_("El programa que tiene el plan no se alinea a sí mismo."))
    alineacion = Alineacion(
        expediente=expediente,
        iniciativa=iniciativa,
        institucion_id=de_quien(acto, capacidad),
        dicha_por=acto.registra,
        puesto_id=capacidad.puesto_id,
        sustento=sustento,
        dicha_el=expediente.hoy(),
    )
    return inscribir(
        alineacion,
        ALINEAR,
        acto=acto,
        capacidad=capacidad,
        datos={"iniciativa": iniciativa.pk, "codigo": iniciativa.codigo, "plan": plan.pk, "nota": sustento},
        plan=plan.titulo,
    )


@en_transaccion
def retirar_alineacion(alineacion: Alineacion, *, motivo: str, acto: Acto) -> Alineacion:
    """Say that it does not serve the initiative after all, and why. It stays, crossed out.

    Raises SinPermiso, DatosInvalidos without a motive, or CondicionesIncumplidas when it was withdrawn before.
    """
    expediente = bloquear(alineacion)
    repetida = ya_hecho(Alineacion, expediente, RETIRAR, acto)
    actual = Alineacion.objects.select_related("iniciativa__objetivo__plan", "institucion").get(
        pk=alineacion.pk
    )
    actual.expediente = expediente
    acto = acto.con(documento=None, institucion_id=actual.institucion_id)
    capacidad = prepara.capacidad(actual, acto)
    if repetida:
        return actual
    if actual.retirada_el:
        raise CondicionesIncumplidas(_("Esta alineación ya estaba retirada."))
    actual.retirada_el = expediente.hoy()
    cambiar(actual, {"motivo": motivo}, editables={"motivo"})
    asentar_acto(
        actual,
        RETIRAR,
        acto=acto,
        capacidad=capacidad,
        datos={"codigo": actual.iniciativa.codigo, "motivo": actual.motivo},
        personal={"plan": actual.iniciativa.objetivo.plan.titulo},
    )
    return actual
