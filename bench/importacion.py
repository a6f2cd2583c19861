"""A register taken in, against reading the file and inserting the same rows by `bulk_create`.

What is compared with writes no log and no permissions, asks nobody's leave and tries nothing dry: only the rows of the
domain, known to the last value, into tables with the keys, constraints, indexes and references of the real ones.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from bench.medidas import Promesa, cronometrar
from convenios.importacion.lectura import abrir
from convenios.importacion.origenes import ORIGENES
from convenios.importacion.recorrido import entender, recorrer
from convenios.models import (
    Aporte,
    Clausula,
    Convenio,
    FilaImportada,
    NumeroDeConvenio,
    PorRegularizar,
    VersionDeTexto,
)
from convenios.services import importaciones
from expedientes.models import Expediente, Participacion
from flujo.acto import Acto
from instituciones.models import Institucion
from instituciones.services.instituciones import crear_institucion
from notificaciones.models import Plazo

FILAS = 10_000
LIMITE = 3.0
VUELTAS = 3
CABECERA = [
    "Nº de convenio",
    "Año suscripción",
    "Nombre de la institución",
    "Nº de adendas",
    "Nº de CUT",
    "Fecha de firma",
    "Fecha de conclusión",
    "Presupuesto (S/.)",
    "Estado actual",
]
COPIADAS = (
    Expediente,
    Participacion,
    Convenio,
    VersionDeTexto,
    Clausula,
    Aporte,
    NumeroDeConvenio,
    PorRegularizar,
    FilaImportada,
    Plazo,
)
"""Every table of the domain that an import fills. The rows and the chains of the log, the groups and the permissions of
readers are its own cost: they stand on its side alone."""


def medir(filas: int = FILAS) -> Iterator[Promesa]:
    """Several imports, each by another institution and beside the same rows again into tables of their own."""
    contenido = _registro(filas)
    vueltas = [_una_vuelta(n, contenido) for n in range(1, VUELTAS + 1)]
    importar, leer, copiar = sorted(vueltas, key=_razon)[VUELTAS // 2]
    yield Promesa(
        f"importar {filas:,} filas / leerlas y `bulk_create` de las mismas",
        _razon((importar, leer, copiar)),
        LIMITE,
        f"mediana de {VUELTAS}: {importar:.1f} s; leer {leer:.1f} s, bulk_create {copiar:.1f} s",
    )


def _una_vuelta(n: int, contenido: bytes) -> tuple[float, float, float]:
    """Seconds to import, to read and to copy."""
    institucion = crear_institucion(
        nombre=f"Institución {n} que importa",
        sigla=f"IMPORTA{n}",
        tipo="agencia",
        pais="PE",
        acto=Acto(registra=None),
    )
    antes = {modelo: _ultimo(modelo) for modelo in COPIADAS}
    importar = cronometrar(lambda: _importar(institucion, contenido))
    leer = cronometrar(lambda: _leer(contenido, institucion))
    return importar, leer, cronometrar_copia(antes)


def _razon(vuelta: tuple[float, float, float]) -> float:
    importar, leer, copiar = vuelta
    return importar / (leer + copiar)


def _registro(filas: int) -> bytes:
    texto = io.StringIO()
    escritor = csv.writer(texto, delimiter=";")
    escritor.writerow(CABECERA)
    for n in range(1, filas + 1):
        con = f"Cooperativa {n % 200}"
        escritor.writerow(
            [f"{n}-2024", "2024", con, "0", f"{n}-2024", "15/03/2024", "15/03/2027", "150,000.00", "Vigente"]
        )
    return texto.getvalue().encode()


def _importar(institucion: Institucion, contenido: bytes) -> None:
    acto = Acto(registra=None)
    importacion = importaciones.recibir(
        institucion, ContentFile(contenido, name="registro.csv"), acto=acto, origen="pcc"
    )
    importaciones.empezar_importacion(importacion, acto=acto)
    importaciones.seguir_importacion(importacion)
    hechas = importacion.filas.filter(resultado="creada").count()
    if hechas != importacion.informe["filas"]:
        raise RuntimeError(f"only {hechas} of {importacion.informe['filas']} rows entered")


def _leer(contenido: bytes, institucion: Institucion) -> None:
    with abrir(io.BytesIO(contenido), "registro.csv") as libro:
        for _fila in recorrer(entender(libro, hoy=institucion.hoy(), origen=ORIGENES["pcc"])):
            pass


def _ultimo(modelo: Any) -> int:
    ultimo = modelo._base_manager.order_by("-pk").values_list("pk", flat=True).first()
    return int(ultimo or 0)


def cronometrar_copia(desde: Mapping[Any, int]) -> float:
    """Seconds that `bulk_create` of the rows above those ids takes, references checked, into tables that are taken back
    at the end. The rows of each stand in memory, as instances, before its time runs."""
    segundos = 0.0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("create schema copia")
        for modelo in desde:
            cursor.execute(sql.SQL(COPIA).format(tabla=sql.Identifier(modelo._meta.db_table)))
        for modelo in desde:
            _referir(cursor, modelo._meta.db_table)
        for modelo, ultimo in desde.items():
            segundos += _cronometrar_tabla(cursor, modelo, ultimo)
        segundos += cronometrar(lambda: cursor.execute("set constraints all immediate"))
        transaction.set_rollback(True)
    return segundos


COPIA = "create table copia.{tabla} (like public.{tabla} including all)"


def _referir(cursor: CursorWrapper, tabla: str) -> None:
    """Have the copy of a table refer to what the table refers to, or to the copy of that."""
    cursor.execute(
        "select pg_get_constraintdef(oid) from pg_constraint where contype = 'f' and conrelid = %s::regclass",
        [f"public.{tabla}"],
    )
    referencias = [sql.SQL("add {}").format(sql.SQL(definicion)) for (definicion,) in cursor.fetchall()]
    cursor.execute("set local search_path = copia, public")
    cursor.execute(
        sql.SQL("alter table {} {}").format(sql.Identifier(tabla), sql.SQL(", ").join(referencias))
    )
    cursor.execute("set local search_path = public")


def _cronometrar_tabla(cursor: CursorWrapper, modelo: Any, ultimo: int) -> float:
    filas = list(modelo._base_manager.filter(pk__gt=ultimo))
    cursor.execute("set local search_path = copia, public")
    segundos = cronometrar(lambda: modelo._base_manager.bulk_create(filas, batch_size=1000))
    cursor.execute("set local search_path = public")
    return segundos
