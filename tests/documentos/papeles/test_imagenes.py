"""How each paper looks: every page is compared with the picture of it that somebody looked at and kept.

After a wanted change: `GUARDAR_IMAGENES=1 pytest tests/documentos/papeles/test_imagenes.py`, then look at them.
"""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image, ImageChops, ImageStat

from tests.documentos.papeles.muestras import POR_CLASE, componer

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


@pytest.mark.parametrize("clase", [*POR_CLASE, "borrador"])
def test_every_page_looks_as_it_was_approved(clase: str, tmp_path: Path):
    es_borrador = clase == "borrador"
    paginas = rasterizar(componer("convenio" if es_borrador else clase, es_borrador=es_borrador), tmp_path)
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
