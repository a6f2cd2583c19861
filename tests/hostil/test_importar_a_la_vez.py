"""Imports that run at the same moment, each on a connection of its own."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction

from auditoria.verificacion.todo import verificar
from convenios.models import Convenio, Importacion, Resultado
from convenios.models.importacion import EstadoDeImportacion
from convenios.services import importaciones
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.errors import Negativa
from instituciones.models import Institucion
from instituciones.services.escritura import esperar_turno
from tests import factories as f
from tests.convenios.importacion.ficheros import PCC, en_csv, fila_pcc
from tests.flujo.test_concurrencia import a_la_vez

pytestmark = pytest.mark.django_db(transaction=True)
RUC = "20131312955"


@pytest.fixture(autouse=True)
def _deposito(settings: Any, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR = tmp_path / "archivos"
    settings.CLAMAV_SOCKET = ""


def registro(cuantas: int = 5, contraparte: str = f"La misma, RUC {RUC}") -> bytes:
    filas = [
        fila_pcc(numero=f"{n:03}-2024", cut=str(n), institucion=contraparte) for n in range(1, cuantas + 1)
    ]
    return en_csv([PCC, *filas])


def empezada(institucion: Institucion, quien: Any, **campos: Any) -> Importacion:
    acto, contenido = Acto(registra=quien), registro(**campos)
    importacion = importaciones.recibir(institucion, ContentFile(contenido, name="registro.csv"), acto=acto)
    return importaciones.empezar_importacion(importacion, acto=acto)


def test_two_people_who_bring_the_same_file_of_one_institution_bring_each_agreement_once():
    programa = f.institucion("Programa", sigla="PCC")
    for nombre in ("Una", "Otra"):
        empezada(programa, f.con_rol(programa, "asistente", nombre))
    assert a_la_vez(importaciones.seguir, importaciones.seguir, importaciones.seguir) == [None] * 3
    importaciones.seguir()  # what found the other at work
    assert set(Importacion.objects.values_list("estado", flat=True)) == {EstadoDeImportacion.TERMINADA}
    assert Convenio.objects.count() == Expediente.objects.count() == 5
    assert verificar().bien


def test_two_institutions_that_name_the_same_new_one_register_it_once_and_refuse_nothing():
    importadas = []
    for sigla in ("UNO", "DOS"):
        institucion = f.institucion(f"Programa {sigla}", sigla=sigla)
        importadas.append(empezada(institucion, f.con_rol(institucion, "asistente", sigla)))
    salidas = a_la_vez(*[lambda i=i: importaciones.seguir_importacion(i) for i in importadas])
    assert salidas == [None, None]
    assert Institucion.objects.filter(id_fiscal=RUC).count() == 1
    for importacion in importadas:
        assert set(importacion.filas.values_list("resultado", flat=True)) == {Resultado.CREADA}
    assert verificar().bien


def test_two_institutions_that_name_the_same_new_one_without_tax_id_register_it_once():
    importadas = []
    for sigla in ("UNO", "DOS", "TRES"):
        institucion = f.institucion(f"Programa {sigla}", sigla=sigla)
        quien = f.con_rol(institucion, "asistente", sigla)
        importadas.append(empezada(institucion, quien, contraparte="Cooperativa sin número"))
    salidas = a_la_vez(*[lambda i=i: importaciones.seguir_importacion(i) for i in importadas])
    assert salidas == [None] * 3
    assert Institucion.objects.filter(nombre="Cooperativa sin número", id_fiscal="").count() == 1
    assert Convenio.objects.count() == 15
    assert verificar().bien


def test_an_import_waits_for_the_one_that_is_registering_and_then_knows_what_it_registered():
    """The second reads the directory while the first has written what nobody else sees yet."""
    institucion = f.institucion("Programa", sigla="PCC")
    importacion = empezada(
        institucion, f.con_rol(institucion, "asistente", "Una"), contraparte="Cooperativa sin número"
    )
    escrita, esperan = threading.Event(), []

    def registrar_despacio() -> None:
        with transaction.atomic():
            esperar_turno("directorio")
            f.institucion("Cooperativa sin número", id_fiscal="")
            escrita.set()
            esperan.append(_hay_quien_espere())

    def importar() -> None:
        escrita.wait(20)
        importaciones.seguir_importacion(importacion)

    assert a_la_vez(registrar_despacio, importar) == [None, None]
    assert esperan == [True]
    assert Institucion.objects.filter(nombre="Cooperativa sin número").count() == 1


def _hay_quien_espere() -> bool:
    """Whether somebody comes to wait for a lock that this connection holds, within some seconds."""
    for _vez in range(200):
        with connection.cursor() as cursor:
            cursor.execute("select exists (select from pg_locks where locktype = 'advisory' and not granted)")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.05)
    return False


def test_homonyms_that_somebody_registered_by_hand_are_both_kept():
    programa = f.institucion("Programa", sigla="PCC")
    homonimas = [f.institucion("Cooperativa sin número", id_fiscal="") for _vez in range(2)]
    quien = f.con_rol(programa, "asistente", "Una")
    importaciones.seguir_importacion(empezada(programa, quien, contraparte="Cooperativa sin número"))
    assert list(Institucion.objects.filter(nombre="Cooperativa sin número").order_by("id")) == homonimas
    assert Convenio.objects.filter(expediente__participaciones__institucion=homonimas[0]).count() == 5


def test_undoing_while_it_runs_waits_for_its_end_or_is_refused():
    programa = f.institucion("Programa", sigla="PCC")
    quien = f.con_rol(programa, "asistente", "Una")
    importacion = empezada(programa, quien)
    _nada, deshacer = a_la_vez(
        lambda: importaciones.seguir_importacion(importacion),
        lambda: importaciones.deshacer_importacion(importacion, acto=Acto(registra=quien)),
    )
    assert _nada is None
    assert isinstance(deshacer, Importacion | Negativa), deshacer
    importaciones.seguir()
    vivos = Expediente.objects.exclude(estado="anulado").count()
    assert vivos == (0 if isinstance(deshacer, Importacion) else 5)
    assert verificar().bien
