"""Where the bytes are: each file once, under the name of its own SHA-256, never overwritten.

Reached through Django's storage API under the alias ``archivos``; this module's storage keeps them on disk.
"""

import datetime as dt
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

BLOQUE = 1 << 20
ENTRANTES = ".entrantes"


class ArchivoDanado(Exception):
    """What the store holds under a hash is not what the hash says. Nobody may rely on it until it is restored."""


class AlmacenLocal(FileSystemStorage):
    """A folder, `settings.ARCHIVOS_DIR`. A file appears under its name whole and on the disk, or not at all."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o440, directory_permissions_mode=0o750)

    @property
    def base_location(self) -> Any:
        return settings.ARCHIVOS_DIR

    @property
    def location(self) -> str:
        return os.path.abspath(settings.ARCHIVOS_DIR)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name says what the content is: there is no other one."""
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        final = Path(self.path(name))
        entrantes = Path(self.location, ENTRANTES)
        for carpeta in (entrantes, final.parent):
            carpeta.mkdir(mode=0o750, parents=True, exist_ok=True)
        descriptor, ruta = tempfile.mkstemp(dir=entrantes)
        try:
            with os.fdopen(descriptor, "wb") as nuevo:
                for bloque in content.chunks(BLOQUE):
                    nuevo.write(bloque)
                nuevo.flush()
                os.fchmod(descriptor, 0o440)
                os.fsync(descriptor)
            # a link, not a rename: of two that arrive together the first stays, and nothing is ever written over
            os.link(ruta, final)
        except FileExistsError:
            pass
        finally:
            os.unlink(ruta)
        for carpeta in (final.parent, final.parent.parent, final.parent.parent.parent):
            _sincronizar(carpeta)
        return name

    def descartar_inconclusos(self, antes: dt.datetime) -> int:
        """Delete what a killed process left half written before that moment; how many there were."""
        carpeta = Path(self.location, ENTRANTES)
        viejos = [f for f in carpeta.glob("*") if f.stat().st_mtime < antes.timestamp()]
        for fichero in viejos:
            fichero.unlink(missing_ok=True)
        return len(viejos)


def almacen() -> Storage:
    return storages["archivos"]


def ruta(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def guardar(contenido: "File[Any]", sha256: str) -> None:
    """Keep the bytes under their hash; when they are there already, nothing is written.

    Raises ArchivoDanado when what is found under that hash is something else.
    """
    if not almacen().exists(ruta(sha256)):
        contenido.seek(0)
        almacen().save(ruta(sha256), contenido)
    if not esta_integro(sha256):
        raise ArchivoDanado(sha256)


def abrir(sha256: str) -> "File[Any]":
    """The stored bytes, to be read once. Raises FileNotFoundError."""
    return almacen().open(ruta(sha256))


def esta_integro(sha256: str) -> bool:
    """Whether the bytes, read back, still have the hash that names them. Raises FileNotFoundError."""
    with abrir(sha256) as contenido:
        return huella_de(contenido) == sha256


def huella_de(contenido: "File[Any]") -> str:
    suma = hashlib.sha256()
    for bloque in contenido.chunks(BLOQUE):
        suma.update(bloque)
    return suma.hexdigest()


def guardados(antes: dt.datetime) -> Iterator[str]:
    """The hashes under which something was stored before that moment."""
    deposito = almacen()
    for primero in _carpetas(""):
        for segundo in _carpetas(primero):
            for nombre in deposito.listdir(segundo)[1]:
                if deposito.get_modified_time(f"{segundo}/{nombre}") < antes:
                    yield nombre


def borrar(sha256: str) -> None:
    almacen().delete(ruta(sha256))


def _carpetas(dentro: str) -> list[str]:
    deposito = almacen()
    if not deposito.exists(dentro):
        return []
    nombres = [n for n in deposito.listdir(dentro)[0] if len(n) == 2]
    return sorted(f"{dentro}/{n}" if dentro else n for n in nombres)


def _sincronizar(carpeta: Path) -> None:
    """Make the folder's entries survive a power cut."""
    descriptor = os.open(carpeta, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
