"""The ayuda memoria: what it says, to whom, and that Word and a screen reader take it for what it is."""

import io
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx.document import Document
from docx.oxml.ns import qn

from auditoria.models import Asiento
from convenios.models import Estado, Moneda
from convenios.services import AporteNuevo, Pacto, guardar_borrador, observar, opinar
from expedientes.services import registrar_gestion
from flujo.acto import Acto
from instituciones.models import Usuario
from tests.convenios.vida import DIA, CasoPactado, abrir
from tests.factories import Caso, auditor, clausulas, cuenta, hoy

pytestmark = pytest.mark.django_db


def pedir(caso: Caso, quien: Usuario) -> bytes:
    client = Client()
    client.force_login(quien)
    respuesta = client.get(f"/expedientes/{caso.expediente.codigo}/ayuda-memoria.docx")
    assert respuesta.status_code == 200
    return bytes(respuesta.content)


def abrir_word(contenido: bytes) -> Document:
    return docx.Document(io.BytesIO(contenido))


def texto(documento: Document) -> str:
    """Everything that it says, in order, tables and heads of pages included."""
    celdas = [c.text for t in documento.tables for f in t.rows for c in f.cells]
    cabezas = [p.text for s in documento.sections for p in s.header.paragraphs]
    return "\n".join([*cabezas, *(p.text for p in documento.paragraphs), *celdas])


def titulos(documento: Document) -> list[str]:
    return [p.text for p in documento.paragraphs if p.style and p.style.name == "Heading 1"]


class ConAporte(CasoPactado):
    """Its proposing party promises money."""

    def __init__(self, **pacto: Any) -> None:
        self.pacto = Pacto(**pacto)
        Caso.__init__(self, Estado.EN_EJECUCION, irroga_gasto=True)

    def compartir(self, objeto: str = "Las partes cooperan.", quien: Usuario | None = None) -> None:
        aporte = AporteNuevo(
            institucion_id=self.propone.pk,
            anio=None,
            monto=Decimal("1500.50"),
            moneda=Moneda.PEN,
            fuente="Recursos ordinarios",
        )
        self.pacto = replace(self.pacto, aportes=(aporte,))
        super().compartir(objeto, quien)


def en_evaluacion() -> Caso:
    """Each party has something of its own in it."""
    caso = Caso(Estado.EN_EVALUACION, objeto="Cooperar en formación.")
    opinar(
        caso.actual(),
        "tecnica",
        es_favorable=True,
        fundamento="FUNDAMENTO-DE-MIN",
        acto=caso.acto(caso.tecnica),
    )
    guardar_borrador(caso.actual(), clausulas("BORRADOR-DE-MIN"), acto=caso.acto(caso.titular))
    for quien, resumen in ((caso.titular, "GESTION-DE-MIN"), (caso.contraparte, "GESTION-DE-CONF")):
        registrar_gestion(
            caso.expediente,
            medio="llamada",
            con="Mesa de partes",
            resumen=resumen,
            proximo_contacto=hoy() + DIA,
            acto=Acto(registra=quien),
        )
    return caso


def test_it_says_what_a_meeting_needs():
    caso = en_evaluacion()
    observar(caso.actual(), "Falta el plazo.", acto=caso.acto(caso.juridica))
    documento = abrir_word(pedir(caso, caso.titular))
    assert titulos(documento) == [
        *("Cómo está", "Objeto", "Partes", "Qué espera, y de quién", "Observaciones sin respuesta"),
        *("Últimas gestiones y próximo contacto", "Últimos movimientos"),
    ]
    dicho = texto(documento)
    for algo in (caso.expediente.titulo, caso.expediente.codigo, "Cooperar en formación.", "Falta el plazo."):
        assert algo in dicho, algo
    assert f"para {caso.titular}" in dicho


def test_of_what_is_in_force_it_says_term_contributions_and_addenda():
    caso = ConAporte(fin_pactado=hoy() + 100 * DIA, renovacion_dias=30)
    abrir(caso, "alcance", objeto="Ampliar.")
    documento = abrir_word(pedir(caso, caso.titular))
    assert {"Plazo y fechas", "Aportes", "Adendas"} <= set(titulos(documento))
    dicho = texto(documento)
    for algo in (
        "Fin vigente",
        "Último día para pedir la prórroga",
        "PEN 1\xa0500,50",
        "Adenda 1",
        "Alcance",
    ):
        assert algo in dicho, algo


