"""Where a commitment can stand, and the sets of states that mean something together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EstadoDeCompromiso(models.TextChoices):
    PENDIENTE = "pendiente", _("Pendiente")
    EN_PROGRESO = "en_progreso", _("En progreso")
    BLOQUEADO = "bloqueado", _("Bloqueado")
    REPROGRAMADO = "reprogramado", _("Reprogramado")
    CUMPLIDO_POR_VERIFICAR = "cumplido_por_verificar", _("Cumplido, por verificar")
    DEVUELTO = "devuelto", _("Devuelto")
    VERIFICADO = "verificado", _("Verificado")
    CUMPLIDO_EN_PARTE = "cumplido_en_parte", _("Cumplido en parte")
    NO_CUMPLIDO = "no_cumplido", _("No cumplido")
    VERIFICACION_NO_OBTENIDA = "verificacion_no_obtenida", _("Verificación no obtenida")
    CANCELADO = "cancelado", _("Cancelado")


POR_CUMPLIR = (
    EstadoDeCompromiso.PENDIENTE,
    EstadoDeCompromiso.EN_PROGRESO,
    EstadoDeCompromiso.BLOQUEADO,
    EstadoDeCompromiso.REPROGRAMADO,
    EstadoDeCompromiso.DEVUELTO,
)
"""It is still to be done: what falls due can be overdue only here."""
ABIERTOS = (*POR_CUMPLIR, EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR)
CON_MOTIVO = (
    EstadoDeCompromiso.BLOQUEADO,
    EstadoDeCompromiso.REPROGRAMADO,
    EstadoDeCompromiso.DEVUELTO,
    EstadoDeCompromiso.CUMPLIDO_EN_PARTE,
    EstadoDeCompromiso.NO_CUMPLIDO,
    EstadoDeCompromiso.VERIFICACION_NO_OBTENIDA,
    EstadoDeCompromiso.CANCELADO,
)
SE_TRABAJA = (
    EstadoDeCompromiso.PENDIENTE,
    EstadoDeCompromiso.EN_PROGRESO,
    EstadoDeCompromiso.REPROGRAMADO,
    EstadoDeCompromiso.DEVUELTO,
)
DICHO_HECHO = (
    EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR,
    EstadoDeCompromiso.VERIFICADO,
    EstadoDeCompromiso.VERIFICACION_NO_OBTENIDA,
)
"""Its responsible said that it was done, and when."""
