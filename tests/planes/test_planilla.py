"""Reading and writing a plan as three sheets of cells."""

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from convenios.importacion.lectura import abrir
from flujo.acto import Acto
from planes import services as planes
from planes.contenido import leer as leer_plan
from planes.models.plan import ACCION, INDICADOR, META, PARTIDA, RESPONSABLE
from planes.planilla.columnas import ACCIONES, HOJAS, INDICADORES, PRESUPUESTO
from planes.planilla.contexto import Contexto, contexto_de
from planes.planilla.entrada import hoja_de_texto
from planes.planilla.escritura import en_tsv, tablas
from planes.planilla.lectura import leer
from planes.planilla.libro import en_xlsx
from planes.planilla.lista import juntar, partir
from planes.planilla.propuesta import Propuesta
from planes.services import DatosDeIndicador, DatosDePartida, DatosDeResponsable
from tests.convenios.importacion.ficheros import en_xlsx_con
from tests.factories import designado
from tests.planes.caso import CasoDePlan
from tests.planes.test_acciones_nuevas import alineado

pytestmark = pytest.mark.django_db


def con_todo(caso: CasoDePlan) -> None:
    """Fill the first action with everything that an action can say, oddly."""
    _quien, designacion = designado(caso.expediente, caso.propone, "equipo_tecnico")
    una = caso.datos(
        caso.propone,
        nombre='=HYPERLINK("http://mal.invalid")',
        descripcion='Primera línea\n=1+1\t"entre comillas"; y más',
        territorio="'=Cusco",
        ods=[17, 8],
        iniciativa_id=alineado(caso).pk,
        responsables=[
            DatosDeResponsable(institucion_id=caso.otra.pk, unidad='Sede «A»; "B"'),
            DatosDeResponsable(
                institucion_id=caso.propone.pk, unidad="Unidad", puesto_id=designacion.puesto_id
            ),
        ],
        partidas=[
            DatosDePartida(
                institucion_id=caso.propone.pk, trimestre=2, monto=Decimal("1234.5"), moneda="PEN"
            ),
            DatosDePartida(
                institucion_id=caso.propone.pk,
                trimestre=1,
                monto=Decimal("9999999999999999.99"),
                moneda="USD",
                fuente="+Canon",
                es_en_especie=True,
                valorizacion="Sala;\nun mes",
            ),
        ],
        indicadores=[
            DatosDeIndicador(
                nombre="Personas",
                unidad="%",
                peso=Decimal("2.50"),
                linea_base=Decimal("-3.25"),
                anio_base=2025,
                frecuencia="anual",
                metas={1: Decimal(0), 3: Decimal("-1.5"), 4: Decimal("1234.567")},
                formula="=a/b",
            ),
            DatosDeIndicador(nombre="Sin metas", unidad="uno"),
        ],
    )
    planes.cambiar_accion(caso.accion(1), una, acto=Acto(registra=caso.equipo))


def en_contexto(caso: CasoDePlan) -> tuple[Contexto, dict[str, Any]]:
    plan = caso.vivo()
    contenido = leer_plan(plan)
    return contexto_de(plan, contenido), contenido


def textos(caso: CasoDePlan) -> dict[str, str]:
    contexto, contenido = en_contexto(caso)
    return {hoja.clave: en_tsv(titulos, filas) for hoja, titulos, filas in tablas(contenido, contexto)}


def leida(caso: CasoDePlan, retira: bool = True, **hojas: str) -> Propuesta:
    contexto, contenido = en_contexto(caso)
    return leer([hoja_de_texto(n, t) for n, t in hojas.items()], contexto, contenido, retira=retira)


def de_libro(caso: CasoDePlan, bytes_: bytes, *, retira: bool = False) -> Propuesta:
    contexto, contenido = en_contexto(caso)
    with abrir(io.BytesIO(bytes_), "plan.xlsx") as libro:
        return leer(libro.hojas, contexto, contenido, retira=retira)


def libro_de(caso: CasoDePlan) -> bytes:
    with en_xlsx(leer_plan(caso.plan), en_contexto(caso)[0], "0" * 64) as fichero:
        return bytes(fichero.read())


