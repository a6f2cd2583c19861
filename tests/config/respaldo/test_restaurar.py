"""What is not restored, what is found afterwards, and what an interruption leaves."""

import errno
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from psycopg import sql

from config.respaldo import partes, programas
from config.respaldo.paquete import Escritor, Lector
from documentos import almacen
from documentos.models import Archivo
from tablero.copia.manifiesto import MANIFIESTO
from tests.config.respaldo.conftest import Instalacion, manifiesto_de
from tests.config.respaldo.test_alteraciones import abiertas, ancla_de, escrito, sellado_por
from tests.plantilla import conectada

PACIENCIA = 60.0  # seconds


def esperar(que: Callable[[], bool]) -> None:
    limite = time.monotonic() + PACIENCIA
    while not que():
        assert time.monotonic() < limite, "what was awaited did not come"
        time.sleep(0.05)


@contextmanager
def alterada(una: Instalacion, orden: str, vuelta: str) -> Iterator[None]:
    """What the owner of the database can do, with every guard of ours switched off, and takes back."""
    sin_guardas = "set session_replication_role = replica; "
    una.sql(sin_guardas + orden)
    try:
        yield
    finally:
        una.sql(sin_guardas + vuelta)


# -- where


def test_a_database_in_use_is_refused_and_named(hecho: Path, origen: Instalacion) -> None:
    antes = origen.sql("select count(*) from auditoria_asiento")
    with pytest.raises(
        CommandError, match=rf"«{origen.base}» no está vacía: tiene \d+ tablas \(account_.*createdb"
    ):
        origen.orden("restaurar", hecho)
    assert origen.sql("select count(*) from auditoria_asiento") == antes


@pytest.mark.parametrize(
    ("algo", "dicho"),
    [
        ("create table una ()", r"1 tabla \(una\)"),
        ("create schema otro create table dos ()", r"1 tabla \(dos\)"),
        ("create view vista as select 1", r"vista, secuencia o función \(vista\)"),
        ("create function f() returns int language sql as 'select 1'", r"función \(f\)"),
    ],
)
def test_anything_at_all_in_the_database_is_told(
    algo: str, dicho: str, hecho: Path, destino: Instalacion
) -> None:
    destino.sql(algo)
    with pytest.raises(CommandError, match=f"no está vacía: tiene {dicho}|{dicho}"):
        destino.orden("restaurar", hecho)
    assert list(destino.archivos.iterdir()) == []


def test_a_wrong_file_in_the_store_is_named_and_left(
    hecho: Path, origen: Instalacion, destino: Instalacion
) -> None:
    with origen.en_uso():
        uno = Archivo.objects.order_by("-pk").values_list("sha256", flat=True)[0]
    suyo = destino.archivos / almacen.ruta(uno)
    suyo.parent.mkdir(parents=True)
    suyo.write_bytes(b"otra cosa")
    with pytest.raises(
        CommandError, match=f"{uno}: el almacén ya tiene bajo ese hash otro contenido"
    ) as dicho:
        destino.orden("restaurar", hecho)
    assert "No se restauró nada en la base de datos" in str(dicho.value)
    assert suyo.read_bytes() == b"otra cosa"
    assert destino.sql("select relname from pg_class where relnamespace = 'public'::regnamespace") == []
    suyo.unlink()
    assert "✓ Restaurado" in destino.orden("restaurar", hecho)


def test_without_the_programs_of_the_server_it_says_which(
    hecho: Path, origen: Instalacion, destino: Instalacion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programas, "_candidatas", lambda mayor: iter([tmp_path]))
    dicho = (
        r"de PostgreSQL \d+ y faltan pg_dump y pg_restore de esa versión; aquí no hay otros\. .*-client-\d+"
    )
    for orden in (("respaldo", tmp_path / "no"), ("restaurar", hecho)):
        with pytest.raises(CommandError, match=dicho):
            (origen if orden[0] == "respaldo" else destino).orden(*orden)
    for programa in ("pg_dump", "pg_restore"):
        (tmp_path / programa).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
        (tmp_path / programa).chmod(0o755)
    with pytest.raises(CommandError, match="aquí solo hay los de la 9"):
        origen.orden("respaldo", tmp_path / "no")
    assert not (tmp_path / "no").exists()
    assert destino.esta_vacia()


# -- what is found afterwards


