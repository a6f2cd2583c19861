"""A change of an approved plan beyond what was agreed to tolerate: a difference that every party approves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from auditoria.canonico import huella
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.declaracion import paso, transition
from flujo.fields import FSMField
from flujo.models import ConEstado, Raiz
from instituciones.models import Institucion
from planes import conditions
from planes.models.plan import PlanAnual
from planes.models.version import VersionDePlan
from planes.permissions import PorAcuerdo


class EstadoDeReprogramacion(models.TextChoices):
    BORRADOR = "borrador", _("Borrador")
    PROPUESTA = "propuesta", _("Propuesta")
    OBSERVADA = "observada", _("Observada")
    APROBADA = "aprobada", _("Aprobada")
    RETIRADA = "retirada", _("Retirada")


class Reprogramacion(ConEstado):
    """What is to change in the actions of a plan, since which version, and why.

    `cambios` says for each action, by its number, the new value of each field that changes; «cancelar» takes it out of
    what is to be done; under «nueva:1» stands all of an action that the plan does not have yet.

    Its hash is that of the version on which it stands and of the difference, so that nobody approves a difference to
    another plan than the one shown.
    """

    plan = models.ForeignKey(PlanAnual, models.PROTECT, related_name="reprogramaciones")
    n = models.PositiveSmallIntegerField(_("número"), editable=False)
    base = models.ForeignKey(
        VersionDePlan,
        models.PROTECT,
        related_name="reprogramaciones",
        verbose_name=_("versión de la que parte"),
    )
    cambios = models.JSONField(_("cambios"), default=dict)
    motivo = models.TextField(_("motivo"), max_length=2000)
    propuesta_por = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", editable=False, verbose_name=_("propuesta por")
    )
    observacion = models.TextField(_("observación"), blank=True, editable=False)
    """What it was last observed for."""
    resultado = models.ForeignKey(
        VersionDePlan,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("versión que resultó"),
    )
    """The version of the plan once it was applied; its base when it only cancels actions, which is no content."""
    estado = FSMField(
        _("estado"), choices=EstadoDeReprogramacion, default=EstadoDeReprogramacion.BORRADOR, protected=True
    )
    contenido_hash = models.CharField(max_length=64, editable=False)

    junto_con = ("plan__expediente", "plan__version", "base")

    class Meta:
        verbose_name = _("reprogramación")
        verbose_name_plural = _("reprogramaciones")
        ordering = ["plan", "n"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "n"], name="reprogramacion_numero_unico"),
            models.CheckConstraint(condition=Q(n__gte=1), name="reprogramacion_desde_uno"),
            models.CheckConstraint(
                condition=~Q(motivo=""),
                name="reprogramacion_con_motivo",
                violation_error_message=_("Diga por qué se reprograma."),
            ),
            models.CheckConstraint(condition=Q(contenido_hash__length=64), name="reprogramacion_con_hash"),
            models.CheckConstraint(
                condition=~Q(estado=EstadoDeReprogramacion.OBSERVADA) | ~Q(observacion=""),
                name="reprogramacion_observada_dice_por_que",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Reprogramación %(n)s") % {"n": self.n})

    def get_absolute_url(self) -> str:
        return f"{self.plan.get_absolute_url()}reprogramaciones/{self.n}/"

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
        return self.contenido_hash or None

    def hash_de_la_diferencia(self) -> str:
        """The hash of what it changes and of what it changes it from."""
        return huella({"base": self.base.hash, "cambios": self.cambios})

    @property
    def admite_cambios(self) -> bool:
        return self.estado in (EstadoDeReprogramacion.BORRADOR, EstadoDeReprogramacion.OBSERVADA)

    @property
    def numeros(self) -> list[int]:
        """The numbers of the actions of the plan that it touches."""
        return sorted(int(clave) for clave in self.cambios if clave.isdecimal())

    @property
    def nuevas(self) -> list[str]:
        """The keys of the actions that it adds, in their order."""
        return sorted(self.cambios.keys() - set(map(str, self.numeros)), key=lambda c: int(c.split(":")[1]))

    @property
    def por_cancelar(self) -> list[int]:
        """The numbers of the actions that it cancels."""
        return sorted(int(n) for n, cambio in self.cambios.items() if cambio.get("cancelar"))

    @transition(
        estado,
        source=[EstadoDeReprogramacion.BORRADOR, EstadoDeReprogramacion.OBSERVADA],
        target=EstadoDeReprogramacion.PROPUESTA,
        conditions=[conditions.hay_cambios, conditions.parte_de_la_version_vigente],
        permission=needs("mover"),
        custom=paso(
            _("Proponer la reprogramación"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Presenta los cambios a todas las partes para que los aprueben."),
            sobre_contenido=True,
        ),
    )
    def proponer(self, motivo: str = "") -> None:
        """It is before the parties."""
        self.observacion = ""

    @transition(
        estado,
        source=EstadoDeReprogramacion.PROPUESTA,
        target=EstadoDeReprogramacion.OBSERVADA,
        permission=needs("observar"),
        custom=paso(
            _("Observar la reprogramación"),
            form="convenios.forms.ConMotivo",
            ayuda=_("La devuelve a quien la propuso, con lo que debe cambiar."),
        ),
    )
    def observar(self, motivo: str) -> None:
        """Somebody does not agree with it as it is."""
        self.observacion = motivo

    @transition(
        estado,
        source=EstadoDeReprogramacion.PROPUESTA,
        target=EstadoDeReprogramacion.APROBADA,
        conditions=[conditions.partes_aprobaron, conditions.parte_de_la_version_vigente],
        permission=needs("aprobar"),
        custom=paso(
            _("Aprobar la reprogramación"),
            form="planes.forms.AprobarReprogramacionForm",
            ayuda=_("Aprueba los cambios por su institución. Rigen con la aprobación de la última parte."),
            sobre_contenido=True,
        ),
    )
    def dar_por_aprobada(self) -> None:
        """Every party approved this difference; it is applied in the same transaction."""

    @transition(
        estado,
        source=EstadoDeReprogramacion.PROPUESTA,
        target=EstadoDeReprogramacion.APROBADA,
        conditions=[conditions.lo_aprueba_un_acuerdo, conditions.parte_de_la_version_vigente],
        permission=PorAcuerdo(que="aprobar"),
        custom=paso(
            _("Aprobar por acuerdo"),
            ayuda=_("Ocurre cuando se ejecuta el acuerdo de acta que aprobó estos cambios."),
            sobre_contenido=True,
        ),
    )
    def aprobar_por_acuerdo(self) -> None:
        """An acta agreed on this very difference; it is applied in the same transaction."""

    @transition(
        estado,
        source=[
            EstadoDeReprogramacion.BORRADOR,
            EstadoDeReprogramacion.PROPUESTA,
            EstadoDeReprogramacion.OBSERVADA,
        ],
        target=EstadoDeReprogramacion.RETIRADA,
        permission=needs("mover"),
        custom=paso(_("Retirar la reprogramación"), form="convenios.forms.ConMotivo"),
    )
    def retirar(self, motivo: str) -> None:
        """The plan stays as it is."""
