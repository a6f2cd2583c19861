"""The strategic plans of a programme: read, written, published, rectified."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from auditoria.services import COMPARTIDA
from convenios.forms.nuevo import proponentes
from documentos.views.actos import EnSuPagina, acto, atender
from expedientes.lecturas import anotar_lectura
from expedientes.models import Expediente, TipoDeExpediente
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.services import abrir_expediente
from flujo.acto import Acto
from flujo.declaracion import Permiso
from flujo.errors import Negativa
from planes.forms import (
    IniciativaForm,
    ObjetivoForm,
    PlanEstrategicoForm,
    ProgramaForm,
    PublicarPlanForm,
    RectificarIniciativaForm,
    RectificarObjetivoForm,
    RectificarPlanForm,
)
from planes.models import Iniciativa, Objetivo, PlanEstrategico
from planes.permissions import prepara, publica, quien_cambia
from planes.queries import plan_a_la_vista, planes_estrategicos_de
from planes.services import falta_para_publicar


@require_http_methods(["GET", "HEAD", "POST"])
def programa(request: MemberRequest) -> HttpResponse:
    """Open the case file of one institution's own programme."""
    instituciones = proponentes(request.user)
    if not instituciones.exists():
        return render(request, "convenios/nuevo/no_puede.html", status=403)
    datos = request.POST if request.method == "POST" else None
    form = ProgramaForm(datos, instituciones=instituciones)
    if form.is_valid() and (abierto := _abrir_programa(request, form)):
        messages.success(request, _("El expediente %(codigo)s está abierto.") % {"codigo": abierto.codigo})
        return redirect("planes:estrategicos", codigo=abierto.codigo)
    estado = 422 if form.is_bound else 200
    return render(request, "planes/programa.html", {"form": form}, status=estado)


def _abrir_programa(request: MemberRequest, form: ProgramaForm) -> Expediente | None:
    """None when the refusal now stands in the form."""
    datos = form.cleaned_data
    try:
        return abrir_expediente(
            titulo=datos["titulo"],
            tipo=TipoDeExpediente.PROGRAMA,
            proponente=datos["institucion"],
            acto=Acto(registra=request.user, clave=str(datos["clave"])),
        )
    except Negativa as negativa:
        form.add_error(None, list(negativa.frases))
    return None


@require_safe
def lista(request: MemberRequest, codigo: str) -> HttpResponse:
    """The strategic plans of a case file."""
    expediente = expediente_or_404(request, codigo)
    _anotar(request, expediente)
    contexto = {
        "expediente": expediente,
        "planes": planes_estrategicos_de(expediente),
        "es_programa": expediente.tipo == TipoDeExpediente.PROGRAMA,
        "puede_crear": _puede(request, expediente, prepara),
    }
    return render(request, "planes/estrategico/lista.html", contexto)


