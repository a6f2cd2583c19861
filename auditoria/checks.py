"""System checks of the seal and of the timestamp authority."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured

from auditoria.sello.configuracion import clase_de_sello, es_demostracion, nombradas


def sello(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Refuse the keys of the demonstration in production, and a key of which nobody knows whom to believe."""
    faltas: list[CheckMessage] = []
    dichas = nombradas()
    if not dichas and not es_demostracion():
        faltas.append(
            Error(
                "Sin SELLO_PKCS12 ni SELLO_PKCS11_MODULO la bitácora no se puede cerrar: "
                "el sello de la demostración no sirve aquí.",
                hint="Nombre el archivo PKCS#12 del sello de la institución, o el token en que está, y su clave en "
                "SELLO_CLAVE.",
                id="auditoria.E001",
            )
        )
    if dichas:
        faltas += _contradicciones()
    if dichas and not settings.SELLO_CONFIANZA:
        faltas.append(_sin_confianza(dichas[0], "SELLO_CONFIANZA", "auditoria.E002"))
    if settings.TSA_URL and not settings.TSA_CONFIANZA:
        faltas.append(_sin_confianza("TSA_URL", "TSA_CONFIANZA", "auditoria.E003"))
    if not settings.TSA_URL and not es_demostracion():
        faltas.append(
            Warning(
                "Sin TSA_URL los cierres de la bitácora no llevan sello de tiempo.",
                hint="Nombre una autoridad de sellado de tiempo (RFC 3161).",
                id="auditoria.W001",
            )
        )
    return faltas


def _contradicciones() -> list[CheckMessage]:
    try:
        clase_de_sello()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="auditoria.E004")]
    return []


def _sin_confianza(que: str, falta: str, clave: str) -> Error:
    return Error(
        f"{que} sin {falta}: lo que se firme no se podrá comprobar.",
        hint="Nombre un archivo PEM con los certificados raíz en los que se confía.",
        id=clave,
    )
