"""What the page shows of a lifecycle is what the door would do."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.declaracion import MAQUINAS, condition
from flujo.errors import Negativa
from flujo.queries import Paso, estados_recorridos, frase_de_estado, pasos
from flujo.services import perform
from instituciones.models import Usuario
from tests import factories as f
from tests.flujo.conftest import Taller
from tests.flujo.maquinas import Paso as Paso_
from tests.flujo.maquinas import hacer_maquina
from tests.taller import conditions
from tests.taller.models import Estado, Pieza

pytestmark = pytest.mark.django_db


def de(taller: Taller, quien: str) -> dict[str, Paso]:
    return {p.nombre: p for p in pasos(taller.actual(), taller.acto(getattr(taller, quien)))}


def test_each_declared_step_from_here_with_its_words(taller: Taller) -> None:
    proponer, descartar = de(taller, "titular").values()
    assert (proponer.nombre, proponer.etiqueta, proponer.ayuda) == (
        "proponer",
        "Proponer",
        "La otra parte lo verá.",
    )
    assert (proponer.form, proponer.sobre_contenido) == (None, True)
    assert (proponer.destino, proponer.etiqueta_del_destino) == ("propuesta", "Propuesta")
    assert proponer.quien == "Coordinación titular o Asistente de convenios de la parte proponente"
    assert (descartar.nombre, descartar.form) == ("descartar", "django.forms.Form")


def test_the_words_are_the_country_s() -> None:
    taller = Taller(Estado.FIRMADA, pais="CL")
    (terminar,) = de(taller, "registro").values()
    assert (terminar.etiqueta, terminar.etiqueta_del_destino) == ("Concluir", "Concluida")


def test_who_may_and_has_everything_is_ready(taller: Taller) -> None:
    paso = de(taller, "titular")["proponer"]
    assert (paso.puede, paso.esta_listo, paso.impedimento, paso.falta) == (True, True, "", [])
    assert paso.capacidad is not None
    assert paso.capacidad.designacion_id == taller.d_titular.pk
    assert [(r.frase, r.cumplido) for r in paso.requisitos] == [
        ("La pieza tiene texto.", True),
        ("La pieza dice sus medidas.", True),
    ]


def test_who_may_not_is_told_why_and_sees_what_is_missing(taller: Taller) -> None:
    taller.escribir(medidas="")
    paso = de(taller, "contraparte")["proponer"]
    assert (paso.puede, paso.esta_listo) == (False, False)
    assert paso.impedimento == (
        "Este paso corresponde a: Coordinación titular o Asistente de convenios de la parte proponente."
    )
    assert paso.falta == ["La pieza dice sus medidas."]


def test_the_impediment_of_a_titular_in_suplencia_is_its_own(taller: Taller) -> None:
    f.suplencia(taller.d_titular, taller.d_alterno)
    assert "rige una suplencia" in de(taller, "titular")["proponer"].impedimento
    assert de(taller, "alterno")["proponer"].puede


def test_what_is_missing_is_said_exactly() -> None:
    taller = Taller(Estado.PROPUESTA)
    taller.aprobar(taller.titular)
    paso = de(taller, "contraparte")["dar_por_aprobada"]
    (requisito,) = paso.requisitos
    assert (requisito.frase, requisito.cumplido) == ("Cada parte aprobó este mismo texto.", False)
    assert paso.falta == ["Falta que OTRA apruebe este texto."]
    assert paso.puede
    assert not paso.esta_listo


def test_a_state_closed_to_entry_is_not_offered() -> None:
    assert list(de(Taller(Estado.PROPUESTA), "titular")) == ["observar", "dar_por_aprobada"]


def test_a_final_state_offers_nothing() -> None:
    assert de(Taller(Estado.TERMINADA), "registro") == {}


def test_an_old_case_is_not_asked_what_came_later(taller: Taller) -> None:
    taller.escribir(medidas="")
    Pieza.objects.update(flujo_version=1)
    assert de(taller, "titular")["proponer"].esta_listo


@pytest.mark.parametrize("estado", [e for e in Estado if e not in (Estado.EN_REVISION, Estado.DESCARTADA)])
def test_the_page_and_the_door_agree_for_everybody(estado: str) -> None:
    """A step that is ready is taken, one that is not is refused in the very words that the page shows."""
    taller = Taller(estado)
    for quien in taller.gente().values():
        for paso in pasos(taller.actual(), taller.acto(quien)):
            esperado = (
                paso.destino if paso.esta_listo else [paso.impedimento] if paso.impedimento else paso.falta
            )
            assert intentar(taller, paso, quien) == esperado


def intentar(taller: Taller, paso: Paso, quien: Usuario) -> str | list[str]:
    """Where the step leads, or the sentences of its refusal; either way nothing stays changed."""
    datos = {"motivo": "x"} if paso.form else {}
    with transaction.atomic():
        try:
            resultado = perform(taller.actual(), paso.nombre, acto=taller.acto(quien), **datos)
        except Negativa as negativa:
            return list(negativa.frases)
        finally:
            transaction.set_rollback(True)
        return str(resultado.objeto.estado)


def test_each_condition_is_asked_once_and_nothing_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    taller = Taller(Estado.APROBADA)
    preguntas: list[str] = []
    original = conditions.partes_sin

    def contada(pieza: Pieza, clase: str) -> list[str]:
        preguntas.append(clase)
        return original(pieza, clase)

    monkeypatch.setattr(conditions, "partes_sin", contada)
    pieza, acto = taller.actual(), taller.acto(taller.firmante)
    with CaptureQueriesContext(connection) as consultas:
        vistos = pasos(pieza, acto)
    assert [p.nombre for p in vistos] == ["observar", "dar_por_firmada"]
    # the approval's holds; the signature's does not, and is asked again only to say which
    assert preguntas == ["aprobacion", "firma", "firma"]
    assert len(consultas) == 5  # designations, parties; approvals once, signatures twice


def test_what_several_steps_ask_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    preguntas: list[str] = []

    @condition("Hay.")
    def hay(objeto: object) -> bool:
        preguntas.append("hay")
        return True

    salidas = [Paso_("ir", "a", "b", condiciones=[hay]), Paso_("huir", "a", "c", condiciones=[hay])]
    maquina = hacer_maquina("a", ["a", "b", "c"], salidas)
    monkeypatch.setitem(MAQUINAS, maquina.nombre, maquina)
    monkeypatch.setattr(maquina.modelo, "raiz", lambda objeto: Expediente())
    monkeypatch.setattr(maquina.modelo, "pais", lambda objeto: "PE")
    assert [p.esta_listo for p in pasos(maquina.modelo(asiento_id=1), Acto(registra=None))] == [True, True]
    assert preguntas == ["hay"]


def test_who_somebody_is_is_asked_once(taller: Taller) -> None:
    pieza, acto = taller.actual(), taller.acto(taller.personal)
    with CaptureQueriesContext(connection) as consultas:
        assert [p.puede for p in pasos(pieza, acto)] == [False, False]
    assert len(consultas) == 3  # designations, parties, roles granted


def test_what_a_page_remembered_is_forgotten_with_it(taller: Taller) -> None:
    pieza = taller.actual()
    pasos(pieza, taller.acto(taller.titular))
    assert pieza.raiz().memoria is None


# -- sentences and the way gone


def test_each_role_reads_its_own_sentence_and_everybody_else_the_general_one(taller: Taller) -> None:
    assert frase_de_estado(taller.actual(), "coordinador_titular") == "Complete el texto y propóngala."
    assert frase_de_estado(taller.actual(), "personal") == "Puede leerla."
    assert frase_de_estado(taller.actual()) == "Puede leerla."


def test_the_way_that_an_object_went() -> None:
    assert estados_recorridos(Taller().actual()) == {"borrador"}
    assert estados_recorridos(Taller(Estado.APROBADA).actual()) == {"borrador", "propuesta", "aprobada"}


def test_the_system_sees_the_steps_without_being_able_to_take_them(taller: Taller) -> None:
    (proponer, _descartar) = pasos(taller.actual(), Acto(registra=None))
    assert proponer.impedimento == "Este paso lo da una persona, no el sistema."
