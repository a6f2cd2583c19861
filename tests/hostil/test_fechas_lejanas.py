"""An agreement that ends where no calendar or no law reaches breaks no list in which it stands."""

import datetime as dt
from typing import Any

import pytest

from instituciones.models import Institucion
from notificaciones.models import Plazo
from tests.convenios.vida import DIA
from tests.factories import hoy
from tests.tablero.test_cartera import Mesa, celdas, entrar
from tests.tablero.test_transparencia import publicar

pytestmark = pytest.mark.django_db

SIN_CALCULO = [dt.date.max, dt.date(2125, 6, 30), dt.date(1995, 12, 31)]
"""What registers write for «no end», a term of a hundred years, and one from before the rules in force."""
ESTADOS: list[dict[str, Any]] = [
    {"estado": "en_ejecucion"},
    {"estado": "concluido", "concluido_el": hoy() - DIA},
]


@pytest.mark.parametrize("estado", ESTADOS, ids=lambda e: e["estado"])
@pytest.mark.parametrize("fin", SIN_CALCULO, ids=str)
@pytest.mark.parametrize("pais", ["PE", "CL"])
def test_every_list_shows_it_and_what_stands_beside_it(fin: dt.date, estado: dict[str, Any], pais: str):
    mesa = Mesa()
    Institucion.objects.filter(pk=mesa.propone.pk).update(pais=pais)
    mesa.propone.refresh_from_db()
    publicar(mesa.propone)
    publicar(mesa.otra, "consiente")
    empezo = dt.date(1990, 1, 1)
    lejano = mesa.convenio(
        "Lejano", fin=(fin - hoy()).days, renovacion=30, inicio=empezo, suscrito_el=empezo, **estado
    )
    mesa.convenio("Cercano", fin=120, renovacion=30)
    client = entrar(mesa.asistente)
    cartera = client.get("/cartera/", {"estado": "todos"})
    prorrogas = dict(zip(celdas(cartera, "titulo"), celdas(cartera, "prorroga"), strict=True))
    assert prorrogas.keys() == {"Lejano", "Cercano"}
    assert prorrogas["Lejano"] is None
    assert prorrogas["Cercano"] is not None
    for direccion in (
        *("/", "/expedientes/", "/cartera/exportar/csv/?estado=todos", "/transparencia/convenios.json"),
        lejano.expediente.get_absolute_url(),
    ):
        respuesta = client.get(direccion)
        assert (direccion, respuesta.status_code) == (direccion, 200)
        assert respuesta.getvalue() if respuesta.streaming else respuesta.content


@pytest.mark.parametrize("fin", [dt.date(2125, 6, 30), dt.date.max], ids=str)
def test_an_end_beyond_every_calendar_is_a_deadline_of_each_party_with_its_reminders(fin: dt.date):
    mesa = Mesa()
    convenio = mesa.convenio(fin=(fin - hoy()).days, renovacion=30)
    plazos = Plazo.objects.abiertos().de_objeto("convenios.convenio", convenio.pk)
    assert {(p.tipo, p.institucion_id, p.vence) for p in plazos} == {
        ("vencimiento", parte.pk, fin) for parte in (mesa.propone, mesa.otra)
    }
    for plazo in plazos:
        assert len(plazo.recordatorios) == 7
        assert plazo.proximo_aviso_at is not None
        assert plazo.proximo_aviso_at.date() == fin - 180 * DIA


def test_the_page_says_that_the_day_to_ask_for_the_renewal_cannot_be_counted():
    mesa = Mesa()
    lejano = mesa.convenio(fin=(dt.date(2125, 6, 30) - hoy()).days, renovacion=30)
    cercano = mesa.convenio(fin=400, renovacion=30)
    client = entrar(mesa.asistente)
    dicho = [
        "No se puede contar" in client.get(c.expediente.get_absolute_url()).content.decode()
        for c in (lejano, cercano)
    ]
    assert dicho == [True, False]
