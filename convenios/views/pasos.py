"""The declared steps of a lifecycle, each by the form that its declaration names."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from convenios.forms import ObservacionForm, ReanudacionForm, SuspensionForm
from convenios.models import Estado
from convenios.services.evaluacion import SE_OBSERVA
from convenios.views.actos import ActuacionDeConvenio, instrumento_or_404
from convenios.views.texto_mostrado import texto_mostrado
from documentos.forms.por_documento import ConPapel
from documentos.views.actos import acto, atender
from documentos.views.por_documento import papeles_a_elegir
from expedientes.forms import FormularioDeActo
from expedientes.permissions import PROPONENTE, needs
from expedientes.puerta import MemberRequest
from flujo.acto import Acto
from flujo.declaracion import maquina_de
from flujo.errors import TransicionNoDeclarada
from flujo.models import ConEstado
from flujo.queries import pasos
from flujo.services import transicion_declarada


@acto
def paso(request: MemberRequest, codigo: str, transicion: str, adenda: int | None = None) -> HttpResponse:
    """One step of the agreement, or of an addendum."""
    if aparte := APARTE.get(transicion):
        return aparte(request, codigo, adenda)
    return dar_paso(request, instrumento_or_404(request, codigo, adenda), transicion)


def dar_paso(request: MemberRequest, objeto: ConEstado, nombre: str) -> HttpResponse:
    """Any declared step of any lifecycle of a case file.

    Raises PermissionDenied for a step that no lifecycle of the object has, TransicionNoDeclarada for one that it has
    from another state: somebody may have been faster.
    """
    if nombre not in {t.name for t in maquina_de(objeto).transiciones()}:
        raise PermissionDenied(_("Ese paso no existe: lo que no está declarado no se puede hacer."))
    declarada = transicion_declarada(objeto, nombre)
    etiqueta = declarada.custom["etiqueta"].en(objeto.pais())
    form = import_string(declarada.custom["form"])
    actuacion = ActuacionDeConvenio(
        objeto=objeto,
        permiso=declarada.permission,
        form=partial(form, transicion=nombre),
        admite_papel=issubclass(form, ConPapel),
        titulo=etiqueta,
        boton=etiqueta,
        hecho=_("Hecho: %(paso)s.") % {"paso": etiqueta.lower()},
        ayuda=str(declarada.custom["ayuda"]),
        ancla="#que-sigue",
    )

    def contexto(form: FormularioDeActo) -> dict[str, Any]:
        este = next(p for p in pasos(objeto, Acto(registra=request.user)) if p.nombre == nombre)
        sobre_el_texto = texto_mostrado(form) if declarada.custom["sobre_contenido"] else {}
        return {"exigido": este.exigido, "falta": este.falta, **sobre_el_texto}

    return atender(request, actuacion, contexto)


@acto
def observar(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Make an observation; the first one returns the text to the party that proposed it."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    if instrumento.fase not in SE_OBSERVA:
        raise TransicionNoDeclarada(_("Un texto se observa desde que se evalúa hasta que se firma."))
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=needs("observar"),
        form=ObservacionForm,
        titulo=_("Observar el texto"),
        boton=_("Enviar la observación"),
        hecho=_("La observación quedó hecha: la parte proponente debe responderla."),
        ayuda=_("Devuelve el texto a la parte proponente con algo que debe responder."),
        ancla="#observaciones",
    )
    return atender(request, actuacion, texto_mostrado)


def suspender(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Stop an agreement by its acta."""
    convenio = instrumento_or_404(request, codigo, adenda)
    if convenio.estado != Estado.EN_EJECUCION:  # type: ignore[attr-defined]
        raise TransicionNoDeclarada(_("Solo se suspende un convenio en ejecución."))
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=needs("mover", de=PROPONENTE),
        form=partial(SuspensionForm, del_expediente=papeles_a_elegir(request.user, convenio.expediente)),
        titulo=_("Suspender el convenio"),
        boton=_("Suspender"),
        hecho=_("El convenio quedó suspendido."),
        ayuda=_("Con el acta que lo acuerda: por qué, desde cuándo, hasta cuándo, y si alarga el plazo."),
        ancla="#vida",
        admite_papel=False,
    )
    return atender(request, actuacion)


def reanudar(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """The suspension is over."""
    convenio = instrumento_or_404(request, codigo, adenda)
    if convenio.estado != Estado.SUSPENDIDO:  # type: ignore[attr-defined]
        raise TransicionNoDeclarada(_("Solo se reanuda un convenio suspendido."))
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=needs("mover", de=PROPONENTE),
        form=ReanudacionForm,
        titulo=_("Reanudar el convenio"),
        boton=_("Reanudar"),
        hecho=_("El convenio está otra vez en ejecución."),
        ayuda=_("Si la suspensión alarga el plazo, el fin vigente se corre tantos días como duró."),
        ancla="#vida",
        admite_papel=False,
    )
    return atender(request, actuacion)


APARTE: Mapping[str, Callable[..., HttpResponse]] = {
    "observar": observar,
    "suspender": suspender,
    "reanudar": reanudar,
}
"""Steps whose form brings what their condition asks for: until it is sent, it is missing."""
