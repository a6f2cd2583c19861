"""What the database does with a row that is put in, and what it refuses."""

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from time_machine import travel

from auditoria.models import GENESIS, Asiento, Cadena
from auditoria.services import asentar, cuerpo_de
from tests.auditoria.conftest import cadena, fila, hecho, sano, sql

pytestmark = pytest.mark.django_db


def test_each_row_is_hashed_as_the_documentation_says() -> None:
    de = cadena(3)
    anterior = GENESIS
    for n in (1, 2, 3):
        asiento = fila(de, n)
        interno = hashlib.sha256(bytes(asiento.nonce) + asiento.cuerpo.encode()).digest()
        assert asiento.interno == interno
        assert asiento.anterior == anterior
        anterior = hashlib.sha256(anterior + n.to_bytes(8, "big") + interno).digest()
        assert asiento.hash == anterior
    assert (bytes(de.cabeza), de.cuenta) == (anterior, 3)


def test_the_body_has_exactly_these_fields() -> None:
    antes = timezone.now()
    asiento = asentar(
        cadena().pk,
        hecho("mover", desde="a", hasta="b", registra=3, institucion=4, clave="k", datos={"x": 1}),
        personal={"quien": "José"},
    )
    cuerpo = json.loads(asiento.cuerpo)
    registrado = cuerpo.pop("registrado_at")
    sello = hashlib.sha256(bytes(asiento.nonce_personal or b"") + b'{"quien":"Jos\xc3\xa9"}').hexdigest()
    assert cuerpo == {
        "v": 1,
        "modelo": "pruebas.cosa",
        "objeto": 7,
        "accion": "mover",
        "desde": "a",
        "hasta": "b",
        "fecha_hecho": "2026-03-02",
        "registra": 3,
        "institucion": 4,
        "visibilidad": "compartida",
        "clave": "k",
        "datos": {"x": 1},
        "personal": sello,
    }
    assert antes <= asiento.registrado_at <= timezone.now()
    assert registrado == asiento.registrado_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def test_no_row_is_recorded_before_the_one_before_it_though_the_clock_went_back() -> None:
    de = cadena(1)
    primera = fila(de, 1)
    with travel(timezone.now() - dt.timedelta(hours=1), tick=False):
        segunda = asentar(de.pk, hecho(datos={"dice": '"registrado_at":"ayer","v":1'}))
    assert segunda.registrado_at == primera.registrado_at
    de.refresh_from_db()
    assert (fila(de, 2).anterior_at, de.ultimo_at) == (primera.registrado_at, segunda.registrado_at)
    assert json.loads(fila(de, 2).cuerpo)["datos"] == {"dice": '"registrado_at":"ayer","v":1'}
    assert asentar(de.pk, hecho()).registrado_at > primera.registrado_at
    assert sano()


def test_number_and_hashes_are_read_back() -> None:
    de = cadena(1)
    asiento = asentar(de.pk, hecho())
    guardado = Asiento.objects.get(pk=asiento.pk)
    assert (asiento.n, asiento.hash, asiento.modelo) == (2, guardado.hash, "pruebas.cosa")


def test_several_rows_of_one_statement_follow_one_another() -> None:
    de, otra = cadena(1), cadena(2)
    Asiento.objects.bulk_create(
        Asiento(cadena=c, nonce=bytes(16), cuerpo=cuerpo_de(hecho(datos={"i": i})))
        for i, c in enumerate([de, otra, de, de])
    )
    assert list(Asiento.objects.filter(cadena=de).values_list("n", flat=True)) == [1, 2, 3, 4]
    assert sano()


DOS_INSERCIONES = """
with
  una as (insert into auditoria_asiento (cadena_id, nonce, cuerpo) select %s, %s, %s from generate_series(1, 2)),
  otra as (insert into auditoria_asiento (cadena_id, nonce, cuerpo) values (%s, %s, %s))
select
"""
INSERTAR_Y_MOVER = """
with nueva as (insert into auditoria_asiento (cadena_id, nonce, cuerpo) values (%s, %s, %s) returning hash)
update auditoria_cadena set cuenta = %s, ultimo_at = now(),
  cabeza = coalesce((select hash from auditoria_asiento where id = %s), (select hash from nueva)) where id = %s
"""


def test_two_inserts_of_one_statement_follow_one_another() -> None:
    de = cadena(1)
    uno = [de.pk, bytes(16), cuerpo_de(hecho())]
    sql(DOS_INSERCIONES, *uno, *uno)
    de.refresh_from_db()
    assert de.cuenta == 4
    assert sano()


@pytest.mark.parametrize("cuenta", [2, 3])
@pytest.mark.parametrize("es_ajena", [False, True])
def test_who_writes_a_row_does_not_say_where_the_head_goes(cuenta: int, es_ajena: bool) -> None:
    """To another moment than the row's, past the row, or to a row of another chain."""
    de, otra = cadena(1), cadena(3)
    ajena = fila(otra, 3).pk if es_ajena else None
    with pytest.raises(IntegrityError, match="La cabeza de una cadena"), transaction.atomic():
        sql(INSERTAR_Y_MOVER, de.pk, bytes(16), cuerpo_de(hecho()), cuenta, ajena, de.pk)
    assert sano()


def test_a_row_that_is_not_put_in_does_not_move_the_head() -> None:
    de = cadena(1)
    asentar(de.pk, hecho(clave="una vez"))
    repetido = Asiento(cadena=de, nonce=bytes(16), cuerpo=cuerpo_de(hecho(clave="una vez")))
    Asiento.objects.bulk_create([repetido], ignore_conflicts=True)
    asentar(de.pk, hecho())
    assert list(Asiento.objects.filter(cadena=de).values_list("n", flat=True)) == [1, 2, 3]
    assert sano()


