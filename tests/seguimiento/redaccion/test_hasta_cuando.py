"""Who writes an acta, and until when."""

from uuid import uuid4

import pytest
from django.db import OperationalError, connections, transaction

from flujo.errors import CondicionesIncumplidas, SinPermiso
from seguimiento.models import (
    Acta,
    Sesion,
)
from seguimiento.services import (
    agregar_parrafo,
    cambiar_parrafo,
    clasificar_parrafo,
    mover_parrafo,
    retirar_parrafo,
)
from seguimiento.services.actas import circular
from seguimiento.services.parrafos import Empalme
from seguimiento.services.sitios import Sitio
from tests.seguimiento.organo import CasoDeOrgano
from tests.seguimiento.redaccion.escritura import APERTURA, agregar, cambiar, en_orden, texto


def test_only_the_secretaria_and_the_presidency_write(organo: CasoDeOrgano, sesion: Sesion):
    parrafo = agregar(organo, sesion, "Uno.", quien=organo.titular)
    for quien in (organo.contraparte, organo.tecnico, organo.ajeno, organo.personal):
        with pytest.raises(SinPermiso):
            cambiar(organo, parrafo, 1, Empalme(desde=0, pone="x"), quien)
        with pytest.raises(SinPermiso):
            agregar(organo, sesion, "Dos.", quien=quien)
    assert en_orden(sesion) == ["Uno."]


def test_nothing_is_written_after_circulation_even_by_whoever_opened_it_before(organo: CasoDeOrgano):
    sesion = organo.terminada()
    abierta = Acta.objects.select_related("sesion", "organo").get(pk=sesion.acta.pk)
    parrafo = agregar(organo, sesion, "Uno.")
    circular(sesion.acta, acto=organo.acto())
    assert abierta.se_escribe  # as the page still has it
    for hacer in (
        lambda: agregar_parrafo(abierta, clave=uuid4(), sitio=APERTURA, texto="x", acto=organo.acto()),
        lambda: cambiar_parrafo(
            abierta, parrafo.clave, version=1, empalme=Empalme(desde=0, pone="x"), acto=organo.acto()
        ),
        lambda: retirar_parrafo(abierta, parrafo.clave, version=1, acto=organo.acto()),
        lambda: mover_parrafo(abierta, parrafo.clave, sitio=Sitio(lugar="cierre"), acto=organo.acto()),
        lambda: clasificar_parrafo(abierta, parrafo.clave, "compromiso", acto=organo.acto()),
    ):
        with pytest.raises(CondicionesIncumplidas, match="ya circuló"):
            hacer()
    assert texto(parrafo) == "Uno."


@pytest.mark.django_db(transaction=True)
def test_whoever_circulates_waits_for_the_last_word_that_is_on_its_way(organo: CasoDeOrgano):
    sesion = organo.en_curso()
    parrafo = agregar(organo, sesion, "Uno.")
    otra = connections.create_connection("default")
    try:
        with transaction.atomic():
            cambiar(organo, parrafo, 1, Empalme(desde=3, pone=" y dos"))
            with otra.cursor() as cursor, pytest.raises(OperationalError, match="could not obtain lock"):
                cursor.execute(
                    "select 1 from seguimiento_acta where id = %s for no key update nowait", [sesion.acta.pk]
                )
    finally:
        otra.close()
