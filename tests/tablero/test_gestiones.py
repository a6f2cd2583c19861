"""Noting a contact from anywhere in a moment, finding it again, and being told of the next one."""

import csv
import datetime as dt
import io
import re
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from expedientes.models import Gestion
from expedientes.services import compartir_gestion, registrar_gestion
from flujo.acto import Acto
from instituciones.models import Usuario
from notificaciones.models import Plazo
from tests.convenios.pagina import entrar, enviado_por
from tests.factories import AYER as DIA
from tests.factories import Caso, auditor, con_rol, conceder, expediente, hoy, institucion

pytestmark = pytest.mark.django_db

NUEVA = "/gestiones/nueva/"


def escrito(**mas: Any) -> dict[str, Any]:
    return {
        "clave": str(uuid4()),
        "medio": "llamada",
        "con": "conf",
        "resumen": "Quedaron en enviar el texto.",
        "contacto": "",
    } | mas


def en(caso: Caso) -> str:
    return f"{NUEVA}?expediente={caso.expediente.codigo}"


def enviar(caso: Caso, quien: Usuario, **mas: Any) -> Any:
    """Open the form of that case file, type, send."""
    client = entrar(quien)
    form = client.get(en(caso)).context["form"]
    return client.post(en(caso), enviado_por(form) | escrito(**mas))


def registrar(caso: Caso, quien: Usuario | None = None, **campos: Any) -> Gestion:
    campos = {"medio": "llamada", "con": caso.otra, "resumen": "Quedaron en enviar el texto.", **campos}
    return registrar_gestion(caso.expediente, acto=Acto(registra=quien or caso.titular), **campos)


# -- noting it


def test_it_is_noted_on_one_screen_with_its_next_contact():
    caso = Caso()
    respuesta = enviar(caso, caso.titular, contacto="habiles")
    assert (respuesta.status_code, respuesta["Location"]) == (
        302,
        f"/expedientes/{caso.expediente.codigo}/#gestiones",
    )
    gestion = Gestion.objects.get()
    assert (gestion.con_institucion, gestion.visibilidad, gestion.fecha) == (caso.otra, "interna", hoy())
    assert gestion.proximo_contacto == Plazo.objects.get(tipo="proximo_contacto").vence > hoy()


def test_the_quick_choices_say_which_day_they_are():
    caso = Caso()
    html = entrar(caso.titular).get(en(caso)).text
    assert re.search(r"En 3 días hábiles · \w+ \d+ \w+", html)


def test_sent_twice_it_is_one():
    caso = Caso()
    client = entrar(caso.titular)
    datos = enviado_por(client.get(en(caso)).context["form"]) | escrito(clave=str(uuid4()))
    assert [client.post(en(caso), datos).status_code for _ in range(2)] == [302, 302]
    assert Gestion.objects.count() == 1


def test_what_is_missing_is_said_beside_what_was_typed():
    caso = Caso()
    respuesta = enviar(caso, caso.titular, medio="oficio", contacto="otra", resumen="Se pidió opinión.")
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors.keys() == {"numero", "proximo_contacto"}
    assert "Se pidió opinión." in respuesta.text
    assert '<details class="more" open>' in respuesta.text
    assert Gestion.objects.count() == 0


@pytest.mark.parametrize(
    ("mas", "campo"),
    [
        ({"fecha": "2100-01-01"}, "fecha"),
        ({"fecha": "31/02/2026"}, "fecha"),
        ({"contacto": "otra", "proximo_contacto": "2020-01-01"}, "proximo_contacto"),
        ({"contacto": "nunca"}, "contacto"),
        ({"medio": "paloma"}, "medio"),
        ({"institucion": "999999"}, "institucion"),
        ({"con": "x" * 121}, "con"),
        ({"resumen": "a\x00b"}, "resumen"),
        ({"visibilidad": "publica"}, "visibilidad"),
        ({"clave": "no"}, "clave"),
        ({"contacto": "otra", "proximo_contacto": "2099-01-01"}, "__all__"),
        ({"resumen": "Hola\u202e"}, "__all__"),
    ],
)
def test_bad_input_is_a_sentence(mas: dict[str, str], campo: str):
    caso = Caso()
    respuesta = enviar(caso, caso.titular, **mas)
    assert (respuesta.status_code, set(respuesta.context["form"].errors)) == (422, {campo})
    assert Gestion.objects.count() == 0


def test_from_any_page_one_says_in_which_case_file_by_its_code():
    caso = Caso()
    client = entrar(caso.titular)
    pagina = client.get(NUEVA)
    assert caso.expediente.codigo in pagina.text
    assert "VARIABLE INDEFINIDA" not in pagina.text
    datos = enviado_por(pagina.context["form"]) | escrito(expediente=caso.expediente.codigo.lower())
    assert client.post(NUEVA, datos).status_code == 302
    gestion = Gestion.objects.get()
    assert (gestion.expediente, gestion.institucion) == (caso.expediente, caso.propone)


