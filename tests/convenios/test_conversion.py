"""A relation without instrument becomes an agreement: through its page, in the same case file."""

from typing import Any

import pytest
from django.test import Client

from auditoria.verificacion.todo import verificar
from convenios.models import Convenio
from expedientes.models import Expediente
from expedientes.services import abrir_expediente, registrar_gestion
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from tests.convenios.pagina import entrar, enviar
from tests.factories import SISTEMA, designado, institucion

pytestmark = pytest.mark.django_db


@pytest.fixture
def partes() -> list[Institucion]:
    return [institucion("Federación", sigla="FED"), institucion("Corporación", sigla="CORP")]


@pytest.fixture
def relacion(partes: list[Institucion]) -> Expediente:
    return abrir_expediente(
        titulo="Relación de trabajo",
        tipo="relacion",
        proponente=partes[0],
        otras=partes[1:],
        acto=Acto(registra=SISTEMA),
    )


@pytest.fixture
def titular(relacion: Expediente, partes: list[Institucion]) -> Usuario:
    return designado(relacion, partes[0], "coordinador_titular")[0]


def convertir(client: Client, relacion: Expediente) -> Any:
    return enviar(client, f"/expedientes/{relacion.codigo}/convenio/", tipo="marco", objeto="Cooperar.")


def test_it_goes_on_in_the_same_case_file_with_what_was_there(
    relacion: Expediente, titular: Usuario, partes: list[Institucion]
):
    gestion = registrar_gestion(
        relacion,
        medio="visita",
        con=partes[1],
        resumen="Tres puntos acordados.",
        visibilidad="compartida",
        acto=Acto(registra=titular),
    )
    client, ruta = entrar(titular), f"/expedientes/{relacion.codigo}/"
    assert "Convertir en convenio" in client.get(ruta).content.decode()
    assert convertir(client, relacion).status_code == 302
    convenio = Convenio.objects.get()
    assert (convenio.expediente, convenio.estado, convenio.tipo) == (relacion, "contacto", "marco")
    relacion.refresh_from_db()
    assert (relacion.tipo, relacion.gestiones.get()) == ("convenio", gestion)
    assert [p.institucion for p in relacion.participaciones.all()] == partes
    pagina = client.get(ruta).content.decode()
    assert "Convertir en convenio" not in pagina
    assert "Tres puntos acordados." in pagina
    assert "Presentar la solicitud" in client.get("/").content.decode()
    assert verificar().bien


def test_it_is_done_once_and_by_the_proposing_coordination_alone(
    relacion: Expediente, titular: Usuario, partes: list[Institucion]
):
    ajena = entrar(designado(relacion, partes[1], "coordinador_titular")[0])
    assert ajena.get(f"/expedientes/{relacion.codigo}/convenio/").status_code == 403
    client = entrar(titular)
    convertir(client, relacion)
    assert client.get(f"/expedientes/{relacion.codigo}/convenio/").status_code == 409
    assert Convenio.objects.count() == 1
