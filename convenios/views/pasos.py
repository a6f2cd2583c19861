"""The declared steps of a lifecycle, each by the form that its declaration names."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from convenios.forms import ObservacionForm
from convenios.lectura import lo_exigido
from convenios.models import Estado
from convenios.views.actos import Actuacion, acto, atender, convenio_or_404
from convenios.views.texto_mostrado import texto_mostrado
from expedientes.forms import FormularioDeActo
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from flujo.errors import TransicionNoDeclarada
from flujo.models import ConEstado
from flujo.queries import pasos
from flujo.services import transicion_declarada


@acto
def paso(request: MemberRequest, codigo: str, transicion: str) -> HttpResponse:
    """One step of the agreement."""
    if transicion == "observar":
        return observar(request, codigo)
    return dar_paso(request, convenio_or_404(request, codigo), transicion)


def dar_paso(request: MemberRequest, objeto: ConEstado, nombre: str) -> HttpResponse:
    """Any declared step of any lifecycle of a case file.

    Raises PermissionDenied for a step that no lifecycle of the object has, TransicionNoDeclarada for one that it has
    from another state: somebody may have been faster.
    """
    if nombre not in {t.name for t in maquina_de(objeto).transiciones()}:
        raise PermissionDenied(_("Ese paso no existe: lo que no está declarado no se puede hacer."))
    declarada = transicion_declarada(objeto, nombre)
    etiqueta = declarada.custom["etiqueta"].en(objeto.pais())
    actuacion = Actuacion(
        objeto=objeto,
        permiso=declarada.permission,
        form=partial(import_string(declarada.custom["form"]), transicion=nombre),
        titulo=etiqueta,
        boton=etiqueta,
        hecho=_("Hecho: %(paso)s.") % {"paso": etiqueta.lower()},
        ayuda=str(declarada.custom["ayuda"]),
        ancla="#que-sigue",
    )

    def contexto(form: FormularioDeActo) -> dict[str, Any]:
        este = next(p for p in pasos(objeto, Acto(registra=request.user)) if p.nombre == nombre)
        sobre_el_texto = texto_mostrado(form) if declarada.custom["sobre_contenido"] else {}
        return {"exigido": lo_exigido(este), "falta": este.falta, **sobre_el_texto}

    return atender(request, actuacion, contexto)


@acto
def observar(request: MemberRequest, codigo: str) -> HttpResponse:
    """Make an observation; the first one returns the text to the party that proposed it."""
    convenio = convenio_or_404(request, codigo)
    if convenio.estado not in (Estado.EN_EVALUACION, Estado.OBSERVADO):
        raise TransicionNoDeclarada(_("Un texto se observa mientras está en evaluación u observado."))
    actuacion = Actuacion(
        objeto=convenio,
        permiso=needs("observar"),
        form=ObservacionForm,
        titulo=_("Observar el texto"),
        boton=_("Enviar la observación"),
        hecho=_("La observación quedó hecha: la parte proponente debe responderla."),
        ayuda=_("Devuelve el texto a la parte proponente con algo que debe responder."),
        ancla="#observaciones",
    )
    return atender(request, actuacion, texto_mostrado)
