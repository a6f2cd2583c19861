"""The grid and the file of a plan by their pages: saved in one act, bound to what was shown, or not at all."""

import datetime as dt
import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from auditoria.models import Asiento
from planes import services as planes
from planes.contenido import acciones_de
from planes.contenido import leer as leer_plan
from planes.models import Reprogramacion
from tests.convenios.importacion.ficheros import en_xlsx_con
from tests.planes.caso import DIA, CasoDePlan
from tests.planes.test_paginas_del_plan import entrar, enviar
from tests.planes.test_planilla import con_todo, libro_de, textos

pytestmark = pytest.mark.django_db


def planilla(caso: CasoDePlan) -> str:
    return f"{caso.plan.get_absolute_url()}planilla/"


def cuerpo(caso: CasoDePlan, *cambios: tuple[str, str, str], **otros: Any) -> dict[str, Any]:
    """What the page sends, after these replacements: sheet, what stood there, what stands there."""
    hojas = textos(caso)
    escritas = dict(hojas)
    for hoja, era, es in cambios:
        assert era in escritas[hoja]
        escritas[hoja] = escritas[hoja].replace(era, es, 1)
    return {
        "clave": str(uuid4()),
        "hash_mostrado": caso.vivo().contenido_hash,
        **{f"era_{clave}": texto for clave, texto in hojas.items()},
        **{clave: texto.replace("\n", "\r\n") for clave, texto in escritas.items()},
        **otros,
    }


def mandar(caso: CasoDePlan, datos: dict[str, Any], quien: Any = None) -> Any:
    return entrar(quien or caso.equipo).post(planilla(caso), datos)


def otra_fila(caso: CasoDePlan, numero: str, nombre: str) -> str:
    dia = f"{caso.plan.desde:%d/%m/%Y}"
    return f"\n{numero}\t{nombre}\t{caso.otra}\t\t\t{dia}\t{dia}"


def test_the_page_holds_the_plan_as_text_and_says_what_its_cells_may_be():
    caso = CasoDePlan()
    con_todo(caso)
    pagina = entrar(caso.equipo).get(planilla(caso))
    assert pagina.status_code == 200
    assert pagina.context["form"].textos == textos(caso)
    assert json.loads(pagina.context["config"])["hojas"][1]["columnas"][2]["opciones"] == ["1", "2", "3", "4"]
    assert "=HYPERLINK" in pagina.content.decode()


def test_actions_are_added_changed_and_taken_out_in_one_act():
    caso = CasoDePlan()
    lineas = textos(caso)["acciones"].split("\n")
    datos = cuerpo(
        caso,
        ("acciones", f"\n{lineas[3]}", otra_fila(caso, "N1", "Otra")),
        ("acciones", "1\tIntercambiar herramientas", "1\tIntercambiar más"),
        ("presupuesto", "\n3\t", "\nN1\t"),
        ("presupuesto", "\n3\t", "\nN1\t"),
    )
    respuesta = mandar(caso, datos)
    assert (respuesta.status_code, respuesta["Location"]) == (302, f"{caso.plan.get_absolute_url()}#acciones")
    acciones = caso.plan.acciones.order_by("numero")
    assert [(a.numero, a.nombre, a.estado) for a in acciones] == [
        (1, "Intercambiar más", "propuesta"),
        (2, "Intercambiar herramientas", "propuesta"),
        (3, "Intercambiar herramientas", "retirada"),
        (4, "Otra", "propuesta"),
    ]
    assert caso.accion(4).partidas.count() == 2
    actos = Asiento.objects.filter(cadena=caso.expediente.cadena_id).order_by("-n")[:4]
    assert [a.accion for a in reversed(actos)] == ["retirar", "cambiar_accion", "crear", "guardar_planilla"]
    assert caso.vivo().contenido_hash != datos["hash_mostrado"]


def test_the_same_form_sent_twice_does_it_once():
    caso = CasoDePlan()
    datos = cuerpo(
        caso, ("acciones", "1\tIntercambiar", "N7\tIntercambiar"), ("presupuesto", "\n1\t", "\nN7\t")
    )
    assert [mandar(caso, datos).status_code for _vez in (1, 2)] == [302, 302]
    assert caso.plan.acciones.filter(estado="propuesta").count() == 3


def test_what_cannot_be_is_said_cell_by_cell_and_nothing_is_saved():
    caso = CasoDePlan()
    hasta = f"{caso.accion(2).hasta:%d/%m/%Y}"
    datos = cuerpo(caso, ("acciones", "1\tIntercambiar", "1\tOtro"), ("acciones", hasta, "31/02/2026"))
    respuesta = mandar(caso, datos)
    pagina = respuesta.content.decode()
    assert respuesta.status_code == 422
    assert 'data-hoja="acciones" data-numero="2" data-columna="6"' in pagina
    assert "Acciones!G2" in pagina
    assert "Ese día no existe en el calendario." in pagina
    assert "1\tOtro" in pagina
    assert caso.accion(1).nombre == "Intercambiar herramientas"


