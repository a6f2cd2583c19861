"""What a closing finds that the chains alone cannot."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.utils import timezone

from auditoria.models import GENESIS, Asiento, Cadena, Cierre
from auditoria.raices import registro
from auditoria.sello.firma import firmar
from auditoria.services import asentar
from auditoria.verificacion.todo import verificar
from tests.auditoria.conftest import (
    cadena,
    cerrado,
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
    """A chain that the closings 1 and 2 cover up to 4 and 6, and that has two more rows since."""
    cadena(2)
    creada = cadena(4, clave="la tocada")
    cerrado()
    mas(creada, 2)
    cerrado()
    mas(creada, 2)
    return creada


def mas(de: Cadena, cuantos: int) -> None:
    for i in range(cuantos):
        asentar(de.pk, hecho(datos={"mas": i}))


def cortar(de: Cadena, n: int) -> None:
    """Delete the tail, and set head and count back so that the chain itself is sound."""
    with sin_disparadores():
        sql("delete from auditoria_asiento where cadena_id = %s and n > %s", de.pk, n)
        sql(
            "update auditoria_cadena c set cuenta = a.n, cabeza = a.hash, ultimo_at = a.registrado_at"
            " from auditoria_asiento a"
            " where a.cadena_id = c.id and c.id = %s and a.n = %s",
            de.pk,
            n,
        )


def test_a_tail_cut_off_below_a_closing_is_found_by_it(de: Cadena) -> None:
    cortar(de, 5)
    assert hallado() == ("la tocada", 6, None)
    assert que_se_hallo() == "falta el asiento que el cierre selló"


def test_a_tail_cut_off_above_the_last_closing_is_found_by_the_next_verification_of_nobody(
    de: Cadena,
) -> None:
    """What no closing covers yet has only its head: hence a closing every day."""
    cortar(de, 6)
    assert sano()


def reescribir(de: Cadena) -> None:
    """Change every row of a chain and compute all that follows anew: in itself it is sound again."""
    with sin_disparadores():
        sql(
            "update auditoria_asiento set cuerpo = replace(cuerpo, 'anotar', 'firmar') where cadena_id = %s",
            de.pk,
        )
        for asiento in Asiento.objects.filter(cadena=de).order_by("n"):
            sql(
                "update auditoria_asiento a set anterior = coalesce((select b.hash from auditoria_asiento b"
                " where b.cadena_id = a.cadena_id and b.n = a.n - 1), %s) where id = %s",
                GENESIS,
                asiento.pk,
            )
            rehacer(asiento)
        sql("update auditoria_cadena set cabeza = %s where id = %s", fila(de, asiento.n).hash, de.pk)


def test_a_chain_rewritten_throughout_is_found_by_the_first_closing(de: Cadena) -> None:
    reescribir(de)
    assert hallado() == ("la tocada", 4, fila(de, 4).pk)
    assert que_se_hallo() == "el asiento no es el que el cierre selló"


def soltar(tabla: str) -> None:
    """Drop what a table's foreign keys refer to, as only the owner can."""
    for (nombre,) in sql(
        "select conname from pg_constraint where conrelid = %s::regclass and contype = 'f'", tabla
    ):
        sql(f'alter table {tabla} drop constraint "{nombre}"')


def test_a_whole_chain_deleted_is_found(de: Cadena) -> None:
    with sin_disparadores():
        soltar("auditoria_hojadecierre")
        sql("delete from auditoria_asiento where cadena_id = %s", de.pk)
        sql("delete from auditoria_cadena where id = %s", de.pk)
    assert hallado() == ("la tocada", 4, None)
    assert que_se_hallo() == "la cadena que el cierre selló ya no existe"


def test_a_chain_under_another_name_is_found(de: Cadena) -> None:
    with sin_disparadores():
        sql("update auditoria_cadena set clave = 'otra' where id = %s", de.pk)
    assert que_se_hallo() == "la cadena que el cierre selló se llama ahora «otra»"


