"""The erasable part of log rows: who, by which paper, why; and that it was erased."""

import json
from typing import Any

from django.utils.translation import gettext as _

from auditoria.models import Asiento


def personales(asiento: Asiento) -> dict[str, Any]:
    """Names, references and motives of a row; empty when it never had any or they were erased."""
    datos: dict[str, Any] = json.loads(asiento.personal) if asiento.personal else {}
    return datos


def se_borraron(asiento: Asiento) -> bool:
    """Whether the row says that it had personal data, and they are gone."""
    return asiento.personal is None and asiento.sello_personal is not None


def cuerpo(asiento: Asiento) -> dict[str, Any]:
    """What the row says beyond its columns: ids, dates and hashes."""
    datos: dict[str, Any] = json.loads(asiento.cuerpo)["datos"]
    return datos


def quien(asiento: Asiento) -> str:
    """The person at the keyboard, by name alone: the address is nobody's business on a page."""
    if se_borraron(asiento):
        return _("datos personales borrados")
    nombre = str(personales(asiento).get("quien", ""))
    return nombre.rpartition(" <")[0] or nombre or _("el sistema")
