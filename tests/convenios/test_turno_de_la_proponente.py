"""What makes it the turn of the party that proposes is told to its coordination, once, and nothing before."""

import pytest

from convenios.models import Estado
from convenios.queries import esperas_de
from convenios.services import aprobar, guardar_version, opinar, ratificar_opinion, retirar_contestacion
from expedientes.models import Aprobacion
from instituciones.models import Usuario
from notificaciones.models import Envio
from tests.expedientes.test_contestaciones import contestada, opinion_de_papel
from tests.factories import Caso, clausulas

pytestmark = pytest.mark.django_db

A_APROBACION, A_FIRMA = "Pasar el texto a aprobación", "Pasar el texto a firma"
ATENDER = "Atender una opinión desfavorable"


def avisos(caso: Caso, *titulos: str) -> list[tuple[str, Usuario]]:
    """The steps of the proposing party that somebody was told of, in order."""
    filas = Envio.objects.filter(aviso="paso_pendiente").select_related("usuario").order_by("id")
    dichos = [(e.contexto["titulo"]["es"], e.usuario) for e in filas]
    return [uno for uno in dichos if uno[0] in (titulos or (A_APROBACION, A_FIRMA, ATENDER))]


def espera_de(caso: Caso) -> list[str]:
    """What the desk of the proposing party's coordination says that waits for it."""
    return [e.que for e in esperas_de([caso.actual()]) if e.institucion == caso.propone and not e.clase]


def dar(caso: Caso, tipo: str, *, favorable: bool = True, quien: Usuario | None = None) -> Aprobacion:
    return opinar(
        caso.actual(),
        tipo,
        es_favorable=favorable,
        fundamento="" if favorable else "No procede.",
        acto=caso.acto(quien or {"tecnica": caso.tecnica, "juridica": caso.juridica}[tipo]),
    )


def test_the_last_opinion_is_told_to_whoever_goes_on_and_the_first_is_not():
    caso = Caso(Estado.EN_EVALUACION)
    dar(caso, "tecnica")
    assert (espera_de(caso), avisos(caso)) == ([], [])
    dar(caso, "juridica")
    assert espera_de(caso) == [A_APROBACION]
    assert avisos(caso) == [(A_APROBACION, caso.titular)]


def test_an_opinion_against_is_told_once_and_what_comes_after_it_is_not():
    caso = Caso(Estado.EN_EVALUACION)
    dar(caso, "tecnica", favorable=False)
    assert avisos(caso) == [(ATENDER, caso.titular)]
    dar(caso, "juridica", favorable=False)
    assert espera_de(caso) == [ATENDER]
    assert avisos(caso) == [(ATENDER, caso.titular)]
    dar(caso, "juridica")
    assert avisos(caso) == [(ATENDER, caso.titular)]
    dar(caso, "tecnica")
    assert avisos(caso) == [(ATENDER, caso.titular), (A_APROBACION, caso.titular)]


def test_the_approval_of_the_last_party_is_told():
    caso = Caso(Estado.EN_APROBACION)
    Envio.objects.all().delete()
    aprobar(caso.actual(), acto=caso.acto(caso.titular))
    assert avisos(caso) == []
    aprobar(caso.actual(), acto=caso.acto(caso.contraparte))
    assert espera_de(caso) == [A_FIRMA]
    assert avisos(caso) == [(A_FIRMA, caso.titular)]


def test_saying_it_again_tells_nothing_new():
    caso = Caso(Estado.EN_APROBACION)
    Envio.objects.all().delete()
    for quien in (caso.titular, caso.contraparte, caso.contraparte, caso.titular):
        aprobar(caso.actual(), acto=caso.acto(quien))
    assert avisos(caso) == [(A_FIRMA, caso.titular)]


def test_whoever_gave_the_last_one_needs_no_mail_about_it_nor_when_another_says_again_what_it_had_said():
    caso = Caso(Estado.EN_APROBACION)
    Envio.objects.all().delete()
    for quien in (caso.contraparte, caso.titular, caso.contraparte):
        aprobar(caso.actual(), acto=caso.acto(quien))
    assert espera_de(caso) == [A_FIRMA]
    assert avisos(caso) == []


def test_a_ratification_that_completes_the_text_is_told_again_of_that_text():
    caso = Caso(Estado.EN_EVALUACION)
    dadas = [dar(caso, "tecnica"), dar(caso, "juridica")]
    guardar_version(caso.actual(), clausulas("Otro objeto."), motivo="Cambia", acto=caso.acto(caso.asistente))
    assert espera_de(caso) == []
    for dada, quien in zip(dadas, (caso.tecnica, caso.juridica), strict=True):
        ratificar_opinion(dada, acto=caso.acto(quien))
    assert avisos(caso) == [(A_APROBACION, caso.titular)] * 2


def test_an_opinion_that_counts_again_makes_it_their_turn_again():
    caso = Caso(Estado.EN_EVALUACION)
    dada = opinion_de_papel(caso)
    contestacion = contestada(caso, dada.asiento)
    dar(caso, "tecnica")
    assert (espera_de(caso), avisos(caso)) == ([], [])
    retirar_contestacion(contestacion, "Sí era nuestro.", acto=caso.acto(caso.asistente))
    assert espera_de(caso) == [A_APROBACION]
    assert avisos(caso) == [(A_APROBACION, caso.titular)]
