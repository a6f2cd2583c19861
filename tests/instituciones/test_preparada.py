"""Statements of the hot path keep their plan with the connection, and stay the statements that they are."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expedientes.mirada import mirada_de
from instituciones.models import Usuario
from instituciones.preparada import planes_guardados
from instituciones.tenencia import cuenta_y_tenencia
from tests import factories as f

pytestmark = pytest.mark.django_db


def planes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_prepared_statements")
        return int(cursor.fetchone()[0])


def test_a_statement_that_comes_back_keeps_its_plan_and_others_do_not() -> None:
    usuario = f.con_rol(f.institucion("Una"), "personal", "Personal")
    with connection.cursor() as cursor:
        cursor.execute("deallocate all")
    antes = planes()
    vistas = [mirada_de(Usuario.objects.get(pk=usuario.pk)) for _ in range(4)]
    assert planes() == antes + 1
    assert {vista.grupos[0] for vista in vistas} == {usuario.concesiones.get().grupo.grupo_id}


def test_django_still_knows_its_text() -> None:
    with CaptureQueriesContext(connection) as consultas:
        for _ in range(4):
            with planes_guardados():
                list(Usuario.objects.filter(pk=1))
    assert len(consultas) == 4
    assert all("instituciones_usuario" in c["sql"] for c in consultas)


def test_it_sees_at_once_what_changed() -> None:
    institucion = f.institucion("Una")
    usuario = f.con_rol(institucion, "personal", "Personal")
    for _ in range(6):
        assert mirada_de(Usuario.objects.get(pk=usuario.pk)).instituciones == [institucion.pk]
    usuario.concesiones.update(anulada_at="2026-01-01T00:00Z")
    assert mirada_de(Usuario.objects.get(pk=usuario.pk)).instituciones == []


def test_a_request_learns_in_two_statements_who_asks_and_what_they_hold(client: Client) -> None:
    institucion = f.institucion("Una")
    client.force_login(f.con_rol(institucion, "personal", "Personal"))
    client.get("/ayuda/")  # the first page of a session notes where it was opened
    with CaptureQueriesContext(connection) as consultas:
        usuario = client.get("/ayuda/").context["request"].user
        assert [c.institucion for c in mirada_de(usuario).concedidos] == [str(institucion)]
    assert len(consultas) == 2  # the session, the account


def test_the_account_is_whole_and_its_person_is_already_there() -> None:
    usuario = f.con_rol(f.institucion("Una"), "personal", "Personal")
    leido = cuenta_y_tenencia(usuario.pk)
    assert leido
    guardado = Usuario.objects.select_related("persona").get(pk=usuario.pk)
    for uno, otro in ((leido[0], guardado), (leido[0].persona, guardado.persona)):
        assert {c.attname: getattr(uno, c.attname) for c in uno._meta.concrete_fields} == {
            c.attname: getattr(otro, c.attname) for c in otro._meta.concrete_fields
        }
    assert cuenta_y_tenencia(0) is None
