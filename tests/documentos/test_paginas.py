"""The pages of papers, and the path from which their bytes are served."""

import datetime as dt
import hashlib
import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from auditoria.models import Asiento
from documentos.models import Archivo, Documento
from documentos.services import incorporar_documento
from expedientes.models import Visibilidad
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Usuario
from tests import factories
from tests.documentos import fabrica
from tests.documentos.conftest import Incorporar, subida


@pytest.fixture
def como(client: Client) -> Any:
    def entrar(quien: Usuario) -> Client:
        client.force_login(quien)
        return client

    return entrar


def direccion(nombre: str, caso: factories.Caso, documento: Documento | None = None) -> str:
    partes = {"codigo": caso.expediente.codigo} | ({"documento": documento.pk} if documento else {})
    return reverse(f"documentos:{nombre}", kwargs=partes)


def bajar(cliente: Client, caso: factories.Caso, documento: Documento, **cabeceras: str) -> Any:
    """The answer, read to its end into `bytes_bajados`."""
    respuesta: Any = cliente.get(direccion("descargar", caso, documento), headers=cabeceras)
    respuesta.bytes_bajados = respuesta.getvalue()
    return respuesta


# -- serving


def test_bytes_are_served_to_be_saved_and_can_do_nothing(
    caso: factories.Caso, incorporar: Incorporar, como: Any
) -> None:
    contenido = fabrica.pdf()
    documento = incorporar(caso.titular, contenido, 'Oficio "ñandú".pdf')
    respuesta = bajar(como(caso.personal), caso, documento)
    assert respuesta.status_code == 200
    assert respuesta.bytes_bajados == contenido
    assert {n: respuesta[n] for n in CABECERAS} == {
        **CABECERAS,
        "ETag": f'"{hashlib.sha256(contenido).hexdigest()}"',
        "Content-Length": str(len(contenido)),
    }


CABECERAS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": "attachment; filename*=utf-8''Oficio%20_%C3%B1and%C3%BA_.pdf",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "X-Frame-Options": "DENY",
    "ETag": "",
    "Content-Length": "",
}


def test_bytes_that_the_browser_has_are_not_sent_again(
    caso: factories.Caso, incorporar: Incorporar, como: Any
) -> None:
    documento = incorporar(caso.titular)
    cliente = como(caso.titular)
    igual = bajar(cliente, caso, documento, **{"If-None-Match": f'"{documento.archivo.sha256}"'})
    assert (igual.status_code, igual["X-Content-Type-Options"]) == (304, "nosniff")
    cabeza = cliente.head(direccion("descargar", caso, documento))
    assert cabeza.getvalue() == b""
    assert (cabeza.status_code, cabeza["Content-Length"]) == (200, str(documento.archivo.tamano))
    assert cliente.post(direccion("descargar", caso, documento)).status_code == 405


def test_what_one_may_not_see_does_not_exist(
    caso: factories.Caso, incorporar: Incorporar, como: Any, client: Client
) -> None:
    documento = incorporar(caso.titular)
    assert client.get(direccion("descargar", caso, documento)).status_code == 302
    assert bajar(como(caso.contraparte), caso, documento).status_code == 404
    assert bajar(como(caso.ajeno), caso, documento).status_code == 404
    assert bajar(como(caso.personal), caso, documento).status_code == 200


@pytest.mark.parametrize("id_", ["0", "999999999", "9" * 40, "-1", "x"])
def test_forged_ids_do_not_exist(caso: factories.Caso, como: Any, id_: str) -> None:
    respuesta = como(caso.titular).get(f"/archivos/{caso.expediente.codigo}/{id_}/")
    assert respuesta.status_code == 404


def test_a_paper_is_not_reached_through_another_case_file(
    caso: factories.Caso, incorporar: Incorporar, como: Any
) -> None:
    documento = incorporar(caso.titular)
    otro = factories.expediente(caso.propone, caso.otra)
    cliente = como(caso.personal)
    assert cliente.get(f"/archivos/{otro.codigo}/{documento.pk}/").status_code == 404
    assert cliente.get(f"/expedientes/{otro.codigo}/documentos/{documento.pk}/compartir/").status_code == 404


