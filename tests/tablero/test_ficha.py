"""The page of one case file: what follows first, for each person what is theirs to know and to do."""

import re
from typing import Any

import pytest

from convenios.models import Estado
from convenios.services import convertir_en_convenio, guardar_borrador, observar, opinar
from flujo.acto import Acto
from instituciones.models import Ocupacion, Usuario
from tests.convenios.pagina import entrar
from tests.factories import (
    AYER,
    Caso,
    auditor,
    clausulas,
    con_rol,
    cuenta,
    designado,
    expediente,
    hoy,
    institucion,
    ocupar,
    puesto,
    suplencia,
)

pytestmark = pytest.mark.django_db


def ficha(caso: Caso, quien: Any) -> Any:
    return entrar(quien).get(f"/expedientes/{caso.expediente.codigo}/")


def que_sigue(respuesta: Any) -> Any:
    return respuesta.context["ficha"].que_sigue


def textos(acciones: Any) -> list[str]:
    return [a.text for a in acciones]


def test_what_follows_comes_first_on_the_page():
    caso = Caso()
    html = ficha(caso, caso.titular).text
    assert html.index('id="que-sigue"') < html.index('id="datos"') < html.index('id="historia"')


def test_each_person_reads_what_the_state_asks_of_their_role():
    caso = Caso(Estado.EN_EVALUACION)
    assert que_sigue(ficha(caso, caso.tecnica)).frases == [
        ("Unidad proponente de MIN", "Dé su opinión técnica sobre el texto actual, u obsérvelo.")
    ]
    assert que_sigue(ficha(caso, caso.personal)).frases == [
        ("Personal de la institución de MIN", "Puede leer el texto y el avance de la evaluación.")
    ]


def test_a_duty_is_a_button_and_a_given_opinion_is_a_duty_no_more():
    caso = Caso(Estado.EN_EVALUACION)
    assert textos(que_sigue(ficha(caso, caso.tecnica)).tareas) == ["Dar la opinión técnica"]
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="", acto=caso.acto(caso.tecnica))
    hecha = que_sigue(ficha(caso, caso.tecnica))
    assert hecha.tareas == []
    assert hecha.frases == [
        (
            "Unidad proponente de MIN",
            "Su opinión técnica sobre este texto está dada: no le toca nada más por ahora.",
        )
    ]
    assert "Cambiar la opinión técnica" in textos(hecha.acciones)
    caso.compartir("Otra cosa.")
    assert textos(que_sigue(ficha(caso, caso.tecnica)).tareas) == ["Ratificar la opinión técnica"]


def test_the_deadline_of_a_duty_stands_beside_it_with_its_rule():
    caso = Caso(Estado.EN_EVALUACION)
    [tarea] = que_sigue(ficha(caso, caso.tecnica)).tareas
    assert re.match(r"Hasta el \d.* 7 días hábiles desde el ", tarea.note)
    assert tarea.note in ficha(caso, caso.tecnica).text


def test_a_step_that_lacks_something_says_what_and_cannot_be_pressed():
    caso = Caso(Estado.SOLICITUD)
    [bloqueada] = que_sigue(ficha(caso, caso.titular)).bloqueadas
    assert bloqueada.text == "Enviar a evaluación"
    assert [c["text"] for c in bloqueada.checks if c["ok"]] == [
        "Intervienen al menos dos instituciones.",
        "Cada parte propuso el puesto que coordina.",
    ]
    assert "Hay un texto compartido con las partes." in [c["text"] for c in bloqueada.checks if not c["ok"]]
    caso.completar_solicitud()
    assert textos(que_sigue(ficha(caso, caso.titular)).tareas) == ["Enviar a evaluación"]


def test_steps_of_others_are_named_with_whose_they_are():
    caso = Caso()
    ajenas = que_sigue(ficha(caso, caso.contraparte)).ajenas
    assert next((a.text, a.reason) for a in ajenas) == (
        "Presentar la solicitud",
        "Este paso corresponde a: Coordinación titular o Asistente de convenios de la parte proponente.",
    )


