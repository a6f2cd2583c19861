"""Where an acta can stand, and the sets of states that mean something together."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EstadoDeActa(models.TextChoices):
    BORRADOR = "borrador", _("Borrador")
    CIRCULADA = "circulada", _("Circulada")
    OBSERVADA = "observada", _("Observada")
    APROBADA = "aprobada", _("Aprobada")
    EN_FIRMA = "en_firma", _("En firma")
    FIRMADA = "firmada", _("Firmada")
    INCORPORADA_AL_LIBRO = "incorporada_al_libro", _("Incorporada al libro")
    DISTRIBUIDA = "distribuida", _("Distribuida")


SE_ESCRIBE = (EstadoDeActa.BORRADOR, EstadoDeActa.OBSERVADA)
"""Its paragraphs, agreements and votes may still change."""
ANTES_DE_APROBADA = (*SE_ESCRIBE, EstadoDeActa.CIRCULADA)
APROBADAS = (
    EstadoDeActa.APROBADA,
    EstadoDeActa.EN_FIRMA,
    EstadoDeActa.FIRMADA,
    EstadoDeActa.INCORPORADA_AL_LIBRO,
    EstadoDeActa.DISTRIBUIDA,
)
"""Nobody edits it any more: it is corrected only by another acta."""
EN_EL_LIBRO = (EstadoDeActa.INCORPORADA_AL_LIBRO, EstadoDeActa.DISTRIBUIDA)
