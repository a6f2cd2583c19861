"""The annual plan: what the parties will do together in a period, approved as a whole by all of them."""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from auditoria.canonico import huella
from expedientes.contenido import Contenido
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.declaracion import paso, transition
from flujo.models import ConEstado, Raiz
from instituciones.models import Institucion
from instituciones.models.puesto import rango
from planes import conditions
from planes.estados import SE_ESCRIBE, EstadoDePlan
from planes.permissions import PorAcuerdo

if TYPE_CHECKING:
    from planes.models.observacion import ObservacionDePlan

META = Contenido(campos=("trimestre", "valor"))
INDICADOR = Contenido(
    campos=(
        "nombre",
        "unidad",
        "peso",
        "linea_base",
        "anio_base",
        "fuente",
        "formula",
        "frecuencia",
        "medio_de_verificacion",
        "area_responsable",
    ),
    hijos={"metas": (lambda indicador: indicador.metas.all(), META)},
)
RESPONSABLE = Contenido(campos=("institucion_id", "unidad", "puesto_id"))
PARTIDA = Contenido(
    campos=(
        "institucion_id",
        "fuente",
        "trimestre",
        "monto",
        "moneda",
        "es_en_especie",
        "valorizacion",
    )
)
ACCION = Contenido(
    campos=("numero", "nombre", "descripcion", "desde", "hasta", "territorio", "ods", "continua_id"),
    opcionales=("iniciativa_id",),
    hijos={
        "responsables": (lambda accion: accion.responsables.all(), RESPONSABLE),
        "partidas": (lambda accion: accion.partidas.all(), PARTIDA),
        "indicadores": (lambda accion: accion.indicadores.all(), INDICADOR),
    },
)

MAXIMO_DE_ACCIONES = 500
"""Of one plan. What people can approve as a whole, and a page can show as a whole."""


class PlanAnual(ConEstado):
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
    propuesto_por = models.ForeignKey(
        Institucion,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("propuesto por"),
    )
    """Whose coordination carries it along: it answers what is observed."""
    resultado = models.TextField(_("resultado de la evaluación"), blank=True, editable=False)
    estado = FSMField(_("estado"), choices=EstadoDePlan, default=EstadoDePlan.BORRADOR, protected=True)
    version = models.ForeignKey(
        "planes.VersionDePlan",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("versión"),
    )
    contenido_hash = models.CharField(max_length=64, editable=False)

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

    @transition(
        estado,
        source=[EstadoDePlan.BORRADOR, EstadoDePlan.OBSERVADO],
        target=EstadoDePlan.PROPUESTO,
        conditions=[
            conditions.hay_acciones,
            conditions.acciones_con_responsable,
            conditions.acciones_en_el_periodo,
            conditions.observaciones_respondidas,
            conditions.a_tiempo_o_regularizacion,
        ],
        permission=needs("mover"),
        custom=paso(
            _("Proponer el plan"),
            form="planes.forms.ProponerPlanForm",
            ayuda=_("Fija una versión del plan y la presenta a todas las partes para que la aprueben."),
            sobre_contenido=True,
        ),
    )
    def proponer(self, propuesto_por: Institucion | None = None) -> None:
        """It is before the parties, in a version that does not change."""
        self.propuesto_por = propuesto_por or self.propuesto_por

    @transition(
        estado,
        source=EstadoDePlan.PROPUESTO,
        target=EstadoDePlan.OBSERVADO,
        conditions=[conditions.hay_observacion_abierta],
        permission=needs("observar"),
        custom=paso(
            _("Observar el plan"),
            form="planes.forms.ObservarPlanForm",
            ayuda=_("Devuelve el plan a quien lo propuso con algo que debe responder."),
            sobre_contenido=True,
        ),
    )
    def observar(self) -> None:
        """Somebody found something to answer."""

    @transition(
        estado,
        source=EstadoDePlan.PROPUESTO,
        target=EstadoDePlan.APROBADO,
        conditions=[conditions.partes_aprobaron, conditions.a_tiempo_o_regularizacion],
        permission=needs("aprobar"),
        custom=paso(
            _("Aprobar el plan"),
            form="planes.forms.AprobarPlanForm",
            ayuda=_("Aprueba el plan por su institución. Rige con la aprobación de la última parte."),
            sobre_contenido=True,
        ),
    )
    def dar_por_aprobado(self) -> None:
        """Every party approved the same content."""

    @transition(
        estado,
        source=EstadoDePlan.PROPUESTO,
        target=EstadoDePlan.APROBADO,
        conditions=[conditions.lo_aprueba_un_acuerdo, conditions.a_tiempo_o_regularizacion],
        permission=PorAcuerdo(que="aprobar"),
        custom=paso(
            _("Aprobar por acuerdo"),
            ayuda=_("Ocurre cuando se ejecuta el acuerdo de acta que aprobó este contenido."),
            sobre_contenido=True,
        ),
    )
    def aprobar_por_acuerdo(self) -> None:
        """An acta agreed on this very content, under the rule by which its body decides."""

    @transition(
        estado,
        source=EstadoDePlan.APROBADO,
        target=EstadoDePlan.EN_EJECUCION,
        conditions=[conditions.llego_su_inicio],
        permission=needs("mover"),
        custom=paso(
            _("Poner en ejecución"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Desde aquí las partes responsables inician y concluyen sus acciones."),
        ),
    )
    def poner_en_ejecucion(self, motivo: str = "") -> None:
        """Its period runs."""

    @transition(
        estado,
        source=EstadoDePlan.EN_EJECUCION,
        target=EstadoDePlan.EN_EVALUACION,
        conditions=[conditions.termino_el_periodo_o_el_trabajo],
        permission=needs("mover"),
        custom=paso(
            _("Iniciar la evaluación"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Cada acción llega a algún final; lo que no se cumplió consta como tal."),
        ),
    )
    def iniciar_evaluacion(self, motivo: str = "") -> None:
        """What came of it is looked at."""

    @transition(
        estado,
        source=EstadoDePlan.EN_EVALUACION,
        target=EstadoDePlan.EVALUADO,
        conditions=[conditions.acciones_con_final],
        permission=needs("mover"),
        custom=paso(
            _("Dar por evaluado"),
            form="planes.forms.ResultadoForm",
            ayuda=_("Con lo que resultó del período, en palabras."),
        ),
    )
    def dar_por_evaluado(self, resultado: str) -> None:
        """What came of it is written down."""
        self.resultado = resultado

    @transition(
        estado,
        source=EstadoDePlan.EVALUADO,
        target=EstadoDePlan.CERRADO,
        permission=needs("mover"),
        custom=paso(_("Cerrar el plan"), form="convenios.forms.PasoSimple"),
    )
    def cerrar(self, motivo: str = "") -> None:
        """Nothing more is expected of it."""

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
