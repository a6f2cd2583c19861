"""Who of control or of the platform's administration read a page that shows every side of a case file."""

from expedientes.lecturas import anotar_lectura
from expedientes.models import Expediente
from instituciones.models import Usuario


def anotar_pagina(usuario: Usuario, expediente: Expediente, pagina: str) -> None:
    """Log the reading of a whole page, before anything of it is shown. Costs everybody else one query."""
    anotar_lectura(usuario, expediente, expediente, pagina)
