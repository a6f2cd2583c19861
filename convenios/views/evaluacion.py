"""Opinions on the text, and answers to what was observed."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from convenios.forms import CompartirForm, OpinionForm, RatificacionForm, RespuestaForm
from convenios.lectura import diferencia
from convenios.models import Instrumento, Observacion
from convenios.permissions import opinar as permiso_de_opinar
from convenios.services.evaluacion import SE_OPINA
from convenios.views.actos import ActuacionDeConvenio, convenio_or_404, institucion_pedida, instrumento_or_404
from convenios.views.texto_mostrado import texto_mostrado
from documentos.views.actos import acto, atender
from expedientes.forms import FormularioDeActo
from expedientes.lecturas import anotar_diferencia
from expedientes.models import Aprobacion, Clase
from expedientes.permissions import PROPONENTE, needs
from expedientes.puerta import MemberRequest
from flujo.errors import TransicionNoDeclarada
from instituciones.models import TipoDeOpinion


@acto
def opinar(request: MemberRequest, codigo: str, tipo: str, adenda: int | None = None) -> HttpResponse:
    """Give the opinion of an office on the text that the page shows."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    if tipo not in TipoDeOpinion.values:
        raise Http404
    _exigir_evaluacion(instrumento)
    nombre = str(TipoDeOpinion(tipo).label)
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=permiso_de_opinar(tipo),
        form=partial(OpinionForm, tipo=tipo),
        titulo=nombre,
        boton=_("Registrar la %(opinion)s") % {"opinion": nombre.lower()},
        hecho=_("Se registró la %(opinion)s.") % {"opinion": nombre.lower()},
        ayuda=_(
            "Su opinión queda ligada a este texto: si el texto cambia, deja de contar hasta que la ratifique."
        ),
        ancla="#opiniones",
        institucion_id=institucion_pedida(request),
    )
    return atender(request, actuacion, texto_mostrado)


@acto
def ratificar(
    request: MemberRequest, codigo: str, aprobacion: int, adenda: int | None = None
) -> HttpResponse:
    """Give a stale opinion again, on the difference that the page shows."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    anterior = opinion_or_404(request, instrumento, aprobacion)
    _exigir_evaluacion(instrumento)
    nombre = str(TipoDeOpinion(anterior.materia).label).lower()
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=permiso_de_opinar(anterior.materia),
        form=partial(RatificacionForm, aprobacion=anterior),
        titulo=_("Ratificar la %(opinion)s") % {"opinion": nombre},
        boton=_("Ratificar sobre esta diferencia"),
        hecho=_("Se ratificó la %(opinion)s sobre el texto actual.") % {"opinion": nombre},
        plantilla="convenios/ratificar.html",
        ancla="#opiniones",
        institucion_id=anterior.institucion_id,
    )

    def contexto(form: FormularioDeActo) -> dict[str, Any]:
        anotar_diferencia(request.user, anterior, form.objeto.contenido_hash)
        actual, antes = form.objeto.version, anterior.opinion.version
        cambios = diferencia(list(antes.clausulas.all()), list(actual.clausulas.all()))
        return {"anterior": anterior, "antes": antes, "version": actual, "cambios": cambios}

    return atender(request, actuacion, contexto)


@acto
def compartir(
    request: MemberRequest, codigo: str, aprobacion: int, adenda: int | None = None
) -> HttpResponse:
    """Show an internal opinion to the other parties."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    opinion = opinion_or_404(request, instrumento, aprobacion)
    actuacion = ActuacionDeConvenio(
        objeto=opinion,
        permiso=needs("compartir"),
        form=partial(CompartirForm, aprobacion=opinion),
        titulo=_("Compartir la opinión con las demás partes"),
        boton=_("Compartir"),
        hecho=_("Las demás partes ya pueden leer la opinión."),
        plantilla="convenios/compartir.html",
        ancla="#opiniones",
        institucion_id=opinion.institucion_id,
        admite_papel=False,
    )
    return atender(request, actuacion, lambda form: {"opinion": opinion})


@acto
def responder(request: MemberRequest, codigo: str, observacion: int) -> HttpResponse:
    """Answer one observation."""
    convenio = convenio_or_404(request, codigo)
    visibles = Observacion.objects.visible_to(request.user).select_related("institucion", "version", "adenda")
    pendiente = get_object_or_404(visibles, pk=observacion, convenio=convenio)
    if pendiente.respondida_el:
        raise TransicionNoDeclarada(_("Esa observación ya tiene respuesta. Lo respondido no se cambia."))
    pendiente.convenio = convenio
    actuacion = ActuacionDeConvenio(
        objeto=pendiente,
        permiso=needs("editar", de=PROPONENTE),
        form=partial(RespuestaForm, observacion=pendiente),
        titulo=_("Responder la observación"),
        boton=_("Registrar la respuesta"),
        hecho=_("La observación quedó respondida."),
        plantilla="convenios/responder.html",
        ancla="#observaciones",
    )
    return atender(request, actuacion, lambda form: {"observacion": pendiente})


def opinion_or_404(request: MemberRequest, instrumento: Instrumento, aprobacion: int) -> Aprobacion:
    """An opinion on this agreement that this person may read."""
    visibles = Aprobacion.objects.visible_to(request.user).select_related(
        "institucion", "puesto", "persona", "suple_a", "opinion__version", "expediente"
    )
    return get_object_or_404(
        visibles,
        pk=aprobacion,
        clase=Clase.OPINION,
        modelo=instrumento._meta.label_lower,
        objeto=instrumento.pk,
    )


def _exigir_evaluacion(instrumento: Instrumento) -> None:
    if instrumento.fase not in SE_OPINA:
        raise TransicionNoDeclarada(_("Las opiniones se dan mientras el texto está en evaluación."))
