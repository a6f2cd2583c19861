"""Composing, sealing and verifying papers, against the bare libraries that do it; and the memory of a worker."""

import datetime as dt
import io
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.signers.pdf_signer import DSSContentSettings
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from auditoria.canonico import canonico
from auditoria.sello import demostracion, llaves
from bench.medidas import Promesa, kilobytes, por_turnos
from documentos.composicion.hoja import VARIANTE
from documentos.composicion.imprenta import componer
from documentos.composicion.recursos import Recursos
from documentos.firmas.firmado import completar
from documentos.firmas.llaves import de_pkcs12
from documentos.firmas.preparado import ALGORITMO, Declaracion, preparar
from documentos.services.firmas.confianza import contexto
from documentos.services.firmas.sellado import MOTIVO, NOMBRE, con_sello
from documentos.verificacion.comprobar import comprobar
from documentos.verificacion.confianza import confianza
from documentos.verificacion.informe import Resultado

VUELTAS = 30
PAPELES = 500
PLANTILLA = "papeles/convenio.html"
CODIGO = "7KQ2M-XW94T-HB3FR-8PZDN"
FRASE = (
    "Las partes cooperan en la formación, el financiamiento y la difusión de las cooperativas de la región. "
)
ORDINALES = ("Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta", "Séptima")
FIRMAN = ("Ministerio de la Producción", "Cooperativas de las Américas")
A_SECAS = Path(__file__).parent / "verificar_a_secas.py"
TRABAJAR = """
import sys
import django
django.setup()
from bench.papeles import trabajar
print(*trabajar(int(sys.argv[1])))
"""


def medir() -> Iterator[Promesa]:
    """Three promises on a paper of two pages, signed by the system and by two persons."""
    logging.getLogger("pyhanko").setLevel(logging.ERROR)  # that it asks no network is as we want it
    with pikepdf.open(io.BytesIO(_compuesto_y_sellado())) as papel:
        if len(papel.pages) != 2:
            raise RuntimeError(f"the paper of the measurement has {len(papel.pages)} pages")
    yield _sellar()
    yield _memoria()
    yield _verificar()


def _sellar() -> Promesa:
    """The same seal on both sides: timestamp, certificates and what tells that none was revoked are inside (B-LT)."""
    nuestro, desnudo = por_turnos(_compuesto_y_sellado, _a_secas, vueltas=VUELTAS)
    return Promesa(
        "un papel de dos páginas compuesto y sellado / WeasyPrint y pyHanko a secas",
        nuestro / desnudo,
        1.25,
        f"mediana de {VUELTAS}: {nuestro * 1000:.0f} ms y {desnudo * 1000:.0f} ms",
    )


def _memoria() -> Promesa:
    """In a process of its own, as a worker is: what it holds after all papers, against what it held after a tenth."""
    orden = [sys.executable, "-c", TRABAJAR, str(PAPELES)]
    salida = subprocess.run(orden, check=True, capture_output=True, text=True)  # noqa: S603 - our own code
    al_principio, al_final = map(int, salida.stdout.split())
    return Promesa(
        f"memoria del trabajador: tras {PAPELES} papeles / tras {PAPELES // 10}",
        al_final / al_principio,
        1.05,
        f"{al_final / 1024:.0f} MB y {al_principio / 1024:.0f} MB",
    )


def _verificar() -> Promesa:
    """Both in a process of their own, since what is examined may be hostile: ours is confined besides."""
    with tempfile.TemporaryDirectory() as carpeta, tempfile.TemporaryFile() as copia:
        donde = Path(carpeta)
        firmado = _firmado_por_dos(_compuesto_y_sellado())
        copia.write(firmado)
        copia.flush()
        (donde / "papel.pdf").write_bytes(firmado)
        fiables = confianza()
        for clase, ders in (
            ("raiz", fiables.raices),
            ("intermedio", fiables.intermedios),
            ("crl", fiables.crls),
        ):
            for n, der in enumerate(ders):
                (donde / f"{n}.{clase}").write_bytes(der)
        orden = [sys.executable, str(A_SECAS), carpeta]

        def nuestra() -> None:
            if (informe := comprobar(copia, confianza=fiables)).resultado != Resultado.VALIDA:
                raise RuntimeError(f"the file of the measurement is {informe}")

        def a_secas() -> None:
            salida = subprocess.run(orden, check=True, capture_output=True, text=True)  # noqa: S603 - our own script
            if salida.stdout.split() != ["3", "True"]:
                raise RuntimeError(salida.stdout)

        nuestro, desnudo = por_turnos(nuestra, a_secas, vueltas=VUELTAS)
    return Promesa(
        "verificar un archivo con tres firmas / validarlo con pyHanko a secas",
        nuestro / desnudo,
        1.5,
        f"mediana de {VUELTAS}: {nuestro * 1000:.0f} ms y {desnudo * 1000:.0f} ms, cada una en su proceso",
    )


