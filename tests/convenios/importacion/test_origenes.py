"""What each source's row becomes, and each fault of its kind."""

import datetime as dt
from decimal import Decimal

import pytest

from convenios.importacion.registro import (
    AdendaDeRegistro,
    AporteDeRegistro,
    CargoDeRegistro,
    Fechas,
    Lado,
    ParteDeRegistro,
    PorRegularizar,
    Situacion,
)
from tests.convenios.importacion.ficheros import (
    CATALUNYA,
    PCC,
    PORTAL,
    SOLO_EN_LA_NUEVA,
    TRANSFEREGOV,
    UNIVERSIDAD,
    en_csv,
    en_zip,
    fila_catalunya,
    fila_pcc,
    fila_portal,
    fila_transferegov,
    fila_universidad,
)
from tests.convenios.importacion.leer import filas


def pcc(**cambios):
    return filas(en_csv([PCC, fila_pcc(**cambios)]), origen="pcc")[0]


def universidad(**cambios):
    return filas(en_csv([UNIVERSIDAD, fila_universidad(**cambios)]), origen="universidad")[0]


def catalunya(**cambios):
    return filas(
        en_csv([CATALUNYA, fila_catalunya(**cambios)], codificacion="utf-8-sig"), origen="catalunya"
    )[0]


def transferegov(**cambios):
    return filas(en_csv([TRANSFEREGOV, list(fila_transferegov(**cambios).values())]), origen="transferegov")[
        0
    ]


def portal(**cambios):
    return filas(en_csv([PORTAL, fila_portal(**cambios)], codificacion="latin-1"), origen="transparencia_br")[
        0
    ]


def frases(fila):
    return [(h.columna, h.frase) for h in fila.hallazgos]


def test_a_row_of_the_peruvian_list():
    fila = pcc()
    assert fila.entra
    assert frases(fila) == []
    assert (fila.numero.texto, fila.anio, fila.tramite) == ("012-2024", 2024, "4512-2024")
    assert fila.titulo == "Convenio 012-2024 con Cooperativa Agraria Los Andes"
    assert fila.partes == (ParteDeRegistro("Cooperativa Agraria Los Andes", Lado.CONTRAPARTE),)
    assert fila.fechas == Fechas(
        suscripcion=dt.date(2024, 3, 15), fin_original=dt.date(2027, 3, 15), fin_vigente=dt.date(2027, 3, 15)
    )
    assert fila.situacion == Situacion("en_ejecucion", texto="Vigente")
    assert fila.aportes == (AporteDeRegistro("presupuesto", Lado.PROPIO, Decimal("150000.00"), "PEN"),)
    assert fila.cargos[2:4] == (
        CargoDeRegistro("titular_propio", Lado.PROPIO, "Jefe de la Unidad de Promoción"),
        CargoDeRegistro("alterno_propio", Lado.PROPIO, "Especialista de la Unidad de Promoción"),
    )
    assert ("Acciones realizadas", "Capacitación") in fila.observaciones
    assert list(fila.por_regularizar) == [PorRegularizar.OBJETO, PorRegularizar.TIPO, PorRegularizar.INICIO]


def test_addenda_that_are_only_counted_are_to_be_put_in_order():
    fila = pcc(adendas="2")
    assert fila.adendas == (AdendaDeRegistro(1), AdendaDeRegistro(2))
    assert (fila.fechas.fin_original, fila.fechas.fin_vigente) == (None, dt.date(2027, 3, 15))
    assert {PorRegularizar.ADENDAS, PorRegularizar.FIN_ORIGINAL} <= set(fila.por_regularizar)


