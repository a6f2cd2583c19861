"""One world for the modules of this package."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.acceso.abierto import abierto
from tests.acceso.visita import Visita


@pytest.fixture(scope="package")
def visita(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visita]:
    with django_db_blocker.unblock(), abierto(tmp_path_factory.mktemp("archivos")) as visita:
        yield visita
