"""A joint action of a plan: what it is, when, where, and for what."""

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from flujo.models import Raiz
from instituciones.models import Institucion
from planes.estados import POR_HACER, EstadoDeAccion
from planes.models.accion.curso import CursoDeAccion
from planes.models.ods import Ods
from planes.models.plan import PlanAnual

if TYPE_CHECKING:
    from planes.models.evidencia import MedioDeVerificacion


class QuienResponde(NamedTuple):
    """A party that answers for an action, as a table of many shows it."""

    institucion: Institucion
    puesto_id: int | None


class LoQuePone(NamedTuple):
    """What a party puts into an action in one quarter, likewise."""

    institucion: Institucion
    trimestre: int
    monto: Decimal
    moneda: str
    es_en_especie: bool


class AccionConjunta(CursoDeAccion):
    """One action of a plan. Its dates after a reprogramming are `desde` and `hasta`; the first approved ones stay.

    `evidencia_hash` is the hash of its means of verification as they now are: who verifies it, verifies those.
    """

    plan = models.ForeignKey(PlanAnual, models.PROTECT, related_name="acciones")
    numero = models.PositiveSmallIntegerField(_("número"), editable=False)
    nombre = models.CharField(_("acción"), max_length=300)
    descripcion = models.TextField(_("descripción"), blank=True, max_length=4000)
    territorio = models.CharField(_("territorio"), max_length=200, blank=True)
    ods = ArrayField(
        models.PositiveSmallIntegerField(choices=Ods.choices),
        verbose_name=_("objetivos de desarrollo sostenible"),
        default=list,
        blank=True,
    )
    continua = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continuaciones",
        verbose_name=_("continúa la acción"),
    )
    """The unfinished action of an earlier plan that this one carries on."""
    iniciativa = models.ForeignKey(
        "planes.Iniciativa",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="acciones",
        verbose_name=_("iniciativa a la que sirve"),
    )
    """Of those to which its case file is aligned: whoever reads the action may read its words."""
    evidencia_hash = models.CharField(max_length=64, blank=True, editable=False)

    responden: list[QuienResponde]
    """Who answers for it, where `planes.queries.acciones_a_la_vista` read it."""
    aportes: list[LoQuePone]
    """What each party puts in, read likewise."""

    junto_con = ("plan__expediente",)

    class Meta:
        verbose_name = _("acción conjunta")
        verbose_name_plural = _("acciones conjuntas")
        ordering = ["plan", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "numero"], name="accion_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="accion_numero_desde_uno"),
            models.CheckConstraint(
                condition=~Q(nombre=""),
                name="accion_con_nombre",
                violation_error_message=_("Diga en qué consiste la acción."),
            ),
            models.CheckConstraint(
                condition=Q(hasta__gte=F("desde")),
                name="accion_termina_despues_de_empezar",
                violation_error_message=_("La acción no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                condition=Q(ods__contained_by=Ods.values),
                name="accion_ods_de_uno_a_diecisiete",
                violation_error_message=_("Los ODS van del 1 al 17."),
            ),
            models.CheckConstraint(
                condition=Q(estado__in=(EstadoDeAccion.PROPUESTA.value, EstadoDeAccion.RETIRADA.value))
                | Q(desde_original__isnull=False, hasta_original__isnull=False),
                name="accion_aprobada_guarda_sus_fechas",
            ),
            models.CheckConstraint(
                condition=~Q(estado=EstadoDeAccion.REPROGRAMADA) | Q(reprogramaciones__gte=1),
                name="accion_reprogramada_lleva_la_cuenta",
            ),
            models.CheckConstraint(
                condition=Q(evidencia_hash="") | Q(evidencia_hash__length=64), name="accion_evidencia_hash"
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=("concluida", "verificada", "verificacion_no_obtenida"))
                | ~Q(evidencia_hash=""),
                name="accion_concluida_con_evidencia",
            ),
        ]
        indexes = [models.Index(fields=["plan", "estado"], name="accion_del_plan_por_estado")]

    def __str__(self) -> str:
        return f"{self.numero}. {self.nombre}"

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}acciones/{self.numero}/"

    @property
    def expediente(self) -> Expediente:
        return self.plan.expediente

    def raiz(self) -> Expediente:
        return self.plan.expediente

    def fijar_raiz(self, raiz: Raiz) -> None:
        self.plan.fijar_raiz(raiz)

    def pais(self) -> str:
        return self.plan.pais()

    def hash_de_contenido(self) -> str | None:
        return self.evidencia_hash or None

    @property
    def etiqueta(self) -> str:
        """Its state in words: what a table of many asks, since `get_estado_display` compares every choice each time."""
        return str(EstadoDeAccion(self.estado).label)

    def responde(self, institucion_id: int) -> bool:
        return institucion_id in self.responsables_ids()

    def responsables_ids(self) -> frozenset[int]:
        """The institutions that answer for it."""
        return self.raiz().recordado(f"responsables:{self.pk}", self._responsables_ids)

    def _responsables_ids(self) -> frozenset[int]:
        return frozenset(responsable.institucion_id for responsable in self.responsables.all())

    def la_hicieron(self) -> frozenset[int]:
        """The institutions that cannot verify it: those that answer for it, and those that presented what shows it
        done, also when others answer for it now."""
        return self.responsables_ids() | {
            m.institucion_id for m in self.medios.all() if m.estado != "devuelto"
        }

    def medios_vigentes(self) -> "models.QuerySet[MedioDeVerificacion]":
        """Its means of verification, without those that were returned."""
        return self.medios.exclude(estado="devuelto")

    def esta_vencida(self) -> bool:
        """Whether its date has passed with something still to be done."""
        return self.estado in POR_HACER and self.hasta < self.expediente.hoy()
