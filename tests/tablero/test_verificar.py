"""`/verificar/`: what anybody who holds a paper is told of it, and what not."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from convenios.models import Estado
from documentos.models import Archivo, Papel
from documentos.services import pedir_papel
from documentos.services.composicion import terminar
from flujo.acto import Acto
from instituciones.models import Publicidad, ReglasDeInstitucion
from tests.documentos.fabrica import pdf
from tests.factories import Caso, hoy

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def caso(settings: Settings, tmp_path: Path) -> Caso:
    settings.ARCHIVOS_DIR, settings.LOCAL_DIR, settings.DEMO = tmp_path / "archivos", tmp_path, True
    return Caso(Estado.EN_EJECUCION, titulo="Convenio de las cooperativas")


@pytest.fixture
def papel(caso: Caso) -> Papel:
    papel = pedir_papel(caso.actual(), "ficha", acto=Acto(registra=caso.asistente))
    terminar(papel, pdf())
    papel.refresh_from_db()
    return papel


def pagina(client: Client, codigo: str | None) -> str:
    respuesta = client.get(reverse("tablero:verificar_codigo", args=[codigo]))
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def publicar(caso: Caso) -> None:
    for institucion in (caso.propone, caso.otra):
        ReglasDeInstitucion.objects.create(
            institucion=institucion,
            desde=hoy(),
            publicidad=Publicidad.PUBLICA,
            norma_de_publicidad="Ley 27806, artículo 5",
        )


def test_by_its_code_a_paper_tells_its_hash_and_not_what_is_not_published(client: Client, papel: Papel):
    texto = pagina(client, papel.codigo)
    assert papel.archivo.sha256 in texto
    assert "Ficha del convenio" in texto
    assert "Convenio de las cooperativas" not in texto
    assert papel.expediente.codigo not in texto


def test_what_its_parties_publish_is_told(client: Client, papel: Papel, caso: Caso):
    publicar(caso)
    assert papel.titulo in pagina(client, papel.codigo)


@pytest.mark.parametrize("escrito", ["{}", "{} ", "{}\n"])
def test_a_code_is_read_however_it_is_typed(client: Client, papel: Papel, escrito: str):
    respuesta = client.get(
        reverse("tablero:verificar"), {"codigo": escrito.format(papel.codigo_en_grupos.lower())}
    )
    assert respuesta.headers["Location"] == reverse("tablero:verificar_codigo", args=[papel.codigo])


@pytest.mark.parametrize("codigo", ["22222222222222222222", "no-es-un-codigo", "x" * 500, "%00", "'; drop"])
def test_what_is_no_code_of_ours_is_told_so(client: Client, codigo: str):
    respuesta = client.get(reverse("tablero:verificar_codigo", args=[codigo]))
    assert respuesta.status_code == 404
    assert "Ningún papel tiene ese código." in respuesta.content.decode()


def test_a_draft_has_no_code_and_a_paper_that_is_still_composed_is_not_told(client: Client, caso: Caso):
    pedido = pedir_papel(caso.actual(), "ficha", acto=Acto(registra=caso.asistente))
    assert client.get(reverse("tablero:verificar_codigo", args=[pedido.codigo])).status_code == 404


def test_whoever_tries_codes_is_told_to_wait(client: Client):
    codigos = [client.get(f"/verificar/{'2' * 20}/").status_code for _n in range(61)]
    assert codigos[:60] == [404] * 60
    assert codigos[60] == 429


def test_a_newer_paper_of_the_same_replaces_it(client: Client, papel: Papel, caso: Caso):
    assert "Vigente" in pagina(client, papel.codigo)
    caso.expediente.titulo = "Otro título"
    caso.expediente.save(update_fields=["titulo"])
    otro = pedir_papel(caso.actual(), "ficha", acto=Acto(registra=caso.asistente))
    assert otro.pk != papel.pk
    assert "Sustituido" in pagina(client, papel.codigo)


def subir(client: Client, contenido: bytes) -> str:
    fichero = SimpleUploadedFile("papel.pdf", contenido, content_type="application/pdf")
    respuesta = client.post(reverse("tablero:verificar_archivo"), {"fichero": fichero})
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def test_a_file_of_ours_is_known_and_its_signatures_are_judged(client: Client, papel: Papel):
    texto = subir(client, pdf())
    assert papel.archivo.sha256 in texto
    assert "Indeterminada" in texto
    assert "Ficha del convenio" in texto


@pytest.mark.parametrize("contenido", [b"%PDF-1.7 roto", b"MZ\x90", b"x" * 10_000])
def test_what_is_no_paper_of_ours_is_told_so_and_never_kept(client: Client, papel: Papel, contenido: bytes):
    antes = Archivo.objects.count()
    texto = subir(client, contenido)
    assert "Estos bytes no son los de ningún papel de este sistema." in texto
    assert 'data-tone="good"' not in texto
    assert Archivo.objects.count() == antes
