"""The meetings of a case file."""

from expedientes.models import Expediente
from seguimiento.models import Compromiso, Reunion


def reuniones_de(expediente: Expediente) -> list[Reunion]:
    """Every meeting of a case file, the latest first, each with what a list shows of it. One query."""
    filas = list(expediente.reuniones.select_related("convoca", "asiento").order_by("-fecha", "-numero"))
    for reunion in filas:
        reunion.expediente = expediente
    return filas


def anteriores_de(reunion: Reunion) -> list[Compromiso]:
    """The open commitments of its case file that were undertaken before it, soonest due first: they open a meeting.

    One query.
    """
    filas = (
        Compromiso.objects.abiertos()
        .filter(expediente=reunion.expediente_id)
        .exclude(reunion=reunion)
        .select_related("asiento", "institucion", "puesto", "reunion", "anotado_por")
        .order_by("dia", "numero")
    )
    compromisos = list(filas)
    for compromiso in compromisos:
        compromiso.expediente = reunion.expediente
    return compromisos
