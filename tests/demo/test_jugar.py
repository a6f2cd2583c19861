"""Playing a case of the demonstration: alone, and in parts."""

import io
from itertools import islice
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from auditoria.models import Asiento
from demo.escenario import cuenta, preparar
from demo.jugar import CASOS, Caso
from documentos.models import Documento
from instituciones.models import Persona, Usuario

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
    list(islice(caso.jugar(), 24))
    assert Documento.objects.filter(expediente=caso.expediente, titulo=papel.titulo).count() == 1


def test_what_was_not_played_is_not_written(tmp_path: Path):
    with override_settings(SALIDA_DIR=tmp_path / "salida"):
        with pytest.raises(CommandError, match="todavía no se jugó entera"):
            call_command("escribir_salida")
        with override_settings(DEMO=False), pytest.raises(CommandError, match="CONVENIOS_DEMO=1"):
            call_command("escribir_salida")
    assert list(tmp_path.iterdir()) == []


def test_whoever_signs_gets_the_number_that_an_earlier_version_did_not_give():
    persona = cuenta("PRODUCE/articulacion").persona
    Persona.objects.filter(pk=persona.pk).update(documento="", pais="")
    list(preparar())
    persona.refresh_from_db()
    assert (persona.pais, persona.documento) == ("PE", "DEMO-0006")
    filas = Asiento.objects.filter(modelo="instituciones.persona", objeto=persona.pk, accion="editar")
    assert filas.count() == 1
    list(preparar())
    assert filas.count() == 1, "once is enough"


def test_a_demonstration_that_cannot_go_on_says_in_words_what_to_do():
    primero = Caso.leer(CASOS[0]).pasos[0]
    Usuario.objects.filter(pk=cuenta(primero["quien"]).pk).update(is_active=False)
    with pytest.raises(CommandError, match=r"borre la carpeta \.local/") as negativa:
        call_command("jugar_demo", stdout=io.StringIO())
    assert "versión anterior" in str(negativa.value)
