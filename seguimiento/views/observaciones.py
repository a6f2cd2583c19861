"""The observations of a case file, one of them, and what follows from it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documentos.views.actos import Actuacion, acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.que_sigue import que_sigue
from flujo.acto import Acto
from seguimiento.forms.observaciones import ComprometerForm, NuevaObservacionForm
from seguimiento.models import TERMINADAS, EstadoDeObservacion
from seguimiento.queries.informes import observaciones_de
from seguimiento.views.puertas import anotar
from seguimiento.views.puertas_de_informes import DE_OBSERVACION, dar_paso, observacion_or_404


@require_safe
def de_expediente(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every observation of one case file, what is to be corrected first."""
    expediente = expediente_or_404(request, codigo)
    anotar(request, expediente, "observaciones_de_seguimiento")
    hoy = expediente.hoy()
    filas = [(o, o.esta_vencida(hoy)) for o in observaciones_de(expediente)]
    contexto = {
        "expediente": expediente,
        "filas": filas,
        "por_estado": [(e.label, [f for f in filas if f[0].estado == e]) for e in EstadoDeObservacion],
        "hoy": hoy,
        "puede_anotar": needs("editar")(expediente, Acto(registra=request.user)),
    }
    return render(request, "seguimiento/observaciones/de_expediente.html", contexto)


@require_safe
def una(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """One observation: what, of whom, by when, how it is corrected and where that is seen."""
    observacion = observacion_or_404(request, codigo, numero)
    anotar(request, observacion, "observacion_de_seguimiento")
    contexto = {
        "expediente": observacion.expediente,
        "observacion": observacion,
        "vencida": observacion.esta_vencida(observacion.expediente.hoy()),
        "que_sigue": que_sigue(observacion, request.user, DE_OBSERVACION),
        "puede_comprometer": observacion.compromiso_id is None
        and observacion.estado not in TERMINADAS
        and needs("editar")(observacion, Acto(registra=request.user)),
    }
    return render(request, "seguimiento/observaciones/una.html", contexto)


@acto
def nueva(request: MemberRequest, codigo: str) -> HttpResponse:
    """Note what a control body observed."""
    actuacion = Actuacion(
        objeto=expediente_or_404(request, codigo),
        permiso=needs("editar"),
        form=NuevaObservacionForm,
        titulo=_("Anotar una observación de control"),
        boton=_("Anotar la observación"),
        hecho=_("La observación quedó anotada."),
        ayuda=_(
            "La que hizo un órgano de control, en sus palabras. Las de un informe se hacen en el informe."
        ),
        admite_papel=False,
    )
    return atender(request, actuacion)


@acto
def paso(request: MemberRequest, codigo: str, numero: int, transicion: str) -> HttpResponse:
    """One step of an observation, on the page that shows it."""
    observacion = observacion_or_404(request, codigo, numero)
    del_form: dict[str, Any] = {}
    if transicion == "subsanar":
        del_form["evidencias"] = papeles_a_elegir(request.user, observacion.expediente)
    return dar_paso(
        request, observacion, transicion, DE_OBSERVACION, lambda: {"observacion": observacion}, **del_form
    )


@acto
def compromiso(request: MemberRequest, codigo: str, numero: int) -> HttpResponse:
    """Note what is undertaken because of an observation."""
    actuacion = Actuacion(
        objeto=observacion_or_404(request, codigo, numero),
        permiso=needs("editar"),
        form=ComprometerForm,
        titulo=_("Anotar un compromiso por la observación"),
        boton=_("Anotar el compromiso"),
        hecho=_("El compromiso quedó anotado, con su origen."),
        ayuda=_("Lo cumple quien corrige la observación, y otra parte lo verifica."),
        admite_papel=False,
    )
    return atender(request, actuacion)
