"""The register of 300 agreements comes in from its dirty workbook as the case says, once, and what cannot says why."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet

from auditoria.models import Asiento
from convenios.importados import cuentas_de, errores_de, instituciones_nuevas
from convenios.models import Convenio, Importacion, PorRegularizar
from demo.escenario import cuenta
from demo.jugar import REGISTRO, CasoDeRegistro
from tests.base_de_datos import dejar_hecho

pytestmark = [pytest.mark.django_db, pytest.mark.lento]

PASOS = [
    "recibir",
    "columnas",
    "empezar",
    "seguir",
    "fecha",
    "tipo",
    "otra-vez",
    "empezar-otra-vez",
    "seguir-otra-vez",
]
NO_ENTRARON = [
    ("2019-2020", 50, "El número 201-2019-UNIDEMO ya está en la fila 14 de «2019-2020» con otros datos."),
    ("2024", 41, "Es una adenda y no dice de qué convenio."),
    ("2024", 46, "Es una adenda del convenio 999-2015-UNIDEMO, que no está en este registro."),
    ("2024", 51, "No trae número, título, objeto ni partes: no se sabe qué convenio es."),
    ("2024", 56, "El objeto tiene 21,999 caracteres; el máximo es 20,000. Divídala o adjunte un documento."),
    (
        "2025 (actualizado)",
        29,
        "El título contiene un carácter invisible (U+202E, posición 22) que podría hacerla leer distinta de lo que es. "
        "Bórrelo y vuelva a guardar.",
    ),
]
CELDAS_QUE_NO_SE_ENTENDIERON = [
    ("LÉAME", 0, "", "No se encontró el encabezado en las primeras 20 filas: ninguna nombra dos columnas."),
    ("2019-2020", 14, "31/02/2019", "Ese día no existe en el calendario."),
    ("2019-2020", 24, "2020", "Dice solo el año; falta el día y el mes."),
    ("2021", 11, "01/03/2021 - 28/02/2023", "No se entiende como fecha. Escríbala como 04/08/2014."),
    ("2021", 16, "marzo 2021", "Dice el mes y el año; falta el día."),
    ("2021", 43, "aprox. veinte mil", "No se entiende como monto. Escríbalo como 14.391.975,71."),
    ("2021", 48, "(500.00)", "El monto es negativo."),
    (
        "2021",
        53,
        "12,00,000",
        "Los separadores de miles no van de tres en tres cifras: no se sabe qué monto es.",
    ),
    ("2022", 16, "29/02/2027", "Ese día no existe en el calendario."),
    ("2022", 26, "31/12/2020", "La vigencia termina antes de empezar."),
    (
        "2022",
        36,
        "2022-05-01",
        "Excel convirtió el número en una fecha (2022-05-01). Dé a la columna formato de texto y vuelva a escribirlo.",
    ),
    (
        "2023",
        27,
        "=15000*2",
        "La celda tiene una fórmula sin resultado guardado. Abra el archivo en Excel, guárdelo y vuelva a importarlo.",
    ),
    ("2023", 32, "2023-03-01", "No es un monto: la celda tiene formato de otra cosa."),
    ("2023", 52, "En consulta con el área", "No se sabe a qué situación corresponde."),
    ("2024", 11, "dos firmadas", "No se entiende cuántas adendas son. Escriba solo la cantidad."),
    ("2024", 21, "15/03/2204", "El año 2204 no puede ser."),
]
NO_SON_CONVENIOS = {
    "Tiene una sola celda: se toma por una nota.": 13,
    "Es la fila de los totales.": 6,
    "Repite el encabezado.": 1,
    "Repite la fila 46 de «2022».": 1,
    "Una de las partes es una persona natural: no se importa.": 1,
}
ESTADOS = {
    "en_ejecucion": 176,
    "concluido": 64,
    "cerrado": 28,
    "en_liquidacion": 15,
    "archivado": 11,
    "suspendido": 2,
    "solicitud": 2,
    "no_suscrito": 1,
    "suscrito": 1,
}
POR_REGULARIZAR = {
    "suscrito_el": 5,
    "aportes": 5,
    "adendas": 4,
    "fin_vigente": 4,
    "causa": 3,
    "fin_original": 3,
    "coordinadores": 3,
    "situacion": 3,
    "numero": 2,
    "partes": 2,
    "inicio": 1,
    "tipo": 1,
    "objeto": 1,
}
INSTITUCIONES_NUEVAS = [
    "Agencia de demostración para el Desarrollo",
    "Instituto de demostración de Educación Cooperativa",
    "Central de demostración de Cooperativas Cafetaleras",
    "Asociacion de demostracion de Productores de Quinua",
    "Universidad de demostración del Norte",
    "Municipalidad de demostración de San Ejemplo",
    "Cooperativa de ahorro y crédito de demostracion",
    "Gobierno Regional de demostración",
    "Cooperativa agraria de demostración El Molle",
    "COLEGIO PROFESIONAL DE DEMOSTRACIÓN",
    "Federasión de demostración 1",
]
"""By the spelling in which the workbook names each first."""


@pytest.fixture(scope="module")
def jugado(escenario: None, django_db_blocker: Any) -> Iterator[list[tuple[str, bool]]]:
    """The case cut off just after its import had begun and played again: its steps, and whether each was new then."""
    with django_db_blocker.unblock(), transaction.atomic():
        list(islice(CasoDeRegistro.leer(REGISTRO).jugar(), 3))
        pasos = [(paso["id"], es_nuevo) for paso, es_nuevo in CasoDeRegistro.leer(REGISTRO).jugar()]
        dejar_hecho()
        yield pasos
        transaction.set_rollback(True)


def primera() -> Importacion:
    return Importacion.objects.order_by("id")[0]


def segunda() -> Importacion:
    return Importacion.objects.order_by("id")[1]


def importados() -> "QuerySet[Convenio]":
    return Convenio.objects.filter(pk__in=primera().filas.exclude(convenio=None).values("convenio"))


def test_what_was_cut_off_goes_on_where_it_was(jugado: list[tuple[str, bool]]):
    assert jugado == [(paso, n >= 3) for n, paso in enumerate(PASOS)]


def test_playing_it_again_changes_nothing(jugado: Any):
    antes = Asiento.objects.count()
    assert not any(es_nuevo for _paso, es_nuevo in CasoDeRegistro.leer(REGISTRO).jugar())
    assert (Asiento.objects.count(), Importacion.objects.count()) == (antes, 2)


def test_three_hundred_agreements_and_three_addenda_enter(jugado: Any):
    assert dict(cuentas_de(primera())) == {"creada": 303, "impedida": 6, "excluida": 22}
    assert importados().count() == 300
    assert primera().quien == cuenta("UNIDEMO/registro")
    assert CasoDeRegistro.leer(REGISTRO).situacion() == (
        "registro-de-convenios.xlsx: 300 convenios, 37 datos por regularizar"
    )


def test_every_act_is_of_who_ordered_the_import_and_of_who_put_two_facts_in_order(jugado: Any):
    hechos = Asiento.objects.filter(cadena__in=importados().values("expediente__cadena"))
    autores = {cuenta(quien).pk for quien in ("UNIDEMO/registro", "UNIDEMO/asistente")}
    assert set(hechos.values_list("registra_id", flat=True)) == autores


def test_each_stands_in_the_state_that_its_office_said(jugado: Any):
    assert Counter(importados().values_list("estado", flat=True)) == ESTADOS


def test_what_the_workbook_does_not_say_is_to_be_put_in_order(jugado: Any):
    faltan = PorRegularizar.objects.filter(convenio__in=importados(), resuelto_el=None)
    assert Counter(faltan.values_list("dato", flat=True)) == POR_REGULARIZAR


def test_two_facts_were_put_in_order_afterwards(jugado: Any):
    resueltos = PorRegularizar.objects.exclude(resuelto_el=None)
    assert sorted((p.dato, p.convenio.numeros.get().numero, p.decia) for p in resueltos) == [
        ("suscrito_el", "201-2019-UNIDEMO", "31/02/2019"),
        ("tipo", "206-2022-UNIDEMO", ""),
    ]


def test_each_row_that_could_not_enter_says_why(jugado: Any):
    filas = primera().filas.filter(resultado="impedida").order_by("hoja", "n")
    assert [(f.hoja, f.n, f.errores[-1]["frase"]) for f in filas] == NO_ENTRARON


def test_each_cell_that_could_not_be_read_is_told_and_the_rest_of_its_row_entered(jugado: Any):
    de_filas = {(hoja, n) for hoja, n, _frase in NO_ENTRARON}
    errores = [e for e in errores_de(primera()) if (e["hoja"], e["fila"]) not in de_filas]
    assert [(e["hoja"], e["fila"], e["valor"], e["frase"]) for e in errores] == CELDAS_QUE_NO_SE_ENTENDIERON


def test_each_row_that_is_no_agreement_is_left_out_and_says_why(jugado: Any):
    assert Counter(omision["frase"] for omision in primera().informe["omisiones"]) == NO_SON_CONVENIOS


def test_the_same_workbook_again_changes_nothing(jugado: Any):
    assert dict(cuentas_de(segunda())) == {"sin_cambio": 303, "impedida": 6, "excluida": 22}
    assert segunda().archivo == primera().archivo
    assert segunda().mapeo == primera().mapeo


def test_only_institutions_that_nobody_knew_are_registered(jugado: Any):
    assert [i.nombre for i in instituciones_nuevas(primera()).order_by("id")] == INSTITUCIONES_NUEVAS
