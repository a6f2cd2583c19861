"""The page of a post, who occupies it, who substitutes, and the handing over."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from instituciones.forms import puestos as formularios
from instituciones.forms.base import FormularioDeActo
from instituciones.models import Calidad, Ocupacion, Puesto, Suplencia
from instituciones.permissions import administrar, programar_ausencia
from instituciones.queries import fichas
from instituciones.services.puestos import salientes
from instituciones.trabajo import trabajo_de
from instituciones.views.formularios import Miga, abrir, atender, intentar, mostrar
from instituciones.views.instituciones import migas_de
from instituciones.views.puertas import entrega_or_404, institucion_or_404, puede, puesto_or_404, quien

FORMULARIO = ["GET", "HEAD", "POST"]


@require_safe
def puesto(request: HttpRequest, pk: int) -> HttpResponse:
    """Who occupies it and who did, its substitutions, and what waits for it as far as this reader may see."""
    uno = puesto_or_404(pk)
    hoy = uno.institucion.hoy()
    programa = puede(programar_ausencia, Suplencia(ausente=uno), request)
    contexto = {
        "puesto": uno,
        "hoy": hoy,
        "ejerce": fichas.ejerce_el_dia(uno, hoy),
        "ocupaciones": fichas.ocupaciones_de(uno)[:200],
        "suplencias": fichas.suplencias_de(uno)[:50],
        "trabajo": trabajo_de(uno, visible_para=quien(request), al=hoy),
        "administra": puede(administrar, uno, request),
        "programa": programa,
        "migas": [{"label": e, "href": h} for e, h in migas_de(uno.institucion)] + [{"label": str(uno)}],
    }
    return render(request, "instituciones/puesto.html", contexto)


@require_http_methods(FORMULARIO)
def crear(request: HttpRequest, pk: int) -> HttpResponse:
    una = institucion_or_404(pk)
    return atender(
        request,
        formularios.CrearPuesto,
        una,
        migas=migas_de(una),
        sobre=una.nombre,
        volver=lambda hecho: hecho.get_absolute_url(),
    )


@require_http_methods(FORMULARIO)
def trasladar(request: HttpRequest, pk: int) -> HttpResponse:
    """Who occupies the post from a day on: first what would move, then, confirmed, the change itself."""
    uno = puesto_or_404(pk)
    form = abrir(request, formularios.TrasladarPuesto, uno)
    if request.method == "POST" and form.is_valid() and "corregir" not in request.POST:
        if "confirmar" not in request.POST:
            return mostrar(
                request,
                form,
                migas=migas_del(uno),
                sobre=uno.nombre,
                contexto=previa(request, uno, form),
                plantilla="instituciones/traslado.html",
            )
        if hecha := intentar(request, form):
            messages.success(request, form.hecho)
            return redirect("instituciones:entrega", uno.pk, hecha.pk)
    return mostrar(request, form, migas=migas_del(uno), sobre=uno.nombre)


def previa(request: HttpRequest, uno: Puesto, form: FormularioDeActo) -> dict[str, Any]:
    """What the change would end, and what would move with the post."""
    datos = form.cleaned_data
    return {
        "puesto": uno,
        "datos": datos,
        "calidad": Calidad(datos["calidad"]).label,
        "terminan": salientes(uno, calidad=datos["calidad"], desde=datos["desde"]),
        "ultimo_dia": fichas.vispera(Ocupacion(desde=datos["desde"])),
        "trabajo": trabajo_de(uno, visible_para=quien(request), al=uno.institucion.hoy()),
        "suplencias": fichas.suplencias_de(uno).filter(anulada_at__isnull=True, hasta__gte=datos["desde"]),
    }


@require_safe
def entrega(request: HttpRequest, pk: int, ocupacion: int) -> HttpResponse:
    """The handover paper: what was pending, who hands over, who receives, by which resolution."""
    uno = puesto_or_404(pk)
    recibe, entrega = entrega_or_404(request, uno, ocupacion)
    al = min(fichas.vispera(recibe), uno.institucion.hoy())
    contexto = {
        "puesto": uno,
        "recibe": recibe,
        "entrega": entrega,
        "al": al,
        "es_futura": recibe.desde > uno.institucion.hoy(),
        "trabajo": trabajo_de(uno, visible_para=quien(request), al=al),
        "migas": [{"label": e, "href": h} for e, h in migas_del(uno)] + [{"label": _("Entrega del puesto")}],
    }
    return render(request, "instituciones/entrega.html", contexto)


def _acto_sobre_el_puesto(clase: type[FormularioDeActo]) -> Callable[..., HttpResponse]:
    @require_http_methods(FORMULARIO)
    def vista(request: HttpRequest, pk: int) -> HttpResponse:
        uno = puesto_or_404(pk)
        return atender(
            request,
            clase,
            uno,
            migas=migas_del(uno),
            sobre=uno.nombre,
            volver=lambda _h: uno.get_absolute_url(),
        )

    return vista


editar = _acto_sobre_el_puesto(formularios.EditarPuesto)
ocupar = _acto_sobre_el_puesto(formularios.OcuparPuesto)
suplir = _acto_sobre_el_puesto(formularios.ProgramarSuplencia)


@require_http_methods(FORMULARIO)
def terminar(request: HttpRequest, pk: int) -> HttpResponse:
    """End one occupation."""
    filas = Ocupacion.objects.select_related("puesto__institucion__cadena", "persona")
    ocupacion = get_object_or_404(filas, pk=pk)
    return atender(
        request,
        formularios.TerminarOcupacion,
        ocupacion,
        migas=migas_del(ocupacion.puesto),
        sobre=ocupacion,
        volver=lambda _h: ocupacion.puesto.get_absolute_url(),
    )


def _acto_sobre_la_suplencia(clase: type[FormularioDeActo]) -> Callable[..., HttpResponse]:
    @require_http_methods(FORMULARIO)
    def vista(request: HttpRequest, pk: int) -> HttpResponse:
        filas = Suplencia.objects.select_related("ausente__institucion__cadena", "suplente")
        suplencia = get_object_or_404(filas, pk=pk)
        return atender(
            request,
            clase,
            suplencia,
            migas=migas_del(suplencia.ausente),
            sobre=suplencia,
            volver=lambda _h: suplencia.ausente.get_absolute_url(),
        )

    return vista


anular_suplencia = _acto_sobre_la_suplencia(formularios.AnularSuplencia)
terminar_suplencia = _acto_sobre_la_suplencia(formularios.TerminarSuplencia)


def migas_del(uno: Puesto) -> list[Miga]:
    return [
        *migas_de(uno.institucion),
        (_("Puestos"), reverse("instituciones:puestos", args=[uno.institucion_id])),
        (str(uno), uno.get_absolute_url()),
    ]
