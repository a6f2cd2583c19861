"""ClamAV, spoken to over a real socket: what it finds is refused; without it nobody says «limpio»."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from pytest_django.fixtures import Settings

from auditoria.models import Asiento
from documentos.models import Archivo, Documento
from documentos.puerta import clamav
from documentos.puerta.admision import ArchivoInfectado
from documentos.services import analizar_pendientes
from flujo.errors import DatosInvalidos
from tests import factories
from tests.documentos import fabrica
from tests.documentos.clamd_de_prueba import EnPuerto, EnRuta, atendiendo, puerto_sin_nadie
from tests.documentos.conftest import Incorporar

INFECTADO = b"nota\n" + fabrica.EICAR


@pytest.fixture(params=["ruta", "puerto"])
def clamd(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> Iterator[EnRuta | EnPuerto]:
    servidor = EnRuta(tmp_path / "clamd") if request.param == "ruta" else EnPuerto()
    with atendiendo(servidor):
        settings.CLAMAV_SOCKET = servidor.direccion
        yield servidor


@pytest.fixture
def un_clamd(tmp_path: Path) -> Iterator[EnRuta | EnPuerto]:
    """One that runs, but is not configured."""
    with atendiendo(EnRuta(tmp_path / "clamd")) as servidor:
        yield servidor


def test_it_gets_the_whole_file_and_its_word_is_believed(clamd: EnRuta) -> None:
    grande = b"x" * 200_000
    assert clamav.analizar(ContentFile(grande)).amenaza == ""
    assert clamd.recibidos == [grande]
    assert clamav.analizar(ContentFile(INFECTADO)).amenaza == "Win.Test.EICAR_HDB-1"


def test_an_answer_that_is_no_verdict_is_not_taken_for_one(clamd: EnRuta) -> None:
    clamd.maximo = 1000
    with pytest.raises(clamav.SinAntivirus, match="size limit exceeded"):
        clamav.analizar(ContentFile(b"x" * 500_000))


@pytest.mark.parametrize(
    "direccion",
    ["", "/no/existe", puerto_sin_nadie()],
    ids=["ninguno", "socket que no existe", "puerto sin nadie"],
)
def test_without_an_antivirus_there_is_no_verdict(settings: Settings, direccion: str) -> None:
    settings.CLAMAV_SOCKET = direccion
    with pytest.raises(clamav.SinAntivirus):
        clamav.analizar(ContentFile(b"x"))


def test_a_clean_upload_is_said_to_be_clean(incorporar: Incorporar, clamd: EnRuta) -> None:
    archivo = incorporar().archivo
    assert (archivo.analisis, archivo.amenaza) == ("limpio", "")
    assert archivo.analizado_at is not None


def test_an_infected_upload_is_refused_and_logged_for_its_party_alone(
    caso: factories.Caso, incorporar: Incorporar, clamd: EnRuta, deposito: Path
) -> None:
    with pytest.raises(ArchivoInfectado, match=r"«Win\.Test\.EICAR_HDB-1» en el archivo «a\.txt»"):
        incorporar(caso.tecnica, INFECTADO, "a.txt", clave="uno")
    assert not Documento.objects.exists()
    assert not deposito.exists()
    asiento = Asiento.objects.get(accion="rechazar_archivo")
    assert (asiento.modelo, asiento.objeto, asiento.registra_id) == (
        "expedientes.expediente",
        caso.expediente.pk,
        caso.tecnica.pk,
    )
    assert (asiento.visibilidad, asiento.institucion_id) == ("interna", caso.propone.pk)
    datos = json.loads(asiento.cuerpo)["datos"]
    assert (datos["amenaza"], len(datos["sha256"])) == ("Win.Test.EICAR_HDB-1", 64)
    assert json.loads(asiento.personal or "")["nombre"] == "a.txt"


def test_an_unreachable_antivirus_stops_no_work_but_nothing_is_called_clean(
    incorporar: Incorporar, settings: Settings
) -> None:
    settings.CLAMAV_SOCKET = puerto_sin_nadie()
    assert incorporar().archivo.analisis == "no_analizado"


def test_what_was_not_examined_is_examined_when_the_antivirus_is_back(
    caso: factories.Caso, incorporar: Incorporar, un_clamd: EnRuta, settings: Settings
) -> None:
    limpio = incorporar(caso.titular, contenido=b"hola", nombre="hola.txt")
    malo = incorporar(caso.titular, contenido=INFECTADO, nombre="malo.txt")
    de_la_otra = incorporar(caso.contraparte, contenido=INFECTADO, nombre="malo.txt")
    assert analizar_pendientes() == 0
    settings.CLAMAV_SOCKET = un_clamd.direccion
    assert analizar_pendientes() == 2
    assert analizar_pendientes() == 0
    assert Archivo.objects.get(pk=limpio.archivo_id).analisis == "limpio"
    archivo = Archivo.objects.get(pk=malo.archivo_id)
    assert (archivo.analisis, archivo.amenaza) == ("infectado", "Win.Test.EICAR_HDB-1")
    detectados = Asiento.objects.filter(accion="detectar_amenaza").order_by("n")
    assert [(a.objeto, a.institucion_id, a.visibilidad, a.registra_id) for a in detectados] == [
        (malo.pk, caso.propone.pk, "interna", None),
        (de_la_otra.pk, caso.otra.pk, "interna", None),
    ]


def test_bytes_that_are_known_to_be_infected_do_not_come_in_again(
    caso: factories.Caso, incorporar: Incorporar, un_clamd: EnRuta, settings: Settings
) -> None:
    incorporar(caso.titular, contenido=INFECTADO, nombre="malo.txt")
    settings.CLAMAV_SOCKET = un_clamd.direccion
    analizar_pendientes()
    settings.CLAMAV_SOCKET = ""
    with pytest.raises(DatosInvalidos, match="El antivirus encontró"):
        incorporar(caso.contraparte, contenido=INFECTADO, nombre="otro.txt")
    assert Documento.objects.count() == 1
