"""What a body agreed in a session: each agreement separately, with the form and sense of the votes and its effect."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente, Participacion
from flujo.models import Registrado
from planes.models import AccionConjunta, PlanAnual, Reprogramacion
from seguimiento.models.acta import Acta, Parrafo
from seguimiento.models.compromiso import Compromiso
from seguimiento.models.organo import MiembroDeOrgano
from seguimiento.quorum import Sentido


class FormaDeVoto(models.TextChoices):
    CONSENSO = "consenso", _("Por consenso de los presentes")
    NOMINAL = "nominal", _("Votación nominal")


class Efecto(models.TextChoices):
    """What an agreement does besides being said, once it may be executed."""

    NINGUNO = "ninguno", _("Ninguno: consta en el acta")
    APROBAR_PLAN = "aprobar_plan", _("Aprueba el plan anual propuesto")
    REPROGRAMAR = "reprogramar", _("Aprueba la reprogramación propuesta")
    VERIFICAR_ACCION = "verificar_accion", _("Da por verificada una acción de todas las partes")
    CANCELAR_ACCION = "cancelar_accion", _("Cancela una acción")
    CANCELAR_COMPROMISO = "cancelar_compromiso", _("Cancela un compromiso")
    SEPARAR_PARTE = "separar_parte", _("Acepta que una parte se retire")
    APROBAR_ACTA = "aprobar_acta", _("Aprueba un acta")
    RECTIFICAR_ACTA = "rectificar_acta", _("Rectifica un acta")


OBJETOS = {
    Efecto.APROBAR_PLAN: "plan",
    Efecto.REPROGRAMAR: "reprogramacion",
    Efecto.VERIFICAR_ACCION: "accion",
    Efecto.CANCELAR_ACCION: "accion",
    Efecto.CANCELAR_COMPROMISO: "compromiso",
    Efecto.SEPARAR_PARTE: "participacion",
    Efecto.APROBAR_ACTA: "sobre_acta",
    Efecto.RECTIFICAR_ACTA: "sobre_acta",
}
"""Which field says on what each effect is had."""
CAMPOS_DE_OBJETO = ("plan", "reprogramacion", "accion", "compromiso", "participacion", "sobre_acta")


def _con_su_objeto() -> Q:
    """Each effect has its own object and no other."""
    casos = Q(efecto=Efecto.NINGUNO, **{f"{campo}__isnull": True for campo in CAMPOS_DE_OBJETO})
    for efecto, suyo in OBJETOS.items():
        casos |= Q(efecto=efecto, **{f"{campo}__isnull": campo != suyo for campo in CAMPOS_DE_OBJETO})
    return casos


class Acuerdo(Registrado):
    """One agreement. Its words are those of its paragraph.

    `es_adoptado` is what the vote came to by the rules of the session; None before it is voted. `hash_del_objeto` is of
    what was voted on, as it was shown: an effect on anything else does not follow.
    """

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="acuerdos")
    parrafo = models.OneToOneField(Parrafo, models.PROTECT, related_name="acuerdo")
    forma = models.CharField(_("forma"), max_length=8, choices=FormaDeVoto, default=FormaDeVoto.NOMINAL)
    votado_at = models.DateTimeField(_("votado"), null=True, blank=True)
    es_adoptado = models.BooleanField(_("adoptado"), null=True, editable=False)
    es_inmediato = models.BooleanField(_("se ejecuta sin esperar la aprobación del acta"), default=False)
    efecto = models.CharField(_("efecto"), max_length=20, choices=Efecto, default=Efecto.NINGUNO)
    plan = models.ForeignKey(PlanAnual, models.PROTECT, related_name="acuerdos", null=True, blank=True)
    reprogramacion = models.ForeignKey(
        Reprogramacion, models.PROTECT, related_name="acuerdos", null=True, blank=True
    )
    accion = models.ForeignKey(AccionConjunta, models.PROTECT, related_name="acuerdos", null=True, blank=True)
    compromiso = models.ForeignKey(Compromiso, models.PROTECT, related_name="acuerdos", null=True, blank=True)
    participacion = models.ForeignKey(
        Participacion, models.PROTECT, related_name="acuerdos", null=True, blank=True
    )
    sobre_acta = models.ForeignKey(Acta, models.PROTECT, related_name="acordada_en", null=True, blank=True)
    hash_del_objeto = models.CharField(max_length=64, blank=True, editable=False)
    ejecutado_el = models.DateField(_("ejecutado el"), null=True, editable=False)
    ejecutado_en = models.OneToOneField(
        "auditoria.Asiento", models.PROTECT, related_name="+", null=True, editable=False
    )
    """The log row of what it did."""
    impedimento = models.TextField(_("por qué no se ejecutó"), blank=True, editable=False)
    """What stood in the way the last time that somebody tried; empty once it is executed."""

    class Meta:
        verbose_name = _("acuerdo")
        verbose_name_plural = _("acuerdos")
        ordering = ["acta", "parrafo__orden", "pk"]
        constraints = [
            models.CheckConstraint(condition=_con_su_objeto(), name="acuerdo_con_su_objeto"),
            models.CheckConstraint(
                condition=Q(votado_at__isnull=True, es_adoptado__isnull=True)
                | Q(votado_at__isnull=False, es_adoptado__isnull=False),
                name="acuerdo_votado_dice_en_que_quedo",
            ),
            models.CheckConstraint(
                condition=Q(ejecutado_el__isnull=True, ejecutado_en__isnull=True)
                | Q(ejecutado_el__isnull=False, ejecutado_en__isnull=False, es_adoptado=True)
                & ~Q(efecto=Efecto.NINGUNO),
                name="acuerdo_ejecutado_si_se_adopto",
            ),
        ]

    def __str__(self) -> str:
        return _t("Acuerdo: %(texto)s") % {"texto": self.parrafo.texto[:80]}

    def raiz(self) -> Expediente:
        return self.acta.expediente

    @property
    def objeto(self) -> "models.Model | None":
        """On what it has its effect."""
        campo = OBJETOS.get(Efecto(self.efecto))
        return getattr(self, campo) if campo else None

    @property
    def es_ejecutable(self) -> bool:
        """Whether what it says may be done: its acta is approved, or the session said at once."""
        return bool(self.es_adoptado) and (self.es_inmediato or self.acta.esta_aprobada)


class Voto(models.Model):
    """The vote of one seat on one agreement, given by whoever took the seat at that moment.

    Who votes against or abstains may say why (a singular vote), and then signs the acta.
    """

    acuerdo = models.ForeignKey(Acuerdo, models.CASCADE, related_name="votos")
    plaza = models.ForeignKey(MiembroDeOrgano, models.PROTECT, related_name="+", verbose_name=_("plaza"))
    miembro = models.ForeignKey(MiembroDeOrgano, models.PROTECT, related_name="+", verbose_name=_("vota"))
    sentido = models.CharField(_("sentido"), max_length=10, choices=Sentido)
    fundamento = models.TextField(_("fundamento del voto singular"), max_length=4000, blank=True)

    class Meta:
        verbose_name = _("voto")
        verbose_name_plural = _("votos")
        ordering = ["acuerdo", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["acuerdo", "plaza"], name="voto_uno_por_plaza"),
            models.UniqueConstraint(fields=["acuerdo", "miembro"], name="voto_uno_por_persona"),
        ]

    def __str__(self) -> str:
        return f"{self.plaza}: {self.get_sentido_display()}"
