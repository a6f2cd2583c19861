"""The strategic plan of a programme: objectives, their initiatives, and what its source says oddly."""

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, IntegerRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from expedientes import visibilidad
from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Usuario
from planes.models.ods import Ods

PRIMER_ANO, ULTIMO_ANO = 1900, 2200


class RangoDeAnos(Func):
    """``int4range(desde, hasta, '[]')``: both years count."""

    function = "INT4RANGE"
    output_field = IntegerRangeField()


def anos_del_plan() -> RangoDeAnos:
    """Also of a plan whose years are the wrong way round, which another constraint refuses in words."""
    ambos = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
    return RangoDeAnos(Least("desde", "hasta"), Greatest("desde", "hasta"), ambos)


class DeUnaFuente(Registrado):
    """What is copied from somebody else's text: nothing odd in it is mended in silence.

    `otra_lectura` is what the source says in another place where it should say the same, word for word;
    `nota_de_la_fuente` says where each stands, or whatever else is odd.
    """

    texto = models.TextField(_("texto"), max_length=4000)
    otra_lectura = models.TextField(
        _("lo otro que dice la fuente"),
        max_length=4000,
        blank=True,
        help_text=_("Solo si la fuente dice dos cosas distintas: la otra, tal como está."),
    )
    nota_de_la_fuente = models.TextField(
        _("nota sobre la fuente"),
        max_length=2000,
        blank=True,
        help_text=_("Dónde dice cada cosa, o qué tiene de raro."),
    )
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(texto=""),
                name="%(class)s_con_texto",
                violation_error_message=_("Escriba el texto."),
            ),
            models.CheckConstraint(
                condition=Q(otra_lectura="") | (~Q(otra_lectura=F("texto")) & ~Q(nota_de_la_fuente="")),
                name="%(class)s_dos_lecturas_con_su_nota",
                violation_error_message=_(
                    "Si la fuente dice dos cosas, escriba las dos y diga en la nota dónde está cada una."
                ),
            ),
        ]


class PlanEstrategicoQuerySet(models.QuerySet["PlanEstrategico"]):
    def visible_to(self, usuario: Usuario) -> Self:
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def publicados(self) -> Self:
        """Those to which something can be aligned."""
        return self.filter(publicado_el__isnull=False)


class PlanEstrategico(Registrado):
    """What an institution wants in some years. It is prepared, then published once; afterwards each change says why."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="planes_estrategicos")
    titulo = models.CharField(_("título"), max_length=300)
    desde = models.PositiveSmallIntegerField(_("primer año"))
    hasta = models.PositiveSmallIntegerField(_("último año"))
    mision = models.TextField(_("misión"), max_length=4000, blank=True)
    propuesta_de_valor = models.TextField(_("propuesta de valor"), max_length=4000, blank=True)
    fuente = models.CharField(
        _("de dónde se toma"), max_length=300, blank=True, help_text=_("El documento, y quién lo publicó.")
    )
    nota_de_la_fuente = models.TextField(
        _("nota sobre la fuente"),
        max_length=2000,
        blank=True,
        help_text=_("Lo que la fuente no dice, o qué tiene de raro."),
    )
    publicado_el = models.DateField(_("publicado el"), null=True, editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = PlanEstrategicoQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan estratégico")
        verbose_name_plural = _("planes estratégicos")
        ordering = ["expediente", "-desde"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(titulo=""),
                name="plan_estrategico_con_titulo",
                violation_error_message=_("Dé un título al plan."),
            ),
            models.CheckConstraint(
                condition=Q(desde__gte=PRIMER_ANO) & Q(hasta__gte=F("desde")) & Q(hasta__lte=ULTIMO_ANO),
                name="plan_estrategico_de_anos_en_orden",
                violation_error_message=_("Revise los años: el último no puede ser anterior al primero."),
            ),
            ExclusionConstraint(
                name="plan_estrategico_sin_traslape",
                expressions=[
                    ("expediente", RangeOperators.EQUAL),
                    (anos_del_plan(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "El programa ya tiene un plan estratégico para alguno de esos años."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        return reverse("planes:estrategico", args=[self.expediente.codigo, self.pk])

    def raiz(self) -> Expediente:
        return self.expediente

    @property
    def anos(self) -> range:
        return range(self.desde, self.hasta + 1)


class Objetivo(DeUnaFuente):
    """A strategic objective: «1. Identidad cooperativa»."""

    plan = models.ForeignKey(PlanEstrategico, models.PROTECT, related_name="objetivos")
    numero = models.PositiveSmallIntegerField(_("número"))
    nombre = models.CharField(_("nombre"), max_length=200)

    class Meta(DeUnaFuente.Meta):
        verbose_name = _("objetivo estratégico")
        verbose_name_plural = _("objetivos estratégicos")
        ordering = ["plan", "numero"]
        constraints = [
            *DeUnaFuente.Meta.constraints,
            models.UniqueConstraint(
                fields=["plan", "numero"],
                name="objetivo_numero_unico",
                violation_error_message=_("El plan ya tiene un objetivo con ese número."),
            ),
            models.CheckConstraint(
                condition=Q(numero__range=(1, 99)),
                name="objetivo_con_numero",
                violation_error_message=_("Los objetivos se numeran de 1 a 99."),
            ),
            models.CheckConstraint(
                condition=~Q(nombre=""),
                name="objetivo_con_nombre",
                violation_error_message=_("Dé un nombre al objetivo."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.nombre}"

    def raiz(self) -> Expediente:
        return self.plan.expediente


class Iniciativa(DeUnaFuente):
    """What is to be done for an objective: «1.A Establecer alianzas y convenios estratégicos regionales»."""

    objetivo = models.ForeignKey(Objetivo, models.PROTECT, related_name="iniciativas")
    letra = models.CharField(_("letra"), max_length=1)
    ods = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("ODS a los que contribuye"),
        default=list,
        blank=True,
    )
    prioridad = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("años en que es prioridad"),
        default=list,
        blank=True,
    )

    class Meta(DeUnaFuente.Meta):
        verbose_name = _("iniciativa")
        verbose_name_plural = _("iniciativas")
        ordering = ["objetivo", "letra"]
        constraints = [
            *DeUnaFuente.Meta.constraints,
            models.UniqueConstraint(
                fields=["objetivo", "letra"],
                name="iniciativa_letra_unica",
                violation_error_message=_("El objetivo ya tiene una iniciativa con esa letra."),
            ),
            models.CheckConstraint(
                condition=Q(letra__regex=r"^[A-Z]$"),
                name="iniciativa_con_letra",
                violation_error_message=_("La letra de una iniciativa va de la A a la Z, en mayúscula."),
            ),
            models.CheckConstraint(
                condition=Q(ods__contained_by=Ods.values),
                name="iniciativa_con_ods_que_existen",
                violation_error_message=_("Los ODS son diecisiete: se escriben con números del 1 al 17."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.texto}"

    def get_absolute_url(self) -> str:
        return f"{self.objetivo.plan.get_absolute_url()}#iniciativa-{self.codigo}"

    def raiz(self) -> Expediente:
        return self.objetivo.plan.expediente

    @property
    def codigo(self) -> str:
        return f"{self.objetivo.numero}.{self.letra}"
