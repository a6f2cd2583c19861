"""Which seal the environment names: a PKCS#12 file, a key inside a PKCS#11 token, or the demonstration's own.

Light on purpose: system checks ask here, and nothing of this reads a key.
"""

from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

ARCHIVO = "SELLO_PKCS12"
TOKEN = ("SELLO_PKCS11_MODULO", "SELLO_PKCS11_TOKEN", "SELLO_PKCS11_ETIQUETA")


class Clase(StrEnum):
    """Where the seal's key is kept."""

    PKCS12 = "pkcs12"
    PKCS11 = "pkcs11"
    DEMOSTRACION = "demostracion"


def es_demostracion() -> bool:
    """Whether keys of our own may stand in for the institution's."""
    return bool(settings.DEBUG or settings.DEMO)


def nombradas() -> list[str]:
    """The variables of the environment that name a seal, as far as they are set."""
    return [variable for variable in (ARCHIVO, *TOKEN) if getattr(settings, variable)]


def clase_de_sello() -> Clase:
    """Where the key is. Raises ImproperlyConfigured when nothing is named, two seals are, or one by halves."""
    dichas = nombradas()
    if ARCHIVO in dichas and len(dichas) > 1:
        raise ImproperlyConfigured(
            _("Hay dos sellos configurados. Deje %(archivo)s, o bien %(token)s, y quite lo otro.")
            % {"archivo": ARCHIVO, "token": ", ".join(TOKEN)}
        )
    if ARCHIVO in dichas:
        return Clase.PKCS12
    if dichas:
        if faltan := [variable for variable in TOKEN if variable not in dichas]:
            raise ImproperlyConfigured(
                _("El sello en un token está a medio configurar. Fije también: %s.") % ", ".join(faltan)
            )
        return Clase.PKCS11
    if es_demostracion():
        return Clase.DEMOSTRACION
    raise ImproperlyConfigured(_("Sin SELLO_PKCS12 ni SELLO_PKCS11_MODULO no hay con qué sellar."))
