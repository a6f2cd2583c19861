"""A session that runs, and its acta open before the secretaría."""

import pytest

from seguimiento.models import Sesion
from tests.seguimiento.organo import CasoDeOrgano
from tests.seguimiento.redaccion.escritura import Pagina


@pytest.fixture
def sesion(organo: CasoDeOrgano) -> Sesion:
    return organo.en_curso()


@pytest.fixture
def pagina(organo: CasoDeOrgano, sesion: Sesion) -> Pagina:
    return Pagina(sesion, organo.secretaria)
