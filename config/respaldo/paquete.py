"""The tar archive: every byte of it follows from the names and contents of its parts, in their order.

Anybody's `tar` opens it. Fields that say nothing of the content have one value always, so that whoever changes a single
byte anywhere, between the parts as well, leaves a file that is refused. It is written and read in one pass: memory does
not grow with it.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from config.respaldo.errores import Rehusado
from tablero.copia.empaque import Fichero

BLOQUE = 1 << 20
UNIDAD = tarfile.BLOCKSIZE
FINAL = bytes(2 * UNIDAD)
MODO = 0o600


class OtraHuella(Exception):
    """What came is not what it should be."""


class Escritor:
    """An archive under construction on a file that can be rewound and cut."""

    def __init__(self, destino: IO[bytes]) -> None:
        self._destino = destino

    def agregar(self, nombre: str, trozos: Iterable[bytes], *, sha256: str = "") -> Fichero:
        """Write one part from its pieces. When they break off nothing of it is left.

        Raises OtraHuella when they do not have this hash.
        """
        inicio = self._destino.tell()
        try:
            return self._agregar(nombre, trozos, inicio, sha256)
        except BaseException:
            self._destino.seek(inicio)
            self._destino.truncate()
            raise

    def _agregar(self, nombre: str, trozos: Iterable[bytes], inicio: int, sha256: str) -> Fichero:
        suma, tamano = hashlib.sha256(), 0
        self._destino.write(bytes(UNIDAD))  # the place of its header, which tells the size
        for trozo in trozos:
            tamano += len(trozo)
            suma.update(trozo)
            self._destino.write(trozo)
        if sha256 and suma.hexdigest() != sha256:
            raise OtraHuella(nombre)
        self._destino.write(bytes(-tamano % UNIDAD))
        fin = self._destino.tell()
        self._destino.seek(inicio)
        self._destino.write(_cabecera(nombre, tamano))
        self._destino.seek(fin)
        return Fichero(nombre, suma.hexdigest(), tamano)

    def cerrar(self) -> None:
        """Write the end, and see to it that the bytes are on the disk."""
        self._destino.write(FINAL)
        self._destino.flush()
        os.fsync(self._destino.fileno())


@dataclass(frozen=True)
class Entrada:
    """Where a part is."""

    nombre: str
    posicion: int
    tamano: int

    @property
    def fin(self) -> int:
        return self.posicion + self.tamano + -self.tamano % UNIDAD


class Lector:
    """An archive open for reading."""

    def __init__(self, fichero: IO[bytes]) -> None:
        self._descriptor = fichero.fileno()
        self._tamano = os.fstat(self._descriptor).st_size

    def entradas(self) -> Iterator[Entrada]:
        """The parts in their order, without reading them. Raises Rehusado at the first byte that was not written so."""
        posicion = 0
        while (cabecera := self._leer(posicion, UNIDAD)) != bytes(UNIDAD):
            entrada = self._entrada(cabecera, posicion)
            yield entrada
            posicion = entrada.fin
        if self._leer(posicion, len(FINAL) + 1) != FINAL:
            raise Rehusado("El archivo no termina como se escribió: está cortado, o se le añadió algo.")

    def _entrada(self, cabecera: bytes, posicion: int) -> Entrada:
        if len(cabecera) < UNIDAD:
            raise Rehusado(
                f"El archivo está cortado: termina en el byte {self._tamano}, donde falta una parte."
            )
        try:
            ficha = tarfile.TarInfo.frombuf(cabecera, "ascii", "strict")
            escrita = _cabecera(ficha.name, ficha.size) if ficha.size >= 0 else b""
        except (tarfile.HeaderError, ValueError):
            escrita = b""
        if escrita != cabecera:
            donde = f"el byte {posicion}" if posicion else "el comienzo"
            raise Rehusado(f"El archivo no es un respaldo de Convenios, o está dañado en {donde}.")
        entrada = Entrada(ficha.name, posicion + UNIDAD, ficha.size)
        if entrada.fin > self._tamano:
            raise Rehusado(f"El archivo está cortado en «{entrada.nombre}».")
        despues = entrada.posicion + entrada.tamano
        if any(self._leer(despues, entrada.fin - despues)):
            raise Rehusado(f"El archivo está dañado después de «{entrada.nombre}».")
        return entrada

    def abrir(self, entrada: Entrada) -> "Ventana":
        return Ventana(self._descriptor, entrada)

    def leer(self, entrada: Entrada, maximo: int = 1 << 26) -> bytes:
        """The whole of a small part. Raises Rehusado when it is not small."""
        if entrada.tamano > maximo:
            raise Rehusado(f"«{entrada.nombre}» es demasiado grande para ser lo que dice.")
        return self._leer(entrada.posicion, entrada.tamano)

    def _leer(self, desde: int, cuantos: int) -> bytes:
        return os.pread(self._descriptor, cuantos, desde)


class Ventana(io.RawIOBase):
    """A part as a file of its own, from its first byte to its last."""

    def __init__(self, descriptor: int, entrada: Entrada) -> None:
        self._descriptor, self._entrada, self._leidos = descriptor, entrada, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, desde: int, como: int = io.SEEK_SET) -> int:
        origen = {io.SEEK_SET: 0, io.SEEK_CUR: self._leidos, io.SEEK_END: self._entrada.tamano}[como]
        self._leidos = origen + desde
        return self._leidos

    def tell(self) -> int:
        return self._leidos

    def readinto(self, destino: Any) -> int:
        cuantos = min(len(destino), max(self._entrada.tamano - self._leidos, 0))
        trozo = os.pread(self._descriptor, cuantos, self._entrada.posicion + self._leidos)
        destino[: len(trozo)] = trozo
        self._leidos += len(trozo)
        return len(trozo)

    def trozos(self) -> Iterator[bytes]:
        while trozo := self.read(BLOQUE):
            yield trozo


def _cabecera(nombre: str, tamano: int) -> bytes:
    ficha = tarfile.TarInfo(nombre)
    ficha.size, ficha.mode = tamano, MODO
    return ficha.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")
