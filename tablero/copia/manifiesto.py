"""The manifest: every file of the copy by its hash, signed with the seal and dated where the authority answers."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from auditoria.canonico import canonico
from auditoria.sello.firma import fechar, firmar
from tablero.copia.empaque import Fichero

FORMATO = "convenios.copia-de-expediente"
VERSION = 2
MANIFIESTO, FIRMA, SELLO_DE_TIEMPO = "manifiesto.json", "manifiesto.p7s", "manifiesto.tst"


def manifiesto(
    datos: Mapping[str, Any], ficheros: Sequence[Fichero], momento: dt.datetime
) -> Mapping[str, bytes]:
    """The last files of the ZIP by name: the manifest, its signature, and the timestamp over that.

    The manifest itself says whether there is a timestamp, and why not: one that is taken away later is missed. Raises
    ImproperlyConfigured without a usable seal.
    """
    return sellado(lambda motivo: _texto(datos, ficheros, momento, motivo_sin_sello=motivo), momento)


def sellado(redactar: Callable[[str], bytes], momento: dt.datetime) -> Mapping[str, bytes]:
    """A manifest, its signature and its timestamp, by the names of their files.

    `redactar` writes the text, given why there is no timestamp; nothing when there is one. Raises ImproperlyConfigured
    without a usable seal.
    """
    texto = redactar("")
    firma = firmar(texto, momento)
    sello = fechar(firma.cms, momento)
    if sello.token is not None:
        return {MANIFIESTO: texto, FIRMA: firma.cms, SELLO_DE_TIEMPO: sello.token}
    texto = redactar(sello.motivo)
    return {MANIFIESTO: texto, FIRMA: firmar(texto, momento).cms}


def _texto(
    datos: Mapping[str, Any], ficheros: Sequence[Fichero], momento: dt.datetime, *, motivo_sin_sello: str
) -> bytes:
    return canonico(
        {
            "formato": FORMATO,
            "version": VERSION,
            **datos,
            "momento": momento,
            "motivo_sin_sello": motivo_sin_sello,
            "archivos": [fichero.datos() for fichero in ficheros],
        }
    ).encode()
