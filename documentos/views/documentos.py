"""Pages of the papers that came into a case file, and the papers themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documentos import almacen, permissions, queries
from documentos.forms import DocumentoForm
from documentos.models import Documento
from documentos.puerta.admision import ArchivoRechazado
from documentos.services import compartir_documento, exigir_abierto
from documentos.views.cabeceras import CABECERAS
from expedientes.lecturas import anotar_lectura
from expedientes.models import Expediente
from expedientes.puerta import MemberRequest, expediente_or_404
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, Negativa, ResultadoIncierto, SinPermiso


def documento_or_404(request: MemberRequest, expediente: Expediente, documento: int) -> Documento:
    """One paper of a case file that this person came in to, if it is theirs to read."""
    visibles = Documento.objects.visible_to(request.user).select_related(
        "archivo", "institucion", "expediente"
    )
    return get_object_or_404(visibles, expediente=expediente, pk=documento)


@require_safe
def lista(request: MemberRequest, codigo: str) -> HttpResponse:
    """Every paper that this person may read, page by page. Reading all sides of it by office is logged first."""
    expediente = expediente_or_404(request, codigo)
    try:
        tras = queries.Marca.leer(request.GET["tras"]) if "tras" in request.GET else None
    except ValueError:
        raise BadRequest from None
    anotar_lectura(request.user, expediente, expediente, "lista")
    papeles = queries.documentos_de(expediente, request.user, tras=tras)
    return render(request, "documentos/lista.html", {"expediente": expediente, "papeles": papeles})


@require_http_methods(["GET", "POST"])
def incorporar(request: MemberRequest, codigo: str) -> HttpResponse:
    """Bring a paper in. What was typed stays when the file is refused."""
    expediente = expediente_or_404(request, codigo)
    form = _formulario(request, expediente)
    if request.method == "POST" and form.is_valid() and (documento := _incorporar(form)):
        messages.success(request, _("Se incorporó «%(titulo)s».") % {"titulo": documento.titulo})
        return redirect("documentos:lista", codigo=expediente.codigo)
    estado = 422 if request.method == "POST" else 200
    return render(request, "documentos/nuevo.html", {"expediente": expediente, "form": form}, status=estado)


def _formulario(request: MemberRequest, expediente: Expediente) -> DocumentoForm:
    """Raises PermissionDenied with the sentence why not."""
    with _negativa_de_permiso():
        exigir_abierto(expediente)
        permissions.incorporar.capacidad(expediente, Acto(registra=request.user))
    lados = queries.lados_de(expediente, request.user)
    opciones: dict[str, Any] = {
        "objeto": expediente,
        "usuario": request.user,
        "lados": queries.instituciones(lados.incorpora),
        "comparte": lados.comparte,
    }
    if request.method == "POST":
        return DocumentoForm(request.POST, request.FILES, **opciones)
    return DocumentoForm(getattr(request, "recuperado", None), **opciones)


def _incorporar(form: DocumentoForm) -> Documento | None:
    """None when the refusal now stands in the form."""
    try:
        with _negativa_de_permiso():
            return form.ejecutar(form.acto())
    except ArchivoRechazado as rechazo:
        form.add_error("fichero", list(rechazo.frases))
    except Negativa as negativa:
        form.add_error(None, list(negativa.frases))
    except ResultadoIncierto as incierto:
        form.add_error(None, str(incierto))
    return None


@contextmanager
def _negativa_de_permiso() -> Iterator[None]:
    try:
        yield
    except (SinPermiso, CondicionesIncumplidas) as negativa:
        raise PermissionDenied(str(negativa)) from negativa


@require_http_methods(["GET", "POST"])
def compartir(request: MemberRequest, codigo: str, documento: int) -> HttpResponse:
    """Show an own paper to the other parties, after having read what that means."""
    expediente = expediente_or_404(request, codigo)
    papel = documento_or_404(request, expediente, documento)
    acto = Acto(registra=request.user)
    with _negativa_de_permiso():
        exigir_abierto(expediente)
        permissions.capacidad_de_compartir(papel, acto.con(institucion_id=papel.institucion_id))
        if request.method != "POST":
            return render(request, "documentos/compartir.html", {"expediente": expediente, "papel": papel})
        compartir_documento(papel, acto=acto)
    messages.success(request, _("Las demás partes ya pueden leer «%(titulo)s».") % {"titulo": papel.titulo})
    return redirect("documentos:lista", codigo=expediente.codigo)


@require_safe
def descargar(request: MemberRequest, codigo: str, documento: int) -> HttpResponseBase:
    """The bytes, as they came in, to be saved. Reading another party's own paper is logged first."""
    expediente = expediente_or_404(request, codigo)
    papel = documento_or_404(request, expediente, documento)
    if papel.archivo.esta_infectado:
        pagina = {"expediente": expediente, "papel": papel}
        return render(request, "documentos/infectado.html", pagina, status=403)
    anotar_lectura(
        request.user,
        expediente,
        papel,
        "descarga",
        institucion_id=papel.institucion_id,
        visibilidad_de_lo_leido=papel.visibilidad,
    )
    etag = f'"{papel.archivo.sha256}"'
    respuesta = get_conditional_response(request, etag=etag) or _servir(papel)
    for cabecera, valor in {**CABECERAS, "ETag": etag}.items():
        respuesta[cabecera] = valor
    return respuesta


def _servir(papel: Documento) -> FileResponse:
    return FileResponse(
        almacen.abrir(papel.archivo.sha256),
        as_attachment=True,
        filename=papel.nombre,
        content_type=papel.archivo.medio,
    )
