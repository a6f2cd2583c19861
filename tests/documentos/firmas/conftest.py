"""An agreement that waits for its signatures, and the sealed paper that is signed."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from convenios.models import Estado
from documentos import tasks
from documentos.models import Papel
from documentos.services import papel_de_la_ronda
from tests.documentos.firmas.ronda import DNI, con_sello
from tests.factories import Caso


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> Caso:
    """An agreement to be signed: the first party's signatory has a certificate, the other's signs by the seal."""
    settings.ARCHIVOS_DIR, settings.LOCAL_DIR, settings.DEMO = tmp_path / "archivos", tmp_path, True
    caso = Caso(Estado.EN_FIRMA)
    persona = caso.firmante.persona
    persona.pais, persona.documento = "PE", DNI
    persona.save(update_fields=["pais", "documento"])
    con_sello(caso)
    return caso


@pytest.fixture
def papel(caso: Caso) -> Papel:
    tasks.componer_pendientes()
    papel = papel_de_la_ronda(caso.actual(), "convenio")
    assert papel is not None
    return papel
