"""What falls due to be measured after the plan changed: asked anew of whoever is to measure it, and of nobody else."""

import datetime as dt
from dataclasses import replace

import pytest
import time_machine

from notificaciones.models import Plazo
from planes.services import DatosDeIndicador
from tests.planes.medidas import DEMORA, DIA, PERSONAS, CasoMedido

pytestmark = pytest.mark.django_db


def del_primer_trimestre(caso: CasoMedido, numero: int) -> list[tuple[int, str]]:
    """Who was to measure it, and whether that is still so: «abierto», «cumplido» or why it was annulled."""
    plazos = Plazo.objects.filter(
        tipo="medicion", objeto=caso.accion(numero).pk, ocasion__startswith="1:"
    ).order_by("pk")
    return [
        (p.institucion_id, "abierto" if p.esta_abierto else "cumplido" if p.cumplido_at else p.motivo)
        for p in plazos
    ]


def con_indicadores(caso: CasoMedido, *indicadores: DatosDeIndicador) -> None:
    """All parties agree on other indicators of the first action."""
    datos = caso.datos(caso.propone, indicadores=list(indicadores))
    caso.aprobar_reprogramacion(caso.reprogramar(1, datos))


def test_what_is_to_be_measured_instead_of_what_was_measured_falls_due_anew():
    caso = CasoMedido()
    caso.medir(1, caso.equipo)
    con_indicadores(caso, replace(PERSONAS, nombre="Personas certificadas"), DEMORA)
    assert del_primer_trimestre(caso, 1) == [(caso.propone.pk, "cumplido"), (caso.propone.pk, "abierto")]
    caso.medir(1, caso.equipo, nombre="Personas certificadas")
    con_indicadores(caso, replace(PERSONAS, nombre="Personas que enseñan"), DEMORA)
    assert [como for _quien, como in del_primer_trimestre(caso, 1)] == ["cumplido", "cumplido", "abierto"]


def test_a_measurement_that_is_replaced_asks_nothing_anew():
    caso = CasoMedido()
    caso.medir(1, caso.equipo)
    caso.medir(1, caso.equipo, 7)
    assert del_primer_trimestre(caso, 1) == [(caso.propone.pk, "cumplido")]


def test_of_a_returned_one_each_return_is_an_occasion_of_its_own():
    caso = CasoMedido()
    for _vez in range(2):
        caso.juzgar(caso.medir(1, caso.equipo), "devolver", caso.contraparte, motivo="Falta.")
    assert [como for _quien, como in del_primer_trimestre(caso, 1)] == ["cumplido", "cumplido", "abierto"]


def test_whoever_no_longer_answers_for_an_action_is_not_reminded_and_is_again_when_it_answers_again():
    caso = CasoMedido()
    propone, otra = caso.propone.pk, caso.otra.pk
    assert del_primer_trimestre(caso, 3) == [(propone, "abierto"), (otra, "abierto")]
    caso.aprobar_reprogramacion(caso.reprogramar(3, caso.datos(caso.otra)))
    assert del_primer_trimestre(caso, 3) == [(propone, "Ya no responde por la acción."), (otra, "abierto")]
    caso.aprobar_reprogramacion(caso.reprogramar(3, caso.datos(caso.propone, caso.otra)))
    assert del_primer_trimestre(caso, 3)[1:] == [(otra, "abierto"), (propone, "abierto")]


def test_a_quarter_that_closed_is_not_asked_of_whoever_answers_from_then_on():
    caso = CasoMedido()
    cierre = dt.datetime.combine(caso.plan.trimestres.get(n=1).cierra, dt.time(17), tzinfo=dt.UTC)
    with time_machine.travel(cierre + DIA):
        caso.aprobar_reprogramacion(
            caso.reprogramar(1, caso.datos(caso.otra, indicadores=[PERSONAS, DEMORA]))
        )
    assert del_primer_trimestre(caso, 1) == [(caso.propone.pk, "Ya no responde por la acción.")]


def test_of_a_plan_that_was_evaluated_nothing_is_to_be_measured_any_more():
    caso = CasoMedido()
    caso.concluir(1, caso.equipo)
    caso.mover_accion(1, "verificar", caso.contraparte)
    for numero, quien in ((2, caso.contraparte), (3, caso.titular)):
        caso.mover_accion(numero, "dar_por_no_ejecutada", quien, motivo="No hubo con quién.")
    caso.mover_plan("iniciar_evaluacion")
    assert del_primer_trimestre(caso, 1) == [(caso.propone.pk, "abierto")]
    caso.mover_plan("dar_por_evaluado", resultado="Se cumplió en parte.")
    assert del_primer_trimestre(caso, 1) == [(caso.propone.pk, "El plan ya no se mide.")]
    assert not Plazo.objects.abiertos().filter(tipo="medicion").exists()
