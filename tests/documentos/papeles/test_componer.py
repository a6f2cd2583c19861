"""What comes out of the press: two standards in one file, its data inside, its places to sign, the same bytes."""

import hashlib
import io
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pikepdf
import pytest
import segno
from django.conf import settings
from PIL import Image, ImageOps

from auditoria.canonico import canonico
from documentos.composicion.campos import Campo, poner_campos
from documentos.composicion.hoja import Caja
from documentos.papeles import CLASES
from tests.documentos.papeles.muestras import CODIGO, POR_CLASE, componer, sobre

pytestmark = pytest.mark.lento


def abierto(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def paginas(pdf: bytes) -> list[str]:
    """The text of each page, as a reader of screens would be given it, head and foot included."""
    dicho = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)  # noqa: S607
    return dicho.stdout.decode().split("\f")[:-1]


@pytest.fixture(scope="module")
def convenio() -> bytes:
    return componer("convenio")


def test_every_kind_has_its_sample():
    assert set(POR_CLASE) == set(CLASES)


def test_it_is_pdf_a_3a_and_pdf_ua_1_at_once_with_language_title_and_bookmarks(convenio: bytes):
    pdf = abierto(convenio)
    metadatos = pdf.open_metadata()
    assert (metadatos.pdfa_status, metadatos["pdfuaid:part"]) == ("3A", "1")
    assert pdf.Root.Lang == "es"
    assert str(pdf.docinfo["/Title"]).startswith("Convenio marco de cooperación")
    with pdf.open_outline() as indice:
        (titulo,) = indice.root
        assert [entrada.title for entrada in titulo.children][:3] == [
            "Partes",
            "Cláusula primera. Antecedentes",
            "Cláusula segunda. Objeto",
        ]


def test_its_data_is_inside_as_the_source_it_was_made_from(convenio: bytes):
    pdf = abierto(convenio)
    (adjunto,) = pdf.attachments.values()
    assert adjunto.get_file().read_bytes().decode() == canonico(sobre("convenio"))
    assert adjunto.obj.AFRelationship == pikepdf.Name.Source
    assert adjunto.obj in list(pdf.Root.AF)


def test_every_date_in_the_file_is_that_of_its_data(convenio: bytes):
    fechas = set(re.findall(rb"D:(\d{14})", convenio))
    pdf = abierto(convenio)
    fechas |= {str(pdf.docinfo[c])[2:16].encode() for c in ("/CreationDate", "/ModDate")}
    assert fechas == {b"20261120150000"}


def test_every_page_says_which_it_is_how_it_is_verified_and_that_it_is_worth_nothing(convenio: bytes):
    textos = paginas(convenio)
    assert len(textos) > 2
    for n, texto in enumerate(textos, 1):
        assert f"página {n} de {len(textos)}" in texto
        assert f"Código de verificación {CODIGO}" in texto
        assert "EXP-2026-00001 · Convenio marco" in texto
        assert "DEMOSTRACIÓN, sin valor" in texto
        assert "BORRADOR" not in texto


def test_the_square_code_on_each_page_leads_to_where_it_is_verified(convenio: bytes, tmp_path: Path):
    (tmp_path / "papel.pdf").write_bytes(convenio)
    orden = ["pdftoppm", "-r", "300", "-gray", str(tmp_path / "papel.pdf"), str(tmp_path / "hoja")]
    subprocess.run(orden, check=True)  # noqa: S603
    direccion = f"{sobre('convenio')['verificacion']}{CODIGO.replace('-', '')}/"
    esperado = [[bool(cuadro) for cuadro in fila] for fila in segno.make(direccion, error="M").matrix]
    hojas = sorted(tmp_path.glob("hoja*"))
    assert len(hojas) == len(abierto(convenio).pages)
    for hoja in hojas:
        assert cuadros(hoja, len(esperado)) == esperado


