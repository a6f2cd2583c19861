"""A photograph on its way in: what its camera wrote of where it was taken is left outside."""

import base64
import binascii
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any

from django.conf import settings
from django.core.files import File

from documentos.nombres import nombre_de_archivo
from documentos.puerta import frases, recinto
from documentos.puerta.admision import BLOQUE, ArchivoRechazado

MODULO = "documentos.puerta.examen.fotografia"
MAXIMO_DE_LO_NUEVO = 4096
"""Bytes that may be written into a photograph: an EXIF with an orientation and a moment has about a hundred."""


class Ubicacion(StrEnum):
    """What became of where a photograph says that it was taken."""

    QUITADA = "quitada"
    NO_TENIA = "no_tenia"
    CONSERVADA = "conservada"


@dataclass(frozen=True)
class Foto:
    """A file to bring in; `ubicacion` is None of what is no photograph."""

    fichero: "File[Any]"
    ubicacion: Ubicacion | None = None


@contextmanager
def sin_lugar(fichero: "File[Any]") -> Iterator[Foto]:
    """The photograph without metadata that say where or by what it was taken, upright and dated as before.

    Anything else passes as it is, and what is too large, for the gate to refuse. What comes out is gone when the block
    ends. Raises ArchivoRechazado for a photograph of which nothing can be taken out.
    """
    if not fichero.size or fichero.size > settings.ARCHIVO_MAXIMO:
        yield Foto(fichero)
        return
    with tempfile.TemporaryFile() as original, tempfile.TemporaryFile() as limpia:
        for bloque in fichero.chunks(BLOQUE):
            original.write(bloque)
        original.flush()
        nombre = nombre_de_archivo(fichero.name or "")
        dicho = _preguntar(original, nombre)
        fichero.seek(0)
        if dicho["contenido"] not in ("jpeg", "png", "tiff"):
            yield Foto(fichero)
            return
        _seguir(dicho["receta"], original, limpia, nombre)
        if _preguntar(limpia, nombre)["tenia"]:
            raise ArchivoRechazado(frases.de_problema("interrumpido", nombre))
        limpia.seek(0)
        suya: File[Any] = File(limpia, name=fichero.name)
        suya.content_type = getattr(fichero, "content_type", None)  # type: ignore[attr-defined]
        yield Foto(suya, Ubicacion.QUITADA if dicho["tenia"] else Ubicacion.NO_TENIA)


def _preguntar(fichero: IO[bytes], nombre: str) -> dict[str, Any]:
    """What the confined process says of it. Raises ArchivoRechazado."""
    try:
        dicho = recinto.ejecutar(fichero, modulo=MODULO)
    except recinto.Interrumpido as interrumpido:
        motivo = "memoria" if interrumpido.motivo == "memoria" else "interrumpido"
        raise ArchivoRechazado(frases.de_problema(motivo, nombre)) from interrumpido
    if not isinstance(dicho, dict) or dicho.get("problema", "") not in ("", "danado", "tiff_con_lugar"):
        raise ArchivoRechazado(frases.de_problema("interrumpido", nombre))
    if problema := dicho.get("problema"):
        raise ArchivoRechazado(frases.de_problema(problema, nombre))
    return dicho


def _seguir(receta: Any, original: IO[bytes], limpia: IO[bytes], nombre: str) -> None:
    """Write what the recipe says: pieces of the original in their order, and a little between them.

    It comes from a process that read a hostile file: one that says anything else is refused. Raises ArchivoRechazado.
    """
    hasta_aqui, nuevo = 0, 0
    try:
        for pieza in receta:
            if isinstance(pieza, str):
                escrito = base64.b64decode(pieza, validate=True)
                nuevo += len(escrito)
                limpia.write(escrito)
            else:
                desde, hasta = pieza
                if not hasta_aqui <= desde <= hasta:
                    raise ValueError(pieza)
                original.seek(desde)
                limpia.write(original.read(hasta - desde))
                hasta_aqui = hasta
        if nuevo > MAXIMO_DE_LO_NUEVO:
            raise ValueError(nuevo)
    except (TypeError, ValueError, binascii.Error) as error:
        raise ArchivoRechazado(frases.de_problema("interrumpido", nombre)) from error
    limpia.flush()
