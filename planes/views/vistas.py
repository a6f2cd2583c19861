"""The actions of a plan grouped by party, responsible, objective, ODS or territory: one page, by its address."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from expedientes.puerta import MemberRequest
from planes.models import PlanAnual
from planes.queries import acciones_a_la_vista
from planes.queries.vistas import Grupo, Por, grupos_de
from planes.views.puerta import leido, plan_or_404


@require_safe
def vistas(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """`por` is what they are grouped by, the party unless said; `grupo` narrows to one of the groups."""
    uno = plan_or_404(request, codigo, plan)
    leido(request, uno)
    pedida = request.GET.get("por", "")
    por = Por(pedida) if pedida in Por.values else Por.PARTE
    with uno.expediente.recordando():
        todos = grupos_de(uno, acciones_a_la_vista(uno), por)
        elegido = next((g for g in todos if g.clave.codigo == request.GET.get("grupo")), None)
        contexto = {
            "expediente": uno.expediente,
            "plan": uno,
            "por": por,
            "pestanas": [
                {"label": una.label, "href": direccion_de_la_vista(uno, una), "current": una == por}
                for una in Por
            ],
            "grupos": [elegido] if elegido else todos,
            "elegido": elegido,
            "direcciones": [(g, direccion_de_la_vista(uno, por, g)) for g in todos],
            "todos": direccion_de_la_vista(uno, por),
        }
        return render(request, "planes/vistas.html", contexto)


def direccion_de_la_vista(plan: PlanAnual, por: Por, grupo: Grupo | None = None) -> str:
    """The page of a plan in those groups, or of one of them."""
    pagina = reverse("planes:vistas_de_plan", args=[plan.expediente.codigo, plan.pk])
    parametros = {"por": por.value} | ({"grupo": grupo.clave.codigo} if grupo else {})
    return f"{pagina}?{urlencode(parametros)}"
