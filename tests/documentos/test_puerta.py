"""What the gate lets in, and in which words it refuses the rest."""

import io
import struct
import time
import zipfile
from collections.abc import Callable

import pikepdf
import pytest
from pytest_django.fixtures import Settings

from documentos.puerta.admision import Admitido, ArchivoRechazado, admitir
from documentos.puerta.examen import ofimatica
from tests.documentos import fabrica
from tests.documentos.conftest import subida

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def entra(contenido: bytes, nombre: str, declarado: str | None = None) -> Admitido:
    with admitir(subida(contenido, nombre), nombre=nombre, declarado=declarado) as admitido:
        return admitido


def negativa(contenido: bytes, nombre: str, declarado: str | None = None) -> str:
    with pytest.raises(ArchivoRechazado) as rechazo:
        entra(contenido, nombre, declarado)
    return str(rechazo.value)


ADMITIDOS = {
    "PDF": (fabrica.pdf(), "a.pdf", "application/pdf", "application/pdf"),
    "PDF protegido que se abre sin clave": (fabrica.pdf(clave=""), "a.pdf", None, "application/pdf"),
    "PDF con un anexo inofensivo": (
        fabrica.pdf(fabrica.con_adjunto("datos.xml")),
        "a.pdf",
        None,
        "application/pdf",
    ),
    "PDF que habla de JavaScript": (
        fabrica.pdf(fabrica.que_habla_de_javascript),
        "a.pdf",
        None,
        "application/pdf",
    ),
    "PNG": (fabrica.imagen("PNG"), "A.PNG", "image/png", "image/png"),
    "JPEG": (fabrica.imagen("JPEG"), "a.jpeg", "image/pjpeg", "image/jpeg"),
    "JPEG de varias fotos": (fabrica.imagen("MPO"), "a.jfif", None, "image/jpeg"),
    "PNG que se mueve": (fabrica.imagen("PNG", hojas=3), "a.png", None, "image/png"),
    "TIFF de varias hojas": (fabrica.imagen("TIFF", hojas=3), "a.tiff", "image/tiff", "image/tiff"),
    "TIFF": (fabrica.imagen("TIFF"), "a.tif", "", "image/tiff"),
    "DOCX": (fabrica.docx(), "a.docx", "application/octet-stream", WORD),
    "DOCX donde no hay Office": (fabrica.docx(), "a.docx", "application/zip", WORD),
    "DOCX con una hoja dentro": (
        fabrica.docx({"word/embeddings/hoja.xlsx": fabrica.xlsx()}),
        "a.docx",
        None,
        WORD,
    ),
    "XLSX": (
        fabrica.xlsx(),
        "a.xlsx",
        None,
        WORD.replace("wordprocessingml.document", "spreadsheetml.sheet"),
    ),
    "ODT": (fabrica.odt(), "a.odt", None, "application/vnd.oasis.opendocument.text"),
    "correo": (fabrica.correo(), "a.eml", "message/rfc822", "message/rfc822"),
    "correo con adjunto": (fabrica.correo("plano.dwg"), "a.eml", "text/plain", "message/rfc822"),
    "texto en UTF-8": ("Señor:\n😀\n".encode(), "a.txt", "text/plain", "text/plain"),
    "texto en UTF-16": ("Señor".encode("utf-16"), "a.txt", None, "text/plain"),
    "lista de Excel en Windows": (
        "año;niño\n1;2\n".encode("cp1252"),
        "a.csv",
        "application/vnd.ms-excel",
        "text/csv",
    ),
}


@pytest.mark.parametrize("que", ADMITIDOS)
def test_these_come_in(que: str) -> None:
    contenido, nombre, declarado, medio = ADMITIDOS[que]
    admitido = entra(contenido, nombre, declarado)
    assert (admitido.medio, admitido.tamano, admitido.analizado) == (medio, len(contenido), False)