def test_who_acts_for_two_parties_says_for_which():
    caso = Caso()
    conceder(caso.asistente, caso.otra, "asistente")
    client = entrar(caso.asistente)
    datos = escrito(expediente=caso.expediente.codigo)
    respuesta = client.post(NUEVA, datos)
    assert (respuesta.status_code, set(respuesta.context["form"].errors)) == (422, {"institucion"})
    assert client.post(NUEVA, datos | {"institucion": caso.otra.pk}).status_code == 302
    assert Gestion.objects.get().institucion == caso.otra


def test_words_ask_which_case_file_and_keep_what_was_typed():
    caso = Caso(titulo="Cooperación en el sur")
    otro = expediente(caso.propone, titulo="Cooperación en el norte")
    client = entrar(caso.asistente)
    respuesta = client.post(NUEVA, escrito(expediente="cooperacion"))
    assert respuesta.status_code == 422
    assert "Quedaron en enviar el texto." in respuesta.text
    for uno in (caso.expediente, otro):
        assert f'value="{uno.codigo}"' in respuesta.text
    datos = escrito(expediente="cooperacion", elegido=otro.codigo)
    assert client.post(NUEVA, datos).status_code == 302
    assert Gestion.objects.get().expediente == otro


@pytest.mark.parametrize("buscado", ["", "ferrocarril", "((", "a\x00b", "x" * 300, "<script>"])
def test_words_that_find_nothing_say_so(buscado: str):
    caso = Caso()
    respuesta = entrar(caso.titular).post(NUEVA, escrito(expediente=buscado))
    assert respuesta.status_code == 422
    assert "expediente" in respuesta.context["form"].errors
    assert Gestion.objects.count() == 0


def test_only_case_files_in_which_one_may_are_offered():
    caso, ajeno = Caso(), Caso(titulo="De otros")
    conceder(caso.titular, ajeno.propone, "observador")
    pagina = entrar(caso.titular).get(NUEVA)
    assert [e.titulo for e in pagina.context["form"].ofrecidos] == [caso.expediente.titulo]
    assert entrar(caso.titular).post(NUEVA, escrito(expediente=ajeno.expediente.codigo)).status_code == 422
    assert entrar(caso.titular).get(en(ajeno)).status_code == 403


def test_the_link_is_on_every_page_of_whoever_may_and_brings_the_case_file():
    caso = Caso()
    for ruta, destino in (
        ("/", NUEVA),
        ("/instituciones/", NUEVA),
        (f"/expedientes/{caso.expediente.codigo}/historia/", en(caso)),
    ):
        assert f'href="{destino}"' in entrar(caso.titular).get(ruta).text, ruta
    assert NUEVA not in entrar(caso.personal).get("/").text


def test_what_was_typed_into_an_expired_session_comes_back():
    caso = Caso()
    client = Client()
    client.force_login(caso.titular)
    client.get("/")
    del client.cookies["sessionid"]
    assert client.post(en(caso), escrito(resumen="Dijo que <b>sí</b>.")).status_code == 302
    assert Gestion.objects.count() == 0
    client.force_login(caso.titular)
    pagina = client.get(en(caso)).text
    assert "Dijo que &lt;b&gt;sí&lt;/b&gt;." in pagina
    assert "Aquí está lo que había escrito" in pagina


# -- finding it again


def resumenes(respuesta: Any) -> list[str]:
    return [fila.gestion.resumen for fila in respuesta.context["filas"]]


def test_the_list_shows_what_one_reads_as_a_party():
    caso = Caso()
    registrar(caso, resumen="De MIN.")
    registrar(caso, caso.contraparte, con="Mesa de partes", resumen="De CONF.")
    compartida = registrar(caso, resumen="De todos.")
    compartir_gestion(compartida, acto=Acto(registra=caso.titular))
    assert resumenes(entrar(caso.personal).get("/gestiones/")) == ["De todos.", "De MIN."]
    assert resumenes(entrar(caso.contraparte).get("/gestiones/")) == ["De todos.", "De CONF."]
    for ajeno in (caso.ajeno, auditor(caso.propone)):
        assert resumenes(entrar(ajeno).get("/gestiones/")) == []