def test_nothing_that_changes_nothing_is_saved():
    caso = CasoDePlan()
    respuesta = mandar(caso, cuerpo(caso))
    assert (respuesta.status_code, "No cambió nada" in respuesta.content.decode()) == (422, True)


def test_what_somebody_else_wrote_meanwhile_is_taken_in_and_nothing_is_lost():
    caso = CasoDePlan()
    datos = cuerpo(
        caso,
        ("acciones", "1\tIntercambiar herramientas", "1\tLo mío"),
        ("acciones", "3\tIntercambiar herramientas", "3\tTambién mío"),
    )
    for numero, nombre in ((2, "Lo de otra persona"), (3, "Lo suyo")):
        planes.cambiar_accion(
            caso.accion(numero),
            caso.datos(*[r.institucion for r in caso.accion(numero).responsables.all()], nombre=nombre),
            acto=caso.ante(caso.plan, caso.titular).con(hash_mostrado=None),
        )
    respuesta = mandar(caso, datos)
    assert respuesta.status_code == 409
    pagina = respuesta.content.decode()
    for texto in ("1\tLo mío", "2\tLo de otra persona", "3\tTambién mío", "Otra persona cambió el plan"):
        assert texto in pagina
    [choque] = respuesta.context["fundida"].choques
    assert (choque.accion, choque.suyo, choque.mio) == ("3. También mío", "Lo suyo", "También mío")
    assert respuesta.context["fundida"].recibido == ["Acciones · 2. Lo de otra persona"]
    assert caso.accion(1).nombre == "Intercambiar herramientas"
    form = respuesta.context["form"]
    otra_vez = {
        c: form[c].value()
        for c in (*textos(caso), *(f"era_{h}" for h in textos(caso)), "clave", "hash_mostrado")
    }
    assert mandar(caso, otra_vez).status_code == 302
    assert [caso.accion(n).nombre for n in (1, 2, 3)] == ["Lo mío", "Lo de otra persona", "También mío"]


@pytest.mark.parametrize("estado", ["propuesto"])
def test_a_plan_before_the_parties_has_no_grid(estado: str):
    caso = CasoDePlan(estado)
    for direccion in ("planilla/", "importar/"):
        assert entrar(caso.equipo).get(f"{caso.plan.get_absolute_url()}{direccion}").status_code == 409


def test_an_approved_plan_is_reprogrammed_from_the_grid():
    caso = CasoDePlan("aprobado")
    lineas = textos(caso)["acciones"].split("\n")
    datos = cuerpo(
        caso,
        ("acciones", "1\tIntercambiar herramientas", "1\tIntercambiar más"),
        ("acciones", f"\n{lineas[2]}", otra_fila(caso, "N1", "Otra")),
        ("presupuesto", "\n2\t", "\nN1\t"),
        motivo="Hace falta.",
    )
    respuesta = mandar(caso, datos)
    una = Reprogramacion.objects.get(plan=caso.plan)
    assert respuesta["Location"] == una.get_absolute_url()
    assert set(una.cambios) == {"1", "2", "nueva:1"}
    assert (una.cambios["1"], una.cambios["2"]) == ({"nombre": "Intercambiar más"}, {"cancelar": True})
    assert (una.cambios["nueva:1"]["nombre"], len(una.cambios["nueva:1"]["partidas"])) == ("Otra", 1)
    assert caso.accion(1).nombre == "Intercambiar herramientas"
    direccion = f"{una.get_absolute_url()}planilla/"
    pagina = entrar(caso.equipo).get(direccion)
    form = pagina.context["form"]
    escrito = {f: form[f].value() for f in (*textos(caso), *(f"era_{h}" for h in textos(caso)))}
    assert "4\tOtra" in escrito["acciones"]
    assert "2\tIntercambiar" not in escrito["acciones"]
    escrito["acciones"] = escrito["acciones"].replace("4\tOtra", "4\tOtra mejor")
    vuelta = enviar(caso.equipo, direccion, una, **escrito)
    assert (vuelta.status_code, vuelta["Location"]) == (302, f"{una.get_absolute_url()}#cambios")
    una.refresh_from_db()
    assert (set(una.cambios), una.cambios["nueva:1"]["nombre"]) == ({"1", "2", "nueva:1"}, "Otra mejor")


