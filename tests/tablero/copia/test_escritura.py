"""What a copy holds, and what it keeps back."""

import csv
import hashlib
import io
import json
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest

from auditoria.models import Asiento
from documentos import almacen
from tests.tablero.copia.conftest import OFICIO, SECRETO, Mundo

pytestmark = pytest.mark.django_db


def leido(copia: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(copia) as abierto:
        assert abierto.testzip() is None
        return {nombre: abierto.read(nombre) for nombre in abierto.namelist()}


def lineas(ficheros: dict[str, bytes], cadena: str) -> list[dict[str, Any]]:
    return [json.loads(linea) for linea in ficheros[f"bitacora/{cadena}.jsonl"].split(b"\n") if linea]


def test_every_paper_is_there_by_its_own_bytes_in_the_order_in_which_it_came(mundo: Mundo) -> None:
    ficheros = leido(mundo.copia())
    documentos = json.loads(ficheros["indice.json"])["documentos"]
    assert [d["sha256"] for d in documentos] == [
        d.archivo.sha256 for d in (mundo.interno, mundo.firmado, mundo.oficio)
    ]
    assert [hashlib.sha256(ficheros[d["archivo"]]).hexdigest() for d in documentos] == [
        d["sha256"] for d in documentos
    ]
    assert ficheros["papeles/00003-2020-03-02-oficio.txt"] == OFICIO
    filas = list(csv.DictReader(io.StringIO(ficheros["indice.csv"].decode("utf-8-sig"))))
    assert [fila["archivo"] for fila in filas] == [d["archivo"] for d in documentos]


def test_the_manifest_declares_every_other_file(mundo: Mundo) -> None:
    ficheros = leido(mundo.copia())
    manifiesto = json.loads(ficheros["manifiesto.json"])
    propios = ["manifiesto.json", "manifiesto.p7s", "manifiesto.tst"]
    assert [a["nombre"] for a in manifiesto["archivos"]] + propios == list(ficheros)
    for archivo in manifiesto["archivos"]:
        contenido = ficheros[archivo["nombre"]]
        assert (archivo["tamano"], archivo["sha256"]) == (
            len(contenido),
            hashlib.sha256(contenido).hexdigest(),
        )


def test_what_a_reader_may_not_read_is_there_by_its_inner_hash_alone(mundo: Mundo) -> None:
    ficheros = leido(mundo.copia(mundo.caso.contraparte))
    assert SECRETO.encode() not in b"".join(ficheros.values())
    assert [d["titulo"] for d in json.loads(ficheros["indice.json"])["documentos"]] == [
        "Convenio firmado",
        "Oficio",
    ]
    retenida = lineas(ficheros, "actos")[mundo.interno.asiento.n - 1]
    fila = Asiento.objects.get(pk=mundo.interno.asiento_id)
    assert retenida == {
        "n": fila.n,
        "anterior": bytes(fila.anterior).hex(),
        "hash": bytes(fila.hash).hex(),
        "interno": bytes(fila.interno).hex(),
    }


@pytest.mark.parametrize(("quien", "se_lee"), [("auditora", True), ("titular", False), (None, False)])
def test_a_reading_by_control_is_withheld_from_the_audited(
    mundo: Mundo, quien: str | None, se_lee: bool
) -> None:
    usuario = {"auditora": mundo.auditora, "titular": mundo.caso.titular, None: None}[quien]
    (lectura,) = lineas(leido(mundo.copia(usuario)), "lecturas")
    assert ("cuerpo" in lectura, "interno" in lectura) == (se_lee, not se_lee)


def test_erased_personal_data_are_there_by_their_sealed_hash(mundo: Mundo) -> None:
    fila = lineas(leido(mundo.copia()), "actos")[mundo.interno.asiento.n - 1]
    assert "personal" not in fila
    assert fila["sello_personal"] == json.loads(fila["cuerpo"])["personal"]


def test_the_same_case_file_gives_the_same_files_but_for_the_signed_moment(mundo: Mundo) -> None:
    uno, otro = leido(mundo.copia()), leido(mundo.copia(nombre="otra.zip"))
    distintos = {nombre for nombre in uno if uno[nombre] != otro.get(nombre)}
    assert list(uno) == list(otro)
    assert distintos == {"indice-1.pdf", "manifiesto.json", "manifiesto.p7s", "manifiesto.tst"}
    sin_momento = [
        {k: v for k, v in json.loads(f["manifiesto.json"]).items() if k != "momento"} for f in (uno, otro)
    ]
    for datos in sin_momento:
        datos["archivos"] = [a for a in datos["archivos"] if a["nombre"] != "indice-1.pdf"]
    assert sin_momento[0] == sin_momento[1]


def test_closings_come_with_the_proof_that_they_cover_this_log_and_without_other_chains(mundo: Mundo) -> None:
    ficheros = leido(mundo.copia())
    ultimos = []
    for nombre in (f for f in ficheros if f.endswith("prueba.json")):
        pruebas = json.loads(ficheros[nombre])["cadenas"]
        assert {p["cadena"] for p in pruebas} <= {mundo.expediente.cadena_id, mundo.expediente.lecturas_id}
        ultimos.append({p["bitacora"] for p in pruebas})
    assert ultimos == [{"actos"}, {"actos", "lecturas"}]


def test_without_a_timestamp_authority_the_manifest_says_so(mundo: Mundo, settings: Any) -> None:
    settings.TSA_URL, settings.TSA_CONFIANZA = "http://localhost:9/", str(mundo.raiz)
    ficheros = leido(mundo.copia())
    assert "manifiesto.tst" not in ficheros
    assert "no respondió" in json.loads(ficheros["manifiesto.json"])["motivo_sin_sello"]


def test_memory_does_not_grow_with_what_the_case_file_holds(mundo: Mundo) -> None:
    grande = b"una linea cualquiera\n" * 1_000_000
    mundo._incorporar("grande.txt", "Anexo", grande)
    mundo.copia()  # what is kept for the next time is kept
    tracemalloc.start()
    copia = mundo.copia()
    _, cumbre = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert copia.stat().st_size > len(grande)
    assert cumbre < 6_000_000


def test_a_paper_whose_bytes_are_lost_is_named_and_stops_nothing(mundo: Mundo) -> None:
    ruta = almacen.almacen().path(almacen.ruta(mundo.oficio.archivo.sha256))
    guardado = Path(ruta).read_bytes()
    Path(ruta).unlink()
    try:
        ficheros = leido(mundo.copia())
    finally:
        Path(ruta).write_bytes(guardado)
    oficio = json.loads(ficheros["indice.json"])["documentos"][2]
    assert (oficio["archivo"], oficio["falta"]) == ("", "Sus bytes no están en el almacén.")
