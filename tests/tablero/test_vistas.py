"""Saved views: which columns a list has and in which order, for oneself or for one's institution."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from auditoria.models import Asiento
from expedientes.models import Vista
from expedientes.services import crear_vista, editar_vista, retirar_vista
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from instituciones.models import Usuario
from instituciones.queries.historia import historia
from tablero.vistas import TABLAS
from tests.factories import Caso, auditor, con_rol, cuenta

pytestmark = pytest.mark.django_db
LISTAS = {"expedientes": "/expedientes/", "cartera": "/cartera/", "gestiones": "/gestiones/"}


def entrar(usuario: Usuario) -> Client:
    client = Client()
    client.force_login(usuario)
    return client


def propia(usuario: Usuario, lista: str = "cartera", **datos: Any) -> Vista:
    datos = {"nombre": "Mía", "columnas": ["estado", "titulo"], **datos}
    return crear_vista(lista, usuario=usuario, acto=Acto(registra=usuario), **datos)


def titulos_del_csv(client: Client, camino: str, **consulta: Any) -> list[str]:
    texto = b"".join(client.get(f"{camino}exportar/csv/", consulta)).decode("utf-8-sig")
    return next(csv.reader(io.StringIO(texto)))


def guardar(client: Client, direccion: str, **datos: Any) -> Any:
    form = client.get(direccion).context["form"]
    enviado = {c.html_name: c.value() for c in form if c.value() is not None} | datos
    return client.post(direccion, {k: v for k, v in enviado.items() if v is not None})


# -- using one


@pytest.mark.parametrize("lista", LISTAS)
def test_every_list_is_exported_with_the_columns_of_the_view_in_its_order(lista: str):
    caso = Caso()
    claves = [c.clave for c in reversed(TABLAS[lista].columnas)][:3]
    vista = propia(caso.titular, lista, columnas=claves)
    esperados = [str(c.titulo) for c in reversed(TABLAS[lista].columnas)][:3]
    client = entrar(caso.titular)
    assert titulos_del_csv(client, LISTAS[lista], vista=vista.pk) == esperados
    assert titulos_del_csv(client, LISTAS[lista]) == [str(c.titulo) for c in TABLAS[lista].columnas]


@pytest.mark.parametrize("lista", ["expedientes", "cartera"])
def test_the_page_shows_the_columns_of_the_view(lista: str):
    caso = Caso()
    vista = propia(caso.titular, lista)
    respuesta = entrar(caso.titular).get(LISTAS[lista], {"vista": vista.pk})
    assert [c.clave for c in respuesta.context["columnas"]] == ["estado", "titulo"]
    assert f'<a href="/expedientes/{caso.expediente.codigo}/"' in respuesta.text
    assert f"vista={vista.pk}" in respuesta.context["consulta"]


def test_a_view_without_any_column_that_names_the_row_links_its_first():
    caso = Caso()
    vista = propia(caso.titular, columnas=["dias", "estado"])
    html = entrar(caso.titular).get("/cartera/", {"vista": vista.pk}).text
    assert f'data-label="Días sin movimiento"><a href="/expedientes/{caso.expediente.codigo}/"' in html


def test_a_column_that_the_list_no_longer_has_is_passed_over():
    caso = Caso()
    vista = propia(caso.titular, columnas=["antigua", "estado"])
    assert titulos_del_csv(entrar(caso.titular), "/cartera/", vista=vista.pk) == ["Estado"]


@pytest.mark.parametrize("pk", ["0", "999999", "-1", "x", "9" * 40])
def test_a_view_that_is_not_ones_own_is_told_to_be_none(pk: str):
    caso = Caso()
    respuesta = entrar(caso.titular).get("/cartera/", {"vista": pk})
    assert (respuesta.status_code, "Esa vista no está entre las suyas" in respuesta.text) == (400, True)


def test_another_accounts_view_and_another_institutions_are_not_offered():
    caso = Caso()
    ajenas = [propia(caso.contraparte), de_la_casa(caso, caso.asistente_de_contraparte, caso.otra)]
    client = entrar(caso.titular)
    for vista in ajenas:
        assert client.get("/cartera/", {"vista": vista.pk}).status_code == 400


def de_la_casa(caso: Caso, quien: Usuario, institucion_: Any = None) -> Vista:
    return crear_vista(
        "cartera",
        nombre="De la casa",
        columnas=["titulo"],
        institucion=institucion_ or caso.propone,
        acto=Acto(registra=quien),
    )


def test_an_institutions_view_is_used_by_whoever_is_of_it_by_role_or_by_post():
    caso = Caso()
    vista = de_la_casa(caso, caso.asistente)
    usan = [q for q in (caso.titular, caso.personal, caso.asistente, caso.contraparte, auditor(caso.propone))
            if vista in Vista.objects.visible_to(q)]  # fmt: skip
    assert usan == [caso.titular, caso.personal, caso.asistente]


def test_the_page_lists_what_one_uses_and_leads_to_what_one_may_change():
    caso = Caso()
    mia, casa = propia(caso.titular), de_la_casa(caso, caso.asistente)
    ajena = propia(caso.contraparte, nombre="De otra persona")
    for quien, cambia in ((caso.titular, [mia]), (caso.asistente, [casa])):
        texto = entrar(quien).get("/vistas/").text
        assert "De la casa" in texto
        assert ajena.nombre not in texto
        assert [v for v in (mia, casa) if f'href="/vistas/{v.pk}/"' in texto] == cambia


def test_only_ones_own_institutions_are_offered_for_a_view():
    caso = Caso()
    for quien, ofrece in ((caso.asistente, [caso.propone]), (caso.titular, [])):
        form = entrar(quien).get("/vistas/nueva/cartera/").context["form"]
        assert list(form.instituciones.values()) == ofrece


# -- making one


def test_the_same_form_sent_twice_saves_one_and_says_so_twice():
    caso = Caso()
    client = entrar(caso.titular)
    form = client.get("/vistas/nueva/cartera/").context["form"]
    enviado = {c.html_name: c.value() for c in form if c.value() is not None} | {"nombre": "Una"}
    assert [client.post("/vistas/nueva/cartera/", enviado).status_code for _vez in range(2)] == [302, 302]
    asiento = Asiento.objects.get(modelo="expedientes.vista", objeto=Vista.objects.get().pk)
    datos = json.loads(asiento.cuerpo)["datos"]
    assert (datos["lista"], datos["columnas"]) == ("cartera", Vista.objects.get().columnas)


def test_it_is_made_by_numbering_the_columns():
    caso = Caso()
    client = entrar(caso.titular)
    numeros = {f"en_{c.clave}": "" for c in TABLAS["cartera"].columnas} | {"en_fin": "2", "en_titulo": "1"}
    respuesta = guardar(client, "/vistas/nueva/cartera/", nombre="Fines", **numeros)
    vista = Vista.objects.get()
    assert (respuesta.status_code, vista.columnas, vista.usuario) == (302, ["titulo", "fin"], caso.titular)
    lista = client.get("/vistas/").text
    assert f"/cartera/?vista={vista.pk}" in lista
    assert "Convenio · Fin vigente" in lista


def test_it_is_made_for_the_whole_institution_by_who_may():
    caso = Caso()
    guardar(entrar(caso.asistente), "/vistas/nueva/gestiones/", nombre="De MIN", para=str(caso.propone.pk))
    assert Vista.objects.get().institucion == caso.propone


@pytest.mark.parametrize("rol", ["personal", "observador"])
def test_other_roles_save_none_for_the_institution(rol: str):
    caso = Caso()
    with pytest.raises(SinPermiso, match="toda una institución"):
        de_la_casa(caso, con_rol(caso.propone, rol))
    with pytest.raises(SinPermiso):
        de_la_casa(caso, caso.asistente, caso.otra)
    assert de_la_casa(caso, con_rol(caso.propone, "registro"))


def test_nobody_saves_one_for_another_account():
    caso = Caso()
    with pytest.raises(SinPermiso):
        crear_vista(
            "cartera", nombre="x", columnas=["fin"], usuario=caso.titular, acto=Acto(registra=caso.asistente)
        )


@pytest.mark.parametrize(
    ("datos", "frase"),
    [
        ({"nombre": ""}, "Nombre de la vista"),
        ({"nombre": "x" * 81}, "80"),
        ({"nombre": "a\u202eb"}, "carácter invisible"),
        ({"nombre": "\u200b\u00ad"}, "carácter invisible"),
        ({"en_fin": "0"}, "mayor o igual a 1"),
        ({"en_fin": "primera"}, "número entero"),
        ({"para": "999999"}, "999999"),
        ({"clave": "no"}, "Vuelva a abrir la página"),
        ({f"en_{c.clave}": "" for c in TABLAS["cartera"].columnas}, "al menos a una columna"),
    ],
)
def test_bad_input_is_a_sentence_and_saves_nothing(datos: dict[str, str], frase: str):
    caso = Caso()
    respuesta = guardar(entrar(caso.titular), "/vistas/nueva/cartera/", **{"nombre": "Una", **datos})
    assert frase in respuesta.text
    assert not Vista.objects.exists()


def test_there_is_no_page_for_a_list_that_does_not_exist():
    assert entrar(cuenta()).get("/vistas/nueva/inventada/").status_code == 404


def test_two_of_one_name_are_refused_to_one_owner_until_the_first_is_taken_away():
    caso = Caso()
    primera = propia(caso.titular)
    with pytest.raises(DatosInvalidos, match="con ese nombre"):
        propia(caso.titular)
    assert propia(caso.titular, "expedientes", columnas=["codigo"])
    assert propia(caso.contraparte)
    retirar_vista(primera, acto=Acto(registra=caso.titular))
    assert propia(caso.titular)


def test_the_database_holds_what_a_view_must_be():
    caso = Caso()
    base = {"lista": "cartera", "nombre": "x", "columnas": ["fin"], "usuario": caso.titular}
    males: list[dict[str, Any]] = [
        {"usuario": None},
        {"institucion": caso.propone},
        {"nombre": ""},
        {"columnas": []},
        {"lista": "otra"},
    ]
    for mal in males:
        with pytest.raises(IntegrityError), transaction.atomic():
            Vista.objects.create(**base | mal)


# -- changing it, and the log


def test_it_is_changed_logged_and_told_in_words():
    caso = Caso()
    vista = propia(caso.titular)
    direccion = f"/vistas/{vista.pk}/"
    assert guardar(entrar(caso.titular), direccion, en_titulo="1", en_estado="2").status_code == 302
    vista.refresh_from_db()
    assert vista.columnas == ["titulo", "estado"]
    asientos = Asiento.objects.filter(modelo="expedientes.vista", objeto=vista.pk).order_by("n")
    assert [a.accion for a in asientos] == ["crear_vista", "editar_vista"]
    assert {a.cadena_id for a in asientos} == {caso.titular.persona.cadena_id}
    sucesos = historia(caso.titular.persona, con_internos=True).sucesos
    assert [s.text for s in sucesos[:2]] == [
        "Se cambió la vista «Mía» de una lista.",
        "Se guardó la vista «Mía» de una lista.",
    ]


def test_nobody_writes_over_what_somebody_else_wrote_meanwhile():
    caso = Caso()
    vista = de_la_casa(caso, caso.asistente)
    visto = caso.propone.cadena.__class__.objects.get(pk=caso.propone.cadena_id).cuenta
    acto = Acto(registra=caso.asistente)
    editar_vista(vista, nombre="Otra", columnas=["fin"], acto=acto, visto=visto)
    with pytest.raises(DatosInvalidos, match="Alguien cambió"):
        editar_vista(vista, nombre="Tercera", columnas=["fin"], acto=acto, visto=visto)


def test_what_was_taken_away_is_offered_no_more_and_stays_in_the_log():
    caso = Caso()
    vista = propia(caso.titular)
    client = entrar(caso.titular)
    assert guardar(client, f"/vistas/{vista.pk}/quitar/").status_code == 302
    assert client.get(f"/vistas/{vista.pk}/").status_code == 404
    assert client.get("/cartera/", {"vista": vista.pk}).status_code == 400
    vista.refresh_from_db()
    otra_vez = retirar_vista(vista, acto=Acto(registra=caso.titular))
    assert otra_vez.retirada_at == vista.retirada_at
    assert Asiento.objects.filter(accion="retirar_vista").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        vista.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Vista.objects.filter(pk=vista.pk).update(nombre="De vuelta")


def test_what_was_taken_away_meanwhile_is_not_changed():
    caso = Caso()
    vista = propia(caso.titular)
    retirar_vista(Vista.objects.get(pk=vista.pk), acto=Acto(registra=caso.titular))
    with pytest.raises(DatosInvalidos, match="ya la quitaron"):
        editar_vista(vista, nombre="Otra", columnas=["fin"], acto=Acto(registra=caso.titular))


def test_a_name_that_looks_like_a_formula_stays_a_name():
    caso = Caso(titulo="@SUM(1)")
    vista = propia(caso.titular, nombre="=1+1", columnas=["titulo", "contraparte"])
    client = entrar(caso.titular)
    texto = b"".join(client.get("/cartera/exportar/csv/", {"vista": vista.pk})).decode("utf-8-sig")
    assert texto.splitlines()[1].startswith("'@SUM(1)")
    assert "=1+1" in client.get("/vistas/").text
