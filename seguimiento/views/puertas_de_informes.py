"""The doors to a report and to an observation, what each is for, and taking a step of either."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from documentos.forms.por_documento import ConPapel
from documentos.views.actos import Actuacion, atender
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.que_sigue import Vida
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from flujo.queries import pasos
from flujo.services import transicion_declarada
from seguimiento.models import (
    EstadoDeInforme,
    EstadoDeObservacion,
    InformeDeSeguimiento,
    ObservacionDeSeguimiento,
)
from seguimiento.views.puertas import MAYOR

DE_INFORME = Vida(
    se_busca=frozenset({EstadoDeInforme.FIRMADO.value, EstadoDeInforme.PUBLICADO.value}),
    aparte=frozenset({"observar"}),
    los_completa_su_acto=frozenset({"observar", "conformar"}),
    los_da_otro_acto=frozenset({"firmar"}),
)
DE_OBSERVACION = Vida(
    se_busca=frozenset({EstadoDeObservacion.VERIFICADA.value}),
    aparte=frozenset({"devolver"}),
    los_completa_su_acto=frozenset({"subsanar"}),
)
"""What reports and observations are for."""


def informe_or_404(request: MemberRequest, codigo: str, numero: int) -> InformeDeSeguimiento:
    """A report of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    if numero > MAYOR:  # the database refuses to be asked
        raise Http404
    filas = expediente.informes.select_related("asiento", "presenta", "version", "calendario")
    uno = get_object_or_404(filas, numero=numero)
    uno.expediente = expediente
    return uno


def observacion_or_404(request: MemberRequest, codigo: str, numero: int) -> ObservacionDeSeguimiento:
    """An observation of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    if numero > MAYOR:
        raise Http404
    filas = expediente.observaciones_de_seguimiento.select_related(
        "asiento", "informe", "version", "institucion", "responsable", "puesto", "documento", "compromiso"
    )
    una = get_object_or_404(filas, numero=numero)
    una.expediente = expediente
    if una.informe:
        una.informe.expediente = expediente
    return una


def dar_paso(
    request: MemberRequest,
    objeto: InformeDeSeguimiento | ObservacionDeSeguimiento,
    nombre: str,
    vida: Vida,
    sobre: Callable[[], dict[str, Any]],
    **del_form: Any,
) -> HttpResponse:
    """A declared step, on the page that shows what it is about.

    Raises PermissionDenied for one that is none, or that another act brings about; TransicionNoDeclarada for one from
    another state.
    """
    if nombre not in {t.name for t in maquina_de(objeto).transiciones() if t.custom["form"]}:
        raise PermissionDenied(_("Ese paso no se da así: ocurre con otro acto, o no existe."))
    declarada = transicion_declarada(objeto, nombre)
    etiqueta = declarada.custom["etiqueta"].en(objeto.pais())
    form = import_string(declarada.custom["form"])
    actuacion = Actuacion(
        objeto=objeto,
        permiso=declarada.permission,
        form=partial(form, transicion=nombre, **del_form),
        admite_papel=issubclass(form, ConPapel),
        titulo=etiqueta,
        boton=etiqueta,
        hecho=_("Hecho: %(paso)s.") % {"paso": etiqueta.lower()},
        ayuda=str(declarada.custom["ayuda"]),
        plantilla="seguimiento/informes/paso.html",
    )

    def contexto(_form: object) -> dict[str, Any]:
        if nombre in vida.los_completa_su_acto:
            return sobre()
        este = next(p for p in pasos(objeto, Acto(registra=request.user)) if p.nombre == nombre)
        return {"exigido": este.exigido, "falta": este.falta, **sobre()}

    return atender(request, actuacion, contexto)
