"""What every list does with its address, and how it becomes a file."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse

from tablero.exportacion import XLSX, en_csv, en_xlsx


def sin_claves(request: HttpRequest) -> str:
    """The query of the address without the page on which it is."""
    return urlencode([(k, v) for k, v in request.GET.items() if k not in ("despues", "antes") and v])


def direccion(request: HttpRequest, **clave: object) -> str:
    """The same list on another page; empty when there is none."""
    pares = {k: str(v) for k, v in clave.items() if v}
    return "?" + "&".join(filter(None, [sin_claves(request), urlencode(pares)])) if pares else ""


def en_fichero(
    nombre: str, formato: str, columnas: Mapping[str, int], filas: Iterable[Sequence[str]]
) -> HttpResponseBase:
    """A list to be saved, as «csv» or «xlsx»."""
    fichero = f"{nombre}.{formato}"
    if formato == "xlsx":
        libro = en_xlsx(nombre.capitalize(), columnas, filas)
        return FileResponse(libro, as_attachment=True, filename=fichero, content_type=XLSX)
    return StreamingHttpResponse(
        en_csv(linea for lote in ([list(columnas)], filas) for linea in lote),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{fichero}"'},
    )
