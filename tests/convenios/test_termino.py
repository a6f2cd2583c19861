"""How an agreement rests, loses a party, ends by its cause, is settled, closed and archived."""

import json
from typing import Any

import pytest

from convenios.causales import causas_completas, esta_completa
from convenios.models import Causal, Convenio, Estado
from convenios.services import (
    Existente,
    cerrar,
    concluir,
    incorporar_existente,
    incorporar_informe_final,
    liquidar,
    reanudar,
    registrar_causal,
    retirar_causal,
    retirar_parte,
    suspender,
)
from expedientes.facultades import partes_vigentes
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, SinPermiso, TransicionNoDeclarada
from notificaciones.models import Plazo
from tests.convenios.vida import DIA, CasoPactado, papel, papel_en, vencido
from tests.factories import Caso, con_rol, designado, hoy, institucion

pytestmark = pytest.mark.django_db


def en_curso(**pacto: Any) -> CasoPactado:
    """In force since a hundred days ago, with as many to go."""
    return CasoPactado(
        vigor="fecha", inicio_pactado=hoy() - 100 * DIA, fin_pactado=hoy() + 100 * DIA, **pacto
    )


def suspendido(caso: Caso, *, alarga: bool) -> None:
    suspender(
        caso.actual(),
        acta=papel(caso),
        motivo="Emergencia.",
        desde=hoy() - 30 * DIA,
        alarga_el_plazo=alarga,
        acto=caso.acto(caso.titular),
    )


def causal(caso: Caso, causa: str, quien: Any = None, **datos: Any) -> Causal:
    return registrar_causal(
        caso.actual(), causa, documento=papel(caso), acto=caso.acto(quien or caso.titular), **datos
    )


# -- suspension


@pytest.mark.parametrize(("alarga", "dias"), [(True, 20), (False, 0)])
def test_a_suspension_lengthens_the_present_end_only_where_its_acta_says_so(alarga: bool, dias: int):
    caso = en_curso()
    antes = caso.actual()
    suspendido(caso, alarga=alarga)
    assert caso.actual().estado == Estado.SUSPENDIDO
    assert caso.actual().fin_vigente == antes.fin_vigente
    reanudar(caso.actual(), desde=hoy() - 10 * DIA, acto=caso.acto(caso.titular))
    despues = caso.actual()
    assert despues.estado == Estado.EN_EJECUCION
    assert antes.fin_vigente
    assert despues.fin_vigente == antes.fin_vigente + dias * DIA
    assert despues.fin_original == antes.fin_original


def test_it_is_not_resumed_before_it_was_suspended_nor_tomorrow():
    caso = en_curso()
    suspendido(caso, alarga=True)
    for dia in (hoy() - 31 * DIA, hoy() + DIA):
        with pytest.raises(DatosInvalidos, match="Diga un día desde que empezó la suspensión"):
            reanudar(caso.actual(), desde=dia, acto=caso.acto(caso.titular))
    assert caso.actual().estado == Estado.SUSPENDIDO


# -- separation


def test_a_notice_takes_effect_after_the_calendar_days_of_the_text():
    caso = en_curso(preaviso_dias=30)
    aviso = causal(caso, "separacion", recibida_el=hoy() - 10 * DIA)
    assert aviso.institucion == caso.propone
    assert aviso.efecto_el is not None
    assert hoy() + 20 * DIA <= aviso.efecto_el <= hoy() + 25 * DIA  # it rolls to the next business day
    assert causas_completas(caso.actual()) == []


def test_a_notice_in_business_days_skips_weekends_and_says_how_it_was_counted():
    caso = en_curso(preaviso_dias=10, preaviso_unidad="dias_habiles")
    aviso = causal(caso, "separacion", recibida_el=hoy())
    assert aviso.efecto_el is not None
    assert aviso.efecto_el >= hoy() + 14 * DIA
    assert aviso.efecto_el.weekday() < 5
    assert aviso.calculo


def test_a_separation_may_take_effect_later_than_the_notice_but_not_before():
    caso = en_curso(preaviso_dias=30)
    with pytest.raises(DatosInvalidos, match="no puede tener efecto antes del"):
        causal(caso, "separacion", recibida_el=hoy(), efecto_el=hoy() + DIA)
    aviso = causal(caso, "separacion", recibida_el=hoy(), efecto_el=hoy() + 90 * DIA)
    assert aviso.efecto_el == hoy() + 90 * DIA


def test_a_text_that_says_no_notice_needs_the_day_to_be_said():
    caso = en_curso()
    with pytest.raises(DatosInvalidos, match="El texto no dice el preaviso"):
        causal(caso, "separacion", recibida_el=hoy())


