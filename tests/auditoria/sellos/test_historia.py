"""The history of seals: one after another, and what verifying says of each closing's key."""

import datetime as dt
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from auditoria.models import Asiento, LlaveDeSello
from auditoria.sello import llaves
from auditoria.services.cierres import cerrar
from auditoria.services.sellos import llave_en_uso, revocar_sello, rotar_sello, usar_sello
from auditoria.verificacion.todo import verificar
from tests.auditoria.conftest import cadena, cerrado, que_se_hallo, sano, sin_disparadores, sql
from tests.auditoria.sellos.conftest import Configurar

pytestmark = pytest.mark.django_db

HORA = dt.timedelta(hours=1)


def en_uso() -> LlaveDeSello:
    llave = llave_en_uso()
    assert llave
    return llave


def test_the_first_closing_enters_its_seal_into_the_history_and_the_log(configurar: Configurar) -> None:
    configurar("uno")
    cadena(1)
    cierre = cerrado()
    llave = en_uso()
    assert bytes(llave.certificado) == cierre.certificado
    assert llave.asunto == "Common Name: uno · DEMOSTRACIÓN, sin valor"
    assert llave.desde <= cierre.momento
    assert dichos(llave) == ["poner_en_uso"]
    assert cerrar() is None  # what the log says of it was covered by that closing


def dichos(llave: LlaveDeSello) -> list[str]:
    suyos = Asiento.objects.filter(modelo="auditoria.llavedesello", objeto=llave.pk)
    return list(suyos.order_by("n").values_list("accion", flat=True))


def test_a_seal_is_rotated_between_closings_and_both_verify(configurar: Configurar) -> None:
    configurar("uno")
    cadena(1)
    cerrado()
    primera = en_uso()
    configurar("dos")
    segunda = rotar_sello()
    cadena(1)
    assert cerrado().certificado == bytes(segunda.certificado)
    primera.refresh_from_db()
    assert (primera.hasta, segunda.hasta) == (segunda.desde, None)
    assert (dichos(primera), dichos(segunda)) == (["poner_en_uso", "dejar"], ["poner_en_uso"])
    assert sano()


def test_rotating_twice_changes_nothing(configurar: Configurar) -> None:
    configurar("uno")
    assert rotar_sello() == rotar_sello()
    assert LlaveDeSello.objects.count() == 1


def test_another_key_does_not_seal_before_it_was_put_in_use(configurar: Configurar) -> None:
    configurar("uno")
    cadena(1)
    cerrado()
    configurar("dos")
    cadena(1)
    with pytest.raises(ImproperlyConfigured, match=r"ejecute «manage\.py sello rotar»"):
        cerrar()
    assert LlaveDeSello.objects.count() == 1


def test_the_key_of_before_seals_no_more(configurar: Configurar, settings: Any) -> None:
    configurar("uno")
    usar_sello()
    de_antes = settings.SELLO_PKCS12
    configurar("dos")
    rotar_sello()
    settings.SELLO_PKCS12 = de_antes
    for usar in (llaves.sellador, rotar_sello):
        with pytest.raises(ImproperlyConfigured, match="dejó de usarse"):
            usar()


def test_a_key_that_nobody_would_believe_is_not_put_in_use(
    configurar: Configurar, settings: Any, llaves: Path
) -> None:
    configurar("uno")
    usar_sello()
    settings.SELLO_PKCS12 = str(llaves / "sello" / "sello.p12")
    with pytest.raises(ImproperlyConfigured, match="no se confía"):
        rotar_sello()
    assert LlaveDeSello.objects.count() == 1


def test_a_log_that_is_older_than_the_history_has_its_seals_in_it(configurar: Configurar) -> None:
    """What the migration does with the closings that it finds."""
    configurar("uno")
    cadena(1)
    primero = cerrado()
    configurar("dos")
    rotar_sello()
    cadena(1)
    segundo = cerrado()
    cadena(1)
    cerrado()
    with sin_disparadores():
        sql("delete from auditoria_llavedesello")
    migracion = import_module("auditoria.migrations.0006_llaves_de_sello")
    migracion.reconocer(apps, SimpleNamespace(connection=connection))
    assert [(bytes(una.certificado), una.desde, una.hasta) for una in LlaveDeSello.objects.all()] == [
        (primero.certificado, primero.momento, segundo.momento),
        (segundo.certificado, segundo.momento, None),
    ]
    assert [h.que for h in verificar().hallazgos if h.comprobacion == "cierres"] == []