def test_the_filters_let_through_what_the_address_asks():
    caso = Caso(titulo="Cooperación pesquera")
    registrar(caso, resumen="Llamada sobre reuniones.")
    registrar(
        caso,
        medio="oficio",
        numero="123-2026",
        con="Mesa de partes",
        resumen="Se envió.",
        fecha=hoy() - 9 * DIA,
    )
    client = entrar(caso.personal)
    for consulta, esperado in (
        ("q=reunion", ["Llamada sobre reuniones."]),
        ("q=123-2026", ["Se envió."]),
        ("q=mesa+partes", ["Se envió."]),
        ("q=pesquera", ["Llamada sobre reuniones.", "Se envió."]),
        (f"q={caso.expediente.codigo}", ["Llamada sobre reuniones.", "Se envió."]),
        ("medio=oficio", ["Se envió."]),
        ("institucion=min", ["Llamada sobre reuniones.", "Se envió."]),
        ("institucion=conf", []),
        (f"desde={hoy() - 2 * DIA}", ["Llamada sobre reuniones."]),
        (f"hasta={hoy() - 2 * DIA}", ["Se envió."]),
        ("contacto=vencido", []),
    ):
        assert resumenes(client.get(f"/gestiones/?{consulta}")) == esperado, consulta


def test_overdue_contacts_are_found_by_their_party_alone():
    caso = Caso()
    registrar(caso, resumen="Llamar otra vez.", proximo_contacto=hoy(), visibilidad="compartida")
    with time_machine.travel(dt.datetime.now(dt.UTC) + 2 * DIA, tick=True):
        assert resumenes(entrar(caso.personal).get("/gestiones/?contacto=vencido")) == ["Llamar otra vez."]
        assert resumenes(entrar(caso.contraparte).get("/gestiones/?contacto=vencido")) == []
        registrar(caso)
        assert resumenes(entrar(caso.personal).get("/gestiones/?contacto=vencido")) == []


@pytest.mark.parametrize(
    "consulta",
    [
        *("page=2", "n=7", "medio=paloma", "despues=ayer", "despues=2026-01-01_x", "antes=2026-13-01_1"),
        *("desde=2020-13-45", "desde=2020-02-02&hasta=2019-01-01", "q=%00", "q=" + "x" * 300, "inventado=1"),
    ],
)
def test_nonsense_is_a_clear_400(consulta: str):
    caso = Caso()
    for camino in ("/gestiones/", "/gestiones/exportar/csv/"):
        respuesta = entrar(caso.personal).get(f"{camino}?{consulta}")
        assert respuesta.status_code == 400
        assert "Hay algo que corregir" in respuesta.text


def test_pages_follow_each_other_by_key_and_back():
    caso = Caso()
    for n in range(31):
        registrar(caso, resumen=f"{n}", fecha=hoy() - (n % 3) * DIA)
    client = entrar(caso.personal)
    todas = [g.resumen for g in Gestion.objects.all()]
    primera = client.get("/gestiones/")
    segunda = client.get("/gestiones/" + primera.context["siguiente"])
    assert resumenes(primera) + resumenes(segunda) == todas
    assert resumenes(client.get("/gestiones/" + segunda.context["anterior"])) == todas[:25]


def test_the_list_costs_the_same_with_1_and_with_30_rows(django_assert_num_queries):
    caso = Caso()
    client = entrar(caso.personal)
    registrar(caso)
    client.get("/gestiones/")
    with django_assert_num_queries(6):
        client.get("/gestiones/?n=50")
    for n in range(29):
        otro = Caso(titulo=f"Caso {n}") if n < 2 else caso
        conceder(caso.personal, otro.propone, "personal") if otro is not caso else None
        registrar(otro, proximo_contacto=hoy() + DIA)
    with django_assert_num_queries(6):
        client.get("/gestiones/?n=50")


def test_the_filtered_list_is_exported_and_nothing_in_it_is_a_formula():
    caso = Caso()
    registrar(caso, con="=HYPERLINK(1)", resumen="+51 999", numero="-1", referencia="@x")
    registrar(caso, caso.contraparte, con="Otra", resumen="No la veo")
    client = entrar(caso.personal)
    texto = b"".join(client.get("/gestiones/exportar/csv/")).decode("utf-8-sig")
    [titulos, fila] = list(csv.reader(io.StringIO(texto)))
    assert dict(zip(titulos, fila, strict=True)) | {
        "Con quién": "'=HYPERLINK(1)",
        "Resumen": "'+51 999",
        "Número": "'-1",
        "Referencia": "'@x",
        "Expediente": caso.expediente.codigo,
    } == dict(zip(titulos, fila, strict=True))
    libro = load_workbook(io.BytesIO(b"".join(client.get("/gestiones/exportar/xlsx/?medio=llamada"))))
    assert [[c or "" for c in f] for f in libro.active.iter_rows(values_only=True)] == [titulos, fila]


# -- on the page of the case file


