"""Exploring every lifecycle: the faults that it names, and the page that it writes."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from flujo.declaracion import MAQUINAS, Etiqueta, FichaDeEstado, condition
from flujo.documentacion import documento
from flujo.exploracion import explorar, rangos
from tests.flujo.maquinas import CONVENIO, Abierto, Paso, hacer_maquina

IDA = Paso("ir", "a", "b")


def frases(*args: Any, **campos: Any) -> list[str]:
    return [hallazgo.frase for hallazgo in explorar(hacer_maquina(*args, **campos))]


def test_a_sound_machine_has_no_faults() -> None:
    assert frases("a", ["a", "b"], [IDA], finales=["b"]) == []


def test_a_finding_names_its_machine() -> None:
    (hallazgo,) = explorar(hacer_maquina("a", ["a", "b"], [IDA]))[:1]
    assert str(hallazgo) == "taller.ejemplo: no tiene estado final."


def test_unreachable_state() -> None:
    assert frases("a", ["a", "b", "c"], [IDA, Paso("salir", "c", "b")], finales=["b"]) == [
        "a «c» no se llega desde el estado inicial."
    ]


def test_dead_end() -> None:
    assert frases("a", ["a", "b", "c"], [IDA, Paso("caer", "a", "c")], finales=["b"]) == [
        "«c» no es final y no tiene salida."
    ]


def test_a_circle_without_a_way_out() -> None:
    pasos = [IDA, Paso("girar", "a", "c"), Paso("volver", "c", "d"), Paso("seguir", "d", "c")]
    assert frases("a", ["a", "b", "c", "d"], pasos, finales=["b"]) == [
        "desde «c» no se llega a ningún estado final.",
        "desde «d» no se llega a ningún estado final.",
    ]


def test_a_final_state_with_exits() -> None:
    pasos = [IDA, Paso("reabrir", "b", "a")]
    assert frases("a", ["a", "b"], pasos, finales=["b"]) == ["«b» es final pero tiene salidas: reabrir."]


def test_a_step_that_nobody_can_take() -> None:
    assert frases("a", ["a", "b"], [Paso("ir", "a", "b", permiso=Abierto(frozenset()))], finales=["b"]) == [
        "el paso «ir» desde «a» no lo puede dar nadie."
    ]


def test_a_step_for_a_role_that_nobody_knows() -> None:
    desconocido = Abierto(frozenset({"coordinadora"}))
    assert frases("a", ["a", "b"], [Paso("ir", "a", "b", permiso=desconocido)], finales=["b"]) == [
        "el paso «ir» desde «a» no lo puede dar nadie.",
        "el paso «ir» desde «a» nombra el rol desconocido «coordinadora».",
    ]


def test_a_state_that_says_nothing_to_somebody_who_can_act_in_it() -> None:
    assert frases("a", ["a", "b"], [IDA], finales=["b"], frases={"a": {"firmante": "Firme."}}) == [
        "«a» no dice al rol «coordinador_titular» qué hacer.",
        "«a» no dice nada a los demás roles.",
    ]


def test_a_state_that_speaks_to_nobody_known_or_says_nothing() -> None:
    assert frases("a", ["a", "b"], [IDA], finales=["b"], frases={"a": {"": "Espere.", "jefa": " "}}) == [
        "«a» habla al rol desconocido «jefa».",
        "«a» tiene una frase vacía.",
    ]


def test_states_closed_to_entry_are_reached_by_no_step_and_left_by_one() -> None:
    pasos = [IDA, Paso("entrar", "a", "viejo"), Paso("salir", "viejo", "b")]
    assert frases("a", ["a", "b", "viejo"], pasos, finales=["b"], cerrados=["viejo"]) == []
    assert frases("a", ["a", "b", "viejo"], pasos[:2], finales=["b"], cerrados=["viejo"]) == [
        "«viejo» no es final y no tiene salida."
    ]


def test_what_only_leads_through_a_closed_state_is_reached_by_the_cases_that_stand_in_it() -> None:
    pasos = [IDA, Paso("entrar", "a", "viejo"), Paso("seguir", "viejo", "resto"), Paso("salir", "resto", "b")]
    assert frases("a", ["a", "b", "viejo", "resto"], pasos, finales=["b"], cerrados=["viejo"]) == []


def test_a_beginning_that_is_closed() -> None:
    assert frases("a", ["a", "b"], [IDA], finales=["b"], cerrados=["a"]) == [
        "el estado inicial «a» está cerrado a la entrada."
    ]


def test_a_state_in_no_stage() -> None:
    assert frases("a", ["a", "b"], [IDA], finales=["b"], etapas=(("Uno", frozenset({"b"})),)) == [
        "«a» no es final y no está en ninguna etapa."
    ]


def test_paths_that_lead_nowhere() -> None:
    pasos = [Paso("ir", "a", "b", form="tests.nada.Form")]
    assert frases("a", ["a", "b"], pasos, finales=["b"], avisos="tests.flujo.nada") == [
        "no existe «tests.nada.Form», que la declaración nombra.",
        "no existe «tests.flujo.nada», que la declaración nombra.",
    ]


def test_distances_are_by_the_shortest_way() -> None:
    distancia = rangos(hacer_maquina(*CONVENIO))
    assert (distancia["en_firma"], distancia["observado"], distancia["archivado"]) == (4, 3, 9)


def test_the_whole_lifecycle_of_an_agreement_is_sound() -> None:
    assert frases(*CONVENIO, finales=["archivado", "no_suscrito"]) == []


def test_every_registered_machine_is_sound() -> None:
    assert [str(h) for maquina in MAQUINAS.values() for h in explorar(maquina)] == []


# -- the page


@condition("Hay de todo.", desde_version=3)
def hay_de_todo(objeto: Any) -> bool:
    return True


def test_the_page_says_everything_that_is_declared() -> None:
    maquina = hacer_maquina(
        "a", ["a", "b"], [Paso("ir", "a", "b", "Ir: ya", condiciones=[hay_de_todo])], finales=["b"]
    )
    fichas = {
        **maquina.fichas,
        "b": FichaDeEstado(
            significa="Llegó | ya.",
            por_rol={"": "Descanse.", "registro": "Guárdelo."},
            etiqueta=Etiqueta("Lejos", CL="Lejitos"),
            final=True,
        ),
    }
    texto = documento([type(maquina)(**{**vars(maquina), "fichas": fichas})])
    assert texto.endswith(
        """\