def test_what_others_owe_is_named_and_until_when_is_their_own_matter():
    caso = Caso(Estado.EN_EVALUACION)
    de_los_mios = que_sigue(ficha(caso, caso.titular)).de_otros
    assert [(e["que"], e["quien"]) for e in de_los_mios] == [
        ("Dar la opinión técnica", "Unidad proponente · MIN"),
        ("Dar la opinión jurídica", "Asesoría jurídica · MIN"),
    ]
    assert all(e["plazo"] for e in de_los_mios)
    assert not any(e["plazo"] for e in que_sigue(ficha(caso, caso.contraparte)).de_otros)


def test_during_a_suplencia_both_names_stand_and_the_titular_reads_why_not():
    caso = Caso()
    suplencia(caso.d_titular, caso.d_alterno)
    respuesta = ficha(caso, caso.contraparte)
    [nota] = [
        p["note"] for parte in respuesta.context["ficha"].partes for p in parte["posts"] if p.get("note")
    ]
    assert "(Vacaciones): actúa coordinador_alterno de MIN" in nota
    assert "coordinador_titular de MIN" in respuesta.text
    frases = dict(que_sigue(ficha(caso, caso.titular)).frases)
    assert "rige una suplencia de su puesto" in frases["Coordinación titular de MIN"]
    assert textos(que_sigue(ficha(caso, caso.titular)).bloqueadas) == [
        "Presentar la solicitud",
        "No suscribir",
    ]
    assert "Presentar la solicitud" in textos(que_sigue(ficha(caso, caso.alterno)).tareas)


def test_a_vacant_post_and_an_acting_occupant_are_told():
    caso = Caso()
    ocupacion = Ocupacion.objects.get(puesto=caso.d_alterno.puesto)
    ocupacion.hasta = ocupacion.desde
    ocupacion.save()
    Ocupacion.objects.create(
        puesto=caso.d_titular.puesto,
        persona=cuenta("Encargada").persona,
        calidad="encargado",
        desde=hoy(),
        resolucion="Resolución 1",
    )
    posts = ficha(caso, caso.contraparte).context["ficha"].partes[0]["posts"]
    assert (posts[0]["holder"], posts[0]["capacity"]) == ("Encargada", "encargado")
    assert posts[1]["missing"] == "Vacante"


def test_an_internal_opinion_is_its_own_partys_until_it_is_shared():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(
        caso.actual(),
        "tecnica",
        es_favorable=False,
        fundamento="Reservadísimo.",
        acto=caso.acto(caso.tecnica),
    )
    assert "Reservadísimo." in ficha(caso, caso.titular).text
    for direccion in ("", "historia/", f"historia/?al={hoy()}"):
        ajena = entrar(caso.contraparte).get(f"/expedientes/{caso.expediente.codigo}/{direccion}").text
        assert "Reservadísimo." not in ajena
        assert "desfavorable" not in ajena.lower()
    [tecnica, _juridica] = ficha(caso, caso.contraparte).context["ficha"].opiniones
    assert (tecnica["estado_text"], tecnica["quien"]) == ("Interna", "")
    de_otros = [e["que"] for e in que_sigue(ficha(caso, caso.contraparte)).de_otros]
    assert "Atender una opinión desfavorable" not in de_otros


def test_a_draft_of_one_party_is_nowhere_on_the_others_pages():
    caso = Caso(Estado.EN_EVALUACION)
    guardar_borrador(
        caso.actual(),
        clausulas("Secreto del borrador."),
        motivo="Motivo secreto",
        acto=caso.acto(caso.titular),
    )
    for direccion in ("", "historia/", "texto/1/"):
        html = entrar(caso.contraparte).get(f"/expedientes/{caso.expediente.codigo}/{direccion}").text
        assert "ecreto" not in html, direccion
    assert (
        "Motivo secreto" in entrar(caso.titular).get(f"/expedientes/{caso.expediente.codigo}/historia/").text
    )


def test_an_open_observation_marks_its_clause_and_asks_for_an_answer():
    caso = Caso(Estado.EN_EVALUACION)
    observar(caso.actual(), "Falta el plazo.", clausula_orden=2, acto=caso.acto(caso.juridica))
    respuesta = ficha(caso, caso.titular)
    assert respuesta.context["ficha"].clausulas[1]["note"] == "Observada por MIN: Falta el plazo."
    assert textos(que_sigue(respuesta).tareas) == ["Responder la observación de MIN"]
    assert textos(que_sigue(respuesta).bloqueadas) == ["Devolver a evaluación"]