def test_the_page_of_the_case_file_shows_the_last_five_and_how_long_nothing_moved():
    caso = Caso()
    for n in range(6):
        registrar(caso, resumen=f"Gestión {n}.")
    with time_machine.travel(dt.datetime.now(dt.UTC) + 4 * DIA, tick=True):
        pagina = entrar(caso.personal).get(f"/expedientes/{caso.expediente.codigo}/")
    ficha = pagina.context["ficha"]
    assert [f.gestion.resumen for f in ficha.gestiones.filas] == [f"Gestión {n}." for n in (5, 4, 3, 2, 1)]
    assert {"term": "Sin movimiento", "value": "4 días"} in ficha.datos
    assert not ficha.gestiones.puede_registrar
    resto = entrar(caso.personal).get(
        f"/expedientes/{caso.expediente.codigo}/gestiones/?tras={ficha.gestiones.sigue}"
    )
    assert [f.gestion.resumen for f in resto.context["gestiones"].filas] == ["Gestión 0."]
    mala = entrar(caso.personal).get(f"/expedientes/{caso.expediente.codigo}/gestiones/?tras=ayer")
    assert mala.status_code == 400


def test_it_is_shared_and_annulled_from_there():
    caso = Caso()
    gestion = registrar(caso, resumen="Se llamó.")
    base = f"/expedientes/{caso.expediente.codigo}/gestiones/{gestion.pk}"
    client = entrar(caso.titular)
    for ruta, mas in ((f"{base}/compartir/", {}), (f"{base}/anular/", {"motivo": "Era otra llamada."})):
        pagina = client.get(ruta)
        assert "Se llamó." in pagina.text
        assert client.post(ruta, enviado_por(pagina.context["form"]) | mas).status_code == 302
    ajena = entrar(caso.contraparte).get(f"/expedientes/{caso.expediente.codigo}/").text
    assert "Se llamó." in ajena
    assert "Se anuló: Era otra llamada." in ajena


def test_a_closed_case_file_offers_nothing():
    from flujo.services import perform

    caso = Caso()
    registrar(caso)
    registro = con_rol(caso.propone, "registro")
    perform(caso.expediente, "cerrar", acto=Acto(registra=registro), motivo="Listo.")
    gestiones = entrar(caso.titular).get(f"/expedientes/{caso.expediente.codigo}/").context["ficha"].gestiones
    assert not gestiones.puede_registrar
    assert not any(f.anular or f.compartir for f in gestiones.filas)
    assert "no está abierto" in entrar(caso.titular).get(en(caso)).text


def test_the_history_tells_it_to_its_party():
    caso = Caso()
    registrar(caso, resumen="Se llamó.", fecha=hoy() - 3 * DIA)
    historia = f"/expedientes/{caso.expediente.codigo}/historia/"
    propia = entrar(caso.personal).get(historia).text
    assert "MIN registró una gestión del" in propia
    assert "llamada con CONF." in propia
    assert "«Se llamó.»" in propia
    assert "registró una gestión" not in entrar(caso.contraparte).get(historia).text


# -- on the desk


def pendientes(quien: Usuario) -> tuple[list[str], list[str]]:
    contexto = entrar(quien).get("/").context
    return tuple(
        [t["what"] for t in contexto[lista] if "contactar" in t["what"]] for lista in ("de_mi", "de_los_mios")
    )  # type: ignore[return-value]


def test_the_next_contact_is_on_the_desk_of_its_post_and_of_its_party():
    caso = Caso()
    registrar(caso, proximo_contacto=hoy() + DIA)
    registrar(caso, con="Mesa de partes", proximo_contacto=hoy() + 30 * DIA)
    esperado = ["Volver a contactar: CONF"]
    assert pendientes(caso.titular) == (esperado, [])
    assert pendientes(caso.asistente) == ([], esperado)
    assert pendientes(caso.alterno) == ([], esperado)
    assert pendientes(caso.contraparte) == ([], [])
    with time_machine.travel(dt.datetime.now(dt.UTC) + 3 * DIA, tick=True):
        tarea = entrar(caso.titular).get("/").context["de_mi"][0]
        assert (tarea["what"], tarea["urgency"]) == (esperado[0], "vencido")
        registrar(caso, caso.alterno)
        assert pendientes(caso.titular) == ([], [])


def test_an_account_that_noted_it_by_a_granted_role_has_it_on_its_desk():
    caso = Caso()
    registrar(caso, caso.asistente, proximo_contacto=hoy() + DIA)
    assert pendientes(caso.asistente) == (["Volver a contactar: CONF"], [])
    assert pendientes(caso.titular) == ([], ["Volver a contactar: CONF"])


def test_a_stranger_to_everything_is_told_that_there_is_nowhere_to_note_it():
    assert "No hay un expediente" in entrar(con_rol(institucion(), "observador")).get(NUEVA).text
