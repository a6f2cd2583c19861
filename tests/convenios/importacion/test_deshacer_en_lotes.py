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
from flujo.errors import CondicionesIncumplidas
from flujo.services import perform, perform_varios
from instituciones.models import Usuario
from notificaciones.models import Plazo
from tests.convenios.importacion.ficheros import PCC, en_csv
from tests.convenios.importacion.test_importar import GENERICO
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


MARCO = ["5-2020", "Convenio marco", "Cooperación", "Universidad", "01/02/2020", "01/02/2024", ""]
ADENDA = ["AD-1", "Adenda", "Adenda de prórroga", "Universidad", "01/02/2024", "01/02/2028", "5-2020"]


def test_an_agreement_goes_with_the_addenda_that_came_with_it(importar: Any) -> None:
    importacion = importar(en_csv([GENERICO, MARCO, ADENDA]))
    assert deshacer(importacion).estado == "deshecha"
    assert Expediente.objects.get().estado == "anulado"


def test_an_addendum_to_what_another_file_brought_is_not_undone(importar: Any) -> None:
    importar(en_csv([GENERICO, MARCO]))
    otro = ["6-2020", *MARCO[1:]]
    importacion = importar(en_csv([GENERICO, otro, MARCO, ADENDA]))
    with pytest.raises(CondicionesIncumplidas, match="habían entrado con otro archivo"):
        deshacer(importacion)
    assert set(Expediente.objects.values_list("estado", flat=True)) == {"abierto"}


def test_what_somebody_annulled_by_hand_stays_annulled_and_stops_nothing(importar: Any) -> None:
    importacion = importar(en_csv([PCC, *numeradas(12, 13)]))
    a_mano = Expediente.objects.earliest("id")
    perform(a_mano, "anular", acto=Acto(registra=importacion.quien), motivo="Entró dos veces.")
    assert deshacer(importacion).estado == "deshecha"
    motivos = [json.loads(ultimo)["motivo"] for ultimo in _ultimos()]
    assert motivos == ["Entró dos veces.", f"Se deshizo la importación de «{importacion.nombre}»."]


def _ultimos() -> list[str]:
    """What the last log row of each case file says of persons' own words, in the order of the case files."""
    return [
        Asiento.objects.filter(cadena=e.cadena).latest("n").personal or ""
        for e in Expediente.objects.order_by("id")
    ]


def test_many_are_annulled_by_one_act_only_where_it_has_no_key(importar: Any) -> None:
    importacion = importar(en_csv([PCC, *numeradas(12, 13)]))
    acto = Acto(registra=importacion.quien, clave="de-un-solo-acto")
    with pytest.raises(ValueError, match="key"):
        perform_varios(list(Expediente.objects.all()), "anular", acto=acto, motivo="Dos veces.")
    assert perform_varios([], "anular", acto=acto.con(clave=None), motivo="Ninguno.") == []
    assert set(Expediente.objects.values_list("estado", flat=True)) == {"abierto"}
