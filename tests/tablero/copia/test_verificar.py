"""`verificar.py`, run as an auditor runs it: alone, without this system."""

import datetime as dt
import hashlib
import importlib.util
import io
import json
import os
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tablero.copia.verificador import PARTES
from tests.tablero.copia.alteraciones import ALTERACIONES, Alteracion, alterada, leer
from tests.tablero.copia.conftest import Mundo
from tests.tablero.copia.papeles import MundoDePapeles

pytestmark = pytest.mark.django_db


def verificar(copia: Path, *opciones: str) -> tuple[int, dict[str, Any]]:
    """Exit status and report, in a process that finds neither Django nor this project."""
    orden = [sys.executable, "-I", str(PARTES / "verificar.py"), str(copia), *opciones, "--json"]
    hecho = subprocess.run(orden, capture_output=True, cwd=os.sep, check=False)  # noqa: S603
    assert hecho.stderr == b""
    return hecho.returncode, json.loads(hecho.stdout)


def ancla(mundo: Mundo | MundoDePapeles) -> str:
    return x509.load_pem_x509_certificate(mundo.raiz.read_bytes()).fingerprint(hashes.SHA256()).hex()


def primero(informe: dict[str, Any], resultado: str) -> tuple[str, str] | None:
    hallados = ((h["comprobacion"], h["donde"]) for h in informe["hallazgos"] if h["resultado"] == resultado)
    return next(hallados, None)


@pytest.fixture(scope="module")
def programa() -> ModuleType:
    """The same program in this process, for what is asked of it hundreds of times."""
    ficha = importlib.util.spec_from_file_location("verificar", PARTES / "verificar.py")
    assert ficha
    assert ficha.loader
    modulo = importlib.util.module_from_spec(ficha)
    sys.modules["verificar"] = modulo
    ficha.loader.exec_module(modulo)
    return modulo


# -- sound copies


@pytest.mark.parametrize("quien", ["sistema", "titular", "contraparte", "auditora"])
def test_a_sound_copy_is_valid_whoever_took_it(mundo: Mundo, quien: str) -> None:
    usuarios = {
        "titular": mundo.caso.titular,
        "contraparte": mundo.caso.contraparte,
        "auditora": mundo.auditora,
    }
    salida, informe = verificar(mundo.copia(usuarios.get(quien)), "--ancla", ancla(mundo))
    assert (salida, {h["resultado"] for h in informe["hallazgos"]}) == (0, {"bien"})


def test_the_certificate_of_the_seal_is_an_anchor_too(mundo: Mundo, programa: ModuleType) -> None:
    copia = mundo.copia()
    del_sello = x509.load_der_x509_certificate(leer(copia)["cierres/00000001/certificado.cer"])
    escrita = del_sello.fingerprint(hashes.SHA256()).hex(":").upper()
    salida, informe = verificar(copia, "--ancla", escrita)
    assert salida == 2, "the timestamps do not lead to the certificate of the seal"
    assert {h["comprobacion"] for h in informe["hallazgos"] if h["resultado"] != "bien"} == {
        "sello de tiempo"
    }
    assert verificar(copia, "--ancla", escrita, "--ancla", ancla(mundo))[0] == 0


def test_without_an_anchor_it_is_undecided(mundo: Mundo) -> None:
    salida, informe = verificar(mundo.copia())
    assert (salida, primero(informe, "duda"), primero(informe, "mal")) == (2, ("ancla", "ancla"), None)


def test_without_a_timestamp_it_is_undecided(mundo: Mundo, settings: Any) -> None:
    settings.TSA_URL, settings.TSA_CONFIANZA = "http://localhost:9/", str(mundo.raiz)
    salida, informe = verificar(mundo.copia(), "--ancla", ancla(mundo))
    assert (salida, primero(informe, "duda")) == (2, ("sello de tiempo", "manifiesto.p7s"))


# -- altered ones


@pytest.fixture(scope="module")
def sana(mundo: Mundo) -> Path:
    """A sound copy, from which the altered ones are made."""
    return mundo.copia(nombre="sana.zip")


@pytest.mark.parametrize("alteracion", ALTERACIONES, ids=lambda a: a.nombre)
def test_an_altered_copy_is_found_and_the_place_is_named(
    mundo: Mundo, sana: Path, ajenas: Path, alteracion: Alteracion
) -> None:
    salida, informe = verificar(alterada(alteracion, sana, ajenas), "--ancla", ancla(mundo))
    hallado = primero(informe, "mal" if alteracion.salida == 1 else "duda")
    assert (salida, hallado) == (alteracion.salida, (alteracion.comprobacion, alteracion.lugar(sana)))


def test_a_copy_that_another_seal_made_whole_is_undecided_without_an_anchor(
    mundo: Mundo, ajenas: Path
) -> None:
    """Nothing in it is wrong: that is what the anchor is for."""
    (todo,) = [a for a in ALTERACIONES if a.nombre == "todo_con_otra_llave"]
    assert verificar(alterada(todo, mundo.copia(), ajenas))[0] == 2


