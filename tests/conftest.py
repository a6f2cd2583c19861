"""What all tests share: their order, which of them go to one process, and the world of the tests of access."""

import gc
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis
from xdist.scheduler import LoadScopeScheduling

from tests.plantilla import plantilla

if TYPE_CHECKING:
    from tests.acceso.visita import Visita


# A busy machine only takes longer: how long anything takes is measured in `bench/`, never here.
hypothesis.register_profile("convenios", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("convenios")


PRIMERO = ("tests/test_access.py", "tests/acceso/", "tests/e2e/")
"""The longest: begun last, they would leave the other processors idle at the end."""

JUNTOS = ("tests/acceso/", "tests/demo/jugada/")
"""What these packages need is made once for all of their modules, which one process takes."""


LENTOS = (
    *("tests/test_access.py", "tests/hostil/"),
    *("tests/auditoria/cierres/", "tests/auditoria/sellos/"),
    *(f"tests/acceso/test_{de}" for de in ("confidencial", "entradas", "idiomas")),
    *("tests/convenios/actos/", "tests/convenios/docx/", "tests/convenios/importacion/"),
    *("tests/documentos/papeles/", "tests/documentos/verificacion/", "tests/tablero/test_reserva"),
    *("tests/tablero/control/", "tests/tablero/copia/", "tests/demo/"),
    *("tests/config/respaldo/", *(f"tests/config/test_{de}" for de in ("celery", "servicios"))),
    *("tests/notificaciones/test_sin_cola", "tests/planes/test_paginas"),
    *(
        f"tests/convenios/test_{de}"
        for de in ("a_dos_manos", "adenda", "aprobacion", "causal", "comentarios")
    ),
    *(f"tests/convenios/test_{de}" for de in ("contestar", "editor", "estandar", "evaluacion", "nuevo")),
    *(f"tests/convenios/test_{de}" for de in ("recibido", "registro", "regreso", "termino", "vigencia")),
    *(f"tests/auditoria/test_{de}" for de in ("concurrencia", "envios")),
    *(f"tests/flujo/test_{de}" for de in ("concurrencia", "queries")),
    *(f"tests/documentos/test_{de}" for de in ("paginas", "papeles")),
    *(f"tests/expedientes/test_{de}" for de in ("contestaciones", "gestiones")),
    *(f"tests/instituciones/test_{de}" for de in ("actos", "ingreso", "paginas")),
    *(f"tests/tablero/test_{de}" for de in ("cartera", "escritorio", "ficha", "gestiones", "historia")),
    *(
        f"tests/tablero/test_{de}"
        for de in ("lista", "memoria", "plataforma", "trabajo", "transparencia", "vistas")
    ),
    *(f"tests/planes/test_{de}" for de in ("paginas", "recurso", "trabajo")),
    *(f"tests/seguimiento/test_{de}" for de in ("avisos", "paginas", "reuniones")),
)
"""Whole pages, and whole lives of agreements: seconds for each module, minutes together."""
DE_LA_BASE = (
    *(f"tests/planes/test_{de}" for de in ("acciones_nuevas", "guardar_planilla", "mediciones", "papeles")),
    *(f"tests/planes/test_{de}" for de in ("plan.", "planilla", "relevo")),
    *(f"tests/seguimiento/test_{de}" for de in ("actas.", "acuerdos", "dias_y_horas", "listas_largas")),
    *(f"tests/seguimiento/test_{de}" for de in ("lo_que_no_se", "papel", "sesiones.")),
    "tests/seguimiento/redaccion/",
)
"""As long, and they ask the database things of its own: see `.ci/run`."""


class PorLoQueComparten(LoadScopeScheduling):  # type: ignore[misc]
    """A module, or a package of `JUNTOS`, is for one process."""

    def _split_scope(self, nodeid: str) -> str:
        suyo = next((paquete for paquete in JUNTOS if nodeid.startswith(paquete)), None)
        return suyo or super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> PorLoQueComparten | None:
    return PorLoQueComparten(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(LENTOS + DE_LA_BASE):
            item.add_marker("lento")
        if item.nodeid.startswith(DE_LA_BASE):
            item.add_marker("de_la_base")
    items.sort(key=lambda item: next((n for n, de in enumerate(PRIMERO) if item.nodeid.startswith(de)), 9))


def pytest_collection_finish() -> None:
    """Keep the garbage collector from walking again and again through what was imported and stays."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool, django_db_blocker: Any
) -> None:
    """Each process copies the database that one of them migrated."""
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            connection.settings_dict["TEST"]["TEMPLATE"] = plantilla()


@pytest.fixture(autouse=True)
def _en_espanol(settings: Any) -> None:
    """Whoever was the last to ask for a page in this process may have read it in another language."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="module")
def visita(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator["Visita"]:
    """Every kind of person at the door of one world. Its modules carry the mark `django_db`: without it no test
    database is made."""
    from tests.acceso.abierto import abierto

    with django_db_blocker.unblock(), abierto(tmp_path_factory.mktemp("archivos")) as visita:
        yield visita


@pytest.fixture(scope="session")
def softhsm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The device of an institution, without any token yet: one for the whole run, since its module reads once where
    they are."""
    from tests.softhsm import configurar

    with pytest.MonkeyPatch.context() as entorno:
        entorno.setenv("SOFTHSM2_CONF", str(configurar(tmp_path_factory.mktemp("softhsm"))))
        yield
