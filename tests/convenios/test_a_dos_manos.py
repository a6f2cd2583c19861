"""Two parties write on the same version at once: no word is lost, and what touches is decided by a person."""

import pytest

from convenios.models import VersionDeTexto
from convenios.services import ClausulaNueva, guardar_version
from tests.convenios.pagina import entrar
from tests.convenios.test_editor import abierto, con_texto, ruta
from tests.factories import Caso

pytestmark = pytest.mark.django_db

OTRA = ClausulaNueva("difusion", "Difusión", "Se difunde.")


def comparte(caso: Caso, objeto: str, vigencia: str = "Tres años.", *mas: ClausulaNueva) -> None:
    """The other side shares its text meanwhile."""
    nuevas = [
        ClausulaNueva("objeto", "Objeto", objeto),
        ClausulaNueva("vigencia", "Vigencia", vigencia),
        *mas,
    ]
    guardar_version(caso.actual(), nuevas, acto=caso.acto(caso.asistente))


def textos(caso: Caso) -> list[str]:
    return [c.texto for c in caso.actual().version.clausulas.all()]


def test_changes_of_both_are_shared_together_after_reading_the_difference():
    caso = con_texto()
    client = entrar(caso.titular)
    mio = abierto(client.get(ruta(caso))) | {
        "c1-texto": "Las partes cooperan y se informan.",
        "accion": "revisar",
    }
    comparte(caso, "Todas las partes cooperan.", "Cinco años.", OTRA)
    respuesta = client.post(ruta(caso), mio)
    assert respuesta.status_code == 409
    assert respuesta.context["revisa"]
    cambiadas = respuesta.context["cambios"].clausulas
    assert [s.text for c in cambiadas for s in c["segments"] if s.op == "insert"] == [" y se informan"]
    assert client.post(ruta(caso), abierto(respuesta) | {"accion": "compartir"}).status_code == 302
    assert textos(caso) == ["Todas las partes cooperan y se informan.", "Cinco años.", "Se difunde."]


@pytest.mark.parametrize(
    ("decision", "queda"),
    [("suya", "Cinco años."), ("mia", "Dos años."), ("escrita", "Dos o cinco años.")],
)
def test_what_touches_is_shown_from_both_sides_and_waits_for_a_decision(decision: str, queda: str):
    caso = con_texto()
    client = entrar(caso.titular)
    mio = abierto(client.get(ruta(caso))) | {"c2-texto": "Dos años.", "accion": "compartir", "anula": "visto"}
    comparte(caso, "Las partes cooperan más.", "Cinco años.")
    respuesta = client.post(ruta(caso), mio)
    assert respuesta.status_code == 409
    assert respuesta.context["form"].por_decidir == [2]
    assert not respuesta.context["revisa"]
    assert "Otra parte cambió esta misma cláusula" in respuesta.text
    assert "Cinco años." in respuesta.text
    assert "Dos" in respuesta.text
    sin_decidir = client.post(ruta(caso), abierto(respuesta) | {"accion": "revisar"})
    assert sin_decidir.status_code == 422
    assert "Decida primero qué queda en: cláusula 2." in sin_decidir.text
    decidido = abierto(sin_decidir) | {"c2-decision": decision, "c2-texto": "Dos o cinco años."}
    revisado = client.post(ruta(caso), decidido | {"accion": "revisar"})
    assert revisado.status_code == 200
    assert revisado.context["revisa"]
    final = client.post(ruta(caso), abierto(revisado) | {"accion": "compartir"})
    if decision == "suya":
        assert "El texto es igual al vigente" in final.text
    assert textos(caso) == ["Las partes cooperan más.", queda]


