"""Synthetic case files are as good as real ones: what is measured on them is what would be measured on those."""

import pytest

from auditoria.verificacion.todo import verificar
from convenios.models import Convenio
from demo.sembrar import sembrar
from demo.sembrar_trabajo import sembrar_compromisos, sembrar_plan
from planes.models import AccionConjunta, PlanAnual
from seguimiento.models import Compromiso

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


def test_sown_case_files_are_whole_and_their_log_verifies() -> None:
    assert list(sembrar(20)) == [(20, 20)]
    assert list(sembrar(30)) == [(30, 30)]
    informe = verificar()
    assert (informe.hallazgos, Convenio.objects.count()) == ([], 30)
    for convenio in Convenio.objects.all():
        convenio.full_clean(exclude=["objeto", "estado"])


def test_sown_plans_are_approved_by_both_parties_and_their_log_verifies() -> None:
    plan, otro = sembrar_plan(12), sembrar_plan(3)
    assert sembrar_plan(12) == plan
    assert (plan.estado, plan.acciones.count(), otro.acciones.count()) == ("en_ejecucion", 12, 3)
    assert plan.contenido_hash == PlanAnual.CONTENIDO.hash(plan.con_su_contenido())
    assert {a.estado for a in AccionConjunta.objects.all()} == {"aprobada"}
    assert all(
        a.responsables.exists() and a.partidas.exists() and a.indicadores.exists()
        for a in plan.acciones.all()
    )
    assert verificar().hallazgos == []


def test_sown_commitments_are_open_numbered_without_gaps_and_their_log_verifies() -> None:
    assert [hecho for hecho in sembrar_compromisos(40) if hecho[0]] == [(40, 40)]
    assert list(sembrar_compromisos(50)) == [(50, 50)]
    assert (Compromiso.objects.abiertos().count(), verificar().hallazgos) == (50, [])
    for compromiso in Compromiso.objects.all():
        compromiso.full_clean(exclude=["estado", "dia"])
    por_caso: dict[int, list[int]] = {}
    for caso, numero in Compromiso.objects.values_list("expediente", "numero"):
        por_caso.setdefault(caso, []).append(numero)
    assert len(por_caso) == 4
    assert all(sorted(numeros) == list(range(1, len(numeros) + 1)) for numeros in por_caso.values())
