"""A strategic plan is written, published once, and afterwards rectified: who may, what it holds, what stays."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from auditoria.models import Asiento
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso
from instituciones.models import Usuario
from planes.models import Iniciativa, Objetivo, Ods, PlanEstrategico
from planes.queries import plan_a_la_vista, planes_estrategicos_de
from planes.services import alinear, crear_plan_estrategico, publicar_plan_estrategico, rectificar
from tests.factories import Caso, designado, hoy
from tests.planes.programa import Programa

pytestmark = pytest.mark.django_db


def ultimo(programa: Programa) -> Asiento:
    return Asiento.objects.filter(cadena=programa.expediente.cadena).latest("n")


def cambios_de(asiento: Asiento) -> Any:
    return json.loads(asiento.personal or "{}")["cambios"]


# -- who may


def test_whoever_prepares_texts_writes_it_and_nobody_else():
    programa = Programa()
    plan = programa.plan(quien=programa.equipo)
    for n, quien in enumerate((programa.titular, programa.alterno, programa.equipo, programa.asistente), 1):
        objetivo = programa.objetivo(plan, numero=n, quien=quien)
        assert programa.iniciativa(objetivo, quien=quien).codigo == f"{n}.A"
    firmante, _ = designado(programa.expediente, programa.propone, "firmante")
    for quien in (programa.personal, programa.ajeno, firmante):
        with pytest.raises(SinPermiso):
            programa.objetivo(plan, numero=9, quien=quien)


def test_publishing_and_changing_what_is_published_is_for_whoever_conducts_the_programme():
    programa = Programa()
    plan = programa.plan()
    programa.iniciativa(programa.objetivo(plan))
    for quien in (programa.equipo, programa.alterno, programa.personal):
        with pytest.raises(SinPermiso):
            publicar_plan_estrategico(plan, acto=programa.acto(quien))
    assert publicar_plan_estrategico(plan, acto=programa.acto(programa.asistente)).publicado_el == hoy()
    with pytest.raises(SinPermiso):
        rectificar(plan, titulo="Otro", motivo="Error.", acto=programa.acto(programa.equipo))
    assert rectificar(plan, titulo="Otro", motivo="Error.", acto=programa.acto()).titulo == "Otro"


def test_only_a_programme_has_one():
    caso = Caso()
    programa = Programa(caso.propone)
    programa.expediente, programa.titular = caso.expediente, caso.titular
    with pytest.raises(DatosInvalidos, match="programa institucional"):
        programa.plan()


# -- what it holds


def test_the_same_act_twice_is_one_plan():
    programa = Programa()
    campos: dict[str, Any] = {"titulo": "Plan", "desde": 2020, "hasta": 2023}
    acto = programa.acto(clave="la misma")
    planes = [crear_plan_estrategico(programa.expediente, acto=acto, **campos) for _ in range(2)]
    assert planes[0] == planes[1]
    assert PlanEstrategico.objects.count() == 1


def test_no_two_plans_of_a_programme_share_a_year():
    programa = Programa()
    programa.plan()
    with pytest.raises(DatosInvalidos, match="ya tiene un plan"):
        programa.plan(titulo="Otro", desde=2023, hasta=2026)
    siguiente = programa.plan(titulo="El que sigue", desde=2024, hasta=2027)
    assert [p.desde for p in planes_estrategicos_de(programa.expediente)] == [2024, 2020]
    with pytest.raises(IntegrityError, match="plan_estrategico_sin_traslape"), transaction.atomic():
        PlanEstrategico.objects.filter(pk=siguiente.pk).update(desde=2023)


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"titulo": " "}, "Título"),
        ({"desde": 2024}, "Revise los años"),
        ({"hasta": 9999}, "Revise los años"),
        ({"titulo": "Plan\u202e"}, "carácter invisible"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_in_words(campos: dict[str, Any], frase: str):
    with pytest.raises(DatosInvalidos, match=frase):
        Programa().plan(**campos)
    assert not PlanEstrategico.objects.exists()


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"letra": "a"}, "de la A a la Z"),
        ({"ods": [18]}, "del 1 al 17"),
        ({"ods": [0]}, "del 1 al 17"),
        ({"prioridad": [2019]}, "El año 2019 no es del plan, que va de 2020 a 2023"),
        ({"otra_lectura": "Otra cosa."}, "escriba las dos y diga en la nota"),
        ({"texto": ""}, "Texto"),
    ],
)
def test_an_initiative_that_cannot_be_is_refused_in_words(campos: dict[str, Any], frase: str):
    programa = Programa()
    objetivo = programa.objetivo(programa.plan())
    with pytest.raises(DatosInvalidos, match=frase):
        programa.iniciativa(objetivo, **campos)
    assert not Iniciativa.objects.exists()


def test_numbers_and_letters_are_not_given_twice():
    programa = Programa()
    plan = programa.plan()
    objetivo = programa.objetivo(plan)
    programa.iniciativa(objetivo)
    with pytest.raises(DatosInvalidos, match="ya tiene un objetivo con ese número"):
        programa.objetivo(plan)
    with pytest.raises(DatosInvalidos, match="ya tiene una iniciativa con esa letra"):
        programa.iniciativa(objetivo)


def test_goals_and_years_are_kept_once_and_in_order():
    programa = Programa()
    una = programa.iniciativa(
        programa.objetivo(programa.plan()), ods=[17, 8, 17], prioridad=[2022, 2020, 2022]
    )
    assert (una.ods, una.prioridad) == ([8, 17], [2020, 2022])


def test_the_two_things_that_a_source_says_are_both_kept():
    programa = Programa()
    objetivo = programa.objetivo(
        programa.plan(),
        texto="Alinear las acciones.",
        otra_lectura="Promover el modelo.",
        nota_de_la_fuente="La lista repite el texto del objetivo 3.",
    )
    objetivo.refresh_from_db()
    assert (objetivo.texto, objetivo.otra_lectura) == ("Alinear las acciones.", "Promover el modelo.")
    with pytest.raises(IntegrityError, match="dos_lecturas"), transaction.atomic():
        Objetivo.objects.filter(pk=objetivo.pk).update(nota_de_la_fuente="")


# -- publishing


def test_it_is_not_published_before_every_objective_has_an_initiative():
    programa = Programa()
    plan = programa.plan()
    with pytest.raises(CondicionesIncumplidas, match="Falta al menos un objetivo"):
        publicar_plan_estrategico(plan, acto=programa.acto())
    programa.iniciativa(programa.objetivo(plan))
    segundo = programa.objetivo(plan, numero=2)
    with pytest.raises(CondicionesIncumplidas, match="El objetivo 2 no tiene ninguna"):
        publicar_plan_estrategico(plan, acto=programa.acto())
    programa.iniciativa(segundo)
    publicar_plan_estrategico(plan, acto=programa.acto())
    with pytest.raises(CondicionesIncumplidas, match="ya está publicado"):
        publicar_plan_estrategico(plan, acto=programa.acto())


def test_what_was_published_stays_published_and_nothing_is_deleted():
    iniciativa = Programa().publicado()
    plan = iniciativa.objetivo.plan
    for hacer in (
        lambda: PlanEstrategico.objects.filter(pk=plan.pk).update(publicado_el=None),
        lambda: Iniciativa.objects.filter(pk=iniciativa.pk).delete(),
        lambda: Objetivo.objects.filter(pk=iniciativa.objetivo_id).update(plan=None),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            hacer()


# -- rectifying


def test_a_published_plan_is_changed_with_a_motive_and_the_log_keeps_what_it_said():
    programa = Programa()
    iniciativa = programa.publicado()
    antes = iniciativa.texto
    with pytest.raises(DatosInvalidos, match="diga por qué se cambia"):
        rectificar(iniciativa, texto="Otra.", acto=programa.acto())
    with pytest.raises(DatosInvalidos, match="diga por qué se cambia"):
        programa.objetivo(iniciativa.objetivo.plan, numero=2)
    rectificar(iniciativa, texto="Otra.", motivo="Se leyó mal.", acto=programa.acto())
    iniciativa.refresh_from_db()
    assert iniciativa.texto == "Otra."
    asiento = ultimo(programa)
    assert (asiento.accion, asiento.modelo) == ("rectificar", "planes.iniciativa")
    assert cambios_de(asiento) == {"texto": [antes, "Otra."]}
    assert json.loads(asiento.personal or "")["motivo"] == "Se leyó mal."
    assert programa.objetivo(iniciativa.objetivo.plan, numero=2, motivo="Faltaba.").numero == 2


def test_the_code_by_which_others_name_it_stays_once_it_is_published():
    programa = Programa()
    plan = programa.plan()
    objetivo = programa.objetivo(plan)
    iniciativa = programa.iniciativa(objetivo)
    assert rectificar(iniciativa, letra="B", acto=programa.acto()).letra == "B"
    assert rectificar(objetivo, numero=3, acto=programa.acto()).numero == 3
    publicar_plan_estrategico(plan, acto=programa.acto())
    for objeto, datos in ((iniciativa, {"letra": "C"}), (objetivo, {"numero": 4})):
        with pytest.raises(DatosInvalidos, match="ya no cambia"):
            rectificar(objeto, **datos, motivo="Error.", acto=programa.acto())


def test_what_changes_nothing_is_not_logged():
    programa = Programa()
    plan = programa.plan()
    antes = ultimo(programa).n
    rectificar(plan, titulo=plan.titulo, acto=programa.acto())
    assert ultimo(programa).n == antes


def test_nobody_writes_over_what_somebody_else_wrote_meanwhile():
    programa = Programa()
    plan = programa.plan()
    visto = ultimo(programa).n
    rectificar(plan, mision="La de uno.", visto=visto, acto=programa.acto())
    with pytest.raises(DatosInvalidos, match="Alguien cambió estos datos"):
        rectificar(plan, mision="La de otro.", visto=visto, acto=programa.acto(programa.alterno))


def test_the_years_of_a_plan_are_not_taken_from_under_its_priorities():
    programa = Programa()
    plan = programa.plan()
    programa.iniciativa(programa.objetivo(plan), prioridad=[2023])
    with pytest.raises(DatosInvalidos, match=r"La iniciativa 1\.A es prioridad en 2023"):
        rectificar(plan, hasta=2022, acto=programa.acto())
    plan.refresh_from_db()
    assert plan.hasta == 2023


# -- as it is read


def test_it_is_read_by_objective_by_year_and_by_goal():
    programa = Programa()
    plan = programa.plan()
    objetivo = programa.objetivo(plan)
    programa.iniciativa(objetivo, letra="B", ods=[8], prioridad=[2021])
    programa.iniciativa(objetivo, letra="A", ods=[17, 8])
    visto = plan_a_la_vista(plan, programa.personal)
    assert [v.iniciativa.codigo for v in visto.iniciativas] == ["1.A", "1.B"]
    assert [(ods, [v.iniciativa.letra for v in vistas]) for ods, vistas in visto.por_ods] == [
        (Ods.TRABAJO, ["A", "B"]),
        (Ods.ALIANZAS, ["A"]),
    ]
    assert [(ano, len(vistas)) for ano, vistas in visto.por_ano] == [
        (2020, 0),
        (2021, 1),
        (2022, 0),
        (2023, 0),
    ]


def test_of_what_serves_it_one_reads_what_one_may_see():
    programa, caso = Programa(), Caso()
    iniciativa = programa.publicado()
    programa.leer_a(caso.titular)
    alinear(caso.expediente, iniciativa, sustento="Es una alianza.", acto=programa.acto(caso.titular))

    def cuantas(quien: Usuario) -> int:
        return plan_a_la_vista(iniciativa.objetivo.plan, quien).con_alineadas

    assert (cuantas(caso.titular), cuantas(programa.titular)) == (1, 0)


def test_reading_a_plan_costs_the_same_with_one_initiative_and_with_thirty(django_assert_num_queries: Any):
    programa = Programa()
    plan = programa.plan()
    for n in range(1, 4):
        objetivo = programa.objetivo(plan, numero=n)
        for letra in "ABCDEFGHIJ"[: 1 if n == 1 else 10]:
            programa.iniciativa(objetivo, letra=letra)
    for de in (programa.plan(titulo="Vacío", desde=2030, hasta=2031), plan):
        with django_assert_num_queries(6):
            plan_a_la_vista(de, programa.personal)
