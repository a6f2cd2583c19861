"""A store of this test's own, and files as a browser would send them."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from documentos.models import Documento
from documentos.services import incorporar_documento
from flujo.acto import Acto
from instituciones.models import Usuario
from tests import factories
from tests.documentos import fabrica

Incorporar = Callable[..., Documento]


@pytest.fixture(autouse=True)
def deposito(settings: Settings, tmp_path: Path) -> Path:
    """Where the bytes of this test go."""
    settings.ARCHIVOS_DIR = tmp_path / "archivos"
    settings.CLAMAV_SOCKET = ""
    return tmp_path / "archivos"


def subida(contenido: bytes, nombre: str = "oficio.pdf", declarado: str | None = None) -> SimpleUploadedFile:
    fichero = SimpleUploadedFile(nombre, contenido, content_type=declarado or "")
    fichero.__dict__["_name"] = nombre  # as it was sent: Django's own cleaning is not what is tested
    return fichero


@pytest.fixture
def caso(db: None) -> factories.Caso:
    return factories.Caso()


@pytest.fixture
def incorporar(caso: factories.Caso) -> Incorporar:
    """`incorporar(quien, contenido, nombre, **datos)` brings a paper into the case file of these tests."""

    def hacerlo(
        quien: Usuario | None = None,
        contenido: bytes | None = None,
        nombre: str = "oficio.pdf",
        *,
        clave: str | None = None,
        **datos: Any,
    ) -> Documento:
        campos = {"tipo": "oficio", "titulo": "Oficio de prueba", "fecha": dt.date(2016, 5, 2), **datos}
        return incorporar_documento(
            caso.expediente,
            fichero=subida(fabrica.pdf() if contenido is None else contenido, nombre),
            acto=Acto(registra=quien or caso.titular, clave=clave),
            **campos,
        )

    return hacerlo
