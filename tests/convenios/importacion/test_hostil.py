"""Registers made to break an import, and what happens to it while it runs."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from auditoria.verificacion.todo import verificar
from convenios.importacion.registro import FilaDeRegistro
from convenios.models import Convenio, Importacion, Resultado
from convenios.models.importacion import EstadoDeImportacion
from convenios.services import importaciones
from convenios.services.importaciones import filas as de_filas
from convenios.services.importaciones import marcha
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from tests import factories as f
from tests.convenios.importacion.ficheros import PCC, en_csv, en_zip, fila_pcc
from tests.convenios.importacion.test_importar import resultados
from tests.convenios.importacion.test_lotes import numeradas

pytestmark = pytest.mark.django_db

RUC, OTRO_RUC = "20131312955", "20131380951"


def contrapartes() -> list[str]:
    """Who stands across in each agreement, by their order."""
    return [
        str(c.expediente.participaciones.get(es_proponente=False).institucion)
        for c in Convenio.objects.order_by("id")
    ]


@pytest.fixture
def lote_a_lote(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int], None]], None]:
    """Two rows in each lot, and something that happens before each lot is taken."""

    def preparar(pasa: Callable[[int], None]) -> None:
        def en_lotes(tarea: Any, filas: Any) -> Iterator[Sequence[FilaDeRegistro]]:
            for n, lote in enumerate(de_filas.en_lotes(tarea, filas, 2), 1):
                pasa(n)
                yield lote

        monkeypatch.setattr(marcha, "en_lotes", en_lotes)

    return preparar


# -- what stands in a cell


def test_a_zero_character_that_came_in_a_zip_stops_nothing(importar: Any) -> None:
    lejos = numeradas(*range(100, 160))
    mala = fila_pcc(numero="900-2024", cut="900", firma="32/\x0013/2024", acciones="a\x00b")
    importacion = importar(en_zip(registro__csv=en_csv([PCC, *lejos, mala])), "registro.zip")
    assert (importacion.estado, resultados(importacion)[62]) == ("terminada", Resultado.CREADA)


def test_marks_of_direction_and_endless_cells_are_refused_in_words(importar: Any) -> None:
    filas = [
        *numeradas(1),
        fila_pcc(numero="2-2024", cut="2", institucion="Coop \u202eadañe"),
        fila_pcc(numero="3-2024\u202e", cut="3"),
        fila_pcc(numero="4-2024", cut="4", institucion="x" * 32_767),
        fila_pcc(numero="5-2024", cut="5", firma="x" * 32_767),
        fila_pcc(numero="6-2024", cut="6", institucion='=HYPERLINK("http://x.invalid")'),
    ]
    importacion = importar(en_csv([PCC, *filas]))
    assert importacion.estado == EstadoDeImportacion.TERMINADA
    assert [r for _n, r in sorted(resultados(importacion).items())] == [
        Resultado.CREADA,
        Resultado.IMPEDIDA,
        Resultado.IMPEDIDA,
        Resultado.CREADA,
        Resultado.CREADA,
        Resultado.CREADA,
    ]
    assert all(fila.errores for fila in importacion.filas.filter(n__in=[3, 4, 5, 6]))
    assert verificar().bien


# -- who is meant


def test_names_in_another_alphabet_are_names_and_not_all_the_same(importar: Any) -> None:
    filas = [
        fila_pcc(numero=f"{n}-2024", cut=str(n), institucion=nombre)
        for n, nombre in enumerate(["清华大学", "北京大学", "Московский университет", "清华大学"], 1)
    ]
    importar(en_csv([PCC, *filas]))
    assert contrapartes() == ["清华大学", "北京大学", "Московский университет", "清华大学"]
    assert Institucion.objects.filter(nombre="清华大学").count() == 1


def test_a_name_with_the_tax_id_of_somebody_else_is_not_the_institution_of_that_name(importar: Any) -> None:
    """Whoever is a party reads the case file: the wrong one would read another's."""
    conocida = f.institucion("Municipalidad de San Juan", sigla="MSJ")
    Institucion.objects.filter(pk=conocida.pk).update(id_fiscal=RUC)
    nombres = [f"Municipalidad de San Juan, RUC {ruc}" for ruc in (OTRO_RUC, RUC, OTRO_RUC)]
    filas = [
        fila_pcc(numero=f"{n}-2024", cut=str(n), institucion=nombre) for n, nombre in enumerate(nombres, 1)
    ]
    importar(en_csv([PCC, *filas]))
    partes = [
        c.expediente.participaciones.get(es_proponente=False).institucion for c in Convenio.objects.all()
    ]
    assert sorted(p.id_fiscal for p in partes) == sorted([RUC, OTRO_RUC, OTRO_RUC])
    assert Institucion.objects.filter(nombre="Municipalidad de San Juan").count() == 2


