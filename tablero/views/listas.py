"""What every list of the desk shares: its columns on the page and in a file, nonsense told in words."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from instituciones.models import Usuario
from tablero.columnas import Columna, Tabla
from tablero.exportacion import XLSX, en_csv, en_xlsx
from tablero.forms.listas import ListaDelTablero
from tablero.vistas import DIRECCIONES

F = TypeVar("F")


def lista_invalida(
    request: HttpRequest, form: forms.Form, *, completa: str, marco: str = "layout/base.html"
) -> HttpResponse:
    """The address asks for what the list does not know; `completa` is the list without any filter, `marco` the frame of
    its pages."""
    contexto = {"form": form, "completa": completa, "frame": marco}
    return render(request, "tablero/lista_invalida.html", contexto, status=400)


def exportadora(
    tabla: Tabla[F], formulario: type[ListaDelTablero], filas: Callable[[Usuario, Any], Iterable[F]]
) -> Callable[..., HttpResponseBase]:
    """The address where a list with views is had as a file: what its form lets through, in the columns of the view.

    `filas` are those that the account sees and the filters let through, up to the limit of a file.
    """

    @require_safe
    def exportar(request: HttpRequest, formato: str) -> HttpResponseBase:
        """The filtered list as CSV or XLSX."""
        usuario = cast(Usuario, request.user)
        form = formulario(request.GET, usuario=usuario)
        if not form.is_valid():
            return lista_invalida(request, form, completa=reverse(DIRECCIONES[tabla.lista]))
        columnas = tabla.en_fichero(form.elegida)
        return en_fichero(formato, tabla.lista.label, columnas, filas(usuario, form.filtros()))

    return exportar


def en_fichero(
    formato: str, nombre: Any, columnas: Sequence[Columna[F]], filas: Iterable[F]
) -> HttpResponseBase:
    """A list to be saved, as «csv» or «xlsx», with these columns; `nombre` is what the list is called."""
    nombre = str(nombre)
    fichero = f"{nombre.lower()}.{formato}"
    if formato == "xlsx":
        libro = en_xlsx(nombre, columnas, filas)
        return FileResponse(libro, as_attachment=True, filename=fichero, content_type=XLSX)
    return StreamingHttpResponse(
        en_csv(columnas, filas),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=fichero) or ""
        },
    )
