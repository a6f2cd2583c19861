"""Papers that the system composed, and what proves them, in the copies of those who may read them."""

import hashlib
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from convenios.models import Estado
from documentos.models import Papel
from documentos.services import composicion, pedir_papel
from flujo.acto import Acto
from instituciones.models import Usuario
from tablero.copia import impreso
from tablero.copia.alcance import Alcance
from tablero.copia.indice import Evidencia, Indice
from tests.factories import Caso
from tests.tablero.copia.alteraciones import Alteracion, alterada, leer
from tests.tablero.copia.alteraciones_de_papeles import ALTERACIONES_DE_PAPELES, INOFENSIVAS
from tests.tablero.copia.papeles import CUSTODIA, MundoDePapeles
from tests.tablero.copia.test_verificar import ancla, primero, verificar

pytestmark = pytest.mark.django_db


def indice(copia: Path) -> dict[str, Any]:
    datos: dict[str, Any] = json.loads(leer(copia)["indice.json"])
    return datos


@pytest.fixture(scope="module")
def del_sistema(de_papeles: MundoDePapeles) -> Path:
    return de_papeles.copia(nombre="del-sistema.zip")


def test_what_was_composed_stands_among_what_came_in_by_its_newest_bytes(
    de_papeles: MundoDePapeles, del_sistema: Path
) -> None:
    ficheros, datos = leer(del_sistema), indice(del_sistema)
    codigo, papel = de_papeles.expediente.codigo, de_papeles.papel
    assert [d["codigo"] for d in datos["documentos"]] == [
        f"{codigo}-P{papel.asiento.n:05d}",
        f"{codigo}-P{de_papeles.opinion.asiento.n:05d}",
        f"{codigo}-D{de_papeles.escaneo:05d}",
    ]
    del_convenio = datos["documentos"][0]
    assert del_convenio["sha256"] == papel.archivo_actual().sha256
    assert hashlib.sha256(ficheros[del_convenio["archivo"]]).hexdigest() == del_convenio["sha256"]
    with pikepdf.open(io.BytesIO(ficheros[del_convenio["archivo"]])) as pdf:
        assert del_convenio["folios"] == len(pdf.pages)
    assert [(f["via"], f["certificado"], f["escaneo"], f["custodia"]) for f in del_convenio["firmas"]] == [
        ("certificado", de_papeles.firma.certificado, "", ""),
        ("papel", "", f"{codigo}-D{de_papeles.escaneo:05d}", CUSTODIA),
    ]


def test_what_the_last_check_found_and_what_was_refused_go_along(
    de_papeles: MundoDePapeles, del_sistema: Path
) -> None:
    ficheros, datos = leer(del_sistema), indice(del_sistema)
    assert [(e["clase"], e["dice"]) for e in datos["evidencias"]] == [
        ("comprobacion", ["VALIDA"]),
        ("rehusado", ["sin_firma_nueva"]),
        ("informe", ["sin_firma_nueva"]),
        ("comprobacion", ["VALIDA"]),
    ]
    informe = json.loads(ficheros[datos["evidencias"][0]["archivo"]])
    assert informe["sha256"] == datos["documentos"][0]["sha256"]
    assert ficheros[datos["evidencias"][1]["archivo"]] == de_papeles.rehusado


@pytest.mark.parametrize(
    ("quien", "clases", "escaneo"),
    [
        ("titular", ["convenio", "opinion"], False),
        ("contraparte", ["convenio", "escaneo"], True),
        ("auditora", ["convenio", "opinion", "escaneo"], True),
    ],
)
def test_each_reader_gets_what_the_pages_show_and_nobody_what_was_refused(
    de_papeles: MundoDePapeles, quien: str, clases: list[str], escaneo: bool
) -> None:
    usuario: Usuario = getattr(de_papeles.caso, quien, None) or de_papeles.auditora
    copia = de_papeles.copia(usuario)
    datos, ficheros = indice(copia), leer(copia)
    assert [d["clase"] for d in datos["documentos"]] == clases
    assert bool(datos["documentos"][0]["firmas"][1]["escaneo"]) == escaneo
    assert {e["clase"] for e in datos["evidencias"]} == {"comprobacion"}
    assert de_papeles.rehusado not in ficheros.values()
    assert verificar(copia, "--ancla", ancla(de_papeles))[0] == 0


def test_a_paper_is_the_file_that_it_was_at_the_row_where_the_copied_log_ends(
    de_papeles: MundoDePapeles,
) -> None:
    sellado = de_papeles.papel.revisiones.select_related("asiento").get(n=1)
    (antes,) = Alcance(de_papeles.expediente).papeles(sellado.asiento.n)
    assert antes.actual == sellado.archivo_id  # type: ignore[attr-defined]
    assert list(Alcance(de_papeles.expediente).papeles(de_papeles.papel.asiento.n)) == []


