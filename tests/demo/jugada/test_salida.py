"""What the whole demonstration leaves in its folder: all of it is there, and whoever checks it says the same."""

import hashlib
import html
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from auditoria.models import Asiento
from demo.escenario import SIN_VALOR
from demo.jugar import CASOS, Caso
from demo.registro import NOMBRE, libro
from demo.salida import cuantas_lineas
from demo.salida.carpeta import renovada
from documentos.models import Papel
from tests.base_de_datos import dejar_hecho
from tests.demo import tres

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hechos")]

FECHA = re.compile(rb"/M \(D[^)]*\)")
"""When a signature says that it was made: in the bytes that it covers itself, and those after it."""


@dataclass(frozen=True)
class Jugada:
    """The demonstration played to its end and written once: its folder, and what the commands said.

    The cases had been played: the command goes on with the register.
    """

    carpeta: Path
    jugar: str
    escribir: str

    @property
    def papeles(self) -> list[Path]:
        return sorted(self.carpeta.rglob("*.pdf"))

    @property
    def copias(self) -> list[Path]:
        return sorted(self.carpeta.rglob("*.zip"))

    @property
    def pagina(self) -> str:
        return (self.carpeta / "index.html").read_text()

    @property
    def el_de_seis(self) -> Path:
        """The paper that six parties signed."""
        (papel,) = (p for p in self.papeles if "mesa-cooperativa" in p.name)
        return papel


@pytest.fixture(scope="module")
def jugada(
    hechos: dict[str, Any], django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Jugada]:
    carpeta = tmp_path_factory.mktemp("clon") / "salida"
    todo: Any = transaction.atomic()
    todo._from_testcase = True  # as in the tests themselves
    with django_db_blocker.unblock(), override_settings(SALIDA_DIR=carpeta), todo:
        jugada = Jugada(carpeta, dicho_por("jugar_demo"), dicho_por("escribir_salida"))
        dejar_hecho()
        yield jugada
        transaction.set_rollback(True)


def dicho_por(orden: str) -> str:
    dicho = StringIO()
    call_command(orden, stdout=dicho)
    return dicho.getvalue()


def verificar(copia: Path, *opciones: str) -> int:
    """The exit of the program that lies beside the copies, run without us."""
    programa = copia.parents[1] / "verificar.py"
    orden = [sys.executable, "-I", str(programa), str(copia), *opciones]
    return subprocess.run(orden, capture_output=True, check=False).returncode  # noqa: S603


def ancla_de(carpeta: Path) -> str:
    orden = ["openssl", "x509", "-in", str(carpeta / "raiz.pem"), "-outform", "DER"]
    return hashlib.sha256(subprocess.run(orden, capture_output=True, check=True).stdout).hexdigest()  # noqa: S603


def con_un_byte_distinto(fichero: Path, donde: int, nuevo: Path) -> Path:
    contenido = bytearray(fichero.read_bytes())
    contenido[donde] ^= 1
    nuevo.write_bytes(contenido)
    return nuevo


# -- that it is all there


def test_the_whole_play_leaves_a_log_that_verifies(jugada: Jugada, capsys: Any) -> None:
    call_command("verificar_bitacora")
    assert "✓ Todo está como se escribió." in capsys.readouterr().out
    assert f"{SIN_VALOR}. ✓ jugado ahora" in jugada.jugar
    assert (settings.LOCAL_DIR / "demo" / NOMBRE).read_bytes() == libro()


def test_every_final_paper_is_there_as_it_now_is(jugada: Jugada) -> None:
    suyos = Papel.objects.filter(es_borrador=False, archivo__isnull=False)
    assert sorted(hashlib.sha256(p.read_bytes()).hexdigest() for p in jugada.papeles) == sorted(
        papel.archivo_actual().sha256 for papel in suyos
    )


def test_every_case_file_that_was_played_has_its_copy(jugada: Jugada) -> None:
    codigos = {Caso.leer(nombre).expediente.codigo for nombre in CASOS}
    assert {copia.stem for copia in jugada.copias} == codigos
    assert all(copia.parent.name.startswith(copia.stem) for copia in jugada.copias)


