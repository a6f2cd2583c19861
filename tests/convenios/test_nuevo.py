"""The wizard: questions one by one, back and forth without losing anything, everything created at once."""

import pytest
from django.test import Client

from convenios.models import Convenio
from expedientes.models import Expediente
from tests.factories import con_rol, cuenta, institucion, ocupar, puesto

pytestmark = pytest.mark.django_db


class Mesa:
    def __init__(self) -> None:
        self.propone, self.otra = institucion("Ministerio"), institucion("Confederación")
        self.titular, self.alterno = puesto(self.propone, "Dirección"), puesto(self.propone, "Alterna")
        self.quien = cuenta("Directora")
        ocupar(self.titular, self.quien.persona)
        self.client = Client()
        self.client.force_login(self.quien)

    def paso(self, nombre: str, **datos):
        return self.client.post(f"/expedientes/nuevo/{nombre}/", datos)

    def responder(self, **asunto) -> None:
        self.paso("partes", proponente=self.propone.pk, otras=[self.otra.pk])
        self.paso("asunto", **{"titulo": "Cooperación", "tipo": "marco", "objeto": "Cooperar.", **asunto})
        self.paso("puestos", titular=self.titular.pk, alterno=self.alterno.pk)
        self.paso("texto", como="modelo")


def test_the_wizard_creates_everything_at_once():
    mesa = Mesa()
    mesa.responder()
    assert Expediente.objects.count() == 0
    assert "Cooperar." in mesa.client.get("/expedientes/nuevo/revisar/").content.decode()
    respuesta = mesa.paso("revisar")
    convenio = Convenio.objects.get()
    assert respuesta["Location"] == convenio.get_absolute_url()
    assert [p.institucion for p in convenio.expediente.participaciones.all()] == [mesa.propone, mesa.otra]
    assert {(d.puesto, d.rol) for d in convenio.expediente.designaciones.all()} == {
        (mesa.titular, "coordinador_titular"),
        (mesa.alterno, "coordinador_alterno"),
    }
    assert convenio.version.n == 1


def test_the_alterno_may_open_it_and_the_text_waits_as_a_draft():
    mesa = Mesa()
    otra = cuenta("Alterna")
    ocupar(mesa.alterno, otra.persona)
    mesa.client.force_login(otra)
    mesa.responder()
    mesa.paso("revisar")
    convenio = Convenio.objects.get()
    assert (convenio.version, convenio.versiones.count()) == (None, 1)


def test_a_post_that_will_not_coordinate_opens_it_without_a_text():
    mesa = Mesa()
    otra = cuenta("Especialista")
    ocupar(puesto(mesa.propone, "Especialista"), otra.persona)
    mesa.client.force_login(otra)
    mesa.responder()
    respuesta = mesa.paso("revisar")
    assert "El texto lo escribe quien coordina o asiste." in respuesta.content.decode()
    assert Convenio.objects.count() == 0
    mesa.paso("texto", como="despues")
    mesa.paso("revisar")
    assert Convenio.objects.get().expediente.designaciones.count() == 2


def test_answers_are_there_when_one_goes_back():
    mesa = Mesa()
    mesa.responder(titulo='Con "comillas" & <b>')
    pagina = mesa.client.get("/expedientes/nuevo/asunto/").content.decode()
    assert 'value="Con &quot;comillas&quot; &amp; &lt;b&gt;"' in pagina


def test_a_question_cannot_be_skipped():
    mesa = Mesa()
    assert mesa.client.get("/expedientes/nuevo/revisar/")["Location"] == "/expedientes/nuevo/partes/"
    assert mesa.paso("revisar")["Location"] == "/expedientes/nuevo/partes/"
    assert Expediente.objects.count() == 0