def test_a_log_that_was_changed_before_the_backup_is_found_after_it(
    origen: Instalacion, destino: Instalacion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And with it everything else that is wrong, each in its sentence."""
    cambio = "update auditoria_asiento set cuerpo = {} where id = (select min(id) from auditoria_asiento)"
    comprobada = "update documentos_comprobacion set resultado = '{}' where id = (select max(id) from "
    comprobada += "documentos_comprobacion where archivo_id in (select archivo_id from documentos_revision))"
    (bien,) = origen.sql(
        "select resultado from documentos_comprobacion where archivo_id in (select archivo_id from "
        "documentos_revision) order by id desc limit 1"
    )
    with (
        alterada(origen, cambio.format("cuerpo || ' '"), cambio.format("rtrim(cuerpo)")),
        alterada(origen, comprobada.format("INVALIDA"), comprobada.format(bien[0])),
    ):
        origen.orden("respaldo", tmp_path / "alterado")
    otra = destino.con(SECRET_KEY="una distinta de la que cifró")
    monkeypatch.setenv("SELLO_CLAVE_DE_RESPALDO", "otra clave que no es")
    proceso = otra.orden_que_falla("restaurar", tmp_path / "alterado")
    assert "✗ Bitácora: cadena" in proceso
    assert f"sus firmas daban INVALIDA y ahora dan {bien[0]}" in proceso
    assert "1 segundos factores no se leen con esta SECRET_KEY" in proceso
    assert "«sello.respaldo» no se abre con la clave" in proceso
    assert "«secretos.respaldo» no se abre con la clave" in proceso
    assert "5 cosas no están como deben" in proceso


def test_a_database_that_is_not_what_the_manifest_says_is_found(
    hecho: Path, ajena: Instalacion, destino: Instalacion, tmp_path: Path
) -> None:
    """And a seal that its own history does not know, though whoever restores believes it."""
    contenido = abiertas(hecho)
    hechos = json.loads(contenido[MANIFIESTO])["hechos"]
    tablas = {**hechos["tablas"], "public.otra": 7}
    tablas["public.auditoria_asiento"] += 1
    otros = {"tablas": tablas, "cadenas": {**hechos["cadenas"], "cabezas": "0" * 64}, "cierre": None}
    otro = escrito(tmp_path / "otro", sellado_por(ajena, contenido, hechos=otros))
    dicho = destino.orden_que_falla("restaurar", otro, "--sin-firmas", "--ancla", ancla_de(ajena))
    hay = hechos["tablas"]["public.auditoria_asiento"]
    assert f"La tabla public.auditoria_asiento tiene {hay} filas y el respaldo dice {hay + 1} filas." in dicho
    assert "La tabla public.otra no está y el respaldo dice 7 filas." in dicho
    assert "Las cabezas de las cadenas" in dicho
    assert "El último cierre de la bitácora no es" in dicho
    assert "El sello del respaldo: lo firmó una llave que no está en la historia de sellos." in dicho


def test_a_database_that_does_not_answer_is_told(hecho: Path, destino: Instalacion, tmp_path: Path) -> None:
    ninguna = replace(destino, base="test_respaldo_que_no_hay")
    assert "No se pudo hablar con la base de datos" in ninguna.orden_que_falla("restaurar", hecho)
    assert "La base de datos no se pudo leer" in ninguna.orden_que_falla("respaldo", tmp_path / "no")
    assert "La base de datos no se pudo leer" in destino.orden_que_falla("respaldo", tmp_path / "no")
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["destino"]


# -- what is missing


@pytest.fixture
def sin_un_archivo(origen: Instalacion) -> Iterator[str]:
    """A stored file of the installation is not there; its hash."""
    with origen.en_uso():
        uno = Archivo.objects.order_by("pk").values_list("sha256", flat=True)[1]
    suyo = origen.archivos / almacen.ruta(uno)
    aparte = suyo.with_suffix(".aparte")
    suyo.rename(aparte)
    yield uno
    suyo.unlink(missing_ok=True)
    aparte.rename(suyo)


@pytest.mark.parametrize(
    ("contenido", "dicho"), [(None, "falta en el almacén"), (b"x", "su contenido no es")]
)
def test_a_stored_file_that_is_missing_or_wrong_makes_no_backup(
    contenido: bytes | None, dicho: str, origen: Instalacion, sin_un_archivo: str, tmp_path: Path
) -> None:
    if contenido:
        (origen.archivos / almacen.ruta(sin_un_archivo)).write_bytes(contenido)
    proceso = origen.orden_que_falla("respaldo", tmp_path / "no")
    assert f"{sin_un_archivo}: {dicho}" in proceso
    assert "No se hizo el respaldo: 1 archivos" in proceso
    assert list(tmp_path.iterdir()) == []


def test_what_was_missing_is_said_by_the_backup_and_after_it(
    origen: Instalacion, destino: Instalacion, sin_un_archivo: str, tmp_path: Path
) -> None:
    archivo = tmp_path / "con-faltas"
    assert "le faltan 1 archivos" in origen.orden_que_falla("respaldo", archivo, "--con-faltas")
    assert [falta["sha256"] for falta in manifiesto_de(archivo).faltan] == [sin_un_archivo]
    assert sin_un_archivo not in abiertas(archivo)[partes.LISTA].decode()
    proceso = destino.orden_que_falla("restaurar", archivo, "--sin-firmas")
    assert f"✗ {sin_un_archivo}: falta en el almacén; ya al respaldar: falta en el almacén." in proceso
    assert "1 cosas no están" in proceso


def test_without_a_seal_it_is_said_on_both_sides(
    origen: Instalacion, destino: Instalacion, tmp_path: Path
) -> None:
    sin_sello, archivo = origen.con(DEMO=False), tmp_path / "sin-sello"
    assert "no se puede sellar: Sin SELLO_PKCS12" in sin_sello.orden_que_falla("respaldo", archivo)
    assert not archivo.exists()
    assert "Se leyó de vuelta" in sin_sello.orden("respaldo", archivo, "--sin-sello")
    assert "no lleva sello (Sin SELLO_PKCS12" in destino.orden_que_falla("restaurar", archivo)
    assert destino.esta_vacia()
    assert "✓ Restaurado" in destino.orden("restaurar", archivo, "--sin-sello", "--sin-firmas")


# -- where it is written


def test_it_writes_over_nothing(origen: Instalacion, tmp_path: Path) -> None:
    esta = tmp_path / "está"
    esta.write_text("algo")
    with pytest.raises(CommandError, match="ya existe, y no se escribe encima"):
        origen.orden("respaldo", esta)
    assert esta.read_text() == "algo"
    with pytest.raises(CommandError, match="No such file or directory"):
        origen.orden("respaldo", tmp_path / "no-hay" / "carpeta")
    assert list(tmp_path.iterdir()) == [esta]


def test_a_disk_without_links_takes_it_as_well(
    origen: Instalacion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a stick formatted for every system: the file is renamed, and still over nothing."""

    def rehusar(*_rutas: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", rehusar)
    assert "entero" in origen.orden("respaldo", tmp_path / "uno")
    assert [ruta.name for ruta in tmp_path.iterdir()] == ["uno"]
    assert manifiesto_de(tmp_path / "uno").faltan == []


def test_a_disk_that_takes_no_more_is_told_and_nothing_is_left(origen: Instalacion, tmp_path: Path) -> None:
    antes = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, antes[1]))
    try:
        assert "uno: File too large" in origen.orden_que_falla("respaldo", tmp_path / "uno")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, antes)
    assert list(tmp_path.iterdir()) == []


