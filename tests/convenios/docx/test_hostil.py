"""Files that mean harm, are nested beyond sense or damaged: they are read, or refused with a reason."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import settings as con
from hypothesis import strategies as st

from convenios.docx.frases import ILEGIBLES
from convenios.docx.lectura import leer
from convenios.docx.marcas import W
from convenios.docx.modelo import TextoLeido
from convenios.docx.paquete import Ilegible
from tests.convenios.docx.word import (
    Edicion,
    trabajado,
)


def con_documento(xml: bytes) -> bytes:
    edicion = Edicion()
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as archivo:
        for nombre, contenido in edicion.partes.items():
            archivo.writestr(nombre, xml if nombre == "word/document.xml" else contenido)
    return salida.getvalue()


NS = f'xmlns:w="{W}"'.encode()
RISAS = b"".join(b'<!ENTITY l%d "%b">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ja") for n in range(12))
ATAQUES = {
    "no es un zip": (b"hola", "danado"),
    "sin partes": (b"PK\x05\x06" + bytes(18), "danado"),
    "XML cortado": (con_documento(b"<w:document"), "danado"),
    "XML vacío": (con_documento(b""), "danado"),
    "otra raíz": (con_documento(b"<html/>"), "otro_formato"),
    "estricto": (
        con_documento(b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        "otro_formato",
    ),
    "sin cuerpo": (con_documento(b"<w:document %b/>" % NS), "danado"),
    "lee un fichero": (
        con_documento(
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document %b><w:body><w:p><w:r><w:t>&e;'
            b"</w:t></w:r></w:p></w:body></w:document>" % NS
        ),
        "con_dtd",
    ),
    "DTD de fuera": (
        con_documento(
            b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><w:document %b><w:body/></w:document>' % NS
        ),
        "con_dtd",
    ),
    "mil millones de risas": (
        con_documento(b"<!DOCTYPE x [%b]><w:document %b><w:body>&l11;</w:body></w:document>" % (RISAS, NS)),
        "danado",  # the library itself stops reading
    ),
    "demasiado hondo": (
        con_documento(
            b"<w:document %b><w:body>%b%b</w:body></w:document>" % (NS, b"<w:sdt><w:sdtContent>" * 300, b"")
        ),
        "danado",
    ),
    "demasiados párrafos": (
        con_documento(b"<w:document %b><w:body>%b</w:body></w:document>" % (NS, b"<w:p/>" * 50_001)),
        "demasiado",
    ),
    "demasiadas cláusulas": (
        con_documento(
            b"<w:document %b><w:body>%b</w:body></w:document>"
            % (NS, b"<w:p><w:r><w:t>CLAUSULA PRIMERA. X</w:t></w:r></w:p>" * 401)
        ),
        "demasiado",
    ),
}


@pytest.mark.parametrize("que", ATAQUES)
def test_a_hostile_file_is_refused_with_a_reason_that_has_its_sentence(que: str) -> None:
    contenido, motivo = ATAQUES[que]
    with pytest.raises(Ilegible, match=f"^{motivo}$"):
        leer(contenido)
    assert motivo in ILEGIBLES


@pytest.mark.parametrize("profundo", [40, 100])
def test_nested_controls_and_changes_are_read(profundo: int) -> None:
    abre, cierra = b"<w:sdt><w:sdtContent>" * profundo, b"</w:sdtContent></w:sdt>" * profundo
    cuerpo = abre + b"<w:p><w:r><w:t>CLAUSULA PRIMERA. X</w:t></w:r></w:p>" + cierra
    leido = leer(con_documento(b"<w:document %b><w:body>%b</w:body></w:document>" % (NS, cuerpo)))
    assert [c.titulo for c in leido.clausulas] == ["X"]


@pytest.mark.lento
@con(max_examples=80, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 3000), st.data())
def test_a_file_with_any_bytes_changed_is_read_or_refused(
    basura: bytes, donde: int, data: st.DataObject
) -> None:
    with zipfile.ZipFile(io.BytesIO(trabajado())) as archivo:
        nombre = data.draw(st.sampled_from(sorted(archivo.namelist())))
        partes = {n: archivo.read(n) for n in archivo.namelist()}
    partes[nombre] = partes[nombre][:donde] + basura + partes[nombre][donde + len(basura) :]
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as archivo:
        for n, contenido in partes.items():
            archivo.writestr(n, contenido)
    try:
        leido = leer(salida.getvalue())
    except Ilegible as motivo:
        resultado = str(motivo)
    else:
        resultado = "" if TextoLeido.de_datos(leido.a_datos()) == leido else "otro"
    assert resultado in {"", *ILEGIBLES}
