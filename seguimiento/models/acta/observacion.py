"""What a member finds wrong in a circulated acta."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion, Puesto
from seguimiento.models.acta.acta import Acta
from seguimiento.models.acta.parrafo import Parrafo
from seguimiento.models.acta.version import VersionDeActa


class ObservacionDeActa(Registrado):
    """What a member finds wrong in a paragraph of the circulated version, until it is accepted or answered."""

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="observaciones")
    version = models.ForeignKey(VersionDeActa, models.PROTECT, related_name="observaciones")
    parrafo = models.ForeignKey(
        Parrafo,
        models.PROTECT,
        related_name="observaciones",
        null=True,
        blank=True,
        verbose_name=_("párrafo"),
    )
    """None when it is about the acta as a whole: attendance, hours, votes."""
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    puesto = models.ForeignKey(Puesto, models.PROTECT, related_name="+", null=True)
    texto = models.TextField(_("observación"), max_length=4000)
    propuesta = models.TextField(_("cómo debería decir"), max_length=20000, blank=True)
    hecha_el = models.DateField(_("hecha el"))
    es_aceptada = models.BooleanField(_("aceptada"), null=True, editable=False)
    respuesta = models.TextField(_("respuesta"), max_length=4000, blank=True)
    respondida_el = models.DateField(_("respondida el"), null=True, editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("observación de un acta")
        verbose_name_plural = _("observaciones de actas")
        ordering = ["acta", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(texto=""),
                name="observacion_de_acta_dice_que",
                violation_error_message=_("Escriba la observación."),
            ),
            models.CheckConstraint(
                condition=Q(respondida_el__isnull=True, es_aceptada__isnull=True, respuesta="")
                | Q(respondida_el__isnull=False, es_aceptada=True)
                | (Q(respondida_el__isnull=False, es_aceptada=False) & ~Q(respuesta="")),
                name="observacion_de_acta_aceptada_o_respondida",
                violation_error_message=_("Diga por qué no se acepta."),
            ),
        ]

    def __str__(self) -> str:
        return self.texto[:80]

    def raiz(self) -> Expediente:
        return self.acta.expediente
