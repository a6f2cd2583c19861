"""A request that is larger than any upload may be is refused before its body is read."""

import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from documentos.puerta.frases import en_megas

HOLGURA = 5_000_000
"""Bytes beside the file: the other fields. A file a little too large still gets its form back, filled in."""
BLOQUE = 1 << 16
ESPERA = 15.0  # seconds


class LimiteDeEnvio:
    """Answers 413 at once, by the length that the request itself declares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        declarado = request.META.get("CONTENT_LENGTH") or "0"
        if not declarado.isdigit() or int(declarado) <= settings.ARCHIVO_MAXIMO + HOLGURA:
            return self.get_response(request)
        with translation.override(
            translation.get_language_from_request(request)
        ):  # nobody chose it before us
            limite = en_megas(settings.ARCHIVO_MAXIMO)
            pagina = render_to_string("413.html", {"limit": limite}, request=request).encode()
        return StreamingHttpResponse(
            _responder_y_escurrir(pagina, request), status=413, headers={"Content-Length": str(len(pagina))}
        )


def _responder_y_escurrir(pagina: bytes, request: HttpRequest) -> Iterator[bytes]:
    """The whole page first; then, for some seconds, what the browser still sends is read and dropped.

    A connection that is closed while the browser is still sending makes it show its own error instead of the page.
    """
    yield pagina
    hasta = time.monotonic() + ESPERA
    while time.monotonic() < hasta and request.read(BLOQUE):
        pass
