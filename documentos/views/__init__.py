"""Pages of the papers of a case file, and the papers themselves."""

from documentos.views.cabeceras import CABECERAS

__all__ = ["CABECERAS"]
