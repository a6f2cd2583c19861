"""What holds of every count, whatever the country, the day, the term and the days of our own."""

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st

from notificaciones.reglas import (
    Calendario,
    Excepcion,
    FechaCalculada,
    Lapso,
    Unidad,
    reglas_de,
    sumar_habiles,
    ultimo_dia_para,
    vencimiento,
)

PAISES = st.sampled_from(["PE", "CL", "CO"])
DIAS = st.dates(dt.date(2004, 1, 1), dt.date(2080, 12, 31))
LAPSOS = st.one_of(
    st.integers(1, 120).map(Lapso.habiles),
    st.integers(1, 400).map(Lapso.calendario),
    st.integers(1, 48).map(Lapso.meses),
    st.integers(1, 10).map(Lapso.anios),
)


@st.composite
def calendarios(draw: st.DrawFn, cerca_de: dt.date) -> Calendario:
    """The calendar of one or two countries, with some days of its own in the months that follow."""
    propias = draw(
        st.lists(st.tuples(st.integers(-40, 120), st.booleans()), max_size=12, unique_by=lambda par: par[0])
    )
    excepciones = [
        Excepcion(fecha=cerca_de + dt.timedelta(days=d), motivo="propio", laborable=laborable)
        for d, laborable in propias
    ]
    uno = Calendario.de(draw(PAISES), excepciones=excepciones)
    return uno | Calendario.de(draw(PAISES)) if draw(st.booleans()) else uno


@given(st.data(), PAISES, DIAS, LAPSOS)
def test_what_falls_due_falls_due_on_a_worked_day(
    data: st.DataObject, pais: str, desde: dt.date, lapso: Lapso
) -> None:
    calendario = data.draw(calendarios(desde))
    resultado = vencimiento(desde, lapso, reglas=reglas_de(pais, desde), calendario=calendario)
    assert calendario.es_habil(resultado.fecha)
    assert resultado.fecha > desde
    assert all(not calendario.es_habil(dia) and dia < resultado.fecha for dia, _nombre in resultado.feriados)
    assert FechaCalculada.de_json(json.loads(json.dumps(resultado.a_json()))) == resultado


@given(st.data(), PAISES, DIAS, st.integers(1, 120))
def test_n_business_days_lie_between(data: st.DataObject, pais: str, desde: dt.date, n: int) -> None:
    calendario = data.draw(calendarios(desde))
    resultado = vencimiento(desde, Lapso.habiles(n), reglas=reglas_de(pais, desde), calendario=calendario)
    dias = range(1, (resultado.fecha - desde).days + 1)
    assert sum(calendario.es_habil(desde + dt.timedelta(days=dia)) for dia in dias) == n


@given(st.data(), PAISES, DIAS, LAPSOS, st.integers(0, 45))
def test_who_starts_later_is_never_due_earlier(
    data: st.DataObject, pais: str, desde: dt.date, lapso: Lapso, dias: int
) -> None:
    calendario = data.draw(calendarios(desde))
    reglas = reglas_de(pais, desde)
    antes, despues = (
        vencimiento(inicio, lapso, reglas=reglas, calendario=calendario).fecha
        for inicio in (desde, desde + dt.timedelta(days=dias))
    )
    assert antes <= despues


@given(st.data(), PAISES, DIAS, LAPSOS)
def test_a_longer_term_is_never_due_earlier(
    data: st.DataObject, pais: str, desde: dt.date, lapso: Lapso
) -> None:
    calendario = data.draw(calendarios(desde))
    reglas = reglas_de(pais, desde)
    mayor = Lapso(lapso.cantidad + 1, lapso.unidad)
    corto, largo = (vencimiento(desde, x, reglas=reglas, calendario=calendario).fecha for x in (lapso, mayor))
    assert corto < largo if lapso.unidad is Unidad.HABILES else corto <= largo


@given(st.data(), DIAS, LAPSOS)
def test_the_last_day_to_ask_is_worked_and_leaves_the_whole_notice(
    data: st.DataObject, fin: dt.date, lapso: Lapso
) -> None:
    calendario = data.draw(calendarios(fin))
    resultado = ultimo_dia_para(fin, lapso, calendario=calendario)
    assert calendario.es_habil(resultado.fecha)
    assert resultado.nominal is not None
    assert resultado.fecha <= resultado.nominal < fin
    assert FechaCalculada.de_json(resultado.a_json()) == resultado


@given(st.data(), DIAS, st.integers(1, 60))
def test_counting_back_undoes_counting_forward(data: st.DataObject, desde: dt.date, n: int) -> None:
    calendario = data.draw(calendarios(desde))
    inicio = calendario.habil_desde(desde)
    assert sumar_habiles(sumar_habiles(inicio, n, calendario), -n, calendario) == inicio


@given(st.data(), DIAS, LAPSOS)
def test_a_second_calendar_never_brings_the_day_nearer(
    data: st.DataObject, desde: dt.date, lapso: Lapso
) -> None:
    uno = data.draw(calendarios(desde))
    reglas = reglas_de("CL", desde)
    ambos = uno | Calendario.de("CO")
    assert (
        vencimiento(desde, lapso, reglas=reglas, calendario=uno).fecha
        <= vencimiento(desde, lapso, reglas=reglas, calendario=ambos).fecha
    )
