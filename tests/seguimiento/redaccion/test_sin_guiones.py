"""Writing an acta without scripts, and settling the earlier commitments in place."""

from typing import Any
from uuid import uuid4

import pytest

from seguimiento.models import (
    Acuerdo,
    Sesion,
)
from seguimiento.services import (
    retirar_parrafo,
)
from seguimiento.services.actas import circular
from seguimiento.services.parrafos import Empalme
from tests.seguimiento.organo import CasoDeOrgano
from tests.seguimiento.redaccion.escritura import Pagina, agregar, cambiar, en_orden, texto


def llano(pagina: Pagina, lugar: str = "apertura") -> tuple[dict[str, Any], Any]:
    """What the plain form would send if nothing were typed, and the form."""
    form = pagina.cliente.get(f"{pagina.base}?lugar={lugar}").context["form"]
    datos: dict[str, Any] = {n: v for n, v in form.initial.items() if v}
    return datos | {"parrafo": [str(c) for c in form.claves], "nuevo": [str(c) for c in form.nuevas]}, form


def test_a_plain_form_writes_all_that_the_page_writes(organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina):
    uno, dos = agregar(organo, sesion, "Uno."), agregar(organo, sesion, "Dos.")
    datos, form = llano(pagina)
    datos[f"texto_{uno.clave}"] = "Uno, y más."
    datos[f"quita_{dos.clave}"] = "on"
    datos[f"texto_{form.nuevas[0]}"], datos[f"clase_{form.nuevas[0]}"] = "Tres.", "acuerdo"
    for _vez in range(2):  # sent twice, it is done once
        respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos)
        assert respuesta.status_code == 302
    assert en_orden(sesion) == ["Uno, y más.", "Tres."]
    assert Acuerdo.objects.get().parrafo.texto == "Tres."
    datos, form = llano(pagina)
    pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos | {"sube": str(form.claves[1])})
    assert en_orden(sesion) == ["Tres.", "Uno, y más."]
    datos, form = llano(pagina)
    pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos | {"baja": str(form.claves[0])})
    assert en_orden(sesion) == ["Uno, y más.", "Tres."]


def test_a_plain_form_is_put_together_with_what_others_wrote(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "La sesión empezó a las diez en punto.")
    datos, _form = llano(pagina)
    cambiar(organo, parrafo, 1, Empalme(desde=9, pone=" ordinaria"), organo.titular)
    datos[f"texto_{parrafo.clave}"] = "La sesión empezó a las diez en punto, con quórum."
    respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos, follow=True)
    assert "se juntó lo suyo" in respuesta.content.decode()
    assert texto(parrafo) == "La sesión ordinaria empezó a las diez en punto, con quórum."


def test_where_both_touched_the_plain_form_shows_three_texts_and_saving_again_decides(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo, otro = agregar(organo, sesion, "Plazo: diez días."), agregar(organo, sesion, "Otro.")
    datos, _form = llano(pagina)
    cambiar(organo, parrafo, 1, Empalme(desde=7, quita=4, pone="veinte"), organo.titular)
    datos[f"texto_{parrafo.clave}"] = "Plazo: quince días."
    datos[f"texto_{otro.clave}"] = "Otro más."
    respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos)
    assert respuesta.status_code == 409
    for dicho in ("Plazo: diez días.", "Plazo: quince días.", "Plazo: veinte días."):
        assert dicho in respuesta.content.decode()
    assert (texto(parrafo), texto(otro)) == ("Plazo: veinte días.", "Otro más.")
    form = respuesta.context["form"]
    datos = {n: v for n, v in form.initial.items() if v} | {"parrafo": [str(c) for c in form.claves]}
    assert pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos).status_code == 302
    assert texto(parrafo) == "Plazo: quince días."


def test_what_was_taken_out_under_ones_hands_comes_back_only_if_one_says_so(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    parrafo = agregar(organo, sesion, "Uno.")
    datos, _form = llano(pagina)
    retirar_parrafo(sesion.acta, parrafo.clave, version=1, acto=organo.acto(organo.titular))
    datos[f"texto_{parrafo.clave}"] = "Uno, y más."
    respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos)
    assert (respuesta.status_code, en_orden(sesion)) == (409, [])
    form = respuesta.context["form"]
    datos = {n: v for n, v in form.initial.items() if v} | {"parrafo": [str(c) for c in form.claves]}
    pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos)
    assert en_orden(sesion) == ["Uno, y más."]


@pytest.mark.parametrize("malo", ["a\x00b", "a\u202eb", "x" * 20_001])
def test_the_plain_form_says_what_it_does_not_take_and_keeps_what_was_typed(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina, malo: str
):
    parrafo = agregar(organo, sesion, "Uno.")
    datos, _form = llano(pagina)
    respuesta = pagina.cliente.post(f"{pagina.base}?lugar=apertura", datos | {f"texto_{parrafo.clave}": malo})
    assert respuesta.status_code == 422
    assert "error-summary" in respuesta.content.decode()
    assert texto(parrafo) == "Uno."


def test_odd_keys_and_places_are_no_error(sesion: Sesion, pagina: Pagina):
    assert pagina.cliente.post(pagina.base, {"parrafo": ["x"]}).status_code == 409
    assert pagina.cliente.post(pagina.base, {"nuevo": ["\x00"]}).status_code == 409
    assert pagina.cliente.post(pagina.base, {"parrafo": [str(uuid4())], "sube": "x"}).status_code == 302
    for lugar in ("p0", "p", "\x00", "9" * 40):
        assert pagina.cliente.get(pagina.base, {"lugar": lugar}).status_code == 404


def test_a_circulated_acta_is_not_opened_for_writing(organo: CasoDeOrgano):
    sesion = organo.terminada()
    pagina = Pagina(sesion, organo.secretaria)
    circular(sesion.acta, acto=organo.acto())
    assert pagina.cliente.get(pagina.base).status_code == 409
    assert pagina.enviar().json()["cerrada"]
    assert pagina.cliente.get(f"{pagina.base}cambios/").json()["cerrada"]


def test_earlier_commitments_open_the_session_and_are_settled_in_place(
    organo: CasoDeOrgano, sesion: Sesion, pagina: Pagina
):
    compromiso = organo.anotar()
    html = pagina.cliente.get(pagina.base).content.decode()
    assert compromiso.texto in html
    form = pagina.cliente.get(f"{pagina.base}compromisos/").context["form"]
    n = compromiso.numero
    datos = {
        "clave": form.initial["clave"],
        f"paso_{n}": "dar_por_cumplido",
        f"nota_{n}": "Se envió.",
    }
    sin_nada = pagina.cliente.post(f"{pagina.base}compromisos/", {"clave": form.initial["clave"]})
    assert sin_nada.status_code == 422
    quien = Pagina(sesion, organo.titular)
    respuesta = quien.cliente.post(f"{pagina.base}compromisos/", datos)
    assert respuesta["Location"] == pagina.base
    compromiso.refresh_from_db()
    assert compromiso.estado == "cumplido_por_verificar"
