"""Synthetic case files are as good as real ones: what is measured on them is what would be measured on those."""

import pytest

from auditoria.verificacion.todo import verificar
from convenios.models import Convenio
from demo.sembrar import sembrar

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


def test_sown_case_files_are_whole_and_their_log_verifies() -> None:
    assert list(sembrar(20)) == [(20, 20)]
    assert list(sembrar(30)) == [(30, 30)]
    informe = verificar()
    assert (informe.hallazgos, Convenio.objects.count()) == ([], 30)
    for convenio in Convenio.objects.all():
        convenio.full_clean(exclude=["objeto", "estado"])
