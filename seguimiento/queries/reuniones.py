"""The meetings of a case file."""

from expedientes.models import Expediente
from seguimiento.models import Reunion


def reuniones_de(expediente: Expediente) -> list[Reunion]:
    """Every meeting of a case file, the latest first, each with what a list shows of it. One query."""
    filas = list(expediente.reuniones.select_related("convoca", "asiento").order_by("-fecha", "-numero"))
    for reunion in filas:
        reunion.expediente = expediente
    return filas
