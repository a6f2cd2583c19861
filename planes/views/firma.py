"""From a plan to the paper of it that is signed."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from documentos.queries.firmas import lugar_propio
from documentos.services.firmas.ronda import papel_de_la_ronda
from expedientes.puerta import MemberRequest
from planes.estados import EstadoDePlan
from planes.queries.esperas.planes import DEL_PLAN, EVALUACION
from planes.views.puerta import plan_or_404


@require_safe
def firmar(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """On to one's own place on the paper of the plan, once it is evaluated on its evaluation; to all its places for
    whoever has none to sign; to the papers of the case file while it is not composed."""
    uno = plan_or_404(request, codigo, plan)
    evaluado = uno.estado in (EstadoDePlan.EVALUADO, EstadoDePlan.CERRADO)
    papel = papel_de_la_ronda(uno, EVALUACION if evaluado else DEL_PLAN) if uno.version_id else None
    if papel is None or not papel.esta_compuesto:
        return redirect("documentos:papeles", codigo)
    campo = lugar_propio(papel, request.user)
    if campo:
        return redirect("documentos:firmar", codigo, papel.pk, campo)
    return redirect("documentos:firmas", codigo, papel.pk)
