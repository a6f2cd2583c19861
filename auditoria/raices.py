"""What a closing commits to: the tree over its leaves, and the proof of the closing before."""

import hashlib
from collections.abc import Iterator
from itertools import chain

from django.db import connection

from auditoria import merkle
from auditoria.models import GENESIS, Cierre

HUELLAS = """
select sha256('\\x00'::bytea || int8send(cadena_id) || int8send(n) || hash || convert_to(clave, 'UTF8'))
from auditoria_hojadecierre where cierre_id = %s order by cadena_id
"""


def raiz(cierre: Cierre) -> bytes:
    """The tree hash of a closing, from its leaves as they stand in the database."""
    return merkle.raiz(hojas(cierre))


def hojas(cierre: Cierre) -> Iterator[bytes]:
    """The leaf hashes of a closing in their order: the root of the one before, then the chains that grew."""
    return chain([merkle.hoja(bytes(cierre.anterior))], _huellas(cierre.n))


def registro(cierre: Cierre | None) -> bytes:
    """What the next closing says of this one beyond its root: the hash of its signature and its timestamp."""
    if cierre is None:
        return GENESIS
    return hashlib.sha256(bytes(cierre.firma) + bytes(cierre.sello_de_tiempo or b"")).digest()


def _huellas(n: int) -> Iterator[bytes]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(HUELLAS, [n])
        for (huella,) in cursor:
            yield bytes(huella)