def cuadros(hoja: Path, lado: int) -> list[list[bool]]:
    """Whether each square of the code at the foot is dark, where a page was drawn at 300 dots an inch."""
    with Image.open(hoja) as dibujo:
        pie = dibujo.crop((0, dibujo.height * 17 // 20, dibujo.width * 23 // 100, dibujo.height))
        codigo = pie.crop(ImageOps.invert(pie).getbbox())
    paso, puntos = codigo.width / lado, codigo.tobytes()
    return [
        [puntos[int((y + 0.5) * paso) * codigo.width + int((x + 0.5) * paso)] < 128 for x in range(lado)]
        for y in range(lado)
    ]


def test_what_is_not_of_the_demonstration_does_not_say_so():
    assert not any("DEMOSTRACIÓN" in texto for texto in paginas(componer("convenio", demostracion=False)))


def test_a_place_to_sign_is_a_tagged_empty_field_where_its_box_was_drawn(convenio: bytes):
    pdf = abierto(convenio)
    campos = {str(campo.T): campo for campo in pdf.Root.AcroForm.Fields}
    assert pdf.Root.AcroForm.SigFlags == 3
    assert list(campos) == [
        "firma-1",
        "firma-2",
        "firma-3",
        "sello",
        *(f"SelloDeTiempo{n}" for n in range(1, 9)),
    ]
    assert str(campos["firma-2"].TU) == "Firma de Director Regional, por Cooperativas de las Américas"
    for campo in campos.values():
        assert pikepdf.Name.Sig == campo.FT
        assert campo.AP.N.read_bytes() == b""
        assert "/V" not in campo
    anchos = [float(c.Rect[2]) - float(c.Rect[0]) for c in list(campos.values())[:3]]
    assert all(195 < ancho < 206 for ancho in anchos)
    assert [float(x) for x in campos["SelloDeTiempo1"].Rect] == [0, 0, 0, 0]
    assert pdf.pages[-1].obj == campos["firma-1"].P


def test_every_field_hangs_from_the_structure_tree(convenio: bytes):
    pdf = abierto(convenio)
    numeros = pdf.Root.StructTreeRoot.ParentTree.Nums
    por_clave = {int(numeros[n]): numeros[n + 1] for n in range(0, len(numeros), 2)}
    for campo in pdf.Root.AcroForm.Fields:
        elemento = por_clave[int(campo.StructParent)]
        assert pikepdf.Name.Form == elemento.S
        assert elemento.K.Obj.T == campo.T


def test_a_place_that_was_signed_elsewhere_says_so_and_has_no_field():
    datos = sobre("convenio")
    datos["firmas"][1]["dada"] = {
        "como": "Firmado según un documento",
        "fecha": "2015-09-28",
        "papel": "ef" * 32,
        "quien": "Piero Ghezzi Solís, Ministro de la Producción",
    }
    pdf = componer("convenio", datos)
    documento = abierto(pdf)
    nombres = [str(campo.T) for campo in documento.Root.AcroForm.Fields]
    assert nombres[:3] == ["firma-1", "firma-3", "sello"]
    texto = re.sub(r"\s+", " ", paginas(pdf)[-1])
    assert "Firmado según un documento, el 28 de septiembre de 2015, por Piero Ghezzi Solís" in texto


def test_fields_that_would_overlap_are_refused():
    with pikepdf.new() as pdf, pytest.raises(ValueError, match="overlap"):
        poner_campos(
            pdf,
            [Campo("a", "A", Caja(0, (0, 0, 10, 10))), Campo("b", "B", Caja(0, (9, 9, 20, 20)))],
        )


def test_a_draft_is_marked_on_every_page_and_can_be_signed_nowhere():
    pdf = componer("convenio", es_borrador=True)
    textos = paginas(pdf)
    assert all("BORRADOR, sin valor" in texto for texto in textos)
    assert not any("Código de verificación" in texto for texto in textos)
    assert "/AcroForm" not in abierto(pdf).Root


def test_the_same_data_gives_the_same_bytes_in_every_process(convenio: bytes):
    orden = (
        "import django, hashlib; django.setup();"
        "from tests.documentos.papeles.muestras import componer;"
        "print(hashlib.sha256(componer('convenio')).hexdigest())"
    )
    dichos = {
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", orden],
            env={**os.environ, "PYTHONHASHSEED": semilla, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            cwd=settings.BASE_DIR,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.strip()
        for semilla in ("1", "2")
    }
    assert dichos == {hashlib.sha256(convenio).hexdigest()}


def test_other_data_gives_other_bytes(convenio: bytes):
    datos = sobre("convenio")
    datos["datos"]["clausulas"][0]["texto"] += "."
    assert componer("convenio", datos) != convenio


def test_the_web_never_loads_what_sets_papers():
    orden = (
        "import config.wsgi, sys;"
        "from django.urls import get_resolver;"
        "get_resolver().url_patterns;"
        "import documentos.tasks, documentos.services.composicion;"
        "print([m for m in ('weasyprint', 'documentos.composicion.hoja', 'segno') if m in sys.modules])"
    )
    dicho = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", orden],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        check=True,
        text=True,
    )
    assert dicho.stdout.strip() == "[]"


def test_no_thread_of_a_web_process_can_set_one():
    dicho: list[BaseException] = []

    def intentar() -> None:
        try:
            componer("convenio")
        except RuntimeError as error:
            dicho.append(error)

    hilo = threading.Thread(target=intentar)
    hilo.start()
    hilo.join()
    assert "main thread" in str(dicho[0])


@pytest.mark.parametrize("clase", POR_CLASE)
def test_a_checker_of_pdf_ua_finds_no_error(clase: str, tmp_path):
    from outloud.cli import main

    fichero = tmp_path / f"{clase}.pdf"
    fichero.write_bytes(componer(clase))
    with pytest.raises(SystemExit) as salida:
        main(["--layer", "conformance", "--no-info", str(fichero)])
    assert salida.value.code == 0
