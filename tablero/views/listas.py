"""How a list becomes a file."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from tablero.exportacion import XLSX, en_csv, en_xlsx


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
