"""An import that is killed in the middle: the rows that entered stay, and the others enter, each once."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from convenios.models import Convenio, FilaImportada, Importacion
from convenios.services import importaciones
from convenios.services.importaciones.filas import LOTE
from flujo.acto import Acto
from tests import factories as f
from tests.convenios.importacion.ficheros import PCC, en_csv, fila_pcc

FILAS = 2 * LOTE + 50


@pytest.mark.lento
@pytest.mark.django_db(transaction=True)
def test_what_was_killed_goes_on_where_it_was(settings: Any, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR, settings.CLAMAV_SOCKET = tmp_path, ""
    programa = f.institucion("Programa", sigla="PCC")
    acto = Acto(registra=f.con_rol(programa, "asistente", "Asistente"))
    filas = [PCC, *[fila_pcc(numero=f"{n:03}-2024") for n in range(1, FILAS + 1)]]
    importacion = importaciones.recibir(programa, ContentFile(en_csv(filas), name="registro.csv"), acto=acto)
    importaciones.empezar_importacion(importacion, acto=acto)

    proceso = subprocess.Popen(  # noqa: S603 - our own program
        [
            sys.executable,
            "-m",
            "tests.convenios.importacion.importador",
            str(connection.settings_dict["NAME"]),
            str(tmp_path),
        ]
    )
    limite = time.monotonic() + 180
    while not FilaImportada.objects.exists() and time.monotonic() < limite:
        time.sleep(0.02)
    proceso.kill()
    proceso.wait()
    llegaron = FilaImportada.objects.count()
    assert 0 < llegaron < FILAS
    assert Convenio.objects.count() == llegaron

    while Importacion.objects.get().estado == "en_curso" and time.monotonic() < limite:
        importaciones.seguir()  # the lock goes when the server notices that its holder is gone
        time.sleep(0.1)
    assert Importacion.objects.get().estado == "terminada"
    assert Convenio.objects.count() == FilaImportada.objects.filter(resultado="creada").count() == FILAS
