"""The manifest: every file of the copy by its hash, signed with the seal and dated where the authority answers."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from asn1crypto import cms
from django.core.exceptions import ImproperlyConfigured

from auditoria.canonico import canonico
from auditoria.sello import llaves
from auditoria.sello.firma import fechar, firmar
from tablero.copia.empaque import Fichero

FORMATO = "convenios.copia-de-expediente"
VERSION = 1
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


def certificados_de(firmados: Sequence[bytes]) -> Iterator[bytes]:
    """The certificates, in DER, that came with these CMS signatures and timestamps."""
    for firmado in firmados:
        for opcion in cms.ContentInfo.load(firmado)["content"]["certificates"]:
            yield opcion.chosen.dump()


def certificados_de_confianza() -> Iterator[bytes]:
    """The roots that are believed here: whoever verifies compares them with what reached them by another way."""
    for confianza in (llaves.confianza_del_sello, llaves.confianza_del_tiempo):
        try:
            yield from (certificado.dump() for certificado in confianza())
        except ImproperlyConfigured:
            continue  # an installation without timestamps names nobody
