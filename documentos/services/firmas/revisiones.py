"""The file of a paper grows by one revision at a time, each beginning with exactly the bytes of the one before."""

import hashlib
import io
from collections.abc import Mapping
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from documentos import almacen
from documentos.models import Archivo, Papel, Revision
from documentos.puerta.admision import Admitido
from documentos.services.deposito import conservar
from documentos.services.firmas.lugares import FirmadoMientrasTanto
from flujo.acto import Acto, Capacidad
from flujo.services import asentar_acto, bloquear

MEDIO = "application/pdf"


def bytes_de(archivo: Archivo) -> bytes:
    with almacen.abrir(archivo.sha256) as contenido:
        return bytes(contenido.read())


def guardar(papel: Papel, contenido: bytes) -> Archivo:
    """Keep the bytes of a file that grew. Before anybody waits for the case file: call it first in a transaction."""
    return conservar(
        Admitido(
            contenido=File(io.BytesIO(contenido)),
            nombre=papel.nombre_de_archivo,
            medio=MEDIO,
            sha256=hashlib.sha256(contenido).hexdigest(),
            tamano=len(contenido),
        )
    )


def exigir_actual(papel: Papel, base: Archivo) -> None:
    """Raises FirmadoMientrasTanto when the file has grown beyond `base`. The caller holds the case file's lock."""
    if papel.archivo_actual() != base:
        raise FirmadoMientrasTanto(
            _(
                "Mientras tanto otra persona firmó este papel, y su firma no se pierde: descargue el archivo más "
                "reciente y firme ese."
            )
        )


def crecer(
    papel: Papel,
    archivo: Archivo,
    *,
    base: Archivo,
    aporta: str,
    accion: str,
    acto: Acto,
    capacidad: Capacidad,
    datos: Mapping[str, Any] | None = None,
) -> tuple[Revision, Asiento]:
    """Make `archivo` the paper's file, with its log row. Raises FirmadoMientrasTanto when `base` no longer is."""
    bloquear(papel)
    exigir_actual(papel, base)
    ultima = papel.ultima_revision()
    n = ultima.n + 1 if ultima else 1
    asiento = asentar_acto(
        papel,
        accion,
        acto=acto,
        capacidad=capacidad,
        datos={
            "clase": papel.clase,
            "revision": n,
            "sha256": archivo.sha256,
            "tamano": archivo.tamano,
            **(datos or {}),
        },
    )
    revision = Revision.objects.create(papel=papel, n=n, aporta=aporta, archivo=archivo, asiento=asiento)
    return revision, asiento
