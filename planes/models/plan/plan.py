"""The annual plan: its terms, its period and its content."""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from auditoria.canonico import huella
from expedientes.contenido import Contenido
from expedientes.models import Expediente
from flujo.models import Raiz
from instituciones.models.puesto import rango
from planes.estados import SE_ESCRIBE
from planes.models.plan.contenido import ACCION
from planes.models.plan.curso import CursoDePlan

if TYPE_CHECKING:
    from planes.models.observacion import ObservacionDePlan


class PlanAnual(CursoDePlan):
    """The plan of a period (usually a year, not always the calendar's). No two of a case file overlap.

    `contenido_hash` is the hash of its content as it now is (see `CONTENIDO`); every sign-off names the one it was
    given for. `version` is the last frozen one. The tolerances are what the parties agreed that changes without a new
    sign-off; None is none.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="planes")
    titulo = models.CharField(_("título"), max_length=200)
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"))
    tolerancia_dias = models.PositiveSmallIntegerField(
        _("tolerancia en días"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Cuántos días puede moverse una acción sin volver a aprobar el plan. Vacío: ninguno."),
    )
    tolerancia_porcentaje = models.PositiveSmallIntegerField(
        _("tolerancia en porcentaje del presupuesto"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "Cuánto puede cambiar el presupuesto de una acción sin volver a aprobar el plan. Vacío: nada."
        ),
    )
    dias_para_verificar = models.PositiveSmallIntegerField(
        _("días hábiles para verificar"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_(
            "Desde que se pide la verificación de una acción. Pasados, puede constar que no se obtuvo."
        ),
    )
    es_regularizacion = models.BooleanField(_("es regularización"), default=False)
    sustento = models.TextField(_("sustento de la regularización"), blank=True, max_length=2000)
    copia_de = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copias", verbose_name=_("copia de")
    )
    version = models.ForeignKey(
        "planes.VersionDePlan",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("versión"),
    )
    contenido_hash = models.CharField(max_length=64, editable=False)

    hash_aprobado: str | None = None
    """Of the version that was approved, where it was read with the plan (`planes.papeles.plan`)."""

    junto_con = ("expediente", "version")

    CONTENIDO = Contenido(
        campos=(
            "titulo",
            "desde",
            "hasta",
            "tolerancia_dias",
            "tolerancia_porcentaje",
            "dias_para_verificar",
            "es_regularizacion",
            "sustento",
        ),
        hijos={"acciones": (lambda plan: [a for a in plan.acciones.all() if a.estado != "retirada"], ACCION)},
    )
    """What the parties approve. The state of an action is none of it: that it began or ended voids no approval."""
    DEL_CONTENIDO = (
        "acciones__responsables",
        "acciones__partidas",
        "acciones__indicadores__metas",
    )
    """What is read together with it to know its content."""

    class Meta:
        verbose_name = _("plan anual")
        verbose_name_plural = _("planes anuales")
        ordering = ["expediente", "desde"]
        constraints = [
            models.CheckConstraint(condition=Q(contenido_hash__length=64), name="plan_con_hash"),
            models.CheckConstraint(
                condition=~Q(titulo=""),
                name="plan_con_titulo",
                violation_error_message=_("Dé un título al plan."),
            ),
            models.CheckConstraint(
                condition=Q(hasta__gte=F("desde")),
                name="plan_termina_despues_de_empezar",
                violation_error_message=_("El período no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                condition=Q(desde__year__gte=1990, hasta__year__lte=2200),
                name="plan_de_un_ano_creible",
                violation_error_message=_("Revise el año del período."),
            ),
            models.CheckConstraint(
                condition=Q(es_regularizacion=False) | ~Q(sustento=""),
                name="plan_regularizacion_con_sustento",
                violation_error_message=_("Una regularización dice por qué se aprueba tarde."),
            ),
            models.CheckConstraint(
                condition=Q(estado__in=("borrador", "observado")) | Q(version__isnull=False),
                name="plan_propuesto_con_version",
            ),
            ExclusionConstraint(
                name="plan_un_periodo_sin_solaparse",
                expressions=[("expediente", RangeOperators.EQUAL), (rango(), RangeOperators.OVERLAPS)],
                violation_error_message=_("El expediente ya tiene un plan que cubre parte de ese período."),
            ),
        ]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        return f"{self.expediente.get_absolute_url()}planes/{self.pk}/"

    def raiz(self) -> Expediente:
        return self.expediente

    def pais(self) -> str:
        return self.expediente.pais_de_reglas

    def hash_de_contenido(self) -> str | None:
        return self.contenido_hash or None

    def hash_de_la_evaluacion(self) -> str:
        """To what whoever signs its evaluation binds: the content of the plan, and what is said to have come of it."""
        return huella({"plan": self.contenido_hash, "resultado": self.resultado})

    @property
    def admite_cambios(self) -> bool:
        """Whether its content may change freely."""
        return self.estado in SE_ESCRIBE

    def observadas(self) -> "models.QuerySet[ObservacionDePlan]":
        """Every observation on it."""
        return self.observaciones.all()

    def fijar_raiz(self, raiz: Raiz) -> None:
        if isinstance(raiz, Expediente) and self.expediente_id == raiz.pk:
            self.expediente = raiz

    def con_su_contenido(self) -> "PlanAnual":
        """Read together all that its content is made of; the same instance comes back."""
        models.prefetch_related_objects([self], *self.DEL_CONTENIDO)
        return self

    def datos_del_contenido(self) -> dict[str, Any]:
        """Its content as it now is, as plain data."""
        return self.CONTENIDO.datos(self)


models.CharField.register_lookup(Length)
