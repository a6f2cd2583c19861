"""A server that speaks clamd's protocol over a real socket and knows one threat."""

import socket
import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.documentos.fabrica import EICAR


class Conversacion(socketserver.StreamRequestHandler):
    server: "Clamd"

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        contenido = bytearray()
        while largo := struct.unpack("!L", self.rfile.read(4))[0]:
            contenido += self.rfile.read(largo)
            if len(contenido) > self.server.maximo:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.recibidos.append(bytes(contenido))
        veredicto = b"Win.Test.EICAR_HDB-1 FOUND" if EICAR in contenido else b"OK"
        self.wfile.write(b"stream: " + veredicto + b"\0")


class Clamd(socketserver.ThreadingMixIn, socketserver.BaseServer):
    maximo = 30_000_000
    daemon_threads = True

    def __init__(self) -> None:
        self.recibidos: list[bytes] = []


class EnRuta(Clamd, socketserver.UnixStreamServer):
    def __init__(self, ruta: Path) -> None:
        Clamd.__init__(self)
        socketserver.UnixStreamServer.__init__(self, str(ruta), Conversacion)
        self.direccion = str(ruta)


class EnPuerto(Clamd, socketserver.TCPServer):
    def __init__(self) -> None:
        Clamd.__init__(self)
        socketserver.TCPServer.__init__(self, ("127.0.0.1", 0), Conversacion)
        self.direccion = f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def atendiendo(servidor: EnRuta | EnPuerto) -> Iterator[EnRuta | EnPuerto]:
    hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02})
    hilo.start()
    try:
        yield servidor
    finally:
        servidor.shutdown()
        hilo.join()
        servidor.server_close()


def puerto_sin_nadie() -> str:
    with socket.create_server(("127.0.0.1", 0)) as libre:
        return f"127.0.0.1:{libre.getsockname()[1]}"
