"""What one party does on its own side changes nothing in what another, or the public, reads of all agreements."""

import csv
import io
from typing import Any

import pytest
from django.test import Client

from convenios.models import Estado
from convenios.services import guardar_borrador, opinar
from expedientes.services import registrar_gestion
from flujo.acto import Acto
from tests.convenios.vida import DIA
from tests.factories import Caso, clausulas, hoy
from tests.tablero.test_cartera import entrar, tras
from tests.tablero.test_transparencia import publicado

pytestmark = pytest.mark.django_db

CONSULTAS: list[dict[str, Any]] = [
    {"estado": "todos"},
    *({"estado": "todos", "sin_mover": n} for n in (39, 40, 41)),
    *({"estado": "todos", "q": q} for q in ("INTERNO", "cooperación")),
]


def filas(client: Client, camino: str, consulta: dict[str, Any]) -> list[list[str]]:
    """Every column of every row, in its order."""
    texto = b"".join(client.get(camino, consulta)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(texto)))


def de_su_lado(caso: Caso) -> None:
    """All that the ministry does for itself alone."""
    registrar_gestion(
        caso.expediente,
        medio="llamada",
        con="INTERNO",
        resumen="INTERNO",
        fecha=hoy() - DIA,
        proximo_contacto=hoy(),
        acto=Acto(registra=caso.titular),
    )
    guardar_borrador(caso.actual(), clausulas("INTERNO"), acto=caso.acto(caso.titular))
    if caso.actual().estado == Estado.EN_EVALUACION:
        opinar(
            caso.actual(), "tecnica", es_favorable=False, fundamento="INTERNO", acto=caso.acto(caso.tecnica)
        )


@pytest.mark.parametrize("estado", [Estado.SOLICITUD, Estado.EN_EVALUACION])
@pytest.mark.parametrize("camino", ["/cartera/exportar/csv/", "/expedientes/exportar/csv/"])
def test_the_other_party_reads_the_same_before_and_after(estado: str, camino: str):
    caso, otro = Caso(estado), Caso(estado)
    with tras(40):
        client = entrar(caso.contraparte)
        consultas = CONSULTAS if "cartera" in camino else [{}, {"q": "INTERNO"}]
        antes = [filas(client, camino, c) for c in consultas]
        propias = filas(entrar(caso.titular), camino, consultas[0])
        de_su_lado(caso)
        assert [filas(client, camino, c) for c in consultas] == antes
        assert otro.expediente.codigo not in str(antes)
        if "cartera" in camino:
            assert filas(entrar(caso.titular), camino, consultas[0]) != propias


def test_the_public_reads_the_same_before_and_after():
    caso = publicado(Caso(Estado.EN_EJECUCION))
    with tras(40):
        nadie = Client()
        caminos = [f"/transparencia/{c}" for c in ("", "?q=INTERNO", "convenios.csv", "convenios.json")]
        antes = [nadie.get(c).getvalue() for c in caminos]
        registrar_gestion(
            caso.expediente,
            medio="llamada",
            con="INTERNO",
            resumen="INTERNO",
            acto=Acto(registra=caso.titular),
        )
        assert [nadie.get(c).getvalue() for c in caminos] == antes
