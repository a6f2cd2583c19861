"""A joint action of a plan: who answers for it, when, where, what it costs, and what came of it."""

from operator import attrgetter
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from expedientes.models import Expediente
from expedientes.permissions import AJENA, RESPONSABLE, needs
from flujo.declaracion import paso, transition
from flujo.models import ConEstado, Raiz
from instituciones.models import Institucion, Puesto
from planes import conditions
from planes.criterios import NO_LA_HIZO
from planes.estados import POR_HACER, EstadoDeAccion
from planes.models.ods import Ods
from planes.models.plan import PlanAnual
from planes.permissions import PorAcuerdo

if TYPE_CHECKING:
    from planes.models.evidencia import MedioDeVerificacion
    from planes.models.partida import Partida


class AccionConjunta(ConEstado):
    """One action of a plan. Its dates after a reprogramming are `desde` and `hasta`; the first approved ones stay.

    `evidencia_hash` is the hash of its means of verification as they now are: who verifies it, verifies those.
    """

    plan = models.ForeignKey(PlanAnual, models.PROTECT, related_name="acciones")
    numero = models.PositiveSmallIntegerField(_("número"), editable=False)
    nombre = models.CharField(_("acción"), max_length=300)
    descripcion = models.TextField(_("descripción"), blank=True, max_length=4000)
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"))
    desde_original = models.DateField(_("empezaba"), null=True, editable=False)
    hasta_original = models.DateField(_("terminaba"), null=True, editable=False)
    reprogramaciones = models.PositiveSmallIntegerField(_("veces reprogramada"), default=0, editable=False)
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
    estado = FSMField(_("estado"), choices=EstadoDeAccion, default=EstadoDeAccion.PROPUESTA, protected=True)
    verificacion_pedida_el = models.DateField(_("verificación pedida el"), null=True, editable=False)
    evidencia_hash = models.CharField(max_length=64, blank=True, editable=False)

    responden: "list[Responsable]"
    """Who answers for it, where `planes.queries.acciones_a_la_vista` read it."""
    aportes: "list[Partida]"
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

    @transition(
        estado,
        source=EstadoDeAccion.PROPUESTA,
        target=EstadoDeAccion.RETIRADA,
        conditions=[conditions.plan_se_escribe],
        permission=needs("editar"),
        custom=paso(
            _("Retirar del plan"),
            form="planes.forms.RetirarAccionForm",
            ayuda=_("Sale del plan que todavía se prepara; su número no se usa otra vez."),
        ),
    )
    def retirar(self, motivo: str = "") -> None:
        """It was taken out before anybody approved it."""

    @transition(
        estado,
        source=EstadoDeAccion.PROPUESTA,
        target=EstadoDeAccion.APROBADA,
        conditions=[conditions.plan_aprobado],
        permission=PorAcuerdo("aprobar", sobre=attrgetter("plan")),
        custom=paso(_("Aprobar con el plan"), ayuda=_("Ocurre cuando la última parte aprueba el plan.")),
    )
    def dar_por_aprobada(self) -> None:
        """Its plan was approved: these are its first dates."""
        self.desde_original, self.hasta_original = self.desde, self.hasta

    @transition(
        estado,
        source=[EstadoDeAccion.APROBADA, EstadoDeAccion.REPROGRAMADA],
        target=EstadoDeAccion.EN_EJECUCION,
        conditions=[conditions.plan_en_ejecucion],
        permission=needs("editar", de=RESPONSABLE),
        custom=paso(_("Iniciar la acción"), form="convenios.forms.PasoSimple"),
    )
    def iniciar(self, motivo: str = "") -> None:
        """Somebody works on it."""

    @transition(
        estado,
        source=[EstadoDeAccion.EN_EJECUCION, EstadoDeAccion.OBSERVADA],
        target=EstadoDeAccion.CONCLUIDA,
        conditions=[conditions.hay_medio_de_verificacion],
        permission=needs("editar", de=RESPONSABLE),
        custom=paso(
            _("Dar por concluida"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Otra parte la verificará con los medios de verificación que se presentaron."),
        ),
    )
    def concluir(self, motivo: str = "") -> None:
        """Whoever answers for it says that it is done."""

    @transition(
        estado,
        source=EstadoDeAccion.CONCLUIDA,
        target=EstadoDeAccion.OBSERVADA,
        permission=needs("observar", de=AJENA),
        custom=paso(
            _("Observar la acción"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Vuelve a la parte responsable con lo que le falta."),
        ),
    )
    def observar(self, motivo: str) -> None:
        """Another party found that it is not done, or not shown."""
        self.verificacion_pedida_el = None

    @transition(
        estado,
        source=EstadoDeAccion.CONCLUIDA,
        target=EstadoDeAccion.VERIFICADA,
        conditions=[conditions.alguna_parte_es_ajena],
        permission=needs("verificar", de=NO_LA_HIZO),
        custom=paso(
            _("Verificar la acción"),
            form="convenios.forms.PasoSimple",
            ayuda=_(
                "Hace constar que se hizo, por una parte que ni responde de ella ni presentó lo que la muestra."
            ),
            sobre_contenido=True,
        ),
    )
    def verificar(self, motivo: str = "") -> None:
        """A party that neither answers for it nor presented what shows it says that it was done."""

    @transition(
        estado,
        source=EstadoDeAccion.CONCLUIDA,
        target=EstadoDeAccion.VERIFICADA,
        conditions=[conditions.lo_verifica_un_acuerdo],
        permission=PorAcuerdo(que="verificar"),
        custom=paso(
            _("Verificar por acuerdo"),
            ayuda=_("Cuando todas las partes son responsables, la verifica un acuerdo de acta."),
        ),
    )
    def verificar_por_acuerdo(self, motivo: str = "") -> None:
        """The parties agreed in an acta that it was done."""

    @transition(
        estado,
        source=EstadoDeAccion.CONCLUIDA,
        target=EstadoDeAccion.VERIFICACION_NO_OBTENIDA,
        conditions=[conditions.vencio_el_plazo_de_verificacion],
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(
            _("Dejar constancia de que no se verificó"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Se pidió la verificación y pasaron los días acordados sin respuesta."),
        ),
    )
    def dar_por_no_verificada(self, motivo: str) -> None:
        """It was asked for, and nobody answered."""

    @transition(
        estado,
        source=[EstadoDeAccion.APROBADA, EstadoDeAccion.REPROGRAMADA, EstadoDeAccion.EN_EJECUCION],
        target=EstadoDeAccion.SUSPENDIDA,
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(_("Suspender la acción"), form="convenios.forms.ConMotivo"),
    )
    def suspender(self, motivo: str) -> None:
        """It is stopped for the time being."""

    @transition(
        estado,
        source=EstadoDeAccion.SUSPENDIDA,
        target=EstadoDeAccion.EN_EJECUCION,
        conditions=[conditions.plan_en_ejecucion],
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(_("Reanudar la acción"), form="convenios.forms.PasoSimple"),
    )
    def reanudar(self, motivo: str = "") -> None:
        """It goes on."""

    @transition(
        estado,
        source=[
            EstadoDeAccion.APROBADA,
            EstadoDeAccion.EN_EJECUCION,
            EstadoDeAccion.OBSERVADA,
            EstadoDeAccion.SUSPENDIDA,
        ],
        target=EstadoDeAccion.REPROGRAMADA,
        conditions=[conditions.se_acordo_reprogramarla],
        permission=PorAcuerdo("aprobar", sobre=conditions.reprogramacion_por_aplicar),
        custom=paso(
            _("Reprogramar la acción"),
            ayuda=_("Ocurre cuando la última parte aprueba la reprogramación."),
        ),
    )
    def reprogramar(self) -> None:
        """The parties agreed on something else; the first approved dates stay."""
        self.reprogramaciones += 1

    @transition(
        estado,
        source=[
            EstadoDeAccion.APROBADA,
            EstadoDeAccion.REPROGRAMADA,
            EstadoDeAccion.EN_EJECUCION,
            EstadoDeAccion.OBSERVADA,
            EstadoDeAccion.SUSPENDIDA,
        ],
        target=EstadoDeAccion.NO_EJECUTADA,
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(
            _("Dejar constancia de que no se ejecutó"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Cuenta como no cumplida. Si las partes acuerdan no hacerla, se cancela."),
        ),
    )
    def dar_por_no_ejecutada(self, motivo: str) -> None:
        """It was not done."""

    @transition(
        estado,
        source=[
            EstadoDeAccion.APROBADA,
            EstadoDeAccion.REPROGRAMADA,
            EstadoDeAccion.EN_EJECUCION,
            EstadoDeAccion.OBSERVADA,
            EstadoDeAccion.SUSPENDIDA,
        ],
        target=EstadoDeAccion.CANCELADA,
        conditions=[conditions.se_acordo_cancelarla],
        permission=PorAcuerdo("aprobar", que="cancelar", sobre=conditions.reprogramacion_por_aplicar),
        custom=paso(
            _("Cancelar la acción"),
            ayuda=_("Ocurre cuando todas las partes aprueban la reprogramación que la cancela, o por acta."),
        ),
    )
    def cancelar(self, motivo: str) -> None:
        """The parties agreed not to do it."""


class Responsable(models.Model):
    """An institution that answers for an action, by which unit and post. Never a person's name."""

    accion = models.ForeignKey(AccionConjunta, models.PROTECT, related_name="responsables")
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución responsable")
    )
    unidad = models.CharField(_("unidad"), max_length=200, blank=True)
    puesto = models.ForeignKey(
        Puesto, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("puesto")
    )

    class Meta:
        verbose_name = _("responsable de una acción")
        verbose_name_plural = _("responsables de una acción")
        ordering = ["accion", "institucion_id"]
        constraints = [
            models.UniqueConstraint(fields=["accion", "institucion"], name="responsable_una_vez"),
        ]

    def __str__(self) -> str:
        return str(self.institucion)
