"""A case file with a life of its own: papers, a secret of one party, an auditor's reading, an erasure, closings."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings

from auditoria.models import Asiento
from auditoria.sello import demostracion
from auditoria.services import borrar_datos_personales
from auditoria.services.cierres import cerrar
from documentos.models import Documento
from documentos.services import incorporar_documento
from expedientes.lecturas import anotar_lectura
from flujo.acto import Acto
from instituciones.models import Usuario
from tablero.copia.alcance import Alcance
from tablero.copia.escritura import escribir_copia
from tests import factories
from tests.base_de_datos import dejar_hecho
from tests.documentos import fabrica
from tests.tablero.copia import firmados
from tests.tablero.copia.papeles import MundoDePapeles

SECRETO = "Lo que solo el ministerio sabe"
OFICIO = "Señor director:\n".encode()


class Mundo:
    """The case file and its people."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta
        self.caso = factories.Caso()
        self.expediente = self.caso.convenio.expediente
        self.auditora = factories.auditor(self.caso.propone)
        self.interno = self._incorporar("interno.pdf", SECRETO, fabrica.pdf())
        cerrar()
        self.firmado = self._incorporar(
            "firmado.pdf", "Convenio firmado", firmados.pdf_firmado(), "compartida"
        )
        anotar_lectura(self.auditora, self.expediente, self.expediente, "historia")
        borrada = Asiento.objects.get(pk=self.interno.asiento_id)
        borrar_datos_personales(borrada, fecha_hecho=factories.hoy(), motivo="Lo pidió")
        cerrar()
        self.oficio = self._incorporar("oficio.txt", "Oficio", OFICIO, "compartida")
        self.raiz = demostracion.carpeta(carpeta / "local") / "raiz.pem"

    def _incorporar(
        self, nombre: str, titulo: str, contenido: bytes, visibilidad: str = "interna"
    ) -> Documento:
        return incorporar_documento(
            self.expediente,
            fichero=SimpleUploadedFile(nombre, contenido, content_type=""),
            tipo="oficio",
            titulo=titulo,
            fecha=dt.date(2020, 3, 2),
            acto=Acto(registra=self.caso.titular),
            visibilidad=visibilidad,
        )

    def copia(self, usuario: Usuario | None = None, nombre: str = "copia.zip") -> Path:
        """The ZIP as that account, or the system, would take it."""
        destino = self.carpeta / nombre
        with destino.open("w+b") as salida:
            escribir_copia(salida, Alcance(self.expediente, usuario))
        return destino


@pytest.fixture(scope="module")
def mundo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mundo]:
    """One world for each module, taken back as a whole. Its modules carry the mark `django_db`."""
    with django_db_blocker.unblock(), aparte(tmp_path_factory.mktemp("copia")) as carpeta:
        mundo = Mundo(carpeta)
        dejar_hecho()
        yield mundo


@pytest.fixture(scope="module")
def de_papeles(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MundoDePapeles]:
    """The same for papers that the system composed and people signed."""
    with django_db_blocker.unblock(), aparte(tmp_path_factory.mktemp("papeles")) as carpeta:
        mundo = MundoDePapeles(carpeta)
        dejar_hecho()
        yield mundo


@contextmanager
def aparte(carpeta: Path) -> Iterator[Path]:
    """A store and keys in that folder, and a database that is then as it was before."""
    ajustes = {
        "ARCHIVOS_DIR": carpeta / "archivos",
        "CLAMAV_SOCKET": "",
        "LOCAL_DIR": carpeta / "local",
        "DEMO": True,
    }
    todo = transaction.atomic()
    vars(todo)["_from_testcase"] = True  # what must be the outermost transaction may be inside of this one
    with override_settings(**ajustes), todo:
        yield carpeta
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def ajenas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of somebody else, who calls himself the same."""
    local = tmp_path_factory.mktemp("ajenas")
    demostracion.carpeta(local)
    return local
