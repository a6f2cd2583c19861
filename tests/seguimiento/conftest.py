import pytest

from tests.seguimiento.caso import Caso


@pytest.fixture
def caso(db: None) -> Caso:
    return Caso()
