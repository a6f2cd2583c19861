"""A register becomes agreements: each in its state, once, with where it came from; and it can be undone."""

import datetime as dt
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from auditoria.models import Asiento
from convenios.importados import procedencia_de
from convenios.models import Adenda, Convenio, EstadoDeImportacion, Importacion, Resultado
from convenios.services import importaciones, regularizar
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from instituciones.models import Institucion, Usuario
from notificaciones.models import Plazo
from tests import factories as f
from tests.convenios.importacion.ficheros import (
    PCC,
    UNIVERSIDAD,
    en_csv,
    en_xlsx,
    en_zip,
    fila_pcc,
    fila_universidad,
)

pytestmark = pytest.mark.django_db

COOPERATIVA = "Cooperativa Agraria Los Andes"


def resultados(importacion: Importacion) -> dict[int, str]:
    return dict(importacion.filas.order_by("n").values_list("n", "resultado"))


def frases(importacion: Importacion) -> list[str]:
    return [e["frase"] for errores in importacion.filas.values_list("errores", flat=True) for e in errores]


# -- what enters


def test_a_row_becomes_an_agreement_in_its_state_with_its_facts(importar: Any, programa: Institucion) -> None:
    contraparte = f.institucion(COOPERATIVA, sigla="ALA")
    importacion = importar(en_csv([PCC, fila_pcc()]))
    convenio = Convenio.objects.get()
    assert importacion.estado == EstadoDeImportacion.TERMINADA
    assert (convenio.estado, convenio.suscrito_el, convenio.fin_vigente) == (
        "en_ejecucion",
        dt.date(2024, 3, 15),
        dt.date(2027, 3, 15),
    )
    assert [(p.institucion, p.es_proponente) for p in convenio.expediente.participaciones.order_by("id")] == [
        (programa, True),
        (contraparte, False),
    ]
    assert [(n.institucion, n.numero) for n in convenio.numeros.all()] == [(programa, "012-2024")]
    assert [(a.institucion, str(a.monto), a.moneda) for a in convenio.version.aportes.all()] == [
        (programa, "150000.00", "PEN")
    ]
    assert [c.clave for c in convenio.version.clausulas.all()] == ["objeto"]
    assert set(convenio.por_regularizar.values_list("dato", flat=True)) == {"objeto", "tipo", "inicio"}


def test_the_row_keeps_its_place_and_its_cells(importar: Any) -> None:
    importar(en_xlsx(Lista=[["Título"], PCC, fila_pcc(firma="31/02/2024")]), "registro.xlsx")
    convenio = Convenio.objects.get()
    fila = procedencia_de(convenio)
    assert fila is not None
    assert (fila.hoja, fila.n, fila.celdas["Fecha de firma"]) == ("Lista", 3, "31/02/2024")
    assert convenio.por_regularizar.get(dato="suscrito_el").decia == "31/02/2024"
    assert fila.errores[0]["columna"] == "J"


def test_an_institution_that_nobody_knows_is_registered_with_the_row(importar: Any) -> None:
    importacion = importar(en_csv([PCC, fila_pcc(), fila_pcc(numero="013-2024", cut="otro")]))
    nueva = Institucion.objects.get(nombre=COOPERATIVA)
    assert (nueva.tipo, nueva.pais) == ("otra", "PE")
    assert list(importacion.filas.values_list("instituciones", flat=True)) == [[nueva.pk], []]


def test_one_in_progress_enters_as_a_request_without_a_number(importar: Any) -> None:
    importar(en_csv([PCC, fila_pcc(estado="En evaluación")]))
    convenio = Convenio.objects.get()
    assert (convenio.estado, convenio.suscrito_el, convenio.numeros.count()) == ("solicitud", None, 0)
    assert convenio.por_regularizar.get(dato="situacion").decia == "En evaluación"


def test_an_expired_one_enters_concluded_on_the_day_of_its_end(importar: Any) -> None:
    importar(en_csv([PCC, fila_pcc(conclusion="15/03/2025", estado="Vencido")]))
    convenio = Convenio.objects.get()
    assert (convenio.estado, convenio.causa, convenio.concluido_el) == (
        "concluido",
        "vencimiento",
        dt.date(2025, 3, 15),
    )


