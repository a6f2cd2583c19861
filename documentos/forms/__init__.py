"""Forms of the papers of a case file: those that come in, and the signatures of those that the system made."""

from documentos.forms.documentos import NO_SE_CONSERVA, DocumentoForm, EntradaDeArchivo, ayuda_del_archivo
from documentos.forms.firmas import FirmaEnPapelForm, FirmarForm, PrepararFirmaForm, TraerFirmadoForm

__all__ = [
    "NO_SE_CONSERVA",
    "DocumentoForm",
    "EntradaDeArchivo",
    "FirmaEnPapelForm",
    "FirmarForm",
    "PrepararFirmaForm",
    "TraerFirmadoForm",
    "ayuda_del_archivo",
]
