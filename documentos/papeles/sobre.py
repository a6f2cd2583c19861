"""What every paper says besides its own data: what it is, of which case file, whether it is worth anything."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from auditoria.canonico import instante
from documentos.papeles.clase import Clase
from expedientes.models import Expediente

ESQUEMA = 1
"""Of the JSON inside the file: raised when a reader of the old one would misread the new one."""
IDIOMA = "es"


def sobre_de(clase: Clase, objeto: Any, expediente: Expediente) -> dict[str, Any]:
    """Everything that a paper of this kind made from `objeto` now says: what is hashed, printed and attached.

    In Spanish whoever asks, as the law wants its papers. Equal facts give equal data.
    """
    with translation.override(IDIOMA):
        return envolver(
            expediente,
            clase=clase.clave,
            nombre=clase.nombre_de(objeto),
            titulo=clase.titulo(objeto),
            momento=clase.momento(objeto),
            datos=clase.datos(objeto),
            es_borrador=clase.es_borrador(objeto),
            entrada_de_firmas=clase.entrada_de_firmas,
            firmas=[lugar.datos(n) for n, lugar in enumerate(clase.firmantes(objeto), 1)],
        )


def envolver(
    expediente: Expediente,
    *,
    clase: str,
    nombre: str,
    titulo: str,
    momento: dt.datetime,
    datos: Mapping[str, Any],
    es_borrador: bool = False,
    entrada_de_firmas: str = "",
    firmas: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """What a paper says of itself around its own `datos`."""
    partes = [parte.institucion for parte in expediente.participaciones.select_related("institucion")]
    return {
        "esquema": ESQUEMA,
        "clase": clase,
        "nombre": nombre,
        "titulo": titulo,
        "expediente": {"codigo": expediente.codigo, "titulo": expediente.titulo},
        "autores": ", ".join(str(institucion) for institucion in partes),
        "momento": instante(momento),
        "demostracion": bool(settings.DEMO),
        "es_borrador": es_borrador,
        "verificacion": f"{settings.BASE_URL}/verificar/",
        "entrada_de_firmas": entrada_de_firmas,
        "firmas": list(firmas),
        "datos": dict(datos),
    }
