"""Who is told when a plan, an action or a reprogramming moves, and who is reminded of what falls due."""

from collections.abc import Collection, Mapping, Sequence

from auditoria.models import Asiento
from expedientes.espera import Espera
from expedientes.ocupantes import (
    ALTERNO,
    FIRMANTE,
    TITULAR,
    EnCaso,
    cuentas_de_puestos,
    cuentas_de_roles,
    por_encima,
    puestos_que_actuan,
)
from expedientes.pasos_pendientes import avisar_esperas
from expedientes.permissions import RolDesignado
from flujo.acto import Acto
from notificaciones.cadencias import Destino
from notificaciones.models import Plazo
from planes import cierres, plazos
from planes.estados import EstadoDeAccion, EstadoDePlan
from planes.models import (
    AccionConjunta,
    EstadoDeMedicion,
    EstadoDeMedio,
    Medicion,
    MedioDeVerificacion,
    PlanAnual,
    Reprogramacion,
)
from planes.queries.esperas.acciones import por_presentar_otro
from planes.queries.esperas.mediciones import MEDIR
from planes.queries.esperas.planes import CERRAR, FIRMAR, esperas_de

EQUIPO = RolDesignado.EQUIPO_TECNICO.value
OYEN = (TITULAR, ALTERNO, EQUIPO, FIRMANTE)
"""The roles designated in the case file that are reminded of something, sooner or later."""
DE_SU_EQUIPO = (plazos.ACCION, cierres.MEDICION)
"""The kinds of deadline of which a party's technical team is reminded with its coordination."""
CON_EL_PLAN = frozenset({"dar_por_aprobada", "reprogramar", "cancelar"})
"""Steps that many actions take at once: whoever takes them follows the deadlines of all."""


def al_mover_plan(plan: PlanAnual, asiento: Asiento, acto: Acto) -> None:
    """A plan moved: whoever must act next is told; while it is worked on, its quarters are measured."""
    cierres.seguir_mediciones(plan)
    ya_se_les_dijo = {FIRMAR} if plan.estado == EstadoDePlan.EN_EJECUCION else set()
    esperas = [e for e in _esperas(plan) if isinstance(e.objeto, PlanAnual)]
    avisar_esperas([e for e in esperas if e.materia not in ya_se_les_dijo], asiento, acto)


def al_reprogramar(plan: PlanAnual, asiento: Asiento, acto: Acto) -> None:
    """The parties approved other content: its paper is another one, and they are asked to sign it."""
    avisar_esperas([e for e in _esperas(plan) if e.materia == FIRMAR], asiento, acto)


def al_firmar_evaluacion(plan: PlanAnual, asiento: Asiento, acto: Acto) -> None:
    """A party signed what came of a plan: with the last one, whoever can close it is told."""
    avisar_esperas([e for e in _esperas(plan) if e.materia == CERRAR], asiento, acto)


def al_mover_reprogramacion(reprogramacion: Reprogramacion, asiento: Asiento, acto: Acto) -> None:
    """A reprogramming moved: whoever must approve or mend it is told."""
    avisar_esperas([e for e in _esperas(reprogramacion.plan) if e.objeto == reprogramacion], asiento, acto)


def al_mover_accion(accion: AccionConjunta, asiento: Asiento, acto: Acto) -> None:
    """An action moved: its deadlines follow, and whoever must verify or complete it is told."""
    if asiento.accion in CON_EL_PLAN:
        return
    plazos.seguir(accion.plan, [accion])
    cierres.seguir_mediciones(accion.plan, [accion])
    if accion.estado == EstadoDeAccion.CONCLUIDA:
        plazos.abrir_verificacion(accion, asiento)
    elif asiento.desde == EstadoDeAccion.CONCLUIDA:
        plazos.cerrar_verificacion(accion)
    if accion.estado in (EstadoDeAccion.CONCLUIDA, EstadoDeAccion.OBSERVADA):
        _avisar_de(accion, asiento, acto)


