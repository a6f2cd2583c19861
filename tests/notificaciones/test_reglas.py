"""How terms are counted. Each row is what the words of the law give, counted by hand on the calendar."""

import datetime as dt

import pytest

from notificaciones.reglas import (
    REGLAS,
    Calendario,
    Excepcion,
    FechaCalculada,
    Lapso,
    SinCalendario,
    SinReglas,
    fecha_fija,
    reglas_de,
    ultimo_dia_para,
    vencimiento,
)

habiles, calendario, meses, anios = Lapso.habiles, Lapso.calendario, Lapso.meses, Lapso.anios


def dia(texto: str) -> dt.date:
    """«12/03/2026», as the laws and the papers write dates."""
    return dt.datetime.strptime(texto, "%d/%m/%Y").date()  # noqa: DTZ007 - a date, no moment


def vence(pais: str, desde: str, lapso: Lapso, region: str = "", **opciones: bool) -> FechaCalculada:
    inicio = dia(desde)
    return vencimiento(
        inicio, lapso, reglas=reglas_de(pais, inicio), calendario=Calendario.de(pais, region), **opciones
    )


#  provision                       from          term             falls due
PERU = [
    # «a partir del día hábil siguiente de aquel en que se practique la notificación»
    ("Ley 27444, art. 133.1", "11/09/2015", habiles(1), "14/09/2015"),
    ("DS 004-2019-JUS, art. 144.1", "12/03/2026", habiles(1), "13/03/2026"),
    ("DS 004-2019-JUS, art. 144.1", "13/03/2026", habiles(1), "16/03/2026"),
    ("DS 004-2019-JUS, art. 144.1", "14/03/2026", habiles(1), "16/03/2026"),
    # «por hábiles consecutivos, excluyendo […] los feriados no laborables de orden nacional»
    ("Ley 27444, art. 134.1", "15/09/2015", habiles(5), "22/09/2015"),
    ("DS 004-2019-JUS, art. 145.1", "12/03/2026", habiles(10), "26/03/2026"),
    ("DS 004-2019-JUS, art. 145.1", "30/03/2026", habiles(5), "08/04/2026"),
    ("DS 004-2019-JUS, art. 145.1", "15/12/2025", habiles(30), "28/01/2026"),
    ("DS 006-2026-JUS, art. 134.1", "22/07/2026", habiles(3), "30/07/2026"),
    # 6 August (Junín) is a holiday since 2022 only
    ("Ley 27444, art. 134.1", "05/08/2015", habiles(2), "07/08/2015"),
    ("DS 006-2026-JUS, art. 134.1", "05/08/2026", habiles(2), "10/08/2026"),
    # «cuando el último día del plazo […] es inhábil […] prorrogados al primer día hábil siguiente»
    ("DS 004-2019-JUS, art. 145.2", "24/03/2026", calendario(10), "06/04/2026"),
    ("DS 004-2019-JUS, art. 145.2", "24/03/2026", calendario(8), "01/04/2026"),
    # «de fecha a fecha, concluyendo el día igual al del mes o año que inició»
    ("DS 004-2019-JUS, art. 145.3", "13/01/2026", meses(3), "13/04/2026"),
    ("DS 004-2019-JUS, arts. 145.3 y 145.2", "12/03/2026", meses(1), "13/04/2026"),
    ("DS 004-2019-JUS, art. 145.3", "16/09/2022", anios(3), "16/09/2025"),
    # «si en el mes de vencimiento no hubiere día igual […] el primer día hábil del siguiente mes calendario»
    ("DS 004-2019-JUS, art. 145.3", "31/01/2026", meses(1), "02/03/2026"),
    ("DS 006-2026-JUS, art. 134.3", "31/08/2026", meses(1), "01/10/2026"),
    ("DS 006-2026-JUS, art. 134.3", "31/03/2027", meses(1), "03/05/2027"),
    ("DS 004-2019-JUS, art. 145.3", "29/02/2024", anios(1), "03/03/2025"),
]
CHILE = [
    # «inhábiles los días sábados, los domingos y los festivos»; Jueves Santo is none in Chile
    ("Ley 19.880, art. 25, incs. 1 y 2", "13/03/2026", habiles(1), "16/03/2026"),
    ("Ley 19.880, art. 25, inc. 1", "01/04/2026", habiles(3), "07/04/2026"),
    # «Los informes […] dentro del plazo de 10 días, contado desde la petición»: over the Fiestas Patrias
    ("Ley 19.880, arts. 24 y 25", "10/09/2026", habiles(10), "25/09/2026"),
    # «si en el mes de vencimiento no hubiere equivalente […] el último día de aquel mes»
    ("Ley 19.880, art. 25, inc. 3", "31/03/2027", meses(1), "30/04/2027"),
    ("Ley 19.880, art. 25, incs. 3 y 4", "31/01/2026", meses(1), "02/03/2026"),
    ("Ley 19.880, art. 25, inc. 3", "29/02/2024", anios(1), "28/02/2025"),
    # «cuando el último día del plazo sea inhábil, éste se entenderá prorrogado al primer día hábil siguiente»
    ("Ley 19.880, art. 25, inc. 4", "19/08/2026", meses(1), "21/09/2026"),
    ("Ley 19.880, art. 25, inc. 4", "05/03/2026", calendario(30), "06/04/2026"),
]
COLOMBIA = [
    # «en los plazos de días […] se entienden suprimidos los feriados y de vacantes»
    ("Ley 4 de 1913, art. 62", "13/03/2026", habiles(1), "16/03/2026"),
    ("Ley 4 de 1913, art. 62", "08/01/2026", habiles(5), "16/01/2026"),
    ("Ley 4 de 1913, art. 62 (CPACA, art. 14: quince días)", "02/06/2026", habiles(15), "25/06/2026"),
    # «a menos de expresarse lo contrario»
    ("Ley 4 de 1913, art. 62", "01/06/2026", calendario(15), "16/06/2026"),
    # «los de meses y años se computan según el calendario; pero si el último día fuere feriado […]»
    ("Ley 4 de 1913, art. 62", "06/05/2026", meses(2), "06/07/2026"),
    ("Ley 4 de 1913, art. 62", "07/07/2026", meses(1), "10/08/2026"),
    # «el último día del plazo será el último día de este segundo mes»
    ("Código Civil, art. 67", "31/08/2026", meses(1), "30/09/2026"),
    ("Código Civil, art. 67, y Ley 4 de 1913, art. 62", "31/01/2027", meses(1), "01/03/2027"),
    ("Código Civil, art. 67", "29/02/2024", anios(1), "28/02/2025"),
]


