"""Measuring indicators and counting participants, and the pages that show what came of it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documentos.views.actos import EnSuPagina, acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.permissions import RESPONSABLE, needs
from expedientes.puerta import MemberRequest
from expedientes.que_sigue import Boton, que_sigue
from notificaciones.reglas import FechaCalculada
from planes.cierres import SE_MIDE, tramos_abiertos
from planes.forms import ConteoForm, MedicionForm
from planes.lectura import VIDA, motivo_de
from planes.models import AccionConjunta, Medicion, PlanAnual
from planes.queries import AvanceDeIndicadores, acciones_a_la_vista, medidas_de
from planes.queries.mediciones import SE_MIDEN
from planes.services.participantes import SE_CUENTA
from planes.views.puerta import accion_or_404, leido, medicion_or_404, plan_or_404

TRABAJA = needs("editar", de=RESPONSABLE)


def lo_que_se_mide(una: AccionConjunta) -> list[Boton]:
    """What a party that answers for an action may say of what it reached and of who took part."""
    base, botones = una.get_absolute_url(), []
    if una.plan.estado not in SE_MIDE:
        return []
    if una.estado in SE_MIDEN and una.indicadores.exists() and tramos_abiertos(una.plan):
        botones.append(Boton(text=_("Medir un indicador"), href=f"{base}mediciones/nueva/", kind="quiet"))
    if una.estado in SE_CUENTA:
        botones.append(
            Boton(text=_("Contar a los participantes"), href=f"{base}participantes/", kind="quiet")
        )
    return botones


@require_safe
def indicadores(request: MemberRequest, codigo: str, plan: int) -> HttpResponse:
    """Every indicator of a plan: its target, what each quarter came to, how far it is, and how that is counted."""
    uno = plan_or_404(request, codigo, plan)
    leido(request, uno)
    with uno.expediente.recordando():
        avance = AvanceDeIndicadores(medidas_de(acciones_a_la_vista(uno)))
        contexto = {
            "expediente": uno.expediente,
            "plan": uno,
            "avance": avance,
            "trimestres": _trimestres(uno),
        }
    return render(request, "planes/indicadores.html", contexto)


def _trimestres(plan: PlanAnual) -> list[dict[str, Any]]:
    """The quarters of a plan with how each close was counted; none until it is worked on."""
    trimestres = list(plan.trimestres.all())
    for trimestre in trimestres:
        trimestre.plan = plan
    return [
        {
            "trimestre": t,
            "como_se_conto": FechaCalculada.de_json(t.calculo).frase(),
            "cerrado": t.esta_cerrado(),
        }
        for t in trimestres
    ]


@require_safe
def medicion(request: MemberRequest, codigo: str, plan: int, numero: int, medicion: int) -> HttpResponse:
    """A measurement: the value, its source and what shows it, what was said before, and what can be done with it."""
    una = medicion_or_404(request, codigo, plan, numero, medicion)
    leido(request, una.accion)
    with una.expediente.recordando():
        contexto = {
            "expediente": una.expediente,
            "plan": una.accion.plan,
            "accion": una.accion,
            "medicion": una,
            "motivo": motivo_de(una),
            "todas": [
                {"medicion": otra, "motivo": motivo_de(otra)}
                for otra in Medicion.objects.filter(
                    accion=una.accion, indicador=una.indicador, unidad=una.unidad, trimestre=una.trimestre
                ).select_related("institucion", "asiento")
            ],
            "que_sigue": que_sigue(una, request.user, VIDA),
        }
    return render(request, "planes/medicion.html", contexto)


@acto
def medir(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """Say what an indicator came to in a quarter."""
    una = accion_or_404(request, codigo, plan, numero)
    medidas = medidas_de([una])
    actuacion = EnSuPagina(
        objeto=una,
        pagina=una.get_absolute_url(),
        permiso=TRABAJA,
        form=partial(MedicionForm, medidas=medidas, papeles=papeles_a_elegir(request.user, una.expediente)),
        titulo=_("Medir un indicador"),
        boton=_("Presentar la medición"),
        hecho=_("La medición quedó presentada: la valida otra parte."),
        ayuda=_("Cuenta cuando otra parte la valida. Hasta entonces puede presentar otra en su lugar."),
        ancla="#indicadores",
    )
    return atender(request, actuacion)


@acto
def contar(request: MemberRequest, codigo: str, plan: int, numero: int) -> HttpResponse:
    """Count who took part in an action."""
    una = accion_or_404(request, codigo, plan, numero)
    actuacion = EnSuPagina(
        objeto=una,
        pagina=una.get_absolute_url(),
        permiso=TRABAJA,
        form=partial(
            ConteoForm,
            anterior=una.conteos.last(),
            papeles=papeles_a_elegir(request.user, una.expediente),
        ),
        titulo=_("Contar a los participantes"),
        boton=_("Guardar el conteo"),
        hecho=_("El conteo quedó registrado."),
        ayuda=_("Cuántas personas, sin sus nombres. Un conteo nuevo reemplaza al anterior, que se conserva."),
        plantilla="planes/conteo_form.html",
        ancla="#participantes",
    )
    return atender(request, actuacion)
