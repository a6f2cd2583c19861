"""Making a backup, while people work: one snapshot of the database, and then the files that it names.

Files are never deleted nor written anew while a row names them, and no row that names one is ever deleted, so that what
the snapshot names is there afterwards.
"""

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.utils import timezone, translation

from auditoria.sello import llaves
from auditoria.services.sellos import probar_sello
from config.respaldo import base, partes
from config.respaldo.errores import Rehusado
from config.respaldo.lectura import Respaldo
from config.respaldo.manifiesto import Manifiesto
from config.respaldo.paquete import BLOQUE, Escritor, OtraHuella
from config.respaldo.programas import carpeta_de_programas, mayor_del_servidor, volcar
from documentos import almacen
from documentos.services import problema_de
from tablero.copia.empaque import Fichero, en_trozos

SIN_TERMINAR = ".incompleto"
ARCHIVOS = "select sha256 from documentos_archivo order by id"
RENGLON = 65  # bytes of a hash and its end of line

Aviso = Callable[[str], None]
"""Hears each stored file that is missing, in a sentence."""


def escribir_respaldo(
    destino: Path, clave: str, *, avisar: Aviso, sin_sello: bool = False, con_faltas: bool = False
) -> Manifiesto:
    """Write the backup, read it back, and only then give it its name; what it says of itself.

    `sin_sello` writes it also where the seal does not sign, `con_faltas` also where stored files are missing. Raises
    Rehusado, ImproperlyConfigured, ValidationError for a short password, OSError where it cannot be written: in each
    case there is no file of that name.
    """
    programas = carpeta_de_programas()
    if not sin_sello:
        probar_sello(llaves.sellador())  # hours before it is needed
    with translation.override("es"), _provisional(destino) as salida:
        manifiesto = _escribir(salida, programas, clave, avisar, sin_sello=sin_sello, con_faltas=con_faltas)
        Respaldo(salida).comprobar()
    return manifiesto


def _escribir(
    salida: IO[bytes], programas: Path, clave: str, avisar: Aviso, *, sin_sello: bool, con_faltas: bool
) -> Manifiesto:
    escritor = Escritor(salida)
    ficheros = [
        escritor.agregar(nombre, [datos])
        for nombre, datos in partes.partes_sueltas(clave, sin_sello=sin_sello)
    ]
    with tempfile.TemporaryFile() as nombrados:
        volcado, dichos = _base(escritor, programas, nombrados)
        faltan, cuantos = _archivos(escritor, nombrados, avisar)
        if faltan and not con_faltas:
            raise Rehusado(
                f"No se hizo el respaldo: {len(faltan)} archivos no están como se guardaron. Repóngalos desde un "
                "respaldo anterior, o repita la orden con --con-faltas para respaldar lo demás."
            )
        lista = escritor.agregar(partes.LISTA, en_trozos(_lista(nombrados, set(faltan))))
    manifiesto = Manifiesto(
        momento=timezone.now(),
        postgresql=mayor_del_servidor(),
        **dichos,
        archivos=cuantos,
        faltan=[{"sha256": sha256, "motivo": motivo} for sha256, motivo in faltan.items()],
        partes=[fichero.datos() for fichero in (*ficheros, volcado, lista)],
    )
    finales = manifiesto.escribir(sin_sello=sin_sello)
    for nombre, datos in {**finales, partes.FINAL: partes.huellas(finales)}.items():
        escritor.agregar(nombre, [datos])
    escritor.cerrar()
    return manifiesto