def test_a_draft_is_in_no_copy() -> None:
    caso = Caso(Estado.EN_EVALUACION)
    borrador = pedir_papel(caso.actual(), "convenio", acto=Acto(registra=caso.titular))
    assert composicion.terminar(borrador, b"%PDF-1.7 de prueba")
    assert Papel.objects.filter(es_borrador=True, archivo__isnull=False).exists()
    assert list(Alcance(caso.expediente).papeles(10_000)) == []


def test_only_what_is_sealed_anew_differs(de_papeles: MundoDePapeles, del_sistema: Path) -> None:
    uno, otro = leer(del_sistema), leer(de_papeles.copia(nombre="otra.zip"))
    assert list(uno) == list(otro)
    assert {n for n in uno if uno[n] != otro[n]} == {
        *("indice-1.pdf", "manifiesto.json", "manifiesto.p7s", "manifiesto.tst")
    }


# -- the printed index


def test_the_printed_index_says_what_the_index_says_and_is_read_aloud(
    del_sistema: Path, tmp_path: Path
) -> None:
    from outloud.cli import main

    ficheros, fichero = leer(del_sistema), tmp_path / "indice.pdf"
    fichero.write_bytes(ficheros["indice-1.pdf"])
    with pikepdf.open(fichero) as pdf:
        (adjunto,) = pdf.attachments.values()
        datos = json.loads(adjunto.get_file().read_bytes())["datos"]
        metadatos = pdf.open_metadata()
        assert (metadatos.pdfa_status, metadatos["pdfuaid:part"]) == ("3A", "1")
    assert datos["indice_sha256"] == hashlib.sha256(ficheros["indice.json"]).hexdigest()
    assert [(e["codigo"], e["folios"], e["sha256"]) for e in datos["entradas"]] == [
        (d["codigo"], d["folios"], d["sha256"]) for d in indice(del_sistema)["documentos"]
    ]
    with pytest.raises(SystemExit) as salida:
        main(["--layer", "conformance", "--no-info", str(fichero)])
    assert salida.value.code == 0


def test_a_long_index_is_printed_in_volumes(
    de_papeles: MundoDePapeles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impreso, "POR_VOLUMEN", 2)
    copia = de_papeles.copia(nombre="en-volumenes.zip")
    assert [n for n in leer(copia) if n.startswith("indice-")] == ["indice-1.pdf", "indice-2.pdf"]
    assert verificar(copia, "--ancla", ancla(de_papeles))[0] == 0


def test_rows_of_an_index_are_not_kept_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tablero.copia.indice.EN_MEMORIA", 1 << 16)
    caso = Caso()
    una = Evidencia(
        clase="informe",
        de="EXP-2026-00001-P00001",
        momento=timezone.now(),
        dice=["sin_firma_nueva"],
        medio="application/json",
        tamano=1,
        sha256="ab" * 32,
        asiento=1,
        archivo="evidencias/00001-rehusado-001.json",
        falta="",
    )
    tracemalloc.start()
    with Indice(caso.expediente, {}) as indice_largo:
        for _n in range(5_000):
            indice_largo.agregar(una)
        largo = sum(len(trozo) for trozo in indice_largo.en_json())
    _, cumbre = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert largo > 1_300_000
    assert cumbre < 600_000


# -- altered ones


@pytest.mark.parametrize("alteracion", ALTERACIONES_DE_PAPELES, ids=lambda a: a.nombre)
def test_an_altered_copy_of_papers_is_found_and_the_place_is_named(
    de_papeles: MundoDePapeles, del_sistema: Path, ajenas: Path, alteracion: Alteracion
) -> None:
    salida, informe = verificar(alterada(alteracion, del_sistema, ajenas), "--ancla", ancla(de_papeles))
    assert (salida, primero(informe, "mal")) == (1, (alteracion.comprobacion, alteracion.lugar(del_sistema)))


@pytest.mark.parametrize("alteracion", INOFENSIVAS, ids=lambda a: a.nombre)
def test_a_list_proves_nothing_against_who_signed_before_or_when_another_made_it(
    de_papeles: MundoDePapeles, del_sistema: Path, ajenas: Path, alteracion: Alteracion
) -> None:
    assert verificar(alterada(alteracion, del_sistema, ajenas), "--ancla", ancla(de_papeles))[0] == 0


def test_what_the_system_added_after_the_last_signature_is_what_it_recorded(
    de_papeles: MundoDePapeles, del_sistema: Path
) -> None:
    """Proofs of certificates come after a seal, and no signature covers them: the log does."""
    _salida, informe = verificar(del_sistema, "--ancla", ancla(de_papeles))
    frases = [h["frase"] for h in informe["hallazgos"] if "ninguna cubre" in h["frase"]]
    assert frases
    assert all(frase.endswith("son los que el sistema añadió y asentó.") for frase in frases)
