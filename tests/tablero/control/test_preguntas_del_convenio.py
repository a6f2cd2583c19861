"""Each question about agreements finds one and leaves its neighbour; what was recorded after the cut-off does not."""

import datetime as dt

import pytest
from django.db.models import F
from time_machine import travel

from convenios.models import Correlativo
from convenios.services import AdendaExistente, numerar
from expedientes.models import Participacion
from expedientes.services import designar, terminar_designacion
from flujo.acto import Acto
from instituciones.models import Institucion, Mandato, Ocupacion, ReglasDeInstitucion
from tests.convenios.vida import DIA, abrir, con_efecto, vencido
from tests.factories import (
    Caso,
    auditor,
    con_rol,
    conceder,
    cuenta,
    designado,
    hoy,
    institucion,
    ocupar,
    por_documento,
    puesto,
)
from tests.tablero.control.preguntar import AYER, Control, codigos, respuesta

pytestmark = pytest.mark.django_db

HACE_UN_MES = hoy() - 30 * DIA


@pytest.fixture
def control() -> Control:
    return Control()


def reglas(de: Institucion, **campos: object) -> ReglasDeInstitucion:
    return ReglasDeInstitucion.objects.create(institucion=de, desde=dt.date(2000, 1, 1), **campos)


# -- sin-registro


def test_a_signed_agreement_without_a_number_is_found_and_one_with_a_number_is_not(control: Control):
    sin = control.convenio("Sin número")
    control.convenio("Con número", numeros={control.propone.pk: "12-2020"})
    control.convenio("En trámite", estado="contacto", suscrito_el=None, inicio=None, fin=None)
    assert codigos("sin-registro", control.auditora) == [sin.expediente.codigo]


def test_a_number_that_was_given_after_the_cut_off_was_not_there_yet():
    with travel(dt.datetime.combine(HACE_UN_MES, dt.time(17), dt.UTC)):
        control = Control()
        convenio = control.convenio()
    numerar(convenio, control.propone, acto=Acto(registra=control.registro), numero="1-2026")
    codigo = convenio.expediente.codigo
    assert codigos("sin-registro", control.auditora) == []
    assert codigos("sin-registro", control.auditora, corte=hoy()) == []
    assert codigos("sin-registro", control.auditora, corte=AYER) == [codigo]
    assert codigos("sin-registro", control.auditora, corte=HACE_UN_MES - 2 * DIA) == []


# -- huecos


def test_a_gap_is_told_at_the_number_that_follows_it(control: Control):
    reglas(control.propone, numera_con="sistema")
    convenios = [control.convenio(f"Convenio {n}") for n in range(3)]
    for n, convenio in enumerate(convenios):
        if n == 2:
            Correlativo.objects.update(ultimo=F("ultimo") + 2)
        numerar(convenio, control.propone, acto=Acto(registra=control.registro))
    [hueco] = respuesta("huecos", control.auditora)
    assert hueco.expediente_pk == convenios[2].expediente_id
    assert (hueco.anterior, hueco.correlativo) == (2, 5)
    assert codigos("huecos", control.auditora, corte=AYER) == []


def test_numbers_that_the_register_gave_and_nobody_has_are_told_at_the_last_one(control: Control):
    reglas(control.propone, numera_con="sistema")
    convenio = control.convenio()
    numerar(convenio, control.propone, acto=Acto(registra=control.registro))
    assert codigos("huecos", control.auditora) == []
    Correlativo.objects.update(ultimo=F("ultimo") + 1)
    assert codigos("huecos", control.auditora) == [convenio.expediente.codigo]


# -- firmados-vencidos


def test_an_agreement_signed_after_its_end_is_found_and_one_signed_before_is_not(control: Control):
    tarde = control.convenio("Tarde", fin=-20, suscrito_el=hoy() - 10 * DIA)
    control.convenio("A tiempo", fin=-20, suscrito_el=hoy() - 30 * DIA)
    [fila] = respuesta("firmados-vencidos", control.auditora)
    assert (fila.expediente_pk, fila.tarde) == (tarde.expediente_id, 10)
    assert codigos("firmados-vencidos", control.auditora, corte=AYER) == []
    assert codigos("firmados-vencidos", control.auditora, corte=hoy()) == [tarde.expediente.codigo]


