"""Papers of a case file, those that came in and those that the system made, and the bytes that they are."""

from documentos.models.archivo import Analisis, Archivo
from documentos.models.documento import Documento, TipoDeDocumento
from documentos.models.papel import Papel, PapelQuerySet
from documentos.models.revision import FallaDeArchivo, Problema, Revision

__all__ = [
    "Analisis",
    "Archivo",
    "Documento",
    "FallaDeArchivo",
    "Papel",
    "PapelQuerySet",
    "Problema",
    "Revision",
    "TipoDeDocumento",
]
