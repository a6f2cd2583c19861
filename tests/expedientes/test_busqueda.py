"""The words by which a case file is found follow what they were taken from."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convenios.services import incorporar_parte
from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import Institucion
from instituciones.services import editar_institucion
from tablero.listado import Filtros, filtrados
from tests.factories import SISTEMA, Caso, expediente, institucion

pytestmark = pytest.mark.django_db


def encontrados(caso: Caso, q: str) -> list[Expediente]:
    return list(filtrados(caso.titular, Filtros(q=q)))


def renombrar(una: Institucion, **datos: Any) -> None:
    editar_institucion(una, acto=Acto(registra=SISTEMA), **datos)


def test_a_renamed_institution_s_case_files_are_found_by_its_new_names_and_their_object():
    caso = Caso(objeto="Fortalecimiento apícola")
    renombrar(caso.otra, nombre="Federación Andina", sigla="FEDAND")
    assert encontrados(caso, "Confederación") == encontrados(caso, "CONF") == []
    for palabra in ("Federación Andina", "FEDAND", "Ministerio", "apícola"):
        assert encontrados(caso, palabra) == [caso.expediente], palabra
    renombrar(caso.otra, sigla="FEDANDINA")
    assert encontrados(caso, "FEDANDINA") == [caso.expediente]


def test_another_institution_s_case_files_stay_as_they_are():
    caso, otro = Caso(), Caso()
    antes = Expediente.objects.get(pk=otro.expediente.pk).texto_buscable
    renombrar(caso.otra, nombre="Federación Andina")
    assert Expediente.objects.get(pk=otro.expediente.pk).texto_buscable == antes


def test_a_renaming_costs_the_same_with_one_case_file_and_with_thirty():
    caso = Caso()

    def consultas(nombre: str) -> int:
        with CaptureQueriesContext(connection) as hechas:
            renombrar(caso.propone, nombre=nombre)
        return len(hechas)

    una = consultas("Ministerio Uno")
    for _ in range(29):
        expediente(caso.propone, caso.otra)
    assert consultas("Ministerio Treinta") == una
    assert Expediente.objects.filter(texto_buscable__contains="Ministerio Treinta").count() == 30


def test_one_more_party_is_found_and_the_object_still_is():
    caso = Caso(objeto="Fortalecimiento apícola")
    incorporar_parte(caso.expediente, institucion("Universidad Altiplano"), acto=caso.acto(caso.titular))
    assert encontrados(caso, "Altiplano apícola") == [caso.expediente]