def test_a_cause_without_its_day_is_to_be_put_in_order(importar: Any) -> None:
    importar(en_csv([PCC, fila_pcc(estado="Resciliado")]))
    convenio = Convenio.objects.get()
    assert (convenio.estado, convenio.causa) == ("concluido", "")
    assert convenio.por_regularizar.get(dato="causa").decia == "Resciliado"


def test_a_chain_of_dates_enters_with_its_renewal(importar: Any) -> None:
    importar(en_csv([UNIVERSIDAD, fila_universidad()]))
    adenda = Adenda.objects.get()
    assert (adenda.estado, adenda.clases, adenda.fin_nuevo) == (
        "con_efecto",
        ["prorroga"],
        dt.date(2029, 7, 24),
    )


GENERICO = [
    "Número",
    "Tipo",
    "Título",
    "Contraparte",
    "Fecha de firma",
    "Fecha de fin",
    "Convenios relacionados",
]


def test_a_row_of_an_addendum_joins_the_agreement_that_it_names(importar: Any) -> None:
    filas = [
        GENERICO,
        ["AD-1", "Adenda", "Adenda de prórroga", "Universidad", "01/02/2024", "01/02/2028", "5-2020"],
        ["5-2020", "Convenio marco", "Cooperación", "Universidad", "01/02/2020", "01/02/2024", ""],
    ]
    importacion = importar(en_csv(filas))
    assert resultados(importacion) == {2: Resultado.CREADA, 3: Resultado.CREADA}
    adenda = Adenda.objects.get()
    assert (adenda.convenio, adenda.fin_nuevo) == (Convenio.objects.get(), dt.date(2028, 2, 1))
    importaciones.deshacer_importacion(importacion, acto=Acto(registra=importacion.quien))


def test_an_addendum_to_an_agreement_that_somebody_worked_on_is_refused(
    importar: Any, asistente: Usuario
) -> None:
    marco = ["5-2020", "Convenio marco", "Cooperación", "Universidad", "01/02/2020", "01/02/2024", ""]
    importar(en_csv([GENERICO, marco]))
    regularizar(
        Convenio.objects.get().por_regularizar.get(dato="objeto"), None, acto=Acto(registra=asistente)
    )
    adenda = ["AD-1", "Adenda", "Adenda de prórroga", "Universidad", "01/02/2024", "01/02/2028", "5-2020"]
    importacion = importar(en_csv([GENERICO, marco, adenda]))
    assert resultados(importacion) == {2: Resultado.SIN_CAMBIO, 3: Resultado.IMPEDIDA}
    assert "ya se trabajó aquí" in frases(importacion)[0]


def test_one_bad_row_stops_no_other(importar: Any) -> None:
    importacion = importar(en_csv([PCC, fila_pcc(institucion="C" * 250), fila_pcc(numero="013-2024")]))
    assert resultados(importacion) == {2: Resultado.IMPEDIDA, 3: Resultado.CREADA}
    assert Convenio.objects.count() == 1
    assert not Institucion.objects.filter(nombre__startswith="CCC").exists()


def test_the_end_of_an_imported_agreement_is_a_deadline_until_it_is_undone(importar: Any) -> None:
    importacion = importar(en_csv([PCC, fila_pcc()]))
    assert Plazo.objects.abiertos().filter(tipo="vencimiento").count() == 2
    deshacer(importacion)
    assert not Plazo.objects.abiertos().exists()


# -- twice


def test_the_same_file_twice_changes_nothing(importar: Any) -> None:
    contenido = en_csv([PCC, fila_pcc(), fila_pcc(numero="013-2024")])
    importar(contenido)
    antes = Asiento.objects.exclude(modelo="convenios.importacion").count()
    otra = importar(contenido)
    assert resultados(otra) == {2: Resultado.SIN_CAMBIO, 3: Resultado.SIN_CAMBIO}
    assert Convenio.objects.count() == 2
    assert Asiento.objects.exclude(modelo="convenios.importacion").count() == antes


def test_a_row_that_changed_is_told_and_not_written_over(importar: Any) -> None:
    importar(en_csv([PCC, fila_pcc()]))
    otra = importar(en_csv([PCC, fila_pcc(conclusion="15/03/2029")]))
    assert resultados(otra) == {2: Resultado.CAMBIO}
    assert frases(otra)[0].startswith("Cambió en el registro")
    assert Convenio.objects.get().fin_vigente == dt.date(2027, 3, 15)


# -- undone


