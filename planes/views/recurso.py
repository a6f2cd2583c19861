"""Shared resources: of a case file, and all that one may use."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from auditoria.services import COMPARTIDA
from documentos.models import Documento
from documentos.views.actos import EnSuPagina, acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.facultades import facultades_de, partes_con
from expedientes.lecturas import anotar_lectura
from expedientes.models import Expediente
from expedientes.permissions import ABIERTO
from expedientes.puerta import MemberRequest, expediente_or_404
from instituciones.models import Usuario
from instituciones.views.listas import direcciones, lista_invalida
from planes.forms import CambiarRecursoForm, FiltrosDeRecursos, RecursoForm, RetirarRecursoForm
from planes.models import Recurso
from planes.permissions import comparte
from planes.queries import con_lo_que_se_muestra, filtrados, recursos_a_la_vista, recursos_de

POR_PAGINA = 25


@require_safe
def todos(request: HttpRequest) -> HttpResponse:
    """What is shared with this person in any case file: filters in the address, pages by key."""
    usuario = cast(Usuario, request.user)
    form = FiltrosDeRecursos(request.GET)
    if not form.is_valid():
        return lista_invalida(request, form)
    hoja = form.hoja(filtrados(usuario, **form.filtros()), tamano=POR_PAGINA, con=con_lo_que_se_muestra)
    contexto = {
        "form": form,
        "recursos": recursos_a_la_vista(hoja.filas, usuario),
        **direcciones(request, hoja),
    }
    return render(request, "planes/recursos/todos.html", contexto)


@require_safe
def lista(request: MemberRequest, codigo: str) -> HttpResponse:
    """The resources of one case file."""
    expediente = expediente_or_404(request, codigo)
    anotar_lectura(request.user, expediente, expediente, "recursos", visibilidad_de_lo_leido=COMPARTIDA)
    comparten = partes_con(facultades_de(request.user, expediente), comparte.acto)
    if expediente.estado != ABIERTO:
        comparten = frozenset()
    contexto = {
        "expediente": expediente,
        "recursos": recursos_de(expediente, comparten),
        "puede_compartir": bool(comparten),
    }
    return render(request, "planes/recursos/lista.html", contexto)


@acto
def nuevo(request: MemberRequest, codigo: str) -> HttpResponse:
    """Share a resource."""
    expediente = expediente_or_404(request, codigo)
    actuacion = EnSuPagina(
        objeto=expediente,
        permiso=comparte,
        form=partial(RecursoForm, papeles=_papeles(request, expediente)),
        titulo=_("Compartir un recurso"),
        boton=_("Compartir"),
        hecho=_("El recurso quedó compartido."),
        ayuda=_(
            "Una herramienta o un material que su institución deja usar. Lo que no sepa, déjelo en blanco."
        ),
        pagina=_pagina(expediente),
    )
    return atender(request, actuacion)


@acto
def cambiar(request: MemberRequest, codigo: str, recurso: int) -> HttpResponse:
    """Bring what is said of a resource up to date."""
    uno = _recurso_or_404(request, codigo, recurso)
    actuacion = EnSuPagina(
        objeto=uno,
        permiso=comparte,
        form=partial(CambiarRecursoForm, papeles=_papeles(request, uno.expediente)),
        titulo=_("Poner al día «%(nombre)s»") % {"nombre": uno},
        boton=_("Guardar"),
        hecho=_("El recurso quedó al día."),
        institucion_id=uno.institucion_id,
        pagina=_pagina(uno.expediente),
    )
    return atender(request, actuacion)


@acto
def retirar(request: MemberRequest, codigo: str, recurso: int) -> HttpResponse:
    """Say that a resource is shared no more."""
    uno = _recurso_or_404(request, codigo, recurso)
    actuacion = EnSuPagina(
        objeto=uno,
        permiso=comparte,
        form=RetirarRecursoForm,
        titulo=_("Retirar «%(nombre)s»") % {"nombre": uno},
        boton=_("Retirar"),
        hecho=_("El recurso quedó retirado."),
        institucion_id=uno.institucion_id,
        pagina=_pagina(uno.expediente),
    )
    return atender(request, actuacion)


def _papeles(request: MemberRequest, expediente: Expediente) -> list[Documento]:
    return [papel for papel in papeles_a_elegir(request.user, expediente) if papel.esta_compartido]


def _pagina(expediente: Expediente) -> str:
    return reverse("planes:recursos", args=[expediente.codigo])


def _recurso_or_404(request: MemberRequest, codigo: str, recurso: int) -> Recurso:
    """A resource of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    uno = get_object_or_404(
        Recurso.objects.select_related("institucion", "documento"), expediente=expediente, pk=recurso
    )
    uno.expediente = expediente
    return uno
