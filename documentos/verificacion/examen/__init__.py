"""What runs inside the confined process: it takes a signed PDF apart and says what it found.

Nothing in this package imports Django, and nothing in it reaches a network.
"""

import asyncio
import codecs
import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any, BinaryIO

from documentos.puerta.examen import pdf
from documentos.verificacion.examen import contexto, fichero

CODIFICACIONES = (
    "ascii",
    "latin-1",
    "cp1252",
    "utf-8-sig",
    "utf-16",
    "utf-16-be",
    "utf-16-le",
    "idna",
    "punycode",
)
MODULOS = (
    *(f"pyhanko.pdf_utils.{de}" for de in ("filters", "crypt.pdfmac", "crypt.pubkey", "crypt._saslprep")),
    *("pyhanko.pdf_utils.metadata.xmp_xml", "pyhanko.sign.timestamps", "pyhanko_certvalidator.validate"),
    *(f"cryptography.hazmat.{de}" for de in ("backends.openssl.backend", "bindings.openssl.binding")),
    *("lxml.etree", "dateutil.parser", "urllib.parse", "stringprep", "unicodedata"),
)
"""What the libraries load when they first meet a need for it."""


def preparar(fichero_: BinaryIO, crudo: bytes) -> Callable[[], dict[str, Any]]:
    """Load what verifying needs and read the context: afterwards no module and no file can be opened.

    The loop of events has its descriptors from now.
    """
    logging.disable(logging.CRITICAL)  # the libraries tell about files, at any length
    for nombre in CODIFICACIONES:
        codecs.lookup(nombre)
    for modulo in MODULOS:
        import_module(modulo)
    pdf.preparar()
    bucle = asyncio.new_event_loop()
    leido = contexto.leer(crudo)

    def examinar() -> dict[str, Any]:
        return bucle.run_until_complete(fichero.examinar(fichero_.read(), leido)).a_json()

    return examinar