def test_what_somebody_else_registered_since_the_import_began_is_found(
    importar: Any, lote_a_lote: Any
) -> None:
    def registrar(n: int) -> None:
        if n == 2:
            nueva = f.institucion("Otra que registra la misma", sigla="OTR")
            Institucion.objects.filter(pk=nueva.pk).update(id_fiscal=RUC)

    lote_a_lote(registrar)
    ultimas = [fila_pcc(numero=f"{n}-2024", cut=str(n), institucion=f"La misma, RUC {RUC}") for n in (91, 92)]
    importacion = importar(en_csv([PCC, *numeradas(1, 2), *ultimas]))
    assert set(resultados(importacion).values()) == {Resultado.CREADA}
    assert contrapartes()[2:] == ["OTR", "OTR"]


# -- what happens to the person who imports


def test_an_account_closed_half_way_leaves_the_rest_for_a_colleague(
    importar: Any, lote_a_lote: Any, asistente: Usuario, programa: Institucion
) -> None:
    def cerrar(n: int) -> None:
        if n == 2:
            Usuario.objects.filter(pk=asistente.pk).update(is_active=False)

    lote_a_lote(cerrar)
    importacion = importar(en_csv([PCC, *numeradas(1, 2, 3, 4, 5)]))
    assert (importacion.estado, Convenio.objects.count()) == (EstadoDeImportacion.FALLIDA, 2)
    assert importacion.fallo.startswith("Abrir un expediente de")
    colega = f.con_rol(programa, "asistente", "Colega")
    importaciones.empezar_importacion(importacion, acto=Acto(registra=colega))
    importaciones.seguir_importacion(importacion)
    importacion.refresh_from_db()
    assert set(resultados(importacion).values()) == {Resultado.CREADA}
    assert (importacion.estado, Convenio.objects.count()) == (EstadoDeImportacion.TERMINADA, 5)


def test_a_role_withdrawn_half_way_refuses_no_row(
    importar: Any, lote_a_lote: Any, asistente: Usuario
) -> None:
    def retirar(n: int) -> None:
        if n == 2:
            asistente.concesiones.update(hasta=f.hoy() - dt.timedelta(days=1))

    lote_a_lote(retirar)
    importacion = importar(en_csv([PCC, *numeradas(1, 2, 3, 4)]))
    assert importacion.estado == EstadoDeImportacion.FALLIDA
    assert resultados(importacion) == {2: Resultado.CREADA, 3: Resultado.CREADA}


def test_an_import_that_breaks_stops_no_other(programa: Institucion, asistente: Usuario, caplog: Any) -> None:
    otra = f.institucion("Otra", sigla="OT")
    quienes = [(programa, asistente), (otra, f.con_rol(otra, "asistente", "Otra asistente"))]
    for institucion, quien in quienes:
        acto = Acto(registra=quien)
        fichero = ContentFile(en_csv([PCC, *numeradas(1)]), name="registro.csv")
        importaciones.empezar_importacion(importaciones.recibir(institucion, fichero, acto=acto), acto=acto)
    primera, segunda = Importacion.objects.order_by("id")
    with connection.cursor() as cursor:
        cursor.execute("alter table convenios_filaimportada add check (importacion_id <> %s)", [primera.pk])
    importaciones.seguir()
    primera.refresh_from_db()
    segunda.refresh_from_db()
    assert (primera.estado, segunda.estado) == (EstadoDeImportacion.EN_CURSO, EstadoDeImportacion.TERMINADA)
    assert f"Import {primera.pk} could not go on" in caplog.text
