"""Where a follow-up report can stand, and the sets of states that mean something together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EstadoDeInforme(models.TextChoices):
    ESPERADO = "esperado", _("Esperado")
    EN_ELABORACION = "en_elaboracion", _("En elaboración")
    PRESENTADO = "presentado", _("Presentado")
    OBSERVADO = "observado", _("Observado")
    CONFORME = "conforme", _("Conforme")
    FIRMADO = "firmado", _("Firmado")
    PUBLICADO = "publicado", _("Publicado")
    NO_PRESENTADO = "no_presentado", _("No presentado")
    DISPENSADO = "dispensado", _("Dispensado")


POR_PRESENTAR = (EstadoDeInforme.ESPERADO, EstadoDeInforme.EN_ELABORACION)
"""It is still owed: what falls due can be overdue only here."""
SE_ESCRIBE = (EstadoDeInforme.EN_ELABORACION, EstadoDeInforme.OBSERVADO)
ANTE_LAS_PARTES = (EstadoDeInforme.PRESENTADO, EstadoDeInforme.CONFORME)
FIRMADOS = (EstadoDeInforme.FIRMADO, EstadoDeInforme.PUBLICADO)
CON_MOTIVO = (EstadoDeInforme.NO_PRESENTADO, EstadoDeInforme.DISPENSADO)
POR_TERMINAR = (*POR_PRESENTAR, EstadoDeInforme.OBSERVADO, *ANTE_LAS_PARTES, EstadoDeInforme.FIRMADO)
"""Something of it waits for somebody."""
