"""The owner of the database changes the past: whatever he does, the first bad row is named."""

import pytest
from django.db import DatabaseError, transaction

from auditoria.models import Asiento, Cadena
from auditoria.services import Hecho, asentar, cuerpo_de
from auditoria.services.borrado import BORRAR
from auditoria.verificacion import filas
from auditoria.verificacion.todo import verificar
from auditoria.verificacion.totales import primera_cadena_dudosa
from tests.auditoria.conftest import (
    DIA,
    cadena,
    fila,
    hallado,
    hecho,
    que_se_hallo,
    rehacer,
    sano,
    sin_disparadores,
    sql,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def de() -> Cadena:
    """A chain of six rows between two others."""
    cadena(3)
    creada = cadena(6, clave="la tocada")
    cadena(3)
    assert sano()
    return creada


def tocar(orden: str, *valores: object) -> None:
    with sin_disparadores():
        sql(orden, *valores)


# -- rows


def test_an_altered_body_is_found(de: Cadena) -> None:
    mala = fila(de, 3)
    tocar("update auditoria_asiento set cuerpo = replace(cuerpo, 'anotar', 'firmar') where id = %s", mala.pk)
    assert hallado() == ("la tocada", 3, mala.pk)


def test_white_space_in_a_body_is_an_alteration(de: Cadena) -> None:
    mala = fila(de, 3)
    tocar("update auditoria_asiento set cuerpo = cuerpo || ' ' where id = %s", mala.pk)
    assert hallado() == ("la tocada", 3, mala.pk)


ALTERED = {
    "n": "n = 40",
    "anterior": "anterior = sha256(anterior)",
    "nonce": "nonce = substr(sha256(nonce), 1, 16)",
    "interno": "interno = sha256(interno)",
    "hash": "hash = sha256(hash)",
}


@pytest.mark.parametrize("columna", ALTERED)
def test_an_altered_column_is_found(de: Cadena, columna: str) -> None:
    mala = fila(de, 6)
    tocar(f"update auditoria_asiento set {ALTERED[columna]} where id = %s", mala.pk)  # noqa: S608
    clave, n, _id = hallado()
    assert (clave, n) == ("la tocada", 40 if columna == "n" else 6)


def test_a_row_moved_to_another_chain_is_found(de: Cadena) -> None:
    otra = Cadena.objects.exclude(pk=de.pk).earliest("id")
    movida = fila(de, 6)
    tocar("update auditoria_asiento set cadena_id = %s, n = 4 where id = %s", otra.pk, movida.pk)
    assert hallado() == (otra.clave, 4, movida.pk)


@pytest.mark.parametrize("columna", ["interno", "hash", "anterior", "nonce", "cuerpo"])
def test_an_emptied_column_is_found(de: Cadena, columna: str) -> None:
    tabla = "auditoria_asiento"
    with sin_disparadores():
        sql("alter table auditoria_asiento drop constraint asiento_dice_que_cuando_y_para_quien")
        sql(f"alter table {tabla} alter column {columna} drop not null")
        sql(f"update {tabla} set {columna} = null where cadena_id = %s and n = 2", de.pk)  # noqa: S608
    assert hallado()[:2] == ("la tocada", 2)


def test_a_whole_chain_emptied_of_hashes_is_found(de: Cadena) -> None:
    with sin_disparadores():
        for columna in ("anterior", "nonce", "interno", "hash"):
            sql(f"alter table auditoria_asiento alter column {columna} drop not null")
        sql("alter table auditoria_cadena alter column cabeza drop not null")
        sql(
            "update auditoria_asiento set anterior = null, nonce = null, interno = null, hash = null"
            " where cadena_id = %s",
            de.pk,
        )
        sql("update auditoria_cadena set cabeza = null where id = %s", de.pk)
    assert hallado()[:2] == ("la tocada", 1)


def test_a_row_rewritten_with_all_its_hashes_is_found_at_the_next_one(de: Cadena) -> None:
    mala = fila(de, 3)
    with sin_disparadores():
        sql(
            "update auditoria_asiento set cuerpo = replace(cuerpo, 'anotar', 'firmar') where id = %s", mala.pk
        )
        rehacer(mala)
    assert hallado() == ("la tocada", 4, fila(de, 4).pk)


def test_the_last_row_rewritten_with_all_its_hashes_is_found_by_the_head(de: Cadena) -> None:
    mala = fila(de, 6)
    with sin_disparadores():
        sql(
            "update auditoria_asiento set cuerpo = replace(cuerpo, 'anotar', 'firmar') where id = %s", mala.pk
        )
        rehacer(mala)
    assert hallado() == ("la tocada", 6, mala.pk)
    assert "cabeza" in que_se_hallo()


def test_a_shorter_nonce_is_found_even_when_the_hash_stays(de: Cadena) -> None:
    """Bytes that wander from the nonce into the text leave the hash as it was."""
    with sin_disparadores():
        sql("alter table auditoria_asiento drop constraint asiento_nonce_entero")
        sql(
            "insert into auditoria_asiento (cadena_id, n, anterior, anterior_at, nonce, cuerpo, interno, hash)"
            " select id, cuenta + 1, cabeza, ultimo_at, nonce, cuerpo, i, sha256(cabeza || int8send(cuenta + 1) || i)"
            " from auditoria_cadena, (select nonce, cuerpo, sha256(nonce || convert_to(cuerpo, 'UTF8')) i"
            " from (select sha256('') || ''::bytea nonce, %s cuerpo) x) y where id = %s",
            cuerpo_de(hecho()),
            de.pk,
        )
        sql("update auditoria_cadena c set cuenta = a.n, cabeza = a.hash, ultimo_at = a.registrado_at"
            " from auditoria_asiento a where a.cadena_id = c.id and a.n = 7 and c.id = %s", de.pk)  # fmt: skip
    assert hallado()[:2] == ("la tocada", 7)


def retrasar(mala: Asiento) -> None:
    """Have a row say that it was recorded a century earlier, with its hashes and the head that follow."""
    sql("alter table auditoria_asiento drop constraint if exists asiento_no_antes_que_el_anterior")
    sql(
        "update auditoria_asiento set cuerpo = regexp_replace(cuerpo, '(\"registrado_at\":\")20', '\\119')"
        " where id = %s",
        mala.pk,
    )
    rehacer(mala)
    sql(
        "update auditoria_cadena c set cabeza = a.hash, ultimo_at = a.registrado_at from auditoria_asiento a"
        " where a.id = %s and c.id = a.cadena_id",
        mala.pk,
    )


def test_a_moment_before_that_of_the_row_before_is_found(de: Cadena) -> None:
    mala = fila(de, 6)
    with sin_disparadores():
        retrasar(mala)
    assert hallado() == ("la tocada", 6, mala.pk)
    assert que_se_hallo() == "dice que se registró antes que el asiento anterior"


def test_a_moment_made_to_fit_by_another_moment_of_the_row_before_is_found(de: Cadena) -> None:
    mala = fila(de, 6)
    with sin_disparadores():
        retrasar(mala)
        sql("update auditoria_asiento set anterior_at = registrado_at where id = %s", mala.pk)
    assert hallado() == ("la tocada", 6, mala.pk)
    assert "los momentos no enlazan" in que_se_hallo()


def test_another_moment_at_the_head_of_a_chain_is_found(de: Cadena) -> None:
    tocar("update auditoria_cadena set ultimo_at = ultimo_at - interval '1 day' where id = %s", de.pk)
    assert hallado()[:2] == ("la tocada", 6)
    assert que_se_hallo() == "la cabeza de la cadena no es la de su último asiento (6 de 6)"


# -- rows that are missing, or too many


def test_a_deleted_row_in_the_middle_is_found(de: Cadena) -> None:
    tocar("delete from auditoria_asiento where cadena_id = %s and n in (3, 4)", de.pk)
    assert hallado() == ("la tocada", 3, None)
    assert que_se_hallo() == f"falta el asiento: el que sigue es el n.º 5, id {fila(de, 5).pk}"


def test_a_deleted_beginning_is_found(de: Cadena) -> None:
    tocar("delete from auditoria_asiento where cadena_id = %s and n < 3", de.pk)
    assert hallado() == ("la tocada", 1, None)


def test_a_deleted_tail_is_found(de: Cadena) -> None:
    tocar("delete from auditoria_asiento where cadena_id = %s and n > 4", de.pk)
    assert hallado() == ("la tocada", 5, None)
    assert que_se_hallo() == "faltan asientos al final: la cadena cuenta 6 y hay 4"


def test_all_rows_of_a_chain_deleted_are_missed(de: Cadena) -> None:
    tocar("delete from auditoria_asiento where cadena_id = %s", de.pk)
    assert hallado() == ("la tocada", 1, None)


def test_swapped_rows_are_found(de: Cadena) -> None:
    with sin_disparadores():
        for viejo, nuevo in ((2, 99), (5, 2), (99, 5)):
            sql("update auditoria_asiento set n = %s where cadena_id = %s and n = %s", nuevo, de.pk, viejo)
    assert hallado() == ("la tocada", 2, fila(de, 2).pk)


def test_rows_swapped_between_chains_are_found(de: Cadena) -> None:
    """Both keep a number and a hash that are right in themselves; only the links do not match."""
    otra = Cadena.objects.filter(pk__gt=de.pk).earliest("id")
    with sin_disparadores():
        sql("update auditoria_asiento set n = 99 where cadena_id = %s and n = 2", de.pk)
        sql("update auditoria_asiento set cadena_id = %s where cadena_id = %s and n = 2", de.pk, otra.pk)
        sql(
            "update auditoria_asiento set cadena_id = %s, n = 2 where cadena_id = %s and n = 99",
            otra.pk,
            de.pk,
        )
    assert hallado() == ("la tocada", 2, fila(de, 2).pk)


def test_an_inserted_row_is_found(de: Cadena) -> None:
    with sin_disparadores():
        sql("update auditoria_asiento set n = -n where cadena_id = %s and n > 3", de.pk)
        sql(
            "insert into auditoria_asiento"
            " (cadena_id, n, anterior, anterior_at, nonce, cuerpo, nonce_personal, personal, interno, hash)"
            " select cadena_id, 4, hash, registrado_at, nonce, cuerpo, nonce_personal, personal, interno,"
            " sha256(hash || int8send(4) || interno)"
            " from auditoria_asiento where cadena_id = %s and n = 3",
            de.pk,
        )
        sql("update auditoria_asiento set n = 1 - n where cadena_id = %s and n < 0", de.pk)
    assert hallado() == ("la tocada", 5, fila(de, 5).pk)


def test_a_row_added_at_the_end_is_found(de: Cadena) -> None:
    with sin_disparadores():
        sql(
            "insert into auditoria_asiento"
            " (cadena_id, n, anterior, anterior_at, nonce, cuerpo, nonce_personal, personal, interno, hash)"
            " select cadena_id, 7, hash, registrado_at, nonce, cuerpo, nonce_personal, personal, interno,"
            " sha256(hash || int8send(7) || interno)"
            " from auditoria_asiento where cadena_id = %s and n = 6",
            de.pk,
        )
    assert hallado() == ("la tocada", 7, fila(de, 7).pk)
    assert "de más" in que_se_hallo()


def test_rows_without_their_chain_are_found(de: Cadena) -> None:
    with sin_disparadores():
        (restriccion,) = sql(
            "select conname from pg_constraint where conrelid = 'auditoria_asiento'::regclass and contype = 'f'"
        )[0]
        sql(f'alter table auditoria_asiento drop constraint "{restriccion}"')
        sql("delete from auditoria_cadena where id = %s", de.pk)
    assert hallado() == (None, 1, fila(de, 1).pk)


def test_of_several_faults_the_first_one_is_named(de: Cadena) -> None:
    siguiente = Cadena.objects.filter(pk__gt=de.pk).earliest("id")
    with sin_disparadores():
        sql(
            "update auditoria_asiento set cuerpo = cuerpo || ' ' where cadena_id = %s and n = 1", siguiente.pk
        )
        sql("update auditoria_asiento set cuerpo = cuerpo || ' ' where cadena_id = %s and n in (4, 5)", de.pk)
        sql("delete from auditoria_asiento where cadena_id = %s and n = 6", de.pk)
    assert hallado() == ("la tocada", 4, fila(de, 4).pk)


def test_the_search_begins_near_the_fault(de: Cadena) -> None:
    for lejos in (5_000, 9_000):
        Cadena.objects.create(pk=de.pk + lejos, clave=f"lejos {lejos}")
        asentar(de.pk + lejos, hecho(), personal={"quien": "María"})
    lejana = fila(Cadena.objects.get(clave="lejos 5000"), 1)
    with transaction.atomic():
        tocar("update auditoria_asiento set cuerpo = cuerpo || ' ' where cadena_id >= %s", lejana.cadena_id)
        assert lejana.cadena_id - 1024 < primera_cadena_dudosa() <= lejana.cadena_id
        assert hallado() == ("lejos 5000", 1, lejana.pk)
        transaction.set_rollback(True)
    tocar(
        "update auditoria_asiento set personal = null, nonce_personal = null where cadena_id >= %s",
        lejana.cadena_id,
    )
    assert primera_cadena_dudosa() == lejana.cadena_id
    assert hallado() == ("lejos 5000", 1, lejana.pk)


@pytest.mark.parametrize("tramo", [1, 2, 3, 5])
def test_slices_may_end_anywhere(de: Cadena, monkeypatch: pytest.MonkeyPatch, tramo: int) -> None:
    monkeypatch.setattr(filas, "TRAMO", tramo + 1)
    assert sano()
    for n in range(1, 7):
        with transaction.atomic():
            tocar("delete from auditoria_asiento where cadena_id = %s and n = %s", de.pk, n)
            assert hallado()[:2] == ("la tocada", n)
            transaction.set_rollback(True)


# -- computed columns


def test_a_computed_column_cannot_be_written(de: Cadena) -> None:
    with (
        sin_disparadores(),
        pytest.raises(DatabaseError, match="can only be updated to DEFAULT"),
        transaction.atomic(),
    ):
        sql("update auditoria_asiento set modelo = 'otro'")


def test_a_column_that_is_no_longer_computed_is_found(de: Cadena) -> None:
    mala = fila(de, 3)
    with sin_disparadores():
        sql("alter table auditoria_asiento alter column institucion_id drop expression")
        sql("update auditoria_asiento set institucion_id = 66 where id = %s", mala.pk)
    assert "«institucion_id»" in que_se_hallo()
    por_fila = verificar(fila_por_fila=True).hallazgos[-1]
    assert (por_fila.n, por_fila.asiento, por_fila.que) == (
        3,
        mala.pk,
        "una columna no dice lo que dice el cuerpo",
    )


def test_a_column_computed_otherwise_is_found(de: Cadena) -> None:
    with sin_disparadores():
        sql("alter table auditoria_asiento drop column visibilidad cascade")
        sql(
            "alter table auditoria_asiento add column visibilidad varchar(12)"
            " generated always as (case when n = 3 then 'compartida' else cuerpo::json ->> 'visibilidad' end) stored"
        )
    assert "«visibilidad»" in que_se_hallo()


# -- personal data


def test_altered_personal_data_are_found(de: Cadena) -> None:
    mala = fila(de, 3)
    tocar(
        "update auditoria_asiento set personal = replace(personal, 'María', 'Marta') where id = %s", mala.pk
    )
    assert hallado() == ("la tocada", 3, mala.pk)
    assert "personales" in que_se_hallo()


def test_personal_data_put_into_a_row_that_has_none_are_found(de: Cadena) -> None:
    mala = asentar(de.pk, hecho())
    tocar(
        "update auditoria_asiento set personal = '{}', nonce_personal = %s where id = %s", bytes(16), mala.pk
    )
    assert hallado() == ("la tocada", 7, mala.pk)


def test_personal_data_erased_without_saying_so_are_missed(de: Cadena) -> None:
    mala = fila(de, 3)
    tocar("update auditoria_asiento set personal = null, nonce_personal = null where id = %s", mala.pk)
    assert hallado() == ("la tocada", 3, mala.pk)
    assert "sin un asiento que lo diga" in que_se_hallo()


def test_an_erasure_speaks_of_one_row_only(de: Cadena) -> None:
    """The same id, but not the hash of the row that lost its data."""
    mala = fila(de, 3)
    asentar(
        de.pk,
        Hecho(
            modelo="auditoria.asiento",
            objeto=mala.pk,
            accion=BORRAR,
            fecha_hecho=DIA,
            datos={"n": 3, "hash": bytes(fila(de, 2).hash).hex()},
        ),
    )
    with pytest.raises(DatabaseError, match="solo crece"), transaction.atomic():
        Asiento.objects.filter(pk=mala.pk).update(personal=None, nonce_personal=None)
    tocar("update auditoria_asiento set personal = null, nonce_personal = null where id = %s", mala.pk)
    assert hallado() == ("la tocada", 3, mala.pk)
