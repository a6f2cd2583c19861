"""The composed papers of a case file, each as the file that it now is, with who signed it and whether it verifies."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.formats import date_format

from demo.salida.nombres import nombre_de
from demo.salida.piezas import LineaDeFirma, PapelEscrito
from documentos.firmas.campos import SELLO
from documentos.models import Aporta, Firma, Papel, Via
from documentos.papeles import clase_de
from documentos.services.firmas.revisiones import bytes_de
from documentos.verificacion.comprobar import comprobar
from documentos.verificacion.confianza import confianza
from documentos.verificacion.frases import RESULTADOS, frase
from documentos.verificacion.informe import FirmaHallada, Informe
from expedientes.models import Expediente

LARGO_DE_NOMBRE = 70  # letters
RANGO = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def papeles_de(expediente: Expediente) -> list[Papel]:
    """Those that are no drafts, in the order in which they were asked for."""
    finales = Papel.objects.filter(expediente=expediente, es_borrador=False, archivo__isnull=False)
    return list(finales.select_related("archivo", "expediente").order_by("id"))


def escribir_papel(papel: Papel, carpeta: Path, orden: int) -> PapelEscrito:
    """Its newest file, under a name that can be read, and what our verifier finds in what was written."""
    if papel.archivo is None:
        raise ValueError("a paper is written once it is composed")
    actual = papel.archivo_actual()
    contenido = bytes_de(actual)
    fichero = carpeta / f"{orden:02d}-{nombre_de(papel.titulo, LARGO_DE_NOMBRE)}.pdf"
    fichero.write_bytes(contenido)
    with fichero.open("rb") as escrito:
        informe = comprobar(escrito, confianza=confianza(), base=bytes_de(papel.archivo))
    return PapelEscrito(
        fichero=f"{carpeta.name}/{fichero.name}",
        titulo=papel.titulo,
        clase=str(clase_de(papel.clase).nombre),
        sha256=informe.sha256,
        tamano=informe.tamano,
        resultado=informe.resultado,
        frases=[str(RESULTADOS[informe.resultado]), *map(frase, informe.problemas)],
        firmas=list(_firmas(papel, informe)),
        rango=_primer_rango(contenido),
    )


def _primer_rango(pdf: bytes) -> tuple[int, int, int, int] | None:
    if hallado := RANGO.search(pdf):
        a, b, c, d = map(int, hallado.groups())
        return a, b, c, d
    return None


def _firmas(papel: Papel, informe: Informe) -> Iterator[LineaDeFirma]:
    """Those that it was composed with, those in its file, those on paper."""
    firmas = papel.firmas.select_related("institucion", "puesto", "persona", "documento__archivo")
    registradas = list(firmas.order_by("campo"))
    # a tool outside makes a field of its own: its signature is known by the certificate alone
    suyas = {f.certificado if f.via == Via.EXTERNA else f.campo: f for f in registradas}
    for lugar in json.loads(papel.datos)["firmas"]:
        if lugar["dada"]:
            yield _por_documento(lugar)
    for hallada in informe.firmas:
        yield _en_el_archivo(hallada, suyas.get(hallada.campo) or suyas.get(hallada.huella))
    for firma in registradas:
        if firma.via == Via.PAPEL:
            yield _en_papel(firma)


def _por_documento(lugar: dict[str, dict[str, str]]) -> LineaDeFirma:
    dada = lugar["dada"]
    return LineaDeFirma(
        quien=f"{dada['quien'] or lugar['puesto']}, {lugar['institucion']}",
        como=dada["como"],
        cuando=_dia(dt.date.fromisoformat(dada["fecha"])),
        detalles=[f"SHA-256 del documento: {dada['papel']}"] if dada["papel"] else [],
    )


def _en_el_archivo(hallada: FirmaHallada, firma: Firma | None) -> LineaDeFirma:
    momento = hallada.momento_sellado or hallada.momento_declarado
    return LineaDeFirma(
        quien=_quien(firma) if firma else "Convenios, sin intervención de una persona",
        como=_como(hallada, firma),
        cuando=f"{momento.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC" if momento else "sin fecha",
        nivel=hallada.nivel,
        detalles=[hallada.quien, *map(frase, hallada.motivos)],
        resultado=hallada.resultado,
    )


def _como(hallada: FirmaHallada, firma: Firma | None) -> str:
    if firma:
        return str(firma.get_via_display())
    if hallada.es_sello_de_tiempo:
        return str(Aporta.SELLO_DE_TIEMPO.label)
    return str(Aporta.SELLO.label) if hallada.campo == SELLO else "Firma que el sistema no registró"


def _en_papel(firma: Firma) -> LineaDeFirma:
    if firma.documento is None:
        raise ValueError("what was signed on paper has its scan")
    return LineaDeFirma(
        quien=_quien(firma),
        como=str(firma.get_via_display()),
        cuando=_dia(firma.fecha_hecho),
        detalles=[
            f"Escaneo «{firma.documento.titulo}», SHA-256 {firma.documento.archivo.sha256}",
            f"El papel se custodia en: {firma.custodia}",
        ],
    )


def _quien(firma: Firma) -> str:
    puesto, dada = firma.puesto.nombre, firma.aprobacion
    if dada and dada.suple_a and dada.puesto:
        puesto = f"{dada.puesto.nombre}, en suplencia de {puesto}"
    return ", ".join(filter(None, (str(firma.persona or ""), puesto, firma.institucion.nombre)))


def _dia(dia: dt.date) -> str:
    return date_format(dia, "DATE_FORMAT")
