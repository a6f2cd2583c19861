"""Writing the ZIP: every byte of it follows from the names and contents of its files, in their order.

Nothing is compressed: papers already are, a reader needs no inflater, and there is no bomb to fear. Fields that say
nothing of the content have one value always, so that whoever changes a single byte anywhere leaves another file.
"""

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Self

from django.utils.translation import gettext as _

MAXIMO_DE_BYTES = 2**32 - 2
MAXIMO_DE_FICHEROS = 2**16 - 2
"""Beyond them a ZIP is another format (ZIP64)."""
FECHA = (1980, 1, 1, 0, 0, 0)
MODO = 0o100644


class CopiaDemasiadoGrande(Exception):
    """What was to be written does not fit into one ZIP of the plain format."""

    def __str__(self) -> str:
        return _("El expediente no cabe en una copia: pasa de 4 GB o de 65 534 archivos.")


@dataclass(frozen=True)
class Fichero:
    """One file of the ZIP, as the manifest declares it."""

    nombre: str
    sha256: str
    tamano: int

    def datos(self) -> dict[str, Any]:
        return {"nombre": self.nombre, "sha256": self.sha256, "tamano": self.tamano}


class Empaque:
    """A ZIP under construction on a file that can be rewound. `ficheros` are those written so far, in order."""

    def __init__(self, destino: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(destino, "w", zipfile.ZIP_STORED, allowZip64=False)
        self._destino = destino
        self._nombres: set[str] = set()
        self.ficheros: list[Fichero] = []

    def agregar(self, nombre: str, trozos: Iterable[bytes]) -> Fichero:
        """Write one file from its pieces. Raises CopiaDemasiadoGrande, ValueError for a name that is there already."""
        if nombre in self._nombres or not nombre.isascii():
            raise ValueError(nombre)
        if len(self.ficheros) >= MAXIMO_DE_FICHEROS:
            raise CopiaDemasiadoGrande
        suma, tamano = hashlib.sha256(), 0
        libres = MAXIMO_DE_BYTES - self._destino.tell()
        with self._zip.open(_entrada(nombre), "w") as salida:
            for trozo in trozos:
                tamano += len(trozo)
                if tamano > libres:
                    raise CopiaDemasiadoGrande
                suma.update(trozo)
                salida.write(trozo)
        fichero = Fichero(nombre, suma.hexdigest(), tamano)
        self._nombres.add(nombre)
        self.ficheros.append(fichero)
        return fichero

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Write the directory, and see to it that the bytes are on the disk. Raises CopiaDemasiadoGrande."""
        try:
            self._zip.close()
        except zipfile.LargeZipFile as error:
            raise CopiaDemasiadoGrande from error
        self._destino.flush()
        os.fsync(self._destino.fileno())


def _entrada(nombre: str) -> zipfile.ZipInfo:
    entrada = zipfile.ZipInfo(nombre, FECHA)
    entrada.create_system, entrada.external_attr = 3, MODO << 16
    return entrada


def en_trozos(lineas: Iterable[bytes], tamano: int = 1 << 16) -> Iterator[bytes]:
    """The same bytes in fewer, larger pieces."""
    buzon = bytearray()
    for linea in lineas:
        buzon += linea
        if len(buzon) >= tamano:
            yield bytes(buzon)
            buzon.clear()
    yield bytes(buzon)
