"""What a copy takes along to judge signatures without network: certificates, and lists of those that were revoked.

Whoever verifies compares the roots with what reached them by another way, and believes a list because the issuer of the
certificate in question signed it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from asn1crypto import cms

from documentos.verificacion.confianza import Confianza


def ficheros_de(confianza: Confianza) -> Mapping[str, bytes]:
    """The files by name, each under its SHA-256, in their order."""
    return {
        **_bajo_su_huella("certificados/{}.cer", (*confianza.raices, *confianza.intermedios)),
        **_bajo_su_huella("revocaciones/{}.crl", confianza.crls),
    }


def certificados_de(firmados: Sequence[bytes]) -> Iterator[bytes]:
    """The certificates, in DER, that came with these CMS signatures and timestamps."""
    for firmado in firmados:
        for opcion in cms.ContentInfo.load(firmado)["content"]["certificates"]:
            yield opcion.chosen.dump()


def _bajo_su_huella(nombre: str, ders: Iterable[bytes]) -> dict[str, bytes]:
    return dict(sorted((nombre.format(hashlib.sha256(der).hexdigest()), der) for der in ders))
