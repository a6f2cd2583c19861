"""What a paper may load while it is set: fonts and style sheets of this package, and nothing else."""

from pathlib import Path

from django.conf import settings
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ESQUEMA = "recurso:"
CARPETAS = {
    "fuentes": Path(settings.BASE_DIR) / "static" / "fonts",
    "estilo": Path(__file__).parent / "estilo",
}
"""Where the first part of an address leads."""
MEDIOS = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


class RecursoRehusado(FatalURLFetchingError):  # type: ignore[misc]
    """Something asked for what papers may not load. WeasyPrint would go on after any other error."""


class Recursos(URLFetcher):  # type: ignore[misc]
    """``recurso:fuentes/x.woff2`` and ``recurso:estilo/x.css``, by where the file really is.

    No network, no disk, no `data:`: what is not one of these files stops the composition. `rehusados` remembers it
    where WeasyPrint would swallow even that, as it does while it draws an SVG.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.rehusados: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """Raises RecursoRehusado."""
        carpeta, _, nombre = url.removeprefix(ESQUEMA).partition("/")
        if not url.startswith(ESQUEMA) or carpeta not in CARPETAS:
            raise self._rehusar(url)
        raiz = CARPETAS[carpeta].resolve()
        fichero = (raiz / nombre).resolve()
        if not fichero.is_relative_to(raiz) or fichero.suffix not in MEDIOS or not fichero.is_file():
            raise self._rehusar(url)
        return URLFetcherResponse(url, fichero.read_bytes(), {"Content-Type": MEDIOS[fichero.suffix]})

    def _rehusar(self, url: str) -> RecursoRehusado:
        self.rehusados.append(url[:200])
        return RecursoRehusado(url[:200])
