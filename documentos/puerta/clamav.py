"""ClamAV, when `CLAMAV_SOCKET` is set: the file is sent over clamd's own protocol (INSTREAM), nothing else is."""

import logging
import socket
import struct
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings

logger = logging.getLogger(__name__)

BLOQUE = 1 << 16
ESPERA = 60.0  # seconds for each step
RESPUESTA_MAXIMA = 4096


class SinAntivirus(Exception):
    """It is not configured, cannot be reached, or gave no verdict."""


@dataclass(frozen=True)
class Analisis:
    """`amenaza` is the name of what was found, empty when the file is clean."""

    amenaza: str = ""


def analizar(fichero: IO[Any]) -> Analisis:
    """clamd's verdict on the whole file. Raises SinAntivirus: then nobody may say that the file is clean."""
    if not settings.CLAMAV_SOCKET:
        raise SinAntivirus("not configured")
    try:
        with _conectar(settings.CLAMAV_SOCKET) as enchufe:
            respuesta = _preguntar(enchufe, fichero)
    except OSError as error:
        logger.warning("clamd at %s cannot be reached: %s", settings.CLAMAV_SOCKET, error)
        raise SinAntivirus(str(error)) from error
    return _veredicto(respuesta)


def _conectar(direccion: str) -> socket.socket:
    """`direccion` is the path of a Unix socket, or ``host:port``."""
    if direccion.startswith("/"):
        enchufe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        enchufe.settimeout(ESPERA)
        try:
            enchufe.connect(direccion)
        except OSError:
            enchufe.close()
            raise
        return enchufe
    host, _, puerto = direccion.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(puerto)), timeout=ESPERA)


def _preguntar(enchufe: socket.socket, fichero: IO[Any]) -> str:
    """Each piece goes after its length, four bytes big-endian; a piece of none ends it."""
    enchufe.sendall(b"zINSTREAM\0")
    fichero.seek(0)
    try:
        while bloque := fichero.read(BLOQUE):
            enchufe.sendall(struct.pack("!L", len(bloque)) + bloque)
        enchufe.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        logger.info("clamd stopped reading before the end.")  # it says why in its answer
    respuesta = b""
    while not respuesta.endswith(b"\0") and len(respuesta) < RESPUESTA_MAXIMA:
        recibido = enchufe.recv(RESPUESTA_MAXIMA)
        if not recibido:
            break
        respuesta += recibido
    return respuesta.rstrip(b"\0").decode(errors="replace").strip()


def _veredicto(respuesta: str) -> Analisis:
    """``stream: OK`` or ``stream: Name FOUND``; anything else is no verdict."""
    cuerpo = respuesta.removeprefix("stream:").strip()
    if cuerpo == "OK":
        return Analisis()
    if cuerpo.endswith(" FOUND"):
        return Analisis(amenaza=cuerpo.removesuffix(" FOUND").strip()[:120] or "?")
    logger.warning("clamd gave no verdict: %s", respuesta)
    raise SinAntivirus(respuesta)
