"""Pages of the papers that the system composes for a case file, and the papers themselves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documentos import almacen
from documentos.models import Papel
from documentos.papeles import CLASES, Clase
from documentos.queries import papeles_de
from documentos.services import pedir_papel
from documentos.views.cabeceras import CABECERAS
from expedientes.lecturas import anotar_lectura
from expedientes.models import Expediente
from expedientes.puerta import MemberRequest, expediente_or_404
from flujo.acto import Acto
from flujo.errors import Negativa, SinPermiso


@require_safe
def lista(request: MemberRequest, codigo: str) -> HttpResponse:
    """What was composed and what can be. Reading all sides of it by office is logged first."""
    expediente = expediente_or_404(request, codigo)
    anotar_lectura(request.user, expediente, expediente, "lista")
    with timezone.override(expediente.zona_horaria):
        return render(request, "documentos/papeles.html", {"papeles": papeles_de(expediente, request.user)})


@require_POST
def pedir(request: MemberRequest, codigo: str, clase: str, objeto: int) -> HttpResponse:
    """Have a paper composed, and go back to where it will appear."""
    expediente = expediente_or_404(request, codigo)
    de_que = _objeto_or_404(request, expediente, clase, objeto)
    try:
        papel = pedir_papel(de_que, clase, acto=Acto(registra=request.user))
    except SinPermiso as negativa:
        raise PermissionDenied(str(negativa)) from negativa
    except Negativa as negativa:
        messages.error(request, str(negativa))
    else:
        messages.success(request, _dicho(papel))
    return redirect("documentos:papeles", codigo=expediente.codigo)


def _objeto_or_404(request: MemberRequest, expediente: Expediente, clave: str, pk: int) -> object:
    """What the paper would be made from, if this person may see it."""
    clase: Clase | None = CLASES.get(clave)
    visibles = clase.visibles(expediente, request.user) if clase else []
    for objeto in visibles:
        if objeto.pk == pk:
            return objeto
    raise Http404


def _dicho(papel: Papel) -> str:
    if papel.esta_compuesto:
        return _("«%(titulo)s» ya estaba compuesto y nada ha cambiado.") % {"titulo": papel.titulo}
    return _("«%(titulo)s» se está componiendo.") % {"titulo": papel.titulo}


@require_safe
def descargar(request: MemberRequest, codigo: str, papel: int) -> HttpResponseBase:
    """The bytes of a paper with its signatures so far, to be saved. Reading another party's own is logged first."""
    expediente = expediente_or_404(request, codigo)
    visibles = Papel.objects.visible_to(request.user).select_related("archivo", "expediente")
    pedido = get_object_or_404(visibles.defer("datos"), expediente=expediente, pk=papel)
    if not pedido.esta_compuesto:
        raise Http404
    actual = pedido.archivo_actual()
    anotar_lectura(
        request.user,
        expediente,
        pedido,
        "descarga",
        institucion_id=pedido.institucion_id,
        visibilidad_de_lo_leido=pedido.visibilidad,
    )
    etag = f'"{actual.sha256}"'
    respuesta = get_conditional_response(request, etag=etag) or FileResponse(
        almacen.abrir(actual.sha256),
        as_attachment=True,
        filename=pedido.nombre_de_archivo,
        content_type=actual.medio,
    )
    for cabecera, valor in {**CABECERAS, "ETag": etag}.items():
        respuesta[cabecera] = valor
    return respuesta
