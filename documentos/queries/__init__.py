"""What pages ask about the papers of a case file."""

from documentos.queries.documentos import DocumentosVistos, Marca, documentos_de, instituciones, lados_de
from documentos.queries.papeles import Papeles, papeles_de

__all__ = [
    "DocumentosVistos",
    "Marca",
    "Papeles",
    "documentos_de",
    "instituciones",
    "lados_de",
    "papeles_de",
]