def deshacer(importacion: Importacion, quien: Usuario | None = None) -> Importacion:
    importaciones.deshacer_importacion(importacion, acto=Acto(registra=quien or importacion.quien))
    importaciones.seguir()
    return Importacion.objects.get(pk=importacion.pk)


def test_undoing_annuls_what_it_made_and_deletes_nothing(importar: Any, asistente: Usuario) -> None:
    hecha = deshacer(importar(en_csv([PCC, fila_pcc()])))
    expediente = Expediente.objects.get()
    assert hecha.estado == EstadoDeImportacion.DESHECHA
    assert expediente.estado == "anulado"
    assert list(Expediente.objects.visible_to(asistente)) == [expediente]
    assert not Expediente.objects.visible_to(asistente).en_listas().exists()


def test_what_was_undone_can_be_imported_again(importar: Any) -> None:
    contenido = en_csv([PCC, fila_pcc()])
    deshacer(importar(contenido))
    assert resultados(importar(contenido)) == {2: Resultado.CREADA}
    assert sorted(Expediente.objects.values_list("estado", flat=True)) == ["abierto", "anulado"]


def test_what_somebody_touched_is_not_undone(importar: Any, asistente: Usuario) -> None:
    importacion = importar(en_csv([PCC, fila_pcc(), fila_pcc(numero="013-2024")]))
    convenio = Convenio.objects.latest("id")
    regularizar(
        convenio.por_regularizar.get(dato="inicio"), dt.date(2024, 3, 15), acto=Acto(registra=asistente)
    )
    with pytest.raises(CondicionesIncumplidas, match=convenio.expediente.codigo):
        deshacer(importacion)
    assert set(Expediente.objects.values_list("estado", flat=True)) == {"abierto"}


def test_only_the_importer_and_the_register_undo(importar: Any, programa: Institucion) -> None:
    importacion = importar(en_csv([PCC, fila_pcc()]))
    with pytest.raises(SinPermiso):
        deshacer(importacion, f.con_rol(programa, "asistente", "Otro asistente"))
    assert deshacer(importacion, f.con_rol(programa, "registro", "Registro")).estado == "deshecha"


def test_whoever_may_not_open_a_case_file_does_not_import(programa: Institucion) -> None:
    personal = f.con_rol(programa, "personal", "Personal")
    with pytest.raises(SinPermiso):
        importaciones.recibir(
            programa, ContentFile(en_csv([PCC, fila_pcc()]), name="r.csv"), acto=Acto(registra=personal)
        )


# -- columns


def test_what_a_column_means_is_remembered_for_the_next_file(
    importar: Any, programa: Institucion, asistente: Usuario
) -> None:
    cabecera = [nombre if nombre != "Fecha de conclusión" else "Acaba el" for nombre in PCC]
    contenido = en_csv([cabecera, fila_pcc()])
    acto = Acto(registra=asistente)
    importacion = importaciones.recibir(programa, ContentFile(contenido, name="r.csv"), acto=acto)
    assert importacion.informe["entran"] == 0
    assert "Fecha de conclusión" in importacion.informe["errores"][0]["frase"]
    with pytest.raises(DatosInvalidos):
        importaciones.empezar_importacion(importacion, acto=acto)
    assert importaciones.mapear(importacion, {"Acaba el": "fin_vigente"}, acto=acto).informe["entran"] == 1
    assert importar(contenido, "otra.csv").informe["entran"] == 1
    assert Convenio.objects.get().fin_vigente == dt.date(2027, 3, 15)


# -- the command


def mandar(ruta: Path, *opciones: str) -> tuple[int, dict[str, Any]]:
    salida = io.StringIO()
    try:
        call_command("importar_convenios", str(ruta), *opciones, stdout=salida)
        codigo = 0
    except SystemExit as fin:
        codigo = int(str(fin.code))
    return codigo, json.loads(salida.getvalue())


@pytest.fixture
def archivo(tmp_path: Path) -> Callable[..., Path]:
    def guardar(contenido: bytes, nombre: str = "registro.csv") -> Path:
        (tmp_path / nombre).write_bytes(contenido)
        return tmp_path / nombre

    return guardar