def test_infected_bytes_are_not_served_and_the_page_says_why(
    caso: factories.Caso, incorporar: Incorporar, como: Any
) -> None:
    documento = incorporar(caso.titular)
    Archivo.objects.filter(pk=documento.archivo_id).update(
        analisis="infectado", amenaza="Eicar", analizado_at=dt.datetime.now(dt.UTC)
    )
    respuesta = bajar(como(caso.titular), caso, documento)
    assert respuesta.status_code == 403
    assert "El antivirus encontró «Eicar»" in respuesta.content.decode()
    pagina = como(caso.titular).get(direccion("lista", caso)).content.decode()
    assert "Infectado" in pagina
    assert direccion("descargar", caso, documento) not in pagina


# -- readings that leave a row


def lecturas(caso: factories.Caso) -> list[tuple[Any, ...]]:
    filas = Asiento.objects.filter(cadena=caso.expediente.lecturas).order_by("n")
    return [
        (a.modelo, a.objeto, a.registra_id, a.institucion_id, a.visibilidad, json.loads(a.cuerpo)["datos"])
        for a in filas
    ]


def test_an_auditors_download_is_the_controls_own_matter(
    caso: factories.Caso, incorporar: Incorporar, como: Any
) -> None:
    auditora = factories.auditor(caso.propone)
    interno = incorporar(caso.titular)
    compartido = incorporar(caso.contraparte, visibilidad=Visibilidad.COMPARTIDA)
    assert bajar(como(auditora), caso, interno).status_code == 200
    assert bajar(como(auditora), caso, compartido).status_code == 200
    mandato = auditora.concesiones.get().mandato_id
    assert lecturas(caso) == [
        (
            "documentos.documento",
            documento.pk,
            auditora.pk,
            documento.institucion_id,
            "control",
            {"que": "descarga", "mandato": mandato},
        )
        for documento in (interno, compartido)
    ]


def test_an_administrators_reading_of_a_partys_own_matter_is_shown_to_the_parties(
    caso: factories.Caso, incorporar: Incorporar, como: Any
) -> None:
    administra = factories.cuenta("Pía Plataforma", is_superuser=True)
    interno = incorporar(caso.titular)
    compartido = incorporar(caso.contraparte, visibilidad=Visibilidad.COMPARTIDA)
    assert bajar(como(administra), caso, compartido).status_code == 200
    assert lecturas(caso) == []
    assert bajar(como(administra), caso, interno).status_code == 200
    assert lecturas(caso) == [
        (
            "documentos.documento",
            interno.pk,
            administra.pk,
            caso.propone.pk,
            "compartida",
            {"que": "descarga", "mandato": None},
        )
    ]


def test_reading_ones_own_partys_papers_leaves_no_row(
    caso: factories.Caso, incorporar: Incorporar, como: Any
) -> None:
    assert bajar(como(caso.personal), caso, incorporar(caso.titular)).status_code == 200
    assert lecturas(caso) == []


# -- bringing papers in


def enviar(cliente: Client, caso: factories.Caso, fichero: SimpleUploadedFile, **otros: str) -> HttpResponse:
    datos = {
        "titulo": "Oficio de invitación",
        "tipo": "oficio",
        "referencia": "Oficio 12-2016",
        "fecha": "2016-05-02",
        "institucion": str(caso.propone.pk),
        "visibilidad": "interna",
        "clave": str(uuid4()),
        "fichero": fichero,
        **otros,
    }
    return cliente.post(direccion("incorporar", caso), datos)  # type: ignore[return-value]


