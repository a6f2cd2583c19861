"""An installation with a life of its own in a database of its own, and empty ones beside it."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import override_settings
from psycopg import sql

from auditoria.sello import demostracion
from auditoria.services.cierres import cerrar
from config.respaldo.lectura import Respaldo
from config.respaldo.manifiesto import Manifiesto
from config.servicios.places import BASE
from convenios.models import Estado
from documentos import tasks
from documentos.services import papel_de_la_ronda
from tests.documentos.firmas.ronda import DNI, con_sello, firmar
from tests.factories import Caso
from tests.plantilla import conectada, en, plantilla
from tests.tablero.copia.conftest import Mundo

CLAVE = "una clave larga de respaldo"


@dataclass(frozen=True)
class Instalacion:
    """A database, a store and a folder of keys, as one machine has them."""

    base: str
    carpeta: Path
    local: Path
    permiso: Any
    ajustes: dict[str, Any]

    @property
    def archivos(self) -> Path:
        return self.carpeta / "archivos"

    def con(self, **ajustes: Any) -> "Instalacion":
        """The same where the environment says something else."""
        return replace(self, ajustes={**self.ajustes, **ajustes})

    @contextmanager
    def en_uso(self) -> Iterator[None]:
        ajustes = {"ARCHIVOS_DIR": self.archivos, "LOCAL_DIR": self.local, "DEMO": True, "CLAMAV_SOCKET": ""}
        with self.permiso.unblock(), override_settings(**{**ajustes, **self.ajustes}), en(self.base):
            yield

    def orden(self, *orden: object) -> str:
        """What a command says. It raises CommandError as it does."""
        dicho = io.StringIO()
        with self.en_uso():
            call_command(*map(str, orden), stdout=dicho, stderr=dicho)
        return dicho.getvalue()

    def orden_que_falla(self, *orden: object) -> str:
        """All that a command says which raises CommandError, and with what it ends."""
        dicho = io.StringIO()
        with self.en_uso(), pytest.raises(CommandError) as error:
            call_command(*map(str, orden), stdout=dicho, stderr=dicho)
        return f"{dicho.getvalue()}{error.value}"

    def lanzar(self, *orden: object) -> "subprocess.Popen[str]":
        """The command in a process of its own, which may be killed."""
        entorno = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.config.respaldo.ajustes",
            "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.base}").geturl(),
            "ARCHIVOS_DIR": str(self.archivos),
            "LOCAL_DE_PRUEBA": str(self.local),
        }
        return subprocess.Popen(
            [sys.executable, "manage.py", *map(str, orden)],
            cwd=BASE,
            env=entorno,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def sql(self, orden: str, *valores: object) -> list[tuple[Any, ...]]:
        with conectada(self.base) as suya:
            cursor = suya.execute(orden.encode(), valores or None)
            return cursor.fetchall() if cursor.description else []

    def esta_vacia(self) -> bool:
        """Whether it has nothing: no table, and no stored file."""
        hay = self.sql("select relname from pg_class where relnamespace = 'public'::regnamespace")
        return hay == [] and not any(ruta.is_file() for ruta in self.archivos.rglob("*"))


@contextmanager
def base_vacia(para: str, *, como: str = "template0") -> Iterator[str]:
    """A new database with nothing in it, or a copy of another, dropped afterwards; its name."""
    nombre = f"test_respaldo_{para}_{os.environ.get('PYTEST_XDIST_WORKER', 'solo')}"
    borrar = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(nombre))
    with conectada("postgres") as servidor:
        servidor.execute(borrar)
        servidor.execute(
            sql.SQL("create database {} template {}").format(*map(sql.Identifier, (nombre, como)))
        )
        yield nombre
        servidor.execute(borrar)


@pytest.fixture(autouse=True)
def clave(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELLO_CLAVE_DE_RESPALDO", CLAVE)


@pytest.fixture(scope="package")
def origen(django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instalacion]:
    """It has case files, papers that came in, a paper signed by one party, a second factor, closings."""
    carpeta = tmp_path_factory.mktemp("origen")
    with django_db_blocker.unblock():
        migrada = plantilla()
    with base_vacia("origen", como=migrada) as base:
        una = Instalacion(base, carpeta, carpeta / "local", django_db_blocker, {})
        with una.en_uso():
            poblar(carpeta)
        yield una


def poblar(carpeta: Path) -> None:
    Mundo(carpeta)
    caso = Caso(Estado.EN_FIRMA)
    caso.firmante.persona.pais, caso.firmante.persona.documento = "PE", DNI
    caso.firmante.persona.save(update_fields=["pais", "documento"])
    con_sello(caso)
    tasks.componer_pendientes()
    papel = papel_de_la_ronda(caso.actual(), "convenio")
    assert papel
    firmar(papel, caso.firmante, caso)
    secreto = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=caso.titular, type=Authenticator.Type.TOTP, data={"secret": secreto})
    cerrar()


@pytest.fixture
def destino(origen: Instalacion, tmp_path: Path) -> Iterator[Instalacion]:
    """Another machine of the same institution: the same keys, an empty database, an empty store."""
    with base_vacia("destino") as base:
        otra = Instalacion(base, tmp_path / "destino", origen.local, origen.permiso, {})
        otra.archivos.mkdir(parents=True)
        yield otra


@pytest.fixture(scope="package")
def hecho(origen: Instalacion) -> Path:
    """One backup for all who only read it."""
    ruta = origen.carpeta / "hecho.respaldo"
    with pytest.MonkeyPatch.context() as entorno:
        entorno.setenv("SELLO_CLAVE_DE_RESPALDO", CLAVE)
        origen.orden("respaldo", ruta)
    return ruta


@pytest.fixture(scope="package")
def ajena(origen: Instalacion, tmp_path_factory: pytest.TempPathFactory) -> Instalacion:
    """Somebody else with keys of his own, who calls himself the same."""
    local = tmp_path_factory.mktemp("ajena")
    demostracion.carpeta(local)
    return replace(origen, local=local)


def manifiesto_de(ruta: Path) -> Manifiesto:
    with ruta.open("rb") as fichero:
        return Respaldo(fichero).manifiesto