MIENTEN = {
    "PNG como PDF": (
        fabrica.imagen("PNG"),
        "informe.pdf",
        "El archivo se llama «informe.pdf», pero su contenido es una imagen PNG. Si es el que quiere subir, "
        "cámbiele la extensión a .png.",
    ),
    "HTML como PDF": (
        b"<!DOCTYPE html><script>alert(1)</script>",
        "informe.pdf",
        "El archivo se llama «informe.pdf», pero su contenido es una página web (HTML).",
    ),
    "HTML tras espacios y marca, como texto": (
        b"\xef\xbb\xbf \n\t<html><p>",
        "nota.txt",
        "El archivo se llama «nota.txt», pero su contenido es una página web (HTML).",
    ),
    "HTML que se dice PDF más adelante": (
        b"<html>%PDF-1.7\n%%EOF\n",
        "a.pdf",
        "pero su contenido es una página web (HTML).",
    ),
    "programa como DOCX": (
        b"MZ\x90\x00" + bytes(60),
        "a.docx",
        "El archivo se llama «a.docx», pero su contenido es un programa.",
    ),
    "ZIP como DOCX": (
        fabrica.comprimido({"a.txt": b"hola"}),
        "a.docx",
        "pero su contenido es un archivo comprimido ZIP. Se admiten: PDF, PNG, JPEG,",
    ),
    "XLSX como DOCX": (fabrica.xlsx(), "a.docx", "pero su contenido es una hoja de cálculo XLSX."),
    "Word antiguo como DOCX": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "a.docx",
        "pero su contenido es un documento de Office antiguo o protegido con contraseña.",
    ),
    "SVG como PNG": (b"<svg xmlns='x'><script/></svg>", "a.png", "pero su contenido es un dibujo SVG."),
    "texto como correo": (b"hola", "a.eml", "pero su contenido es texto sin formato."),
    "binario como texto": (bytes(range(256)), "a.csv", "pero su contenido es de un tipo que no se reconoce."),
    "binario que empieza como texto": (
        b"hola\n" * 2000 + b"\0\1\2",
        "a.txt",
        "pero su contenido es de un tipo que no se reconoce.",
    ),
}


@pytest.mark.parametrize("que", MIENTEN)
def test_what_lies_about_its_type_is_refused_naming_both(que: str) -> None:
    contenido, nombre, frase = MIENTEN[que]
    assert frase in negativa(contenido, nombre)


def test_what_the_browser_declares_must_be_what_it_is() -> None:
    assert negativa(fabrica.pdf(), "a.pdf", "image/png") == (
        "El archivo «a.pdf» se envió como «image/png», pero su contenido es un documento PDF. Vuelva a elegirlo."
    )


@pytest.mark.parametrize(
    ("nombre", "frase"),
    [
        ("virus.exe", "No se admiten archivos .exe. Se admiten: PDF, PNG, JPEG, TIFF, DOCX, XLSX, ODT, ODS,"),
        ("macro.docm", "No se admiten archivos .docm."),
        ("informe\u202efdp.exe", "No se admiten archivos .exe."),
        ("pdf", "El nombre «pdf» no tiene extensión."),
    ],
)
def test_only_listed_extensions_come_in(nombre: str, frase: str) -> None:
    assert negativa(fabrica.pdf(), nombre).startswith(frase)


PELIGROSOS = {
    "PDF con clave": (fabrica.pdf(clave="secreta"), "a.pdf", "pide una contraseña para abrirse"),
    "PDF con JavaScript": (fabrica.pdf(fabrica.con_javascript), "a.pdf", "lleva un programa (JavaScript)"),
    "PDF que lanza un programa": (fabrica.pdf(fabrica.que_lanza), "a.pdf", "pone en marcha algo al abrirlo"),
    "PDF con formulario XFA": (fabrica.pdf(fabrica.con_xfa), "a.pdf", "es un formulario dinámico (XFA)"),
    "PDF con un programa anexo": (
        fabrica.pdf(fabrica.con_adjunto("pago.EXE")),
        "a.pdf",
        "lleva dentro un programa («pago.EXE»)",
    ),
    "PDF cortado": (fabrica.pdf()[:-80], "a.pdf", "está dañado o incompleto"),
    "PDF con basura en vez de objetos": (b"%PDF-1.7\n" + b"x" * 900 + b"\n%%EOF\n", "a.pdf", "está dañado"),
    "PDF y página web": (fabrica.pdf() + b"<html><script></script></html>", "a.pdf", "dos cosas distintas"),
    "PDF y ZIP": (fabrica.pdf() + fabrica.comprimido({"a": b"b"}), "a.pdf", "dos cosas distintas"),
    "PNG y ZIP": (
        fabrica.imagen("PNG") + fabrica.comprimido({"a": b"b"}),
        "a.png",
        "dos cosas distintas",
    ),
    "DOCX tras otro ZIP": (
        fabrica.comprimido({"a.txt": b"b"}) + fabrica.docx(),
        "a.docx",
        "dos cosas distintas",
    ),
    "DOCX con macros": (fabrica.docx({"word/vbaProject.bin": b"x"}), "a.docx", "lleva macros"),
    "DOCX con un programa": (
        fabrica.docx({"word/a.js": b"x"}),
        "a.docx",
        "lleva dentro un programa («a.js»)",
    ),
    "DOCX cortado": (fabrica.docx()[:-30], "a.docx", "está dañado"),
    "ODT con clave": (fabrica.odt(b"<manifest:encryption-data/>"), "a.odt", "pide una contraseña"),
    "correo con un programa": (
        fabrica.correo("factura.js"),
        "a.eml",
        "lleva dentro un programa («factura.js»)",
    ),
    "JPEG cortado": (fabrica.imagen("JPEG", (400, 400))[:-200], "a.jpg", "está dañado"),
    "PNG alterado": (fabrica.imagen("PNG").replace(b"IDAT", b"IDAX"), "a.png", "está dañado"),
}