def test_a_paper_comes_in_by_the_form_and_stands_in_the_list(caso: factories.Caso, como: Any) -> None:
    cliente = como(caso.titular)
    pagina = cliente.get(direccion("incorporar", caso)).content.decode()
    assert 'data-max-bytes="25000000"' in pagina
    assert 'enctype="multipart/form-data"' in pagina
    respuesta = enviar(cliente, caso, subida(fabrica.pdf(), "oficio.pdf", "application/pdf"))
    assert (respuesta.status_code, respuesta["Location"]) == (302, direccion("lista", caso))
    lista = cliente.get(direccion("lista", caso)).content.decode()
    documento = Documento.objects.get()
    for esperado in (
        "Se incorporó «Oficio de invitación».",
        "Oficio 12-2016",
        "2 may",
        "No analizado",
        direccion("descargar", caso, documento),
        direccion("compartir", caso, documento),
        direccion("incorporar", caso),
    ):
        assert esperado in lista


def test_sending_the_same_form_twice_brings_in_one_paper(caso: factories.Caso, como: Any) -> None:
    clave = str(uuid4())
    for _ in range(2):
        assert enviar(como(caso.titular), caso, subida(fabrica.pdf()), clave=clave).status_code == 302
    assert Documento.objects.count() == 1


def test_what_was_typed_stays_when_the_file_is_refused(caso: factories.Caso, como: Any) -> None:
    respuesta = enviar(
        como(caso.titular), caso, subida(fabrica.imagen("PNG"), "informe.pdf"), titulo="Título que costó"
    )
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert "El archivo se llama «informe.pdf», pero su contenido es una imagen PNG." in pagina
    assert 'value="Título que costó"' in pagina
    assert 'value="2016-05-02"' in pagina
    assert "vuelva a elegirlo" in pagina


@pytest.mark.parametrize(
    ("campo", "valor", "frase"),
    [
        ("fecha", "2016-02-31", "Fecha del documento: Introduzca una fecha válida"),
        ("fecha", "2999-01-01", "La fecha del documento no puede ser posterior a hoy."),
        ("tipo", "inventado", "Tipo: Escoja una opción válida"),
        ("institucion", "999999", "Escoja una opción válida"),
        ("visibilidad", "secreta", "Escoja una opción válida"),
        ("clave", "x", "Vuelva a abrir la página."),
        ("titulo", "a\u202eb", "contiene un carácter invisible"),
        ("titulo", "a\x00b", "Los caracteres nulos no están permitidos"),
    ],
)
def test_nonsense_comes_back_as_a_sentence(
    caso: factories.Caso, como: Any, campo: str, valor: str, frase: str
) -> None:
    respuesta = enviar(como(caso.titular), caso, subida(fabrica.pdf()), **{campo: valor})
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()
    assert not Documento.objects.exists()


def test_a_form_without_its_file_is_incomplete(caso: factories.Caso, como: Any) -> None:
    respuesta = como(caso.titular).post(direccion("incorporar", caso), {})
    assert respuesta.status_code == 422
    assert "Archivo: Este campo es obligatorio." in respuesta.content.decode()


def test_whoever_may_read_but_not_bring_in_is_told_who_may(caso: factories.Caso, como: Any) -> None:
    for respuesta in (
        como(caso.personal).get(direccion("incorporar", caso)),
        enviar(como(caso.personal), caso, subida(fabrica.pdf())),
    ):
        assert respuesta.status_code == 403
        assert "Este paso corresponde a: Coordinación titular o" in respuesta.content.decode()
    assert como(caso.ajeno).get(direccion("incorporar", caso)).status_code == 404


def test_a_closed_case_file_offers_nothing_to_change(
    caso: factories.Caso, incorporar: Incorporar, como: Any
) -> None:
    documento = incorporar()
    registro = factories.con_rol(caso.propone, "registro")
    perform(caso.expediente, "cerrar", acto=Acto(registra=registro), motivo="Concluyó")
    cliente = como(caso.titular)
    pagina = cliente.get(direccion("lista", caso)).content.decode()
    assert direccion("descargar", caso, documento) in pagina
    assert direccion("incorporar", caso) not in pagina
    assert direccion("compartir", caso, documento) not in pagina
    for ruta in (direccion("incorporar", caso), direccion("compartir", caso, documento)):
        respuesta = cliente.get(ruta)
        assert respuesta.status_code == 403
        assert "El expediente está cerrado: sus documentos ya no cambian." in respuesta.content.decode()


