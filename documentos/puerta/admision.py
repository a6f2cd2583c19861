"""The way in: what an upload must pass before its bytes are kept."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, Any

from django.conf import settings
from django.core.files import File

from documentos.nombres import extension_de, nombre_de_archivo
from documentos.puerta import clamav, frases, recinto
from documentos.puerta.formatos import POR_EXTENSION, Formato, concuerda_lo_declarado
from flujo.errors import DatosInvalidos

BLOQUE = 1 << 20


class ArchivoRechazado(DatosInvalidos):
    """The file cannot be accepted; the sentence says what it is and what to do instead."""


class ArchivoInfectado(ArchivoRechazado):
    """The antivirus knows what is inside."""

    def __init__(self, admitido: "Admitido", amenaza: str) -> None:
        super().__init__(frases.infectado(admitido.nombre, amenaza))
        self.sha256, self.nombre, self.amenaza = admitido.sha256, admitido.nombre, amenaza


@dataclass(frozen=True, kw_only=True)
class Admitido:
    """An upload that passed: its bytes in a temporary file, its hash, size, clean name and media type.

    `analizado` is whether an antivirus found it clean; without one nobody says so.
    """

    contenido: "File[Any]"
    nombre: str
    medio: str
    sha256: str
    tamano: int
    analizado: bool = False


@contextmanager
def admitir(
    fichero: "File[Any]",
    *,
    nombre: str | None,
    declarado: str | None = None,
    formatos: Mapping[str, Formato] = POR_EXTENSION,
) -> Iterator[Admitido]:
    """Examine an upload; what comes out is gone when the block ends. Raises ArchivoRechazado.

    `nombre` is the name that its sender gave it, `declarado` the media type that came with it, None when none did.
    `formatos` are those accepted here, by extension.
    """
    limpio = nombre_de_archivo(nombre or "")
    extension = extension_de(limpio)
    formato = formatos.get(extension)
    if formato is None:
        raise ArchivoRechazado(frases.extension_no_admitida(limpio, extension, formatos.values()))
    with tempfile.TemporaryFile() as copia:
        sha256, tamano = _copiar(fichero, copia, limpio)
        _examinar(copia, limpio, formato, declarado)
        admitido = Admitido(
            contenido=File(copia), nombre=limpio, medio=formato.medio, sha256=sha256, tamano=tamano
        )
        yield _analizar(admitido)


def _copiar(fichero: "File[Any]", copia: IO[bytes], nombre: str) -> tuple[str, int]:
    """The hash and size of what was copied: the bytes that are examined are the bytes that are kept."""
    suma, tamano = hashlib.sha256(), 0
    for bloque in fichero.chunks(BLOQUE):
        tamano += len(bloque)
        if tamano > settings.ARCHIVO_MAXIMO:
            raise ArchivoRechazado(frases.demasiado_grande(nombre, settings.ARCHIVO_MAXIMO))
        suma.update(bloque)
        copia.write(bloque)
    if not tamano:
        raise ArchivoRechazado(frases.vacio(nombre))
    copia.flush()
    return suma.hexdigest(), tamano


def _examinar(copia: IO[bytes], nombre: str, formato: Formato, declarado: str | None) -> None:
    hallazgo = recinto.examinar(copia)
    es_su_envase = bool(hallazgo.problema) and hallazgo.contenido in ("", formato.envase)
    if hallazgo.contenido not in formato.contenidos and not es_su_envase:
        raise ArchivoRechazado(frases.es_otra_cosa(nombre, hallazgo.contenido))
    if hallazgo.problema:
        raise ArchivoRechazado(frases.de_problema(hallazgo.problema, nombre, hallazgo.detalle))
    if not concuerda_lo_declarado(formato, declarado):
        raise ArchivoRechazado(frases.declarado_otra_cosa(nombre, declarado or "", hallazgo.contenido))


def _analizar(admitido: Admitido) -> Admitido:
    try:
        analisis = clamav.analizar(admitido.contenido)
    except clamav.SinAntivirus:
        return admitido
    if analisis.amenaza:
        raise ArchivoInfectado(admitido, analisis.amenaza)
    return replace(admitido, analizado=True)
