"""When an agreement begins and ends, whether it is in force, and of what its parties are reminded."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convenios.avisos import destinatarios_de_la_vigencia
from convenios.models import Convenio, Estado, VersionDeTexto
from convenios.plazos_de_vigencia import PRORROGA, VENCIMIENTO
from convenios.services import concluir, registrar_causal
from convenios.vigencia import fin_de, ultimo_dia_de_prorroga, vigencia_de
from expedientes.models import Participacion
from notificaciones.cadencias import Destino
from notificaciones.models import Plazo
from tests.convenios.pagina import entrar
from tests.convenios.vida import DIA, CasoPactado, abrir, con_efecto, papel
from tests.factories import Caso, designado, hoy, institucion

pytestmark = pytest.mark.django_db


def de_aqui(pais: str, **pacto: Any) -> Convenio:
    """An agreement that an institution of that country proposes, with a text that agrees on what is said."""
    caso = Caso()
    propone = caso.propone
    propone.pais, propone.zona_horaria = (
        pais,
        {"CL": "America/Santiago", "CO": "America/Bogota"}.get(pais, "America/Lima"),
    )
    propone.save()
    caso.expediente.pais_de_reglas = pais
    caso.expediente.save()
    convenio = caso.actual()
    convenio.version = VersionDeTexto(**pacto)
    return convenio


@pytest.mark.parametrize(
    ("pais", "inicio", "meses", "fin"),
    [
        ("PE", dt.date(2024, 3, 15), 12, dt.date(2025, 3, 14)),
        ("CL", dt.date(2024, 3, 15), 12, dt.date(2025, 3, 14)),
        ("CO", dt.date(2024, 3, 15), 12, dt.date(2025, 3, 14)),
        ("PE", dt.date(2024, 1, 1), 36, dt.date(2026, 12, 31)),
        ("CL", dt.date(2024, 1, 1), 36, dt.date(2026, 12, 31)),
        # 31 February does not exist: Peru goes on to the next month, Chile stops at the last day
        ("CL", dt.date(2025, 1, 31), 1, dt.date(2025, 2, 27)),
        ("CL", dt.date(2024, 2, 29), 12, dt.date(2025, 2, 27)),
    ],
)
def test_a_term_in_months_ends_the_day_before_the_same_day(
    pais: str, inicio: dt.date, meses: int, fin: dt.date
):
    assert fin_de(de_aqui(pais, plazo_meses=meses), inicio) == fin


def test_a_month_end_without_that_day_is_longer_in_peru_than_in_chile():
    inicio = dt.date(2025, 1, 31)
    peru, chile = (fin_de(de_aqui(p, plazo_meses=1), inicio) for p in ("PE", "CL"))
    assert peru is not None
    assert chile is not None
    assert chile < dt.date(2025, 2, 28) <= peru < dt.date(2025, 3, 5)


def test_an_agreed_end_is_that_day_and_an_indefinite_one_has_none():
    assert fin_de(de_aqui("PE", fin_pactado=dt.date(2030, 5, 5)), dt.date(2025, 1, 1)) == dt.date(2030, 5, 5)
    assert fin_de(de_aqui("PE", es_indefinido=True), dt.date(2025, 1, 1)) is None


def en_curso(faltan: int = 200, **pacto: Any) -> CasoPactado:
    return CasoPactado(
        vigor="fecha", inicio_pactado=hoy() - 100 * DIA, fin_pactado=hoy() + faltan * DIA, **pacto
    )


@pytest.mark.parametrize(
    ("faltan", "clave"), [(91, "vigente"), (90, "por_vencer"), (0, "por_vencer"), (-1, "vencida")]
)
def test_whether_it_is_in_force_is_computed_from_the_day(faltan: int, clave: str):
    assert vigencia_de(en_curso(faltan).actual()).clave == clave


def test_what_expired_with_something_still_going_on_says_so():
    convenio = en_curso(-1).actual()
    assert vigencia_de(convenio, con_actividades=True).clave == "vencida_con_actividades"


def test_before_it_begins_without_an_end_and_after_it_ended():
    assert vigencia_de(Caso(Estado.SUSCRITO).actual()).clave == "no_iniciada"
    assert vigencia_de(CasoPactado(es_indefinido=True).actual()).clave == "indefinida"
    assert vigencia_de(Caso(Estado.EN_EJECUCION).actual()).clave == "sin_informacion"
    caso = en_curso(-5)
    concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    assert vigencia_de(caso.actual()).clave == "concluida"


# -- deadlines


def abiertos(caso: Caso, tipo: str) -> list[Plazo]:
    return list(
        Plazo.objects.abiertos()
        .filter(modelo="convenios.convenio", objeto=caso.convenio.pk, tipo=tipo)
        .order_by("id")
    )


def test_each_party_is_told_of_the_end_and_of_the_last_day_to_ask_for_the_extension():
    caso = en_curso(renovacion_dias=60)
    fines, prorrogas = abiertos(caso, VENCIMIENTO), abiertos(caso, PRORROGA)
    assert {p.institucion_id for p in fines} == {caso.propone.pk, caso.otra.pk}
    assert {p.vence for p in fines} == {hoy() + 200 * DIA}
    ultimo = ultimo_dia_de_prorroga(caso.actual())
    assert ultimo is not None
    assert {p.vence for p in prorrogas} == {ultimo.fecha}
    assert ultimo.fecha <= hoy() + 140 * DIA


def test_an_extension_moves_the_deadlines():
    caso = en_curso(renovacion_dias=60)
    con_efecto(caso, abrir(caso, "prorroga", fin_nuevo=hoy() + 500 * DIA))
    assert {p.vence for p in abiertos(caso, VENCIMIENTO)} == {hoy() + 500 * DIA}
    assert len(abiertos(caso, VENCIMIENTO)) == len(abiertos(caso, PRORROGA)) == 2


@pytest.mark.parametrize("clases", [["partes"], ["partes", "prorroga"]])
def test_a_party_that_joins_is_reminded_of_the_end_as_the_others_are(clases: list[str]):
    caso, nueva = en_curso(renovacion_dias=60), institucion("Gobierno Regional")
    fin = hoy() + (500 if "prorroga" in clases else 200) * DIA
    con_efecto(caso, abrir(caso, *clases, parte_nueva=nueva, fin_nuevo=fin if "prorroga" in clases else None))
    for tipo in (VENCIMIENTO, PRORROGA):
        assert [p.institucion_id for p in abiertos(caso, tipo)] == [caso.propone.pk, caso.otra.pk, nueva.pk]
    assert {p.vence for p in abiertos(caso, VENCIMIENTO)} == {fin}


def test_an_agreement_that_ended_is_nobodys_deadline():
    caso = en_curso(renovacion_dias=60)
    assert len(abiertos(caso, VENCIMIENTO)) == len(abiertos(caso, PRORROGA)) == 2
    registrar_causal(caso.actual(), "mutuo_acuerdo", documento=papel(caso), acto=caso.acto(caso.titular))
    concluir(caso.actual(), "mutuo_acuerdo", acto=caso.acto(caso.registro))
    assert abiertos(caso, VENCIMIENTO) == abiertos(caso, PRORROGA) == []


def test_only_the_coordinations_are_reminded_of_the_end():
    caso = en_curso()
    plazos = abiertos(caso, VENCIMIENTO)
    quienes = destinatarios_de_la_vigencia([(p, Destino.RESPONSABLE) for p in plazos])
    por_parte = {p.institucion_id: set(quienes[p.pk]) for p in plazos}
    assert por_parte == {
        caso.propone.pk: {caso.titular.pk, caso.alterno.pk},
        caso.otra.pk: {caso.contraparte.pk},
    }


# -- the page of the case file


@pytest.mark.parametrize("adendas", [0, 3])
def test_the_page_takes_as_many_statements_with_fifteen_parties_as_with_two(adendas: int):
    caso = en_curso()
    for n in range(adendas):
        con_efecto(caso, abrir(caso, "prorroga", fin_nuevo=hoy() + (300 + n) * DIA))
    if adendas:
        abrir(caso, "alcance", objeto="Ampliar.")
    ruta = f"/expedientes/{caso.expediente.codigo}/"
    client = entrar(caso.titular)
    client.get(ruta)
    with CaptureQueriesContext(connection) as con_dos:
        assert client.get(ruta).status_code == 200
    for _ in range(13):
        parte = institucion()
        Participacion.objects.create(expediente=caso.expediente, institucion=parte, desde=hoy())
        designado(caso.expediente, parte, "coordinador_titular")
    with CaptureQueriesContext(connection) as con_quince:
        assert client.get(ruta).status_code == 200
    assert len(con_quince) == len(con_dos)


def test_the_page_takes_as_many_statements_with_three_addenda_as_with_one():
    caso = en_curso()
    con_efecto(caso, abrir(caso, "prorroga", fin_nuevo=hoy() + 300 * DIA))
    ruta = f"/expedientes/{caso.expediente.codigo}/"
    client = entrar(caso.titular)
    client.get(ruta)
    with CaptureQueriesContext(connection) as con_una:
        assert client.get(ruta).status_code == 200
    for n in (1, 2):
        con_efecto(caso, abrir(caso, "prorroga", fin_nuevo=hoy() + (300 + n) * DIA))
    with CaptureQueriesContext(connection) as con_tres:
        assert client.get(ruta).status_code == 200
    assert len(con_tres) == len(con_una)
