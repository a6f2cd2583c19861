"""The file as a whole: what it is made of, whether it begins as it was issued, what nobody signed in it."""

import hashlib
import io
import re
import zlib
from collections.abc import Iterator

import pikepdf
from pyhanko.pdf_utils.misc import PdfDecodeLimitError, PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from documentos.puerta.examen import pdf
from documentos.verificacion.examen.cambios import hay_cola, problema_desde
from documentos.verificacion.examen.contexto import Base, Contexto
from documentos.verificacion.examen.firmas import Juez
from documentos.verificacion.informe import FirmaHallada, Informe

PAGINAS = 2_000
OBJETOS = 200_000
REVISIONES = 200
FIRMAS = 100
"""No paper has more; a file that does is not examined further."""
RANGO = re.compile(rb"/ByteRange\s*\[")
DEL_ARBOL = frozenset({"/Page", "/Pages", "/Catalog"})
DE_LA_PUERTA = {"lleva_programa": "adjunto_ajeno"}
"""What the gate calls otherwise."""
ROTO = (PdfError, pikepdf.PdfError, zlib.error, ValueError, LookupError)
"""How the libraries say that some bytes are not what they should be."""
TROPIEZOS = (TypeError, AttributeError, AssertionError, NotImplementedError)
"""And where they trip themselves."""
ES_TODO = frozenset({"danado", "con_clave", "demasiado"})
"""Problems after which nothing else can be said."""


async def examinar(datos: bytes, contexto: Contexto) -> Informe:
    """What can be said of these bytes."""
    problemas: list[str] = []
    firmas: list[FirmaHallada] = []
    try:
        problemas += _lo_que_se_ve(datos)
        if contexto.base:
            problemas += _ante_lo_emitido(datos, contexto.base, problemas)
        if not ES_TODO.intersection(problemas):
            firmas = await _leer(datos, contexto, problemas)
    except (PdfDecodeLimitError, RecursionError):
        problemas.append("demasiado")
    except ROTO:
        problemas.append("danado")
    except TROPIEZOS:
        problemas.append("averia")
    return Informe.de(
        sha256=hashlib.sha256(datos).hexdigest(),
        tamano=len(datos),
        firmas=firmas,
        problemas=tuple(dict.fromkeys(problemas)),
    )


def _ante_lo_emitido(datos: bytes, base: Base, problemas: list[str]) -> list[str]:
    """What tells the file from the one that was issued, apart from its increments."""
    if len(datos) < base.largo or hashlib.sha256(datos[: base.largo]).hexdigest() != base.sha256:
        return ["no_empieza_como_lo_emitido"]
    if not ES_TODO.intersection(problemas) and _adjuntos(datos) - _adjuntos(datos[: base.largo]):
        return ["adjunto_ajeno"]
    return []


async def _leer(datos: bytes, contexto: Contexto, problemas: list[str]) -> list[FirmaHallada]:
    lector = PdfFileReader(io.BytesIO(datos), strict=True)
    if lector.xrefs.total_revisions > REVISIONES:
        problemas.append("demasiado")
        return []
    puestas = list(enumerate_sig_fields(lector, filled_status=True))
    firmas = list(lector.embedded_signatures)
    if len(puestas) > FIRMAS:
        problemas.append("demasiado")
        return []
    if len(RANGO.findall(datos)) > len(puestas):
        problemas.append("firma_quitada")
    if contexto.base and "no_empieza_como_lo_emitido" not in problemas:
        problemas += filter(None, [problema_desde(lector, contexto.base.largo, datos)])
    halladas = await Juez(lector, firmas, datos, contexto).juzgar()
    if len(firmas) < len(puestas):
        problemas.append("firma_desconocida")
    if not firmas:
        problemas.append("sin_firmas")
    elif hay_cola(firmas[-1], datos):
        problemas.append("cola_sin_firma")
    return halladas


def _lo_que_se_ve(datos: bytes) -> Iterator[str]:
    """What is wrong with it whether or not it is signed."""
    problema = pdf.examinar(io.BytesIO(datos), "pdf").problema
    if problema:
        yield DE_LA_PUERTA.get(problema, problema)
    if problema in ES_TODO:
        return
    with pikepdf.open(io.BytesIO(datos), suppress_warnings=True) as documento:
        if len(documento.pages) > PAGINAS or len(documento.objects) > OBJETOS:
            yield "demasiado"
        elif _hay_sombra(documento):
            yield "contenido_sombra"


def _adjuntos(datos: bytes) -> set[bytes]:
    """What lies inside as a file of its own, as it is stored there."""
    hallados = set()
    with pikepdf.open(io.BytesIO(datos), suppress_warnings=True) as documento:
        for objeto in documento.objects:
            if isinstance(objeto, pikepdf.Dictionary) and isinstance(objeto.get("/EF"), pikepdf.Dictionary):
                dentro = objeto.EF.values()
                hallados |= {uno.read_raw_bytes() for uno in dentro if isinstance(uno, pikepdf.Stream)}
    return hallados


def _hay_sombra(documento: pikepdf.Pdf) -> bool:
    """Whether the file holds pages or catalogues that are not the ones it shows, ready to be put in their place.

    C. Mainka, V. Mladenov, S. Rohlmann: «Shadow Attacks: Hiding and Replacing Content in Signed PDFs», NDSS 2021.
    """
    de_muestra = {
        objeto.objgen
        for objeto in documento.objects
        if isinstance(objeto, pikepdf.Dictionary) and str(objeto.get("/Type", "")) in DEL_ARBOL
    }
    return not de_muestra <= {documento.Root.objgen, *_arbol_de_paginas(documento)}


def _arbol_de_paginas(documento: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The pages that are shown, and the nodes that lead to them."""
    pendientes, vistos = [documento.Root.Pages], set()
    while pendientes:
        nodo = pendientes.pop()
        if nodo.objgen not in vistos:
            vistos.add(nodo.objgen)
            pendientes += list(nodo.get("/Kids", []))
    return vistos
