"""What a file is, by its first bytes alone."""

import io
import re
import struct
from typing import BinaryIO

CABEZA = 4096
FIRMAS = [
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip_vacio"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office_antiguo"),
    (b"Rar!\x1a\x07", "comprimido"),
    (b"7z\xbc\xaf\x27\x1c", "comprimido"),
    (b"\x1f\x8b", "comprimido"),
    (b"\xfd7zXZ\x00", "comprimido"),
    (b"BZh", "comprimido"),
    (b"{\\rtf", "rtf"),
    (b"GIF8", "imagen_no_admitida"),
    (b"\x7fELF", "programa"),
    (b"%!PS", "postscript"),
    (b"ID3", "audio_o_video"),
    (b"OggS", "audio_o_video"),
    (b"\x1aE\xdf\xa3", "audio_o_video"),
]
FIRMAS_DE_BINARIOS = [(b"MZ", "programa"), (b"BM", "imagen_no_admitida"), (b"\xff\xfb", "audio_o_video")]
"""Short ones: believed only when the file is no text."""
MARCAS_DE_TEXTO = [
    ((b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<!--", b"<?php"), "html"),
    ((b"<svg",), "svg"),
    ((b"<?xml",), "xml"),
    ((b"#!",), "programa"),
]
CONTROLES = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
BOM_UTF8, BOMS_UTF16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
FIN_DE_ZIP, LARGO_DE_FIN, COMENTARIO_MAXIMO = b"PK\x05\x06", 22, 0xFFFF


def reconocer(cabeza: bytes) -> str:
    """The kind of content that begins like that; ``desconocido`` for what is none of the kinds known here."""
    for firma, contenido in FIRMAS:
        if cabeza.startswith(firma):
            return contenido
    if cabeza[4:8] == b"ftyp":
        es_foto = cabeza[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
        return "imagen_no_admitida" if es_foto else "audio_o_video"
    if cabeza.startswith(b"RIFF"):
        return "imagen_no_admitida" if cabeza[8:12] == b"WEBP" else "audio_o_video"
    if parece_texto(cabeza):
        return _texto(cabeza)
    return next((c for firma, c in FIRMAS_DE_BINARIOS if cabeza.startswith(firma)), "desconocido")


def parece_texto(cabeza: bytes) -> bool:
    return cabeza.startswith(BOMS_UTF16) or not CONTROLES.search(cabeza)


def _texto(cabeza: bytes) -> str:
    """HTML, XML and scripts are not text for us: browsers and systems do something with them."""
    if cabeza.startswith(BOMS_UTF16):
        cabeza = cabeza.decode("utf-16", errors="replace").encode()
    inicio = cabeza.removeprefix(BOM_UTF8).lstrip().lower()
    return next((contenido for marcas, contenido in MARCAS_DE_TEXTO if inicio.startswith(marcas)), "texto")


def es_ademas_un_zip(fichero: BinaryIO) -> bool:
    """Whether a ZIP directory ends exactly where the file ends: the same bytes can be opened as an archive."""
    tamano = fichero.seek(0, io.SEEK_END)
    fichero.seek(max(0, tamano - LARGO_DE_FIN - COMENTARIO_MAXIMO))
    inicio, cola = fichero.tell(), fichero.read()
    fichero.seek(0)
    posicion = cola.find(FIN_DE_ZIP)
    while posicion >= 0:
        fin = cola[posicion : posicion + LARGO_DE_FIN]
        if len(fin) == LARGO_DE_FIN:
            comentario = struct.unpack("<H", fin[-2:])[0]
            if inicio + posicion + LARGO_DE_FIN + comentario == tamano:
                return True
        posicion = cola.find(FIN_DE_ZIP, posicion + 1)
    return False


def es_ademas_otra_cosa(fichero: BinaryIO) -> bool:
    """Whether something that is neither PDF nor text could also be opened as a PDF, a page or an archive."""
    cabeza = fichero.read(1024).lower()
    fichero.seek(0)
    return bool(re.search(rb"%pdf-|<!doctype html|<html|<script|<svg", cabeza)) or es_ademas_un_zip(fichero)
