"""What an import made is annulled in lots, and each case file still says of itself what it would alone."""

import datetime as dt
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from auditoria.models import Asiento
from auditoria.verificacion.todo import verificar
from convenios.models import Convenio, Importacion
from convenios.services import importaciones, regularizar
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Usuario
from notificaciones.models import Plazo
from tests.convenios.importacion.ficheros import PCC, en_csv
from tests.convenios.importacion.test_lotes import numeradas

pytestmark = pytest.mark.django_db


def deshacer(importacion: Importacion) -> Importacion:
    importaciones.deshacer_importacion(importacion, acto=Acto(registra=importacion.quien))
    importaciones.seguir()
    return Importacion.objects.get(pk=importacion.pk)


def test_the_statements_do_not_grow_with_the_case_files(importar: Any) -> None:
    def sentencias(desde: int, hasta: int) -> int:
        importacion = importar(en_csv([PCC, *numeradas(*range(desde, hasta))]))
        with CaptureQueriesContext(connection) as hechas:
            assert deshacer(importacion).estado == "deshecha"
        return len(hechas)

    sentencias(1, 3)  # the first reads what stays in memory
    assert sentencias(10, 12) == sentencias(20, 50)
    assert set(Expediente.objects.values_list("estado", flat=True)) == {"anulado"}


def test_the_log_of_each_says_what_that_of_one_annulled_by_hand_does(importar: Any) -> None:
    juntos, uno = (importar(en_csv([PCC, *numeradas(*n)])) for n in ((12, 13, 14), (15,)))
    deshacer(juntos)
    solo = Expediente.objects.get(convenio__filas_importadas__importacion=uno)
    motivo = f"Se deshizo la importación de «{juntos.nombre}»."
    perform(solo, "anular", acto=Acto(registra=juntos.quien), motivo=motivo)
    hechos = [_lo_asentado(e) for e in Expediente.objects.order_by("id")]
    assert hechos == [hechos[-1]] * 4
    assert not Plazo.objects.abiertos().exists()
    assert verificar().bien


def _lo_asentado(expediente: Expediente) -> tuple[Any, ...]:
    """What its last log row says, its ids aside, and what the case file is after it."""
    ultimo = Asiento.objects.filter(cadena=expediente.cadena).latest("n")
    assert (expediente.asiento_id, expediente.movido_at) == (ultimo.pk, ultimo.registrado_at)
    cuerpo = json.loads(ultimo.cuerpo)
    assert (cuerpo.pop("objeto"), cuerpo.pop("registra")) == (expediente.pk, ultimo.registra_id)
    del cuerpo["personal"], cuerpo["registrado_at"]
    return expediente.estado, cuerpo, json.loads(ultimo.personal or ""), ultimo.registra_id, ultimo.n


def test_what_somebody_touches_meanwhile_stays_and_the_others_do_not(
    importar: Any, asistente: Usuario
) -> None:
    importacion = importar(en_csv([PCC, *numeradas(*range(12, 20))]))
    importaciones.deshacer_importacion(importacion, acto=Acto(registra=asistente))
    tocado = Convenio.objects.order_by("id")[4]
    regularizar(
        tocado.por_regularizar.get(dato="inicio"), dt.date(2024, 3, 15), acto=Acto(registra=asistente)
    )
    importaciones.seguir()
    importacion.refresh_from_db()
    assert list(Expediente.objects.exclude(estado="anulado")) == [tocado.expediente]
    assert importacion.estado == "terminada"
    assert importacion.fallo.startswith(f"{tocado.expediente.codigo}: ")
    assert verificar().bien