def test_an_approved_plan_is_adjusted_from_the_grid_within_its_tolerance():
    caso = CasoDePlan("aprobado", tolerancia_dias=5)
    accion = caso.accion(1)
    linea = textos(caso)["acciones"].split("\n")[1]
    movida = linea.replace(f"{accion.hasta:%d/%m/%Y}", f"{accion.hasta + 3 * DIA:%d/%m/%Y}")
    datos = cuerpo(caso, ("acciones", linea, movida), como="ajuste", motivo="Feriados.")
    assert mandar(caso, datos).status_code == 302
    assert (caso.accion(1).hasta, caso.vivo().version.origen) == (accion.hasta + 3 * DIA, "tolerancia")
    lejos = linea.replace(f"{accion.hasta:%d/%m/%Y}", f"{accion.hasta + 30 * DIA:%d/%m/%Y}")
    datos = cuerpo(caso, ("acciones", movida, lejos), como="ajuste", motivo="Más.")
    respuesta = mandar(caso, datos)
    assert respuesta.status_code == 422
    assert "Acción 1: Se movería 30 días" in respuesta.content.decode()
    ajena = textos(caso)["acciones"].split("\n")[2]
    suya = ajena.replace(f"{caso.accion(2).hasta:%d/%m/%Y}", f"{caso.accion(2).hasta + DIA:%d/%m/%Y}")
    assert mandar(caso, cuerpo(caso, ("acciones", ajena, suya), como="ajuste", motivo="x")).status_code == 403


def test_an_action_that_ended_changes_no_more():
    caso = CasoDePlan("en_ejecucion")
    caso.mover_accion(1, "dar_por_no_ejecutada", caso.titular, motivo="No se pudo.")
    assert json.loads(entrar(caso.equipo).get(planilla(caso)).context["config"])["fijas"] == ["1"]
    datos = cuerpo(caso, ("acciones", "1\tIntercambiar", "1\tOtro"), motivo="Quiero.")
    respuesta = mandar(caso, datos)
    assert "ya no se ajusta ni se reprograma" in respuesta.content.decode()
    assert respuesta.status_code == 409


def test_five_thousand_rows_come_back_with_a_sentence():
    caso = CasoDePlan()
    datos = cuerpo(caso)
    datos["acciones"] += "".join(otra_fila(caso, "", "Pegada") for _n in range(5000))
    respuesta = mandar(caso, datos)
    assert respuesta.status_code == 422
    assert "un plan tiene hasta 500 acciones" in respuesta.content.decode()
    datos["acciones"] = textos(caso)["acciones"] + "".join(otra_fila(caso, "", "Pegada") for _n in range(497))
    assert mandar(caso, datos).status_code == 302
    assert caso.plan.acciones.count() == 500


def test_whoever_does_not_prepare_plans_only_takes_the_file():
    caso = CasoDePlan()
    base = caso.plan.get_absolute_url()
    assert entrar(caso.personal).get(planilla(caso)).status_code == 403
    respuesta = entrar(caso.personal).get(f"{base}exportar/")
    assert respuesta["Content-Type"].endswith("spreadsheetml.sheet")
    assert respuesta["Content-Disposition"].startswith(
        f'attachment; filename="{caso.expediente.codigo}-plan-'
    )
    assert b"".join(respuesta)[:2] == b"PK"


def subir(caso: CasoDePlan, fichero: bytes, **datos: Any) -> Any:
    archivo = SimpleUploadedFile("plan.xlsx", fichero, content_type="application/octet-stream")
    return enviar(
        caso.equipo, f"{caso.plan.get_absolute_url()}importar/", caso.plan, fichero=archivo, **datos
    )


def confirmar(caso: CasoDePlan, prueba: Any, **datos: Any) -> Any:
    sellado = prueba.context["confirmar"].initial["sellado"]
    return enviar(
        caso.equipo, f"{caso.plan.get_absolute_url()}importar/", caso.plan, sellado=sellado, **datos
    )


def hoja_propia(caso: CasoDePlan) -> bytes:
    dia = caso.plan.desde
    return en_xlsx_con(
        {
            "Actividades": [
                ["Actividad", "N.º", "Responsable", "Inicio", "Fin"],
                ["Cambiada", 1, str(caso.propone), dia, dia + DIA],
                ["De una hoja propia", None, caso.otra.nombre, dia, "31/12/2200"[:0] or dia],
            ]
        }
    )


