"""A ground for ending an agreement, recorded from its paper by whoever keeps the register or by a party's assistant."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from convenios.causales import causas_completas
from convenios.models import Causal, Estado
from convenios.services import contestar_acto, registrar_causal, retirar_parte
from expedientes.facultades import parte_sin_cuentas
from flujo.errors import DatosInvalidos
from tests.convenios.pagina import abrir, entrar
from tests.convenios.vida import DIA, papel
from tests.factories import Caso, hoy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def deposito(settings: Settings, tmp_path: Path) -> None:
    settings.ARCHIVOS_DIR = tmp_path / "archivos"
    settings.CLAMAV_SOCKET = ""


def ruta(caso: Caso) -> str:
    return f"/expedientes/{caso.expediente.codigo}/causales/?por=documento"


def registrar(caso: Caso, quien: Any, **escrito: Any) -> Any:
    client = entrar(quien)
    oficio = papel(caso, "Oficio 12")
    return client.post(
        ruta(caso),
        abrir(client, ruta(caso))
        | {
            "institucion": caso.propone.pk,
            "decidio": "Ministra",
            "fecha_hecho": f"{hoy():%Y-%m-%d}",
            "documento": oficio.pk,
            "causa": "mutuo_acuerdo",
            **escrito,
        },
    )


def test_the_register_records_one_with_its_date_its_paper_and_who_decided():
    caso = Caso(Estado.EN_EJECUCION)
    assert registrar(caso, caso.registro).status_code == 302
    causal = Causal.objects.get()
    assert (causal.causa, str(causal.documento.titulo)) == ("mutuo_acuerdo", "Oficio 12")
    assert causal.asiento.institucion_id == caso.propone.pk
    pagina = entrar(caso.titular).get(f"/expedientes/{caso.expediente.codigo}/").text
    assert "Ministra" in pagina


def test_a_notice_of_separation_is_that_of_the_party_that_decided_it():
    caso = Caso(Estado.EN_EJECUCION)
    hecho = registrar(
        caso,
        caso.asistente_de_contraparte,
        institucion=caso.otra.pk,
        causa="separacion",
        recibida_el=f"{hoy():%Y-%m-%d}",
        efecto_el=f"{hoy() + DIA:%Y-%m-%d}",
    )
    assert hecho.status_code == 302
    assert Causal.objects.get().institucion == caso.otra


def test_the_register_records_another_s_only_where_it_has_no_accounts():
    caso = Caso(Estado.EN_EJECUCION)
    assert not parte_sin_cuentas(caso.expediente, caso.otra.pk)
    form = entrar(caso.registro).get(ruta(caso)).context["form"]
    assert [p.pk for p in form.partes] == [caso.propone.pk]


def test_without_its_paper_it_is_not_recorded():
    caso = Caso(Estado.EN_EJECUCION)
    assert registrar(caso, caso.registro, documento="").status_code == 422
    assert not Causal.objects.exists()
    assert entrar(caso.personal).get(ruta(caso)).status_code == 403


def test_what_its_party_contests_ends_nothing():
    caso = Caso(Estado.EN_EJECUCION)
    registrar(
        caso,
        caso.asistente,
        institucion=caso.otra.pk,
        causa="separacion",
        recibida_el=f"{hoy():%Y-%m-%d}",
        efecto_el=f"{hoy():%Y-%m-%d}",
    )
    aviso = Causal.objects.get()
    assert [c.causal for c in causas_completas(caso.actual())] == [aviso]
    contestar_acto(
        caso.expediente, aviso.asiento, "No avisamos.", acto=caso.acto(caso.contraparte, hash_mostrado=None)
    )
    assert causas_completas(caso.actual()) == []
    with pytest.raises(DatosInvalidos, match="contesta ese aviso"):
        retirar_parte(aviso, acto=caso.acto(caso.titular, hash_mostrado=None))


def test_what_is_older_than_the_agreement_does_not_end_it():
    caso = Caso(Estado.EN_EJECUCION)
    acto = caso.acto(caso.titular, hash_mostrado=None)
    de_hoy = papel(caso, "Oficio de hoy")
    antiguo = papel(caso, "Oficio antiguo", hoy() - 400 * DIA)
    escritos: list[dict[str, Any]] = [
        {"causa": "mutuo_acuerdo", "documento": antiguo},
        {"causa": "separacion", "documento": de_hoy, "recibida_el": dt.date(1, 1, 1), "efecto_el": hoy()},
        {"causa": "separacion", "documento": de_hoy, "recibida_el": hoy() - DIA, "efecto_el": hoy() - DIA},
    ]
    for escrito in escritos:
        with pytest.raises(DatosInvalidos, match="lo que lo termina no puede ser anterior"):
            registrar_causal(caso.actual(), acto=acto, **escrito)
    assert not Causal.objects.exists()