def test_the_diagram_marks_where_the_agreement_stands():
    caso = Caso(Estado.EN_EVALUACION)
    html = ficha(caso, caso.titular).text
    assert re.search(r'class="estado"[^>]*data-actual', html)
    assert 'aria-current="step"' in html


def test_an_auditor_reads_every_side_and_may_do_nothing():
    caso = Caso(Estado.EN_EVALUACION)
    opinar(caso.actual(), "tecnica", es_favorable=True, fundamento="Interno.", acto=caso.acto(caso.tecnica))
    respuesta = ficha(caso, auditor(caso.propone))
    assert "Interno." in respuesta.text
    sigue = que_sigue(respuesta)
    assert (sigue.tareas, sigue.acciones, sigue.bloqueadas) == ([], [], [])


def test_a_case_file_without_agreement_has_its_page():
    otra = institucion("Otra")
    relacion = expediente(institucion("Propone"), otra, titulo="Relación con la otra")
    quien, _ = designado(relacion, otra, "coordinador_titular")
    respuesta = entrar(quien).get(f"/expedientes/{relacion.codigo}/")
    assert respuesta.status_code == 200
    assert "Relación sin instrumento" in respuesta.text
    assert "Trabaje en lo que el expediente contiene." in respuesta.text
    assert entrar(quien).get(f"/expedientes/{relacion.codigo}/texto/editar/").status_code == 404


@pytest.mark.parametrize("con_convenio", [False, True])
def test_until_a_party_has_coordination_any_of_its_posts_is_led_to_designate_it(con_convenio: bool):
    propone, otra, tercera = institucion("Propone"), institucion("Otra"), institucion("Tercera")
    relacion = expediente(propone, otra, tercera)
    designado(relacion, tercera, "coordinador_titular")
    if con_convenio:
        quien_propone, _ = designado(relacion, propone, "coordinador_titular")
        convertir_en_convenio(
            relacion, tipo="marco", objeto="", irroga_gasto=False, acto=Acto(registra=quien_propone)
        )
    gerente, de_otra_parte, sin_puesto = (con_rol(i, "personal") for i in (otra, tercera, otra))
    for quien, de in ((gerente, otra), (de_otra_parte, tercera)):
        ocupar(puesto(de), quien.persona)

    def ofrecido(quien: Usuario) -> bool:
        respuesta = entrar(quien).get(f"/expedientes/{relacion.codigo}/")
        assert respuesta.context["ficha"].puede_designar == (
            "Designar un puesto" in textos(que_sigue(respuesta).acciones)
        )
        return bool(respuesta.context["ficha"].puede_designar)

    assert [ofrecido(q) for q in (gerente, de_otra_parte, sin_puesto)] == [True, False, False]
    assert entrar(gerente).get(f"/expedientes/{relacion.codigo}/designaciones/").status_code == 200
    designado(relacion, otra, "coordinador_titular")
    assert not ofrecido(gerente)


def test_the_register_closes_the_case_file_with_a_motive():
    from tests.convenios.pagina import enviar

    caso = Caso()
    registro = con_rol(caso.propone, "registro")
    assert "Cerrar el expediente" in textos(que_sigue(ficha(caso, registro)).acciones)
    direccion = f"/expedientes/{caso.expediente.codigo}/expediente/cerrar/"
    assert entrar(caso.titular).get(direccion).status_code == 403
    assert enviar(entrar(registro), direccion, motivo="Nada más.").status_code == 302
    caso.expediente.refresh_from_db()
    assert caso.expediente.estado == "cerrado"


@pytest.mark.parametrize(("campo", "dias"), [("desde", 1), ("hasta", -1)])
def test_before_and_after_its_dates_a_designation_opens_nothing(campo: str, dias: int):
    caso = Caso()
    fechas: dict[str, Any] = {campo: hoy() + dias * AYER}
    fuera, _ = designado(caso.expediente, caso.otra, "equipo_tecnico", **fechas)
    assert ficha(caso, fuera).status_code == 404
    dentro, _ = designado(caso.expediente, caso.otra, "equipo_tecnico")
    assert ficha(caso, dentro).status_code == 200
