"""The boards of commitments, of a body, an institution, a post and a coordination, each with its own counts."""

import datetime as dt
import re
from copy import copy

import pytest
import time_machine

from flujo.acto import Acto
from seguimiento.models import Compromiso
from seguimiento.permissions import Cargo
from seguimiento.queries.compromisos import cuenta_en, del_tablero, por_responsable
from seguimiento.services import MiembroNuevo, actas, constituir_organo
from tests.factories import hoy
from tests.seguimiento.acta import CasoDeActa
from tests.seguimiento.caso import DIA, Caso
from tests.seguimiento.organo import AYER
from tests.seguimiento.test_paginas_de_actas import leer

FECHA = f"30/12/{AYER.year + 1}"


def cuentas(pagina: str) -> dict[str, int]:
    """What the panel of the counts says."""
    suyo = pagina[pagina.index('id="cuenta"') :]
    suyo = suyo[: suyo.index("</dl>")]
    return {que: int(n) for que, n in re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", suyo)}


def con_otro_organo(caso: CasoDeActa) -> CasoDeActa:
    """The same case file at a second body of it."""
    otro = copy(caso)
    otro.organo = constituir_organo(
        caso.expediente,
        nombre="Mesa Técnica",
        sigla="MT",
        fundamento="Cláusula octava",
        constituido_el=hoy() - 60 * DIA,
        reglas={"aviso": 0, "aviso_extraordinaria": 0},
        miembros=[
            MiembroNuevo(puesto=caso.d_titular.puesto, cargo=Cargo.PRESIDENCIA),
            MiembroNuevo(puesto=caso.d_contraparte.puesto),
            MiembroNuevo(puesto=caso.d_secretaria.puesto, cargo=Cargo.SECRETARIA, vota=False),
        ],
        acto=Acto(registra=caso.titular),
    )
    otro.m_titular, otro.m_contraparte, otro.m_secretaria = otro.organo.miembros.select_related(
        "puesto", "institucion"
    ).order_by("orden")
    return otro


def nacidos(caso: CasoDeActa, *textos: str) -> list[Compromiso]:
    """Commitments that a session said that count at once."""
    sesion = caso.terminada()
    parrafos = [caso.parrafo(sesion, f"{texto} @FED {FECHA}", clase="compromiso") for texto in textos]
    suyos = actas.anotar_compromisos(caso.viva(sesion.acta), [p.pk for p in parrafos], acto=caso.acto())
    return list(suyos)


@pytest.mark.django_db
def test_the_board_of_a_body_has_what_its_own_actas_gave_rise_to():
    caso = CasoDeActa()
    otro = con_otro_organo(caso)
    _abierto, hecho = nacidos(caso, "Enviar el informe", "Revisar el padrón")
    nacidos(otro, "Convocar a la mesa")
    caso.anotar(texto="Llamar a la federación")
    caso.mover(caso.cumplir(hecho), "verificar", caso.contraparte)

    def tablero(de: CasoDeActa, mas: str = "") -> str:
        return leer(caso.titular, f"{de.organo.get_absolute_url()}compromisos/{mas}")

    textos = ("Enviar el informe", "Revisar el padrón", "Convocar a la mesa", "Llamar a la federación")
    assert [t in tablero(caso) for t in textos] == [True, False, False, False]
    assert [t in tablero(caso, "?ver=terminados") for t in textos] == [False, True, False, False]
    assert [t in tablero(otro) for t in textos] == [False, False, True, False]
    assert cuentas(tablero(caso)) == {"Pendiente": 1, "Verificado": 1, "Vencidos": 0}
    assert cuentas(tablero(otro)) == {"Pendiente": 1, "Vencidos": 0}
    de_todo = leer(caso.titular, f"{caso.expediente.get_absolute_url()}compromisos/")
    assert cuentas(de_todo) == {"Pendiente": 3, "Verificado": 1, "Vencidos": 0}


def test_the_board_of_an_institution_counts_all_of_its_own_whatever_the_list_shows(caso: Caso):
    caso.anotar(vence=hoy())
    caso.mover(caso.cumplir(caso.anotar()), "verificar", caso.contraparte)
    caso.anotar(institucion=caso.otra)
    de_otras = Caso()
    de_otras.anotar(institucion=de_otras.propone)
    suyos = "/compromisos/?institucion=FED"
    assert cuentas(leer(caso.titular, suyos)) == {"Pendiente": 1, "Verificado": 1, "Vencidos": 0}
    assert cuentas(leer(caso.titular, "/compromisos/?institucion=CORP")) == {"Pendiente": 1, "Vencidos": 0}
    with time_machine.travel(dt.datetime.now(dt.UTC) + 2 * DIA):
        for mas in ("", "&estado=verificado", "&plazo=vencido"):
            assert cuentas(leer(caso.titular, suyos + mas)) == {
                "Pendiente": 1, "Verificado": 1, "Vencidos": 1
            }, mas  # fmt: skip
    assert cuentas(leer(caso.titular, "/compromisos/?de=mios")) == {
        "Pendiente": 1, "Verificado": 1, "Vencidos": 0
    }  # fmt: skip
    assert 'id="cuenta"' not in leer(caso.titular, "/compromisos/"), "of everybody's nobody asks"
    assert 'id="cuenta"' not in leer(caso.titular, "/compromisos/?institucion=OTRA")


def test_what_names_no_post_is_the_coordinations(caso: Caso):
    caso.anotar()
    caso.anotar(puesto=caso.d_tecnico.puesto)
    caso.anotar(responsable="El alcalde de Puno", institucion=None)
    caso.anotar(institucion=caso.otra, vence=hoy())
    with time_machine.travel(dt.datetime.now(dt.UTC) + 2 * DIA):
        filas = por_responsable(caso.titular)
    assert [(f.nombre, f.institucion.sigla, f.abiertos, f.vencidos) for f in filas] == [
        ("La coordinación", "CORP", 1, 1),
        ("La coordinación", "FED", 2, 0),
        (caso.d_tecnico.puesto.nombre, "FED", 1, 0),
    ]
    assert sum(f.abiertos for f in filas) == del_tablero(caso.titular).count()
    for fila in filas:
        pagina = leer(caso.titular, f"/compromisos/?{fila.filtro}")
        assert cuentas(pagina)["Pendiente"] == fila.abiertos
        quien = fila.nombre if fila.puesto else "La coordinación"
        assert f'<p class="what">{quien} · {fila.institucion}</p>' in pagina
    pagina = leer(caso.titular, "/compromisos/responsables/")
    assert [f"?{f.filtro}" in pagina for f in filas] == [True] * 3


def test_whoever_coordinates_finds_what_names_no_post_under_their_name_and_as_theirs(caso: Caso):
    suyo = caso.anotar()
    del_tecnico = caso.anotar(puesto=caso.d_tecnico.puesto)
    de_la_otra = caso.anotar(institucion=caso.otra)
    assert list(del_tablero(caso.titular, de_mi_puesto=True)) == [suyo]
    assert list(del_tablero(caso.contraparte, de_mi_puesto=True)) == [de_la_otra]
    assert list(del_tablero(caso.tecnico, de_mi_puesto=True)) == [del_tecnico]
    assert not del_tablero(caso.alterno, de_mi_puesto=True).exists()
    for quien, filtro in (
        (caso.titular, f"coordinacion={caso.propone.pk}"),
        (caso.tecnico, f"puesto={caso.d_tecnico.puesto_id}"),
    ):
        filas = por_responsable(caso.titular, q=str(quien.persona))
        assert [(f.filtro, f.abiertos) for f in filas] == [(filtro, 1)]


def test_the_boards_cost_the_same_for_one_and_for_thirty(caso: Caso, django_assert_num_queries):
    for n in (1, 29):
        for _n in range(n):
            caso.anotar()
            caso.anotar(puesto=caso.d_tecnico.puesto)
        with django_assert_num_queries(5):  # what the account sees, and four
            filas = por_responsable(caso.titular)
        with django_assert_num_queries(2):
            assert cuenta_en(del_tablero(caso.titular)).abiertos == sum(f.abiertos for f in filas)
