"""How often a case file reports, and from which values its traffic lights are green."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion


class CalendarioDeInformes(Registrado):
    """How often a case file reports: every `meses` months from `desde` to `hasta`, each report so many business days of
    the party that presents it after its period. With `sigue_al_convenio`, a later end of the agreement lengthens it."""

    expediente = models.OneToOneField(Expediente, models.PROTECT, related_name="calendario_de_informes")
    meses = models.PositiveSmallIntegerField(
        _("cada cuántos meses"), validators=[MinValueValidator(1), MaxValueValidator(36)]
    )
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"))
    dias_para_presentar = models.PositiveSmallIntegerField(
        _("días hábiles para presentar"), validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    presenta = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que presenta")
    )
    con_final = models.BooleanField(_("con informe final"), default=True)
    sigue_al_convenio = models.BooleanField(_("sigue al fin del convenio"), default=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("calendario de informes")
        verbose_name_plural = _("calendarios de informes")
        constraints = [
            models.CheckConstraint(
                condition=Q(hasta__gte=F("desde")),
                name="calendario_termina_despues_de_empezar",
                violation_error_message=_("El calendario no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                condition=Q(desde__year__gte=1990, hasta__year__lte=2200),
                name="calendario_de_un_ano_creible",
                violation_error_message=_("Revise el año del calendario."),
            ),
            models.CheckConstraint(
                condition=Q(meses__gte=1, meses__lte=36, dias_para_presentar__gte=1),
                name="calendario_con_periodicidad",
                violation_error_message=_("Diga cada cuántos meses y cuántos días hay para presentar."),
            ),
        ]

    def __str__(self) -> str:
        return _t("Cada %(meses)s meses, del %(desde)s al %(hasta)s") % {
            "meses": self.meses,
            "desde": date_format(self.desde, "j b Y"),
            "hasta": date_format(self.hasta, "j b Y"),
        }

    def raiz(self) -> Expediente:
        return self.expediente


class UmbralDeSemaforo(Registrado):
    """From which value a traffic light of a case file's reports is green, and from which amber. Without a row, its
    default counts (`seguimiento.semaforos`). What a report took stays with it."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="umbrales_de_semaforo")
    semaforo = models.CharField(_("semáforo"), max_length=30)
    verde = models.PositiveSmallIntegerField(_("verde"))
    ambar = models.PositiveSmallIntegerField(_("ámbar"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("umbral de semáforo")
        verbose_name_plural = _("umbrales de semáforo")
        ordering = ["expediente", "semaforo"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "semaforo"], name="umbral_uno_por_semaforo")
        ]

    def __str__(self) -> str:
        return f"{self.semaforo}: {self.verde} / {self.ambar}"

    def raiz(self) -> Expediente:
        return self.expediente
