"""A timestamp authority on this machine, as an institution would name one, that can be made to misbehave."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper


@contextmanager
def autoridad(sella: TimeStamper | None, *, estado: int = 200, cuerpo: bytes = b"") -> Iterator[str]:
    """Its address. With `sella` it answers every request with a token; without, with `cuerpo`."""

    class Ventanilla(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            pedido = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            respuesta = asyncio.run(sella.async_request_tsa_response(pedido)).dump() if sella else cuerpo
            self.send_response(estado)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(respuesta)))
            self.end_headers()
            self.wfile.write(respuesta)

        def log_message(self, *_args: object) -> None:
            """Says nothing."""

    servidor = ThreadingHTTPServer(("localhost", 0), Ventanilla)
    hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
    hilo.start()
    try:
        yield f"http://localhost:{servidor.server_port}/"
    finally:
        servidor.shutdown()
        servidor.server_close()
        hilo.join()
