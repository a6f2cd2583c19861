"""The list of institutions, and the pages of one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from instituciones.forms import instituciones as formularios
from instituciones.forms.base import FormularioDeActo
from instituciones.forms.listas import FiltrosDeInstituciones
from instituciones.models import Institucion, TipoDeInstitucion
from instituciones.permissions import administrar, administrar_alguna, administrar_plataforma
from instituciones.queries import fichas
from instituciones.queries.historia import historia as contar
from instituciones.queries.listas import TAMANO, instituciones
from instituciones.views.formularios import Miga, atender
from instituciones.views.listas import direcciones, lista_invalida, numero
from instituciones.views.puertas import institucion_or_404, puede


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """`/instituciones/`: searched, filtered and paged by the address."""
    form = FiltrosDeInstituciones(request.GET)
    if not form.is_valid():
        return lista_invalida(request, form)
    datos = form.cleaned_data
    filas = instituciones(**{filtro: datos[filtro] for filtro in ("q", "pais", "tipo", "madre")})
    hoja = form.hoja(filas, tamano=TAMANO)
    contexto = {
        "form": form,
        "registra": puede(administrar_plataforma, None, request),
        "ve_personas": puede(administrar_alguna, None, request),
        "madre": Institucion.objects.filter(pk=datos["madre"]).first() if datos["madre"] else None,
    }
    return render(request, "instituciones/lista.html", {**contexto, **direcciones(request, hoja)})


@require_safe
def institucion(request: HttpRequest, pk: int) -> HttpResponse:
    """Its facts, its place in the tree, its rules with their dates, its levels."""
    una = institucion_or_404(pk)
    reglas = list(una.reglas.order_by("-desde")[:20])
    hoy = una.hoy()
    contexto = {
        "arbol": fichas.arbol(una),
        "reglas": reglas,
        "vigentes": next((r for r in reglas if r.desde <= hoy), None),
        "evaluaciones": una.evaluaciones.select_related("nivel__escala")[:20],
        "escalas": una.escalas.prefetch_related("niveles"),
    }
    return render(request, "instituciones/institucion.html", {**marco(request, una, "ficha"), **contexto})


@require_safe
def puestos(request: HttpRequest, pk: int) -> HttpResponse:
    """Its posts, with who exercises each today."""
    una = institucion_or_404(pk)
    contexto = {"puestos": fichas.puestos_de(una, una.hoy())}
    return render(request, "instituciones/puestos.html", {**marco(request, una, "puestos"), **contexto})


@require_safe
def historia(request: HttpRequest, pk: int) -> HttpResponse:
    """What its log tells: to everybody what is shared, to its administration all of it."""
    una = institucion_or_404(pk)
    contexto = marco(request, una, "historia")
    antes_de = numero(request, "antes")
    contexto["historia"] = contar(una, con_internos=contexto["administra"], antes_de=antes_de)
    return render(request, "instituciones/historia.html", contexto)


@require_http_methods(["GET", "HEAD", "POST"])
def crear(request: HttpRequest) -> HttpResponse:
    migas: list[Miga] = [(_("Instituciones"), reverse("instituciones:lista"))]
    return atender(
        request,
        formularios.CrearInstitucion,
        None,
        migas=migas,
        volver=lambda hecha: hecha.get_absolute_url(),
    )


def _acto_sobre_la_institucion(clase: type[FormularioDeActo]) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def vista(request: HttpRequest, pk: int) -> HttpResponse:
        una = institucion_or_404(pk)
        return atender(
            request,
            clase,
            una,
            migas=migas_de(una),
            sobre=una.nombre,
            volver=lambda _hecho: una.get_absolute_url(),
        )

    return vista


editar = _acto_sobre_la_institucion(formularios.EditarInstitucion)
afiliar = _acto_sobre_la_institucion(formularios.Afiliar)
reglas = _acto_sobre_la_institucion(formularios.FijarReglas)
escala = _acto_sobre_la_institucion(formularios.CrearEscala)
nivel = _acto_sobre_la_institucion(formularios.EvaluarNivel)
actividad = _acto_sobre_la_institucion(formularios.CambiarActividad)


def migas_de(una: Institucion) -> list[Miga]:
    return [(_("Instituciones"), reverse("instituciones:lista")), (str(una), una.get_absolute_url())]


def marco(request: HttpRequest, una: Institucion, actual: str) -> dict[str, Any]:
    """What every page of one institution shows around its own matter."""
    administra = puede(administrar, una, request)
    es_plataforma = puede(administrar_plataforma, una, request)
    pestanas = [
        ("ficha", "institucion", _("Ficha")),
        ("puestos", "puestos", _("Puestos")),
        *([("cuentas", "cuentas", _("Cuentas y roles"))] if administra else []),
        *([("mandatos", "mandatos", _("Mandatos"))] if _tiene_mandatos(una, administra) else []),
        ("historia", "historia", _("Historia")),
    ]
    return {
        "institucion": una,
        "administra": administra,
        "es_plataforma": es_plataforma,
        "migas": [
            {"label": _("Instituciones"), "href": reverse("instituciones:lista")},
            {"label": str(una)},
        ],
        "pestanas": [
            {
                "label": etiqueta,
                "href": reverse(f"instituciones:{nombre}", args=[una.pk]),
                "current": clave == actual,
            }
            for clave, nombre, etiqueta in pestanas
        ],
    }


def _tiene_mandatos(una: Institucion, administra: bool) -> bool:
    return administra and una.tipo == TipoDeInstitucion.CONTROL
