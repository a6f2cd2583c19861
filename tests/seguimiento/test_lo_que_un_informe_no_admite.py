"""What reports and their observations refuse, each for a reason of its own."""

from typing import Any

import pytest
import time_machine
from django.utils import timezone

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from seguimiento.services.informes import observar_informe, tomar_cifras
from seguimiento.services.observaciones import DatosDeObservacion, comprometer
from tests.factories import hoy, institucion, puesto
from tests.seguimiento.caso import DIA
from tests.seguimiento.caso_de_informes import CasoDeInformes


@pytest.fixture
def caso(db: None) -> CasoDeInformes:
    return CasoDeInformes()


@pytest.mark.parametrize("estado", ["presentado", "observado", "conforme"])
def test_figures_that_the_others_saw_are_not_counted_again(caso: CasoDeInformes, estado: str):
    informe = caso.hasta(estado)
    with pytest.raises(CondicionesIncumplidas, match="una vez presentado ya no cambian"):
        tomar_cifras(informe, acto=Acto(registra=caso.tecnico))


def test_a_report_is_presented_by_a_party(caso: CasoDeInformes):
    with pytest.raises(DatosInvalidos, match="no es parte del expediente"):
        caso.esperado(presenta=institucion())


def test_a_report_is_presented_to_somebody(caso: CasoDeInformes):
    caso.expediente.participaciones.exclude(institucion=caso.propone).update(hasta=hoy())
    with time_machine.travel(timezone.now() + DIA):
        with pytest.raises(DatosInvalidos, match="de una sola institución"):
            caso.esperado()
        with pytest.raises(DatosInvalidos, match="de una sola institución"):
            caso.calendario()
    assert not caso.expediente.informes.exists()


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        (lambda caso: {"responsable": institucion()}, "no es parte del expediente"),
        (lambda caso: {"puesto": puesto(caso.otra)}, "es de otra institución"),
        (lambda caso: {"vence": hoy() - DIA}, "ya pasó"),
    ],
    ids=["nobody here", "a post of others", "a day gone by"],
)
def test_an_observation_is_for_somebody_here_by_a_day_to_come(caso: CasoDeInformes, campos: Any, frase: str):
    informe = caso.hasta("presentado")
    datos = DatosDeObservacion(texto="Falta el detalle.", **campos(caso))
    with pytest.raises(DatosInvalidos, match=frase):
        observar_informe(informe, [datos], acto=caso.ante(informe, caso.contraparte))
    assert not informe.observaciones.exists()


def test_of_an_observation_one_commitment_is_noted(caso: CasoDeInformes):
    observacion = caso.observar(caso.hasta("presentado"))
    comprometer(observacion, "Enviar el detalle", vence=None, acto=Acto(registra=caso.titular))
    with pytest.raises(DatosInvalidos, match="ya se anotó un compromiso"):
        comprometer(observacion, "Enviarlo otra vez", vence=None, acto=Acto(registra=caso.titular))