def test_an_act_with_a_key_is_logged_once() -> None:
    de = cadena()
    asentar(de.pk, hecho(clave="una vez"))
    with pytest.raises(IntegrityError, match="asiento_clave_de_idempotencia_unica"):
        asentar(de.pk, hecho(clave="una vez"))


def test_what_the_caller_says_of_number_and_hashes_is_not_heard() -> None:
    de = cadena(1)
    Asiento.objects.create(
        cadena=de, n=40, anterior=b"a" * 32, hash=b"h" * 32, nonce=bytes(16), cuerpo=cuerpo_de(hecho())
    )
    assert fila(de, 2).anterior == fila(de, 1).hash
    assert sano()


REFUSED = {
    "update": "update auditoria_asiento set cuerpo = cuerpo || ' '",
    "update that changes nothing": "update auditoria_asiento set cuerpo = cuerpo",
    "erase without saying so": "update auditoria_asiento set personal = null, nonce_personal = null",
    "delete": "delete from auditoria_asiento",
    "truncate": "truncate auditoria_asiento cascade",
    "update of a chain": "update auditoria_cadena set clave = clave || 'x'",
    "head set back": "update auditoria_cadena set cuenta = cuenta - 1",
    "head moved to nothing": "update auditoria_cadena set cuenta = cuenta + 1, cabeza = sha256(cabeza)",
    "chain deleted": "delete from auditoria_cadena",
    "chains truncated": "truncate auditoria_cadena cascade",
    "chain that does not begin empty": (
        "insert into auditoria_cadena (clave, cabeza, cuenta) values ('x', sha256('x'), 5)"
    ),
    "row with other personal data than sealed": (
        "insert into auditoria_asiento (cadena_id, nonce, cuerpo, nonce_personal, personal)"
        " select cadena_id, nonce, cuerpo, nonce_personal, '{}' from auditoria_asiento"
    ),
    "row that seals personal data and has none": (
        "insert into auditoria_asiento (cadena_id, nonce, cuerpo)"
        " select cadena_id, nonce, cuerpo from auditoria_asiento"
    ),
    "short nonce": (
        "insert into auditoria_asiento (cadena_id, nonce, cuerpo, nonce_personal, personal)"
        " select cadena_id, 'x', cuerpo, nonce_personal, personal from auditoria_asiento"
    ),
    "body that says nothing": (
        "insert into auditoria_asiento (cadena_id, nonce, cuerpo) select id, sha256('') , '{}' from auditoria_cadena"
    ),
    "leaf of a closing that is signed": (
        "insert into auditoria_hojadecierre (cierre_id, cadena_id, clave, n, hash)"
        " select 1, id, clave, 99, cabeza from auditoria_cadena"
    ),
    "closing updated": "update auditoria_cierre set motivo_sin_sello = 'x'",
    "closing deleted": "delete from auditoria_cierre",
    "closings truncated": "truncate auditoria_cierre cascade",
    "leaf updated": "update auditoria_hojadecierre set n = n + 1",
    "leaf deleted": "delete from auditoria_hojadecierre",
    "leaves truncated": "truncate auditoria_hojadecierre",
}


@pytest.mark.parametrize("orden", REFUSED.values(), ids=REFUSED)
def test_an_ordinary_session_is_refused(orden: str) -> None:
    from auditoria.services.cierres import cerrar

    cadena(2)
    cerrar()
    sql("set constraints all immediate")
    sql("set local convenios.vaciado = off")
    with pytest.raises(DatabaseError, match=RAZON), transaction.atomic():
        sql(orden)
    assert sano()


RAZON = (
    "solo crece|solo la mueve|está vacía|no son los que el asiento sella|asiento_nonce_entero"
    "|asiento_dice_que|no admite más hojas"
)


def test_a_trigger_of_ones_own_does_not_move_a_head() -> None:
    de = cadena(2)
    sql("create temporary table trampa (x int)")
    sql(
        "create function pg_temp.mover() returns trigger language plpgsql as $$ begin"
        " update auditoria_cadena set cuenta = cuenta - 1, cabeza = sha256('x'); return new; end $$"
    )
    sql("create trigger mover before insert on trampa for each row execute function pg_temp.mover()")
    with pytest.raises(DatabaseError, match="solo la mueve un asiento nuevo"), transaction.atomic():
        sql("insert into trampa values (1)")
    assert Cadena.objects.get(pk=de.pk).cuenta == 2


def test_a_row_needs_a_chain() -> None:
    with pytest.raises(IntegrityError, match="No existe la cadena"):
        asentar(999_999, hecho())


@pytest.mark.parametrize("datos", [1.5, {1, 2}, object(), b"x"])
def test_what_has_no_canonical_form_is_refused(datos: Any) -> None:
    with pytest.raises(TypeError, match="no canonical form"):
        asentar(cadena().pk, hecho(datos={"x": datos}))


@pytest.mark.parametrize("texto", ["\x00", "\ud800"])
def test_what_postgresql_cannot_hold_is_refused_before_it_gets_there(texto: str) -> None:
    with pytest.raises(ValueError, match="no canonical form"):
        asentar(cadena().pk, hecho(datos={"x": texto}))


@pytest.mark.lento
def test_ten_megabytes_and_odd_characters_are_logged_and_verified() -> None:
    texto = "ñ\u202e\U0001f600\x01\r\n" * 1_000_000
    asentar(cadena().pk, hecho(datos={"largo": texto}), personal={"texto": texto})
    assert sano()
