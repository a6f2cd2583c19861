"""Eight people at once, on real connections: what they number has no gaps, and no act is lost or done twice."""

from functools import partial
from typing import Any

import pytest

from auditoria.models import Asiento
from expedientes.models import Aprobacion
from flujo.acto import Acto
from planes import services as planes
from planes.models import AccionConjunta, PlanAnual, VersionDePlan
from planes.services import DatosDeAccion, DatosDeResponsable
from seguimiento.models import Compromiso
from seguimiento.services import anotar_compromiso
from tests import factories as f
from tests.flujo.test_concurrencia import a_la_vez
from tests.planes.caso import DIA

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lento]
OCHO = 8


class Mesa:
    """A plan of eight parties, each with its coordination and an action of its own."""

    def __init__(self) -> None:
        self.partes = [f.institucion(f"Parte {n}") for n in range(OCHO)]
        self.expediente = f.expediente(*self.partes)
        hechos = f.designados(self.expediente, [(p, "coordinador_titular") for p in self.partes])
        self.coordinan = [usuario for usuario, _d in hechos]
        primero = Acto(registra=self.coordinan[0])
        self.plan = planes.abrir_plan(
            self.expediente,
            titulo="De ocho",
            desde=f.hoy(),
            hasta=f.hoy() + 300 * DIA,
            tolerancia_dias=9,
            acto=primero,
        )
        self.acciones = [planes.agregar_accion(self.plan, self.datos(n), acto=primero) for n in range(OCHO)]
        planes.proponer(self.vivo(), acto=primero.con(hash_mostrado=self.vivo().contenido_hash))

    def datos(self, n: int, dias: int = 0) -> DatosDeAccion:
        return DatosDeAccion(
            nombre=f"Acción {n}",
            desde=f.hoy(),
            hasta=f.hoy() + (100 + dias) * DIA,
            responsables=[DatosDeResponsable(institucion_id=self.partes[n].pk)],
        )

    def vivo(self) -> PlanAnual:
        return PlanAnual.objects.select_related("expediente", "version").get(pk=self.plan.pk)

    def aprueban_a_la_vez(self) -> list[Any]:
        plan = self.vivo()
        return a_la_vez(
            *(
                partial(planes.aprobar, plan, acto=Acto(registra=quien, hash_mostrado=plan.contenido_hash))
                for quien in self.coordinan
            )
        )


@pytest.fixture
def mesa() -> Mesa:
    return Mesa()


def test_eight_parties_who_approve_at_once_approve_the_plan_once(mesa: Mesa) -> None:
    salidas = mesa.aprueban_a_la_vez()
    assert [s for s in salidas if isinstance(s, Exception)] == []
    assert Aprobacion.objects.count() == OCHO
    assert mesa.vivo().estado == "aprobado"
    pasos = Asiento.objects.filter(accion__in=["dar_por_aprobado", "dar_por_aprobada"])
    assert pasos.count() == 1 + OCHO
    assert list(VersionDePlan.objects.values_list("n", flat=True)) == [1]


def test_eight_tolerated_changes_at_once_are_eight_versions_without_a_gap(mesa: Mesa) -> None:
    mesa.aprueban_a_la_vez()
    acciones = list(
        AccionConjunta.objects.select_related("plan__expediente", "plan__version").order_by("numero")
    )
    salidas = a_la_vez(
        *(
            partial(
                planes.ajustar,
                accion,
                mesa.datos(n, n + 1),
                motivo="Se movió.",
                acto=Acto(registra=mesa.coordinan[n]),
            )
            for n, accion in enumerate(acciones)
        )
    )
    assert [s for s in salidas if isinstance(s, Exception)] == []
    versiones = VersionDePlan.objects.filter(plan=mesa.plan).order_by("n")
    assert list(versiones.values_list("n", flat=True)) == list(range(1, OCHO + 2))
    assert (
        mesa.vivo().contenido_hash
        == versiones.last().hash
        == PlanAnual.CONTENIDO.hash(mesa.vivo().con_su_contenido())
    )  # type: ignore[union-attr]


def test_eight_commitments_at_once_have_the_numbers_from_one_to_eight(mesa: Mesa) -> None:
    salidas = a_la_vez(
        *(
            partial(
                anotar_compromiso,
                mesa.expediente,
                texto=f"Compromiso {n}",
                institucion=mesa.partes[n],
                acto=Acto(registra=mesa.coordinan[n]),
            )
            for n in range(OCHO)
        )
    )
    assert [s for s in salidas if isinstance(s, Exception)] == []
    assert sorted(Compromiso.objects.values_list("numero", flat=True)) == list(range(1, OCHO + 1))