# -- revoked


def revocar(cuando: dt.datetime, llave: LlaveDeSello | None = None) -> None:
    revocar_sello(llave or en_uso(), desde=cuando, motivo="Se perdió el equipo en que estaba")


def test_a_revoked_key_seals_no_more_and_the_next_one_does(configurar: Configurar) -> None:
    configurar("uno")
    cadena(1)
    cerrado()
    revocada = en_uso()
    revocar(timezone.now())
    assert dichos(revocada) == ["poner_en_uso", "revocar"]
    with pytest.raises(ImproperlyConfigured, match="está revocado"):
        cerrar()
    with pytest.raises(ImproperlyConfigured, match="está revocado"):
        rotar_sello()
    configurar("dos")
    cerrado()
    assert sano()


def test_what_it_sealed_after_it_was_lost_is_found(configurar: Configurar) -> None:
    configurar("uno")
    cadena(1)
    cierre = cerrado()
    revocar(cierre.momento - HORA)
    assert que_se_hallo().startswith("lo firmó una llave revocada desde ")
    assert "Se perdió el equipo" in que_se_hallo()


def test_what_a_timestamp_proves_to_be_older_stands(configurar: Configurar) -> None:
    configurar("uno")
    cadena(1)
    cierre = cerrado()
    assert cierre.sello_de_tiempo
    with time_machine.travel(timezone.now() + 2 * HORA):
        revocar(cierre.momento + HORA)
    informe = verificar()
    assert (informe.hallazgos, informe.avisos) == ([], [])


def sin_hora(settings: Any) -> None:
    """As an institution seals that has no authority for the time."""
    settings.DEMO = False


def test_without_a_timestamp_what_is_older_by_its_own_clock_is_told(
    configurar: Configurar, settings: Any
) -> None:
    configurar("uno")
    cadena(1)
    sin_hora(settings)
    cierre = cerrado()
    with time_machine.travel(timezone.now() + 2 * HORA):
        revocar(cierre.momento + HORA)
    informe = verificar()
    assert informe.hallazgos == []
    assert informe.avisos[1].startswith("El cierre 1 lo firmó un sello que después se revocó")


def test_the_timestamp_of_a_later_closing_speaks_for_an_earlier_one(
    configurar: Configurar, settings: Any
) -> None:
    configurar("uno")
    cadena(1)
    sin_hora(settings)
    cerrado()
    settings.DEMO = True
    cadena(1)
    segundo = cerrado()
    with time_machine.travel(timezone.now() + 2 * HORA):
        revocar(segundo.momento + HORA)
    informe = verificar()
    assert informe.hallazgos == []
    assert [aviso[:40] for aviso in informe.avisos] == ["El cierre 1 no tiene sello de tiempo: No"]


REHUSOS: dict[str, tuple[dict[str, Any], str]] = {
    "no motive": ({"motivo": "  "}, "Diga por qué"),
    "tomorrow": ({"desde": dt.timedelta(days=1)}, "que ya pasó"),
}


@pytest.mark.parametrize("rehuso", REHUSOS)
def test_a_revocation_says_why_and_since_when(configurar: Configurar, rehuso: str) -> None:
    configurar("uno")
    usar_sello()
    campos, dice = REHUSOS[rehuso]
    desde = timezone.now() + campos.get("desde", -HORA)
    with pytest.raises(ValidationError, match=dice):
        revocar_sello(en_uso(), desde=desde, motivo=campos.get("motivo", "x"))
    assert en_uso().revocada_at is None