@pytest.mark.parametrize(
    ("pais", "provision", "desde", "lapso", "esperada"),
    [("PE", *fila) for fila in PERU]
    + [("CL", *fila) for fila in CHILE]
    + [("CO", *fila) for fila in COLOMBIA],
)
def test_a_term_falls_due_on_the_day_that_the_law_says(
    pais: str, provision: str, desde: str, lapso: Lapso, esperada: str
) -> None:
    assert vence(pais, desde, lapso).fecha == dia(esperada), provision


def test_a_term_may_end_on_a_day_not_worked_where_the_rule_says_so() -> None:
    """PE, DS 004-2019-JUS, art. 150.1: «el término expire con la conclusión del último día aun cuando fuera
    inhábil».
    """
    assert vence("PE", "24/03/2026", calendario(10), prorrogar=False).fecha == dia("03/04/2026")


def test_a_fixed_date_moves_under_the_rules_and_stands_without_them() -> None:
    """PE, DS 006-2026-JUS, art. 134.2: «el último día del plazo o la fecha determinada»."""
    lima = Calendario.de("PE")
    reglas = reglas_de("PE", dia("28/07/2026"))
    assert fecha_fija(dia("28/07/2026"), calendario=lima, reglas=reglas).fecha == dia("30/07/2026")
    assert fecha_fija(dia("28/07/2026"), calendario=lima).fecha == dia("28/07/2026")