@require_safe
def plan(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """One plan: its objectives, their initiatives and what serves each, by year and by goal."""
    uno = _plan_or_404(request, codigo, plan)
    _anotar(request, uno.expediente)
    contexto = {
        "expediente": uno.expediente,
        "visto": plan_a_la_vista(uno, request.user),
        "puede_cambiar": _puede(request, uno.expediente, quien_cambia(uno)),
        "puede_publicar": not uno.publicado_el and _puede(request, uno.expediente, publica),
    }
    return render(request, "planes/estrategico/plan.html", contexto)


@acto
def nuevo(request: MemberRequest, codigo: str) -> HttpResponse:
    """Begin a plan."""
    expediente = expediente_or_404(request, codigo)
    actuacion = EnSuPagina(
        objeto=expediente,
        permiso=prepara,
        form=PlanEstrategicoForm,
        titulo=_("Preparar un plan estratégico"),
        boton=_("Guardar el plan"),
        hecho=_("El plan quedó guardado. Agregue ahora sus objetivos."),
        ayuda=_("Se escribe por partes y se publica cuando está completo."),
        pagina=reverse("planes:estrategicos", args=[expediente.codigo]),
    )
    return atender(request, actuacion)


@acto
def publicar(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """Publish a plan, when nothing is missing."""
    uno = _plan_or_404(request, codigo, plan)
    actuacion = EnSuPagina(
        objeto=uno,
        permiso=publica,
        form=PublicarPlanForm,
        titulo=_("Publicar el plan estratégico"),
        boton=_("Publicar"),
        hecho=_("El plan quedó publicado: ya se le puede alinear lo que le sirve."),
        ayuda=_(
            "Después, cada cambio dice por qué, y los números y letras ya no cambian. Las partes de un expediente que "
            "se le alinee leerán el texto de esa iniciativa."
        ),
        pagina=uno.get_absolute_url(),
    )
    faltas = falta_para_publicar(uno)
    contexto = {"falta": faltas, "exigido": [{"text": falta, "ok": False} for falta in faltas]}
    return atender(request, actuacion, lambda form: contexto)


@acto
def rectificar_plan(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """Correct what the plan says of itself."""
    uno = _plan_or_404(request, codigo, plan)
    return _cambiar(request, uno, uno, RectificarPlanForm, _("Corregir el plan estratégico"), _("Guardar"))


@acto
def agregar_objetivo(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """Add an objective to a plan."""
    uno = _plan_or_404(request, codigo, plan)
    return _cambiar(request, uno, uno, ObjetivoForm, _("Agregar un objetivo"), _("Agregar"))


@acto
def rectificar_objetivo(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """Correct an objective."""
    uno = _plan_or_404(request, codigo, plan)
    objetivo = _objetivo_or_404(uno, numero)
    titulo = _("Corregir el objetivo %(n)s") % {"n": objetivo.numero}
    return _cambiar(request, uno, objetivo, RectificarObjetivoForm, titulo, _("Guardar"))


@acto
def agregar_iniciativa(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """Add an initiative to an objective."""
    uno = _plan_or_404(request, codigo, plan)
    objetivo = _objetivo_or_404(uno, numero)
    titulo = _("Agregar una iniciativa al objetivo %(n)s") % {"n": objetivo.numero}
    return _cambiar(request, uno, objetivo, IniciativaForm, titulo, _("Agregar"))


@acto
def rectificar_iniciativa(
    request: MemberRequest, codigo: str, plan: int, numero: int, letra: str
) -> HttpResponse:
    """Correct an initiative."""
    uno = _plan_or_404(request, codigo, plan)
    objetivo = _objetivo_or_404(uno, numero)
    iniciativa = get_object_or_404(Iniciativa, objetivo=objetivo, letra=letra)
    iniciativa.objetivo = objetivo
    titulo = _("Corregir la iniciativa %(codigo)s") % {"codigo": iniciativa.codigo}
    return _cambiar(request, uno, iniciativa, RectificarIniciativaForm, titulo, _("Guardar"))


def _cambiar(
    request: MemberRequest, de: PlanEstrategico, objeto: Any, form: Any, titulo: str, boton: str
) -> HttpResponse:
    actuacion = EnSuPagina(
        objeto=objeto,
        permiso=quien_cambia(de),
        form=form,
        titulo=titulo,
        boton=boton,
        hecho=_("El plan quedó al día."),
        pagina=de.get_absolute_url(),
    )
    return atender(request, actuacion)


def _plan_or_404(request: MemberRequest, codigo: str, plan: int) -> PlanEstrategico:
    """A plan of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    uno = get_object_or_404(PlanEstrategico, expediente=expediente, pk=plan)
    uno.expediente = expediente
    return uno


def _objetivo_or_404(plan: PlanEstrategico, numero: int) -> Objetivo:
    objetivo = get_object_or_404(Objetivo, plan=plan, numero=numero)
    objetivo.plan = plan
    return objetivo


def _puede(request: MemberRequest, expediente: Expediente, permiso: Permiso) -> bool:
    return permiso(expediente, Acto(registra=request.user))


def _anotar(request: MemberRequest, expediente: Expediente) -> None:
    """Whoever reads it under a control body's mandate leaves a trace."""
    anotar_lectura(
        request.user, expediente, expediente, "plan_estrategico", visibilidad_de_lo_leido=COMPARTIDA
    )
