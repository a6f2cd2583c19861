"""What stands beside a commitment and is written once: its changes of date, and what proves it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documentos.models import Documento
from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion
from seguimiento.models.compromiso import Compromiso
from seguimiento.models.reunion import Reunion


class CambioDeFecha(models.Model):
    """That a commitment or a meeting was moved from one day to another, and why. `asiento` says who did it and when.

    A commitment without date has no day before its first change.
    """

    compromiso = models.ForeignKey(
        Compromiso, models.PROTECT, related_name="cambios_de_fecha", null=True, editable=False
    )
    reunion = models.ForeignKey(
        Reunion, models.PROTECT, related_name="cambios_de_fecha", null=True, editable=False
    )
    antes = models.DateField(_("antes"), null=True)
    despues = models.DateField(_("después"))
    motivo = models.TextField(_("motivo"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("cambio de fecha")
        verbose_name_plural = _("cambios de fecha")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(compromiso__isnull=False, reunion__isnull=True)
                | Q(compromiso__isnull=True, reunion__isnull=False),
                name="cambio_de_fecha_de_uno",
            ),
            models.CheckConstraint(
                condition=Q(antes__isnull=True) | Q(reunion__isnull=False) | ~Q(antes=F("despues")),
                name="cambio_de_fecha_cambia",
            ),
            models.CheckConstraint(condition=~Q(motivo=""), name="cambio_de_fecha_con_motivo"),
        ]

    def __str__(self) -> str:
        return f"{self.antes or '—'} → {self.despues}"


class Evidencia(Registrado):
    """What shows that a commitment was met: a paper of the case file or a link, and what it proves. Never edited."""

    compromiso = models.ForeignKey(Compromiso, models.PROTECT, related_name="evidencias", editable=False)
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que la presenta")
    )
    documento = models.ForeignKey(
        Documento, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("documento")
    )
    enlace = models.URLField(_("enlace"), max_length=500, blank=True)
    prueba = models.TextField(_("qué prueba"), max_length=1000)
    presentada_el = models.DateField(_("presentada el"), editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("evidencia")
        verbose_name_plural = _("evidencias")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(documento__isnull=False, enlace="") | (Q(documento__isnull=True) & ~Q(enlace="")),
                name="evidencia_documento_o_enlace",
                violation_error_message=_("Elija un documento o escriba un enlace: uno de los dos."),
            ),
            models.CheckConstraint(
                condition=~Q(prueba=""),
                name="evidencia_dice_que_prueba",
                violation_error_message=_("Diga qué prueba."),
            ),
        ]

    def __str__(self) -> str:
        return self.prueba

    def raiz(self) -> Expediente:
        return self.compromiso.expediente