def test_each_reader_takes_only_what_is_theirs_to_read():
    caso = en_evaluacion()
    de_min, de_conf = (texto(abrir_word(pedir(caso, q))) for q in (caso.titular, caso.contraparte))
    assert ("GESTION-DE-MIN" in de_min, "GESTION-DE-CONF" in de_min) == (True, False)
    assert ("GESTION-DE-MIN" in de_conf, "GESTION-DE-CONF" in de_conf) == (False, True)
    assert "BORRADOR-DE-MIN" not in de_min + de_conf
    assert "FUNDAMENTO-DE-MIN" not in de_conf


def test_whoever_may_not_see_the_case_file_gets_none():
    caso = Caso()
    client = Client()
    client.force_login(caso.ajeno)
    assert client.get(f"/expedientes/{caso.expediente.codigo}/ayuda-memoria.docx").status_code == 404


def test_reading_every_side_is_logged_before_it_is_given():
    caso = en_evaluacion()
    for quien in (auditor(caso.propone), cuenta("Plataforma", is_superuser=True, is_staff=True)):
        antes = Asiento.objects.filter(cadena=caso.expediente.lecturas_id).count()
        assert "GESTION-DE-CONF" in texto(abrir_word(pedir(caso, quien)))
        leidas = Asiento.objects.filter(cadena=caso.expediente.lecturas_id).order_by("n")
        assert leidas.count() == antes + 1
        assert '"que":"ayuda_memoria"' in str(leidas.last().cuerpo)
    antes = Asiento.objects.count()
    pedir(caso, caso.titular)
    assert Asiento.objects.count() == antes


def test_only_the_demonstration_says_that_it_has_no_value(settings):
    caso = Caso()
    for demo in (True, False):
        settings.DEMO = demo
        documento = abrir_word(pedir(caso, caso.titular))
        cabeza = documento.sections[0].header.paragraphs[0].text
        assert ("DEMOSTRACIÓN, sin valor" in cabeza) is demo
        assert ("DEMOSTRACIÓN, sin valor" in texto(documento)) is demo


def test_word_finds_headings_repeated_table_heads_and_spanish():
    caso = en_evaluacion()
    documento = abrir_word(pedir(caso, caso.titular))
    assert documento.paragraphs[0].style.name == "Title"
    assert documento.tables
    for tabla in documento.tables:
        assert tabla.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert tabla._tbl.tblPr.find(qn("w:tblCaption")) is not None
    idioma = documento.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert (idioma.get(qn("w:val")), documento.core_properties.language) == ("es-ES", "es")
    assert documento.core_properties.title.startswith("Ayuda memoria: ")


def test_characters_that_no_xml_holds_do_not_break_it():
    caso = Caso(objeto="Con \uffff y <&> dentro")
    assert "Con \ufffd y <&> dentro" in texto(abrir_word(pedir(caso, caso.titular)))


def test_it_costs_the_same_whatever_is_in_it():
    caso = en_evaluacion()
    contados = []
    for cuantas in (6, 30):
        for n in range(cuantas):
            registrar_gestion(
                caso.expediente,
                medio="llamada",
                con="Otra",
                resumen=f"Gestión {n}",
                acto=Acto(registra=caso.titular),
            )
        with CaptureQueriesContext(connection) as consultas:
            pedir(caso, caso.titular)
        contados.append(len(consultas))
    assert contados[0] == contados[1]


LIBREOFFICE = shutil.which("soffice")


@pytest.mark.lento
@pytest.mark.skipif(LIBREOFFICE is None, reason="sin LibreOffice")
def test_libreoffice_sets_it_on_two_pages_at_most(tmp_path: Path):
    (tmp_path / "memoria.docx").write_bytes(pedir(caso := en_evaluacion(), caso.titular))
    perfil = f"-env:UserInstallation=file://{tmp_path}/perfil"
    pedido = [str(LIBREOFFICE), perfil, "--headless", "--convert-to", "pdf", "memoria.docx"]
    subprocess.run(pedido, cwd=tmp_path, check=True, capture_output=True, timeout=120)  # noqa: S603
    with pikepdf.open(tmp_path / "memoria.pdf") as pdf:
        assert 1 <= len(pdf.pages) <= 2