def test_an_addendum_signed_after_the_end_is_found_and_its_neighbour_is_not(control: Control):
    def adenda(suscrito: int) -> list[AdendaExistente]:
        return [
            AdendaExistente(
                clases=["prorroga"], suscrito_el=hoy() + suscrito * DIA, fin_nuevo=hoy() + 700 * DIA
            )
        ]

    tarde = control.convenio("Tarde", fin=-50, adendas=adenda(-40))
    control.convenio("A tiempo", fin=-50, adendas=adenda(-60))
    [fila] = respuesta("firmados-vencidos", control.auditora)
    assert (fila.expediente_pk, fila.ordinal, fila.tarde) == (tarde.expediente_id, 1, 10)


def test_an_addendum_that_regularizes_is_found_with_its_legal_basis():
    caso = vencido(60)
    adenda = abrir(
        caso,
        "prorroga",
        fin_nuevo=hoy() + 300 * DIA,
        efecto_desde=hoy() - 59 * DIA,
        es_regularizacion=True,
        base_legal="Cláusula novena",
    )
    con_efecto(caso, adenda)
    filas = respuesta("firmados-vencidos", auditor(caso.propone))
    de_la_adenda = [f for f in filas if f.ordinal]
    assert [(f.tarde, f.base_legal) for f in de_la_adenda] == [(60, "Cláusula novena")]


# -- sobre-el-maximo


def test_a_term_over_the_maximum_of_a_partys_rules_is_found_and_one_within_it_is_not(control: Control):
    reglas(control.propone, plazo_maximo=24)
    largo = control.convenio("Largo", fin=400)
    control.convenio("Justo", fin=-100)
    [fila] = respuesta("sobre-el-maximo", control.auditora)
    assert (fila.expediente_pk, fila.institucion, fila.maximo) == (
        largo.expediente_id,
        control.propone,
        24,
    )
    assert codigos("sobre-el-maximo", control.auditora, corte=AYER) == []


def test_renewals_count_towards_the_maximum_and_no_end_is_over_any(control: Control):
    reglas(control.propone, plazo_maximo=24)
    prorroga = AdendaExistente(clases=["prorroga"], suscrito_el=AYER, fin_nuevo=hoy() + 700 * DIA)
    prorrogado = control.convenio("Prorrogado", fin=-100, adendas=[prorroga])
    indefinido = control.convenio("Indefinido", fin=None, es_indefinido=True)
    assert set(codigos("sobre-el-maximo", control.auditora)) == {
        prorrogado.expediente.codigo,
        indefinido.expediente.codigo,
    }


def test_without_a_declared_maximum_nothing_is_over_it(control: Control):
    reglas(control.propone)
    control.convenio(fin=9000)
    assert codigos("sobre-el-maximo", control.auditora) == []


# -- partes-sin-sustento


def test_a_party_that_nothing_let_in_is_found_and_one_that_an_addendum_let_in_is_not(control: Control):
    nueva = institucion("Nueva")
    de_partes = AdendaExistente(clases=["partes"], suscrito_el=AYER)
    sin, con = control.convenio("Sin"), control.convenio("Con", adendas=[de_partes])
    for convenio in (sin, con):
        Participacion.objects.create(expediente=convenio.expediente, institucion=nueva, desde=hoy())
    [fila] = respuesta("partes-sin-sustento", control.auditora)
    assert (fila.expediente_pk, fila.institucion) == (sin.expediente_id, nueva)
    assert codigos("partes-sin-sustento", control.auditora, corte=AYER) == []


# -- sin-coordinacion


def test_a_party_without_coordination_is_found_and_one_with_it_is_not(control: Control):
    convenio = control.convenio()
    control.convenio("Terminado", estado="archivado", fin=-100)
    designado(convenio.expediente, control.propone, "coordinador_titular")
    [fila] = respuesta("sin-coordinacion", control.auditora)
    assert (fila.expediente_pk, fila.institucion) == (convenio.expediente_id, control.otra)


def test_a_post_that_nobody_occupies_coordinates_nothing(control: Control):
    convenio = control.convenio()
    for parte in (control.propone, control.otra):
        _quien, designacion = designado(convenio.expediente, parte, "coordinador_titular")
    assert codigos("sin-coordinacion", control.auditora) == []
    Ocupacion.objects.filter(puesto=designacion.puesto).update(hasta=AYER)
    assert codigos("sin-coordinacion", control.auditora) == [convenio.expediente.codigo]