@pytest.mark.parametrize(
    ("region", "esperada"),
    [
        ("AP", "08/06/2027"),
        ("CL-AP", "08/06/2027"),
        ("Arica y Parinacota", "08/06/2027"),
        ("RM", "07/06/2027"),
        ("", "07/06/2027"),
    ],
)
def test_a_regional_holiday_counts_only_in_its_region(region: str, esperada: str) -> None:
    """7 June, Morro de Arica: a holiday in Arica y Parinacota alone; in 2027 a Monday."""
    assert vence("CL", "04/06/2027", habiles(1), region).fecha == dia(esperada)


def test_our_own_days_stand_over_the_published_calendar() -> None:
    """PE art. 134.1 excludes «aquellos no laborables del servicio»; a recovered Saturday counts."""
    excepciones = [
        Excepcion(fecha=dia("16/03/2026"), motivo="Aniversario de la región"),
        Excepcion(fecha=dia("21/03/2026"), motivo="Sábado recuperado", laborable=True),
    ]
    inicio = dia("13/03/2026")
    resultado = vencimiento(
        inicio,
        habiles(5),
        reglas=reglas_de("PE", inicio),
        calendario=Calendario.de("PE", "Arequipa", excepciones),
    )
    assert resultado.fecha == dia("21/03/2026")
    assert resultado.feriados == ((dia("16/03/2026"), "Aniversario de la región"),)


def test_with_two_calendars_a_day_not_worked_in_either_does_not_count() -> None:
    """Monday 13 July 2026 is a holiday in Colombia alone, 28 and 29 July in Peru alone."""
    ambos = Calendario.de("PE") | Calendario.de("CO")
    reglas = reglas_de("PE", dia("10/07/2026"))
    assert vencimiento(dia("10/07/2026"), habiles(1), reglas=reglas, calendario=ambos).fecha == dia(
        "14/07/2026"
    )
    resultado = vencimiento(dia("27/07/2026"), habiles(1), reglas=reglas, calendario=ambos)
    assert resultado.fecha == dia("30/07/2026")
    assert resultado.lugares == ("PE", "CO")
    assert resultado.feriados[0][1] == "Día de la Independencia (PE)"


@pytest.mark.parametrize(
    ("fin", "lapso", "esperada"),
    [
        ("15/09/2026", calendario(30), "14/08/2026"),  # 16 August is a Sunday: the worked day before
        ("15/09/2026", habiles(15), "25/08/2026"),  # 30 August, Santa Rosa, is a Sunday
        ("31/05/2027", meses(3), "26/02/2027"),  # no 31 February; the 28th is a Sunday
        ("10/08/2026", habiles(5), "31/07/2026"),  # Junín left out
        ("15/09/2026", anios(1), "15/09/2025"),
    ],
)
def test_the_last_day_to_ask_is_counted_backward_and_never_late(
    fin: str, lapso: Lapso, esperada: str
) -> None:
    assert ultimo_dia_para(dia(fin), lapso, calendario=Calendario.de("PE")).fecha == dia(esperada)