def test_a_key_is_revoked_once(configurar: Configurar) -> None:
    configurar("uno")
    llave = usar_sello()
    revocar(timezone.now())
    with pytest.raises(ValidationError, match="ya está revocado"):
        revocar(timezone.now() - HORA, llave)


# -- what verifying finds


ALTERADA = {
    "unknown": (
        "delete from auditoria_llavedesello",
        [
            "lo firmó una llave que no está en la historia de sellos",
            "falta el sello del que habla la bitácora",
        ],
    ),
    "not in use yet": (
        "update auditoria_llavedesello set desde = desde + interval '1 hour'",
        [
            "lo firmó una llave que no estaba en uso en ese momento: %s",
            "el sello no es el que dice la bitácora",
        ],
    ),
    "in use no more": (
        "update auditoria_llavedesello set desde = desde - interval '2 hours', hasta = desde - interval '1 hour'",
        [
            "lo firmó una llave que no estaba en uso en ese momento: %s",
            "el sello no es el que dice la bitácora",
        ],
    ),
    "revoked by nobody": (
        "update auditoria_llavedesello set hasta = desde + interval '1 day', motivo = 'x',"
        " revocada_at = desde + interval '1 day'",
        ["el sello no es el que dice la bitácora"],
    ),
}


@pytest.mark.parametrize("como", ALTERADA)
def test_a_history_that_was_written_over_is_found(configurar: Configurar, como: str) -> None:
    configurar("uno")
    cadena(1)
    cerrado()
    orden, dichos = ALTERADA[como]
    asunto = en_uso().asunto
    with sin_disparadores():
        sql(orden)
    hallados = [hallazgo.que for hallazgo in verificar().hallazgos]
    assert hallados == [dicho.replace("%s", asunto) for dicho in dichos]


def test_a_revocation_that_was_taken_back_is_found(configurar: Configurar) -> None:
    configurar("uno")
    cadena(1)
    cierre = cerrado()
    revocar(cierre.momento - HORA)
    with sin_disparadores():
        sql("update auditoria_llavedesello set revocada_at = null, motivo = ''")
    assert que_se_hallo() == "el sello no es el que dice la bitácora"


# -- what the database refuses


ORDENES = {
    "another certificate": ("certificado = '\\x00'", "no se cambia lo ya escrito"),
    "another beginning": ("desde = desde - interval '1 day'", "no se cambia lo ya escrito"),
    "revoked without a motive": ("revocada_at = desde, hasta = desde", "llave_de_sello_revocada_con_motivo"),
    "revoked and in use": ("revocada_at = desde, motivo = 'x'", "llave_de_sello_revocada_con_motivo"),
    "left before it began": ("hasta = desde - interval '1 day'", "llave_de_sello_en_orden"),
}


@pytest.mark.parametrize("orden", ORDENES)
def test_the_database_refuses(configurar: Configurar, orden: str) -> None:
    configurar("uno")
    usar_sello()
    cambio, dice = ORDENES[orden]
    with pytest.raises(DatabaseError, match=dice), transaction.atomic():
        sql(f"update auditoria_llavedesello set {cambio}")  # noqa: S608 - one of the above


def test_a_key_that_was_left_is_not_taken_up_again_and_none_is_deleted(configurar: Configurar) -> None:
    configurar("uno")
    primera = usar_sello()
    configurar("dos")
    rotar_sello()
    for orden in (
        "update auditoria_llavedesello set hasta = null where id = %s",
        "delete from auditoria_llavedesello where id = %s",
        "update auditoria_llavedesello set revocada_at = null where id = %s",
    ):
        if "revocada" in orden:
            revocar(timezone.now(), primera)
        with pytest.raises(DatabaseError, match=r"no se cambia|solo crece"), transaction.atomic():
            sql(orden, primera.pk)


def test_two_keys_are_never_in_use_at_once(configurar: Configurar) -> None:
    configurar("uno")
    llave = usar_sello()
    with pytest.raises(DatabaseError, match="llave_de_sello_una_en_uso"), transaction.atomic():
        LlaveDeSello.objects.create(certificado=b"otra", asunto="otra", desde=llave.desde)