def test_a_short_password_and_none_are_refused(
    origen: Instalacion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SELLO_CLAVE_DE_RESPALDO", "corta")
    with pytest.raises(CommandError, match="al menos 12"):
        origen.orden("respaldo", tmp_path / "no")
    monkeypatch.delenv("SELLO_CLAVE_DE_RESPALDO")
    with pytest.raises(CommandError, match="Sin terminal"):
        origen.orden("respaldo", tmp_path / "no")
    assert list(tmp_path.iterdir()) == []


# -- while people work, and when it is killed


@contextmanager
def detenida(una: Instalacion, tabla: str) -> Iterator[None]:
    """Somebody changes a table, and a dump waits for it, its snapshot taken."""
    with conectada(una.base) as otra, otra.transaction():
        otra.execute(sql.SQL("lock table {} in access exclusive mode").format(sql.Identifier(tabla)))
        yield


def espera_un_candado(una: Instalacion) -> Callable[[], bool]:
    return lambda: (
        una.sql("select 1 from pg_stat_activity where datname = %s and wait_event_type = 'Lock'", una.base)
        == [(1,)]
    )


def matar(proceso: "subprocess.Popen[str]") -> None:
    """As the kernel does that has no memory left; what it started goes with it."""
    hijos = Path(f"/proc/{proceso.pid}/task/{proceso.pid}/children").read_text().split()
    assert len(hijos) == 1
    proceso.send_signal(signal.SIGKILL)
    proceso.communicate()
    esperar(lambda: not Path(f"/proc/{hijos[0]}").exists())


def nadie_mas(una: Instalacion) -> bool:
    otras = "select 1 from pg_stat_activity where datname = %s and pid <> pg_backend_pid()"
    return una.sql(otras, una.base) == []


INTERPUESTO = """#!{python}
import os, sys, psycopg
if "--version" not in sys.argv:
    with psycopg.connect({conexion!r}) as otra:
        otra.execute({orden!r})
os.execv({programa!r}, sys.argv)
"""
NUEVO = "f" * 64
ENTRETANTO = """
insert into documentos_archivo (sha256, tamano, medio, analisis, amenaza, guardado_at)
values (repeat('f', 64), 5, 'text/plain', 'no_analizado', '', now())
"""


@pytest.fixture
def entretanto(origen: Instalacion, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody brings a paper in after the snapshot and before the dump has begun."""
    carpeta = tmp_path / "programas"
    carpeta.mkdir()
    with origen.en_uso(), conectada(origen.base) as otra:
        suyos, conexion = programas.carpeta_de_programas(), f"{otra.info.dsn} password='{otra.info.password}'"
    for nombre, orden in (("pg_dump", ENTRETANTO), ("pg_restore", "select 1")):
        programa = str(suyos / nombre)
        texto = INTERPUESTO.format(python=sys.executable, conexion=conexion, orden=orden, programa=programa)
        (carpeta / nombre).write_text(texto)
        (carpeta / nombre).chmod(0o755)
    monkeypatch.setattr(programas, "_candidatas", lambda mayor: iter([carpeta]))
    yield
    origen.sql("delete from documentos_archivo where sha256 = %s", NUEVO)


def test_it_is_of_one_moment_while_people_work(
    origen: Instalacion, destino: Instalacion, entretanto: None, tmp_path: Path
) -> None:
    archivo, antes = tmp_path / "entretanto", origen.sql("select count(*) from documentos_archivo")[0][0]
    origen.orden("respaldo", archivo)
    assert origen.sql("select count(*) from documentos_archivo") == [(antes + 1,)]
    dice = manifiesto_de(archivo)
    assert dice.hechos["tablas"]["public.documentos_archivo"] == antes == dice.archivos
    assert NUEVO not in abiertas(archivo)[partes.LISTA].decode()
    (entro,) = origen.sql("select guardado_at from documentos_archivo where sha256 = %s", NUEVO)[0]
    assert dice.instantanea < entro < dice.momento
    assert "✓ Restaurado" in destino.orden("restaurar", archivo, "--sin-firmas")
    assert destino.sql("select count(*) from documentos_archivo") == [(antes,)]


def test_killed_while_it_writes_it_leaves_nothing_that_looks_like_a_backup(
    origen: Instalacion, destino: Instalacion, tmp_path: Path
) -> None:
    archivo = tmp_path / "respaldo"
    with detenida(origen, "tablero_copia"):
        proceso = origen.lanzar("respaldo", archivo)
        esperar(espera_un_candado(origen))
        en_obra = tmp_path / "respaldo.incompleto"
        with pytest.raises(CommandError, match="Otra orden está escribiendo"):
            origen.orden("respaldo", archivo)
        assert en_obra.stat().st_mode & 0o777 == 0o600
        matar(proceso)
    esperar(lambda: nadie_mas(origen))
    assert [ruta.name for ruta in tmp_path.iterdir() if ruta.is_file()] == [en_obra.name]
    shutil.copy(en_obra, tmp_path / "copia")
    with pytest.raises(CommandError, match=r"cortado|dañado|no es un respaldo"):
        destino.orden("restaurar", tmp_path / "copia")
    assert destino.esta_vacia()
    assert "entero" in origen.orden("respaldo", archivo)
    assert not en_obra.exists()


def test_killed_while_it_restores_it_leaves_an_empty_database(hecho: Path, destino: Instalacion) -> None:
    def tablas() -> list[tuple[Any, ...]]:
        return destino.sql("select relname from pg_class where relnamespace = 'public'::regnamespace")

    with conectada(destino.base) as otra, otra.transaction(force_rollback=True):
        otra.execute("create table tablero_copia ()")  # nobody sees it, and nobody else can make one
        proceso = destino.lanzar("restaurar", hecho)
        esperar(espera_un_candado(destino))
        matar(proceso)
    esperar(
        lambda: nadie_mas(destino)
    )  # what a server was just told to do, it does, and then finds nobody there
    assert tablas() == []
    assert "✓ Restaurado" in destino.orden("restaurar", hecho, "--sin-firmas")


def test_it_ends_with_zero_only_when_everything_holds(hecho: Path, destino: Instalacion) -> None:
    for orden, codigo in ((("restaurar", hecho, "--sin-firmas"), 0), (("restaurar", hecho), 1)):
        proceso = destino.lanzar(*orden)
        dicho, _ = proceso.communicate(timeout=PACIENCIA)
        assert proceso.returncode == codigo, dicho
    assert "no está vacía" in dicho


def test_memory_does_not_grow_with_a_part(tmp_path: Path) -> None:
    mega = bytes(1 << 20)
    tracemalloc.start()
    with (tmp_path / "grande").open("w+b") as fichero:
        escritor = Escritor(fichero)
        parte = escritor.agregar("grande", (mega for _ in range(64)))
        escritor.cerrar()
        (entrada,) = Lector(fichero).entradas()
        suma = hashlib.sha256()
        for trozo in Lector(fichero).abrir(entrada).trozos():
            suma.update(trozo)
    _ahora, maximo = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert suma.hexdigest() == parte.sha256
    assert maximo < 8 << 20
