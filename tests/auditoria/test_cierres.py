"""The daily closing: what it covers, what it signs, and how it finds what the chains alone cannot."""

import datetime as dt
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import tsp, x509
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper

from auditoria import merkle
from auditoria.models import GENESIS, Asiento, Cadena, Cierre, HojaDeCierre
from auditoria.raices import registro
from auditoria.sello import demostracion, llaves
from auditoria.sello.firma import firmar
from auditoria.services import asentar
from auditoria.services.cierres import cerrar
from auditoria.verificacion.todo import verificar
from tests.auditoria.conftest import (
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
from tests.auditoria.tsa import autoridad

pytestmark = pytest.mark.django_db


def cerrado() -> Cierre:
    cierre = cerrar()
    assert cierre
    return cierre


def hoja(de: Cadena) -> bytes:
    datos = de.pk.to_bytes(8, "big") + de.cuenta.to_bytes(8, "big") + bytes(de.cabeza) + de.clave.encode()
    return hashlib.sha256(b"\x00" + datos).digest()


# -- what it is


def test_the_root_covers_every_head_and_then_those_that_moved() -> None:
    cadenas = [cadena(i + 1) for i in range(5)]
    cadena()  # empty: there is nothing to cover
    primero = cerrado()
    assert primero.raiz == merkle.raiz([merkle.hoja(GENESIS), *map(hoja, cadenas)])
    assert (primero.n, primero.anterior, primero.cantidad) == (1, GENESIS, 5)

    asentar(cadenas[3].pk, hecho())
    cadenas[3].refresh_from_db()
    segundo = cerrado()
    assert segundo.raiz == merkle.raiz([merkle.hoja(bytes(primero.raiz)), hoja(cadenas[3])])
    assert (segundo.n, segundo.anterior, segundo.cantidad) == (2, primero.raiz, 1)
    assert sano()


def test_it_signs_number_root_previous_moment_and_count() -> None:
    cadena(1)
    primero = cerrado()
    cadena(1)
    segundo = Cierre.objects.get(pk=cerrado().pk)
    assert json.loads(segundo.contenido()) == {
        "v": 1,
        "n": 2,
        "anterior": primero.raiz.hex(),
        "registro_anterior": registro(primero).hex(),
        "raiz": bytes(segundo.raiz).hex(),
        "momento": segundo.momento.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "cantidad": 1,
    }


def test_the_next_one_vouches_for_signature_and_timestamp_of_the_one_before() -> None:
    cadena(1)
    primero = cerrado()
    sellado = bytes(primero.firma) + bytes(primero.sello_de_tiempo or b"")
    cadena(1)
    assert cerrado().registro_anterior == hashlib.sha256(sellado).digest()


def test_when_nothing_changed_there_is_nothing_to_close() -> None:
    assert cerrar() is None
    cadena(2)
    cerrado()
    assert cerrar() is None
    assert Cierre.objects.count() == 1


def test_the_demonstration_says_what_its_signature_is_worth() -> None:
    cadena(1)
    cierre = cerrado()
    assert "DEMOSTRACIÓN, sin valor" in x509.Certificate.load(cierre.certificado).subject.human_friendly
    assert "DEMOSTRACIÓN, sin valor" in quien_sello(cierre)
    assert cierre.sello_de_tiempo
    assert cierre.motivo_sin_sello == ""


def quien_sello(cierre: Cierre) -> str:
    token = tsp.ContentInfo.load(cierre.sello_de_tiempo)["content"]
    certificados = [c.chosen.subject.human_friendly for c in token["certificates"]]
    return " ".join(certificados)


def test_its_keys_are_made_once_and_are_their_owners_alone(tmp_path: Path) -> None:
    carpeta = demostracion.carpeta(tmp_path)
    hechas = {archivo.name: archivo.read_bytes() for archivo in carpeta.iterdir()}
    assert {archivo: (carpeta / archivo).stat().st_mode & 0o777 for archivo in ("sello.p12", "tsa.p12")} == {
        "sello.p12": 0o600,
        "tsa.p12": 0o600,
    }
    assert carpeta.stat().st_mode & 0o777 == 0o700
    demostracion.carpeta(tmp_path)
    assert {archivo.name: archivo.read_bytes() for archivo in carpeta.iterdir()} == hechas
    assert [hija.name for hija in tmp_path.iterdir()] == ["sello"]


@pytest.mark.skipif(shutil.which("openssl") is None, reason="without openssl there is nobody else to ask")
def test_openssl_agrees(tmp_path: Path, llaves: Path) -> None:
    """The two commands of docs/auditoria.md."""
    cadena(1)
    cierre = cerrado()
    (tmp_path / "c.json").write_text(cierre.contenido())
    (tmp_path / "c.p7s").write_bytes(cierre.firma)
    (tmp_path / "c.tst").write_bytes(cierre.sello_de_tiempo or b"")
    raiz = str(llaves / "sello" / "raiz.pem")
    firma = [
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "c.p7s",
        "-content",
        "c.json",
        "-CAfile",
        raiz,
    ]
    sello = ["ts", "-verify", "-data", "c.p7s", "-in", "c.tst", "-token_in", "-CAfile", raiz]
    assert openssl(tmp_path, firma) == openssl(tmp_path, sello) == 0
    (tmp_path / "c.json").write_text(cierre.contenido().replace('"n":1', '"n":2'))
    assert openssl(tmp_path, firma) != 0


def openssl(carpeta: Path, orden: list[str]) -> int:
    return subprocess.run(["openssl", *orden], cwd=carpeta, capture_output=True, check=False).returncode  # noqa: S603, S607


# -- whose seal, and whose time


def test_without_a_seal_nothing_is_closed(settings: Any) -> None:
    settings.DEMO = False
    cadena(1)
    with pytest.raises(ImproperlyConfigured, match="SELLO_PKCS12"):
        cerrar()
    assert not HojaDeCierre.objects.exists()


def test_the_institutions_own_seal(settings: Any, ajenas: Path) -> None:
    propia = demostracion.carpeta(ajenas)
    settings.SELLO_PKCS12 = str(propia / "sello.p12")
    settings.SELLO_CONFIANZA = str(propia / "raiz.pem")
    cadena(1)
    assert cerrado().certificado == llaves.sellador().signing_cert.dump()
    assert sano()


def test_a_seal_that_nobody_would_believe_signs_nothing(settings: Any, ajenas: Path, llaves: Path) -> None:
    settings.SELLO_PKCS12 = str(demostracion.carpeta(ajenas) / "sello.p12")
    settings.SELLO_CONFIANZA = str(llaves / "sello" / "raiz.pem")
    cadena(1)
    with pytest.raises(ImproperlyConfigured, match="una llave en la que no se confía"):
        cerrar()


@pytest.mark.parametrize("variable", ["SELLO_PKCS12", "SELLO_CONFIANZA"])
def test_a_seal_that_cannot_be_opened_is_told(settings: Any, tmp_path: Path, variable: str) -> None:
    archivo = tmp_path / "no es"
    archivo.write_text("esto no es un certificado")
    setattr(settings, variable, str(archivo))
    cadena(1)
    with pytest.raises(ImproperlyConfigured, match=str(archivo) if variable == "SELLO_PKCS12" else variable):
        cerrar()


def propia_tsa(local: Path, **opciones: Any) -> DummyTimeStamper:
    archivo = (demostracion.carpeta(local) / "tsa.p12").read_bytes()
    sella = SimpleSigner.load_pkcs12_data(archivo, other_certs=[])
    return DummyTimeStamper(
        sella.signing_cert, sella.signing_key, certs_to_embed=sella.cert_registry, **opciones
    )


def test_the_authority_that_was_named_gives_the_time(settings: Any, ajenas: Path) -> None:
    settings.TSA_CONFIANZA = str(demostracion.carpeta(ajenas) / "raiz.pem")
    cadena(1)
    with autoridad(propia_tsa(ajenas)) as direccion:
        settings.TSA_URL = direccion
        cierre = cerrado()
    assert cierre.sello_de_tiempo
    assert sano()


FALLAS: dict[str, tuple[str, Callable[[Path, Path], dict[str, Any]]]] = {
    "says no": ("503", lambda _suya, _nuestra: {"sella": None, "estado": 503}),
    "speaks nonsense": ("ValueError", lambda _suya, _nuestra: {"sella": None, "cuerpo": b"hola"}),
    "is another one": ("no se confía", lambda _suya, nuestra: {"sella": propia_tsa(nuestra)}),
    "has another time": (
        "el sello de tiempo dice",
        lambda suya, _nuestra: {"sella": propia_tsa(suya, fixed_dt=timezone.now() - dt.timedelta(hours=1))},
    ),
}


@pytest.mark.parametrize("falla", FALLAS)
def test_when_the_authority_fails_the_closing_says_why_it_has_no_timestamp(
    settings: Any, ajenas: Path, llaves: Path, falla: str
) -> None:
    dice, como = FALLAS[falla]
    settings.TSA_CONFIANZA = str(demostracion.carpeta(ajenas) / "raiz.pem")
    cadena(1)
    with autoridad(**como(ajenas, llaves)) as direccion:
        settings.TSA_URL = direccion
        cierre = cerrado()
    assert cierre.sello_de_tiempo is None
    assert dice in cierre.motivo_sin_sello
    informe = verificar()
    assert sano(informe)
    assert informe.avisos == [f"El cierre 1 no tiene sello de tiempo: {cierre.motivo_sin_sello}"]


def test_when_nobody_answers_the_closing_says_so(settings: Any, llaves: Path) -> None:
    settings.TSA_URL = "http://localhost:9/"
    settings.TSA_CONFIANZA = str(llaves / "sello" / "raiz.pem")
    cadena(1)
    assert "Cannot connect" in cerrado().motivo_sin_sello


def test_without_an_authority_there_is_no_timestamp(settings: Any, ajenas: Path) -> None:
    propia = demostracion.carpeta(ajenas)
    settings.DEMO = False
    settings.SELLO_PKCS12, settings.SELLO_CONFIANZA = str(propia / "sello.p12"), str(propia / "raiz.pem")
    cadena(1)
    assert cerrado().motivo_sin_sello == "No hay autoridad de sellado de tiempo configurada."


# -- what it finds


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
        " where a.n = 1 and c.clave <> 'la tocada'",
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


# -- the command


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("cerrar_bitacora")
    cadena(1)
    call_command("cerrar_bitacora")
    call_command("cerrar_bitacora")
    vacia, _, hecho_, _, nada, _ = capsys.readouterr().out.splitlines()
    raiz = bytes(Cierre.objects.get().raiz).hex()
    assert vacia == "La bitácora está vacía."
    assert hecho_ == f"Cierre 1: 1 cadenas, raíz {raiz}, firmado y con sello de tiempo."
    assert nada == "Nada cambió desde el cierre 1."
