"""An addendum goes the same way as its agreement, and changes only what it says."""

import pytest

from convenios.models import Estado, EstadoDeAdenda
from convenios.services import abrir_adenda, aprobar, cambiar_adenda, concluir, opinar, surtir_efecto
from expedientes.facultades import partes_vigentes
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TextoCambiado
from tablero.ficha.vida import tramos
from tests.convenios.vida import (
    DIA,
    CasoPactado,
    abrir,
    con_efecto,
    evaluar,
    mover,
    sobre,
    suscribir,
    vencido,
    viva,
)
from tests.factories import Caso, hoy, institucion

pytestmark = pytest.mark.django_db


def en_curso() -> CasoPactado:
    return CasoPactado(vigor="fecha", inicio_pactado=hoy() - 100 * DIA, fin_pactado=hoy() + 100 * DIA)


def test_an_extension_moves_the_present_end_and_never_the_original():
    caso = en_curso()
    antes = caso.actual()
    adenda = suscribir(caso, abrir(caso, "prorroga", fin_nuevo=hoy() + 400 * DIA))
    assert caso.actual().fin_vigente == antes.fin_vigente
    surtir_efecto(adenda, acto=sobre(adenda, caso.registro))
    despues = caso.actual()
    assert despues.fin_vigente == hoy() + 400 * DIA
    assert despues.fin_original == antes.fin_original
    assert viva(adenda).fin_anterior == antes.fin_vigente


def test_an_extension_that_does_not_extend_is_refused():
    caso = en_curso()
    with pytest.raises(DatosInvalidos, match="su nuevo fin es posterior al vigente"):
        abrir(caso, "prorroga", fin_nuevo=hoy() + 99 * DIA)
    with pytest.raises(DatosInvalidos, match="Una prórroga dice hasta cuándo"):
        abrir(caso, "prorroga")


def test_a_late_extension_is_refused_unless_it_is_declared_a_regularization():
    caso = vencido(30)
    adenda = abrir(caso, "prorroga", fin_nuevo=hoy() + 300 * DIA)
    with pytest.raises(CondicionesIncumplidas, match="se declara regularización con su base legal"):
        mover(adenda, "enviar_a_evaluacion", caso.titular)
    cambiar_adenda(
        viva(adenda),
        clases=["prorroga"],
        fin_nuevo=hoy() + 300 * DIA,
        es_regularizacion=True,
        base_legal="Cláusula décima",
        acto=sobre(adenda, caso.titular),
    )
    con_efecto(caso, adenda)
    assert caso.actual().fin_vigente == hoy() + 300 * DIA


def test_a_regularization_says_its_legal_basis():
    caso = vencido(30)
    with pytest.raises(DatosInvalidos, match="dice qué norma o cláusula la permite"):
        abrir(caso, "prorroga", fin_nuevo=hoy() + DIA, es_regularizacion=True)


def test_the_timeline_shows_the_gap_between_the_end_and_the_late_signature():
    caso = vencido(30)
    con_efecto(
        caso,
        abrir(
            caso,
            "prorroga",
            fin_nuevo=hoy() + 300 * DIA,
            es_regularizacion=True,
            base_legal="Cláusula décima",
        ),
    )
    [original, hueco, prorroga] = tramos(caso.actual())
    assert original[:3] == ("original", hoy() - 760 * DIA, hoy() - 30 * DIA)
    assert hueco[:3] == ("hueco", hoy() - 30 * DIA, hoy())
    assert (prorroga[0], prorroga[2]) == ("prorroga", hoy() + 300 * DIA)


def test_an_extension_in_time_leaves_no_gap():
    caso = en_curso()
    con_efecto(caso, abrir(caso, "prorroga", fin_nuevo=hoy() + 300 * DIA))
    assert [t[0] for t in tramos(caso.actual())] == ["original", "prorroga"]


def test_an_addendum_has_no_effect_before_its_day():
    caso = en_curso()
    adenda = suscribir(
        caso, abrir(caso, "prorroga", fin_nuevo=hoy() + 300 * DIA, efecto_desde=hoy() + 10 * DIA)
    )
    with pytest.raises(CondicionesIncumplidas, match="Llegó el día"):
        surtir_efecto(adenda, acto=sobre(adenda, caso.registro))
    assert caso.actual().fin_vigente == hoy() + 100 * DIA


def test_an_addendum_of_parties_lets_the_new_one_in_with_its_effect():
    caso, nueva = en_curso(), institucion("Gobierno Regional")
    adenda = suscribir(caso, abrir(caso, "partes", parte_nueva=nueva))
    assert nueva.pk not in partes_vigentes(caso.actual().expediente)
    surtir_efecto(adenda, acto=sobre(adenda, caso.registro))
    assert nueva.pk in partes_vigentes(caso.actual().expediente)


def test_an_addendum_that_resolves_is_a_complete_ground_by_mutual_agreement():
    caso = en_curso()
    con_efecto(caso, abrir(caso, "resolucion"))
    assert caso.actual().estado == Estado.EN_EJECUCION
    concluir(caso.actual(), "mutuo_acuerdo", acto=caso.acto(caso.registro))
    assert (caso.actual().causa, caso.actual().concluido_el) == ("mutuo_acuerdo", hoy())


def test_what_it_changes_is_a_term_and_changing_it_voids_its_opinions():
    caso = en_curso()
    adenda = abrir(caso, "prorroga", fin_nuevo=hoy() + 300 * DIA)
    mover(adenda, "enviar_a_evaluacion", caso.titular)
    for tipo, quien in (("tecnica", caso.tecnica), ("juridica", caso.juridica)):
        opinar(viva(adenda), tipo, es_favorable=True, fundamento="", acto=sobre(adenda, quien))
    visto = sobre(adenda, caso.titular)
    cambiar_adenda(viva(adenda), clases=["prorroga"], fin_nuevo=hoy() + 301 * DIA, acto=visto)
    with pytest.raises(CondicionesIncumplidas, match="es de otro texto: ya no cuenta"):
        mover(adenda, "pasar_a_aprobacion", caso.titular)
    with pytest.raises(TextoCambiado):
        cambiar_adenda(viva(adenda), clases=["prorroga"], fin_nuevo=hoy() + 302 * DIA, acto=visto)


def test_each_party_approves_it_and_nobody_else():
    caso = en_curso()
    adenda = evaluar(caso, abrir(caso, "alcance"))
    for quien in (caso.ajeno, caso.tecnica, caso.registro):
        with pytest.raises(SinPermiso):
            aprobar(viva(adenda), acto=sobre(adenda, quien))
    aprobar(viva(adenda), acto=sobre(adenda, caso.titular))
    with pytest.raises(CondicionesIncumplidas, match="Falta la aprobación de CONF"):
        mover(adenda, "pasar_a_firma", caso.titular, aprobado_el=hoy())


def test_ordinals_follow_each_other_and_one_given_up_keeps_its_own():
    caso = en_curso()
    primera = abrir(caso, "alcance")
    mover(primera, "desistir", caso.titular, motivo="Ya no hace falta.")
    assert viva(primera).estado == EstadoDeAdenda.DESISTIDA
    assert abrir(caso, "montos").ordinal == 2


@pytest.mark.parametrize("estado", [Estado.EN_EVALUACION, Estado.EN_FIRMA, Estado.SUSCRITO])
def test_what_is_not_in_force_has_no_addenda(estado: str):
    caso = Caso(estado)
    with pytest.raises(CondicionesIncumplidas, match="está suscrito y no ha terminado"):
        abrir_adenda(caso.actual(), clases=["alcance"], acto=caso.acto(caso.titular))
