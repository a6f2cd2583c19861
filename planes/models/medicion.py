"""What an indicator came to in a quarter: measured by one party, validated by another, and closed with the quarter."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.declaracion import FichaDeEstado, Maquina, paso, registrar, transition
from flujo.fields import FSMField
from flujo.models import ConEstado, Raiz, Registrado
from instituciones.models import Institucion
from planes import conditions
from planes.criterios import DE_QUIEN_MIDIO, NO_MIDIO
from planes.models.accion import AccionConjunta
from planes.models.plan import PlanAnual


class TrimestreDePlan(Registrado):
    """A quarter of the period of a plan, and the last day on which it is measured. Once written it does not change.

    `calculo` is how that day was counted: the rule, what went in, the holidays that were skipped.
    """

    plan = models.ForeignKey(PlanAnual, models.PROTECT, related_name="trimestres")
    n = models.PositiveSmallIntegerField(_("trimestre"))
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"))
    cierra = models.DateField(_("se mide hasta"))
    calculo = models.JSONField(_("cómo se contó"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("trimestre de un plan")
        verbose_name_plural = _("trimestres de un plan")
        ordering = ["plan", "n"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="trimestre_una_vez"),
            models.CheckConstraint(condition=Q(n__gte=1, n__lte=4), name="trimestre_del_uno_al_cuatro"),
            models.CheckConstraint(
                condition=Q(hasta__gte=F("desde"), cierra__gte=F("hasta")), name="trimestre_cierra_despues"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Trimestre %(n)s") % {"n": self.n})

    def raiz(self) -> Expediente:
        return self.plan.expediente

    def esta_cerrado(self) -> bool:
        """Whether the last day on which it is measured has passed."""
        return self.cierra < self.raiz().hoy()


class EstadoDeMedicion(models.TextChoices):
    PRESENTADA = "presentada", _("Presentada")
    VALIDADA = "validada", _("Validada")
    DEVUELTA = "devuelta", _("Devuelta")
    REEMPLAZADA = "reemplazada", _("Reemplazada")
    VALIDACION_NO_OBTENIDA = "validacion_no_obtenida", _("Validación no obtenida")


VIVAS = (
    EstadoDeMedicion.PRESENTADA.value,
    EstadoDeMedicion.VALIDADA.value,
    EstadoDeMedicion.VALIDACION_NO_OBTENIDA.value,
)
"""The states of what is said of an indicator in a quarter; the others are how it was said before."""


class Medicion(ConEstado):
    """The value of an indicator at a day of a quarter, by its source, and what shows it. What it says never changes.

    The indicator is named by its words and its unit: the rows of an action's indicators are written anew with every
    version of the plan, and what was measured stays.
    """

    accion = models.ForeignKey(AccionConjunta, models.PROTECT, related_name="mediciones")
    indicador = models.CharField(_("indicador"), max_length=300, editable=False)
    unidad = models.CharField(_("unidad de medida"), max_length=80, editable=False)
    trimestre = models.ForeignKey(
        TrimestreDePlan, models.PROTECT, related_name="mediciones", verbose_name=_("trimestre")
    )
    valor = models.DecimalField(_("valor"), max_digits=18, decimal_places=2)
    fecha = models.DateField(_("al día"))
    fuente = models.CharField(_("fuente"), max_length=200)
    documento = models.ForeignKey(
        "documentos.Documento",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("documento"),
    )
    enlace = models.URLField(_("enlace"), max_length=500, blank=True)
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que mide")
    )
    corrige = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="corregida_por",
        verbose_name=_("corrige la medición"),
    )
    estado = FSMField(
        _("estado"), choices=EstadoDeMedicion, default=EstadoDeMedicion.PRESENTADA, protected=True
    )

    junto_con = ("accion__plan__expediente", "trimestre", "institucion")

    class Meta:
        verbose_name = _("medición")
        verbose_name_plural = _("mediciones")
        ordering = ["accion", "trimestre", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["accion", "indicador", "unidad", "trimestre"],
                condition=Q(estado__in=VIVAS),
                name="medicion_una_viva_por_trimestre",
                violation_error_message=_("Ese trimestre ya tiene una medición del indicador."),
            ),
            models.CheckConstraint(
                condition=Q(documento__isnull=False, enlace="") | (Q(documento__isnull=True) & ~Q(enlace="")),
                name="medicion_documento_o_enlace",
                violation_error_message=_("Adjunte un documento o escriba un enlace: uno de los dos."),
            ),
            models.CheckConstraint(
                condition=~Q(fuente=""),
                name="medicion_con_fuente",
                violation_error_message=_("Diga de dónde sale el valor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicador} · {self.trimestre}"

    def get_absolute_url(self) -> str:
        return f"{self.accion.get_absolute_url()}mediciones/{self.pk}/"

    @property
    def expediente(self) -> Expediente:
        return self.accion.expediente

    def raiz(self) -> Expediente:
        return self.accion.raiz()

    def fijar_raiz(self, raiz: Raiz) -> None:
        self.accion.fijar_raiz(raiz)

    def pais(self) -> str:
        return self.accion.pais()

    @transition(
        estado,
        source=EstadoDeMedicion.PRESENTADA,
        target=EstadoDeMedicion.VALIDADA,
        conditions=[conditions.plan_se_mide],
        permission=needs("verificar", de=NO_MIDIO),
        custom=paso(
            _("Validar la medición"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Otra parte, que no la midió, mira de dónde sale y la da por buena. Ya no cambia."),
        ),
    )
    def validar(self, motivo: str = "") -> None:
        """A party that did not measure it takes it."""

    @transition(
        estado,
        source=EstadoDeMedicion.PRESENTADA,
        target=EstadoDeMedicion.DEVUELTA,
        conditions=[conditions.plan_se_mide],
        permission=needs("verificar", de=NO_MIDIO),
        custom=paso(
            _("Devolver la medición"),
            form="convenios.forms.ConMotivo",
            ayuda=_("No cuenta. La parte que midió presenta otra mientras el trimestre no cierre."),
        ),
    )
    def devolver(self, motivo: str) -> None:
        """Another party says why it does not take it."""

    @transition(
        estado,
        source=EstadoDeMedicion.PRESENTADA,
        target=EstadoDeMedicion.REEMPLAZADA,
        conditions=[conditions.trimestre_abierto],
        permission=needs("editar", de=DE_QUIEN_MIDIO),
        custom=paso(
            _("Reemplazar la medición"),
            ayuda=_("Ocurre cuando la parte que la midió presenta otra del mismo trimestre."),
        ),
    )
    def reemplazar(self) -> None:
        """Whoever measured it says something else."""

    @transition(
        estado,
        source=EstadoDeMedicion.PRESENTADA,
        target=EstadoDeMedicion.VALIDACION_NO_OBTENIDA,
        conditions=[conditions.nadie_la_valido],
        permission=needs("mover", de=DE_QUIEN_MIDIO),
        custom=paso(
            _("Cerrar sin validar"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Nadie la validó. Consta lo medido, no cuenta en el avance y ya no cambia."),
        ),
    )
    def cerrar_sin_validar(self, motivo: str) -> None:
        """Its quarter closed, or there is no other party, and nobody took it."""


REEMPLAZAN = _("Si la midió su institución, puede presentar otra en su lugar.")
DE_MEDICION = registrar(
    Maquina(
        modelo=Medicion,
        campo="estado",
        estados=EstadoDeMedicion,
        avisos="planes.avisos.al_mover_medicion",
        fichas={
            EstadoDeMedicion.PRESENTADA: FichaDeEstado(
                significa=_("Una parte midió el indicador; otra la valida."),
                por_rol={
                    "coordinador_titular": _("Si no la midió su institución, valídela o devuélvala."),
                    "equipo_tecnico": REEMPLAZAN,
                    "asistente": REEMPLAZAN,
                    "": _("Puede leer el valor y de dónde sale."),
                },
            ),
            EstadoDeMedicion.VALIDADA: FichaDeEstado(
                significa=_("Otra parte la dio por buena."),
                por_rol={"": _("Cuenta en el avance del plan y ya no cambia.")},
                final=True,
            ),
            EstadoDeMedicion.DEVUELTA: FichaDeEstado(
                significa=_("Otra parte la devolvió: no cuenta."),
                por_rol={"": _("La parte que midió puede presentar otra mientras el trimestre no cierre.")},
                final=True,
            ),
            EstadoDeMedicion.REEMPLAZADA: FichaDeEstado(
                significa=_("La parte que la midió presentó otra en su lugar."),
                por_rol={"": _("Puede leer lo que decía.")},
                final=True,
            ),
            EstadoDeMedicion.VALIDACION_NO_OBTENIDA: FichaDeEstado(
                significa=_("Se midió y ninguna otra parte la validó."),
                por_rol={"": _("Puede leer lo medido. No cuenta en el avance del plan y ya no cambia.")},
                final=True,
            ),
        },
    )
)
