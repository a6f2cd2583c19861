"""The list of case files, and the same list as a file."""

from typing import cast
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from instituciones.models import Usuario
from tablero.exportacion import columnas, en_csv, en_xlsx, fila
from tablero.forms import FiltrosForm
from tablero.listado import exportables, filtrados, pagina

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def lista(request: HttpRequest) -> HttpResponse:
    """`/expedientes/`: filters in the address, pages by key."""
    usuario = _usuario(request)
    form = FiltrosForm(request.GET)
    if not form.is_valid():
        return render(request, "tablero/lista_invalida.html", {"form": form}, status=400)
    datos = form.cleaned_data
    filas = filtrados(usuario, form.filtros())
    hoja = pagina(filas, tamano=int(datos["n"] or 25), despues=datos["despues"], antes=datos["antes"])
    contexto = {
        "form": form,
        "pagina": hoja,
        "anterior": _direccion(request, antes=hoja.anterior),
        "siguiente": _direccion(request, despues=hoja.siguiente),
        "consulta": _sin_claves(request),
        "hay_filtros": bool(_sin_claves(request)),
    }
    return render(request, "tablero/lista.html", contexto)


@require_safe
def exportar(request: HttpRequest, formato: str) -> HttpResponseBase:
    """The filtered list as CSV or XLSX."""
    usuario = _usuario(request)
    form = FiltrosForm(request.GET)
    if not form.is_valid():
        return render(request, "tablero/lista_invalida.html", {"form": form}, status=400)
    filas = (fila(e) for e in exportables(filtrados(usuario, form.filtros())))
    nombre = _("expedientes") + f".{formato}"
    if formato == "xlsx":
        libro = en_xlsx(columnas(), filas)
        return FileResponse(libro, as_attachment=True, filename=nombre, content_type=XLSX)
    return StreamingHttpResponse(
        en_csv(linea for lote in ([columnas()], filas) for linea in lote),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )


def _usuario(request: HttpRequest) -> Usuario:
    return cast(Usuario, request.user)


def _sin_claves(request: HttpRequest) -> str:
    pares = [(k, v) for k, v in request.GET.items() if k not in ("despues", "antes") and v]
    return urlencode(pares)


def _direccion(request: HttpRequest, **clave: object) -> str:
    pares = {k: str(v) for k, v in clave.items() if v}
    return "?" + "&".join(filter(None, [_sin_claves(request), urlencode(pares)])) if pares else ""
