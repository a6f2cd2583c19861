"""Nothing that somebody wrote makes a paper reach the network or the disk."""

import http.server
import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from documentos.composicion.errores import ComposicionRehusada
from documentos.composicion.hoja import Adjunto, imprimir
from documentos.composicion.recursos import RecursoRehusado, Recursos
from tests.documentos.papeles.muestras import POR_CLASE, componer, sobre
from tests.documentos.papeles.test_componer import abierto, paginas

pytestmark = [pytest.mark.lento, pytest.mark.enable_socket]


@pytest.fixture
def oidos() -> Iterator[tuple[int, list[str]]]:
    """The port of a server that keeps what it is asked for."""
    pedidos: list[str] = []

    class Oido(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            pedidos.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    servidor = http.server.HTTPServer(("127.0.0.1", 0), Oido)
    hilo = threading.Thread(target=servidor.serve_forever)
    hilo.start()
    yield servidor.server_port, pedidos
    servidor.shutdown()
    hilo.join()
    servidor.server_close()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:1/x.css",
        "https://ejemplo.invalid/x.css",
        "ftp://127.0.0.1/x",
        "data:text/css,body{color:red}",
        "data:image/svg+xml;utf8,<svg/>",
        "recurso:estilo/../hoja.py",
        "recurso:estilo/../estilo/../../../config/settings.py",
        "recurso:fuentes/source-serif-4.LICENSE.txt",
        "recurso:fuentes/../../manage.py",
        "recurso:fuentes//etc/passwd",
        "recurso:fuentes/",
        "recurso:otra/papel.css",
        "recurso:papel.css",
        "RECURSO:estilo/papel.css",
    ],
)
def test_only_packaged_fonts_and_styles_are_reached(url: str):
    with pytest.raises(RecursoRehusado):
        Recursos().fetch(url)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path, monkeypatch):
    (tmp_path / "trampa.css").symlink_to("/etc/passwd")
    monkeypatch.setitem(Recursos.fetch.__globals__["CARPETAS"], "estilo", tmp_path)
    with pytest.raises(RecursoRehusado):
        Recursos().fetch("recurso:estilo/trampa.css")


@pytest.mark.parametrize(
    "cuerpo",
    [
        "<img alt='x' src='{url}'>",
        "<link rel=attachment href='{url}'>",
        "<link rel=stylesheet href='{url}'>",
        "<style>@import url('{url}');</style>",
        "<style>@font-face {{ font-family: x; src: url('{url}') }} p {{ font-family: x }}</style><p>x</p>",
        "<p style='background: url({url})'>x</p>",
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>x</title>"
        "<image href='{url}' width='9' height='9'/></svg>",
        "<object data='{url}'>x</object>",
        "<embed src='{url}'>",
    ],
)
def test_a_template_that_asked_for_more_would_stop_in_words(cuerpo: str, oidos: tuple[int, list[str]]):
    puerto, pedidos = oidos
    for url in (f"http://127.0.0.1:{puerto}/x", "file:///etc/passwd"):
        with pytest.raises(ComposicionRehusada, match="un papel solo usa las letras y estilos del sistema"):
            imprimir(
                f"<html lang=es><title>x</title><body>{cuerpo.format(url=url)}",
                momento=datetime(2026, 1, 1, tzinfo=UTC),
                adjunto=Adjunto(nombre="x", descripcion="x", contenido=b"{}"),
            )
    assert pedidos == []


ES_DATO = re.compile(
    r"\d{4}-\d{2}-\d{2}.*|\d+\.\d{2}|firma-\d+|https://convenios\.ejemplo/verificar/|[0-9a-f]{64}"
)


def envenenado(valor: Any, veneno: str) -> Any:
    """The data with the attack in every text that people write."""
    match valor:
        case str() if valor and not ES_DATO.fullmatch(valor):
            return f"{valor} {veneno}"
        case dict():
            return {k: envenenado(v, veneno) for k, v in valor.items()}
        case list():
            return [envenenado(v, veneno) for v in valor]
        case _:
            return valor


@pytest.mark.parametrize("clase", POR_CLASE)
def test_hostile_html_in_every_field_is_printed_as_text(clase: str, oidos: tuple[int, list[str]]):
    puerto, pedidos = oidos
    http_ = f"http://127.0.0.1:{puerto}"
    veneno = (
        f"</title></style><script>fetch('{http_}/js')</script><img src={http_}/img><img src=file:///etc/passwd>"
        f"<link rel=attachment href=file:///etc/passwd><style>@import url({http_}/css)</style>"
        f"\"><a href='{http_}/a' onclick=x>{{{{ sobre.titulo }}}}{{% debug %}}"
    )
    pdf = componer(clase, envenenado(sobre(clase), veneno))
    assert pedidos == []
    texto = "".join(paginas(pdf)).replace("\n", "").replace(" ", "")
    assert "<linkrel=attachment" in texto
    assert "root:x:0" not in texto
    abiertos = abierto(pdf)
    assert list(abiertos.attachments) == ["papel.json"]
    enlaces = {
        str(nota.A.URI)
        for pagina in abiertos.pages
        for nota in pagina.get("/Annots", [])
        if nota.Subtype == "/Link" and "/A" in nota
    }
    assert all(enlace.startswith("https://convenios.ejemplo/verificar/") for enlace in enlaces)
    assert "/JavaScript" not in str(abiertos.Root.get("/Names", ""))