def donde(propuesta: Propuesta) -> list[tuple[str, str]]:
    return [(f"{h.hoja}!{h.columna}{h.fila or ''}", h.frase) for h in propuesta.errores]


ENCABEZADO = "N.º\tAcción\tResponsables\tDesde\tHasta\n"


def test_what_goes_out_as_text_or_as_a_workbook_comes_back_as_it_was():
    caso = CasoDePlan()
    con_todo(caso)
    for propuesta in (
        leida(caso, True, **textos(caso)),
        de_libro(caso, libro_de(caso), retira=True),
    ):
        assert donde(propuesta) == []
        assert (propuesta.cambia_algo, len(propuesta.acciones)) == (False, 3)
        assert {e.numero: e.contenido | {"numero": e.numero} for e in propuesta.acciones} == {
            a["numero"]: a for a in leer_plan(caso.plan)["acciones"]
        }


def test_every_field_of_the_content_has_its_column():
    """Whoever adds a field to the content must say where the sheets have it."""
    assert set(ACCION.campos) | set(ACCION.opcionales) == {
        "numero", "nombre", "descripcion", "desde", "hasta", "territorio", "ods", "continua_id", "iniciativa_id",
    }  # fmt: skip
    assert set(RESPONSABLE.campos) == {"institucion_id", "unidad", "puesto_id"}
    assert len(PRESUPUESTO.columnas) == len(PARTIDA.campos) + 1
    assert len(INDICADORES.columnas) == len(INDICADOR.campos) + 1 + 4
    assert (set(META.campos), len(ACCIONES.columnas)) == ({"trimestre", "valor"}, 12)


def test_nothing_leaves_as_a_formula():
    caso = CasoDePlan()
    con_todo(caso)
    libro = load_workbook(io.BytesIO(libro_de(caso)))
    celdas = [
        c for hoja in libro.worksheets for fila in hoja.iter_rows() for c in fila if c.value is not None
    ]
    assert {c.data_type for c in celdas} <= {"s", "n", "d"}
    assert [
        c.value
        for c in celdas
        if str(c.value).strip().startswith(("=", "+", "-", "@")) and c.data_type == "s"
    ] == []
    assert libro["Acciones"]["B2"].value == '\'=HYPERLINK("http://mal.invalid")'
    assert libro["Acciones"].freeze_panes == "C2"
    assert isinstance(libro["Acciones"]["F2"].value, dt.datetime)
    assert [v.formula1 for v in libro["Presupuesto"].data_validations.dataValidation] != []


@pytest.mark.parametrize(
    ("escrita", "dia"),
    [
        ("15/03/2026", "2026-03-15"),
        ("2026-03-15", "2026-03-15"),
        ("15 de marzo de 2026", "2026-03-15"),
        ("15-mar-26", "2026-03-15"),
        ("46096", "2026-03-15"),
        ("31/02/2026", "Ese día no existe en el calendario."),
        ("marzo de 2026", "Dice el mes y el año; falta el día."),
        ("=HOY()", "No dice una fecha."),
        ("", "Escriba la fecha, por ejemplo 15/03/2026."),
    ],
)
def test_a_date_in_any_notation_reads_right_or_says_why_not(escrita: str, dia: str):
    caso = CasoDePlan(desde=dt.date(2026, 1, 1))
    propuesta = leida(caso, Acciones=f"{ENCABEZADO}\tUna\t{caso.propone}\t{escrita}\t31/12/2026")
    assert [a["desde"] for a in propuesta.nuevas] + [f for _c, f in donde(propuesta)] == [dia]


def test_a_real_date_of_a_spreadsheet_reads_right():
    caso = CasoDePlan(desde=dt.date(2026, 1, 1))
    filas: list[list[object]] = [
        ["Actividad", "Entidad responsable", "Fecha de inicio", "Fecha de término"],
        [
            "Una",
            str(caso.propone),
            dt.date(2026, 3, 15),
            dt.datetime(2026, 4, 1, 10, 30),  # noqa: DTZ001 - as spreadsheets have them
        ],
    ]
    [nueva] = de_libro(caso, en_xlsx_con({"Hoja1": filas})).nuevas
    assert (nueva["desde"], nueva["hasta"]) == ("2026-03-15", "2026-04-01")