def test_each_piece_is_told_in_a_line_of_its_own(jugada: Jugada) -> None:
    lineas = re.findall(r"(?m)^\[[█░]{24}\] +(\d+)/(\d+) (.) ", jugada.escribir)
    assert [int(n) for n, _total, _marca in lineas] == list(range(1, len(lineas) + 1))
    assert {int(total) for _n, total, _marca in lineas} == {len(lineas)}
    assert {marca for _n, _total, marca in lineas} == {"✓"}
    assert str(jugada.carpeta / "index.html") in jugada.escribir


def test_the_page_shows_each_file_with_its_hash_and_leads_to_nothing_else(jugada: Jugada) -> None:
    enlaces = {html.unescape(e) for e in re.findall(r'href="([^"#]+)"', jugada.pagina)}
    ficheros = {p.relative_to(jugada.carpeta).as_posix() for p in jugada.carpeta.rglob("*") if p.is_file()}
    assert enlaces == ficheros - {"index.html"}
    for fichero in (*jugada.papeles, *jugada.copias):
        assert hashlib.sha256(fichero.read_bytes()).hexdigest() in jugada.pagina


def test_the_page_tells_by_which_route_each_party_signed(jugada: Jugada) -> None:
    for como in (
        "Firmado según un documento",
        "En el sistema, con certificado propio",
        "En el sistema, con el sello sobre el registro de la firma",
        "Fuera del sistema, con una herramienta de firma",
        "En papel",
        "Sello del sistema",
        "Sello de tiempo de archivo",
    ):
        assert f"<div>{como}</div>" in jugada.pagina
    assert "El papel se custodia en: Archivo de la Federación de demostración 3" in jugada.pagina
    assert "Firma que el sistema no registró" not in jugada.pagina
    assert ancla_de(jugada.carpeta) in jugada.pagina


# -- that everybody says the same of it


def test_three_programs_agree_on_every_signature_of_every_paper(jugada: Jugada, tmp_path: Path) -> None:
    assert len(jugada.papeles) == 15
    for papel in jugada.papeles:
        salida, nuestro = tres.segun_nosotros(papel)
        assert (salida, {valida for valida, _quien in nuestro.values()}) == (0, {True})
        assert tres.segun_openssl(papel, jugada.carpeta / "raiz.pem", tmp_path) == nuestro
        sin_sellos_de_tiempo = {c: d for c, d in nuestro.items() if not c.startswith("SelloDeTiempo")}
        assert tres.segun_pdfsig(papel) == sin_sellos_de_tiempo


def test_what_is_changed_in_one_signature_breaks_it_and_those_after_it_for_all_three(
    jugada: Jugada, tmp_path: Path
) -> None:
    papel = jugada.el_de_seis
    _salida, sano = tres.segun_nosotros(papel)
    orden = list(sano)
    assert orden == ["sello", "firma-1", "Signature1", "firma-3", "firma-5", "firma-6", "SelloDeTiempo1"]
    fechas = [fecha.end() - 3 for fecha in FECHA.finditer(papel.read_bytes())]
    for n, donde in enumerate(fechas):
        roto = con_un_byte_distinto(papel, donde, tmp_path / "roto.pdf")
        esperado = dict.fromkeys(orden[:n], True) | dict.fromkeys(orden[n:], False)
        salida, nuestro = tres.segun_nosotros(roto)
        assert (salida, {campo: valida for campo, (valida, _quien) in nuestro.items()}) == (1, esperado)
        assert tres.segun_openssl(roto, jugada.carpeta / "raiz.pem", tmp_path) == nuestro
        assert tres.segun_pdfsig(roto) == {c: d for c, d in nuestro.items() if c != "SelloDeTiempo1"}
    assert len(fechas) == 6


def test_a_root_that_did_not_issue_them_makes_openssl_refuse(jugada: Jugada, tmp_path: Path) -> None:
    """So that what openssl agreed to above was the certificate too, and not the digest alone."""
    ajena = tmp_path / "ajena.pem"
    orden = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    orden += ["-subj", "/CN=Ajena", "-keyout", str(tmp_path / "ajena.key"), "-out", str(ajena)]
    subprocess.run(orden, capture_output=True, check=True)  # noqa: S603
    dicho = tres.segun_openssl(jugada.el_de_seis, ajena, tmp_path)
    assert not any(valida for valida, _quien in dicho.values())