@pytest.mark.parametrize(
    ("cambios", "columna", "frase", "falta"),
    [
        ({"firma": "31/02/2024"}, "J", "Ese día no existe en el calendario.", PorRegularizar.SUSCRIPCION),
        ({"conclusion": "2027"}, "K", "Dice solo el año; falta el día y el mes.", PorRegularizar.FIN_VIGENTE),
        ({"conclusion": "15/03/2020", "firma": ""}, "", "", PorRegularizar.SUSCRIPCION),
        ({"presupuesto": "-5"}, "Q", "El monto es negativo.", PorRegularizar.APORTES),
        ({"estado": "En remojo"}, "T", "No se sabe a qué situación corresponde.", PorRegularizar.SITUACION),
        (
            {"adendas": "varias"},
            "D",
            "No se entiende cuántas adendas son. Escriba solo la cantidad.",
            PorRegularizar.ADENDAS,
        ),
    ],
)
def test_a_cell_that_cannot_be_read_is_an_error_there_and_the_rest_enters(cambios, columna, frase, falta):
    fila = pcc(**cambios)
    assert fila.entra
    assert [(h.columna, h.frase) for h in fila.errores] == ([(columna, frase)] if frase else [])
    assert falta in fila.por_regularizar
    assert all(h.valor in fila.original.values() for h in fila.errores)
    assert fila.por_regularizar[falta] == (fila.errores[0].valor if frase else "")


@pytest.mark.parametrize(
    ("estado", "conclusion", "situacion"),
    [
        ("Vigente", "15/03/2027", Situacion("en_ejecucion", "", "Vigente")),
        ("Vencido", "15/03/2025", Situacion("concluido", "vencimiento", "Vencido")),
        ("Resuelto", "15/03/2027", Situacion("concluido", "", "Resuelto")),
        ("LIQUIDADO", "15/03/2025", Situacion("cerrado", "", "LIQUIDADO")),
        ("", "15/03/2027", Situacion("en_ejecucion")),
        ("", "15/03/2025", Situacion("concluido", "vencimiento")),
        ("Anulado", "15/03/2027", Situacion("concluido", "", "Anulado")),
    ],
)
def test_each_agreement_is_in_the_state_that_it_really_has(estado, conclusion, situacion):
    assert pcc(estado=estado, conclusion=conclusion).situacion == situacion


def test_a_state_that_its_dates_deny_is_kept_and_in_doubt():
    fila = pcc(conclusion="15/03/2025")
    assert fila.situacion.estado == "en_ejecucion"
    assert frases(fila) == [("T", "Dice «Vigente», pero su vigencia terminó el 15/03/2025.")]


def test_a_cancelled_agreement_that_nobody_signed_was_not_signed():
    assert pcc(estado="Anulado", firma="").situacion.estado == "no_suscrito"


def test_contacts_of_coordinators_are_not_kept():
    fila = pcc(titular="Presidencia, 999 888 777, presi@andes.example")
    assert CargoDeRegistro("titular", Lado.CONTRAPARTE, "Presidencia") in fila.cargos
    assert frases(fila) == [("N", "No se importan correos ni teléfonos de personas.")]
    assert "999 888" not in str(fila)
    assert "presi@" not in str(fila)


def test_the_term_cannot_end_before_it_starts():
    fila = universidad(desde="24/07/2030", desde2="", hasta2="")
    assert [(h.columna, h.frase) for h in fila.errores] == [("L", "La vigencia termina antes de empezar.")]
    assert (fila.fechas.fin_original, fila.fechas.fin_vigente) == (None, None)


def test_an_original_end_before_the_start_is_not_taken_in_and_the_present_one_is():
    fila = universidad(hasta="24/07/2013")
    assert [(h.columna, h.frase) for h in fila.errores] == [("L", "El fin original es anterior al inicio.")]
    assert (fila.fechas.fin_original, fila.fechas.fin_vigente) == (None, dt.date(2029, 7, 24))


def test_a_row_of_the_university_workbook():
    fila = universidad()
    assert (fila.numero.texto, fila.tipo, fila.objeto) == ("INT-001", "marco", "Intercambio de estudiantes")
    assert fila.situacion == Situacion("en_ejecucion", texto="VIGENTE confimar")
    assert fila.plazo.renovacion_automatica
    assert frases(fila) == [("M", "Se leyó como «vigente».")]
    assert fila.adendas == (AdendaDeRegistro(1, desde=dt.date(2019, 7, 24), hasta=dt.date(2029, 7, 24)),)
    assert list(fila.por_regularizar) == [
        PorRegularizar.SUSCRIPCION,
        PorRegularizar.ADENDAS,
        PorRegularizar.COORDINADORES,
    ]


@pytest.mark.parametrize("dato", ["Nombre De Alguien", "alguien@sierra.example", "Otra Persona"])
def test_contacts_of_the_university_workbook_are_neither_imported_nor_kept(dato):
    assert dato not in str(universidad())