def test_the_command_says_what_entered_and_exits_zero(archivo: Any, programa: Institucion) -> None:
    ruta = archivo(en_csv([PCC, fila_pcc()]))
    codigo, dicho = mandar(ruta, "--institucion", "PCC")
    assert codigo == 0
    assert [dicho[k] for k in ("filas", "creadas", "sin_cambio", "errores")] == [1, 1, 0, []]
    codigo, dicho = mandar(ruta, "--institucion", "PCC")
    assert codigo == 0
    assert [dicho[k] for k in ("filas", "creadas", "sin_cambio", "errores")] == [1, 0, 1, []]


def test_the_dry_command_changes_nothing(archivo: Any, programa: Institucion) -> None:
    codigo, dicho = mandar(archivo(en_csv([PCC, fila_pcc()])), "--seco", "--institucion", "PCC")
    assert (codigo, dicho["filas"], dicho["creadas"], dicho["entrarian"]) == (0, 1, 0, 1)
    assert not Importacion.objects.exists()
    assert not Convenio.objects.exists()


def test_the_command_imports_for_a_person(archivo: Any, asistente: Usuario) -> None:
    codigo, _dicho = mandar(archivo(en_csv([PCC, fila_pcc()])), "--usuario", asistente.correo)
    assert codigo == 0
    assert Importacion.objects.get().quien == asistente


RENOMBRADO = [nombre.replace("Fecha de firma", "Día en que se firmó") for nombre in PCC]
CON_FALTA: dict[str, tuple[bytes, str, str]] = {
    "a renamed column": (en_csv([RENOMBRADO, fila_pcc()]), "r.csv", "Fecha de firma"),
    "a day that does not exist": (en_csv([PCC, fila_pcc(firma="31/02/2024")]), "r.csv", "no existe"),
    "a state nobody knows": (en_csv([PCC, fila_pcc(estado="Azul")]), "r.csv", "situación"),
    "an amount that is none": (en_csv([PCC, fila_pcc(presupuesto="mucho")]), "r.csv", ""),
    "no rows": (en_csv([PCC]), "r.csv", "ninguna fila"),
    "nothing at all": (b"", "r.csv", "vacío"),
    "two agreements with one number": (
        en_csv([PCC, fila_pcc(), fila_pcc(region="Lima")]),
        "r.csv",
        "ya está en la fila",
    ),
    "a row that nothing names": (
        en_csv([PCC, fila_pcc(numero="", institucion="")]),
        "r.csv",
        "no se sabe qué convenio es",
    ),
    "a cell too many": (en_csv([PCC, [*fila_pcc(), "sobra"]]), "r.csv", "separador"),
    "a PDF": (b"%PDF-1.7 nada", "r.csv", "PDF"),
    "a web page": (b"<!DOCTYPE html><html><table></table></html>", "r.xlsx", "web"),
    "a ZIP with two CSVs": (en_zip(a__csv=b"a;b", b__csv=b"a;b"), "r.zip", "CSV"),
    "another format": (b"hola", "r.txt", ".txt"),
}


@pytest.mark.parametrize("falta", CON_FALTA)
def test_every_fault_is_told_and_exits_one(falta: str, archivo: Any, programa: Institucion) -> None:
    contenido, nombre, frase = CON_FALTA[falta]
    ruta = archivo(contenido, nombre)
    opciones = ["--institucion", "PCC"]
    codigo, dicho = mandar(ruta, *opciones)
    assert codigo == 1
    assert any(frase in error["frase"] for error in dicho["errores"]), dicho["errores"]
    assert all(
        error.keys() == {"hoja", "fila", "columna", "encabezado", "valor", "frase"}
        for error in dicho["errores"]
    )


def test_a_zip_with_one_csv_enters(archivo: Any, programa: Institucion) -> None:
    ruta = archivo(en_zip(registro__csv=en_csv([PCC, fila_pcc()])), "registro.zip")
    assert mandar(ruta, "--institucion", "PCC")[0] == 0


def test_a_name_that_nobody_has_is_a_sentence(archivo: Any, programa: Institucion) -> None:
    ruta = archivo(en_csv([PCC, fila_pcc()]))
    for opciones in (["--institucion", "NADIE"], ["--usuario", "nadie@demo.invalid"]):
        with pytest.raises(CommandError):
            mandar(ruta, *opciones)
    codigo, dicho = mandar(ruta, "--institucion", "PCC", "--origen", "marte")
    assert (codigo, "marte" in dicho["errores"][0]["frase"]) == (1, True)
