"""What a case file leaves undone when its agreement is closed. It forbids nothing: it is counted."""

from django.db.models import Count, Q

from expedientes.models import Expediente
from planes.estados import CON_FINAL, EstadoDeAccion
from planes.models import AccionConjunta
from seguimiento.models import (
    ABIERTOS,
    EstadoDeCompromiso,
    EstadoDeInforme,
    EstadoDeObservacion,
)

NO_CUMPLIDOS = (
    EstadoDeCompromiso.NO_CUMPLIDO,
    EstadoDeCompromiso.CUMPLIDO_EN_PARTE,
    EstadoDeCompromiso.VERIFICACION_NO_OBTENIDA,
)
NO_EJECUTADAS = (EstadoDeAccion.NO_EJECUTADA, EstadoDeAccion.VERIFICACION_NO_OBTENIDA)
SIN_MAS = CON_FINAL | {EstadoDeAccion.RETIRADA.value, EstadoDeAccion.PROPUESTA.value}


def sin_cumplir(expediente: Expediente) -> dict[str, int]:
    """Commitments, actions, reports and observations that were not met, or still open, by kind. Four queries."""
    compromisos = expediente.compromisos.aggregate(
        abiertos=Count("pk", filter=Q(estado__in=ABIERTOS)),
        no_cumplidos=Count("pk", filter=Q(estado__in=NO_CUMPLIDOS)),
    )
    acciones = AccionConjunta.objects.filter(plan__expediente=expediente).aggregate(
        sin_final=Count("pk", filter=~Q(estado__in=SIN_MAS)),
        no_ejecutadas=Count("pk", filter=Q(estado__in=NO_EJECUTADAS)),
    )
    no_presentados = Q(presentado_el__isnull=True) & ~Q(estado=EstadoDeInforme.DISPENSADO)
    sin_verificar = expediente.observaciones_de_seguimiento.exclude(estado=EstadoDeObservacion.VERIFICADA)
    return {
        "compromisos_abiertos": compromisos["abiertos"],
        "compromisos_no_cumplidos": compromisos["no_cumplidos"],
        "acciones_sin_final": acciones["sin_final"],
        "acciones_no_ejecutadas": acciones["no_ejecutadas"],
        "informes_no_presentados": expediente.informes.filter(no_presentados).count(),
        "observaciones_sin_verificar": sin_verificar.count(),
    }
