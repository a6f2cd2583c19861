"""A commitment that keeps another from being done says so on both pages, and tells when it ends."""

import datetime as dt

import pytest
import time_machine

from notificaciones.models import Envio
from seguimiento.queries import compromisos_de, esperas_de
from tests.factories import hoy
from tests.seguimiento.caso import DIA, Caso
from tests.seguimiento.test_avisos import avisados
from tests.seguimiento.test_paginas_de_actas import leer


def que_dice(caso: Caso, numero: int) -> str:
    esperas = esperas_de(compromisos_de(caso.expediente), [])
    [una] = [e for e in esperas if e.objeto.pk == caso.expediente.compromisos.get(numero=numero).pk]
    return una.por_que


def test_each_page_and_the_list_say_what_blocks_what(caso: Caso):
    uno, dos = caso.anotar(texto="Firmar la adenda"), caso.anotar(texto="Abrir la cuenta")
    caso.mover(uno, "bloquear", motivo="Falta la cuenta", bloqueado_por=dos)
    base = f"{caso.expediente.get_absolute_url()}compromisos/"
    assert f'<dt>Lo bloquea</dt><dd><a href="{base}2/">Compromiso 2</a>' in leer(caso.titular, f"{base}1/")
    del_que_bloquea = leer(caso.contraparte, f"{base}2/")
    assert f'<dt>Bloquea a</dt><dd><a href="{base}1/">Compromiso 1</a><small>Firmar la adenda</small>' in (
        del_que_bloquea
    )
    assert "Lo bloquea" not in del_que_bloquea
    assert leer(caso.titular, base).count("lo bloquea el compromiso 2") == 1
    assert leer(caso.titular, "/compromisos/").count("lo bloquea el compromiso 2") == 1
    caso.mover(uno, "desbloquear")
    assert "Bloquea a" not in leer(caso.titular, f"{base}2/")
    assert "lo bloquea" not in leer(caso.titular, base)


def test_whoever_is_to_unblock_it_reads_what_blocks_it(caso: Caso):
    uno, dos = caso.anotar(texto="Firmar"), caso.anotar(institucion=caso.otra)
    caso.mover(uno, "bloquear", motivo="Falta la cuenta")
    assert que_dice(caso, 1) == "Firmar. Está bloqueado: Falta la cuenta"
    caso.mover(caso.mover(uno, "desbloquear"), "bloquear", motivo="Falta el otro", bloqueado_por=dos)
    assert que_dice(caso, 1) == "Firmar. Lo bloquea el compromiso 2: Falta el otro"


@pytest.mark.parametrize("termina", ["verificar", "dar_por_no_cumplido"])
def test_whoever_it_blocked_is_told_how_it_ended(caso: Caso, termina: str):
    suyo = caso.anotar(texto="Firmar", puesto=caso.d_tecnico.puesto)
    dos = caso.anotar(institucion=caso.otra, vence=hoy())
    caso.anotar(puesto=caso.d_alterno.puesto)
    caso.mover(suyo, "bloquear", motivo="Falta el otro", bloqueado_por=dos)
    assert caso.tecnico.pk in avisados("paso_pendiente")
    Envio.objects.all().delete()
    if termina == "verificar":
        caso.mover(caso.cumplir(dos, caso.contraparte), "verificar", caso.titular)
        estado = "verificado"
    else:
        with time_machine.travel(dt.datetime.now(dt.UTC) + 2 * DIA):
            caso.mover(dos, "dar_por_no_cumplido", caso.contraparte, motivo="No hubo fondos")
        estado = "no cumplido"
    dicho = f"Firmar. El compromiso 2, que lo bloqueaba, ya terminó: {estado}."
    assert que_dice(caso, 1) == dicho
    contextos = Envio.objects.filter(aviso="paso_pendiente", usuario=caso.tecnico).values_list(
        "contexto", flat=True
    )
    assert [(c["titulo"]["es"], c["explicacion"]["es"]) for c in contextos] == [
        ("Desbloquear el compromiso 1", dicho)
    ]
