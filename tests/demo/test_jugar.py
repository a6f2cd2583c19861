"""Playing a case of the demonstration: alone, in parts, and all of them with a log that verifies."""

from itertools import islice
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from demo.escenario import SIN_VALOR, cuenta
from demo.jugar import Caso
from demo.registro import NOMBRE, libro
from documentos.models import Documento

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("escenario")]


def test_an_opinion_waits_for_the_legal_adviser_of_the_first_federation(client: Client):
    list(Caso.leer("prorroga").jugar())
    client.force_login(cuenta("FED1/juridica"))
    assert "Dar la opinión jurídica" in client.get("/").content.decode()


@pytest.mark.parametrize("hechos", [1, 2, 3, 4])
def test_a_case_that_was_interrupted_goes_on_where_it_stopped(hechos: int):
    caso = Caso.leer("separacion")
    assert len(list(islice(caso.jugar(), hechos))) == hechos
    assert [es_nuevo for _paso, es_nuevo in caso.jugar()] == [n >= hechos for n in range(len(caso.pasos))]
    assert caso.convenio.estado == "cerrado"


def test_a_paper_that_came_in_before_the_interruption_is_the_one_of_its_act():
    caso = Caso.leer("produce")
    list(islice(caso.jugar(), 22))
    paso = caso.pasos[22]
    assert paso["id"] == "opinion-aca"
    papel = caso._papel(paso)
    list(caso.jugar())
    assert Documento.objects.filter(expediente=caso.expediente, titulo=papel.titulo).count() == 1


@pytest.mark.lento
def test_the_whole_play_leaves_a_log_that_verifies(capsys: Any):
    call_command("jugar_demo")
    call_command("verificar_bitacora")
    dicho = capsys.readouterr().out
    assert "✓ Todo está como se escribió." in dicho
    assert f"{SIN_VALOR}. ✓ jugado ahora" in dicho
    assert (settings.LOCAL_DIR / "demo" / NOMBRE).read_bytes() == libro()