def test_each_party_gives_its_own_notice_and_nobody_elses():
    caso = en_curso()
    with pytest.raises(SinPermiso):
        causal(caso, "separacion", institucion=caso.otra, recibida_el=hoy(), efecto_el=hoy())
    with pytest.raises(SinPermiso):
        causal(caso, "separacion", caso.ajeno, recibida_el=hoy(), efecto_el=hoy())


def test_one_of_two_cannot_leave_and_its_notice_ends_the_agreement():
    caso = en_curso()
    aviso = causal(caso, "separacion", caso.contraparte, recibida_el=hoy(), efecto_el=hoy())
    with pytest.raises(DatosInvalidos, match="Quedaría una sola parte"):
        retirar_parte(aviso, acto=caso.acto(caso.registro))
    concluir(caso.actual(), "separacion", acto=caso.acto(caso.registro))
    assert (caso.actual().causa, caso.actual().concluido_el) == ("separacion", hoy())
    assert Causal.objects.get().cumplida_el == hoy()


def siete() -> tuple[Convenio, Any, Any, Any]:
    """An agreement of seven, with the coordination of the last one and the register of the first."""
    propone = institucion("Ministerio")
    otras = [institucion() for _ in range(6)]
    convenio = incorporar_existente(
        Existente(
            titulo="Convenio de siete",
            tipo="marco",
            estado="en_ejecucion",
            proponente=propone,
            otras=otras,
            suscrito_el=hoy() - 400 * DIA,
            inicio=hoy() - 400 * DIA,
            fin_original=hoy() + 400 * DIA,
        ),
        acto=Acto(registra=con_rol(propone, "asistente")),
    )
    sale, _ = designado(convenio.expediente, otras[-1], "coordinador_titular")
    return convenio, otras[-1], sale, con_rol(propone, "registro")


def test_one_of_seven_leaves_when_its_notice_takes_effect_and_six_go_on():
    convenio, parte, sale, registro = siete()
    aviso_escrito = papel_en(convenio.expediente, parte, sale)
    manana = registrar_causal(
        convenio,
        "separacion",
        documento=aviso_escrito,
        recibida_el=hoy(),
        efecto_el=hoy() + DIA,
        acto=Acto(registra=sale),
    )
    with pytest.raises(DatosInvalidos, match="hasta entonces sigue siendo parte"):
        retirar_parte(manana, acto=Acto(registra=registro))
    retirar_causal(manana, motivo="Se adelanta.", acto=Acto(registra=sale))
    aviso = registrar_causal(
        convenio,
        "separacion",
        documento=aviso_escrito,
        recibida_el=hoy() - DIA,
        efecto_el=hoy() - DIA,
        acto=Acto(registra=sale),
    )
    retirar_parte(aviso, acto=Acto(registra=registro))
    actual = Convenio.objects.get(pk=convenio.pk)
    assert actual.estado == Estado.EN_EJECUCION
    assert parte.pk not in partes_vigentes(actual.expediente)
    assert len(partes_vigentes(actual.expediente)) == 6
    del_fin = Plazo.objects.abiertos().filter(modelo="convenios.convenio", objeto=convenio.pk)
    assert set(del_fin.values_list("institucion", flat=True)) == set(partes_vigentes(actual.expediente))
    with pytest.raises(CondicionesIncumplidas):
        concluir(actual, "separacion", acto=Acto(registra=registro))


# -- the other causes


def test_a_breach_needs_its_requirement_and_the_whole_term_to_mend():
    caso = en_curso()
    with pytest.raises(DatosInvalidos, match="Diga cuántos días hábiles"):
        causal(caso, "incumplimiento", institucion=caso.otra, recibida_el=hoy(), motivo="No aportó.")
    with pytest.raises(DatosInvalidos, match="Escriba el motivo"):
        causal(caso, "incumplimiento", institucion=caso.otra, recibida_el=hoy(), dias_para_enmendar=5)
    una = causal(
        caso,
        "incumplimiento",
        institucion=caso.otra,
        recibida_el=hoy() - 60 * DIA,
        dias_para_enmendar=5,
        motivo="No aportó.",
    )
    assert una.efecto_el is not None
    assert una.efecto_el >= hoy() - 53 * DIA
    [completa] = causas_completas(caso.actual())
    assert (completa.causa, completa.fecha) == ("incumplimiento", una.efecto_el + DIA)


def test_the_last_day_to_mend_still_belongs_to_who_mends():
    caso = en_curso()
    una = causal(
        caso,
        "incumplimiento",
        institucion=caso.otra,
        recibida_el=hoy() - 60 * DIA,
        dias_para_enmendar=5,
        motivo="No aportó.",
    )
    assert una.efecto_el is not None
    assert not esta_completa(una, caso.actual(), una.efecto_el)
    assert esta_completa(una, caso.actual(), una.efecto_el + DIA)


