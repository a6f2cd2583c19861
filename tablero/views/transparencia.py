"""`/transparencia/`: the agreements that their parties publish, for everybody."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from convenios.docx.estilo import SIN_VALOR
from convenios.models import Convenio
from instituciones.middleware import publica
from instituciones.queries.tramos import Clave, Pagina
from instituciones.views.listas import direcciones
from tablero.columnas import Columna
from tablero.transparencia.declaracion import CAMPOS, QUEDAN_DENTRO, Campo, a_la_vista, en_texto
from tablero.transparencia.formulario import TransparenciaForm
from tablero.transparencia.publicados import con_lo_declarado, exportables, filtrados, uno
from tablero.views.listas import en_fichero, lista_invalida

EN_LISTA = [c for c in CAMPOS if c.en_lista]


def _celda(campo: Campo, convenio: Convenio) -> str:
    return en_texto(campo.valor(convenio))


COLUMNAS: Sequence[Columna[Convenio]] = [
    Columna(clave=c.clave, titulo=c.titulo, ancho=c.ancho, valor=partial(_celda, c)) for c in EN_LISTA
]


@publica
def lista(request: HttpRequest) -> HttpResponse:
    """Filters in the address, pages by key."""
    form = TransparenciaForm(request.GET)
    if not form.is_valid():
        return _invalida(request, form)
    hoja = _hoja(form)
    contexto = {
        "form": form,
        "seccion": "lista",
        "filas": [_fila(c) for c in hoja.filas],
        **direcciones(request, hoja),
    }
    return render(request, "tablero/transparencia/lista.html", contexto)


@publica
def fichero(request: HttpRequest, formato: str) -> HttpResponseBase:
    """The filtered list: all of it as CSV or XLSX, a page of it as JSON."""
    form = TransparenciaForm(request.GET)
    if not form.is_valid():
        return _en_json_invalida(form) if formato == "json" else _invalida(request, form)
    if formato == "json":
        return _en_json(request, _hoja(form))
    return en_fichero(formato, _("Convenios"), COLUMNAS, exportables(filtrados(form.filtros())))


@publica
def convenio(request: HttpRequest, identificador: UUID) -> HttpResponse:
    """One agreement. What is not published and what there is not are the same."""
    try:
        publicado = uno(identificador)
    except Convenio.DoesNotExist:
        raise Http404 from None
    contexto = {"titulo": publicado.expediente.titulo, "datos": list(_datos(publicado))}
    return render(request, "tablero/transparencia/convenio.html", contexto)


@publica
def que_se_publica(request: HttpRequest) -> HttpResponse:
    """What leaves and why, what does not and why not: the declaration itself, in words."""
    contexto = {"campos": CAMPOS, "quedan_dentro": QUEDAN_DENTRO, "seccion": "declaracion"}
    return render(request, "tablero/transparencia/que_se_publica.html", contexto)


def _hoja(form: TransparenciaForm) -> Pagina[Convenio, Clave]:
    return form.hoja(filtrados(form.filtros()), tamano=form.tamano, con=con_lo_declarado)


def _fila(convenio: Convenio) -> dict[str, Any]:
    """One row of the page, by the keys of the declaration."""
    valores = {c.clave: c.valor(convenio) for c in EN_LISTA}
    return valores | {"href": reverse("tablero:publicado", args=[convenio.identificador_publico])}


def _datos(convenio: Convenio) -> Iterable[dict[str, Any]]:
    """Facts for `components/facts.html`: what is declared and known."""
    for campo in CAMPOS:
        valor = campo.valor(convenio)
        if campo.clave != "titulo" and valor not in (None, "", []):
            yield {"term": campo.titulo, "href": campo.enlace(convenio), **_dicho(valor)}


def _dicho(valor: Any) -> dict[str, Any]:
    return {"lines": valor} if isinstance(valor, list) else {"value": a_la_vista(valor)}


def _en_json(request: HttpRequest, hoja: Pagina[Convenio, Clave]) -> JsonResponse:
    siguiente = direcciones(request, hoja)["siguiente"]
    return _json(
        {
            **({"aviso": SIN_VALOR} if settings.DEMO else {}),
            "campos": {c.clave: str(c.titulo) for c in EN_LISTA},
            "convenios": [{c.clave: c.valor(uno) for c in EN_LISTA} for uno in hoja.filas],
            "siguiente": f"{settings.BASE_URL}{request.path}{siguiente}" if siguiente else None,
        }
    )


def _en_json_invalida(form: TransparenciaForm) -> JsonResponse:
    return _json({"errores": [str(e) for lista in form.errors.values() for e in lista]}, status=400)


def _json(datos: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(datos, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _invalida(request: HttpRequest, form: TransparenciaForm) -> HttpResponse:
    return lista_invalida(
        request, form, completa=reverse("tablero:transparencia"), marco="layout/publico.html"
    )
