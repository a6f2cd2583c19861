"""The world of the tests of access, made for as long as somebody asks in it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from django.template import Template
from django.test import override_settings

from tests.acceso.mundo import Mundo
from tests.acceso.visita import Visita
from tests.base_de_datos import dejar_hecho


@contextmanager
def abierto(deposito: Path) -> Iterator[Visita]:
    """Every kind of person at its door; what it keeps in files is kept in `deposito`. It is taken back at the end."""
    peticiones = logging.getLogger("django.request")
    with (
        override_settings(ARCHIVOS_DIR=deposito, COPIAS_DIR=deposito / "copias", CLAMAV_SOCKET=""),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as sin,
    ):
        # Nobody here reads with which contexts a page was made: for each of its templates they would be copied.
        sin.setattr(Template, "_render", lambda plantilla, contexto: plantilla.nodelist.render(contexto))
        peticiones.setLevel(logging.ERROR)  # thousands of refusals are no news here
        visita = Visita(Mundo())
        dejar_hecho()
        yield visita
        peticiones.setLevel(logging.NOTSET)
        transaction.set_rollback(True)
