"""What the parties are shown of a change says all that they approve."""

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from flujo.acto import Acto
from instituciones.models import Puesto
from planes import services as planes
from planes.contenido import DE_VERSION, CambioDeAccion, comparar
from planes.lectura import CAMPOS, Nombres, cambio_en_palabras
from planes.models import PlanAnual
from planes.models.plan import INDICADOR, META, PARTIDA, RESPONSABLE
from planes.services import DatosDeAccion, DatosDeResponsable
from tests.planes.medidas import PERSONAS, CasoMedido
from tests.planes.test_paginas_del_plan import entrar

NOMBRES = Nombres(
    {1: "PRODUCE", 2: "FECRECOOP"},
    {1: "Directora", 2: "Especialista"},
    {1: "1.A Formar", 2: "1.B Difundir"},
    {1: "Primero · 4. Formar", 2: "Primero · 5. Difundir"},
)
INDICADOR_ESCRITO = {
    "nombre": "Cooperativas capacitadas",
    "unidad": "cooperativas",
    "peso": "5.00",
    "linea_base": "10.00",
    "anio_base": 2025,
    "fuente": "Padrón",
    "formula": "Suma",
    "frecuencia": "trimestral",
    "medio_de_verificacion": "Lista",
    "area_responsable": "Dirección",
    "metas": [{"trimestre": 2, "valor": "80.00"}],
}
PARTIDA_ESCRITA = {
    "institucion_id": 1,
    "fuente": "Recursos ordinarios",
    "trimestre": 1,
    "monto": "100.00",
    "moneda": "PEN",
    "es_en_especie": True,
    "valorizacion": "Horas de docentes",
}
RESPONSABLE_ESCRITO = {"institucion_id": 1, "unidad": "Dirección", "puesto_id": 1}
ESCRITA: dict[str, Any] = {
    "numero": 1,
    "nombre": "Capacitar",
    "descripcion": "En todas las regiones.",
    "desde": "2026-01-10",
    "hasta": "2026-06-10",
    "territorio": "Puno",
    "ods": [8],
    "continua_id": 1,
    "iniciativa_id": 1,
    "responsables": [RESPONSABLE_ESCRITO],
    "partidas": [PARTIDA_ESCRITA],
    "indicadores": [INDICADOR_ESCRITO],
}
OTRO: dict[str, Any] = {
    "desde": "2026-02-10",
    "hasta": "2026-07-10",
    "frecuencia": "anual",
    "moneda": "USD",
    "es_en_especie": False,
    "es_regularizacion": True,
    "ods": [9],
    "responsables": [],
    "partidas": [],
    "indicadores": [],
}


def distinto(campo: str, valor: Any) -> Any:
    """Another value of the same field."""
    if campo in OTRO:
        return OTRO[campo]
    if campo.endswith("_id") or campo == "trimestre":
        return 3 - valor
    if isinstance(valor, int):
        return valor + 1
    return f"9{valor}" if valor[:1].isdigit() else f"{valor} otra"


def lo_que_se_lee(despues: dict[str, Any], antes: dict[str, Any] = ESCRITA) -> list[dict[str, Any]]:
    cambio = CambioDeAccion(1, "Capacitar", antes, despues)
    filas: list[dict[str, Any]] = cambio_en_palabras(cambio, NOMBRES)["filas"]
    return filas


@pytest.mark.parametrize(
    ("filas", "campo"),
    [
        *(("indicadores", campo) for campo in INDICADOR.campos),
        *(("partidas", campo) for campo in PARTIDA.campos),
        *(("responsables", campo) for campo in RESPONSABLE.campos),
    ],
)
def test_a_row_that_changes_in_one_field_reads_otherwise(filas: str, campo: str):
    despues = deepcopy(ESCRITA)
    despues[filas][0][campo] = distinto(campo, despues[filas][0][campo])
    [fila] = lo_que_se_lee(despues)
    assert (fila["campo"], fila["antes"] != fila["despues"]) == (CAMPOS[filas], True), fila
    assert "" not in fila["antes"] + fila["despues"]


@pytest.mark.parametrize("campo", META.campos)
def test_a_target_that_changes_reads_otherwise(campo: str):
    despues = deepcopy(ESCRITA)
    meta = despues["indicadores"][0]["metas"][0]
    meta[campo] = 3 if campo == "trimestre" else "8.00"
    [fila] = lo_que_se_lee(despues)
    assert fila["antes"] != fila["despues"]


@pytest.mark.parametrize("campo", DE_VERSION)
def test_a_field_of_an_action_that_changes_reads_otherwise(campo: str):
    [fila] = lo_que_se_lee(ESCRITA | {campo: distinto(campo, ESCRITA[campo])})
    assert (fila["campo"], fila["antes"] != fila["despues"]) == (CAMPOS[campo], True), fila


