"""Comments on a clause: beside it, read by whom they are for, answered, resolved; what was said stays as it was."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from convenios.models import Comentario, Estado
from convenios.services import comentar, resolver_comentario, responder_comentario
from expedientes.models import Visibilidad
from flujo.acto import Acto
from flujo.errors import DatosInvalidos, SinPermiso
from instituciones.models import Usuario
from tests.convenios.pagina import entrar, enviar
from tests.convenios.test_editor import abierto, ruta
from tests.factories import Caso, con_rol

pytestmark = pytest.mark.django_db
COMPARTIDA = Visibilidad.COMPARTIDA


def con_texto() -> Caso:
    return Caso(Estado.EN_EVALUACION)


def dice(
    caso: Caso, quien: Usuario, texto: str = "Falta el plazo.", orden: int = 1, **campos: Any
) -> Comentario:
    version = caso.actual().version
    assert version is not None
    return comentar(version, orden, texto, acto=Acto(registra=quien), **campos)


def pagina(caso: Caso) -> str:
    return f"/expedientes/{caso.expediente.codigo}/texto/{caso.actual().version.n}/"


def test_a_comment_is_made_answered_and_resolved_beside_its_clause():
    caso = con_texto()
    client = entrar(caso.tecnica)
    hecho = enviar(
        client,
        f"{pagina(caso)}comentar/1/",
        texto="¿Solo cooperan?",
        fragmento="partes cooperan",
        visibilidad=COMPARTIDA,
    )
    assert hecho.url == f"{pagina(caso)}#clausula-1"
    comentario = Comentario.objects.get()
    base = f"/expedientes/{caso.expediente.codigo}/comentarios/{comentario.pk}/"
    otra = entrar(caso.contraparte)
    leida = otra.get(pagina(caso)).text
    assert "¿Solo cooperan?" in leida
    assert "<q>partes cooperan</q>" in leida
    assert f"{base}responder/" in leida
    assert f"{base}resolver/" not in leida  # the party that began the thread closes it
    assert otra.get(f"{base}resolver/").status_code == 403
    assert enviar(otra, f"{base}responder/", texto="También se informan.").status_code == 302
    assert enviar(entrar(caso.titular), f"{base}resolver/").status_code == 302
    leida = client.get(pagina(caso)).text
    assert "También se informan." in leida
    assert "resuelto el" in leida
    assert f"{base}responder/" not in leida
    assert "ya se dio por resuelto" in enviar(otra, f"{base}responder/", texto="Otra vez.").text


def test_what_is_internal_is_read_and_answered_by_its_own_party_only():
    caso = con_texto()
    comentario = dice(caso, caso.tecnica, "Solo nuestro.")
    assert "Solo nuestro." in entrar(caso.titular).get(pagina(caso)).text
    assert "Solo nuestro." in entrar(caso.titular).get(ruta(caso)).text
    assert "Solo nuestro." not in entrar(caso.contraparte).get(pagina(caso)).text
    assert "Solo nuestro." not in entrar(caso.contraparte).get(ruta(caso)).text
    direccion = f"/expedientes/{caso.expediente.codigo}/comentarios/{comentario.pk}/responder/"
    assert entrar(caso.contraparte).get(direccion).status_code == 404
    with pytest.raises(SinPermiso):
        responder_comentario(comentario, "Me meto.", acto=Acto(registra=caso.contraparte))
    respuesta = responder_comentario(comentario, "De acuerdo.", acto=Acto(registra=caso.titular))
    assert respuesta.visibilidad == Visibilidad.INTERNA
    assert set(
        Asiento.objects.filter(modelo="convenios.comentario").values_list("visibilidad", flat=True)
    ) == {"interna"}


def test_the_log_keeps_what_was_said_in_its_erasable_part():
    caso = con_texto()
    comentario = dice(caso, caso.tecnica, "Nombra a alguien.", fragmento="Las partes")
    assert "Nombra a alguien." not in comentario.asiento.cuerpo
    assert json.loads(comentario.asiento.personal or "{}") | {"quien": ""} == {
        "quien": "",
        "texto": "Nombra a alguien.",
        "fragmento": "Las partes",
    }


@pytest.mark.parametrize(
    ("orden", "campos", "frase"),
    [
        (1, {"fragmento": "nada de esto"}, "La cláusula no dice «nada de esto»"),
        (9, {}, "Se comenta una cláusula de un texto compartido."),
        (1, {"texto": "  "}, "Escriba el comentario."),
        (1, {"texto": "a\u202e"}, "carácter invisible"),
    ],
)
def test_nonsense_is_refused_in_words(orden: int, campos: dict[str, str], frase: str):
    caso = con_texto()
    with pytest.raises(DatosInvalidos, match=frase):
        dice(caso, caso.tecnica, campos.pop("texto", "Algo."), orden, **campos)
    assert not Comentario.objects.exists()


def test_who_only_reads_is_offered_nothing_and_may_not_comment():
    caso = con_texto()
    lectora = con_rol(caso.propone, "personal", "Lectora")
    assert "comentar/1/" in entrar(caso.titular).get(pagina(caso)).text
    assert "comentar/1/" not in entrar(lectora).get(pagina(caso)).text
    with pytest.raises(SinPermiso):
        dice(caso, lectora)
    assert entrar(caso.titular).get(f"{pagina(caso)}comentar/9/").status_code == 404
    assert entrar(caso.titular).get(f"{pagina(caso)[:-2]}9/comentar/1/").status_code == 404


def test_a_second_click_is_one_comment_and_a_thread_is_resolved_once():
    caso = con_texto()
    version = caso.convenio.version
    assert version is not None
    acto = Acto(registra=caso.tecnica, clave="una-misma-clave")
    una, otra = (comentar(version, 1, "Una vez.", acto=acto) for _n in range(2))
    assert una.pk == otra.pk
    resolver_comentario(una, acto=Acto(registra=caso.tecnica))
    with pytest.raises(DatosInvalidos, match="ya se dio por resuelto"):
        resolver_comentario(una, acto=Acto(registra=caso.tecnica))


@pytest.mark.parametrize(
    "cambio", ["texto = 'Otra cosa'", "resuelto_el = null", "visibilidad = 'compartida'"]
)
def test_the_database_refuses_to_change_what_was_said(cambio: str):
    caso = con_texto()
    comentario = dice(caso, caso.tecnica)
    resolver_comentario(comentario, acto=Acto(registra=caso.tecnica))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update convenios_comentario set {cambio} where id = %s", [comentario.pk])  # noqa: S608
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from convenios_comentario where id = %s", [comentario.pk])


def test_the_editor_shows_open_comments_beside_the_clause_wherever_it_moved():
    caso = con_texto()
    dice(caso, caso.tecnica, "Sobre la vigencia.", orden=2)
    resolver_comentario(dice(caso, caso.tecnica, "Ya visto."), acto=Acto(registra=caso.tecnica))
    client = entrar(caso.titular)
    abierta = client.get(ruta(caso))
    assert [len(hilos) for _clausula, hilos in abierta.context["renglones"]] == [0, 1]
    subida = client.post(ruta(caso), abierto(abierta) | {"accion": "subir:2"})
    assert [len(hilos) for _clausula, hilos in subida.context["renglones"]] == [1, 0]
    assert "Sobre la vigencia." in subida.text
    assert "Ya visto." not in subida.text


def test_a_version_costs_the_same_with_1_and_with_20_comments():
    caso = con_texto()
    client = entrar(caso.titular)
    hilo = dice(caso, caso.tecnica)
    client.get(pagina(caso))
    with CaptureQueriesContext(connection) as con_uno:
        client.get(pagina(caso))
    for n in range(10):
        dice(caso, caso.juridica, f"Otro {n}.", visibilidad=COMPARTIDA)
        responder_comentario(hilo, f"Respuesta {n}.", acto=Acto(registra=caso.titular))
    with CaptureQueriesContext(connection) as con_veinte:
        client.get(pagina(caso))
    assert len(con_veinte) == len(con_uno)
