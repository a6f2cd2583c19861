"""The states of a plan and of an action, and what several of them have in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EstadoDePlan(models.TextChoices):
    BORRADOR = "borrador", _("Borrador")
    PROPUESTO = "propuesto", _("Propuesto")
    OBSERVADO = "observado", _("Observado")
    APROBADO = "aprobado", _("Aprobado")
    EN_EJECUCION = "en_ejecucion", _("En ejecución")
    EN_EVALUACION = "en_evaluacion", _("En evaluación")
    EVALUADO = "evaluado", _("Evaluado")
    CERRADO = "cerrado", _("Cerrado")


SE_ESCRIBE = frozenset({EstadoDePlan.BORRADOR.value, EstadoDePlan.OBSERVADO.value})
"""The states in which its content changes freely."""
SE_TRABAJA = frozenset(
    {EstadoDePlan.APROBADO.value, EstadoDePlan.EN_EJECUCION.value, EstadoDePlan.EN_EVALUACION.value}
)
"""The states in which its actions live, and its content changes within the tolerance or by a reprogramming."""


class EstadoDeAccion(models.TextChoices):
    PROPUESTA = "propuesta", _("Propuesta")
    APROBADA = "aprobada", _("Aprobada")
    REPROGRAMADA = "reprogramada", _("Reprogramada")
    EN_EJECUCION = "en_ejecucion", _("En ejecución")
    SUSPENDIDA = "suspendida", _("Suspendida")
    CONCLUIDA = "concluida", _("Concluida")
    OBSERVADA = "observada", _("Observada")
    VERIFICADA = "verificada", _("Verificada")
    NO_EJECUTADA = "no_ejecutada", _("No ejecutada")
    CANCELADA = "cancelada", _("Cancelada")
    VERIFICACION_NO_OBTENIDA = "verificacion_no_obtenida", _("Verificación no obtenida")
    RETIRADA = "retirada", _("Retirada del plan")


POR_HACER = frozenset(
    {
        EstadoDeAccion.APROBADA.value,
        EstadoDeAccion.REPROGRAMADA.value,
        EstadoDeAccion.EN_EJECUCION.value,
        EstadoDeAccion.OBSERVADA.value,
    }
)
"""The states in which its date matters: something is still to be done by then."""
CON_FINAL = frozenset(
    {
        EstadoDeAccion.VERIFICADA.value,
        EstadoDeAccion.NO_EJECUTADA.value,
        EstadoDeAccion.CANCELADA.value,
        EstadoDeAccion.VERIFICACION_NO_OBTENIDA.value,
    }
)
SE_REPROGRAMA = POR_HACER | {EstadoDeAccion.SUSPENDIDA.value}
"""The states in which the parties may still agree on something else."""
NO_CUMPLIDAS = (
    EstadoDeAccion.NO_EJECUTADA,
    EstadoDeAccion.CANCELADA,
    EstadoDeAccion.VERIFICACION_NO_OBTENIDA,
)
"""The ends that count apart, in the order in which they are told."""
