"""A mail server of a few lines: it takes mail, and refuses the addresses it is told to."""

import socketserver
import threading
from collections.abc import Mapping
from typing import Any, Self


class ServidorSmtp:
    """`respuestas` gives, by address, the reply to RCPT; the reply «cortar» closes the connection."""

    def __init__(self, respuestas: Mapping[str, str] | None = None) -> None:
        self.recibidas: list[str] = []
        servidor = self

        class Sesion(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                servidor.atender(self, dict(respuestas or {}))

        self.tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sesion)
        self.tcp.daemon_threads = True
        self.puerto: int = self.tcp.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self.tcp.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.tcp.shutdown()
        self.tcp.server_close()

    def atender(self, sesion: Any, respuestas: dict[str, str]) -> None:
        def decir(texto: str) -> None:
            sesion.wfile.write(f"{texto}\r\n".encode())

        decir("220 prueba")
        for linea in sesion.rfile:
            orden = linea.decode().strip()
            verbo = orden.split(":")[0].split()[0].upper()
            if verbo == "RCPT":
                direccion = orden.partition("<")[2].rstrip(">")
                respuesta = respuestas.get(direccion, "250 ok")
                if respuesta == "cortar":
                    return
                decir(respuesta)
            elif verbo == "DATA":
                decir("354 siga")
                lineas = iter(sesion.rfile.readline, b".\r\n")
                self.recibidas.append(b"".join(lineas).decode())
                decir("250 ok")
            elif verbo == "QUIT":
                decir("221 adiós")
                return
            else:
                decir("250 ok")
