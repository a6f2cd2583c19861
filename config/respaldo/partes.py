"""What a backup holds besides the database and its files: the seal, the secrets, and whom this installation believes.

What is secret stands encrypted under the password of the backup, as the copy of the seal alone does.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from asn1crypto import pem, x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from auditoria.sello import llaves
from auditoria.services.respaldos import cifrar, copia_del_sello, descifrar, exigir_clave, lleva_llave
from documentos import almacen
from documentos.verificacion.confianza import Confianza, de_carpeta

LEEME, SELLO, SECRETOS = "LEEME.txt", "sello.respaldo", "secretos.respaldo"
BASE, ARCHIVOS, LISTA = "base.dump", "archivos/", "archivos.txt"
FINAL = "manifiesto.sha256"
CONFIANZA = "confianza/"
DE_PASO = """\
Respaldo de una instalación de Convenios. Se restaura en una base de datos vacía con

    manage.py restaurar ARCHIVO

que antes comprueba el archivo entero y después la bitácora y los papeles. Sin ese programa:

    base.dump           la base de datos: pg_restore --dbname=NUEVA base.dump
    archivos/           los archivos guardados, cada uno con su SHA-256 por nombre: sha256sum --check archivos.txt
    sello.respaldo      la llave del sello, sus certificados y su historia, en JSON (si la llave está en un token, no
                        está aquí, y lo demás va sin cifrar)
    secretos.respaldo   SECRET_KEY y SECRET_KEY_FALLBACKS, como se escriben en el entorno
    confianza/          los certificados en los que la instalación confiaba
    manifiesto.json     qué hay, con sus huellas; lo firma el sello en manifiesto.p7s y lo fecha manifiesto.tst

Lo cifrado se abre con la clave del respaldo:

    openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -in secretos.respaldo
    openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -in sello.respaldo -out sello.json
    python3 -c 'import base64, json; print(json.load(open("sello.json"))["pkcs12"])' | base64 -d > sello.p12

El archivo tiene los datos personales de todos: guárdelo como se guarda la base de datos.
"""


def renglon(sha256: str) -> bytes:
    """The line of a stored file in the list of them, as `sha256sum` writes it."""
    return f"{sha256}  {ARCHIVOS}{almacen.ruta(sha256)}\n".encode()


def huellas(finales: Mapping[str, bytes]) -> bytes:
    """The hashes of the manifest and of what proves it: nothing else would tell that a signature was damaged where it
    says nothing."""
    return "".join(
        f"{hashlib.sha256(datos).hexdigest()}  {nombre}\n" for nombre, datos in finales.items()
    ).encode()


def partes_sueltas(clave: str, *, sin_sello: bool) -> Iterator[tuple[str, bytes]]:
    """Each small part with its name, the secret ones encrypted.

    Raises ValidationError for a password that is too short, ImproperlyConfigured for a seal that cannot be opened (not
    with `sin_sello`) or certificates that cannot be read.
    """
    exigir_clave(clave)
    yield LEEME, DE_PASO.encode()
    try:
        yield SELLO, copia_del_sello(clave if lleva_llave() else None)
    except ImproperlyConfigured:
        if not sin_sello:
            raise
    yield SECRETOS, cifrar(_secretos(), clave)
    yield from _confianza()


def _secretos() -> bytes:
    """As lines of an environment. What else it says is of the machine, and is not lost with it."""
    lineas = [f"SECRET_KEY={settings.SECRET_KEY}"]
    if settings.SECRET_KEY_FALLBACKS:
        lineas.append(f"SECRET_KEY_FALLBACKS={','.join(settings.SECRET_KEY_FALLBACKS)}")
    return "".join(f"{linea}\n" for linea in lineas).encode()


def _confianza() -> Iterator[tuple[str, bytes]]:
    yield from _raices("sello", llaves.confianza_del_sello)
    yield from _raices("tiempo", llaves.confianza_del_tiempo)
    de_firmas = de_carpeta(Path(settings.FIRMAS_CONFIANZA)) if settings.FIRMAS_CONFIANZA else Confianza()
    if certificados := [*de_firmas.raices, *de_firmas.intermedios]:
        yield f"{CONFIANZA}firmas/certificados.pem", _pem("CERTIFICATE", certificados)
    if de_firmas.crls:
        yield f"{CONFIANZA}firmas/revocados.crl", _pem("X509 CRL", de_firmas.crls)


def _raices(nombre: str, cuales: Callable[[], Sequence[x509.Certificate]]) -> Iterator[tuple[str, bytes]]:
    try:
        raices = [raiz.dump() for raiz in cuales()]
    except ImproperlyConfigured:
        return  # an installation without a seal or without timestamps believes nobody's
    yield f"{CONFIANZA}{nombre}.pem", _pem("CERTIFICATE", raices)


def _pem(clase: str, ders: Iterable[bytes]) -> bytes:
    return b"".join(pem.armor(clase, der) for der in ders)


def no_se_abren(copia_de_sello: bytes | None, secretos: bytes, clave: str) -> Iterator[str]:
    """The names of the encrypted parts that this password does not open."""
    if (
        copia_de_sello is not None
        and not copia_de_sello.startswith(b"{")
        and not _se_abre(copia_de_sello, clave, _es_json)
    ):
        yield SELLO
    if not _se_abre(secretos, clave, lambda datos: datos.startswith(b"SECRET_KEY=")):
        yield SECRETOS


def _se_abre(datos: bytes, clave: str, es_lo_que_debe: Callable[[bytes], bool]) -> bool:
    try:
        return es_lo_que_debe(descifrar(datos, clave))
    except ValueError:
        return False


def _es_json(datos: bytes) -> bool:
    """Raises ValueError for what is none."""
    return isinstance(json.loads(datos), dict)
