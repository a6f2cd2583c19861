"""`verificar.html`, opened from the disk in Chromium: it says of every copy what `verificar.py` says."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from playwright.sync_api import Browser, Page

from tablero.copia.verificador import PARTES, verificar_html
from tests.e2e.conftest import MODES, accessibility_violations, scrolls_sideways, small_targets
from tests.tablero.copia.alteraciones import ALTERACIONES, Alteracion, alterada
from tests.tablero.copia.alteraciones_de_papeles import ALTERACIONES_DE_PAPELES, INOFENSIVAS
from tests.tablero.copia.conftest import Mundo, ajenas, de_papeles, mundo
from tests.tablero.copia.papeles import MundoDePapeles

__all__ = ["ajenas", "de_papeles", "mundo"]  # fixtures that pytest finds here

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Copias:
    """All that is verified here, made before Chromium starts: signing needs a loop of its own in this thread."""

    ancla: str
    sanas: dict[str, Path]
    alteradas: dict[str, Path]


@pytest.fixture(scope="module")
def copias(mundo: Mundo, ajenas: Path) -> Copias:
    quienes = {"sistema": None, "contraparte": mundo.caso.contraparte, "auditora": mundo.auditora}
    sanas = {nombre: mundo.copia(quien, f"{nombre}.zip") for nombre, quien in quienes.items()}
    alteradas = {a.nombre: alterada(a, sanas["sistema"], ajenas) for a in ALTERACIONES}
    return Copias(huella_de(mundo.raiz), sanas, alteradas)


@pytest.fixture(scope="module")
def de_lo_compuesto(de_papeles: MundoDePapeles, ajenas: Path) -> Copias:
    """The same of a case file whose papers the system composed."""
    sana = de_papeles.copia()
    otras = [*ALTERACIONES_DE_PAPELES, *INOFENSIVAS]
    return Copias(
        huella_de(de_papeles.raiz), {"sistema": sana}, {a.nombre: alterada(a, sana, ajenas) for a in otras}
    )


def huella_de(raiz: Path) -> str:
    return x509.load_pem_x509_certificate(raiz.read_bytes()).fingerprint(hashes.SHA256()).hex()


@pytest.fixture(scope="module")
def pagina(
    copias: Copias, de_lo_compuesto: Copias, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Page]:
    """The page from a folder of this machine, without network. It may complain of nothing."""
    fichero = tmp_path_factory.mktemp("verificador") / "verificar.html"
    fichero.write_bytes(verificar_html())
    contexto = chromium.new_context(offline=True)
    quejas: list[str] = []
    pedidos: list[str] = []
    una = contexto.new_page()
    una.on("console", lambda mensaje: quejas.append(mensaje.text))
    una.on("pageerror", lambda error: quejas.append(str(error)))
    una.on("request", lambda pedido: pedidos.append(pedido.url))
    una.goto(fichero.as_uri())
    yield una
    assert (quejas, set(pedidos)) == ([], {fichero.as_uri()})
    contexto.close()


def en_la_pagina(pagina: Page, copia: Path, anclas: str) -> tuple[int, list[dict[str, str]]]:
    pagina.set_input_files("#zip", copia)
    pagina.fill("#anclas", anclas)
    pagina.click("#boton")
    pagina.wait_for_selector("#resultado:not([hidden])")
    hallazgos = pagina.eval_on_selector_all("#hallazgos li", "lineas => lineas.map(l => ({...l.dataset}))")
    return int(pagina.get_attribute("#resultado", "data-salida") or -1), hallazgos


def en_la_consola(copia: Path, *opciones: str) -> tuple[int, list[dict[str, str]]]:
    orden = [sys.executable, "-I", str(PARTES / "verificar.py"), str(copia), *opciones, "--json"]
    hecho = subprocess.run(orden, capture_output=True, check=False)  # noqa: S603
    return hecho.returncode, json.loads(hecho.stdout)["hallazgos"]


@pytest.mark.parametrize("con_ancla", [True, False])
@pytest.mark.parametrize("quien", ["sistema", "contraparte", "auditora"])
def test_of_a_sound_copy_both_say_the_same(pagina: Page, copias: Copias, quien: str, con_ancla: bool) -> None:
    copia, anclas = copias.sanas[quien], [copias.ancla] if con_ancla else []
    visto = en_la_pagina(pagina, copia, "\n".join(anclas))
    assert visto == en_la_consola(copia, *(o for a in anclas for o in ("--ancla", a)))
    assert visto[0] == (0 if con_ancla else 2)


@pytest.mark.parametrize("alteracion", ALTERACIONES, ids=lambda a: a.nombre)
def test_of_an_altered_copy_both_say_the_same(pagina: Page, copias: Copias, alteracion: Alteracion) -> None:
    mala = copias.alteradas[alteracion.nombre]
    visto = en_la_pagina(pagina, mala, copias.ancla)
    assert visto == en_la_consola(mala, "--ancla", copias.ancla)
    assert visto[0] == alteracion.salida
    assert f"Lo primero: {alteracion.lugar(copias.sanas['sistema'])}: " in pagina.inner_text("#primero")


def test_of_composed_papers_both_say_the_same(pagina: Page, de_lo_compuesto: Copias) -> None:
    copia = de_lo_compuesto.sanas["sistema"]
    for anclas, salida in (([de_lo_compuesto.ancla], 0), ([], 2)):
        visto = en_la_pagina(pagina, copia, "\n".join(anclas))
        assert visto == en_la_consola(copia, *(o for a in anclas for o in ("--ancla", a)))
        assert visto[0] == salida


@pytest.mark.parametrize("alteracion", [*ALTERACIONES_DE_PAPELES, *INOFENSIVAS], ids=lambda a: a.nombre)
def test_of_an_altered_copy_of_composed_papers_both_say_the_same(
    pagina: Page, de_lo_compuesto: Copias, alteracion: Alteracion
) -> None:
    mala = de_lo_compuesto.alteradas[alteracion.nombre]
    visto = en_la_pagina(pagina, mala, de_lo_compuesto.ancla)
    assert visto == en_la_consola(mala, "--ancla", de_lo_compuesto.ancla)
    assert visto[0] == alteracion.salida


def test_one_byte_is_found_wherever_it_is(pagina: Page, copias: Copias) -> None:
    """Both find it and name the same; of what is inside a signature each says what its own library makes of it."""
    copia = copias.sanas["sistema"]
    entera = copia.read_bytes()
    for nombre, lugar in lugares_de(copia):
        mala = bytearray(entera)
        mala[lugar] ^= 0x10
        otra = copia.with_name(f"un-byte-{lugar}.zip")
        otra.write_bytes(mala)
        en_una, en_otra = (
            en_la_pagina(pagina, otra, copias.ancla),
            en_la_consola(otra, "--ancla", copias.ancla),
        )
        assert (en_una[0], en_otra[0]) == (1, 1), (nombre, lugar)
        if not nombre.endswith(FIRMADOS):
            assert en_una == en_otra, (nombre, lugar)


FIRMADOS = (".p7s", ".tst", ".pdf", ".cer", ".crl")


def lugares_de(copia: Path) -> Iterator[tuple[str, int]]:
    """A byte in the middle of one file of each kind and folder, one of a header, and those that end the ZIP."""
    with zipfile.ZipFile(copia) as paquete:
        de_cada = {(Path(f.filename).parent, Path(f.filename).suffix): f for f in paquete.infolist()}
        for ficha in de_cada.values():
            inicio = ficha.header_offset + 30 + len(ficha.filename)
            yield ficha.filename, inicio + ficha.compress_size // 2
        yield "header", ficha.header_offset + 20
        yield "directory", paquete.start_dir + 20
    yield "end", copia.stat().st_size - 1


def test_the_zip_may_be_dropped_on_the_page(pagina: Page) -> None:
    pagina.reload()
    soltado = pagina.evaluate_handle(
        """() => {
            const datos = new DataTransfer();
            datos.items.add(new File(["PK"], "soltado.zip"));
            return datos;
        }"""
    )
    pagina.dispatch_event("body", "drop", {"dataTransfer": soltado})
    assert pagina.inner_text("#elegido") == "Elegido: soltado.zip"


@pytest.mark.parametrize("anclas", ["abc", "g" * 64])
def test_an_anchor_that_is_none_is_said_so(pagina: Page, copias: Copias, anclas: str) -> None:
    pagina.set_input_files("#zip", copias.sanas["sistema"])
    pagina.fill("#anclas", anclas)
    pagina.click("#boton")
    assert "64 cifras hexadecimales" in pagina.inner_text("#falta")


@pytest.mark.parametrize("modo", MODES)
def test_it_is_accessible_and_fits(chromium: Browser, pagina: Page, copias: Copias, modo: str) -> None:
    contexto = chromium.new_context(bypass_csp=True, **MODES[modo])  # axe is a script of the test's own
    una = contexto.new_page()
    una.goto(pagina.url)
    for anclas in (copias.ancla, "0" * 64, ""):
        en_la_pagina(una, copias.sanas["sistema"], anclas)
        assert accessibility_violations(una) == []
        assert not scrolls_sideways(una)
        assert small_targets(una) == []
    contexto.close()


def test_its_policy_lets_nothing_else_run(pagina: Page) -> None:
    politica: Any = pagina.get_attribute("meta[http-equiv]", "content")
    assert politica.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in politica
