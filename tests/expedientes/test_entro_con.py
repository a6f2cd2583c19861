"""With which log row a case file came in from a register: the last of its chain then, and never unsaid."""

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Max

from auditoria.models import Asiento
from expedientes.models import Expediente
from tests.factories import Caso

pytestmark = pytest.mark.django_db


def ultimo(caso: Caso) -> int:
    filas = Asiento.objects.filter(cadena=caso.expediente.cadena_id)
    return int(filas.aggregate(n=Max("n"))["n"])


def fijar(caso: Caso, n: int | None) -> None:
    with transaction.atomic():
        Expediente.objects.filter(pk=caso.expediente.pk).update(entro_con=n)


def test_it_is_the_last_row_and_only_moves_on():
    caso = Caso()
    entro = ultimo(caso)
    for otro in (entro - 1, entro + 1):
        with pytest.raises(DatabaseError, match="no se desdice"):
            fijar(caso, otro)
    fijar(caso, entro)
    caso.mover("solicitar")
    for ajeno in (None, entro - 1, entro + 7):
        with pytest.raises(DatabaseError, match="no se desdice"):
            fijar(caso, ajeno)
    fijar(caso, ultimo(caso))


def test_the_rest_of_the_row_changes_as_before():
    caso = Caso()
    fijar(caso, ultimo(caso))
    caso.mover("solicitar")
    Expediente.objects.filter(pk=caso.expediente.pk).update(titulo="Otro título")
    assert Expediente.objects.get(pk=caso.expediente.pk).titulo == "Otro título"