def test_one_byte_anywhere_is_found(mundo: Mundo, programa: ModuleType) -> None:
    """In the content of every file, in its header, in its entry of the directory, and in what ends the ZIP."""
    copia = mundo.copia().read_bytes()
    anclas = {ancla(mundo)}
    paquete = programa.Zip(io.BytesIO(copia))
    paquete.recorrer()
    lugares = [len(copia) - n for n in range(1, 23)]
    inicio = int.from_bytes(copia[-6:-2], "little")
    lugares += range(inicio, inicio + 46)
    for entrada in paquete.entradas.values():
        lugares += [entrada.posicion - 1, entrada.posicion - 20 - len(entrada.nombre)]
        lugares += [entrada.posicion, entrada.posicion + entrada.tamano // 2] if entrada.tamano else []
    for lugar in lugares:
        alterada = bytearray(copia)
        alterada[lugar] ^= 1
        informe = programa.comprobar(io.BytesIO(alterada), anclas)
        assert informe.salida == 1, lugar


def test_a_name_longer_than_the_standard_allows_is_read_all_the_same(programa: ModuleType) -> None:
    llave = ec.generate_private_key(ec.SECP256R1())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        largo = x509.NameAttribute(NameOID.COMMON_NAME, "Autoridad " * 9, _validate=False)
        nombre = x509.Name([largo])
        ahora = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        quien = x509.CertificateBuilder(nombre, nombre, llave.public_key(), 7, ahora, ahora + dt.timedelta(9))
        datos = quien.sign(llave, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    assert programa.nombre_de(programa.certificado_de(datos)) == "Autoridad " * 9


def test_a_signature_with_one_byte_changed_is_a_defect_and_never_an_error_of_ours(
    mundo: Mundo, programa: ModuleType
) -> None:
    with zipfile.ZipFile(mundo.copia()) as paquete:
        contenido, firma, token = (paquete.read(f"manifiesto.{final}") for final in ("json", "p7s", "tst"))
        otros = [programa.certificado_de(paquete.read(n)) for n in paquete.namelist() if "certificados/" in n]

    def leer(firma: bytes, token: bytes) -> str:
        try:
            uno = programa.firmado(firma)
            resumen = hashlib.new(uno.resumen or "sha256", contenido).hexdigest()
            suyo = programa.firmante_de(uno, resumen, contenido, otros)
            sello = programa.fechado(token, lambda r: hashlib.new(r, firma).hexdigest(), otros)
        except (programa.Defecto, programa.NoSeLee) as defecto:
            return repr(defecto)
        confianza = programa.Confianza({ancla(mundo)})
        confianza.certificados = otros
        confianza.llega(suyo, uno.certificados, sello.momento)
        confianza.revocado(suyo, uno.certificados, sello.momento)
        return f"{programa.nombre_de(suyo)}, {programa.nombre_de(sello.certificado)}"

    sana = leer(firma, token)
    assert "Sello de la bitácora" in sana
    dichos = set()
    for que, otro in ((0, firma), (1, token)):
        for lugar in range(len(otro)):
            alterado = bytearray(otro)
            alterado[lugar] ^= 1 << lugar % 8
            dichos.add(leer(*((bytes(alterado), token) if que == 0 else (firma, bytes(alterado)))))
    assert dichos >= {
        "Defecto('La firma no es válida.')",
        "Defecto('La firma no es de este contenido.')",
        "Defecto('Falta el certificado de quien firmó.')",
        "Defecto('El sello de tiempo es de otra cosa.')",
        "Defecto('El sello de tiempo no se puede leer.')",
        "NoSeLee()",
    }


# -- how it is asked


def test_it_says_what_it_does_not_understand(mundo: Mundo) -> None:
    for opciones, frase in (
        (["no-esta.zip"], "No se pudo comprobar: no se pudo leer no-esta.zip"),
        ([str(mundo.copia()), "--ancla", "abc"], "el ancla es una huella SHA-256"),
        ([], "No se pudo comprobar"),
    ):
        orden = [sys.executable, "-I", str(PARTES / "verificar.py"), *opciones]
        hecho = subprocess.run(orden, capture_output=True, cwd=os.sep, check=False)  # noqa: S603
        assert (hecho.returncode, hecho.stdout) == (3, b"")
        assert frase in hecho.stderr.decode()


def test_it_says_which_cryptography_it_needs(tmp_path: Path, mundo: Mundo) -> None:
    (tmp_path / "cryptography").mkdir()
    (tmp_path / "cryptography" / "__init__.py").write_text("__version__ = '41.0.7'\n")
    orden = [sys.executable, str(PARTES / "verificar.py"), str(mundo.copia())]
    hecho = subprocess.run(  # noqa: S603
        orden, capture_output=True, env={"PYTHONPATH": str(tmp_path)}, check=False
    )
    assert hecho.returncode == 3
    assert "cryptography" in hecho.stderr.decode()


def test_in_words_it_ends_with_one_sentence(mundo: Mundo) -> None:
    orden = [
        sys.executable,
        "-I",
        str(PARTES / "verificar.py"),
        str(mundo.copia()),
        "--ancla",
        ancla(mundo),
    ]
    hecho = subprocess.run(orden, capture_output=True, check=False)  # noqa: S603
    lineas = hecho.stdout.decode().splitlines()
    assert lineas[-1] == "VÁLIDA: todo es como se selló."
    assert all(linea.startswith("✓ ") for linea in lineas[:-1])
