"""`exportar_plan` and `importar_plan`: the same as the page, from a console."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from planes.contenido import leer as leer_plan
from planes.models import Reprogramacion
from tests.convenios.importacion.ficheros import en_csv
from tests.planes.caso import CasoDePlan
from tests.planes.test_guardar_planilla import hoja_propia
from tests.planes.test_planilla import con_todo

pytestmark = pytest.mark.django_db


def importar(caso: CasoDePlan, archivo: Path, capsys: Any, **opciones: Any) -> tuple[dict[str, Any], int]:
    """What it prints, and with what it ends."""
    capsys.readouterr()
    fin = 0
    try:
        call_command(
            "importar_plan",
            expediente=caso.expediente.codigo,
            plan=caso.plan.pk,
            archivo=str(archivo),
            **opciones,
        )
    except SystemExit as salida:
        fin = int(salida.code or 0)
    return json.loads(capsys.readouterr().out), fin


def test_what_is_exported_is_imported_without_changing_anything(tmp_path: Path, capsys: Any):
    caso = CasoDePlan()
    con_todo(caso)
    archivo = tmp_path / "plan.xlsx"
    call_command("exportar_plan", expediente=caso.expediente.codigo, plan=caso.plan.pk, archivo=str(archivo))
    antes = caso.vivo().contenido_hash
    datos, fin = importar(caso, archivo, capsys, retirar_ausentes=True)
    assert (datos["agregar"], datos["cambiar"], datos["quitar"], datos["errores"], fin) == ([], [], [], [], 0)
    assert caso.vivo().contenido_hash == antes
    with pytest.raises(CommandError, match="No se puede escribir"):
        call_command(
            "exportar_plan", expediente=caso.expediente.codigo, plan=caso.plan.pk, archivo=str(archivo)
        )


def test_the_dry_run_is_the_default_and_says_what_the_real_one_does(tmp_path: Path, capsys: Any):
    caso = CasoDePlan()
    archivo = tmp_path / "propia.xlsx"
    archivo.write_bytes(hoja_propia(caso))
    prueba, _fin = importar(caso, archivo, capsys, retirar_ausentes=True)
    assert (prueba["agregar"], prueba["cambiar"], prueba["quitar"]) == (["De una hoja propia"], [1], [2, 3])
    assert (prueba["guardado"], caso.plan.acciones.exclude(estado="propuesta").count()) == (False, 0)
    hecha, fin = importar(
        caso,
        archivo,
        capsys,
        retirar_ausentes=True,
        confirmar=True,
        huella=prueba["huella"],
        usuario=caso.equipo.correo,
    )
    assert (hecha["guardado"], hecha["huella"], fin) == (True, prueba["huella"], 0)
    assert [a["nombre"] for a in leer_plan(caso.plan)["acciones"]] == ["Cambiada", "De una hoja propia"]
    with pytest.raises(CommandError, match="ya no son los de esa prueba"):
        importar(caso, archivo, capsys, confirmar=True, huella=prueba["huella"], usuario=caso.equipo.correo)


def test_errors_are_told_cell_by_cell_and_nothing_is_written(tmp_path: Path, capsys: Any):
    caso = CasoDePlan()
    archivo = tmp_path / "malo.csv"
    archivo.write_bytes(en_csv([["Acción", "Desde", "Hasta"], ["Una", "31/02/2026", "=1+1"]]))
    datos, fin = importar(caso, archivo, capsys, confirmar=True, usuario=caso.equipo.correo)
    assert [(e["celda"], e["frase"]) for e in datos["errores"]] == [
        ("malo.csv!2", "Diga qué parte responde de la acción."),
        ("malo.csv!B2", "Ese día no existe en el calendario."),
        ("malo.csv!C2", "No se entiende como fecha. Escríbala como 04/08/2014."),
    ]
    assert (datos["guardado"], fin, caso.plan.acciones.count()) == (False, 1, 3)


def test_whoever_may_not_is_told_so(tmp_path: Path, capsys: Any):
    caso = CasoDePlan()
    archivo = tmp_path / "propia.xlsx"
    archivo.write_bytes(hoja_propia(caso))
    datos, fin = importar(caso, archivo, capsys, confirmar=True, usuario=caso.personal.correo)
    assert (fin, datos["guardado"], caso.plan.acciones.count()) == (1, False, 3)
    for opciones, frase in (
        ({"confirmar": True}, "--usuario"),
        ({"confirmar": True, "simular": True}, "Elija"),
        ({"usuario": "nadie@demo.invalid"}, "No hay una cuenta activa"),
    ):
        with pytest.raises(CommandError, match=frase):
            importar(caso, archivo, capsys, **opciones)
    with pytest.raises(CommandError, match="No se puede leer"):
        importar(caso, tmp_path / "no-esta.xlsx", capsys)
    with pytest.raises(CommandError, match="No hay un plan 9999"):
        call_command(
            "exportar_plan", expediente=caso.expediente.codigo, plan=9999, archivo=str(tmp_path / "x")
        )


def test_an_approved_plan_gets_a_reprogramming(tmp_path: Path, capsys: Any):
    caso = CasoDePlan("aprobado")
    archivo = tmp_path / "propia.xlsx"
    archivo.write_bytes(hoja_propia(caso))
    datos, fin = importar(caso, archivo, capsys, confirmar=True, usuario=caso.equipo.correo)
    assert (fin, "por qué cambia" in datos["errores"][0]["frase"]) == (1, True)
    datos, fin = importar(
        caso, archivo, capsys, confirmar=True, usuario=caso.equipo.correo, motivo="Del archivo."
    )
    una = Reprogramacion.objects.get(plan=caso.plan)
    assert (fin, datos["guardado"], sorted(una.cambios), una.estado) == (
        0,
        True,
        ["1", "nueva:1"],
        "borrador",
    )