def test_markup_in_names_and_titles_is_text(caso: factories.Caso, como: Any) -> None:
    cliente = como(caso.titular)
    fichero = subida(fabrica.pdf(), "<img src=x onerror=alert(1)>.pdf")
    respuesta = enviar(cliente, caso, fichero, titulo="<script>alert(1)</script>", referencia="<b>1</b>")
    assert respuesta.status_code == 302
    documento = Documento.objects.get()
    for nombre in ("lista", "compartir"):
        pagina = cliente.get(direccion(nombre, caso, documento if nombre == "compartir" else None))
        assert b"<script>alert" not in pagina.content
        assert b"&lt;script&gt;alert" in pagina.content
    assert b"onerror=alert(1)&gt;" not in pagina.content
    assert documento.nombre == "_img src=x onerror=alert(1)_.pdf"


# -- sharing


def test_sharing_is_asked_before_it_is_done(caso: factories.Caso, incorporar: Incorporar, como: Any) -> None:
    documento = incorporar(caso.titular)
    cliente = como(caso.titular)
    assert "ya no se podrá ocultar" in cliente.get(direccion("compartir", caso, documento)).content.decode()
    documento.refresh_from_db()
    assert not documento.esta_compartido
    assert cliente.post(direccion("compartir", caso, documento)).status_code == 302
    documento.refresh_from_db()
    assert documento.esta_compartido
    assert bajar(como(caso.contraparte), caso, documento).status_code == 200


def test_who_may_not_share_is_told_so(caso: factories.Caso, incorporar: Incorporar, como: Any) -> None:
    documento = incorporar(caso.titular)
    for hacer in ("get", "post"):
        respuesta = getattr(como(caso.tecnica), hacer)(direccion("compartir", caso, documento))
        assert respuesta.status_code == 403
    assert como(caso.contraparte).get(direccion("compartir", caso, documento)).status_code == 404
    assert (
        direccion("compartir", caso, documento)
        not in como(caso.tecnica).get(direccion("lista", caso)).content.decode()
    )


# -- lists


def muchos(caso: factories.Caso, cuantos: int) -> None:
    for n in range(cuantos):
        incorporar_documento(
            caso.expediente,
            fichero=subida(b"hola", "a.txt"),
            tipo="otro",
            titulo=f"Papel {n:03}",
            fecha=dt.date(2016, 1, 1) + dt.timedelta(days=n // 2),
            acto=Acto(registra=caso.titular),
        )


@pytest.mark.lento
def test_a_long_list_is_read_page_by_page_with_the_same_queries(caso: factories.Caso, como: Any) -> None:
    cliente = como(caso.titular)
    muchos(caso, 1)
    cliente.get(direccion("lista", caso))
    with CaptureQueriesContext(connection) as con_uno:
        cliente.get(direccion("lista", caso))
    muchos(caso, 59)
    with CaptureQueriesContext(connection) as con_sesenta:
        primera = cliente.get(direccion("lista", caso))
    assert len(con_sesenta) == len(con_uno)
    papeles = primera.context["papeles"]
    assert (len(papeles.filas), papeles.sigue is None) == (50, False)
    segunda = cliente.get(direccion("lista", caso), {"tras": str(papeles.sigue)}).context["papeles"]
    assert (len(segunda.filas), segunda.sigue) == (10, None)
    titulos = [papel.documento.pk for papel in (*papeles.filas, *segunda.filas)]
    assert len(set(titulos)) == 60


@pytest.mark.parametrize(
    "tras",
    ["", "x", "2016-01-01", "2016-01-01.", "2016-01-01.x", "2016-13-01.1", "2016-01-01.-1", "2016-01-01.²"],
)
def test_a_mark_that_is_none_is_a_clear_400(caso: factories.Caso, como: Any, tras: str) -> None:
    assert como(caso.titular).get(direccion("lista", caso), {"tras": tras}).status_code == 400


def test_the_list_is_empty_in_words(caso: factories.Caso, como: Any) -> None:
    pagina = como(caso.contraparte).get(direccion("lista", caso)).content.decode()
    assert "Todavía no hay documentos que usted pueda leer" in pagina
