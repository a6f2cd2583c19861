"""Photographs lose where they were taken, and nothing of what they show."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageChops, PngImagePlugin

from documentos.puerta.admision import ArchivoRechazado, admitir
from documentos.puerta.fotografias import Ubicacion, sin_lugar

LIMA = {1: "S", 2: (12.0, 2.0, 45.5), 3: "W", 4: (77.0, 1.0, 30.0)}
"""Where a photograph of these tests was taken, as a camera writes it."""
TOMADA = "2026:11:20 10:30:00"
XMP_CON_LUGAR = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="12,2.76S"/></x:xmpmeta>'


def exif(orientacion: int = 1, *, lugar: bool = True) -> Image.Exif:
    suyo = Image.Exif()
    suyo[ExifTags.Base.Orientation], suyo[ExifTags.Base.Make] = orientacion, "Camara de Nadie"
    suyo[ExifTags.IFD.Exif] = {
        ExifTags.Base.DateTimeOriginal: TOMADA,
        ExifTags.Base.OffsetTimeOriginal: "-05:00",
        ExifTags.Base.BodySerialNumber: "SERIE-0042",
    }
    if lugar:
        suyo[ExifTags.IFD.GPSInfo] = LIMA
    return suyo


def dibujo(ancho: int = 64, alto: int = 48) -> Image.Image:
    imagen = Image.new("RGB", (ancho, alto), "navy")
    imagen.paste((250, 180, 20), (0, 0, ancho // 2, alto // 3))
    return imagen


def jpeg(orientacion: int = 1, **opciones: Any) -> bytes:
    salida = io.BytesIO()
    dibujo().save(salida, "JPEG", quality=90, exif=exif(orientacion), **opciones)
    return salida.getvalue()


def png(orientacion: int = 1, **opciones: Any) -> bytes:
    salida = io.BytesIO()
    dibujo().save(salida, "PNG", exif=exif(orientacion), **opciones)
    return salida.getvalue()


def limpiar(datos: bytes, nombre: str = "foto.jpg") -> tuple[bytes, Ubicacion | None]:
    with sin_lugar(SimpleUploadedFile(nombre, datos)) as foto:
        return foto.fichero.read(), foto.ubicacion


def lo_que_dice(datos: bytes) -> dict[Any, Any]:
    with Image.open(io.BytesIO(datos)) as imagen:
        suyo = imagen.getexif()
        return dict(suyo) | suyo.get_ifd(ExifTags.IFD.Exif) | {"gps": suyo.get_ifd(ExifTags.IFD.GPSInfo)}


def son_iguales(unos: bytes, otros: bytes) -> bool:
    with Image.open(io.BytesIO(unos)) as una, Image.open(io.BytesIO(otros)) as otra:
        return ImageChops.difference(una.convert("RGB"), otra.convert("RGB")).getbbox() is None


def con_segmento(datos: bytes, marca: int, cuerpo: bytes) -> bytes:
    """The JPEG with one more segment behind its first."""
    return datos[:2] + bytes([0xFF, marca]) + struct.pack(">H", len(cuerpo) + 2) + cuerpo + datos[2:]


@pytest.mark.parametrize(
    "hacer", [jpeg, png, lambda o: jpeg(o, progressive=True)], ids=["jpeg", "png", "progresivo"]
)
@pytest.mark.parametrize("orientacion", [1, 6, 8])
def test_where_it_was_taken_goes_and_the_picture_stays_upright_and_dated(hacer, orientacion):
    original = hacer(orientacion)
    assert lo_que_dice(original)["gps"]
    limpia, ubicacion = limpiar(original)
    dice = lo_que_dice(limpia)
    assert ubicacion == Ubicacion.QUITADA
    assert dice["gps"] == {}
    assert dice.get(ExifTags.Base.Orientation, 1) == orientacion
    assert dice[ExifTags.Base.DateTimeOriginal] == TOMADA
    assert dice[ExifTags.Base.OffsetTimeOriginal] == "-05:00"
    assert son_iguales(original, limpia)
    for huella in (b"SERIE-0042", b"Camara de Nadie", b"GPS"):
        assert huella not in limpia


def test_what_is_clean_is_said_to_be_and_cleaning_twice_changes_nothing():
    limpia, _ubicacion = limpiar(jpeg(6))
    otra_vez, ubicacion = limpiar(limpia)
    assert (otra_vez, ubicacion) == (limpia, Ubicacion.NO_TENIA)


@pytest.mark.parametrize(
    "escondido",
    [
        lambda d: con_segmento(d, 0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP_CON_LUGAR),
        lambda d: con_segmento(d, 0xED, b"Photoshop 3.0\0GPS"),
        lambda d: con_segmento(d, 0xFE, b"GPS 12.04 S"),
        lambda d: con_segmento(d, 0xE2, b"MPF\0GPS"),
        lambda d: d + jpeg(),
        lambda d: d + b"\0GPS 12.04 S",
    ],
    ids=["xmp", "photoshop", "comentario", "mpf", "segunda imagen", "cola"],
)
def test_nor_does_it_stay_where_nobody_looks(escondido):
    limpia, _ubicacion = limpiar(escondido(jpeg()))
    assert b"GPS" not in limpia
    assert lo_que_dice(limpia)["gps"] == {}
    assert son_iguales(limpia, jpeg())


def test_a_png_does_not_keep_it_in_its_texts_either():
    textos = PngImagePlugin.PngInfo()
    textos.add_itxt("XML:com.adobe.xmp", XMP_CON_LUGAR.decode(), zip=True)
    textos.add_text("Comment", "GPS 12.04 S", zip=True)
    salida = io.BytesIO()
    dibujo().save(salida, "PNG", pnginfo=textos)
    limpia, ubicacion = limpiar(salida.getvalue(), "foto.png")
    assert ubicacion == Ubicacion.QUITADA
    with Image.open(io.BytesIO(limpia)) as imagen:
        assert imagen.info == {}
    assert son_iguales(limpia, salida.getvalue())


def test_colours_and_density_stay():
    from PIL import ImageCms

    perfil = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for original in (jpeg(icc_profile=perfil, dpi=(300, 300)), png(icc_profile=perfil, dpi=(300, 300))):
        with Image.open(io.BytesIO(limpiar(original)[0])) as imagen:
            assert imagen.info["icc_profile"] == perfil
            assert round(imagen.info["dpi"][0]) == 300


def test_a_tiff_that_says_where_is_refused_in_words_and_another_passes():
    salida = io.BytesIO()
    dibujo().save(salida, "TIFF", tiffinfo={700: XMP_CON_LUGAR})
    with pytest.raises(ArchivoRechazado, match="guárdela como JPEG o PNG"):
        limpiar(salida.getvalue(), "foto.tif")
    sin = io.BytesIO()
    dibujo().save(sin, "TIFF")
    assert limpiar(sin.getvalue(), "foto.tif") == (sin.getvalue(), Ubicacion.NO_TENIA)


def test_what_is_no_photograph_passes_as_it_is():
    assert limpiar(b"%PDF-1.7 GPS", "informe.pdf") == (b"%PDF-1.7 GPS", None)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64


@pytest.mark.parametrize("nombre", ["foto.heic", "foto.jpg"])
def test_a_heic_is_refused_in_words(nombre):
    with sin_lugar(SimpleUploadedFile(nombre, HEIC)) as foto:
        assert foto.ubicacion is None
        _se_rehusa(foto.fichero, nombre, "Se admiten: PDF, PNG, JPEG")


@pytest.mark.parametrize(
    "rota",
    [
        jpeg()[:-200],
        jpeg()[:40],
        b"\xff\xd8\xff" + b"\0" * 50,
        png()[:60],
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 1 << 31) + b"IHDR",
        b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0zTXt" + zlib.compress(b"a"),
    ],
)
def test_a_broken_photograph_is_refused_in_words(rota):
    with pytest.raises(ArchivoRechazado, match=r"«foto\.jpg»"):
        _incorporar(rota)


def _incorporar(datos: bytes) -> None:
    with sin_lugar(SimpleUploadedFile("foto.jpg", datos)) as foto, admitir(foto.fichero, nombre="foto.jpg"):
        pass


def test_an_exif_of_nonsense_goes_with_the_rest():
    limpia, _ubicacion = limpiar(con_segmento(jpeg(), 0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff"))
    assert son_iguales(limpia, jpeg())
    _incorporar(limpia)


def test_a_photograph_that_lies_about_what_it_is_is_still_refused():
    with sin_lugar(SimpleUploadedFile("informe.pdf", jpeg())) as foto:
        _se_rehusa(foto.fichero, "informe.pdf", "su contenido es una imagen JPEG")


def _se_rehusa(fichero: Any, nombre: str, frase: str) -> None:
    with pytest.raises(ArchivoRechazado, match=frase), admitir(fichero, nombre=nombre):
        pass