def test_each_error_stands_in_its_cell():
    caso = CasoDePlan(desde=dt.date(2026, 1, 1))
    acciones = (
        ENCABEZADO.strip() + "\tODS\tIniciativa\tPuestos\tContinúa\n"
        "N1\t\tNadie\t01/02/2026\t01/01/2026\t18\t9.Z\tNinguno\tx\n"
        f"N2\tBuena\t{caso.propone}; {caso.propone}\t01/02/2026\t01/01/2026\n"
        f"N2\tRepetida\t{caso.propone}\t01/02/2026\t01/03/2026\n"
        f"N3\tSin quien\t\t01/02/2026\t01/03/2026\n"
    )
    presupuesto = (
        "N.º de la acción\tInstitución\tTrimestre\tMonto\tMoneda\tEn especie\tEn qué consiste y cómo se valorizó\n"
        "7\tNadie\t5\t-1\tXYZ\tquizás\t\n"
        f"N3\t{caso.otra}\t5\t-1\tXYZ\tsí\t\n"
        f"N3\t{caso.otra}\tT4\t=1+1\t\tx\tSala\n"
    )
    indicadores = (
        "N.º de la acción\tIndicador\tUnidad de medida\tPeso\tLínea base\tFrecuencia\nN3\t\t\t0\t3\tdiaria\n"
    )
    errores = donde(leida(caso, Acciones=acciones, Presupuesto=presupuesto, Indicadores=indicadores))
    assert [celda for celda, _frase in errores] == [
        "Acciones!B2", "Acciones!C2", "Acciones!F2", "Acciones!G2", "Acciones!I2",
        "Acciones!C3", "Acciones!E3", "Acciones!A4", "Acciones!C5",
        "Indicadores!2", "Indicadores!B2", "Indicadores!C2", "Indicadores!D2", "Indicadores!F2",
        "Presupuesto!A2", "Presupuesto!C3", "Presupuesto!D3", "Presupuesto!E3", "Presupuesto!G3",
        "Presupuesto!D4", "Presupuesto!E4",
    ]  # fmt: skip
    frases = dict(errores)
    assert "no es una parte vigente" in frases["Acciones!C2"]
    assert "del 1 al 17" in frases["Acciones!F2"]
    assert frases["Presupuesto!D3"] == "Una partida tiene un monto mayor que cero."
    assert "No se entiende como monto" in frases["Presupuesto!D4"]


def test_five_thousand_rows_are_refused_in_words():
    caso = CasoDePlan()
    fila = f"\tUna\t{caso.propone}\t{caso.plan.desde:%d/%m/%Y}\t{caso.plan.desde:%d/%m/%Y}\n"
    propuesta = leida(caso, Acciones=ENCABEZADO + fila * 5000)
    assert propuesta.nuevas == []
    [(celda, frase)] = donde(propuesta)
    assert (celda, frase[:63]) == (
        "Acciones!",
        "Trae 5000 filas y un plan tiene hasta 500 acciones. Reúna las q",
    )


def test_a_sheet_of_ones_own_has_its_columns_by_other_names_in_another_order():
    caso = CasoDePlan(desde=dt.date(2026, 1, 1))
    filas = [
        ["PLAN DE TRABAJO 2026"],
        ["Inicio", "Fin", "Actividad", "Región", "Responsable", "Observaciones"],
        ["1/3/2026", "30 de abril de 2026", "Capacitar", "Cusco", caso.propone.nombre, "nada"],
    ]
    propuesta = de_libro(caso, en_xlsx_con({"Actividades": filas}))
    assert (donde(propuesta), propuesta.sin_uso) == ([], ["Actividades: Observaciones"])
    [nueva] = propuesta.nuevas
    assert (nueva["nombre"], nueva["desde"], nueva["hasta"], nueva["territorio"]) == (
        "Capacitar",
        "2026-03-01",
        "2026-04-30",
        "Cusco",
    )
    assert (propuesta.ausentes, propuesta.cambiadas) == ([], {})