ALTERED: dict[str, tuple[str, int, str]] = {
    "root": (
        "update auditoria_cierre set raiz = sha256(raiz) where n = 1",
        1,
        "la raíz no es la de sus hojas",
    ),
    "previous root": (
        "update auditoria_cierre set anterior = sha256(anterior) where n = 2",
        2,
        "no continúa al cierre anterior",
    ),
    "moment": (
        "update auditoria_cierre set momento = momento + interval '1 second' where n = 2",
        2,
        "la firma no es de este contenido",
    ),
    "number": ("update auditoria_cierre set n = 3 where n = 2", 2, "falta el cierre"),
    "count": ("update auditoria_cierre set cantidad = 7 where n = 2", 2, "la raíz no es la de sus hojas"),
    "signature": (
        "update auditoria_cierre set firma = set_byte(firma, length(firma) - 1, 0) where n = 2",
        2,
        "la firma no es válida",
    ),
    "signature of the one before": (
        "update auditoria_cierre set firma = set_byte(firma, length(firma) - 1, 0) where n = 1",
        1,
        "la firma no es válida",
    ),
    "no signature": ("update auditoria_cierre set firma = '' where n = 2", 2, "la firma no se puede leer"),
    "certificate": (
        "update auditoria_cierre set certificado = '\\x00' where n = 2",
        2,
        "el certificado guardado no es el de quien firmó",
    ),
    "timestamp of another": (
        "update auditoria_cierre set sello_de_tiempo = (select sello_de_tiempo from auditoria_cierre where n = 1)"
        " where n = 2",
        2,
        "el sello de tiempo no es de esta firma",
    ),
    "timestamp taken away": (
        "update auditoria_cierre set sello_de_tiempo = null, motivo_sin_sello = 'no respondió' where n = 1",
        1,
        "su firma o su sello de tiempo no son los que selló el cierre siguiente",
    ),
    "leaf deleted": (
        "delete from auditoria_hojadecierre where cierre_id = 2",
        2,
        "la raíz no es la de sus hojas",
    ),
    "leaf altered": (
        "update auditoria_hojadecierre set hash = sha256(hash) where cierre_id = 2",
        2,
        "el asiento no es el que el cierre selló",
    ),
    "leaf added": (
        "insert into auditoria_hojadecierre (cierre_id, cadena_id, clave, n, hash)"
        " select 2, c.id, c.clave, a.n, a.hash from auditoria_asiento a join auditoria_cadena c on c.id = a.cadena_id"
        " where a.n = 1 and starts_with(c.clave, 'prueba:')",
        2,
        "la raíz no es la de sus hojas",
    ),
    "closing deleted": (
        "delete from auditoria_hojadecierre where cierre_id = 1; delete from auditoria_cierre where n = 1",
        1,
        "falta el cierre",
    ),
}


@pytest.mark.parametrize("que", ALTERED)
def test_an_altered_closing_is_found(de: Cadena, que: str) -> None:
    orden, n, dice = ALTERED[que]
    with sin_disparadores():
        soltar("auditoria_hojadecierre")
        for parte in orden.split(";"):
            sql(parte)
    (hallazgo,) = verificar().hallazgos
    assert (hallazgo.cierre, hallazgo.que) == (n, dice)


def test_a_closing_signed_again_with_another_key_is_found(de: Cadena, settings: Any, ajenas: Path) -> None:
    """With keys that look the same: root, seal and authority of another demonstration."""
    cierre = Cierre.objects.get(n=2)
    nuestra, settings.LOCAL_DIR = settings.LOCAL_DIR, ajenas
    otra = firmar(cierre.contenido().encode(), cierre.momento)
    settings.LOCAL_DIR = nuestra
    with sin_disparadores():
        sql(
            "update auditoria_cierre set firma = %s, certificado = %s where n = 2", otra.cms, otra.certificado
        )
    assert que_se_hallo().startswith("lo firmó una llave en la que no se confía: ")


