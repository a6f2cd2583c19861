"""Papers of a case file, those that came in and those that the system made, and the bytes that they are."""

from documentos.models.archivo import Analisis, Archivo
from documentos.models.documento import Documento, TipoDeDocumento
from documentos.models.firma import (
    Aporta,
    Comprobacion,
    Firma,
    FirmaRehusada,
    PreparacionDeFirma,
    Revision,
    Via,
)
from documentos.models.papel import Papel, PapelQuerySet
from documentos.models.relectura import FallaDeArchivo, Problema, Relectura

__all__ = [
    "Analisis",
    "Aporta",
    "Archivo",
    "Comprobacion",
    "Documento",
    "FallaDeArchivo",
    "Firma",
    "FirmaRehusada",
    "Papel",
    "PapelQuerySet",
    "PreparacionDeFirma",
    "Problema",
    "Relectura",
    "Revision",
    "TipoDeDocumento",
    "Via",
]