def test_a_column_or_a_sheet_that_is_not_there_changes_nothing():
    caso = CasoDePlan()
    con_todo(caso)
    assert not leida(caso, retira=False, Acciones="N.º\tAcción\tDesde\tHasta\n" + _fila(caso, 2)).cambia_algo
    propuesta = leida(
        caso, retira=False, Acciones="N.º\tAcción\tDesde\tHasta\n" + _fila(caso, 1, "Otro nombre")
    )
    antes = propuesta.antes[1]
    assert propuesta.cambiadas == {
        1: {c: v for c, v in antes.items() if c != "numero"} | {"nombre": "Otro nombre"}
    }


def _fila(caso: CasoDePlan, numero: int, nombre: str = "") -> str:
    accion = caso.accion(numero)
    return f"{numero}\t{nombre or accion.nombre}\t{accion.desde:%d/%m/%Y}\t{accion.hasta:%d/%m/%Y}\n"


def test_what_the_sheet_leaves_out_goes_only_where_that_is_asked():
    caso = CasoDePlan()
    solo_una = "N.º\tAcción\tDesde\tHasta\n" + _fila(caso, 2)
    assert leida(caso, retira=False, Acciones=solo_una).ausentes == []
    assert leida(caso, retira=True, Acciones=solo_una).ausentes == [1, 3]
    partida = "N.º de la acción\tInstitución\tTrimestre\tMonto\tMoneda\n3\tX\t1\t5\tPEN".replace(
        "X", str(caso.otra)
    )
    conserva = leida(caso, retira=False, Acciones=solo_una, Presupuesto=partida)
    assert (list(conserva.cambiadas), donde(conserva)) == ([2, 3], [])
    assert donde(leida(caso, retira=True, Acciones=solo_una, Presupuesto=partida)) == [
        ("Presupuesto!A2", "No hay ninguna acción «3» en la hoja de acciones.")
    ]


def test_a_formula_is_text_and_is_never_computed():
    caso = CasoDePlan(desde=dt.date(2026, 1, 1))
    peligrosas = ["=1+1", '=HYPERLINK("http://x";"y")', "+1", "@SUM(A1)", "'=1+1", "''=1+1", "-2"]
    filas = "".join(
        f'\t"{p.replace(chr(34), chr(34) * 2)}"\t{caso.propone}\t01/02/2026\t01/03/2026\n' for p in peligrosas
    )
    propuesta = leida(caso, Acciones=ENCABEZADO + filas)
    escritas = [a["nombre"] for a in propuesta.nuevas]
    assert escritas == ["=1+1", '=HYPERLINK("http://x";"y")', "+1", "@SUM(A1)", "=1+1", "'=1+1", "-2"]


def test_a_formula_of_a_workbook_without_its_result_is_refused():
    caso = CasoDePlan(desde=dt.date(2026, 1, 1))
    filas: list[list[object]] = [
        ["Acción", "Responsables", "Desde", "Hasta"],
        ["=1+1", str(caso.propone), dt.date(2026, 2, 1), "=C2+30"],
    ]
    errores = donde(de_libro(caso, en_xlsx_con({"Acciones": filas})))
    assert [celda for celda, _f in errores] == ["Acciones!A2", "Acciones!D2"]
    assert "fórmula cuyo resultado" in errores[0][1]


def test_a_file_without_actions_says_how_it_would_be():
    caso = CasoDePlan()
    assert [f[:50] for _c, f in donde(leida(caso, Hoja="uno\tdos\n1\t2"))] == [
        "No se encontró ninguna hoja con acciones. La prime"
    ]
    assert donde(leida(caso, Acciones="N.º\tAcción\n1\tUna")) == [
        ("Acciones!", "Falta la columna «Desde», «Hasta». La primera fila dice qué es cada una.")
    ]


@pytest.mark.parametrize(
    "partes", [["A", "B"], ["a;b", "c"], ['di "sí"', ""], ["", "x"], ["dos\nlíneas", "y"], ['"', "z"]]
)
def test_several_things_in_one_cell_come_apart_as_they_were(partes: list[str]):
    while partes and not partes[-1]:
        partes = partes[:-1]
    assert partir(juntar(list(partes))) == partes


def test_the_sheets_do_not_claim_the_same_name_twice():
    for hoja in HOJAS:
        titulos = [str(c.titulo) for c in hoja.columnas]
        assert len(set(titulos)) == len(titulos)
