"""A party keeps one agreement from the public: who may, from when, until when, and what anybody then sees."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from auditoria.models import Asiento
from convenios.models import Convenio, Estado, Reserva
from convenios.services import reservar, revocar_reserva
from flujo.acto import SISTEMA, Acto
from flujo.errors import DatosInvalidos, SinPermiso, TransicionNoDeclarada
from flujo.services import asentar_acto, perform, siguiente_id
from tests.convenios.pagina import entrar, enviar
from tests.convenios.vida import DIA
from tests.factories import Caso, con_rol, hoy, por_documento
from tests.tablero.test_transparencia import caso, ficha, todo_lo_publico

pytestmark = pytest.mark.django_db

RESERVA = {"norma": "Ley 27806, artículo 17", "motivo": "MOTIVO-DE-LA-RESERVA"}


@pytest.fixture
def nadie() -> Client:
    return Client()


def declarar(uno: Caso, quien: Any = None, **campos: Any) -> Reserva:
    acto = campos.pop("acto", None) or Acto(registra=quien or uno.registro)
    return reservar(uno.actual(), acto=acto, **{"desde": hoy(), **RESERVA, **campos})


def una_reserva(uno: Caso, *, desde: dt.date, hasta: dt.date | None) -> None:
    """One that was declared some time ago."""
    reserva = Reserva(
        id=siguiente_id(Reserva),
        convenio=uno.actual(),
        institucion=uno.propone,
        desde=desde,
        hasta=hasta,
        **RESERVA,
    )
    reserva.asiento = asentar_acto(reserva, "reservar", acto=Acto(registra=None), capacidad=SISTEMA)
    reserva.save(force_insert=True)


def se_publica(nadie: Client, uno: Caso) -> bool:
    """Whether anybody gets anything of it, wherever they ask."""
    identificador = str(Convenio.objects.get(pk=uno.convenio.pk).identificador_publico)
    en_los_ficheros = identificador in todo_lo_publico(nadie, uno)
    assert (nadie.get(ficha(uno.convenio)).status_code == 200) == en_los_ficheros
    return en_los_ficheros


def ruta(uno: Caso, resto: str = "") -> str:
    return f"/expedientes/{uno.expediente.codigo}/{resto}"


# -- what the public sees


def test_a_reserved_agreement_is_not_published_until_it_is_revoked(nadie: Client):
    uno = caso()
    assert se_publica(nadie, uno)
    reserva = declarar(uno)
    assert not se_publica(nadie, uno)
    revocar_reserva(reserva, motivo="Ya no es secreto.", acto=Acto(registra=uno.registro))
    assert se_publica(nadie, uno)


def test_a_party_that_consents_to_the_rest_may_reserve_one(nadie: Client):
    uno, otro = caso(), caso()
    declarar(uno, con_rol(uno.otra, "registro", "Registro de CONF"))
    assert not se_publica(nadie, uno)
    assert se_publica(nadie, otro)


@pytest.mark.parametrize(
    ("desde", "hasta", "publicado"), [(-9, 0, False), (0, None, False), (1, None, True), (-9, -1, True)]
)
def test_it_counts_between_its_days_and_no_other(
    nadie: Client, desde: int, hasta: int | None, publicado: bool
):
    uno = caso()
    una_reserva(uno, desde=hoy() + desde * DIA, hasta=None if hasta is None else hoy() + hasta * DIA)
    assert se_publica(nadie, uno) is publicado


def test_what_depends_on_a_reserved_framework_does_not_name_it(nadie: Client):
    marco, uno = caso(titulo="MARCO-RESERVADO"), caso()
    Convenio.objects.filter(pk=uno.convenio.pk).update(tipo="especifico", marco=marco.convenio)
    assert "MARCO-RESERVADO" in nadie.get(ficha(uno.convenio)).content.decode()
    declarar(marco)
    assert "MARCO-RESERVADO" not in todo_lo_publico(nadie, uno)


# -- who may, and when


def test_the_register_reserves_for_its_own_party_and_revokes_its_own_alone():
    uno = caso()
    de_otra = con_rol(uno.otra, "registro", "Registro de CONF")
    reserva = declarar(uno)
    assert reserva.institucion == uno.propone
    for quien in (uno.titular, uno.asistente, uno.personal, uno.contraparte, uno.ajeno):
        with pytest.raises(SinPermiso):
            declarar(uno, quien)
    with pytest.raises(SinPermiso):
        revocar_reserva(reserva, motivo="Porque sí.", acto=Acto(registra=de_otra))
    assert declarar(uno, de_otra).institucion == uno.otra


def test_an_assistant_records_from_a_paper_what_the_party_decided():
    uno = caso()
    acto = Acto(registra=uno.asistente, institucion_id=uno.propone.pk, documento=por_documento())
    assert declarar(uno, acto=acto).asiento.institucion_id == uno.propone.pk


def test_what_is_over_may_still_be_reserved(nadie: Client):
    uno = caso()
    perform(uno.actual().expediente, "cerrar", acto=Acto(registra=uno.registro), motivo="Terminó.")
    assert se_publica(nadie, uno)
    declarar(uno)
    assert not se_publica(nadie, uno)


def test_it_may_be_declared_before_the_signature(nadie: Client):
    uno, otro = caso(Estado.EN_FIRMA), caso(Estado.EN_FIRMA)
    declarar(uno)
    for firmado in (uno, otro):
        firmado.firmar_todos()
    assert [se_publica(nadie, u) for u in (uno, otro)] == [False, True]


def test_what_never_was_signed_needs_no_reservation():
    uno = caso(Estado.EN_EVALUACION)
    uno.registro = con_rol(uno.propone, "registro", "Registro")
    uno.mover("no_suscribir", motivo="No hubo acuerdo.")
    with pytest.raises(TransicionNoDeclarada):
        declarar(uno)


@pytest.mark.parametrize(
    ("campos", "frase"),
    [
        ({"motivo": ""}, "qué norma lo permite"),
        ({"norma": "  "}, "qué norma lo permite"),
        ({"hasta": hoy() - DIA}, "Esos días ya pasaron"),
        ({"desde": hoy() + 5 * DIA, "hasta": hoy() + DIA}, "no puede ser anterior a la inicial"),
    ],
)
def test_what_does_not_say_why_or_when_is_refused_in_a_sentence(campos: dict[str, Any], frase: str):
    uno = caso()
    with pytest.raises(DatosInvalidos, match=frase):
        declarar(uno, **campos)
    assert not Reserva.objects.exists()


def test_a_party_reserves_once_for_the_same_days_and_again_for_others():
    uno = caso()
    primera = declarar(uno, hasta=hoy() + 5 * DIA)
    with pytest.raises(DatosInvalidos, match="revoque antes esa reserva"):
        declarar(uno)
    declarar(uno, desde=hoy() + 6 * DIA)
    revocar_reserva(primera, motivo="Antes.", acto=Acto(registra=uno.registro))
    declarar(uno, hasta=hoy() + 5 * DIA)


def test_what_was_declared_does_not_change_and_is_revoked_once():
    uno = caso()
    reserva = declarar(uno)
    for campo, valor in (("motivo", "Otro"), ("hasta", hoy()), ("norma", "Otra")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reserva.objects.filter(pk=reserva.pk).update(**{campo: valor})
    revocar_reserva(reserva, motivo="Antes.", acto=Acto(registra=uno.registro))
    with pytest.raises(DatosInvalidos, match="ya se revocó"):
        revocar_reserva(reserva, motivo="Antes.", acto=Acto(registra=uno.registro))
    with pytest.raises(IntegrityError), transaction.atomic():
        Reserva.objects.filter(pk=reserva.pk).update(revocada_el=None)


# -- the pages


def test_the_register_reserves_and_revokes_from_the_case_file(nadie: Client):
    uno = caso()
    client = entrar(uno.registro)
    assert "Reservar el convenio" in client.get(ruta(uno)).content.decode()
    enviar(client, ruta(uno, "reservar/"), **RESERVA)
    pagina = client.get(ruta(uno)).content.decode()
    reserva = Reserva.objects.get()
    de_revocar = reverse("convenios:revocar_reserva", args=[uno.expediente.codigo, reserva.pk])
    assert de_revocar in pagina
    assert "Reserva de MIN: no se publica" in pagina
    assert "Reservar el convenio" not in pagina
    assert not se_publica(nadie, uno)
    enviar(client, de_revocar, motivo="Ya no es secreto.")
    assert "Reserva de MIN" not in client.get(ruta(uno)).content.decode()
    assert se_publica(nadie, uno)
    acciones = (
        Asiento.objects.filter(modelo="convenios.reserva").order_by("n").values_list("accion", flat=True)
    )
    assert list(acciones) == ["reservar", "revocar_reserva"]


def test_every_party_reads_it_in_the_case_file_and_only_its_own_is_offered_to_revoke_it():
    uno = caso()
    declarar(uno)
    pagina = entrar(uno.contraparte).get(ruta(uno)).content.decode()
    assert "MOTIVO-DE-LA-RESERVA" in pagina
    assert "/revocar/" not in pagina
    assert "Reservar el convenio" not in pagina


def test_the_history_tells_it(nadie: Client):
    uno = caso()
    declarar(uno)
    historia = entrar(uno.titular).get(ruta(uno, "historia/")).content.decode()
    assert "MIN declaró reservado el convenio: no se publica." in historia
