"""What the lists share: pages by key, the address kept, nonsense told in words."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from instituciones.queries.tramos import Clave, Pagina

CLAVES = ("despues", "antes")


def consulta(request: HttpRequest) -> str:
    """The query of the address without the page on which it is."""
    return urlencode([(k, v) for k, v in request.GET.items() if k not in CLAVES and v])


def direcciones(request: HttpRequest, pagina: Pagina[Any, Any]) -> dict[str, Any]:
    """The page, and the addresses of its neighbours with the same filters."""
    filtros = consulta(request)
    return {
        "pagina": pagina,
        "anterior": _con(filtros, "antes", pagina.anterior),
        "siguiente": _con(filtros, "despues", pagina.siguiente),
        "consulta": filtros,
        "hay_filtros": bool(filtros),
    }


def lista_invalida(request: HttpRequest, form: forms.Form) -> HttpResponse:
    return render(request, "instituciones/lista_invalida.html", {"form": form}, status=400)


def numero(request: HttpRequest, parametro: str) -> int | None:
    """A positive number of the address, None when it is not there. Raises BadRequest for anything else."""
    texto = request.GET.get(parametro, "")
    if not texto:
        return None
    if not (texto.isascii() and texto.isdigit() and 0 < len(texto) < 19):
        raise BadRequest(parametro)
    return int(texto)


def _con(filtros: str, nombre: str, clave: Clave | None) -> str:
    return "?" + "&".join(filter(None, [filtros, urlencode({nombre: str(clave)})])) if clave else ""
