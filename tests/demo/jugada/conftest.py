"""The cases of the demonstration, played once for whoever looks at how they ended."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Max

from auditoria.models import Asiento
from demo.jugar import CASOS, Caso
from tests.base_de_datos import dejar_hecho

DEL_TRABAJADOR = {
    "pedir_papel",
    "componer_papel",
    "sellar_papel",
    "fechar_papel",
    "poner_en_uso",
    "fijar_trimestre",
}
"""What the system does of its own: it makes the paper that somebody has to sign, and seals it."""


@pytest.fixture(scope="package")
def hechos(escenario: None, django_db_blocker: Any) -> Iterator[dict[str, list[dict[str, Any]]]]:
    """Every case is played once; what persons did in each one. All of it is taken back at the end."""
    hechos = {}
    todo: Any = transaction.atomic()
    todo._from_testcase = (
        True  # as in the tests themselves: what must not be nested is not nested in production
    )
    with django_db_blocker.unblock(), todo:
        for nombre in CASOS:
            antes = Asiento.objects.aggregate(ultimo=Max("id"))["ultimo"]
            assert all(es_nuevo for _paso, es_nuevo in Caso.leer(nombre).jugar())
            nuevos = (
                Asiento.objects.filter(id__gt=antes)
                .exclude(accion__in=DEL_TRABAJADOR, registra_id=None)
                .order_by("id")
            )
            hechos[nombre] = [json.loads(cuerpo) for cuerpo in nuevos.values_list("cuerpo", flat=True)]
        dejar_hecho()
        yield hechos
        transaction.set_rollback(True)
