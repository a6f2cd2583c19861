"""Chains with rows in them, and what the owner of the database can do to them when nobody looks."""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from auditoria.models import Asiento, Cadena, Cierre
from auditoria.sello import demostracion
from auditoria.services import Hecho, abrir_cadena, asentar
from auditoria.services.cierres import cerrar
from auditoria.verificacion import Informe
from auditoria.verificacion.todo import verificar

DIA = dt.date(2026, 3, 2)
TABLAS = tuple(f"auditoria_{de}" for de in ("asiento", "cadena", "cierre", "hojadecierre", "llavedesello"))
_n = itertools.count(1)


@pytest.fixture(scope="session")
def llaves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like `.local`, with the keys of a demonstration in it."""
    local = tmp_path_factory.mktemp("local")
    demostracion.carpeta(local)
    return local


@pytest.fixture(scope="session")
def ajenas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with other keys: another institution's, or a forger's."""
    local = tmp_path_factory.mktemp("ajenas")
    demostracion.carpeta(local)
    return local


@pytest.fixture(autouse=True)
def en_demostracion(settings: Any, llaves: Path) -> None:
    settings.DEMO = True
    settings.LOCAL_DIR = llaves


def hecho(accion: str = "anotar", **campos: Any) -> Hecho:
    return Hecho(
        modelo=campos.pop("modelo", "pruebas.cosa"),
        objeto=campos.pop("objeto", 7),
        accion=accion,
        fecha_hecho=campos.pop("fecha_hecho", DIA),
        **campos,
    )


def cadena(asientos: int = 0, *, clave: str = "", personal: bool = True) -> Cadena:
    """A chain with that many rows, each with personal data unless it is said not to."""
    creada = abrir_cadena(clave or f"prueba:{next(_n)}")
    for i in range(asientos):
        datos = {"quien": f"María Núñez {i}"} if personal else None
        asentar(creada.pk, hecho(datos={"i": i}), personal=datos)
    creada.refresh_from_db()
    return creada


def cerrado() -> Cierre:
    cierre = cerrar()
    assert cierre
    return cierre


def fila(de: Cadena, n: int) -> Asiento:
    return Asiento.objects.get(cadena=de, n=n)


def sql(orden: str, *valores: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(orden, valores)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def sin_disparadores() -> Iterator[None]:
    """What only the owner can do: with every guard of ours switched off."""
    sql("set constraints all immediate")
    for tabla in TABLAS:
        sql(f"alter table {tabla} disable trigger user")
    yield
    sql("set constraints all immediate")
    for tabla in TABLAS:
        sql(f"alter table {tabla} enable trigger user")


def rehacer(asiento: Asiento) -> None:
    """Compute the hashes of a row anew, as a forger would who knows how; the rows after it stay as they are."""
    sql(
        "update auditoria_asiento set interno = sha256(nonce || convert_to(cuerpo, 'UTF8')) where id = %s",
        asiento.pk,
    )
    sql(
        "update auditoria_asiento set hash = sha256(anterior || int8send(n) || interno) where id = %s",
        asiento.pk,
    )


def hallado(**opciones: Any) -> tuple[str | None, int | None, int | None]:
    """The one finding of a verification: its chain's key, the number, the id. Both ways of looking must agree."""
    informe = verificar(**opciones)
    (uno,) = informe.hallazgos
    if not opciones:
        assert verificar(fila_por_fila=True).hallazgos == [uno]
    return uno.clave, uno.n, uno.asiento


def que_se_hallo(**opciones: Any) -> str:
    (uno,) = verificar(**opciones).hallazgos
    return uno.que


def sano(informe: Informe | None = None) -> bool:
    """Whether nothing is found, neither in one pass nor row by row."""
    return (informe or verificar()).bien and verificar(fila_por_fila=True).bien
