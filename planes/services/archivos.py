"""A file that comes in from the page of an action: examined, without where it was taken, and shown to every party."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from documentos.models import Documento, TipoDeDocumento
from documentos.permissions import Presenta
from documentos.puerta.fotografias import Ubicacion, sin_lugar
from documentos.services import incorporar_documento
from expedientes.models import Expediente, Visibilidad
from flujo.acto import Acto
from flujo.errors import DatosInvalidos


@dataclass(frozen=True)
class DatosDeFoto:
    """What was done with where a photograph says that it was taken; `motivo` is why it was kept."""

    ubicacion: Ubicacion
    motivo: str = ""


def en_el_asiento(foto: DatosDeFoto | None) -> Mapping[str, Any]:
    """What the log says of it: nothing of what is no photograph."""
    if foto is None:
        return {}
    return {"ubicacion": foto.ubicacion.value} | ({"motivo": foto.motivo} if foto.motivo else {})


def incorporar_evidencia(
    expediente: Expediente,
    fichero: "File[Any]",
    *,
    titulo: str,
    fecha: dt.date,
    presenta: Presenta,
    acto: Acto,
    conserva_lugar: bool = False,
    motivo_del_lugar: str = "",
) -> tuple[Documento, DatosDeFoto | None]:
    """Make a file a paper of the case file that every party reads, and say what was done with it on its way.

    A photograph comes in without where it was taken, unless that is kept for a reason; its hash is of what is kept.
    `presenta` is what it comes in for. Raises what `incorporar_documento` raises, DatosInvalidos without a reason.
    """
    presenta(acto)
    datos: dict[str, Any] = {
        "tipo": TipoDeDocumento.OTRO,
        "titulo": titulo[:300],
        "fecha": fecha,
        "visibilidad": Visibilidad.COMPARTIDA,
        "presenta": presenta,
        "acto": acto.con(clave=f"papel:{acto.clave}" if acto.clave else None, hash_mostrado=None),
    }
    if conserva_lugar:
        if not motivo_del_lugar.strip():
            raise DatosInvalidos(_("Diga por qué se conserva el lugar en que se tomó la fotografía."))
        documento = incorporar_documento(expediente, fichero=fichero, **datos)
        return documento, DatosDeFoto(Ubicacion.CONSERVADA, motivo_del_lugar.strip())
    with sin_lugar(fichero) as foto:
        documento = incorporar_documento(expediente, fichero=foto.fichero, **datos)
    return documento, DatosDeFoto(foto.ubicacion) if foto.ubicacion else None