def test_a_replacement_ends_it_only_once_the_other_agreement_is_in_force():
    caso, otro = en_curso(), Caso(Estado.SUSCRITO)
    causal(caso, "reemplazo", reemplazo=otro.actual())
    with pytest.raises(CondicionesIncumplidas):
        concluir(caso.actual(), "reemplazo", acto=caso.acto(caso.registro))
    otro._a_ejecucion()
    assert concluir(caso.actual(), "reemplazo", acto=caso.acto(caso.registro)).causa == "reemplazo"


def test_mutual_agreement_needs_its_paper():
    caso = en_curso()
    with pytest.raises(DatosInvalidos, match="Adjunte el documento"):
        registrar_causal(caso.actual(), "mutuo_acuerdo", acto=caso.acto(caso.titular))
    causal(caso, "mutuo_acuerdo")
    assert concluir(caso.actual(), "mutuo_acuerdo", acto=caso.acto(caso.registro)).concluido_el == hoy()


def test_what_has_expired_ends_on_the_day_of_its_end_and_what_has_not_does_not():
    caso = en_curso()
    with pytest.raises(CondicionesIncumplidas, match="Hay una causa completa"):
        concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    otro = vencido(10)
    concluido = concluir(otro.actual(), "vencimiento", acto=otro.acto(otro.registro))
    assert concluido.concluido_el == otro.actual().fin_vigente == hoy() - 10 * DIA


def test_a_withdrawn_ground_ends_nothing():
    caso = en_curso()
    retirar_causal(causal(caso, "mutuo_acuerdo"), motivo="Siguen.", acto=caso.acto(caso.titular))
    with pytest.raises(CondicionesIncumplidas):
        concluir(caso.actual(), "mutuo_acuerdo", acto=caso.acto(caso.registro))


# -- settlement, closing, archive


def concluido() -> CasoPactado:
    caso = vencido(10)
    concluir(caso.actual(), "vencimiento", acto=caso.acto(caso.registro))
    return caso


def test_the_settlement_keeps_what_each_party_did_not_agree_with():
    caso = concluido()
    hecha = liquidar(
        caso.actual(),
        acta=papel(caso, "Acta de liquidación"),
        salvedades={caso.otra.pk: "Falta un saldo."},
        acto=caso.acto(caso.titular),
    )
    assert [(s.institucion, s.texto) for s in hecha.salvedades.all()] == [(caso.otra, "Falta un saldo.")]


def test_without_an_acta_nothing_is_left_to_settle_and_there_are_no_reservations():
    caso = concluido()
    with pytest.raises(DatosInvalidos, match="adjúntela"):
        liquidar(caso.actual(), salvedades={caso.otra.pk: "Falta."}, acto=caso.acto(caso.titular))
    assert liquidar(caso.actual(), acto=caso.acto(caso.titular)).sin_saldos
    with pytest.raises(DatosInvalidos, match="ya está liquidado"):
        liquidar(caso.actual(), acto=caso.acto(caso.titular))


def test_what_is_being_carried_out_is_not_settled():
    caso = en_curso()
    with pytest.raises(TransicionNoDeclarada, match="Se liquida un convenio concluido"):
        liquidar(caso.actual(), acto=caso.acto(caso.titular))


def test_closing_counts_what_was_not_met_and_is_not_stopped_by_it():
    caso = concluido()
    with pytest.raises(CondicionesIncumplidas, match="acta de liquidación"):
        cerrar(caso.actual(), acto=caso.acto(caso.titular))
    liquidar(caso.actual(), acto=caso.acto(caso.titular))
    cerrado = cerrar(caso.actual(), acto=caso.acto(caso.titular))
    assert (cerrado.estado, cerrado.cerrado_el) == (Estado.CERRADO, hoy())
    assert json.loads(cerrado.asiento.cuerpo)["datos"]["sin_cumplir"]["requisitos_sin_presentar"] == 4


def test_the_archive_needs_the_final_report():
    caso = concluido()
    liquidar(caso.actual(), acto=caso.acto(caso.titular))
    cerrar(caso.actual(), acto=caso.acto(caso.titular))
    with pytest.raises(CondicionesIncumplidas, match="informe final"):
        caso.mover("archivar", quien=caso.registro)
    incorporar_informe_final(caso.actual(), papel(caso, "Informe final"), acto=caso.acto(caso.titular))
    assert caso.mover("archivar", quien=caso.registro).estado == Estado.ARCHIVADO


def test_the_final_report_comes_after_the_end():
    caso = en_curso()
    with pytest.raises(TransicionNoDeclarada, match="cuando el convenio terminó"):
        incorporar_informe_final(caso.actual(), papel(caso), acto=caso.acto(caso.titular))
