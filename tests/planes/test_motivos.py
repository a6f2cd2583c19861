"""Whoever must mend something reads why: on its page, on the desk and in the mail."""

from typing import Any

import pytest

from notificaciones.models import Envio
from planes import services as planes
from planes.lectura import motivo_de
from planes.models import MedioDeVerificacion
from planes.queries import esperas_de, planes_de
from planes.queries.esperas.acciones import por_presentar_otro
from tests.planes.caso import CasoDePlan
from tests.planes.medidas import CasoMedido
from tests.planes.test_paginas_del_plan import entrar

pytestmark = pytest.mark.django_db

PORQUE = "La lista no dice cuántas fueron."
OTRO = "Presentar otro medio de verificación de la acción 1: Intercambiar herramientas"


def pagina(quien: Any, objeto: Any) -> str:
    return str(entrar(quien).get(objeto.get_absolute_url()).content.decode())


def esperas(caso: CasoDePlan, empieza: str) -> list[tuple[str, str]]:
    return [
        (str(e.institucion), e.por_que)
        for e in esperas_de(planes_de(caso.expediente_vivo()))
        if e.que.startswith(empieza)
    ]


def avisos(empieza: str) -> list[tuple[int, str]]:
    """Who was told of a step that begins with these words, and what there is to do."""
    contextos = Envio.objects.filter(aviso="paso_pendiente").values_list("usuario", "contexto")
    return [(u, c["explicacion"]["es"]) for u, c in contextos if c["titulo"]["es"].startswith(empieza)]


def devolver(caso: CasoDePlan, medio: MedioDeVerificacion) -> MedioDeVerificacion:
    vivo = MedioDeVerificacion.objects.select_related("accion__plan__expediente").get(pk=medio.pk)
    return planes.devolver_medio(vivo, motivo=PORQUE, acto=caso.ante(vivo, caso.contraparte))


def test_whoever_completes_an_observed_action_reads_what_was_observed():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    assert f"<dd>{PORQUE}" not in pagina(caso.equipo, caso.accion(1))
    caso.mover_accion(1, "observar", caso.contraparte, motivo=PORQUE)
    dicho = f"Otra parte la observó: {PORQUE}"
    assert esperas(caso, "Completar la acción 1") == [(str(caso.propone), dicho)]
    assert avisos("Completar la acción 1") == [(caso.titular.pk, dicho)]
    assert f"<dt>Observada</dt><dd>{PORQUE}" in pagina(caso.equipo, caso.accion(1))


@pytest.mark.parametrize(
    ("paso", "estado"), [("suspender", "Suspendida"), ("dar_por_no_ejecutada", "No ejecutada")]
)
def test_an_action_that_stands_still_or_was_not_done_says_why(paso: str, estado: str):
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    caso.mover_accion(1, paso, caso.titular, motivo=PORQUE)
    assert f"<dt>{estado}</dt><dd>{PORQUE}" in pagina(caso.contraparte, caso.accion(1))


def test_whoever_presented_what_was_returned_is_told_why_while_the_action_runs():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.equipo)
    primero, segundo = caso.presentar(1, caso.equipo), caso.presentar(1, caso.equipo)
    devolver(caso, primero)
    dicho = f"Otra parte devolvió «Informe de lo hecho», que ya no cuenta: {PORQUE}"
    assert avisos(OTRO) == [(caso.titular.pk, dicho)]
    assert f"<p>Devuelto: {PORQUE}</p>" in pagina(caso.equipo, caso.accion(1))
    assert esperas(caso, OTRO) == [], "another one stands"
    devolver(caso, segundo)
    assert esperas(caso, OTRO) == [(str(caso.propone), dicho)]
    caso.presentar(1, caso.equipo)
    assert esperas(caso, OTRO) == []


def test_of_an_action_that_is_suspended_nobody_is_asked_for_another_means():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "iniciar", caso.titular)
    caso.presentar(1, caso.equipo)
    caso.mover_accion(1, "suspender", caso.titular, motivo="Huelga.")
    devolver(caso, caso.accion(1).medios.get())
    assert avisos(OTRO) == []


def test_of_what_was_concluded_one_mail_says_that_it_is_observed():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    devolver(caso, caso.accion(1).medios.get())
    assert caso.accion(1).estado == "observada"
    assert avisos(OTRO) == []
    assert avisos("Completar la acción 1") == [(caso.titular.pk, f"Otra parte la observó: {PORQUE}")]
    caso.presentar(1, caso.equipo)
    devolver(caso, caso.accion(1).medios.latest("id"))
    assert [quien for quien, _dicho in avisos(OTRO)] == [caso.titular.pk], "while it is completed it is told"


def test_whoever_measures_again_reads_why_it_was_returned():
    caso = CasoMedido()
    Envio.objects.all().delete()
    medicion = caso.juzgar(caso.medir(1, caso.equipo), "devolver", caso.contraparte, motivo=PORQUE)
    falta = "El trimestre terminó y falta el valor de: Personas formadas."
    dicho = f"{falta} Se devolvió la medición de «Personas formadas»: {PORQUE}"
    assert esperas(caso, "Medir el trimestre 1 de la acción 1") == [(str(caso.propone), dicho)]
    assert esperas(caso, "Medir el trimestre 1 de la acción 3") == [
        (str(de), falta) for de in (caso.propone, caso.otra)
    ]
    assert (caso.titular.pk, dicho) in avisos("Medir el trimestre 1 de la acción 1")
    assert f"<dt>Devuelta</dt><dd>{PORQUE}" in pagina(caso.equipo, medicion)
    otra = caso.medir(1, caso.equipo)
    assert esperas(caso, "Medir el trimestre 1 de la acción 1") == []
    assert f"<p>Devuelta: {PORQUE}</p>" in pagina(caso.equipo, otra)


def test_a_reason_that_was_erased_is_not_said():
    caso = CasoDePlan("en_ejecucion")
    caso.concluir(1, caso.equipo)
    una = caso.mover_accion(1, "observar", caso.contraparte, motivo=PORQUE)
    assert motivo_de(una) == PORQUE
    una.asiento.personal = None
    assert motivo_de(una) == ""
    medio = devolver(caso, caso.presentar(1, caso.equipo))
    medio.asiento.personal = None
    [espera] = por_presentar_otro(medio, caso.accion(1).responsables.all())
    assert espera.por_que == "Otra parte devolvió «Informe de lo hecho», que ya no cuenta."
