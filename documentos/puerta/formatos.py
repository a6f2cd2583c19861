"""Which files are accepted: each kind once, with its names, its media types and what its content may turn out to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT, ODS = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"


@dataclass(frozen=True)
class Formato:
    """`medio` is the media type under which it is kept and served; browsers also declare it as one of `tambien`.

    `envase` is what its content is when it is too broken to say more: a DOCX is a ZIP first.
    """

    etiqueta: Any
    medio: str
    extensiones: frozenset[str]
    contenidos: frozenset[str]
    tambien: frozenset[str] = frozenset()
    envase: str = ""


COMPRIMIDO = ("application/zip", "application/x-zip-compressed")
"""What a browser declares of an office file when no office program is installed."""


def _formato(
    etiqueta: Any, medio: str, extensiones: str, contenidos: str, *tambien: str, envase: str = ""
) -> Formato:
    return Formato(
        etiqueta,
        medio,
        frozenset(extensiones.split()),
        frozenset(contenidos.split()),
        frozenset(tambien),
        envase,
    )


FORMATOS = (
    _formato("PDF", "application/pdf", "pdf", "pdf", "application/x-pdf"),
    _formato("PNG", "image/png", "png", "png", "image/x-png"),
    _formato("JPEG", "image/jpeg", "jpg jpeg jfif", "jpeg", "image/jpg", "image/pjpeg"),
    _formato("TIFF", "image/tiff", "tif tiff", "tiff", "image/x-tiff"),
    _formato("DOCX", WORD, "docx", "docx", *COMPRIMIDO, "application/msword", envase="zip"),
    _formato("XLSX", EXCEL, "xlsx", "xlsx", *COMPRIMIDO, "application/vnd.ms-excel", envase="zip"),
    _formato("ODT", ODT, "odt", "odt", *COMPRIMIDO, envase="zip"),
    _formato("ODS", ODS, "ods", "ods", *COMPRIMIDO, envase="zip"),
    _formato(_("correo (EML)"), "message/rfc822", "eml", "correo", "text/plain"),
    _formato(_("texto (TXT)"), "text/plain", "txt", "texto correo"),
    _formato(
        "CSV",
        "text/csv",
        "csv",
        "texto correo",
        "text/plain",
        "application/csv",
        "application/vnd.ms-excel",
        "text/comma-separated-values",
        "text/x-csv",
    ),
)
POR_EXTENSION = {extension: formato for formato in FORMATOS for extension in formato.extensiones}
DE_REGISTRO = {
    "csv": POR_EXTENSION["csv"],
    "xlsx": POR_EXTENSION["xlsx"],
    "zip": _formato("ZIP", "application/zip", "zip", "zip", *COMPRIMIDO),
}
"""What is taken where a whole register comes in: no paper of a case file is a ZIP."""
SIN_DECLARAR = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-unknown"})
"""What browsers say when they know nothing."""

ACEPTADOS = ", ".join(f".{extension}" for extension in POR_EXTENSION)
"""For the `accept` of a file field."""


def lista_de_formatos(formatos: Iterable[Formato] = FORMATOS) -> str:
    """Each named once, although several extensions may lead to it."""
    return ", ".join(dict.fromkeys(str(formato.etiqueta) for formato in formatos))


def concuerda_lo_declarado(formato: Formato, declarado: str | None) -> bool:
    """Whether the media type that the browser declared is one that this format goes by."""
    tipo = (declarado or "").partition(";")[0].strip().lower()
    return tipo in SIN_DECLARAR or tipo == formato.medio or tipo in formato.tambien
