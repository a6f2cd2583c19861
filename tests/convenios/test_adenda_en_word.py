"""The text of an addendum goes out to Word, comes back, and is commented, as the agreement's does; never the one as
the other's."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from pytest_django.fixtures import Settings

from convenios.docx.lectura import leer
from convenios.models import Comentario, TextoRecibido, VersionDeTexto
from convenios.services import recibir_texto
from documentos.puerta.formatos import WORD
from tests.convenios.docx.word import ANA, LUIS, Edicion
from tests.convenios.pagina import entrar, enviado_por, enviar
from tests.factories import CasoDeAdenda

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def deposito(settings: Settings, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR = tmp_path / "archivos"
    settings.CLAMAV_SOCKET = ""


@pytest.fixture
def caso() -> CasoDeAdenda:
    return CasoDeAdenda()


def ruta(caso: CasoDeAdenda, resto: str, *, adenda: bool = True) -> str:
    de = "adendas/1/" if adenda else ""
    return f"/expedientes/{caso.expediente.codigo}/{de}texto/{resto}"


def descargado(caso: CasoDeAdenda, *, adenda: bool = True) -> Any:
    respuesta = entrar(caso.titular).get(ruta(caso, "1/docx/", adenda=adenda))
    assert respuesta.status_code == 200
    return respuesta


def trabajado(caso: CasoDeAdenda) -> bytes:
    edicion = Edicion(bytes(descargado(caso).content))
    objeto = edicion.parrafo("Se amplía.")
    edicion.escribir(objeto, "Se ", ("-", "amplía", ANA), ("+", "extiende", ANA), ".")
    edicion.comentar(objeto, "¿Por qué?", LUIS)
    return edicion.cerrar()


def recibir(caso: CasoDeAdenda, contenido: bytes) -> TextoRecibido:
    fichero = SimpleUploadedFile("vuelto.docx", contenido, WORD)
    return recibir_texto(caso.actual_adenda(), fichero, acto=caso.acto_de_adenda(caso.titular))


def test_it_goes_out_with_its_own_name_and_comes_back_from_its_own_version(caso: CasoDeAdenda):
    respuesta = descargado(caso)
    codigo = caso.expediente.codigo
    assert f'filename="{codigo}-adenda-1-version-1.docx"' in respuesta["Content-Disposition"]
    leido = leer(bytes(respuesta.content))
    assert (leido.expediente, leido.version) == (f"{codigo}/adenda-1", 1)
    uno = recibir(caso, trabajado(caso))
    assert (uno.adenda, uno.base) == (caso.adenda, caso.actual_adenda().version)
    assert uno.get_absolute_url() == ruta(caso, f"recibido/{uno.pk}/")
    assert list(caso.actual().recibidos()) == []


def test_what_is_accepted_is_a_draft_of_the_addendum(caso: CasoDeAdenda):
    client: Any = entrar(caso.titular)
    fichero = SimpleUploadedFile("vuelto.docx", trabajado(caso), WORD)
    datos = enviado_por(client.get(ruta(caso, "recibir/")).context["form"])
    subida = client.post(ruta(caso, "recibir/"), datos | {"papel": fichero})
    pagina = client.get(subida.url)
    assert "¿Por qué?" in pagina.text
    hecho = client.post(subida.url, enviado_por(pagina.context["form"]) | {"accion": "todo"})
    borrador = VersionDeTexto.objects.get(visibilidad="interna")
    assert hecho.url == ruta(caso, f"editar/?borrador={borrador.pk}")
    assert borrador.adenda == caso.adenda
    assert [c.texto for c in borrador.clausulas.all()] == ["Se extiende.", "Tres años."]
    assert client.get(hecho.url).status_code == 200
    assert ruta(caso, f"1/docx/?borrador={borrador.pk}") in client.get(ruta(caso, "editar/")).text


def test_the_agreement_s_file_is_not_taken_for_the_addendum_s(caso: CasoDeAdenda):
    del_convenio = bytes(descargado(caso, adenda=False).content)
    uno = recibir(caso, del_convenio)
    assert uno.base is None
    pagina = entrar(caso.titular).get(uno.get_absolute_url()).text
    assert f"El archivo dice haber salido de {caso.expediente.codigo}, no de" in pagina


def test_what_came_back_for_one_text_is_no_page_of_the_other(caso: CasoDeAdenda):
    uno = recibir(caso, trabajado(caso))
    client = entrar(caso.titular)
    assert client.get(ruta(caso, f"recibido/{uno.pk}/")).status_code == 200
    assert client.get(ruta(caso, f"recibido/{uno.pk}/", adenda=False)).status_code == 404


def test_the_database_ties_it_to_its_own_text(caso: CasoDeAdenda):
    uno = recibir(caso, trabajado(caso))
    with pytest.raises(DatabaseError), transaction.atomic():
        TextoRecibido.objects.filter(pk=uno.pk).update(adenda=None)
    otro = recibir(caso, bytes(descargado(caso).content))
    otro.base = caso.actual().version
    otro.pk = None
    with pytest.raises(DatabaseError, match="mismo texto"), transaction.atomic():
        otro.save(force_insert=True)


def test_its_clauses_are_commented_answered_and_resolved(caso: CasoDeAdenda):
    client = entrar(caso.titular)
    assert ruta(caso, "1/comentar/1/") in client.get(ruta(caso, "1/")).text
    hecho = enviar(client, ruta(caso, "1/comentar/1/"), texto="¿Hasta dónde?", visibilidad="compartida")
    assert hecho.url == f"{ruta(caso, '1/')}#clausula-1"
    uno = Comentario.objects.get()
    assert uno.version == caso.actual_adenda().version
    base = f"/expedientes/{caso.expediente.codigo}/comentarios/{uno.pk}/"
    respondido = enviar(entrar(caso.contraparte), f"{base}responder/", texto="Hasta aquí.")
    assert respondido.url == f"{ruta(caso, '1/')}#clausula-1"
    assert "Hasta aquí." in client.get(ruta(caso, "1/")).text
    assert "¿Hasta dónde?" not in client.get(ruta(caso, "1/", adenda=False)).text
    assert enviar(client, f"{base}resolver/").url == f"{ruta(caso, '1/')}#clausula-1"
