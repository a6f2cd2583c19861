"""What every list of the desk shares: its columns on the page and in a file, nonsense told in words."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from tablero.columnas import Columna
from tablero.exportacion import XLSX, en_csv, en_xlsx

F = TypeVar("F")


def lista_invalida(
    request: HttpRequest, form: forms.Form, *, completa: str, marco: str = "layout/base.html"
) -> HttpResponse:
    """The address asks for what the list does not know; `completa` is the list without any filter, `marco` the frame of
    its pages."""
    contexto = {"form": form, "completa": completa, "frame": marco}
    return render(request, "tablero/lista_invalida.html", contexto, status=400)


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
