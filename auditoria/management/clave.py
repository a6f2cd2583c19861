"""The password of what is carried away: one for the copy of the seal and for the backup of everything."""

import os
import sys
from getpass import getpass

from django.core.management.base import CommandError

VARIABLE = "SELLO_CLAVE_DE_RESPALDO"


def clave_dada() -> str:
    """What the environment says; empty when it does not."""
    return os.environ.get(VARIABLE, "")


def pedir_clave() -> str:
    """From the environment, else typed twice. Raises CommandError where there is nobody to type it."""
    if clave := clave_dada():
        return clave
    if not sys.stdin.isatty():
        raise CommandError(f"Sin terminal, la clave del respaldo se da en {VARIABLE}.")
    clave = getpass("Clave del respaldo: ")
    if getpass("La misma clave otra vez: ") != clave:
        raise CommandError("Las dos claves no son la misma.")
    return clave
