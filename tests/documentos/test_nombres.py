"""Names are what they look like."""

import pytest

from documentos.nombres import extension_de, nombre_de_archivo


@pytest.mark.parametrize(
    ("enviado", "guardado"),
    [
        ("oficio.pdf", "oficio.pdf"),
        ("Oficio N° 123 ñandú.PDF", "Oficio N° 123 ñandú.PDF"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ana\\informe.docx", "informe.docx"),
        ("informe\u202efdp.exe", "informefdp.exe"),
        ("ofi\u200bcio\u2066.pdf", "oficio.pdf"),
        ("uno\ndos\r\n\ttres.pdf", "uno dos tres.pdf"),
        ("nulo\x00.pdf", "nulo.pdf"),
        ("n\u0303.pdf", "ñ.pdf"),
        ('a<b>c:"d|e?f*.pdf', "a_b_c__d_e_f_.pdf"),
        ("😀 acta.pdf", "😀 acta.pdf"),
        ("  . espacio . .pdf. ", "espacio ..pdf"),
        ("", ""),
        ("\u202e", ""),
        ("x" * 400 + ".pdf", "x" * 156 + ".pdf"),
    ],
)
def test_a_file_name_is_one_visible_line_without_folders(enviado: str, guardado: str) -> None:
    assert nombre_de_archivo(enviado) == guardado


@pytest.mark.parametrize(
    ("nombre", "extension"), [("a.PDF", "pdf"), ("a.tar.gz", "gz"), (".pdf", ""), ("pdf", ""), ("", "")]
)
def test_the_extension_of_a_name(nombre: str, extension: str) -> None:
    assert extension_de(nombre) == extension
