import pytest

from tests.seguimiento.caso import Caso
from tests.seguimiento.organo import CasoDeOrgano


@pytest.fixture
def caso(db: None) -> Caso:
    return Caso()


@pytest.fixture
def organo(db: None) -> CasoDeOrgano:
    return CasoDeOrgano()
