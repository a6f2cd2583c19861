"""Who imports, and where the files are kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from convenios.models import Importacion
from convenios.services import importaciones
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from tests import factories as f


@pytest.fixture(autouse=True)
def _deposito(settings: Any, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR = tmp_path / "archivos"
    settings.CLAMAV_SOCKET = ""


@pytest.fixture
def programa() -> Institucion:
    return f.institucion("Programa", sigla="PCC")


@pytest.fixture
def asistente(programa: Institucion) -> Usuario:
    return f.con_rol(programa, "asistente", "Asistente")


@pytest.fixture
def importar(programa: Institucion, asistente: Usuario) -> Callable[..., Importacion]:
    def hacer(contenido: bytes, nombre: str = "registro.csv", quien: Usuario | None = None) -> Importacion:
        acto = Acto(registra=quien or asistente)
        importacion = importaciones.recibir(programa, ContentFile(contenido, name=nombre), acto=acto)
        importaciones.empezar_importacion(importacion, acto=acto)
        importaciones.seguir_importacion(importacion)
        return Importacion.objects.get(pk=importacion.pk)

    return hacer