@pytest.mark.parametrize("tipo", ["MARCO", "Marco", "MARCo", "Convenio marco", "Acuerdo Marco"])
def test_kinds_are_told_in_any_case(tipo):
    assert universidad(tipo=tipo).tipo == "marco"


def test_a_chain_of_renewals_is_an_original_end_addenda_and_a_present_end():
    fila = universidad(hasta="24/07/2019\n24/07/2024\n24/07/2029", desde2="", hasta2="")
    assert fila.fechas == Fechas(
        inicio=dt.date(2014, 7, 24), fin_original=dt.date(2019, 7, 24), fin_vigente=dt.date(2029, 7, 24)
    )
    assert fila.adendas == (
        AdendaDeRegistro(1, hasta=dt.date(2024, 7, 24)),
        AdendaDeRegistro(2, hasta=dt.date(2029, 7, 24)),
    )


def test_a_chain_that_begins_with_its_start_does_not_end_there():
    fila = universidad(hasta="24/07/2014\n24/07/2019\n24/07/2024", desde2="", hasta2="")
    assert (fila.fechas.fin_original, fila.fechas.fin_vigente) == (dt.date(2019, 7, 24), dt.date(2024, 7, 24))
    assert len(fila.adendas) == 1


@pytest.mark.parametrize(
    "cambios", [{"hasta": "INDEFINIDO", "duracion": ""}, {"hasta": "", "duracion": "Indefinida"}]
)
def test_an_agreement_without_end_needs_none(cambios):
    fila = universidad(desde2="", hasta2="", **cambios)
    assert fila.fechas.indefinida
    assert not {PorRegularizar.FIN_ORIGINAL, PorRegularizar.FIN_VIGENTE} & set(fila.por_regularizar)


def test_an_end_that_only_the_term_gives_is_counted_and_in_doubt():
    fila = universidad(
        hasta="", duracion="5 años", desde="24/07/2024", desde2="", hasta2="", estado="VIGENTE"
    )
    assert fila.fechas.fin_vigente == dt.date(2029, 7, 24)
    assert frases(fila) == [
        ("N", "El registro no dice la fecha de fin; se calculó 24/07/2029 desde el 24/07/2024.")
    ]


def test_an_end_that_a_renewal_moved_is_not_guessed():
    fila = universidad(hasta="", duracion="5 años (Renovación Automática)", desde2="", hasta2="")
    assert (fila.fechas.fin_original, fila.fechas.fin_vigente) == (dt.date(2019, 7, 24), None)
    assert PorRegularizar.FIN_VIGENTE in fila.por_regularizar


def test_a_row_of_the_catalan_register():
    fila = catalunya()
    assert frases(fila) == []
    assert (fila.numero.texto, fila.anio, fila.titulo) == (
        "2023/4/0028",
        2023,
        "Conveni per a l'escola de música",
    )
    assert [(p.nombre, p.lado) for p in fila.partes] == [
        ("Departament d'Educació", Lado.PROPIO),
        ("Ajuntament de Vilanova", Lado.CONTRAPARTE),
        ("Consell Comarcal del Pla", Lado.CONTRAPARTE),
    ]
    assert fila.relacionados == ("2020/4/0001", "2021/4/0007")
    assert fila.aportes == (
        AporteDeRegistro("generalitat", Lado.PROPIO, Decimal("1234.50"), "EUR"),
        AporteDeRegistro("ens_locals", Lado.CONTRAPARTE, Decimal("1000.00"), "EUR"),
    )
    assert fila.enlaces == ("https://exemple.example/conveni.pdf",)
    assert (fila.fechas.suscripcion, fila.fechas.fin_vigente) == (dt.date(2023, 2, 13), dt.date(2027, 2, 13))


def test_a_total_that_is_not_the_sum_is_in_doubt():
    assert frases(catalunya(total="9.999,00")) == [
        ("W", "El total no es la suma de los aportes, que es 2234.50.")
    ]


def test_a_year_other_than_the_signature_is_in_doubt():
    assert frases(catalunya(anio="2022")) == [("A", "La fecha de suscripción es de 2023.")]


