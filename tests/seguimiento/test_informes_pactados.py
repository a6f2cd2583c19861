"""The schedule that a text agrees on: set when the agreement is in force, and never of periods that are over."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from auditoria.models import Asiento
from convenios.models import Convenio, VersionDeTexto
from convenios.plazos_de_vigencia import seguir
from convenios.services.texto.pacto import Pacto
from convenios.services.texto.versiones import hash_de_texto
from flujo.errors import DatosInvalidos
from notificaciones.models import Plazo
from seguimiento.models import CalendarioDeInformes
from seguimiento.periodos import MAXIMO, ultimo_dia_posible
from seguimiento.services.calendario import Terminos, fijar_calendario
from tests.convenios.pagina import entrar, enviado_por
from tests.convenios.vida import DIA, CasoPactado, abrir
from tests.factories import Caso, clausulas, hoy

pytestmark = pytest.mark.django_db


def calendario_de(caso: Caso) -> CalendarioDeInformes:
    return CalendarioDeInformes.objects.get(expediente=caso.expediente)


def test_what_the_text_says_becomes_the_schedule_when_the_agreement_is_in_force():
    caso = CasoPactado(plazo_meses=12, informes_meses=5, informes_dias=7)
    convenio, uno = caso.actual(), calendario_de(caso)
    assert (uno.meses, uno.dias_para_presentar, uno.presenta) == (5, 7, caso.propone)
    assert (uno.desde, uno.hasta) == (convenio.inicio, convenio.fin_vigente)
    assert (uno.con_final, uno.sigue_al_convenio) == (True, True)
    informes = list(uno.informes.order_by("numero"))
    assert [(i.es_final, i.es_truncado) for i in informes] == [
        (False, False),
        (False, False),
        (False, True),
        (True, False),
    ]
    assert informes[2].corte == informes[3].corte == convenio.fin_vigente
    plazos = Plazo.objects.filter(modelo="seguimiento.informedeseguimiento", tipo="informe")
    assert sorted(p.objeto for p in plazos) == [i.pk for i in informes]
    asiento = Asiento.objects.get(modelo="seguimiento.calendariodeinformes", accion="fijar_calendario")
    assert asiento.registra_id is None


def test_a_text_that_does_not_say_sets_none_and_one_that_only_says_how_often_gives_twenty_days():
    assert not CalendarioDeInformes.objects.filter(expediente=CasoPactado(plazo_meses=12).expediente).exists()
    assert calendario_de(CasoPactado(plazo_meses=12, informes_meses=6)).dias_para_presentar == 20


def test_it_is_set_once_and_what_was_set_by_hand_stays():
    caso = CasoPactado(plazo_meses=12, informes_meses=6)
    antes = calendario_de(caso)
    terminos = {c: getattr(antes, c) for c in ("meses", "desde", "hasta", "presenta", "sigue_al_convenio")}
    fijar_calendario(
        caso.expediente, Terminos(**terminos, dias_para_presentar=3), acto=caso.acto(caso.titular)
    )
    seguir(caso.actual())
    assert calendario_de(caso).dias_para_presentar == 3
    assert calendario_de(caso).informes.count() == 3


def test_of_an_agreement_without_end_the_first_five_years_are_expected_and_no_final_report():
    caso = CasoPactado(es_indefinido=True, informes_meses=12)
    uno = calendario_de(caso)
    assert (uno.informes.count(), uno.con_final, uno.sigue_al_convenio) == (5, False, True)


def test_of_one_that_began_long_ago_five_years_are_expected_from_now_on():
    caso = CasoPactado(
        es_indefinido=True, vigor="fecha", inicio_pactado=hoy() - 3000 * DIA, informes_meses=12
    )
    uno = calendario_de(caso)
    assert uno.desde <= hoy()
    assert hoy() + 1800 * DIA < uno.hasta


def test_an_addendum_is_not_asked_for_it():
    caso = CasoPactado(plazo_meses=12)
    adenda = abrir(caso, "alcance")
    formulario = entrar(caso.titular).get(f"{adenda.get_absolute_url()}texto/condiciones/").context["form"]
    assert not {"informes_meses", "informes_dias"} & set(formulario.fields)
    assert "plazo_meses" in formulario.fields


def test_a_term_longer_than_a_schedule_can_reach_stops_nobody():
    caso = CasoPactado(plazo_meses=600, informes_meses=1)
    uno = calendario_de(caso)
    assert uno.hasta == ultimo_dia_posible(uno.desde, 1)
    assert uno.informes.filter(es_final=False).count() == MAXIMO
    seguir(caso.actual())
    assert calendario_de(caso).hasta == uno.hasta


def test_registered_late_nothing_is_expected_of_periods_that_are_over():
    inicio = hoy() - 400 * DIA
    caso = CasoPactado(vigor="fecha", inicio_pactado=inicio, fin_pactado=hoy() + 400 * DIA, informes_meses=6)
    uno = calendario_de(caso)
    assert inicio < uno.desde <= hoy()
    assert uno.informes.earliest("corte").corte >= hoy()


def test_an_agreement_that_ended_before_it_was_registered_expects_nothing():
    fin = hoy() - 60 * DIA
    caso = CasoPactado(vigor="fecha", inicio_pactado=fin - 730 * DIA, fin_pactado=fin, informes_meses=6)
    assert not CalendarioDeInformes.objects.filter(expediente=caso.expediente).exists()


@pytest.mark.parametrize(
    "dice",
    [
        {"informes_dias": 5},
        {"informes_meses": 0},
        {"informes_meses": 37},
        {"informes_meses": 6, "informes_dias": 121},
    ],
)
def test_half_of_it_is_refused_by_the_service_and_by_the_database(dice: dict[str, Any]):
    with pytest.raises(DatosInvalidos):
        CasoPactado("en_evaluacion", **dice)
    version = CasoPactado("en_evaluacion").actual().version
    assert version
    with pytest.raises(IntegrityError), transaction.atomic():
        VersionDeTexto.objects.bulk_create(
            [
                VersionDeTexto(
                    convenio=version.convenio,
                    institucion=version.institucion,
                    n=9,
                    hash="0" * 64,
                    fecha=dt.date(2026, 1, 1),
                    asiento=Asiento.objects.latest("id"),
                    **dice,
                )
            ]
        )


def test_a_text_without_it_keeps_the_hash_that_it_always_had_and_one_with_it_has_another():
    version = CasoPactado("en_evaluacion", plazo_meses=12).actual().version
    con = CasoPactado("en_evaluacion", plazo_meses=12, informes_meses=6).actual().version
    assert version
    assert con
    assert "informes_meses" not in VersionDeTexto.TEXTO.datos(version)
    assert VersionDeTexto.TEXTO.hash(version) == version.hash
    assert VersionDeTexto.TEXTO.hash(con) == con.hash
    texto = clausulas("Las partes cooperan.")
    assert hash_de_texto(texto, Pacto()) != hash_de_texto(texto, Pacto(informes_meses=6))


def test_the_form_takes_it_the_text_says_it_and_the_schedule_by_hand_proposes_it():
    caso = CasoPactado("en_evaluacion")
    client = entrar(caso.titular)
    direccion = f"{caso.expediente.get_absolute_url()}texto/condiciones/"
    campos = enviado_por(client.get(direccion).context["form"])
    campos |= {"plazo": "meses", "plazo_meses": "12", "vigor": "suscripcion", "informes_dias": "15"}
    respuesta = client.post(direccion, campos)
    assert respuesta.context["form"].errors["informes_meses"] == [
        "Diga cada cuántos meses se informa: de 1 a 36."
    ]
    client.post(direccion, campos | {"informes_meses": "6"})
    version = Convenio.objects.get(pk=caso.convenio.pk).version
    assert version
    assert (version.informes_meses, version.informes_dias) == (6, 15)
    leido = client.get(f"{caso.expediente.get_absolute_url()}texto/{version.n}/").content.decode()
    assert "Cada 6 meses, dentro de 15 días hábiles" in leido
    calendario = client.get(f"{caso.expediente.get_absolute_url()}informes/calendario/").context["form"]
    assert (calendario["meses"].value(), calendario["dias_para_presentar"].value()) == (6, 15)