def test_every_copy_is_valid_by_its_anchor_undecided_without_and_invalid_with_another_byte(
    jugada: Jugada, tmp_path: Path
) -> None:
    ancla = ancla_de(jugada.carpeta)
    for copia in jugada.copias:
        assert (verificar(copia, "--ancla", ancla), verificar(copia)) == (0, 2)
    entera = jugada.copias[0]
    aparte = tmp_path / "carpeta"
    aparte.mkdir()
    (tmp_path / "verificar.py").write_bytes((jugada.carpeta / "verificar.py").read_bytes())
    rota = con_un_byte_distinto(entera, entera.stat().st_size // 2, aparte / "rota.zip")
    assert verificar(rota, "--ancla", ancla) == 1


def test_the_recipes_of_the_page_do_what_it_says(jugada: Jugada, tmp_path: Path) -> None:
    """As they stand: copied from the page, in its folder."""
    papel, copia = (html.unescape(r) for r in re.findall(r"(?s)<pre[^>]*><code>(.*?)</code>", jugada.pagina))
    hecho = con_bash(papel.replace("/tmp/", f"{tmp_path}/"), jugada.carpeta)  # noqa: S108
    assert (hecho.returncode, "CMS Verification successful" in hecho.stderr.decode()) == (0, True)
    assert "Signature is Valid." in hecho.stdout.decode()
    hecho = con_bash(copia.replace("python3", sys.executable), jugada.carpeta)
    assert (hecho.returncode, "VÁLIDA: todo es como se selló." in hecho.stdout.decode()) == (0, True)


def con_bash(orden: str, carpeta: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(  # noqa: S603
        ["/bin/bash", "-e", "-o", "pipefail", "-c", orden], cwd=carpeta, capture_output=True, check=False
    )


# -- that it is written again


def test_writing_it_again_leaves_nothing_stale_and_no_row_in_the_log(jugada: Jugada) -> None:
    antes = {p: p.read_bytes() for p in (*jugada.papeles, *jugada.copias)}
    (jugada.carpeta / "de-antes").mkdir()
    (jugada.carpeta / "de-antes" / "viejo.pdf").write_bytes(b"%PDF")
    asientos, total = Asiento.objects.count(), cuantas_lineas()
    dicho = dicho_por("escribir_salida")
    assert Asiento.objects.count() == asientos
    assert {p: p.read_bytes() for p in (*jugada.papeles, *jugada.copias)} == antes
    assert not (jugada.carpeta / "de-antes").exists()
    marcas = re.findall(r"(?m)^\[.{24}\] +\d+/\d+ (.) ", dicho)
    assert (marcas.count("="), marcas.count("✓")) == (len(CASOS), total - len(CASOS))
    assert [p.name for p in jugada.carpeta.parent.iterdir()] == ["salida"]


def interrumpida(destino: Path) -> None:
    with renovada(destino) as nueva:
        (nueva / "index.html").write_text("a med")
        raise KeyboardInterrupt


def test_whoever_is_stopped_on_the_way_leaves_what_was_there(tmp_path: Path) -> None:
    destino = tmp_path / "salida"
    with renovada(destino) as nueva:
        (nueva / "index.html").write_text("entero")
    with pytest.raises(KeyboardInterrupt):
        interrumpida(destino)
    (tmp_path / ".salida-nueva").mkdir()  # what a killed run leaves
    (tmp_path / ".salida-nueva" / "index.html").write_text("a med")
    assert (destino / "index.html").read_text() == "entero"
    with renovada(destino) as nueva:
        assert list(nueva.iterdir()) == []
        (nueva / "index.html").write_text("otra vez")
    assert (destino / "index.html").read_text() == "otra vez"
    assert [p.name for p in tmp_path.iterdir()] == ["salida"]


def test_of_a_case_file_in_which_something_happened_there_is_another_copy(jugada: Jugada) -> None:
    movido = Caso.leer("separacion").expediente
    call_command("exportar_expediente", movido.codigo, "--destino", str(jugada.carpeta / "otra.zip"))
    dicho = dicho_por("escribir_salida")
    assert dicho.count(" = VALIDA · ") == len(CASOS) - 1
    assert f" ✓ VALIDA · {movido.codigo}" in dicho
