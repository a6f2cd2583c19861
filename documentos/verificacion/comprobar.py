"""Verifies a signed PDF in a process of its own, which may use so much time and memory and reach nothing."""

import datetime as dt
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import IO, Any

from documentos.puerta import recinto
from documentos.verificacion.confianza import Confianza
from documentos.verificacion.examen.contexto import Base, escribir
from documentos.verificacion.informe import MOTIVOS, FirmaHallada, Informe, Resultado, peor

logger = logging.getLogger(__name__)

EXAMEN = "documentos.verificacion.examen"
LIMITES = recinto.Limites(segundos=60, memoria=1 << 30, salida=1 << 20)
BLOQUE = 1 << 20


def comprobar(
    fichero: IO[Any], *, confianza: Confianza, base: bytes | None = None, momento: dt.datetime | None = None
) -> Informe:
    """What is found in a file with a descriptor, as of `momento` (now).

    With `base`, the file must begin with exactly those bytes, and whatever follows may only be signatures and what
    belongs to them. Nothing is asked of any network: without revocation data the answer is INDETERMINADA. A file that
    could not be examined within the limits is NO_COMPROBADA. Raises RecintoRoto when it is our installation that fails.
    """
    sha256, tamano = _huella(fichero)
    contexto = escribir(
        {
            "raices": confianza.raices,
            "intermedios": confianza.intermedios,
            "crls": confianza.crls,
            "ocsps": confianza.ocsps,
        },
        momento or dt.datetime.now(dt.UTC),
        None if base is None else Base(len(base), hashlib.sha256(base).hexdigest()),
    )
    try:
        informe = Informe.de_json(
            recinto.ejecutar(fichero, modulo=EXAMEN, contexto=contexto, limites=LIMITES)
        )
        if _se_sostiene(informe, sha256, tamano):
            return _sin_las_perdidas(informe, confianza)
        motivo = "averia"
    except recinto.Interrumpido as interrumpido:
        motivo = interrumpido.motivo
    except (ValueError, KeyError, TypeError):  # what a process that was taken over made up
        motivo = "averia"
    logger.warning("The verification of %s ended without an answer: %s", sha256, motivo)
    return Informe.de(sha256=sha256, tamano=tamano, firmas=(), problemas=(motivo,))


def _sin_las_perdidas(informe: Informe, confianza: Confianza) -> Informe:
    """The same, where a seal that this installation gave up as lost is worth nothing, unless it is proven that it
    was put before."""
    firmas = [
        _de_llave_perdida(firma)
        if _se_perdio_antes(confianza.perdidas.get(firma.huella), informe.firmas[n:])
        else firma
        for n, firma in enumerate(informe.firmas)
    ]
    return Informe.de(
        sha256=informe.sha256, tamano=informe.tamano, firmas=firmas, problemas=informe.problemas
    )


def _se_perdio_antes(perdida: dt.datetime | None, desde_ella: Sequence[FirmaHallada]) -> bool:
    """Whether nothing proves that the first of these signatures was made before its key was lost: neither its own
    timestamp nor one over the file after it."""
    if perdida is None:
        return False
    ella, *despues = desde_ella
    prueban = [ella, *(sello for sello in despues if sello.es_sello_de_tiempo)]
    return not any(
        uno.momento_sellado and uno.momento_sellado < perdida
        for uno in prueban
        if uno.resultado == Resultado.VALIDA
    )


def _de_llave_perdida(firma: FirmaHallada) -> FirmaHallada:
    motivos = tuple(dict.fromkeys((*firma.motivos, "revocada")))
    return replace(firma, nivel="", motivos=motivos, resultado=peor(*(MOTIVOS[uno] for uno in motivos)))


def _huella(fichero: IO[Any]) -> tuple[str, int]:
    fichero.seek(0)
    suma, tamano = hashlib.sha256(), 0
    while bloque := fichero.read(BLOQUE):
        suma.update(bloque)
        tamano += len(bloque)
    return suma.hexdigest(), tamano


def _se_sostiene(informe: Informe, sha256: str, tamano: int) -> bool:
    """Whether an answer is about this file, and says no better of it than its own parts do."""
    return (
        informe
        == Informe.de(sha256=sha256, tamano=tamano, firmas=informe.firmas, problemas=informe.problemas)
        and bool(informe.firmas or informe.problemas)
        and all(firma.resultado == peor(*(MOTIVOS[m] for m in firma.motivos)) for firma in informe.firmas)
    )
