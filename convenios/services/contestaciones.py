"""What contesting an act by document brings about in an agreement, besides what it does in the case file."""

from auditoria.models import Asiento
from convenios import avisos, plazos
from convenios.models import Convenio, Estado
from convenios.queries import opiniones_de
from expedientes import services
from expedientes.models import Aprobacion, Clase, Contestacion, Expediente
from flujo.acto import Acto
from flujo.services import bloquear, releer
from flujo.transaccion import en_transaccion


@en_transaccion
def contestar_acto(expediente: Expediente, asiento: Asiento, motivo: str, *, acto: Acto) -> Contestacion:
    """Contest an act for the party it is attributed to. An opinion is due again, as when it never was given.

    Raises what `expedientes.services.contestar` raises.
    """
    contestacion = services.contestar(expediente, asiento, motivo, acto=acto)
    if evaluada := _opinion_en_evaluacion(contestacion):
        avisos.al_contestar_opinion(*evaluada, contestacion.asiento, acto)
    return contestacion


@en_transaccion
def retirar_contestacion(contestacion: Contestacion, motivo: str, *, acto: Acto) -> Contestacion:
    """Withdraw a contestation; an opinion that counts again is no longer due. Raises what
    `expedientes.services.retirar_contestacion` raises."""
    retirada = services.retirar_contestacion(contestacion, motivo, acto=acto)
    if evaluada := _opinion_en_evaluacion(retirada):
        convenio, opinion = evaluada
        if any(o.vigente == opinion for o in opiniones_de([convenio])[convenio.pk]):
            plazos.cumplir_opinion(convenio, opinion)
    return retirada


def _opinion_en_evaluacion(contestacion: Contestacion) -> tuple[Convenio, Aprobacion] | None:
    """The opinion of a text under evaluation that the contested act is, with its agreement."""
    opinion = Aprobacion.objects.filter(
        asiento=contestacion.contestado_id, clase=Clase.OPINION, modelo=Convenio._meta.label_lower
    ).first()
    if opinion is None:
        return None
    convenio = Convenio.objects.select_related("expediente").get(pk=opinion.objeto)
    actual = releer(convenio, bloquear(convenio))
    return (actual, opinion) if actual.estado == Estado.EN_EVALUACION else None
