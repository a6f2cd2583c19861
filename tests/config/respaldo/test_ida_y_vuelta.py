"""A backup holds everything, and gives it back."""

import os
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from auditoria.models import Asiento
from auditoria.verificacion.todo import verificar
from documentos.models import Archivo, Comprobacion
from documentos.services.firmas.comprobacion import discrepancias
from documentos.verificacion.confianza import de_carpeta
from tests.auditoria.sellos.conftest import descifrado
from tests.config.respaldo.conftest import CLAVE, Instalacion, base_vacia, manifiesto_de


def guardados(una: Instalacion) -> dict[str, bytes]:
    return {ruta.name: ruta.read_bytes() for ruta in una.archivos.rglob("*") if ruta.is_file()}


@dataclass(frozen=True)
class Vuelta:
    """An installation that was restored once for all who only read it, and what the command said."""

    destino: Instalacion
    dicho: str
    de_antes: Path
    era: os.stat_result


@pytest.fixture(scope="module")
def vuelta(hecho: Path, origen: Instalacion, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vuelta]:
    carpeta = tmp_path_factory.mktemp("vuelta")
    nombre, contenido = sorted(guardados(origen).items())[0]
    de_antes = carpeta / "archivos" / nombre[:2] / nombre[2:4] / nombre
    de_antes.parent.mkdir(parents=True)
    de_antes.write_bytes(contenido)
    with base_vacia("vuelta") as base, pytest.MonkeyPatch.context() as entorno:
        entorno.setenv("SELLO_CLAVE_DE_RESPALDO", CLAVE)
        destino = Instalacion(base, carpeta, origen.local, origen.permiso, {})
        era = de_antes.stat()
        yield Vuelta(destino, destino.orden("restaurar", hecho), de_antes, era)


def test_an_empty_database_becomes_the_one_that_was_backed_up(
    vuelta: Vuelta, hecho: Path, origen: Instalacion, tmp_path: Path
) -> None:
    assert "✓ Restaurado" in vuelta.dicho
    assert "✗" not in vuelta.dicho
    assert guardados(vuelta.destino) == guardados(origen)
    with vuelta.destino.en_uso():
        informe = verificar(fila_por_fila=True)
        assert informe.bien
        assert informe.asientos == manifiesto_de(hecho).hechos["cadenas"]["asientos"] > 0
        assert informe.cierres == 3
        assert list(discrepancias(timezone.now())) == []
        assert Comprobacion.objects.exists()
    otro = tmp_path / "otra-vez.respaldo"
    vuelta.destino.orden("respaldo", otro)
    assert manifiesto_de(otro).hechos == manifiesto_de(hecho).hechos


def test_what_guards_the_database_comes_back_with_it(vuelta: Vuelta) -> None:
    for prohibida in ("update auditoria_asiento set n = n", "truncate auditoria_cierre cascade"):
        with pytest.raises(psycopg.errors.CheckViolation):
            vuelta.destino.sql(prohibida)
    with vuelta.destino.en_uso(), transaction.atomic():
        ultimo = Archivo.objects.order_by("-pk")[0].pk
        nuevo = Archivo.objects.create(sha256="0" * 64, tamano=1, medio="text/plain")
        assert nuevo.pk > ultimo
        transaction.set_rollback(True)


def test_what_is_in_the_store_already_and_right_stays(vuelta: Vuelta) -> None:
    es = vuelta.de_antes.stat()
    assert (es.st_ino, es.st_mtime_ns) == (vuelta.era.st_ino, vuelta.era.st_mtime_ns)


def test_it_is_for_its_owner_alone_and_shows_no_secret(hecho: Path, origen: Instalacion) -> None:
    assert hecho.stat().st_mode & 0o777 == 0o600
    todo = hecho.read_bytes()
    assert settings.SECRET_KEY.encode() not in todo
    assert CLAVE.encode() not in todo
    assert b"PRIVATE KEY" not in todo
    assert (origen.local / "sello" / "sello.p12").read_bytes() not in todo


def test_it_opens_without_this_system(hecho: Path, origen: Instalacion, tmp_path: Path) -> None:
    """The commands of its LEEME.txt."""
    with tarfile.open(hecho) as paquete:
        paquete.extractall(tmp_path, filter="data")
    suma = subprocess.run(["sha256sum", "--check", "--quiet", "archivos.txt"], cwd=tmp_path, check=False)
    assert suma.returncode == 0
    secretos = descifrado(tmp_path / "secretos.respaldo", CLAVE)
    assert secretos.decode() == f"SECRET_KEY={settings.SECRET_KEY}\n"
    assert b'"pkcs12"' in descifrado(tmp_path / "sello.respaldo", CLAVE)
    raiz = (origen.local / "sello" / "raiz.pem").read_bytes()
    assert (tmp_path / "confianza" / "sello.pem").read_bytes() == raiz


def test_the_folder_of_those_who_are_believed_is_in_it(origen: Instalacion, tmp_path: Path) -> None:
    carpeta = tmp_path / "raices"
    carpeta.mkdir()
    for nombre in ("raiz.pem", "raiz.crl"):
        (carpeta / nombre).write_bytes((origen.local / "sello" / nombre).read_bytes())
    archivo = tmp_path / "con-raices"
    origen.con(FIRMAS_CONFIANZA=str(carpeta)).orden("respaldo", archivo)
    with tarfile.open(archivo) as paquete:
        paquete.extractall(tmp_path / "abierto", filter="data")
    de_firmas = tmp_path / "abierto" / "confianza" / "firmas"
    assert de_carpeta(de_firmas) == de_carpeta(carpeta)
    assert sorted(os.listdir(de_firmas)) == ["certificados.pem", "revocados.crl"]


def test_an_older_backup_is_brought_up_to_this_version(
    origen: Instalacion, destino: Instalacion, tmp_path: Path
) -> None:
    archivo = tmp_path / "viejo"
    origen.orden("migrate", "taller", "zero")
    try:
        origen.orden("respaldo", archivo)
    finally:
        origen.orden("migrate", "taller")
    assert "Migraciones aplicadas: 2." in destino.orden("restaurar", archivo)
    assert destino.sql("select count(*) from taller_pieza") == [(0,)]


def test_what_is_written_says_of_what_moment_it_is(hecho: Path, origen: Instalacion) -> None:
    dice = manifiesto_de(hecho)
    with origen.en_uso():
        assert dice.hechos["tablas"]["public.auditoria_asiento"] == Asiento.objects.count()
        assert dice.archivos == Archivo.objects.count() == len(guardados(origen))
    assert ["auditoria", "0001_initial"] in dice.migraciones
    assert dice.hechos["cierre"]["n"] == 3
