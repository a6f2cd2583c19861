"""The text as a Word file: out, back in, and what is taken of what came back."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from convenios.docx.escritura import escribir
from convenios.forms import EleccionForm, RecibirForm
from convenios.models import ADENDA, Adenda, Instrumento, TextoRecibido, VersionDeTexto
from convenios.recepcion import Recepcion, abrir_recepcion
from convenios.views.actos import ActuacionDeConvenio, instrumento_or_404
from convenios.views.texto import borradores_de, numero_pedido
from convenios.views.texto_mostrado import version_compartida
from documentos.puerta.formatos import WORD
from documentos.views import CABECERAS
from documentos.views.actos import acto, atender
from expedientes.forms import FormularioDeActo
from expedientes.lecturas import anotar_lectura
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest
from flujo.acto import Acto
from flujo.errors import SinPermiso, TransicionNoDeclarada

RECIBIDOS_A_LA_VISTA = 20


@require_safe
def descargar(request: MemberRequest, codigo: str, n: int, adenda: int | None = None) -> HttpResponse:
    """A shared version as a Word file; with `?borrador=` an own draft that was made from version `n` (0: from none)."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    version = _la_pedida(request, instrumento, n)
    anotar_lectura(
        request.user,
        instrumento.expediente,
        version,
        "descarga",
        institucion_id=version.institucion_id,
        visibilidad_de_lo_leido=version.visibilidad,
    )
    contenido = escribir(
        list(version.clausulas.all()),
        titulo=_titulo(instrumento),
        codigo=instrumento.codigo,
        version=version.n,
        hash=version.hash,
        sin_valor=settings.DEMO,
    )
    codigo = instrumento.codigo.replace("/", "-")
    nombre = f"version-{version.n}" if version.n else f"borrador-{version.pk}"
    respuesta = HttpResponse(contenido, content_type=WORD, headers=CABECERAS)
    respuesta["Content-Disposition"] = f'attachment; filename="{codigo}-{nombre}.docx"'
    return respuesta


def _titulo(instrumento: Instrumento) -> str:
    titulo = instrumento.expediente.titulo
    if isinstance(instrumento, Adenda):
        return f"{ADENDA.en(instrumento.pais())} {instrumento.ordinal} · {titulo}"
    return titulo


def _la_pedida(request: MemberRequest, instrumento: Instrumento, n: int) -> VersionDeTexto:
    if "borrador" not in request.GET:
        version = version_compartida(instrumento, n)
        if version is None:
            raise Http404
        return version
    borrador = get_object_or_404(borradores_de(request, instrumento), pk=numero_pedido(request, "borrador"))
    if n != (borrador.base.n if borrador.base else 0):
        raise Http404
    return borrador


@acto
def recibir(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Bring in a Word file that came back."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    if not instrumento.admite_cambios:
        raise TransicionNoDeclarada(_("En este estado el texto ya no se cambia."))
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=needs("editar"),
        form=RecibirForm,
        titulo=_("Recibir un texto de Word"),
        boton=_("Recibir y comparar"),
        hecho=_("Se leyó el archivo. Quedó guardado entre los documentos de su institución."),
        ayuda=_(
            "Se guarda tal como llegó y se compara, cláusula por cláusula, con la versión de la que salió. No cambia "
            "ningún texto: usted elige después qué se acepta."
        ),
        plantilla="convenios/texto/recibir.html",
        ancla="#texto",
        admite_papel=False,
    )
    recibidos = recibidos_de(request, instrumento)[:RECIBIDOS_A_LA_VISTA]
    return atender(request, actuacion, lambda form: {"recibidos": recibidos})


@acto
def recibido(request: MemberRequest, codigo: str, recibido: int, adenda: int | None = None) -> HttpResponse:
    """What came back, for its own party; who may edit takes of it what is accepted."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    uno = get_object_or_404(recibidos_de(request, instrumento), pk=recibido)
    _con_lo_ya_leido(uno, instrumento)
    if request.method != "POST":
        anotar_lectura(request.user, instrumento.expediente, uno, "texto", institucion_id=uno.institucion_id)
    por_que_no = _por_que_no_edita(request, instrumento, uno)
    if por_que_no and request.method != "POST":
        pagina = {"expediente": instrumento.expediente, "form": None, "por_que_no": por_que_no}
        return render(request, "convenios/texto/recibido.html", pagina | _pagina(abrir_recepcion(uno), ()))
    if not instrumento.admite_cambios:
        raise TransicionNoDeclarada(por_que_no)
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=needs("editar"),
        form=partial(EleccionForm, recibido=uno, accion=request.POST.get("accion", "")),
        titulo=_("Texto recibido"),
        boton=_("Llevar al editor"),
        hecho=_("Se guardó un borrador de su institución con lo que eligió. Revíselo antes de compartirlo."),
        plantilla="convenios/texto/recibido.html",
        institucion_id=uno.institucion_id,
        admite_papel=False,
    )
    return atender(request, actuacion, _con_el_form)


def recibidos_de(request: MemberRequest, instrumento: Instrumento) -> QuerySet[TextoRecibido]:
    """The received texts that this person may read, newest first."""
    visibles = instrumento.recibidos() & TextoRecibido.objects.visible_to(request.user)
    return visibles.select_related(
        "documento__archivo", "documento__incorporado_por__persona", "base"
    ).order_by("-id")


def _con_lo_ya_leido(uno: TextoRecibido, instrumento: Instrumento) -> None:
    """What came back, with the very instrument that the page has read."""
    uno.convenio = instrumento.el_convenio()
    if isinstance(instrumento, Adenda):
        uno.adenda = instrumento


def _por_que_no_edita(request: MemberRequest, instrumento: Instrumento, uno: TextoRecibido) -> str:
    if not instrumento.admite_cambios:
        return _("En este estado el texto ya no se cambia.")
    try:
        needs("editar").capacidad(instrumento, Acto(registra=request.user, institucion_id=uno.institucion_id))
    except SinPermiso as negativa:
        return str(negativa)
    return ""


def _con_el_form(form: FormularioDeActo) -> dict[str, Any]:
    assert isinstance(form, EleccionForm)  # noqa: S101 - the form that `recibido` names
    return {"por_que_no": "", **_pagina(form.recepcion, form.elegidas)}


def _pagina(recepcion: Recepcion, elegidas: Any) -> dict[str, Any]:
    return {
        "recibido": recepcion.recibido,
        "instrumento": recepcion.recibido.instrumento,
        "documento": recepcion.recibido.documento,
        "recepcion": recepcion,
        "filas": recepcion.a_la_vista(elegidas),
    }
