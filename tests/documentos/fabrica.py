"""Makers of files: what people send, what goes wrong with it, and what is made to do harm."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/parte.xml" ContentType="application/vnd.openxmlformats-officedocument.%s+xml"/></Types>'
)
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf(cambiar: Callable[[pikepdf.Pdf], None] | None = None, clave: str | None = None) -> bytes:
    """One blank page. With `clave` it is protected: an empty one opens it, but restricts what may be done."""
    documento = pikepdf.new()
    documento.add_blank_page()
    if cambiar:
        cambiar(documento)
    salida = io.BytesIO()
    proteccion = pikepdf.Encryption(owner="dueño", user=clave) if clave is not None else False
    documento.save(salida, encryption=proteccion)
    return salida.getvalue()


def con_javascript(documento: pikepdf.Pdf) -> None:
    documento.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def que_lanza(documento: pikepdf.Pdf) -> None:
    documento.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def con_xfa(documento: pikepdf.Pdf) -> None:
    documento.Root.AcroForm = pikepdf.Dictionary(XFA=documento.make_stream(b"<xdp/>"), Fields=[])


def con_adjunto(nombre: str) -> Callable[[pikepdf.Pdf], None]:
    def cambiar(documento: pikepdf.Pdf) -> None:
        documento.attachments[nombre] = b"contenido"

    return cambiar


def que_habla_de_javascript(documento: pikepdf.Pdf) -> None:
    documento.docinfo["/Title"] = "Manual de /JavaScript y de /JS"


def imagen(formato: str = "PNG", medidas: tuple[int, int] = (40, 30), hojas: int = 1) -> bytes:
    salida = io.BytesIO()
    otras = [Image.new("RGB", medidas, (n % 256, 0, 0)) for n in range(1, hojas)]
    Image.new("RGB", medidas, "white").save(salida, formato, save_all=hojas > 1, append_images=otras)
    return salida.getvalue()


def png_que_dice_medir(ancho: int, alto: int) -> bytes:
    """A few bytes that declare any size."""

    def trozo(clase: bytes, datos: bytes) -> bytes:
        cuerpo = clase + datos
        return struct.pack(">I", len(datos)) + cuerpo + struct.pack(">I", zlib.crc32(cuerpo))

    cabecera = struct.pack(">IIBBBBB", ancho, alto, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + trozo(b"IHDR", cabecera)
        + trozo(b"IDAT", zlib.compress(b"\0"))
        + trozo(b"IEND", b"")
    )


def comprimido(entradas: dict[str, bytes], compresion: int = zipfile.ZIP_DEFLATED) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", compresion) as archivo:
        for nombre, contenido in entradas.items():
            archivo.writestr(nombre, contenido)
    return salida.getvalue()


def docx(otras: dict[str, bytes] | None = None) -> bytes:
    tipos = CONTENT_TYPES % b"wordprocessingml.document.main"
    return comprimido({"[Content_Types].xml": tipos, "word/document.xml": b"<w/>", **(otras or {})})


def xlsx() -> bytes:
    tipos = CONTENT_TYPES % b"spreadsheetml.sheet.main"
    return comprimido({"[Content_Types].xml": tipos, "xl/workbook.xml": b"<x/>"})


def odt(manifiesto: bytes = b"<m/>") -> bytes:
    tipo = b"application/vnd.oasis.opendocument.text"
    return comprimido(
        {"mimetype": tipo, "content.xml": b"<o/>", "META-INF/manifest.xml": manifiesto}, zipfile.ZIP_STORED
    )


def correo(adjunto: str = "") -> bytes:
    cabecera = (
        "From: secretaria@demo.invalid\r\nDate: Mon, 2 May 2016 10:00:00 -0500\r\nSubject: Convenio\r\n"
    )
    if not adjunto:
        return (cabecera + "\r\nSe remite el texto.\r\n").encode()
    return (
        cabecera
        + 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\nhola\r\n'
        "--x\r\nContent-Type: application/octet-stream\r\n"
        f'Content-Disposition: attachment; filename="{adjunto}"\r\n\r\nMZ\r\n--x--\r\n'
    ).encode()


def pdf_que_pide_memoria(megas: int) -> bytes:
    """A real bomb: its catalogue lies in an object stream that unpacks to that many megabytes when it is opened."""
    compresor = zlib.compressobj(1)
    flujo = compresor.compress(b"5 0 << /Type /Catalog /Pages 2 0 R >> ")
    flujo += b"".join(compresor.compress(b" " * (1 << 20)) for _ in range(megas)) + compresor.flush()
    partes = [b"%PDF-1.5\n"]
    lugares = {}

    def objeto(numero: int, cuerpo: bytes) -> None:
        lugares[numero] = sum(map(len, partes))
        partes.append(b"%d 0 obj\n%b\nendobj\n" % (numero, cuerpo))

    def con_datos(diccionario: bytes, datos: bytes) -> bytes:
        return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (diccionario, len(datos), datos)

    objeto(1, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    objeto(2, b"<< /Type /Pages /Kids [1 0 R] /Count 1 >>")
    objeto(3, con_datos(b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", flujo))
    lugares[4] = sum(map(len, partes))
    filas = [(0, 0, 0), *((1, lugares[n], 0) for n in (1, 2, 3, 4)), (2, 3, 0)]
    tabla = b"".join(struct.pack(">BIH", *fila) for fila in filas)
    objeto(4, con_datos(b"/Type /XRef /Size 6 /W [1 4 2] /Root 5 0 R", tabla))
    partes.append(b"startxref\n%d\n%%%%EOF\n" % lugares[4])
    return b"".join(partes)