def test_of_rows_those_that_differ_are_shown():
    otro = INDICADOR_ESCRITO | {"nombre": "Ferias"}
    antes = ESCRITA | {"indicadores": [INDICADOR_ESCRITO, otro]}
    menos = INDICADOR_ESCRITO | {"peso": "1.00", "metas": [{"trimestre": 2, "valor": "8.00"}]}
    [fila] = lo_que_se_lee(ESCRITA | {"indicadores": [menos, otro]}, antes)
    comun = "línea base: 10 · año de la línea base: 2025 · fuente: Padrón · fórmula: Suma · frecuencia: Trimestral"
    resto = f"{comun} · medio de verificación: Lista · área responsable: Dirección"
    cual = "Cooperativas capacitadas (cooperativas)"
    assert fila["antes"] == [f"{cual} · peso: 5 · {resto} · T2: 80"]
    assert fila["despues"] == [f"{cual} · peso: 1 · {resto} · T2: 8"]
    [fila] = lo_que_se_lee(ESCRITA | {"indicadores": [otro, INDICADOR_ESCRITO]}, antes)
    assert fila["antes"] == fila["despues"][::-1], "an order is shown whole"
    assert len(fila["antes"]) == 2


def test_a_new_action_says_what_it_is():
    cambio = CambioDeAccion(1, "Capacitar", None, ESCRITA | {"territorio": "", "ods": []})
    leido = cambio_en_palabras(cambio, NOMBRES)
    assert leido["que"] == "Acción nueva"
    assert [str(f["campo"]) for f in leido["filas"]] == [
        "En qué consiste",
        "Descripción",
        "Desde",
        "Hasta",
        "Iniciativa a la que sirve",
        "Responsables",
        "Presupuesto",
        "Indicadores",
        "Continúa",
    ]
    assert [f["antes"] for f in leido["filas"]] == [[]] * 9
    assert leido["filas"][-1]["despues"] == ["Primero · 4. Formar"]


DEL_PLAN: dict[str, Any] = {
    "titulo": "Plan",
    "desde": "2026-01-01",
    "hasta": "2026-12-31",
    "tolerancia_dias": 5,
    "tolerancia_porcentaje": None,
    "dias_para_verificar": 10,
    "es_regularizacion": False,
    "sustento": "Tarde",
    "acciones": [],
}


@pytest.mark.parametrize("campo", PlanAnual.CONTENIDO.campos)
def test_a_term_of_the_plan_that_changes_is_shown_first(campo: str):
    otro = 100 if campo == "tolerancia_porcentaje" else distinto(campo, DEL_PLAN[campo])
    cambios = comparar(DEL_PLAN, DEL_PLAN | {campo: otro, "acciones": [ESCRITA]})
    primero, accion = (cambio_en_palabras(cambio, NOMBRES) for cambio in cambios)
    assert (primero["titulo"], accion["titulo"]) == ("Datos del plan", "1. Capacitar")
    [fila] = primero["filas"]
    assert fila["campo"].lower() == str(PlanAnual._meta.get_field(campo).verbose_name)
    assert fila["antes"] != fila["despues"]


@pytest.mark.django_db
def test_whoever_proposes_and_whoever_approves_a_plan_again_read_what_changed_of_its_terms():
    caso = CasoMedido("propuesto", tolerancia_porcentaje=5)
    planes.observar(caso.vivo(), "Falta.", acto=caso.ante(caso.plan, caso.contraparte))
    observacion = caso.vivo().observaciones.get()
    planes.responder_observacion(observacion, "Va.", acto=Acto(registra=caso.titular))
    planes.cambiar_plan(
        caso.vivo(),
        tolerancia_porcentaje=100,
        es_regularizacion=True,
        sustento="Tarde",
        acto=Acto(registra=caso.equipo),
    )
    lo_que_se_lee = ["<del>5</del>", "<ins>100</ins>", "<del>No</del>", "<ins>Sí</ins>", "<ins>Tarde</ins>"]
    base = caso.plan.get_absolute_url()

    def falta(quien: Any, direccion: str) -> list[str]:
        pagina = entrar(quien).get(f"{base}{direccion}").content.decode()
        return [texto for texto in lo_que_se_lee if texto not in pagina]

    assert falta(caso.titular, "paso/proponer/") == []
    caso.proponer()
    assert falta(caso.contraparte, "paso/dar_por_aprobado/") == []
    assert falta(caso.contraparte, "versiones/2/") == []
    assert "No cambió nada" in entrar(caso.titular).get(f"{base}versiones/2/?con=2").content.decode()


@pytest.mark.django_db
def test_a_reprogramming_shows_which_target_and_which_of_two_posts_of_one_name_change():
    caso = CasoMedido("borrador")
    uno, otro = (
        Puesto.objects.create(institucion=caso.propone, nombre="Director", unidad=unidad)
        for unidad in ("Normas", "Fomento")
    )

    def datos(de: Puesto, meta: int) -> DatosDeAccion:
        return caso.datos(
            caso.propone,
            responsables=[DatosDeResponsable(institucion_id=caso.propone.pk, puesto_id=de.pk)],
            indicadores=[replace(PERSONAS, metas={1: Decimal(meta)})],
        )

    planes.cambiar_accion(caso.accion(1), datos(uno, 80), acto=Acto(registra=caso.equipo))
    caso.hasta_plan("aprobado")
    una = caso.reprogramar(1, datos(otro, 8))
    pagina = entrar(caso.contraparte).get(una.get_absolute_url()).content.decode()
    assert [
        f"<{marca}>{texto}</{marca}>" in pagina
        for marca, texto in (
            ("del", f"{caso.propone} · Director (Normas)"),
            ("ins", f"{caso.propone} · Director (Fomento)"),
            ("del", "Personas formadas (personas) · peso: 2 · frecuencia: Trimestral · T1: 80"),
            ("ins", "Personas formadas (personas) · peso: 2 · frecuencia: Trimestral · T1: 8"),
        )
    ] == [True] * 4