def test_a_file_is_shown_first_and_what_was_shown_is_what_is_done():
    caso = CasoDePlan()
    prueba = subir(caso, hoja_propia(caso), retira="on")
    pagina = prueba.content.decode()
    assert prueba.status_code == 200
    assert [fila["value"] for fila in prueba.context["resumen"]] == [1, 1, 2, 0]
    assert "De una hoja propia" in pagina
    assert caso.plan.acciones.count() == 3
    mostrado = prueba.context["propuesta"]
    assert confirmar(caso, prueba).status_code == 302
    hecho = acciones_de(leer_plan(caso.plan))
    assert {n: {c: v for c, v in a.items() if c != "numero"} for n, a in hecho.items()} == {
        1: mostrado.cambiadas[1],
        4: mostrado.nuevas[0],
    }
    asiento = Asiento.objects.filter(accion="guardar_planilla").latest("n")
    assert len(json.loads(asiento.cuerpo)["datos"]["del_archivo"]) == 64


def test_a_file_that_says_the_same_has_nothing_to_confirm():
    caso = CasoDePlan()
    con_todo(caso)
    prueba = subir(caso, libro_de(caso), retira="on")
    assert (prueba.status_code, prueba.context["confirmar"]) == (200, None)
    assert "dice lo mismo que el plan" in prueba.content.decode()


def test_what_was_shown_of_another_plan_is_not_done():
    caso = CasoDePlan()
    prueba = subir(caso, hoja_propia(caso))
    planes.agregar_accion(
        caso.vivo(), caso.datos(caso.propone), acto=caso.ante(caso.plan, caso.titular).con(hash_mostrado=None)
    )
    respuesta = confirmar(caso, prueba)
    assert (respuesta.status_code, caso.plan.acciones.count()) == (409, 4)
    assert "Elegir el archivo otra vez" in respuesta.content.decode()
    sellado = prueba.context["confirmar"].initial["sellado"]
    torcido = enviar(
        caso.equipo, f"{caso.plan.get_absolute_url()}importar/", caso.plan, sellado=sellado[:-3] + "abc"
    )
    assert (torcido.status_code, "ya no vale" in torcido.content.decode()) == (422, True)
    assert caso.plan.acciones.count() == 4


def test_the_errors_of_a_file_stand_in_its_cells_and_it_cannot_be_confirmed():
    caso = CasoDePlan()
    filas: list[list[object]] = [
        ["Acción", "Desde", "Hasta", "Responsables"],
        ["Una", "ayer", dt.date(2026, 1, 1), "Nadie"],
    ]
    prueba = subir(caso, en_xlsx_con({"Acciones": filas}))
    pagina = prueba.content.decode()
    assert (prueba.status_code, prueba.context["confirmar"]) == (200, None)
    for texto in ("Acciones!B2", "No dice una fecha.", "Acciones!D2", "no es una parte vigente"):
        assert texto in pagina


@pytest.mark.parametrize(
    ("bytes_", "frase"),
    [(b"", "vac"), (b"PK\x03\x04nada", "da"), (b"%PDF-1.4 x", "PDF"), (b"<html>", "")],
)
def test_a_file_that_is_no_workbook_says_so(bytes_: bytes, frase: str):
    caso = CasoDePlan()
    respuesta = subir(caso, bytes_)
    assert respuesta.status_code == 422
    assert frase in str(respuesta.context["form"].errors["fichero"])


def test_a_file_exported_before_the_plan_changed_says_so():
    caso = CasoDePlan()
    viejo = libro_de(caso)
    caso.plan.refresh_from_db()
    prueba = subir(caso, viejo)
    assert "se exportó este archivo" in prueba.content.decode()


def test_a_file_for_an_approved_plan_becomes_a_reprogramming():
    caso = CasoDePlan("aprobado")
    prueba = subir(caso, hoja_propia(caso))
    assert confirmar(caso, prueba, motivo="Del archivo.").status_code == 302
    una = Reprogramacion.objects.get(plan=caso.plan)
    assert (sorted(una.cambios), una.motivo) == (["1", "nueva:1"], "Del archivo.")


@pytest.mark.parametrize("filas", [3, 30])
def test_the_grid_and_the_table_cost_the_same_whatever_the_plan_holds(
    filas: int, django_assert_num_queries: Any
):
    caso = CasoDePlan()
    con_todo(caso)
    planes.agregar_acciones(
        caso.vivo(),
        [caso.datos(caso.propone, caso.otra, nombre=f"Acción {n}") for n in range(filas)],
        acto=caso.ante(caso.plan, caso.titular).con(hash_mostrado=None),
    )
    cliente = entrar(caso.equipo)
    cliente.get("/recursos/")  # whoever signed in just now is asked about the session once
    for direccion, cuantas in CONSULTAS.items():
        with django_assert_num_queries(cuantas, info=direccion):
            respuesta = cliente.get(f"{caso.plan.get_absolute_url()}{direccion}")
            assert respuesta.status_code == 200
            assert b"".join(respuesta)


CONSULTAS = {"": 15, "planilla/": 15, "exportar/": 14}