@pytest.mark.parametrize("que", PELIGROSOS)
def test_what_is_broken_hides_something_or_runs_is_refused(que: str) -> None:
    contenido, nombre, frase = PELIGROSOS[que]
    assert frase in negativa(contenido, nombre)


def test_javascript_hidden_in_a_compressed_object_or_behind_an_escaped_name_is_found() -> None:
    salida = io.BytesIO()
    documento = pikepdf.open(io.BytesIO(fabrica.pdf(fabrica.con_javascript)))
    documento.save(salida, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in salida.getvalue()
    assert "(JavaScript)" in negativa(salida.getvalue(), "a.pdf")
    escondido = fabrica.pdf(fabrica.con_javascript).replace(b"/JavaScript", b"/J#61vaScript")
    assert "(JavaScript)" in negativa(escondido, "a.pdf")


def test_a_pdf_that_someone_signed_in_increments_comes_in() -> None:
    firmado = fabrica.pdf() + b"\n%%EOF\n"
    assert entra(firmado, "a.pdf").medio == "application/pdf"


@pytest.mark.parametrize(("ancho", "alto"), [(60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_small_picture_that_declares_a_huge_size_is_refused_by_its_header(ancho: int, alto: int) -> None:
    empezo = time.monotonic()
    frase = negativa(fabrica.png_que_dice_medir(ancho, alto), "plano.png")
    assert f"La imagen «plano.png» mide {ancho} × {alto} puntos" in frase
    assert time.monotonic() - empezo < 5


def test_every_sheet_of_a_picture_is_measured() -> None:
    fax = fabrica.imagen("TIFF", (10, 10), hojas=501)
    assert "tiene más de 500 hojas" in negativa(fax, "fax.tiff")


def bomba_lisa() -> bytes:
    return fabrica.docx({"word/media/ceros.bin": bytes(60_000_000)})


def bomba_anidada() -> bytes:
    dentro = fabrica.comprimido({"ceros.bin": bytes(30_000_000)})
    return fabrica.docx({f"word/embeddings/{n}.xlsx": dentro for n in range(12)})


def bomba_de_muchos() -> bytes:
    return fabrica.docx({f"word/{n}": b"" for n in range(ofimatica.ENTRADAS_MAXIMAS + 1)})


def bomba_de_niveles() -> bytes:
    dentro = b"hola"
    for _ in range(4):
        dentro = fabrica.comprimido({"otro.zip": dentro})
    return fabrica.docx({"word/embeddings/otro.zip": dentro})


def bomba_que_miente() -> bytes:
    """Its directory says that it unpacks to ten bytes."""
    bomba = bytearray(bomba_lisa())
    for marca, lugar in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        donde = bomba.find(marca)
        while donde >= 0:
            if struct.unpack_from("<I", bomba, donde + lugar)[0] == 60_000_000:
                struct.pack_into("<I", bomba, donde + lugar, 10)
            donde = bomba.find(marca, donde + 4)
    with zipfile.ZipFile(io.BytesIO(bomba)) as archivo:
        assert sum(entrada.file_size for entrada in archivo.infolist()) < 1000
    return bytes(bomba)


@pytest.mark.parametrize("bomba", [bomba_lisa, bomba_anidada, bomba_de_muchos, bomba_de_niveles])
def test_a_zip_bomb_is_refused_quickly(bomba: Callable[[], bytes]) -> None:
    empezo = time.monotonic()
    assert "se despliega hasta un tamaño que ningún documento necesita" in negativa(bomba(), "a.docx")
    assert time.monotonic() - empezo < 10


def test_a_zip_whose_directory_lies_about_sizes_is_refused() -> None:
    assert "está dañado o incompleto" in negativa(bomba_que_miente(), "a.docx")


@pytest.mark.lento
def test_a_pdf_that_unpacks_to_more_memory_than_it_may_have_is_refused() -> None:
    assert entra(fabrica.pdf_que_pide_memoria(megas=1), "a.pdf").medio == "application/pdf"
    bomba = fabrica.pdf_que_pide_memoria(megas=1500)
    assert len(bomba) < 10_000_000
    empezo = time.monotonic()
    assert "está dañado o incompleto" in negativa(
        bomba, "a.pdf"
    )  # the library finds no room for its catalogue
    assert time.monotonic() - empezo < 10


def test_nothing_and_too_much_are_refused(settings: Settings) -> None:
    assert negativa(b"", "a.pdf") == "El archivo «a.pdf» está vacío."
    settings.ARCHIVO_MAXIMO = 2_000_000
    assert negativa(bytes(2_000_001), "a.pdf") == (
        "El archivo «a.pdf» pasa de 2 MB, que es lo más que se admite: redúzcalo o súbalo en partes."
    )
