"""What bare pyHanko says of a file's signatures, with its own analysis of what came after each; a process of its own.

The folder in the argument holds ``papel.pdf``, and whom to believe: ``.raiz``, ``.intermedio`` and ``.crl`` files.
"""

import asyncio
import sys
from pathlib import Path

from asn1crypto import crl, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


async def validar(carpeta: Path) -> list[bool]:
    """Whether each signature is trusted as of its timestamp."""
    with (carpeta / "papel.pdf").open("rb") as fichero:
        return [
            bool(
                (await async_validate_pdf_signature(firma, contexto(carpeta), contexto(carpeta))).bottom_line
            )
            for firma in PdfFileReader(fichero).embedded_regular_signatures
        ]


def contexto(carpeta: Path) -> ValidationContext:
    return ValidationContext(
        trust_roots=[x509.Certificate.load(ruta.read_bytes()) for ruta in carpeta.glob("*.raiz")],
        other_certs=[x509.Certificate.load(ruta.read_bytes()) for ruta in carpeta.glob("*.intermedio")],
        crls=[crl.CertificateList.load(ruta.read_bytes()) for ruta in carpeta.glob("*.crl")],
        revocation_mode="hard-fail",
    )


if __name__ == "__main__":
    halladas = asyncio.run(validar(Path(sys.argv[1])))
    print(len(halladas), all(halladas))  # noqa: T201 - a command's output