def test_a_clause_that_one_took_out_and_the_other_rewrote_is_kept_until_somebody_decides():
    caso = con_texto()
    client = entrar(caso.titular)
    abierta = abierto(client.get(ruta(caso)))
    quitada = abierto(client.post(ruta(caso), abierta | {"accion": "quitar:2"}))
    comparte(caso, "Las partes cooperan.", "Cinco años.")
    respuesta = client.post(ruta(caso), quitada | {"accion": "revisar"})
    assert respuesta.context["form"].por_decidir == [2]
    assert "Usted quitó la cláusula." in respuesta.text
    agregada = client.post(ruta(caso), abierto(respuesta) | {"accion": "agregar:0"})
    assert agregada.context["form"].por_decidir == [3]
    decidido = abierto(respuesta) | {"c2-decision": "mia", "accion": "revisar"}
    revisado = client.post(ruta(caso), decidido)
    client.post(ruta(caso), abierto(revisado) | {"accion": "compartir"})
    assert textos(caso) == ["Las partes cooperan."]


def test_a_third_version_meanwhile_is_put_in_as_well():
    caso = con_texto()
    client = entrar(caso.titular)
    mio = abierto(client.get(ruta(caso))) | {"c2-texto": "Dos años.", "accion": "revisar"}
    comparte(caso, "Las partes cooperan.", "Cinco años.")
    decidido = abierto(client.post(ruta(caso), mio)) | {"c2-decision": "mia", "accion": "revisar"}
    comparte(caso, "Las partes cooperan siempre.", "Cinco años.")
    respuesta = client.post(ruta(caso), decidido)
    assert respuesta.status_code == 409
    client.post(ruta(caso), abierto(respuesta) | {"accion": "compartir"})
    assert textos(caso) == ["Las partes cooperan siempre.", "Dos años."]


def test_what_a_browser_sends_of_a_text_of_many_lines_is_not_a_change():
    caso = con_texto()
    comparte(caso, "Uno.\n\nDos.", "Tres años.")
    client = entrar(caso.titular)
    mio = abierto(client.get(ruta(caso))) | {"c1-texto": "Uno.\r\n\r\nDos.", "c2-texto": "Dos años."}
    comparte(caso, "Uno.\n\nDos y más.", "Tres años.")
    revisado = client.post(ruta(caso), mio | {"accion": "revisar"})
    client.post(ruta(caso), abierto(revisado) | {"accion": "compartir"})
    assert textos(caso) == ["Uno.\n\nDos y más.", "Dos años."]


def test_a_draft_written_before_another_version_is_brought_up_to_date_when_it_is_opened():
    caso = con_texto()
    client = entrar(caso.titular)
    abierta = abierto(client.get(ruta(caso))) | {"c2-texto": "Dos años."}
    comparte(caso, "Las partes cooperan siempre.")
    client.post(ruta(caso), abierta | {"accion": "borrador"})  # it stands on the version that was shown
    borrador = VersionDeTexto.objects.get(visibilidad="interna")
    assert borrador.base.n == 1
    pagina = client.get(ruta(caso, f"?borrador={borrador.pk}"))
    assert "ya está puesto al día con ella" in pagina.text
    assert [c.texto for c in pagina.context["form"].clausulas] == [
        "Las partes cooperan siempre.",
        "Dos años.",
    ]
    revisado = client.post(ruta(caso), abierto(pagina) | {"accion": "revisar"})
    client.post(ruta(caso), abierto(revisado) | {"accion": "compartir"})
    assert textos(caso) == ["Las partes cooperan siempre.", "Dos años."]


def test_a_draft_with_undecided_clauses_is_saved_and_asks_again():
    caso = con_texto()
    client = entrar(caso.titular)
    mio = abierto(client.get(ruta(caso))) | {"c2-texto": "Dos años.", "accion": "revisar"}
    comparte(caso, "Las partes cooperan.", "Cinco años.")
    respuesta = client.post(ruta(caso), mio)
    assert client.post(ruta(caso), abierto(respuesta) | {"accion": "borrador"}).status_code == 302
    borrador = VersionDeTexto.objects.get(visibilidad="interna")
    pagina = client.get(ruta(caso, f"?borrador={borrador.pk}"))
    [numero] = pagina.context["form"].por_decidir
    clausula = pagina.context["form"].clausulas[numero - 1]
    assert (clausula.mia.texto, clausula.suya.texto) == ("Dos años.", "Cinco años.")
