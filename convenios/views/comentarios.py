"""Commenting a clause, answering, resolving; afterwards one is back beside the clause."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from convenios.direcciones import direccion
from convenios.forms import ComentarioForm, ResolverComentarioForm, RespuestaAComentarioForm
from convenios.lectura import clausulas_a_la_vista
from convenios.models import Clausula, Comentario, Convenio
from convenios.views.actos import ActuacionDeConvenio, convenio_or_404, instrumento_or_404
from convenios.views.texto_mostrado import version_compartida
from documentos.views.actos import acto, atender
from expedientes.models import Visibilidad
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest


@dataclass(frozen=True, kw_only=True)
class SobreClausula(ActuacionDeConvenio):
    """An act beside a clause of a version."""

    n: int
    orden: int

    @property
    def volver(self) -> str:
        return f"{direccion(self.objeto, 'version', self.n)}#clausula-{self.orden}"


@acto
def comentar(
    request: MemberRequest, codigo: str, n: int, orden: int, adenda: int | None = None
) -> HttpResponse:
    """Say something of a clause."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    version = version_compartida(instrumento, n)
    if version is None:
        raise Http404
    version.convenio = instrumento.el_convenio()
    clausula = get_object_or_404(version.clausulas, orden=orden)
    clausula.version = version
    actuacion = SobreClausula(
        objeto=instrumento,
        n=n,
        orden=orden,
        permiso=needs("comentar"),
        form=partial(ComentarioForm, clausula=clausula),
        titulo=_("Comentar la cláusula %(n)s") % {"n": orden},
        boton=_("Comentar"),
        hecho=_("El comentario quedó junto a la cláusula."),
        ayuda=_("Un comentario no detiene la evaluación ni anula opiniones."),
        plantilla="convenios/comentario.html",
        admite_papel=False,
    )
    return atender(request, actuacion, lambda form: _alrededor(clausula))


@acto
def responder(request: MemberRequest, codigo: str, comentario: int) -> HttpResponse:
    """Answer a comment that this person may read."""
    return _sobre_comentario(
        request,
        codigo,
        comentario,
        form=RespuestaAComentarioForm,
        titulo=_("Responder el comentario"),
        boton=_("Responder"),
        hecho=_("La respuesta quedó junto al comentario."),
    )


@acto
def resolver(request: MemberRequest, codigo: str, comentario: int) -> HttpResponse:
    """Close a thread that one's own party began."""
    return _sobre_comentario(
        request,
        codigo,
        comentario,
        propio=True,
        form=ResolverComentarioForm,
        titulo=_("Dar por resuelto el comentario"),
        boton=_("Dar por resuelto"),
        hecho=_("El comentario quedó resuelto."),
    )


def _sobre_comentario(
    request: MemberRequest, codigo: str, numero: int, *, form: Any, propio: bool = False, **palabras: Any
) -> HttpResponse:
    convenio = convenio_or_404(request, codigo)
    comentario = _comentario_or_404(request, convenio, numero)
    clausula = comentario.version.clausulas.get(orden=comentario.clausula_orden)
    es_de_su_parte = propio or comentario.visibilidad == Visibilidad.INTERNA
    actuacion = SobreClausula(
        objeto=comentario.version.instrumento,
        n=comentario.version.n or 0,
        orden=comentario.clausula_orden,
        permiso=needs("comentar"),
        form=partial(form, comentario=comentario),
        institucion_id=comentario.institucion_id if es_de_su_parte else None,
        plantilla="convenios/comentario.html",
        admite_papel=False,
        **palabras,
    )
    return atender(request, actuacion, lambda form: _alrededor(clausula, comentario))


def _comentario_or_404(request: MemberRequest, convenio: Convenio, numero: int) -> Comentario:
    visibles = Comentario.objects.visible_to(request.user).select_related("institucion", "version__adenda")
    comentario = get_object_or_404(visibles, pk=numero, convenio=convenio, responde_a__isnull=True)
    comentario.convenio = comentario.version.convenio = convenio
    if comentario.version.adenda:
        comentario.version.adenda.convenio = convenio
    return comentario


def _alrededor(clausula: Clausula, comentario: Comentario | None = None) -> dict[str, Any]:
    """The clause, and the comment that is answered or resolved."""
    [vista] = clausulas_a_la_vista([clausula], desde=clausula.orden)
    return {"clausula": vista, "comentario": comentario}