def _compuesto_y_sellado() -> bytes:
    pdf = componer(PLANTILLA, _datos(), codigo=CODIGO)
    return con_sello(pdf, prueba=contexto())


def _a_secas() -> bytes:
    """What WeasyPrint makes of the same HTML, signed by pyHanko alone: no field of ours, no data, no accessibility."""
    pdf = HTML(string=_html(), url_fetcher=Recursos()).write_pdf(
        stylesheets=[_estilo()[0]], font_config=_estilo()[1], pdf_variant=VARIANTE
    )
    metadatos = PdfSignatureMetadata(
        field_name="Firma",
        md_algorithm=ALGORITMO,
        subfilter=SigSeedSubFilter.PADES,
        name=NOMBRE,
        reason=MOTIVO,
        embed_validation_info=True,
        validation_context=contexto(),
        dss_settings=DSSContentSettings(include_vri=False),
    )
    firmado: io.BytesIO = sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        metadatos,
        llaves.sellador(),
        timestamper=llaves.autoridad(),
    )
    return firmado.getvalue()


@cache
def _estilo() -> tuple[CSS, FontConfiguration]:
    """Parsed once here as well."""
    fuentes = FontConfiguration()
    return CSS(url="recurso:estilo/papel.css", url_fetcher=Recursos(), font_config=fuentes), fuentes


@cache
def _html() -> str:
    """The same words and places to sign; rendering the template is our own part."""
    sobre = _sobre()
    with translation.override("es"):
        return render_to_string(
            PLANTILLA, {"sobre": sobre, "datos": sobre["datos"], "codigo": CODIGO, "direccion": "", "qr": ""}
        )


def _firmado_por_dos(pdf: bytes) -> bytes:
    for n, institucion in enumerate(FIRMAN, 1):
        llave = de_pkcs12(
            demostracion.emitir_para(
                settings.LOCAL_DIR, nombre=f"Puesto {n}", pais="PE", documento=f"0000000{n}", clave="medir"
            ),
            "medir",
        )
        preparado = preparar(
            pdf, campo=f"firma-{n}", declaracion=Declaracion(nombre=f"Puesto {n}", motivo=institucion)
        )
        pdf = completar(preparado, llave, autoridad=llaves.autoridad(), contexto=contexto())
    return pdf


def _datos() -> str:
    return canonico(_sobre())


@cache
def _sobre() -> dict[str, Any]:
    return {
        "esquema": 1,
        "clase": "convenio",
        "nombre": "Convenio marco",
        "titulo": "Convenio marco de la medición",
        "expediente": {"codigo": "SEM-1", "titulo": "Convenio sintético"},
        "autores": ", ".join(FIRMAN),
        "momento": dt.datetime(2026, 1, 2, tzinfo=dt.UTC).isoformat(),
        "demostracion": True,
        "es_borrador": False,
        "verificacion": "http://localhost/verificar/",
        "entrada_de_firmas": "",
        "firmas": [_lugar(n, institucion) for n, institucion in enumerate(FIRMAN, 1)],
        "datos": {
            "tipo": "marco",
            "numeros": [],
            "suscrito_el": None,
            "version": 1,
            "hash_del_texto": "ab" * 32,
            "contenido_hash": "cd" * 32,
            "partes": [],
            "clausulas": [
                {"n": n, "ordinal": ordinal, "titulo": "Compromisos", "texto": FRASE * 4}
                for n, ordinal in enumerate(ORDINALES, 1)
            ],
            "condiciones": [{"que": "Plazo", "valor": "36 meses"}],
            "aportes": [],
            "totales": [],
        },
    }


def _lugar(n: int, institucion: str) -> dict[str, Any]:
    return {
        "campo": f"firma-{n}",
        "institucion_id": n,
        "institucion": institucion,
        "rol": "Firmante",
        "puesto": f"Puesto {n}",
        "nombre": "",
        "calidad": "",
        "dada": None,
    }


def trabajar(papeles: int) -> Iterator[int]:
    """Compose and seal so many; the kilobytes that this process holds after a tenth of them, and after all."""
    for n in range(1, papeles + 1):
        _compuesto_y_sellado()
        if n in (papeles // 10, papeles):
            yield kilobytes("VmRSS")
