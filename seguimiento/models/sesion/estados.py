"""Where a session and a point of its agenda can stand, and the sets of states that mean something together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EstadoDeSesion(models.TextChoices):
    PROGRAMADA = "programada", _("Programada")
    CONVOCADA = "convocada", _("Convocada")
    REPROGRAMADA = "reprogramada", _("Reprogramada")
    SIN_QUORUM = "sin_quorum", _("Sin quórum")
    INSTALADA = "instalada", _("Instalada")
    EN_CURSO = "en_curso", _("En curso")
    SUSPENDIDA = "suspendida", _("Suspendida")
    FINALIZADA = "finalizada", _("Finalizada")
    CANCELADA = "cancelada", _("Cancelada")


POR_CELEBRAR = (
    EstadoDeSesion.PROGRAMADA,
    EstadoDeSesion.CONVOCADA,
    EstadoDeSesion.REPROGRAMADA,
    EstadoDeSesion.SIN_QUORUM,
)
EN_SESION = (EstadoDeSesion.INSTALADA, EstadoDeSesion.EN_CURSO, EstadoDeSesion.SUSPENDIDA)
"""It began and did not end: attendance, votes and minutes are being written."""
SIN_NUMERO = (EstadoDeSesion.PROGRAMADA, EstadoDeSesion.REPROGRAMADA, EstadoDeSesion.CANCELADA)
"""It may still lack its number: that comes with the call, and a session that was called keeps it."""


class ResultadoDePunto(models.TextChoices):
    PROPUESTO = "propuesto", _("Propuesto, por incluir")
    NO_INCLUIDO = "no_incluido", _("No incluido")
    POR_TRATAR = "por_tratar", _("Por tratar")
    TRATADO = "tratado", _("Tratado")
    DIFERIDO = "diferido", _("Diferido")
    RETIRADO = "retirado", _("Retirado")


EN_LA_AGENDA = (
    ResultadoDePunto.POR_TRATAR,
    ResultadoDePunto.TRATADO,
    ResultadoDePunto.DIFERIDO,
    ResultadoDePunto.RETIRADO,
)