@pytest.mark.parametrize(
    ("nombre", "datos", "frase"),
    [
        ("partes", {}, "Elija al menos otra institución"),
        ("asunto", {"titulo": "", "tipo": "marco"}, "obligatorio"),
        ("asunto", {"titulo": "a\u202eb", "tipo": "marco"}, "carácter invisible"),
        ("asunto", {"titulo": "T", "tipo": "marco", "abierto_el": "2999-01-01"}, "todavía no llega"),
        ("asunto", {"titulo": "T", "tipo": "inventado"}, "no es una de las opciones"),
        ("texto", {"como": "pegado", "pegado": "  "}, "Pegue el texto"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(nombre, datos, frase):
    mesa = Mesa()
    mesa.responder()
    respuesta = mesa.paso(nombre, **datos)
    assert respuesta.status_code == 422
    assert frase in respuesta.content.decode()


def test_who_may_not_open_case_files_is_told_so():
    mesa = Mesa()
    mesa.client.force_login(con_rol(mesa.propone, "personal"))
    respuesta = mesa.client.get("/expedientes/nuevo/")
    assert respuesta.status_code == 403
    assert "corresponde a quien ocupa un puesto" in respuesta.content.decode()


@pytest.mark.parametrize("con_respuestas", [True, False])
def test_what_is_sent_again_leads_to_the_case_file_that_was_opened_and_opens_no_other(con_respuestas):
    mesa = Mesa()
    mesa.responder()
    mesa.client.get("/expedientes/nuevo/revisar/")
    sesion = mesa.client.session["nuevo_expediente"]
    primera = mesa.paso("revisar", clave=sesion["clave"])
    if con_respuestas:  # the second click left before the first was answered
        guardada = mesa.client.session
        guardada["nuevo_expediente"] = sesion
        guardada.save()
    segunda = mesa.paso("revisar", clave=sesion["clave"])
    assert segunda["Location"] == primera["Location"] == Convenio.objects.get().get_absolute_url()
    assert "ya estaba abierto; no se abrió otro" in mesa.client.get(segunda["Location"]).content.decode()
    assert "nuevo_expediente" not in mesa.client.session


def test_the_page_sends_the_key_by_which_a_repetition_is_known():
    mesa = Mesa()
    mesa.responder()
    pagina = mesa.client.get("/expedientes/nuevo/revisar/").content.decode()
    clave = mesa.client.session["nuevo_expediente"]["clave"]
    assert f'name="clave" value="{clave}"' in pagina
    otra = cuenta("Otra")
    ocupar(mesa.alterno, otra.persona)
    mesa.paso("revisar", clave=clave)
    mesa.client.force_login(otra)
    assert mesa.paso("revisar", clave=clave)["Location"] == "/expedientes/nuevo/partes/"
    assert mesa.paso("revisar", clave="x")["Location"] == "/expedientes/nuevo/partes/"


def test_a_pasted_text_becomes_clauses():
    mesa = Mesa()
    mesa.responder()
    mesa.paso("texto", como="pegado", pegado="PRIMERA.- OBJETO\nCooperar.\nSEGUNDA.- VIGENCIA\nTres años.")
    mesa.paso("revisar")
    assert [c.texto for c in Convenio.objects.get().version.clausulas.all()] == ["Cooperar.", "Tres años."]


def test_going_back_keeps_what_was_typed_even_when_it_could_not_go_on():
    mesa = Mesa()
    mesa.responder()
    vuelta = mesa.paso(
        "asunto", titulo="", tipo="marco", objeto="A medio escribir", abierto_el="nunca", atras="1"
    )
    assert vuelta["Location"] == "/expedientes/nuevo/partes/"
    pagina = mesa.client.get("/expedientes/nuevo/asunto/").content.decode()
    assert "A medio escribir" in pagina
    assert mesa.client.get("/expedientes/nuevo/revisar/")["Location"] == "/expedientes/nuevo/asunto/"
    assert mesa.paso("asunto", titulo="Cooperación", tipo="marco", objeto="Entero").status_code == 302
    assert mesa.client.get("/expedientes/nuevo/revisar/").status_code == 200
