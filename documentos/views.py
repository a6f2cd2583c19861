"""Pages of the papers of a case file, and the papers themselves."""

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documentos import almacen, permissions, queries
from documentos.forms import DocumentoForm
from documentos.models import Documento
from documentos.puerta.admision import ArchivoRechazado
from documentos.services import compartir_documento, incorporar_documento
from expedientes.models import Expediente
from expedientes.puerta import expediente_or_404
from flujo.acto import Acto
from flujo.errors import Negativa, SinPermiso

CABECERAS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
"""A stranger's file is never a page of this site: it is saved, not shown, and may do nothing where it is shown."""


def documento_or_404(request: HttpRequest, expediente: Expediente, documento: int) -> Documento:
    """One paper of a case file that this person came in to, if it is theirs to read."""
    try:
        return (
            Documento.objects.visible_to(request.user)  # type: ignore[arg-type]
            .select_related("archivo", "institucion", "expediente")
            .get(expediente=expediente, pk=documento)
        )
    except Documento.DoesNotExist:
        raise Http404 from None


@require_safe
def lista(request: HttpRequest, codigo: str) -> HttpResponse:
    """Every paper that this person may read, page by page."""
    expediente = expediente_or_404(request, codigo)
    try:
        tras = queries.Marca.leer(request.GET["tras"]) if "tras" in request.GET else None
    except ValueError:
        raise BadRequest from None
    papeles = queries.documentos_de(expediente, request.user, tras=tras)  # type: ignore[arg-type]
    return render(request, "documentos/lista.html", {"expediente": expediente, "papeles": papeles})


@require_http_methods(["GET", "POST"])
def incorporar(request: HttpRequest, codigo: str) -> HttpResponse:
    """Bring a paper in. What was typed stays when the file is refused."""
    expediente = expediente_or_404(request, codigo)
    lados = queries.lados_de(expediente, request.user)  # type: ignore[arg-type]
    if not lados.incorpora:
        _explicar_por_que_no(request, expediente)
    enviado = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DocumentoForm(*enviado, lados=queries.instituciones(lados.incorpora), comparte=lados.comparte)
    if enviado and form.is_valid() and (documento := _incorporar(request, expediente, form)):
        messages.success(request, _("Se incorporó «%(titulo)s».") % {"titulo": documento.titulo})
        return redirect("documentos:lista", codigo=expediente.codigo)
    return render(request, "documentos/nuevo.html", {"expediente": expediente, "form": form})


def _incorporar(request: HttpRequest, expediente: Expediente, form: DocumentoForm) -> Documento | None:
    try:
        return incorporar_documento(expediente, acto=form.acto(request.user), **form.datos())  # type: ignore[arg-type]
    except ArchivoRechazado as rechazo:
        form.add_error("fichero", list(rechazo.frases))
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa
    except Negativa as negativa:
        form.add_error(None, list(negativa.frases))
    return None


def _explicar_por_que_no(request: HttpRequest, expediente: Expediente) -> None:
    try:
        permissions.incorporar.capacidad(expediente, Acto(registra=request.user))  # type: ignore[arg-type]
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa


@require_http_methods(["GET", "POST"])
def compartir(request: HttpRequest, codigo: str, documento: int) -> HttpResponse:
    """Show an own paper to the other parties, after having read what that means."""
    expediente = expediente_or_404(request, codigo)
    papel = documento_or_404(request, expediente, documento)
    acto = Acto(registra=request.user)  # type: ignore[arg-type]
    try:
        permissions.capacidad_de_compartir(papel, acto.con(institucion_id=papel.institucion_id))
        if request.method == "GET":
            return render(request, "documentos/compartir.html", {"expediente": expediente, "papel": papel})
        compartir_documento(papel, acto=acto)
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa
    messages.success(request, _("Las demás partes ya pueden leer «%(titulo)s».") % {"titulo": papel.titulo})
    return redirect("documentos:lista", codigo=expediente.codigo)


@require_safe
def descargar(request: HttpRequest, codigo: str, documento: int) -> HttpResponseBase:
    """The bytes, as they came in, to be saved."""
    expediente = expediente_or_404(request, codigo)
    papel = documento_or_404(request, expediente, documento)
    if papel.archivo.esta_infectado:
        return render(
            request, "documentos/infectado.html", {"expediente": expediente, "papel": papel}, status=403
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
