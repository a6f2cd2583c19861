"""Rows are written together, and each still enters or is told why alone."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from auditoria.verificacion.todo import verificar
from convenios.models import Adenda, Convenio, Resultado
from convenios.services import Existente, importaciones
from convenios.services.existente import incorporar_existentes
from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import Institucion
from tests import factories as f
from tests.convenios.importacion.ficheros import PCC, en_csv, fila_pcc
from tests.convenios.importacion.test_importar import COOPERATIVA, GENERICO, frases, resultados
from tests.convenios.vida import DIA

pytestmark = pytest.mark.django_db


def numeradas(*numeros: int, **otros: str) -> list[list[str]]:
    return [fila_pcc(numero=f"{n:03}-2024", cut=str(n), **otros) for n in numeros]


def test_a_row_that_only_the_database_refuses_is_told_and_the_others_enter(importar: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table expedientes_expediente add check (titulo not like '%%014-2024%%')")
    importacion = importar(en_csv([PCC, *numeradas(12, 13, 14, 15, 16, 17)]))
    assert resultados(importacion) == dict.fromkeys(range(2, 8), Resultado.CREADA) | {4: Resultado.IMPEDIDA}
    assert frases(importacion) == [
        "La base de datos no admite lo que dice esta fila. Revise que sus textos no sean demasiado largos."
    ]
    assert Convenio.objects.count() == Expediente.objects.count() == 5
    assert Institucion.objects.filter(nombre=COOPERATIVA).count() == 1
    assert Institucion.objects.filter(nombre=COOPERATIVA).get().pk in importacion.filas.get(n=2).instituciones
    assert verificar().bien


def test_an_institution_that_only_a_refused_row_names_is_not_registered(importar: Any) -> None:
    buenas = numeradas(12, 13)
    importacion = importar(en_csv([PCC, *buenas, *numeradas(14, institucion="C" * 250), *numeradas(15)]))
    assert resultados(importacion)[4] == Resultado.IMPEDIDA
    assert Convenio.objects.count() == 3
    assert not Institucion.objects.filter(nombre__startswith="CCC").exists()


def test_several_enter_or_none(programa: Institucion, asistente: Any) -> None:
    otra, hoy = f.institucion("Otra"), programa.hoy()
    buena: dict[str, Any] = {
        "titulo": "Uno",
        "tipo": "marco",
        "estado": "en_ejecucion",
        "proponente": programa,
    }
    buena |= {"otras": [otra], "inicio": hoy - 9 * DIA}
    existentes = [Existente(**buena), Existente(**buena, fin_original=hoy - 99 * DIA)]
    with pytest.raises(IntegrityError):
        incorporar_existentes([(e, Acto(registra=asistente)) for e in existentes])
    assert not Expediente.objects.exists()


def test_the_statements_do_not_grow_with_the_rows(programa: Institucion, asistente: Any) -> None:
    f.institucion(COOPERATIVA, sigla="ALA")
    acto = Acto(registra=asistente)

    def sentencias(desde: int, hasta: int) -> int:
        contenido = en_csv([PCC, *numeradas(*range(desde, hasta))])
        importacion = importaciones.recibir(programa, ContentFile(contenido, name="registro.csv"), acto=acto)
        importaciones.empezar_importacion(importacion, acto=acto)
        with CaptureQueriesContext(connection) as hechas:
            importaciones.seguir_importacion(importacion)
        assert importacion.filas.filter(resultado="creada").count() == hasta - desde
        return len(hechas)

    sentencias(1, 3)  # the first makes the groups of the institutions
    assert sentencias(10, 12) == sentencias(20, 50)


def test_a_specific_agreement_finds_its_framework_in_the_same_file(importar: Any) -> None:
    importar(
        en_csv(
            [
                GENERICO,
                ["5-2020", "Convenio marco", "Cooperación", "Universidad", "01/02/2020", "01/02/2029", ""],
                [
                    "6-2020",
                    "Convenio específico",
                    "Becas",
                    "Universidad",
                    "01/02/2021",
                    "01/02/2029",
                    "5-2020",
                ],
            ]
        )
    )
    marco, especifico = Convenio.objects.order_by("id")
    assert (especifico.tipo, especifico.marco) == ("especifico", marco)


def test_two_addenda_to_one_agreement_follow_one_another(importar: Any) -> None:
    adenda = ["Adenda", "Adenda de prórroga", "Universidad", "01/02/2024"]
    importacion = importar(
        en_csv(
            [
                GENERICO,
                ["5-2020", "Convenio marco", "Cooperación", "Universidad", "01/02/2020", "01/02/2024", ""],
                ["AD-1", *adenda, "01/02/2028", "5-2020"],
                ["AD-2", *adenda, "01/02/2029", "5-2020"],
            ]
        )
    )
    assert set(resultados(importacion).values()) == {Resultado.CREADA}
    assert list(Adenda.objects.order_by("id").values_list("ordinal", flat=True)) == [1, 2]
    expediente = Expediente.objects.get()
    assert expediente.entro_con == expediente.cadena.cuenta


def test_the_log_of_an_imported_agreement_says_what_that_of_one_brought_in_by_hand_does(
    importar: Any,
    programa: Institucion,
    asistente: Any,
) -> None:
    contraparte = f.institucion(COOPERATIVA, sigla="ALA")
    importar(en_csv([PCC, *numeradas(12, 13, 14)]))
    for convenio in Convenio.objects.select_related("expediente", "version"):
        expediente = convenio.expediente
        suyas = dict(expediente.participaciones.values_list("institucion", "pk"))
        numero = convenio.numeros.get()
        en = ("convenios.convenio", convenio.pk, "incorporar_existente", "", "en_ejecucion")
        assert [(*_que(a), _datos(a)) for a in Asiento.objects.filter(cadena=expediente.cadena)] == [
            ("expedientes.expediente", expediente.pk, "crear", "", "abierto", {}),
            *(
                (
                    "expedientes.participacion",
                    suyas[parte.pk],
                    "incorporar",
                    None,
                    None,
                    {"incorporada": parte.pk},
                )
                for parte in (programa, contraparte)
            ),
            (*en, {"tipo": "simple"}),
            (
                "convenios.versiondetexto",
                convenio.version_id,
                "compartir_texto",
                None,
                None,
                {
                    "n": 1,
                    "clausulas": 1,
                    "aportes": 1,
                    "convenio": convenio.pk,
                    "contenido": convenio.version.hash if convenio.version else "",
                },
            ),
            (
                "convenios.numerodeconvenio",
                numero.pk,
                "numerar",
                None,
                None,
                {"convenio": convenio.pk, "numero": numero.numero},
            ),
        ]
        for asiento in Asiento.objects.filter(cadena=expediente.cadena):
            assert (asiento.registra_id, asiento.institucion_id) == (asistente.pk, programa.pk)
            assert json.loads(asiento.personal or "") == {"quien": asistente.nombre_para_la_historia()}
            assert asiento.fecha_hecho == programa.hoy()
        ultimo = Asiento.objects.filter(cadena=expediente.cadena).latest("n")
        assert (expediente.movido_at, expediente.entro_con) == (ultimo.registrado_at, ultimo.n)


def _que(asiento: Asiento) -> tuple[Any, ...]:
    return asiento.modelo, asiento.objeto, asiento.accion, asiento.desde, asiento.hasta


def _datos(asiento: Asiento) -> dict[str, Any]:
    """What the row says of its own, without what every row says of who acted."""
    datos = json.loads(asiento.cuerpo)["datos"]
    assert datos.pop("rol") == "asistente"
    return {clave: valor for clave, valor in datos.items() if valor is not None}