def test_a_row_of_an_addendum_amends_the_agreement_that_it_names():
    fila = catalunya(titulo="Addenda al conveni per a l'escola de música")
    assert (fila.es_adenda, fila.relacionados[0], fila.impedida) == (True, "2020/4/0001", "")
    assert catalunya(titulo="Addenda al conveni", relacionados="").impedida == (
        "Es una adenda y no dice de qué convenio."
    )


def test_a_row_of_transferegov():
    fila = transferegov()
    assert frases(fila) == []
    assert fila.fechas == Fechas(
        suscripcion=dt.date(2020, 12, 31),
        inicio=dt.date(2020, 12, 31),
        fin_original=dt.date(2023, 12, 31),
        fin_vigente=dt.date(2027, 12, 31),
        publicacion=dt.date(2021, 1, 5),
    )
    assert [(a.de, a.cantidad, a.moneda) for a in fila.aportes] == [
        ("concedente", Decimal("14000000.00"), "BRL"),
        ("convenente", Decimal("391975.71"), "BRL"),
    ]
    assert len(fila.adendas) == 2
    assert {PorRegularizar.PARTES, PorRegularizar.OBJETO} <= set(fila.por_regularizar)


def test_the_older_header_of_transferegov_is_read_too():
    vieja = [c for c in TRANSFEREGOV if c not in SOLO_EN_LA_NUEVA]
    assert len(vieja) == 31
    contenido = en_zip(siconv_convenio__csv=en_csv([vieja, [fila_transferegov()[c] for c in vieja]]))
    (fila,) = filas(contenido, "siconv_convenio.zip")
    assert fila.fechas.fin_original is None
    assert fila.fechas.fin_vigente == dt.date(2027, 12, 31)


@pytest.mark.parametrize(
    ("situacion", "estado"),
    [
        ("Em execução", "en_ejecucion"),
        ("Aguardando Prestação de Contas", "en_liquidacion"),
        ("Prestação de Contas enviada para Análise", "en_liquidacion"),
        ("Prestação de Contas em Análise", "en_liquidacion"),
        ("Prestação de Contas em Complementação", "en_liquidacion"),
        ("Prestação de Contas Comprovada em Análise", "en_liquidacion"),
        ("Prestação de Contas Iniciada Por Antecipação", "en_liquidacion"),
        ("Prestação de Contas Rejeitada", "en_liquidacion"),
        ("Prestação de Contas Aprovada", "cerrado"),
        ("Prestação de Contas Aprovada com Ressalvas", "cerrado"),
        ("Prestação de Contas Concluída", "cerrado"),
        ("Convênio Anulado", "concluido"),
        ("Convênio Rescindido", "concluido"),
        ("Cancelado", "concluido"),
    ],
)
def test_every_situation_of_transferegov_is_a_state(situacion, estado):
    assert transferegov(SIT_CONVENIO=situacion).situacion.estado == estado


@pytest.mark.parametrize("numero", ["7AAEUD", ""])
def test_numbers_of_transferegov_may_be_letters_or_missing(numero):
    fila = transferegov(NR_CONVENIO=numero)
    assert (fila.numero.texto if fila.numero else "") == numero
    assert (PorRegularizar.NUMERO in fila.por_regularizar) == (not numero)


def test_a_row_of_the_portal():
    fila = portal()
    assert frases(fila) == []
    assert [(p.nombre, p.lado, p.id_fiscal) for p in fila.partes] == [
        ("Ministério da Agricultura", Lado.PROPIO, ""),
        ("União das Cooperativas", Lado.CONTRAPARTE, "00.394.494/0001-36"),
    ]
    assert fila.objeto == "Capacitação de cooperativas de produção"
    assert fila.aportes[0].cantidad == Decimal("14391975.71")
    assert fila.situacion == Situacion("en_ejecucion")


@pytest.mark.parametrize("cambios", [{"tipo": "Pessoa Física"}, {"codigo": "***.123.456-**"}])
def test_natural_persons_are_left_out_and_nothing_of_them_is_kept(cambios):
    fila = portal(convenente="Fulano de Tal", **cambios)
    assert fila.excluida == "Una de las partes es una persona natural: no se importa."
    assert fila.original == {}
    assert "Fulano" not in str(fila)