def _avisar_de(accion: AccionConjunta, asiento: Asiento, acto: Acto) -> None:
    esperas = _esperas(accion.plan)
    avisar_esperas([e for e in esperas if e.objeto == accion and not e.materia], asiento, acto)


def al_mover_medio(medio: MedioDeVerificacion, asiento: Asiento, acto: Acto) -> None:
    """A means of verification was returned: whoever answers for its action is told why. Of an action that was
    concluded, that it is observed for the same reason is told instead."""
    se_presenta = (EstadoDeAccion.EN_EJECUCION, EstadoDeAccion.OBSERVADA)
    if medio.estado == EstadoDeMedio.DEVUELTO and medio.accion.estado in se_presenta:
        responsables = medio.accion.responsables.select_related("institucion")
        avisar_esperas(list(por_presentar_otro(medio, responsables)), asiento, acto)


def al_mover_medicion(medicion: Medicion, asiento: Asiento, acto: Acto) -> None:
    """A measurement moved: what falls due follows, and whoever must validate it or measure again is told. Of one that
    is replaced, the one that replaces it is told of, in the same act."""
    if medicion.estado == EstadoDeMedicion.REEMPLAZADA:
        return
    cierres.seguir_mediciones(medicion.accion.plan, [medicion.accion])
    if medicion.estado == EstadoDeMedicion.PRESENTADA:
        avisar_esperas([e for e in _esperas(medicion.accion.plan) if e.objeto == medicion], asiento, acto)
    elif medicion.estado == EstadoDeMedicion.DEVUELTA:
        esperas = _esperas(medicion.accion.plan)
        avisar_esperas(
            [e for e in esperas if e.objeto == medicion.accion and e.materia == MEDIR], asiento, acto
        )


def al_pedir_verificacion(accion: AccionConjunta, asiento: Asiento, acto: Acto) -> None:
    """Somebody asked for a verification on the record: its term begins, and whoever is asked is told until when."""
    plazos.abrir_verificacion(accion, asiento)
    _avisar_de(accion, asiento, acto)


def seguir_plazos(plan: PlanAnual) -> None:
    """What falls due in a plan is what its actions say now."""
    plazos.seguir(plan)
    cierres.seguir_mediciones(plan)


def _esperas(plan: PlanAnual) -> list[Espera]:
    return esperas_de(
        PlanAnual.objects.select_related("expediente", "asiento", "propuesto_por").filter(pk=plan.pk)
    )


def destinatarios(pares: Sequence[tuple[Plazo, Destino]]) -> Mapping[int, Collection[int]]:
    """The accounts to remind: whoever acts in the post that answers for it, else (also where nobody does) the party's
    coordination and technical team; late, its alterno, and then whoever is above those that were reminded."""
    actuan = puestos_que_actuan([(p.cadena_id, p.puesto_id) for p, _destino in pares if p.puesto_id])
    roles = {(p.cadena_id, p.institucion_id, rol) for p, _destino in pares for rol in OYEN}
    cuentas = cuentas_de_roles(roles)
    de_puestos = cuentas_de_puestos(actuan.values())
    resultado: dict[int, set[int]] = {}
    for plazo, destino in pares:
        puesto = actuan.get((plazo.cadena_id, plazo.puesto_id or 0))
        suyas = _de(plazo, destino, cuentas, de_puestos.get(puesto or 0, set()))
        resultado[plazo.pk] = resultado.get(plazo.pk, set()) | suyas
    return resultado


def _de(plazo: Plazo, destino: Destino, cuentas: Mapping[EnCaso, set[int]], del_puesto: set[int]) -> set[int]:
    suyas = {rol: cuentas[plazo.cadena_id, plazo.institucion_id, rol] for rol in OYEN}
    if destino == Destino.ALTERNO:
        return suyas[ALTERNO]
    coordinan = suyas[TITULAR] | suyas[EQUIPO] if plazo.tipo in DE_SU_EQUIPO else suyas[TITULAR]
    responden = del_puesto or coordinan
    if destino == Destino.RESPONSABLE:
        return responden
    return por_encima(responden, suyas[TITULAR], suyas[FIRMANTE])
