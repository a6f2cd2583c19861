"""Rows that are put in many at a time say what they would have said one by one."""

import datetime as dt
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from auditoria.insercion import insertar, numerar
from auditoria.models import GENESIS, Cadena, DestinatarioDeCierre
from convenios.models import Convenio
from flujo.acto import Acto
from flujo.services import crear
from notificaciones.models import Plazo
from tests import factories as f
from tests.auditoria.conftest import cadena

pytestmark = pytest.mark.django_db

RARO = "Comillas \" y ', barra \\ y \\n, «ñandú» 🦙,\notra línea, {llaves}, 100 %, \\u0041, \\x00"


def plazo(**campos: Any) -> Plazo:
    vence = dt.date(2027, 2, 28)
    datos = {
        "cadena": cadena(),
        "modelo": "pruebas.cosa",
        "objeto": 2**40,
        "tipo": "prueba",
        "asunto": RARO[:200],
        "asunto_en": {"es": RARO, "en": None, RARO: [1, True, "x"]},
        "referencia": "EXP",
        "ruta": "/x/",
        "institucion": f.institucion(),
        "zona_horaria": "America/Lima",
        "vence": vence,
        "vence_original": vence,
        "calculo": {"fecha": vence.isoformat(), "de": {"n": 0}},
        "frase": RARO,
        "recordatorios": [{"at": "2027-02-27", "dias": -1}],
        "proximo_aviso_at": dt.datetime(2027, 2, 27, 13, 0, 0, 1, tzinfo=dt.UTC),
    }
    return Plazo(**datos | campos)


def test_every_value_is_kept_as_by_bulk_create() -> None:
    uno = plazo(ocasion="uno")
    otro = plazo(ocasion="otro", cadena=uno.cadena, institucion=uno.institucion)
    Plazo.objects.bulk_create([uno])
    assert insertar([otro]) == [otro]
    filas = [
        {campo: valor for campo, valor in fila.items() if campo not in ("id", "ocasion", "creado_at")}
        for fila in Plazo.objects.filter(ocasion__in=["uno", "otro"]).values()
    ]
    assert len(filas) == 2
    assert filas[0] == filas[1]
    assert filas[0]["frase"] == RARO


def test_what_is_dated_when_it_is_written_is_dated_then() -> None:
    antes = timezone.now()
    insertar([DestinatarioDeCierre(organo=f"Órgano {n}", correo=f"{n}@control.example") for n in range(3)])
    assert all(antes <= d.desde_at <= timezone.now() for d in DestinatarioDeCierre.objects.all())
    assert DestinatarioDeCierre.objects.count() == 3


def test_ids_that_are_needed_are_taken_before_and_ascend() -> None:
    cadenas = [Cadena(clave=f"numerada:{n}") for n in range(5)]
    numerar(cadenas)
    insertar(cadenas)
    ids = [c.pk for c in cadenas]
    assert ids == sorted(ids)
    assert {c.clave: bytes(c.cabeza) for c in Cadena.objects.filter(pk__in=ids)} == {
        f"numerada:{n}": GENESIS for n in range(5)
    }
    assert not cadenas[0]._state.adding


def test_what_the_database_computes_is_read_when_it_is_asked_for() -> None:
    expediente = f.expediente(f.institucion())
    convenio = crear(Convenio(expediente=expediente, tipo="simple"), acto=Acto(registra=None)).objeto
    guardado = Convenio.objects.get(pk=convenio.pk)
    assert convenio.identificador_publico == guardado.identificador_publico
    convenio.objeto = "Otro"
    convenio.save()
    assert Convenio.objects.get(pk=convenio.pk).identificador_publico == guardado.identificador_publico


def test_a_repeated_row_is_left_out_when_it_may_be() -> None:
    uno = plazo(ocasion="uno")
    otros = [plazo(ocasion=o, cadena=uno.cadena, institucion=uno.institucion) for o in ("uno", "dos")]
    insertar([uno])
    with pytest.raises(IntegrityError, match="plazo_unico_en_su_ocasion"), transaction.atomic():
        insertar(otros)
    insertar(otros, salvo_repetidos=True)
    assert sorted(Plazo.objects.values_list("ocasion", flat=True)) == ["dos", "uno"]


@pytest.mark.parametrize("clave", ["x" * 81, "con \x00 dentro"], ids=["too long", "NUL"])
def test_what_does_not_fit_is_refused_and_never_cut(clave: str) -> None:
    with pytest.raises(DataError), transaction.atomic():
        insertar([Cadena(clave="bien"), Cadena(clave=clave)])
    assert not Cadena.objects.filter(clave="bien").exists()


def test_a_value_of_no_known_kind_is_not_guessed() -> None:
    with pytest.raises(TypeError, match="Institucion is not written to the database"):
        insertar([Cadena(clave=f.institucion())])  # type: ignore[misc]
