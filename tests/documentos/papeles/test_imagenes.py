"""How each paper looks: every page is compared with the picture of it that somebody looked at and kept.

After a wanted change: `GUARDAR_IMAGENES=1 pytest tests/documentos/papeles/test_imagenes.py`, then look at them.
"""

import os
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageChops, ImageStat

from auditoria.canonico import canonico
from tests.documentos.papeles.muestras import POR_CLASE, componer, sobre

pytestmark = pytest.mark.lento

ORO = Path(__file__).parent / "imagenes"
DISTINTAS = Path(settings.LOCAL_DIR) / "papeles-distintos"
PUNTOS_POR_PULGADA = 60
CELDA = 24
"""Pixels of the side of a region."""
TOLERANCIA = 6.0
"""Levels of grey, of 256, by which a region may differ on the average: other versions of a library smooth otherwise."""


def rasterizar(pdf: bytes, carpeta: Path) -> list[Image.Image]:
    """A picture in greys of each page."""
    orden = ["pdftoppm", "-r", str(PUNTOS_POR_PULGADA), "-gray", "-png", "-", str(carpeta / "p")]
    subprocess.run(orden, input=pdf, check=True)  # noqa: S603
    return [Image.open(pagina).convert("L") for pagina in sorted(carpeta.glob("p-*.png"))]


def regiones_distintas(una: Image.Image, otra: Image.Image) -> list[tuple[int, int]]:
    """Column and row of each region that looks otherwise; everything when the pages have other sizes."""
    if una.size != otra.size:
        return [(0, 0)]
    diferencia = ImageChops.difference(una, otra)
    ancho, alto = una.size
    return [
        (x // CELDA, y // CELDA)
        for y in range(0, alto, CELDA)
        for x in range(0, ancho, CELDA)
        if ImageStat.Stat(diferencia.crop((x, y, x + CELDA, y + CELDA))).mean[0] > TOLERANCIA
    ]


def indice_de_copia() -> bytes:
    """The first volume of the index of a copy: as many papers as the index of a case file, one of them missing."""
    from documentos.composicion import imprenta

    entradas = [
        {**una, "folios": n, "falta": ""} for n, una in enumerate(sobre("indice")["datos"]["entradas"], 1)
    ]
    entradas[2] |= {"folios": None, "falta": "Sus bytes no están en el almacén."}
    datos = {
        "alcance": "Todo lo del expediente, de todas las partes. De las lecturas de control, las liberadas.",
        "volumen": 1,
        "volumenes": 2,
        "papeles": 31,
        "evidencias": 4,
        "indice_sha256": "ef" * 32,
        "entradas": entradas,
    }
    suyo = sobre("indice", nombre="Índice de la copia", datos=datos) | {"clase": "indice_de_copia"}
    return imprenta.componer("papeles/indice_de_copia.html", canonico(suyo))


def estampa() -> bytes:
    """What a signature by certificate shows in Peru."""
    from documentos.composicion.estampa import estampar

    textos = [
        "DEMOSTRACIÓN, sin valor",
        "Firmado electrónicamente, con certificado propio, por:",
        "Ángela Ñáñez Ibáñez",
        "DNI 40000001",
        "Ministra de la Producción, Ministerio de la Producción",
        "(E) Por encargo",
        "Motivo: Firma del convenio",
        "Fecha: 28.11.2026 01:10:00 -05:00",
    ]
    clases = {0: "marca", 2: "quien"}
    return estampar(
        [{"texto": t, "clase": clases.get(n, "")} for n, t in enumerate(textos)], ancho=220.0, alto=90.0
    )


PAPELES: dict[str, Callable[[], bytes]] = {
    **{clase: partial(componer, clase) for clase in POR_CLASE},
    "borrador": partial(componer, "convenio", es_borrador=True),
    "indice_de_copia": indice_de_copia,
    "estampa": estampa,
}


def test_no_template_is_without_its_pictures():
    carpeta = Path(settings.BASE_DIR) / "templates" / "papeles"
    plantillas = {plantilla.stem for plantilla in carpeta.glob("*.html") if plantilla.stem[0] != "_"}
    assert plantillas == {imagen.stem.rsplit("-", 1)[0] for imagen in ORO.glob("*.png")} - {"borrador"}


@pytest.mark.parametrize("clase", PAPELES)
def test_every_page_looks_as_it_was_approved(clase: str, tmp_path: Path):
    paginas = rasterizar(PAPELES[clase](), tmp_path)
    if os.environ.get("GUARDAR_IMAGENES"):
        for vieja in ORO.glob(f"{clase}-[0-9]*.png"):
            vieja.unlink()
        for n, pagina in enumerate(paginas, 1):
            pagina.save(ORO / f"{clase}-{n}.png", optimize=True)
    aprobadas = sorted(ORO.glob(f"{clase}-[0-9]*.png"))
    assert len(aprobadas) == len(paginas), (
        f"«{clase}» has {len(paginas)} pages, approved were {len(aprobadas)}"
    )
    for aprobada, pagina in zip(aprobadas, paginas, strict=True):
        distintas = regiones_distintas(Image.open(aprobada).convert("L"), pagina)
        if distintas:
            DISTINTAS.mkdir(parents=True, exist_ok=True)
            pagina.save(DISTINTAS / aprobada.name)
        assert not distintas, (
            f"look at {DISTINTAS / aprobada.name}, beside {aprobada}: regions {distintas[:12]}"
        )


def test_a_clause_that_moved_by_a_line_is_seen(tmp_path: Path):
    """The comparison itself: it must be able to fail."""
    ahora = rasterizar(componer("convenio"), tmp_path)[0]
    movida = ImageChops.offset(ahora, 0, 4)
    assert regiones_distintas(ahora, ahora) == []
    assert len(regiones_distintas(ahora, movida)) > 20
