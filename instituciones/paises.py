"""Countries that the system knows, and how a tax id of each is checked."""

from importlib import import_module
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as NumeroInvalido


class Pais(TextChoices):
    AR = "AR", _("Argentina")
    BR = "BR", _("Brasil")
    CL = "CL", _("Chile")
    CO = "CO", _("Colombia")
    CR = "CR", _("Costa Rica")
    EC = "EC", _("Ecuador")
    ES = "ES", _("España")
    MX = "MX", _("México")
    PE = "PE", _("Perú")
    PY = "PY", _("Paraguay")
    UY = "UY", _("Uruguay")


ID_FISCAL: dict[str, tuple[str, str]] = {
    "AR": ("CUIT", "stdnum.ar.cuit"),
    "BR": ("CNPJ", "stdnum.br.cnpj"),
    "CL": ("RUT", "stdnum.cl.rut"),
    "CO": ("NIT", "stdnum.co.nit"),
    "CR": ("cédula jurídica", "stdnum.cr.cpj"),
    "EC": ("RUC", "stdnum.ec.ruc"),
    "ES": ("CIF", "stdnum.es.cif"),
    "MX": ("RFC", "stdnum.mx.rfc"),
    "PE": ("RUC", "stdnum.pe.ruc"),
    "PY": ("RUC", "stdnum.py.ruc"),
    "UY": ("RUT", "stdnum.uy.rut"),
}


ZONAS: dict[str, tuple[str, ...]] = {
    "AR": ("America/Argentina/Buenos_Aires",),
    "BR": (
        "America/Sao_Paulo",
        "America/Manaus",
        "America/Cuiaba",
        "America/Rio_Branco",
        "America/Noronha",
    ),
    "CL": ("America/Santiago", "America/Punta_Arenas", "Pacific/Easter"),
    "CO": ("America/Bogota",),
    "CR": ("America/Costa_Rica",),
    "EC": ("America/Guayaquil", "Pacific/Galapagos"),
    "ES": ("Europe/Madrid", "Atlantic/Canary"),
    "MX": (
        "America/Mexico_City",
        "America/Cancun",
        "America/Chihuahua",
        "America/Hermosillo",
        "America/Mazatlan",
        "America/Tijuana",
    ),
    "PE": ("America/Lima",),
    "PY": ("America/Asuncion",),
    "UY": ("America/Montevideo",),
}
"""The time zones of each country, the capital's first: they decide what «today» is there."""


def id_fiscal_valido(pais: str, numero: str) -> str:
    """The tax id of `pais` in its compact form. Raises ValidationError that names the kind of number expected."""
    nombre, ruta = ID_FISCAL[pais]
    modulo: Any = import_module(ruta)
    try:
        return str(modulo.validate(numero))
    except NumeroInvalido as error:
        raise ValidationError(
            _t("«%(numero)s» no es un %(nombre)s válido de %(pais)s. Revise los dígitos o el país."),
            params={"numero": numero, "nombre": nombre, "pais": Pais(pais).label},
            code="id_fiscal",
        ) from error
