"""Who appears in these tests: PRODUCE, its administration, and the platform's."""

import pytest

from flujo.acto import Acto
from instituciones import trabajo
from instituciones.models import Institucion, Usuario
from tests import factories
from tests.instituciones.mundo import Mundo


@pytest.fixture
def produce(db: None) -> Institucion:
    return factories.institucion("Ministerio de la Producción", sigla="PRODUCE")


@pytest.fixture
def otra(db: None) -> Institucion:
    return factories.institucion("Cooperativas de las Américas", sigla="ACI", tipo="organismo_internacional")


@pytest.fixture
def administradora(produce: Institucion) -> Usuario:
    return factories.con_rol(produce, "administracion", "Ana Administra")


@pytest.fixture
def plataforma(db: None) -> Usuario:
    return factories.cuenta("Pía Plataforma", is_superuser=True)


@pytest.fixture
def ajena(otra: Institucion) -> Usuario:
    """Administers another institution."""
    return factories.con_rol(otra, "administracion", "Olga Otra")


@pytest.fixture
def acto(administradora: Usuario) -> Acto:
    return Acto(registra=administradora)


@pytest.fixture
def sistema() -> Acto:
    return Acto(registra=None)


@pytest.fixture
def mundo(db: None) -> Mundo:
    return Mundo()


@pytest.fixture
def con_trabajo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something that waits for every post, as an app above would register it."""
    monkeypatch.setattr(trabajo, "_rutas", [])
    trabajo.registrar_trabajo("tests.instituciones.mundo.pendiente")