def test_coordination_is_asked_of_the_day_of_the_cut_off():
    with travel(dt.datetime.combine(HACE_UN_MES, dt.time(17), dt.UTC)):
        control = Control()
        convenio = control.convenio()
    for parte in (control.propone, control.otra):
        designado(convenio.expediente, parte, "coordinador_titular", desde=hoy())
    assert codigos("sin-coordinacion", control.auditora) == []
    assert codigos("sin-coordinacion", control.auditora, corte=AYER) == [convenio.expediente.codigo] * 2


def test_a_designation_counts_from_when_it_was_recorded_and_so_does_its_end():
    with travel(dt.datetime.combine(HACE_UN_MES, dt.time(17), dt.UTC)):
        control = Control()
        convenio = control.convenio()
    codigo, otro = convenio.expediente.codigo, puesto(control.propone)
    ocupar(otro, control.asistente.persona)
    acto = Acto(registra=control.asistente, institucion_id=control.propone.pk)
    designada = designar(
        convenio.expediente, otro, "coordinador_titular", desde=HACE_UN_MES, acto=acto
    )  # says a month ago what was recorded today
    designado(convenio.expediente, control.otra, "coordinador_titular")
    assert codigos("sin-coordinacion", control.auditora) == []
    assert codigos("sin-coordinacion", control.auditora, corte=AYER) == [codigo]
    terminada = acto.con(documento=por_documento(), fecha_hecho=AYER)
    terminar_designacion(designada, hasta=hoy() - 5 * DIA, acto=terminada)
    assert codigos("sin-coordinacion", control.auditora, corte=hoy()) == [codigo]


def test_an_end_that_was_recorded_after_the_cut_off_had_not_come_yet():
    with travel(dt.datetime.combine(HACE_UN_MES, dt.time(17), dt.UTC)):
        control = Control()
        convenio = control.convenio()
    for parte in (control.propone, control.otra):
        _quien, designada = designado(convenio.expediente, parte, "coordinador_titular")
    acto = Acto(
        registra=control.contraparte,
        institucion_id=control.otra.pk,
        documento=por_documento(),
        fecha_hecho=AYER,
    )
    terminar_designacion(designada, hasta=hoy() - 5 * DIA, acto=acto)
    assert codigos("sin-coordinacion", control.auditora) == [convenio.expediente.codigo]
    assert codigos("sin-coordinacion", control.auditora, corte=AYER) == []


# -- the scope


def test_who_asks_gets_the_case_files_that_are_theirs_and_no_others(control: Control):
    convenio = control.convenio()
    ajena, de_ajena = institucion("Ajena"), Caso("en_ejecucion")
    todo = {convenio.expediente.codigo, de_ajena.expediente.codigo}
    assert set(codigos("sin-registro", control.auditora)) == {convenio.expediente.codigo}
    assert set(codigos("sin-registro", control.registro)) == {convenio.expediente.codigo}
    assert set(codigos("sin-registro", auditor(ajena))) == set()
    assert set(codigos("sin-registro", con_rol(ajena, "registro"))) == set()
    de_todo = cuenta("Auditora de todo")
    conceder(de_todo, None, "auditor", mandato=Mandato.objects.first())
    assert set(codigos("sin-registro", de_todo)) == todo
    administra = cuenta(is_superuser=True)
    assert set(codigos("sin-registro", administra)) == set()  # that is no office of control


def test_the_scope_is_narrowed_as_the_list_is(control: Control):
    tercera = institucion("Tercera", sigla="TCR")
    uno = control.convenio("Uno de riego", suscrito_el=hoy() - 100 * DIA)
    otro = control.convenio("Otro", otras=[tercera], suscrito_el=hoy() - 50 * DIA)
    reglas(tercera, numera_con="propio")
    uno_, otro_ = uno.expediente.codigo, otro.expediente.codigo

    def con(**filtros: object) -> list[str]:
        return codigos("sin-registro", control.auditora, **filtros)

    assert con() == [uno_, otro_]
    assert con(q="riego") == con(q=uno_) == con(hasta=hoy() - 80 * DIA) == [uno_]
    assert con(institucion="TCR") == con(registro="tcr") == con(desde=hoy() - 80 * DIA) == [otro_]
    assert con(tipo="marco") == [uno_, otro_]
    assert con(tipo="carta") == con(registro="MIN") == con(institucion="ninguna") == []
