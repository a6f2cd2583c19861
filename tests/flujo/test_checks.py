"""System checks: no lifecycle gets by the engine, the trigger or the pages."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from django.core.checks import run_checks
from django.db import connection, models
from django.test.utils import isolate_apps
from django_fsm import transition as de_django_fsm

from flujo import checks
from flujo.declaracion import MAQUINAS, FichaDeEstado, Maquina, condition, paso
from flujo.fields import FSMField
from flujo.models import ConEstado
from instituciones.models import Institucion
from tests.flujo.maquinas import Abierto, Paso, hacer_maquina, hacer_modelo

IDA = Paso("ir", "a", "b")
SIN_MIGRACION = ("flujo.E008", "Ninguna de sus migraciones lleva flujo.operations.VigilarEstado.")


def defectos(modelo: type[models.Model]) -> list[tuple[str, str]]:
    """The faults of a made-up model, without the one that they all have: no migration."""
    return [defecto for defecto in checks.defectos_de(modelo) if defecto != SIN_MIGRACION]


@pytest.fixture
def registrada(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def hacer(*args: Any, **campos: Any) -> Maquina:
        maquina = hacer_maquina(*args, **campos)
        monkeypatch.setitem(MAQUINAS, maquina.nombre, maquina)
        return maquina

    return hacer  # type: ignore[return-value]


def test_the_project_has_no_faults() -> None:
    assert [m for m in run_checks() if m.id and m.id.startswith("flujo.")] == []


@pytest.mark.django_db
def test_the_database_watches_every_lifecycle() -> None:
    assert [m for m in run_checks(databases=["default"]) if m.id and m.id.startswith("flujo.")] == []


def test_a_well_declared_lifecycle(registrada: Any) -> None:
    maquina = registrada("a", ["a", "b"], [IDA])
    assert list(checks.defectos_de(maquina.modelo)) == [SIN_MIGRACION]


def test_a_model_without_a_lifecycle_is_nobody_s_business() -> None:
    assert list(checks.defectos_de(Institucion)) == []


def test_an_unprotected_field(registrada: Any) -> None:
    maquina = registrada("a", ["a", "b"], [IDA])
    maquina.modelo._meta.get_field("estado").protected = False
    assert defectos(maquina.modelo) == [
        ("flujo.E002", "El campo «estado» no está protegido (protected=True).")
    ]


def test_to_a_migration_a_state_is_a_column_of_text() -> None:
    _, campo, _, opciones = hacer_modelo("a", ["a", "b"], [IDA])._meta.get_field("estado").deconstruct()
    assert campo == "django.db.models.CharField"
    assert "protected" not in opciones
    assert opciones["max_length"] == 50


def test_two_lifecycles_in_one_model(registrada: Any) -> None:
    registrada("a", ["a", "b"], [IDA])
    modelo = hacer_modelo("a", ["a", "b"], [IDA], otro=FSMField(default="x", protected=True))
    assert ("flujo.E001", "Tiene más de un campo de estado: un modelo, una máquina.") in defectos(modelo)


def test_a_model_that_the_trigger_cannot_know() -> None:
    modelo = hacer_modelo("a", ["a", "b"], [IDA], base=models.Model)
    assert defectos(modelo) == [
        ("flujo.E003", "Tiene campo de estado pero no es un flujo.models.ConEstado."),
        ("flujo.E004", "Su máquina no está registrada con flujo.declaracion.registrar()."),
    ]


def test_a_state_without_its_sheet_and_a_sheet_without_its_state(registrada: Any) -> None:
    maquina = registrada("a", ["a", "b"], [IDA])
    maquina.fichas.pop("b")
    maquina.fichas["z"] = FichaDeEstado(significa="?", por_rol={"": "?"})
    assert defectos(maquina.modelo) == [
        ("flujo.E005", "El estado «b» no tiene su FichaDeEstado."),
        ("flujo.E005", "Hay una FichaDeEstado para «z», que no es un estado."),
    ]


def test_a_beginning_that_is_no_state(registrada: Any) -> None:
    maquina = registrada("nada", ["a", "b"], [IDA])
    assert defectos(maquina.modelo) == [("flujo.E005", "El estado inicial «nada» no es un estado declarado.")]


def test_stages_that_name_no_state_or_one_twice(registrada: Any) -> None:
    etapas = (("Uno", frozenset({"a", "z"})), ("Dos", frozenset({"a", "b"})))
    assert defectos(registrada("a", ["a", "b"], [IDA], etapas=etapas).modelo) == [
        ("flujo.E005", "Una etapa nombra «z», que no es un estado."),
        ("flujo.E005", "El estado «a» está en 2 etapas."),
    ]


@pytest.mark.parametrize(("desde", "hasta"), [("*", "b"), ("+", "b"), ("a", None), ("a", "z"), ("z", "b")])
def test_wildcards_and_computed_targets(registrada: Any, desde: str, hasta: Any) -> None:
    maquina = registrada("a", ["a", "b"], [Paso("ir", desde, hasta)])
    assert defectos(maquina.modelo) == [
        (
            "flujo.E006",
            "La transición «ir» no va de un estado declarado a otro (ni comodines ni destinos calculados).",
        )
    ]


def test_a_condition_without_a_sentence(registrada: Any) -> None:
    def muda(objeto: Any) -> bool:
        return True

    @condition("Se ve.")
    def dicha(objeto: Any) -> bool:
        return True

    maquina = registrada(
        "a", ["a", "b"], [Paso("ir", "a", "b", condiciones=[muda, dicha, condition(" ")(muda)])]
    )
    assert defectos(maquina.modelo) == [
        ("flujo.E007", "La transición «ir» tiene una condición sin frase («muda»): use @condition."),
        ("flujo.E007", "La transición «ir» tiene una condición sin frase («muda»): use @condition."),
    ]


def test_a_transition_declared_past_our_decorator(monkeypatch: pytest.MonkeyPatch) -> None:
    campo = FSMField("estado", choices=[("a", "A"), ("b", "B")], default="a", protected=True)
    with isolate_apps("tests.taller"):

        class Ejemplo(ConEstado):
            estado = campo

            class Meta:
                app_label = "taller"

            @de_django_fsm(campo, source="a", target="b", permission="app.permiso")
            def sin_nada(self) -> None: ...

            @de_django_fsm(
                campo, source="b", target="a", permission=cast(Any, Abierto()), custom=paso("Volver")
            )
            def generadora(self) -> Iterator[int]:
                yield 1

    maquina = hacer_maquina("a", ["a", "b"], [])
    monkeypatch.setitem(MAQUINAS, "taller.ejemplo", type(maquina)(**{**vars(maquina), "modelo": Ejemplo}))
    assert defectos(Ejemplo) == [
        ("flujo.E007", "La transición «generadora» no es una función corriente: no haría nada."),
        ("flujo.E007", "La transición «sin_nada» no dice su etiqueta con flujo.declaracion.paso()."),
        ("flujo.E007", "La transición «sin_nada» no dice quién puede con un flujo.declaracion.Permiso."),
    ]


# -- the database


def en_la_base() -> list[str]:
    return [str(m.obj.__name__) for m in checks.maquinas_vigiladas(None, databases=["default"])]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "orden",
    [
        "drop trigger flujo_estado on taller_pieza",
        "alter table taller_pieza disable trigger flujo_estado",
        "alter table taller_pieza enable replica trigger flujo_estado",
        "alter table taller_pieza disable trigger all",
        "drop trigger flujo_estado on taller_pieza;"
        " create trigger flujo_estado before update of estado on taller_pieza"
        " for each row execute function flujo_exigir_asiento('taller.pieza', 'estado')",
        "drop trigger flujo_estado on taller_pieza;"
        " create trigger flujo_estado before insert or update on taller_pieza"
        " for each row execute function flujo_exigir_asiento('taller.pieza', 'nota')",
        "drop trigger flujo_estado on taller_pieza;"
        " create constraint trigger flujo_estado after insert or update on taller_pieza"
        " for each row execute function flujo_exigir_asiento('taller.pieza', 'estado')",
    ],
)
def test_a_trigger_that_is_gone_off_or_another(orden: str) -> None:
    assert en_la_base() == []
    with connection.cursor() as cursor:
        cursor.execute(orden)
    assert en_la_base() == ["Pieza"]


@pytest.mark.django_db
def test_before_its_migration_ran_a_lifecycle_is_not_missed() -> None:
    """`migrate` itself runs the checks of the database first."""
    with connection.cursor() as cursor:
        cursor.execute("drop trigger flujo_estado on taller_pieza")
        cursor.execute("delete from django_migrations where app = 'taller'")
    assert en_la_base() == []
