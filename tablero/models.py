"""What the desk keeps of its own: copies of case files that were asked for, until they are thrown away, and what each
auditor found when they last looked."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente


class Copia(models.Model):
    """A copy of a case file that one account asked for, as that account reads it. It is nobody else's.

    Until it is ready or failed it waits for a worker. That it was asked for is in the log for ever; the file and this
    row are thrown away.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="copias")
    pedida_por = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pedida_at = models.DateTimeField(_("pedida"), auto_now_add=True)
    nombre = models.UUIDField(_("nombre en el depósito"), default=uuid.uuid4, unique=True, editable=False)
    intentos = models.PositiveSmallIntegerField(_("intentos"), default=0, editable=False)
    hechos = models.PositiveIntegerField(_("documentos escritos"), default=0, editable=False)
    total = models.PositiveIntegerField(_("documentos"), default=0, editable=False)
    lista_at = models.DateTimeField(_("momento en que estuvo lista"), null=True, editable=False)
    tamano = models.PositiveBigIntegerField(_("tamaño en bytes"), null=True, editable=False)
    sha256 = models.CharField(_("hash SHA-256"), max_length=64, blank=True, editable=False)
    fallo = models.CharField(_("por qué no se pudo hacer"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("copia de un expediente")
        verbose_name_plural = _("copias de expedientes")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lista_at__isnull=True, tamano__isnull=True, sha256="")
                | Q(lista_at__isnull=False, tamano__isnull=False, sha256__regex=r"^[0-9a-f]{64}$", fallo=""),
                name="copia_lista_con_su_hash",
            ),
            models.UniqueConstraint(
                fields=["expediente", "pedida_por"],
                condition=Q(lista_at__isnull=True, fallo=""),
                name="copia_una_en_espera",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(lista_at__isnull=True, fallo=""), name="copia_en_espera")
        ]

    def __str__(self) -> str:
        return f"{self.expediente.codigo}, {self.pedida_at:%Y-%m-%d}"

    @property
    def en_espera(self) -> bool:
        return self.lista_at is None and not self.fallo

    @property
    def ruta(self) -> str:
        """Where it lies in the store."""
        return f"{self.nombre.hex}.zip"


class VisitaDeControl(models.Model):
    """What one account found when it asked one question of control of one scope. It is nobody else's.

    `ahora` is what it found when it last looked, `antes` what it had found by the end of its visit before that one:
    what is new and what is gone is told against `antes`, however often the page is opened again meanwhile. None: there
    was more than is compared.
    """

    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pregunta = models.CharField(_("pregunta"), max_length=40)
    alcance = models.CharField(_("huella del alcance"), max_length=64)
    antes = ArrayField(models.BigIntegerField(), verbose_name=_("hallado antes"), null=True)
    antes_at = models.DateTimeField(_("mirada antes"))
    ahora = ArrayField(models.BigIntegerField(), verbose_name=_("hallado ahora"), null=True)
    ahora_at = models.DateTimeField(_("mirada por última vez"))

    class Meta:
        verbose_name = _("visita de control")
        verbose_name_plural = _("visitas de control")
        ordering = ["-ahora_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["usuario", "alcance", "pregunta"], name="visita_una_por_pregunta"
            ),
            models.CheckConstraint(
                condition=Q(ahora_at__gte=models.F("antes_at")), name="visita_ahora_despues_de_antes"
            ),
        ]
        indexes = [models.Index(fields=["ahora_at"], name="visita_por_su_fecha")]

    def __str__(self) -> str:
        return f"{self.pregunta}, {self.ahora_at:%Y-%m-%d}"