## Ejemplo (`taller.ejemplo`, versión 1)

```mermaid
stateDiagram-v2
  direction TB
  state "A" as a
  state "Lejos" as b
  [*] --> a
  a --> b : Ir – ya
  b --> [*]
```

### Estados

| Estado | Pasos desde el inicio | Qué significa | Qué lee cada rol |
| --- | --- | --- | --- |
| **A**<br>`a`<br>(inicial) | 0 | Está en a. | **Los demás:** Espere. |
| **Lejos (CL: Lejitos)**<br>`b`<br>(final) | 1 | Llegó &#124; ya. | \
**Responsable del registro:** Guárdelo.<br>**Los demás:** Descanse. |

### Pasos

| Desde | Paso | Hasta | Quién puede | Qué se exige | Formulario |
| --- | --- | --- | --- | --- | --- |
| A | **Ir: ya**<br>`ir` | Lejos | quien coordina<br>(Coordinación titular) | \
Hay de todo. (desde la versión 3) | – |
"""
    )


def test_the_page_is_the_same_whatever_the_order_of_registration() -> None:
    assert documento(MAQUINAS.values()) == documento(reversed(list(MAQUINAS.values())))


def comprobar(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    codigo = 0
    try:
        call_command("comprobar_flujos", *map(str, args))
    except SystemExit as salida:
        codigo = int(salida.code or 0)
    capturado = capsys.readouterr()
    return codigo, capturado.out, capturado.err


def test_the_command_writes_and_then_finds_it_up_to_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archivo = tmp_path / "nueva" / "flujos.md"
    cuantos = f"{len(MAQUINAS)} flujos recorridos, sin defectos.\n"
    assert comprobar(capsys, "--comprobar", "--archivo", archivo) == (
        1,
        "",
        f"{archivo} no está al día: ejecute «python manage.py comprobar_flujos».\n",
    )
    assert not archivo.exists()
    assert comprobar(capsys, "--archivo", archivo) == (0, cuantos, "")
    assert comprobar(capsys, "--comprobar", "--archivo", archivo) == (0, cuantos, "")
    archivo.write_text(archivo.read_text() + "a mano\n")
    assert comprobar(capsys, "--comprobar", "--archivo", archivo)[0] == 1
    assert archivo.read_text().endswith("a mano\n")


def test_the_command_names_each_fault_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mala = hacer_maquina("a", ["a", "b", "c"], [IDA], finales=["b"])
    monkeypatch.setitem(MAQUINAS, mala.nombre, mala)
    assert comprobar(capsys, "--archivo", tmp_path / "flujos.md") == (
        1,
        "",
        "taller.ejemplo: a «c» no se llega desde el estado inicial.\n"
        "taller.ejemplo: «c» no es final y no tiene salida.\n"
        "2 defectos en los flujos.\n",
    )


def test_the_page_in_the_repository_is_up_to_date() -> None:
    """By the project's own settings: the test-only lifecycle does not belong there."""
    propias = [m for m in MAQUINAS.values() if not m.modelo.__module__.startswith("tests.")]
    assert (settings.BASE_DIR / "docs" / "flujos.md").read_text(encoding="utf-8") == documento(propias)