def _base(escritor: Escritor, programas: Path, nombrados: IO[bytes]) -> tuple[Fichero, dict[str, Any]]:
    """Write the database as it is at one moment; the part, and what is true of it. The hashes of the stored files that
    it names go to `nombrados`, a line each."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute("set local idle_in_transaction_session_timeout = 0")
        cursor.execute("set local statement_timeout = 0")
        cursor.execute("select pg_export_snapshot(), now()")
        nombre, momento = cursor.fetchone()
        volcado = escritor.agregar(partes.BASE, volcar(programas, nombre))
        with connection.chunked_cursor() as archivos:
            archivos.execute(ARCHIVOS)
            nombrados.writelines(f"{sha256}\n".encode() for (sha256,) in archivos)
        return volcado, {
            "instantanea": momento,
            "hechos": base.hechos(),
            "migraciones": base.migraciones_aplicadas(),
        }


def _archivos(escritor: Escritor, nombrados: IO[bytes], avisar: Aviso) -> tuple[dict[str, str], int]:
    """Write the stored files; those that are not as they were kept, each with its sentence, and how many are."""
    faltan: dict[str, str] = {}
    cuantos = 0
    for sha256 in _hashes(nombrados):
        nombre = f"{partes.ARCHIVOS}{almacen.ruta(sha256)}"
        try:
            escritor.agregar(nombre, _contenido(sha256), sha256=sha256)
            cuantos += 1
        except (OtraHuella, _NoSeLee):
            faltan[sha256] = problema_de(sha256)[1] or "no se pudo leer al respaldarlo"
            avisar(f"{sha256}: {faltan[sha256]}")
    return faltan, cuantos


class _NoSeLee(Exception):
    """It is the store that fails, and not the disk to which the backup goes."""


def _contenido(sha256: str) -> Iterator[bytes]:
    try:
        with almacen.abrir(sha256) as contenido:
            yield from contenido.chunks(BLOQUE)
    except OSError as error:
        raise _NoSeLee(sha256) from error


def _lista(nombrados: IO[bytes], faltan: set[str]) -> Iterator[bytes]:
    return (partes.renglon(sha256) for sha256 in _hashes(nombrados) if sha256 not in faltan)


def _hashes(nombrados: IO[bytes]) -> Iterator[str]:
    nombrados.seek(0)
    while linea := nombrados.read(RENGLON):
        yield linea.decode().strip()


@contextlib.contextmanager
def _provisional(destino: Path) -> Iterator[IO[bytes]]:
    """A file beside `destino`, for us alone, that takes its name when nothing was raised; else it is gone.

    What a killed process left there is written over. Raises Rehusado when there is a file of that name already, or
    somebody is just writing one; OSError.
    """
    if os.path.lexists(destino):
        raise Rehusado(f"{destino} ya existe, y no se escribe encima. Nombre otro archivo.")
    ruta = destino.with_name(destino.name + SIN_TERMINAR)
    descriptor = os.open(ruta, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "r+b") as salida:
        _a_solas(descriptor, ruta)
        try:
            os.fchmod(descriptor, 0o600)
            salida.truncate(0)
            yield salida
            _nombrar(ruta, destino)
        except BaseException:
            ruta.unlink(missing_ok=True)
            raise


def _a_solas(descriptor: int, ruta: Path) -> None:
    """Raises Rehusado when another process writes this very file, or has just given it its name."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        es_esta = os.path.samestat(os.fstat(descriptor), os.stat(ruta))
    except (BlockingIOError, FileNotFoundError):
        es_esta = False
    if not es_esta:
        raise Rehusado(f"Otra orden está escribiendo {ruta}. Espere a que termine, o nombre otro archivo.")


def _nombrar(ruta: Path, destino: Path) -> None:
    """Give a complete file its name, never over another one's, so that it survives a power cut."""
    try:
        os.link(ruta, destino)
        ruta.unlink()
    except FileExistsError:
        raise Rehusado(
            f"{destino} apareció mientras tanto, y no se escribe encima. Nombre otro archivo."
        ) from None
    except OSError:  # a disk without links, as many that are carried away are
        if os.path.lexists(destino):
            raise
        ruta.rename(destino)
    carpeta = os.open(destino.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(carpeta)
    finally:
        os.close(carpeta)
