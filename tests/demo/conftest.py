"""The people and places of the demonstration, made once; what each test plays in them is taken back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from demo.escenario import preparar
from tests.base_de_datos import dejar_hecho


@pytest.fixture(scope="package")
def escenario(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    deposito: Path = tmp_path_factory.mktemp("archivos")
    with (
        django_db_blocker.unblock(),
        override_settings(ARCHIVOS_DIR=deposito, LOCAL_DIR=deposito, CLAMAV_SOCKET="", DEMO=True),
        transaction.atomic(),
    ):
        list(preparar())
        dejar_hecho()
        yield
        transaction.set_rollback(True)
