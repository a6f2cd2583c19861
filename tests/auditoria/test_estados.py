"""That states agree with the log: a state moved with every trigger switched off is found."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from auditoria.models import Asiento
from auditoria.services import asentar
from auditoria.verificacion import Hallazgo, Informe
from auditoria.verificacion.registro import COMPROBACIONES
from auditoria.verificacion.todo import verificar
from expedientes.models import Expediente
from tests import factories as f
from tests.auditoria.conftest import cadena, hecho, sano, sql

pytestmark = pytest.mark.django_db

MODELO = "expedientes.expediente"


@pytest.fixture
def caso() -> Expediente:
    """A case file that was closed and opened again, between two others."""
    parte = f.institucion()
    f.expediente(parte)
    creado = f.expediente(parte)
    f.expediente(parte)
    for desde, hasta in (("abierto", "cerrado"), ("cerrado", "abierto")):
        mover(creado, desde, hasta)
    assert sano()
    return creado


def mover(caso: Expediente, desde: str, hasta: str) -> Asiento:
    """One step with its log row, as the trigger wants it."""
    paso = hecho("mover", modelo=MODELO, objeto=caso.pk, desde=desde, hasta=hasta)
    asiento = asentar(caso.cadena_id, paso)
    sql(
        "update expedientes_expediente set estado = %s, asiento_id = %s where id = %s",
        hasta,
        asiento.pk,
        caso.pk,
    )
    return asiento


@contextmanager
def sin_vigilancia() -> Iterator[None]:
    sql("set constraints all immediate")
    sql("alter table expedientes_expediente disable trigger user")
    yield
    sql("set constraints all immediate")
    sql("alter table expedientes_expediente enable trigger user")


def hallado() -> tuple[str | None, str]:
    (hallazgo,) = verificar().hallazgos
    assert hallazgo.comprobacion == "estados"
    return hallazgo.objeto, hallazgo.que


def asientos(caso: Expediente) -> list[int]:
    """Ids of the rows that moved it, in order."""
    filas = Asiento.objects.filter(modelo=MODELO, objeto=caso.pk, hasta__isnull=False)
    return list(filas.order_by("n").values_list("pk", flat=True))


def test_a_state_moved_without_a_row_is_found(caso: Expediente) -> None:
    ultimo = asientos(caso)[-1]
    with sin_vigilancia():
        sql("update expedientes_expediente set estado = 'archivado' where id = %s", caso.pk)
    assert hallado() == (
        f"{MODELO} {caso.pk}",
        f"está en «archivado» y su último asiento, id {ultimo}, lo dejó en «abierto»",
    )


def test_a_state_that_leans_on_an_older_row_is_found(caso: Expediente) -> None:
    """The state is the same; since when it holds would be another thing."""
    primero, _cierre, ultimo = asientos(caso)
    with sin_vigilancia():
        sql("update expedientes_expediente set asiento_id = %s where id = %s", primero, caso.pk)
    assert hallado() == (
        f"{MODELO} {caso.pk}",
        f"su estado se apoya en el asiento id {primero} y el último es el id {ultimo}",
    )


def test_a_row_whose_step_was_never_made_is_found(caso: Expediente) -> None:
    asentar(caso.cadena_id, hecho("mover", modelo=MODELO, objeto=caso.pk, desde="abierto", hasta="cerrado"))
    assert hallado()[0] == f"{MODELO} {caso.pk}"


def test_a_row_without_state_says_nothing_of_it(caso: Expediente) -> None:
    asentar(caso.cadena_id, hecho("anotar", modelo=MODELO, objeto=caso.pk))
    assert sano()


def test_an_object_of_which_the_log_knows_nothing_is_found(caso: Expediente) -> None:
    colado = Expediente.objects.get(pk=caso.pk)
    colado.pk, colado.codigo, colado.cadena, colado.lecturas = None, "colado", cadena(), cadena()
    colado.asiento = asentar(colado.cadena_id, hecho())
    with sin_vigilancia():
        colado.save(force_insert=True)
    assert hallado() == (
        f"{MODELO} {colado.pk}",
        "está en «abierto» y la bitácora no dice nada de su estado",
    )


def test_an_object_that_is_gone_is_missed(caso: Expediente) -> None:
    otro = asentar(caso.cadena_id, hecho("crear", modelo=MODELO, objeto=999_999, desde="", hasta="abierto"))
    assert otro.desde == ""
    assert hallado() == (f"{MODELO} 999999", "la bitácora dice que existe, y no está")


def test_a_case_file_given_the_history_of_another_is_found(caso: Expediente) -> None:
    otro = Expediente.objects.exclude(pk=caso.pk).latest("id")
    with sin_vigilancia():
        sql("alter table expedientes_expediente drop constraint expedientes_expediente_cadena_id_key")
        sql(
            "update expedientes_expediente set cadena_id = case id when %s then %s else %s end where id in (%s, %s)",
            caso.pk,
            otro.cadena_id,
            caso.cadena_id,
            caso.pk,
            otro.pk,
        )
    assert hallado() == (f"{MODELO} {caso.pk}", "su historia no está en su propia cadena")


def test_other_apps_bring_their_own_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    mala = Hallazgo(comprobacion="otra", que="no cuadra", objeto="otra.cosa 1")
    monkeypatch.setitem(COMPROBACIONES, "otra", lambda: [mala])
    assert verificar().hallazgos == [mala]


def test_a_finding_says_where_it_is() -> None:
    fila = Hallazgo(comprobacion="cadenas", que="falta", cadena=3, clave="expediente:9", n=4, asiento=77)
    assert str(fila) == "cadena 3 (expediente:9), asiento n.º 4, id 77: falta"
    assert str(Hallazgo(comprobacion="cierres", que="falta", cierre=2)) == "cierre 2: falta"
    assert str(Hallazgo(comprobacion="columnas", que="falta")) == "falta"
    assert not Informe(hallazgos=[fila]).bien
