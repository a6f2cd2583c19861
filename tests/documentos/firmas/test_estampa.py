"""What a signature shows on the page: as its country has it, all of it, and nothing but text."""

import datetime as dt
import re
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from documentos.composicion.errores import ComposicionRehusada
from documentos.composicion.estampa import CUERPOS, estampar
from documentos.models import Papel, Via
from documentos.services.firmas.estampa import renglones
from documentos.services.firmas.lugares import lugar_de
from instituciones.models import Calidad
from tests.factories import Caso

pytestmark = pytest.mark.lento

ANCHO, ALTO = 220.0, 90.0
MOMENTO = dt.datetime(2026, 11, 28, 1, 10, tzinfo=ZoneInfo("America/Lima"))
PALABRA = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>')


def palabras(pdf: bytes, carpeta: Path) -> list[tuple[float, float, float, float, str]]:
    """Every word of a page and where it stands, in points from the upper left corner."""
    (carpeta / "estampa.pdf").write_bytes(pdf)
    orden = ["pdftotext", "-bbox", str(carpeta / "estampa.pdf"), "-"]
    dicho = subprocess.run(orden, capture_output=True, text=True, check=True).stdout  # noqa: S603
    return [(*map(float, lados), texto) for *lados, texto in PALABRA.findall(dicho)]


def lineas(papel: Papel, caso: Caso, via: str = Via.CERTIFICADO, **cambios: object) -> list[str]:
    datos: dict[str, object] = {
        "persona": caso.firmante.persona,
        "calidad": Calidad.TITULAR,
        "momento": MOMENTO,
        "acreditado": True,
        "demostracion": False,
        **cambios,
    }
    lugar = lugar_de(papel, papel.lugares()[0]["campo"])
    return [renglon["texto"] for renglon in renglones(lugar, via, **datos)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "nombre",
    [
        "Ana Núñez",
        "María de los Ángeles Hernández-Ñáñez y Fernández de Córdova Ibáñez de la Santísima Trinidad " * 2,
        "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4,
    ],
)
def test_every_word_stands_inside_the_field(nombre: str, tmp_path: Path):
    textos = ["Firmado digitalmente por:", nombre, "DNI 40000001", "Motivo: Firma del convenio"]
    halladas = palabras(estampar([{"texto": t} for t in textos], ancho=ANCHO, alto=ALTO), tmp_path)
    assert "".join(p[4] for p in halladas) == "".join("".join(textos).split())
    for izquierda, arriba, derecha, abajo, palabra in halladas:
        assert min(izquierda, arriba) >= 0, palabra
        assert (derecha <= ANCHO, abajo <= ALTO) == (True, True), palabra


def test_what_fits_in_no_letters_that_can_be_read_is_refused_and_not_cut():
    with pytest.raises(ComposicionRehusada, match="no cabe"):
        estampar([{"texto": "Una frase que sigue y sigue. " * 400}], ancho=ANCHO, alto=ALTO)
    assert min(CUERPOS) >= 3.5


@pytest.mark.parametrize(
    "hostil",
    [
        '<img src="file:///etc/passwd">',
        "<script>1</script>",
        "<style>@import 'http://h/';</style>",
        "</p></body><object data='file:///etc/passwd'></object>",
        "&lt;b&gt; {{ 1 }} {% now 'Y' %}",
    ],
)
def test_what_looks_like_markup_is_text(hostil: str, tmp_path: Path):
    halladas = palabras(estampar([{"texto": hostil}], ancho=ANCHO, alto=ALTO), tmp_path)
    escrito = "".join(p[4] for p in halladas)
    for entidad, signo in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", '"'),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ):
        escrito = escrito.replace(entidad, signo)
    assert escrito == "".join(hostil.split())


@pytest.mark.django_db(transaction=True)
def test_in_peru_it_says_what_its_practice_asks_for(papel: Papel, caso: Caso):
    dicho = lineas(papel, caso)
    assert dicho[:3] == ["Firmado digitalmente por:", str(caso.firmante.persona), "DNI 40000001"]
    assert dicho[-1] == "Fecha: 28.11.2026 01:10:00 -05:00"
    assert dicho[-2].startswith("Motivo: ")
    assert "(E) Por encargo" in lineas(papel, caso, calidad=Calidad.ENCARGADO)


@pytest.mark.django_db(transaction=True)
def test_whoever_signs_in_substitution_says_by_which_post_and_of_which(papel: Papel, caso: Caso):
    titular, suplente = caso.d_firmante.puesto.nombre, caso.d_alterno.puesto
    dicho = lineas(papel, caso, suplente=suplente)
    assert dicho[3:5] == [f"{suplente.nombre}, {caso.propone}", f"En suplencia de {titular}"]
    propio = lineas(papel, caso)
    assert propio[3] == f"{titular}, {caso.propone}"
    assert not any("suplencia" in linea for linea in propio)


@pytest.mark.django_db(transaction=True)
def test_digitally_is_said_of_an_accredited_certificate_alone_and_never_in_the_demonstration(
    papel: Papel, caso: Caso
):
    assert (
        lineas(papel, caso, acreditado=False)[0] == "Firmado electrónicamente, con certificado propio, por:"
    )
    de_prueba = lineas(papel, caso, demostracion=True)
    assert de_prueba[0] == "DEMOSTRACIÓN, sin valor"
    assert not any("digitalmente" in linea for linea in de_prueba)
    por_sello = lineas(papel, caso, Via.SELLO)
    assert por_sello[0].startswith("Registro de firma electrónica, sellado por el sistema")
    assert por_sello[-1] == f"Hash de lo firmado: {papel.datos_sha256}"