def test_a_closing_is_judged_as_of_its_day(de: Cadena) -> None:
    """A seal that has expired since then remains good; one that had not begun yet does not."""
    cierre = Cierre.objects.get(n=2)
    cierre.momento = timezone.now() - dt.timedelta(days=400)
    with pytest.raises(ImproperlyConfigured, match="no se confía"):
        firmar(cierre.contenido().encode(), cierre.momento)


def test_from_a_closing_on_what_it_covers_is_taken_for_granted(de: Cadena) -> None:
    vieja, nueva = fila(de, 3), fila(de, 7)
    with sin_disparadores():
        sql("update auditoria_asiento set cuerpo = cuerpo || ' ' where id = %s", vieja.pk)
    assert hallado() == ("la tocada", 3, vieja.pk)
    assert verificar(desde_cierre=1).bien
    assert verificar(desde_cierre=2).bien
    with sin_disparadores():
        sql("update auditoria_asiento set cuerpo = cuerpo || ' ' where id = %s", nueva.pk)
    assert hallado(desde_cierre=1) == ("la tocada", 7, nueva.pk)
    assert hallado(desde_cierre=2) == ("la tocada", 7, nueva.pk)


@pytest.mark.parametrize(("borrado", "encontrado"), [(7, 7), (8, 8), (6, 6)])
def test_from_a_closing_on_what_is_missing_after_it_is_found(
    de: Cadena, borrado: int, encontrado: int
) -> None:
    with sin_disparadores():
        sql("delete from auditoria_asiento where cadena_id = %s and n = %s", de.pk, borrado)
    assert verificar(desde_cierre=1).hallazgos[0].n == encontrado


def test_from_a_closing_on_its_own_rows_are_compared_with_it(de: Cadena) -> None:
    with sin_disparadores():
        sql("update auditoria_hojadecierre set hash = sha256(hash) where cierre_id = 1 and n = 4")
    assert verificar(desde_cierre=2).bien
    hallados = verificar(desde_cierre=1).hallazgos
    assert {(h.n, h.que) for h in hallados} == {(4, "el asiento no es el que el cierre selló")}
    assert [h.comprobacion for h in hallados] == ["cadenas", "cierres"]


def test_from_a_closing_on_chains_go_on_from_what_was_sealed() -> None:
    de = cadena(4, clave="la tocada")
    cerrado()
    cadena(1)
    cerrado()
    mas(de, 2)
    assert verificar(desde_cierre=2).bien
    reescribir(de)
    assert hallado(desde_cierre=2) == ("la tocada", 4, fila(de, 4).pk)
    assert que_se_hallo(desde_cierre=2) == "el asiento no es el que el cierre selló"


def test_from_a_closing_on_the_one_before_must_be_there(de: Cadena) -> None:
    with sin_disparadores():
        soltar("auditoria_hojadecierre")
        sql("delete from auditoria_cierre where n = 1")
    assert [(h.cierre, h.que) for h in verificar(desde_cierre=2).hallazgos] == [(1, "falta el cierre")]


def test_a_closing_out_of_line_is_refused(de: Cadena) -> None:
    ultimo = Cierre.objects.get(n=2)
    malos: list[dict[str, Any]] = [{"n": 9}, {"anterior": GENESIS}, {"cantidad": 4}]
    for malo in malos:
        campos = {"n": 3, "anterior": ultimo.raiz, "cantidad": 0} | malo
        with pytest.raises(DatabaseError, match="Un cierre sigue al anterior"), transaction.atomic():
            Cierre.objects.create(
                registro_anterior=registro(ultimo),
                raiz=ultimo.raiz,
                momento=timezone.now(),
                firma=b"x",
                motivo_sin_sello="x",
                certificado=b"x",
                **campos,
            )
