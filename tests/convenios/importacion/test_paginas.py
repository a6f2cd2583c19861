"""The pages of importing: upload, dry run, columns, progress, result, undoing; and completing a date."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from convenios.models import Convenio, Importacion
from convenios.services import importaciones, regularizar
from convenios.views import importar
from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from tests import factories as f
from tests.convenios.importacion.ficheros import PCC, en_csv, fila_pcc
from tests.convenios.importacion.test_importar import CON_FALTA
from tests.convenios.pagina import entrar, enviar

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(asistente: Usuario) -> Client:
    return entrar(asistente)


def subir(client: Client, de: Institucion, contenido: bytes, nombre: str = "registro.csv") -> Any:
    fichero = SimpleUploadedFile(nombre, contenido)
    return client.post("/importar/", {"institucion": de.pk, "origen": "", "fichero": fichero}, follow=True)


def importada(client: Client, de: Institucion, contenido: bytes) -> Importacion:
    subir(client, de, contenido)
    importacion = Importacion.objects.latest("id")
    client.post(f"/importar/{importacion.pk}/empezar/")
    importaciones.seguir()
    return Importacion.objects.get(pk=importacion.pk)


def test_an_error_names_its_column_and_what_that_is_called(client: Client, programa: Institucion) -> None:
    pagina = subir(client, programa, en_csv([PCC, fila_pcc(firma="31/02/2024")])).content.decode()
    assert "fila 2, J<small> · Fecha de firma</small>" in pagina


def test_the_page_counts_all_that_was_made_where_it_shows_only_some(
    client: Client, programa: Institucion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importar, "SE_MUESTRAN", 1)
    una = importada(client, programa, en_csv([PCC, *(fila_pcc(numero=f"{n}-2024") for n in (1, 2))]))
    pagina = client.get(una.get_absolute_url()).content.decode()
    assert "Se muestran los primeros 1; los demás están en la lista de expedientes." in pagina


def test_an_upload_is_tried_and_nothing_is_made_of_it(client: Client, programa: Institucion) -> None:
    pagina = subir(client, programa, en_csv([PCC, fila_pcc(firma="31/02/2024")]))
    assert pagina.status_code == 200
    assert "Ese día no existe en el calendario." in pagina.text
    assert "31/02/2024" in pagina.text
    assert not Convenio.objects.exists()


def test_it_is_imported_with_progress_and_its_result(client: Client, programa: Institucion) -> None:
    subir(client, programa, en_csv([PCC, fila_pcc()]))
    importacion = Importacion.objects.get()
    sigue = client.post(f"/importar/{importacion.pk}/empezar/", follow=True)
    assert "0 de 1" in sigue.text
    assert sigue["Refresh"] == "3"
    assert "Refresh" not in client.get(f"/importar/{importacion.pk}/")
    importaciones.seguir()
    hecha = client.get(f"/importar/{importacion.pk}/?seguir")
    assert "Refresh" not in hecha
    assert Convenio.objects.get().expediente.codigo in hecha.text
    assert "Cooperativa Agraria Los Andes" in hecha.text


@pytest.mark.parametrize("falta", CON_FALTA)
def test_every_fault_is_told_on_the_page(falta: str, client: Client, programa: Institucion) -> None:
    contenido, nombre, frase = CON_FALTA[falta]
    pagina = subir(client, programa, contenido, nombre)
    assert pagina.status_code in (200, 422)
    assert frase in pagina.text
    assert not Convenio.objects.exists()


def test_the_errors_are_a_file_that_computes_nothing(client: Client, programa: Institucion) -> None:
    subir(client, programa, en_csv([PCC, fila_pcc(firma="=1+1")]))
    texto = client.get(f"/importar/{Importacion.objects.get().pk}/errores.csv").content.decode("utf-8-sig")
    assert texto.splitlines()[0].startswith("Hoja;Fila;Columna")
    assert "'=1+1" in texto


def test_a_column_that_was_renamed_is_said_and_remembered(client: Client, programa: Institucion) -> None:
    cabecera = [nombre.replace("Fecha de firma", "Día en que se firmó") for nombre in PCC]
    pagina = subir(client, programa, en_csv([cabecera, fila_pcc()]))
    importacion = Importacion.objects.get()
    assert importacion.informe["entran"] == 0
    assert "Fecha de firma" in pagina.text
    form = pagina.context["form"]
    [campo] = [campo for campo, nombre in form.nombres.items() if nombre == "Día en que se firmó"]
    ruta = f"/importar/{importacion.pk}/"
    datos = {nombre: form[nombre].value() for nombre in form.fields} | {campo: "suscripcion"}
    assert client.post(f"{ruta}columnas/", datos, follow=True).status_code == 200
    assert Importacion.objects.get().informe["entran"] == 1
    assert client.post(f"{ruta}columnas/", datos | {campo: "marte"}).status_code == 422


def test_undoing_hides_what_it_made_from_the_list_and_not_from_its_address(
    client: Client, programa: Institucion
) -> None:
    importacion = importada(client, programa, en_csv([PCC, fila_pcc()]))
    expediente = Expediente.objects.get()
    assert expediente.codigo in client.get("/expedientes/").text
    client.post(f"/importar/{importacion.pk}/deshacer/")
    importaciones.seguir()
    assert expediente.codigo not in client.get("/expedientes/").text
    pagina = client.get(expediente.get_absolute_url())
    assert (pagina.status_code, "Anulado" in pagina.text) == (200, True)


def test_undoing_what_somebody_touched_is_refused_with_its_code(
    client: Client, programa: Institucion, asistente: Usuario
) -> None:
    importacion = importada(client, programa, en_csv([PCC, fila_pcc()]))
    convenio = Convenio.objects.get()
    regularizar(convenio.por_regularizar.get(dato="objeto"), None, acto=Acto(registra=asistente))
    pagina = client.post(f"/importar/{importacion.pk}/deshacer/")
    assert pagina.status_code == 422
    assert f"Alguien ya trabajó en lo que se importó: {convenio.expediente.codigo}." in pagina.text


def test_the_case_file_says_where_it_came_from_and_what_is_missing(
    client: Client, programa: Institucion
) -> None:
    importada(client, programa, en_csv([PCC, fila_pcc(firma="31/02/2024")]))
    convenio = Convenio.objects.get()
    pagina = client.get(convenio.get_absolute_url()).text
    assert "Incorporado del registro registro.csv, hoja registro.csv, fila 2" in pagina
    pendiente = convenio.por_regularizar.get(dato="suscrito_el")
    assert f"/expedientes/{convenio.expediente.codigo}/regularizar/{pendiente.pk}/" in pagina
    assert "El registro decía: «31/02/2024»." in pagina


def test_whoever_may_not_prepare_it_completes_nothing(client: Client, programa: Institucion) -> None:
    importada(client, programa, en_csv([PCC, fila_pcc()]))
    convenio = Convenio.objects.get()
    personal = entrar(f.con_rol(programa, "personal", "Personal"))
    pendiente = convenio.por_regularizar.get(dato="inicio")
    ruta = f"/expedientes/{convenio.expediente.codigo}/regularizar/{pendiente.pk}/"
    assert ruta not in personal.get(convenio.get_absolute_url()).text
    assert personal.get(ruta).status_code == 403


def test_a_date_that_was_missing_is_completed(client: Client, programa: Institucion) -> None:
    importada(client, programa, en_csv([PCC, fila_pcc()]))
    convenio = Convenio.objects.get()
    pendiente = convenio.por_regularizar.get(dato="inicio")
    ruta = f"/expedientes/{convenio.expediente.codigo}/regularizar/{pendiente.pk}/"
    assert enviar(client, ruta, valor="2028-01-01").status_code == 422  # it would begin after its end
    assert enviar(client, ruta, valor="2024-03-15").status_code == 302
    assert Convenio.objects.get().inicio == dt.date(2024, 3, 15)


def test_others_see_no_import(client: Client, programa: Institucion) -> None:
    importacion = importada(client, programa, en_csv([PCC, fila_pcc()]))
    otro = entrar(f.con_rol(f.institucion("Otra"), "asistente", "Ajeno"))
    for ruta in ("", "errores.csv"):
        assert otro.get(f"/importar/{importacion.pk}/{ruta}").status_code == 404
    personal = entrar(f.con_rol(programa, "personal", "Personal"))
    assert personal.get("/importar/").status_code == 403
