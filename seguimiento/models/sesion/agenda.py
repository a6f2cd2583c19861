"""The agenda of a session: its points, and what each came to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from instituciones.models import Institucion
from seguimiento.models.sesion.estados import ResultadoDePunto
from seguimiento.models.sesion.sesion import Sesion


class ClaseDePunto(models.TextChoices):
    """What a point is for: the order in which sessions go."""

    ACTA_ANTERIOR = "acta_anterior", _("Aprobación del acta anterior")
    COMPROMISOS = "compromisos", _("Estado de los compromisos")
    INFORMES = "informes", _("Informes")
    PEDIDOS = "pedidos", _("Pedidos")
    ORDEN_DEL_DIA = "orden_del_dia", _("Orden del día")


class PuntoDeAgenda(models.Model):
    """A point of a session's agenda. A member proposes it; the secretaría includes it, or says why not."""

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="puntos")
    orden = models.PositiveSmallIntegerField(_("orden"))
    clase = models.CharField(
        _("clase"), max_length=14, choices=ClaseDePunto, default=ClaseDePunto.ORDEN_DEL_DIA
    )
    titulo = models.CharField(_("punto"), max_length=300)
    detalle = models.TextField(_("sustento"), max_length=4000, blank=True)
    propuesto_por = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que lo propone")
    )
    resultado = models.CharField(
        _("resultado"), max_length=12, choices=ResultadoDePunto, default=ResultadoDePunto.POR_TRATAR
    )
    motivo = models.CharField(_("motivo"), max_length=500, blank=True)
    agregado_en_sesion = models.BooleanField(_("agregado en la sesión"), default=False)
    """Outside the agenda of the call: only with every seat taken (TUO of Law 27444, art. 110)."""

    class Meta:
        verbose_name = _("punto de agenda")
        verbose_name_plural = _("puntos de agenda")
        ordering = ["sesion", "orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sesion", "orden"],
                name="punto_de_agenda_en_su_orden",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(titulo=""),
                name="punto_de_agenda_con_titulo",
                violation_error_message=_("Escriba el punto."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    resultado__in=[
                        ResultadoDePunto.NO_INCLUIDO,
                        ResultadoDePunto.DIFERIDO,
                        ResultadoDePunto.RETIRADO,
                    ]
                )
                | ~Q(motivo=""),
                name="punto_de_agenda_dice_por_que",
                violation_error_message=_("Diga por qué."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.orden}. {self.titulo}"
