"""Of which types agreements are, and in which states they stand."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TipoDeConvenio(models.TextChoices):
    MARCO = "marco", _("Convenio marco")
    ESPECIFICO = "especifico", _("Convenio específico")
    MEMORANDO = "memorando", _("Memorando de entendimiento")
    CARTA = "carta", _("Carta de intención")
    SIMPLE = "simple", _("Convenio simple")


class Estado(models.TextChoices):
    CONTACTO = "contacto", _("Contacto")
    SOLICITUD = "solicitud", _("Solicitud")
    EN_EVALUACION = "en_evaluacion", _("En evaluación")
    OBSERVADO = "observado", _("Observado")
    EN_APROBACION = "en_aprobacion", _("En aprobación")
    EN_FIRMA = "en_firma", _("En firma")
    SUSCRITO = "suscrito", _("Suscrito")
    PENDIENTE_ENTRADA_EN_VIGOR = "pendiente_entrada_en_vigor", _("Pendiente de entrada en vigor")
    EN_EJECUCION = "en_ejecucion", _("En ejecución")
    SUSPENDIDO = "suspendido", _("Suspendido")
    CONCLUIDO = "concluido", _("Concluido")
    EN_LIQUIDACION = "en_liquidacion", _("En liquidación")
    CERRADO = "cerrado", _("Cerrado")
    NO_SUSCRITO = "no_suscrito", _("No suscrito")
    ARCHIVADO = "archivado", _("Archivado")