@pytest.mark.parametrize(
    ("calculo", "frase"),
    [
        (vence("PE", "12/03/2026", habiles(10)), "10 días hábiles desde el 12/03/2026; vence el 26/03/2026"),
        (
            vence("PE", "25/03/2026", habiles(10)),
            "10 días hábiles desde el 25/03/2026; feriados excluidos: 2/04 Jueves Santo, 3/04 Viernes Santo; "
            "vence el 10/04/2026",
        ),
        (
            vence("PE", "30/12/2026", habiles(2)),
            "2 días hábiles desde el 30/12/2026; feriados excluidos: 1/01/2027 Año Nuevo; vence el "
            "04/01/2027",
        ),
        (
            vence("PE", "31/01/2026", meses(1)),
            "1 mes desde el 31/01/2026; ese mes no tiene día igual: pasa al primer día hábil del siguiente; "
            "vence el 02/03/2026",
        ),
        (
            vence("CL", "31/01/2026", meses(1)),
            "1 mes desde el 31/01/2026; ese mes no tiene día igual: cuenta su último día; el 28/02/2026 "
            "(sábado) es inhábil y pasa al siguiente hábil; vence el 02/03/2026",
        ),
        (
            ultimo_dia_para(dia("15/09/2026"), calendario(30), calendario=Calendario.de("PE")),
            "30 días calendario antes del 15/09/2026; el 16/08/2026 (domingo) es inhábil y se adelanta al "
            "hábil anterior; último día: 14/08/2026",
        ),
        (fecha_fija(dia("28/07/2026"), calendario=Calendario.de("PE")), "Fecha fijada: 28/07/2026"),
        (
            fecha_fija(
                dia("28/07/2026"), calendario=Calendario.de("PE"), reglas=reglas_de("PE", dia("28/07/2026"))
            ),
            "Fecha fijada: 28/07/2026; el 28/07/2026 (Día de la Independencia) es inhábil y pasa al "
            "siguiente hábil; vence el 30/07/2026",
        ),
    ],
)
def test_a_computed_date_explains_itself(calculo: FechaCalculada, frase: str) -> None:
    assert calculo.frase() == frase


def test_a_long_term_names_the_first_holidays_and_counts_the_rest() -> None:
    calculo = vence("CO", "01/12/2025", habiles(250))
    assert len(calculo.feriados) == 20
    assert ", y 8 más; vence el" in calculo.frase()


def test_a_computed_date_cites_the_provisions_that_it_used() -> None:
    assert vence("PE", "12/03/2026", habiles(10)).citas == (
        "TUO de la Ley 27444 (DS 004-2019-JUS), art. 144.1",
        "TUO de la Ley 27444 (DS 004-2019-JUS), art. 145.1",
    )
    assert vence("CL", "19/08/2026", meses(1)).citas == (
        "Ley 19.880, art. 25, inc. 3",
        "Ley 19.880, art. 25, inc. 4",
    )


@pytest.mark.parametrize(
    ("pais", "al", "clave"),
    [
        ("PE", "15/09/2015", "PE-2001"),
        ("PE", "25/01/2019", "PE-2001"),
        ("PE", "26/01/2019", "PE-2019"),
        ("PE", "30/04/2026", "PE-2019"),
        ("PE", "01/05/2026", "PE-2026"),
        ("CL", "01/01/2026", "CL-2003"),
        ("CO", "01/01/2026", "CO-1913"),
    ],
)
def test_the_rule_set_is_the_one_in_force_on_that_day(pais: str, al: str, clave: str) -> None:
    assert reglas_de(pais, dia(al)).clave == clave


def test_no_rule_set_is_guessed() -> None:
    with pytest.raises(SinReglas, match=r"No hay reglas de cómputo de plazos para CL al 01/01/1990\."):
        reglas_de("CL", dia("01/01/1990"))
    with pytest.raises(SinReglas):
        reglas_de("EC", dia("01/01/2026"))


def test_no_calendar_is_guessed() -> None:
    with pytest.raises(SinCalendario):
        Calendario.de("XX")
    with pytest.raises(SinCalendario, match="2101"):
        vence("PE", "30/12/2100", habiles(3))


def test_every_rule_set_says_where_each_rule_comes_from() -> None:
    for reglas in REGLAS:
        assert set(reglas.citas) - {"calendario"} == {"inicio", "dias", "ultimo_dia", "meses"}
        assert all(cita.articulo.startswith("art") and cita.texto for cita in reglas.citas.values())


@pytest.mark.parametrize("cantidad", [0, -1, 2501])
def test_a_term_of_nothing_or_of_too_much_is_refused(cantidad: int) -> None:
    with pytest.raises(ValueError, match="Un plazo va de 1 a 2500 días hábiles"):
        habiles(cantidad)
