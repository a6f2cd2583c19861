"""Who is invited to a session, and who was in it from when to when."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from instituciones.models import Institucion, Puesto
from seguimiento.models.organo import MiembroDeOrgano
from seguimiento.models.sesion.sesion import Sesion


class InvitadoASesion(models.Model):
    """Somebody with voice and no vote whom the call invites: a post of a party, or a person in words.

    The call is sent to the account of whoever exercises the post; whoever is only named is told by the secretaría.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="invitados")
    nombre = models.CharField(_("nombre"), max_length=200, blank=True)
    cargo = models.CharField(_("cargo"), max_length=200, blank=True)
    de = models.CharField(_("de dónde"), max_length=200, blank=True)
    puesto = models.ForeignKey(
        Puesto, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("puesto")
    )

    class Meta:
        verbose_name = _("invitado a una sesión")
        verbose_name_plural = _("invitados a sesiones")
        ordering = ["sesion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sesion", "puesto"], name="invitado_un_puesto_una_vez"),
            models.CheckConstraint(
                condition=Q(puesto__isnull=False) | ~Q(nombre=""), name="invitado_con_nombre_o_puesto"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(
            parte for parte in (self.nombre or str(self.puesto or ""), self.cargo, self.de) if parte
        )


class RangoDeMomentos(Func):
    """``tstzrange(llega_at, sale_at, '[)')``: whoever leaves at a moment is no longer there at it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Asistencia(models.Model):
    """That somebody was in a session from one moment to another: a member by its post, or a guest with voice.

    Who leaves and comes back has two rows. `nombre` is the person as the acta names it.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="asistencias")
    miembro = models.ForeignKey(
        MiembroDeOrgano,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("miembro"),
    )
    nombre = models.CharField(_("nombre"), max_length=200)
    cargo = models.CharField(_("cargo"), max_length=200, blank=True)
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("institución del expediente"),
    )
    de = models.CharField(_("de dónde"), max_length=200, blank=True)
    es_virtual = models.BooleanField(_("a distancia"), default=False)
    llega_at = models.DateTimeField(_("llegada"))
    sale_at = models.DateTimeField(_("salida"), null=True, blank=True)

    class Meta:
        verbose_name = _("asistencia")
        verbose_name_plural = _("asistencias")
        ordering = ["sesion", "llega_at", "pk"]
        constraints = [
            ExclusionConstraint(
                name="asistencia_una_a_la_vez",
                expressions=[
                    ("sesion", RangeOperators.EQUAL),
                    ("miembro", RangeOperators.EQUAL),
                    (
                        RangoDeMomentos("llega_at", "sale_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Ese miembro ya figura presente en ese momento."),
            ),
            models.CheckConstraint(
                condition=Q(sale_at__isnull=True) | Q(sale_at__gt=F("llega_at")),
                name="asistencia_sale_despues_de_llegar",
                violation_error_message=_("La salida va después de la llegada."),
            ),
            models.CheckConstraint(condition=~Q(nombre=""), name="asistencia_con_nombre"),
            models.CheckConstraint(
                condition=Q(institucion__isnull=True) | Q(de=""), name="asistencia_de_un_solo_lugar"
            ),
            models.CheckConstraint(
                condition=Q(miembro__isnull=True) | Q(institucion__isnull=False),
                name="asistencia_de_miembro_con_institucion",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def procedencia(self) -> str:
        return self.institucion.sigla or self.institucion.nombre if self.institucion else self.de
