"""Who was told what."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EstadoDeEnvio(models.TextChoices):
    PENDIENTE = "pendiente", _("Pendiente")
    ENVIADO = "enviado", _("Enviado")
    DESCARTADO = "descartado", _("Descartado")
    MUERTO = "muerto", _("No se pudo enviar")


class Envio(models.Model):
    """One message to one person, written in the same transaction as what caused it.

    Written by `notificaciones.avisos.encolar`; claimed, rendered and closed by
    `notificaciones.services.envios`. What is sent is rendered once and kept, so that a repetition after a
    crash is the same mail with the same `message_id`.
    """

    aviso = models.CharField(_("aviso"), max_length=40)
    modelo = models.CharField(max_length=80)
    objeto = models.BigIntegerField()
    ocasion = models.CharField(max_length=80, blank=True)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="envios", verbose_name=_("destinatario")
    )
    cadena = models.ForeignKey("auditoria.Cadena", models.PROTECT, related_name="envios")
    asiento = models.ForeignKey("auditoria.Asiento", models.PROTECT, null=True, related_name="envios")
    contexto = models.JSONField(default=dict)
    message_id = models.CharField(max_length=120, unique=True)
    va_en = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reunidos", verbose_name=_("va en el correo de")
    )
    """The message of the same person in whose mail this one goes; none when it is a mail of its own."""

    direccion = models.CharField(_("dirección"), max_length=254, blank=True)
    asunto = models.CharField(_("asunto"), max_length=300, blank=True)
    texto = models.TextField(_("texto"), blank=True)
    html = models.TextField(blank=True)

    estado = models.CharField(
        _("estado"), max_length=12, choices=EstadoDeEnvio, default=EstadoDeEnvio.PENDIENTE
    )
    intentos = models.PositiveSmallIntegerField(_("intentos"), default=0)
    disponible_at = models.DateTimeField(_("disponible desde"))
    terminado_at = models.DateTimeField(_("terminado"), null=True)
    ultimo_error = models.TextField(_("último error"), blank=True)
    creado_at = models.DateTimeField(_("creado"), auto_now_add=True)

    class Meta:
        verbose_name = _("envío")
        verbose_name_plural = _("envíos")
        constraints = [
            models.UniqueConstraint(
                fields=["aviso", "modelo", "objeto", "ocasion", "usuario"], name="envio_unico_por_persona"
            ),
            models.CheckConstraint(
                condition=Q(estado__in=EstadoDeEnvio.values), name="envio_estado_conocido"
            ),
            models.CheckConstraint(
                condition=Q(estado=EstadoDeEnvio.PENDIENTE, terminado_at__isnull=True)
                | (~Q(estado=EstadoDeEnvio.PENDIENTE) & Q(terminado_at__isnull=False)),
                name="envio_terminado_con_su_momento",
            ),
            models.CheckConstraint(
                condition=~Q(estado=EstadoDeEnvio.ENVIADO)
                | Q(va_en__isnull=False)
                | (Q(intentos__gt=0) & ~Q(direccion="") & ~Q(asunto="") & ~Q(texto="")),
                name="envio_enviado_dice_que_y_a_donde",
            ),
            models.CheckConstraint(condition=~Q(va_en=models.F("id")), name="envio_no_va_en_si_mismo"),
            models.CheckConstraint(
                condition=~Q(estado__in=[EstadoDeEnvio.DESCARTADO, EstadoDeEnvio.MUERTO])
                | ~Q(ultimo_error=""),
                name="envio_no_enviado_con_su_razon",
            ),
        ]
        indexes = [
            models.Index(
                fields=["disponible_at", "id"],
                condition=Q(estado=EstadoDeEnvio.PENDIENTE),
                name="envio_por_enviar",
            ),
            models.Index(
                fields=["terminado_at"], condition=Q(estado=EstadoDeEnvio.MUERTO), name="envio_muerto"
            ),
            models.Index(fields=["cadena", "-id"], name="envio_del_caso"),
        ]

    def __str__(self) -> str:
        return f"{self.aviso} → {self.usuario_id} ({self.get_estado_display()})"

    @property
    def contextos(self) -> list[dict[str, Any]]:
        """What its mail is made of: its own, and that of those that go in it."""
        return [self.contexto, *(uno.contexto for uno in self.reunidos.order_by("pk"))]
