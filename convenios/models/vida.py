"""What happens to an agreement once it is signed: its numbers, suspensions, causes of ending and liquidation."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from convenios.causales import Causa
from convenios.models.adenda import Adenda
from convenios.models.convenio import Convenio
from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion


class Correlativo(models.Model):
    """The last number that an institution's register gave in a year. Its row is locked while the next one is given."""

    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    anio = models.PositiveSmallIntegerField(_("año"))
    ultimo = models.PositiveIntegerField(_("último número"), default=0)

    class Meta:
        verbose_name = _("correlativo")
        verbose_name_plural = _("correlativos")
        constraints = [
            models.UniqueConstraint(fields=["institucion", "anio"], name="correlativo_uno_por_ano")
        ]

    def __str__(self) -> str:
        return f"{self.institucion} {self.anio}: {self.ultimo}"


class NumeroDeConvenio(Registrado):
    """The number that one party's register gave to an agreement, after its signature and once."""

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="numeros")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="numeros_de_convenio")
    numero = models.CharField(_("número"), max_length=60)
    anio = models.PositiveSmallIntegerField(_("año"), null=True)
    correlativo = models.PositiveIntegerField(_("correlativo"), null=True)
    """With `anio`, when it is of the register that this system keeps: without gaps for each institution and year."""
    fecha = models.DateField(_("fecha de registro"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("número de convenio")
        verbose_name_plural = _("números de convenio")
        ordering = ["convenio", "id"]
        constraints = [
            models.UniqueConstraint(fields=["convenio", "institucion"], name="numero_uno_por_parte"),
            models.UniqueConstraint(
                fields=["institucion", "anio", "correlativo"], name="numero_correlativo_unico"
            ),
            models.CheckConstraint(
                condition=~Q(numero=""),
                name="numero_no_vacio",
                violation_error_message=_("Escriba el número que dio el registro."),
            ),
            models.CheckConstraint(
                condition=Q(correlativo__isnull=True, anio__isnull=True)
                | Q(correlativo__gte=1, anio__isnull=False),
                name="numero_correlativo_con_su_ano",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero} ({self.institucion})"

    def raiz(self) -> Expediente:
        return self.convenio.expediente


class Suspension(Registrado):
    """A time during which the agreement rests, by an acta; it lengthens the term or it does not."""

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="suspensiones")
    acta = models.ForeignKey("documentos.Documento", models.PROTECT, related_name="+", verbose_name=_("acta"))
    motivo = models.CharField(_("motivo"), max_length=500)
    desde = models.DateField(_("desde"))
    prevista_hasta = models.DateField(_("prevista hasta"), null=True, blank=True)
    alarga_el_plazo = models.BooleanField(_("alarga el plazo"))
    levantada_el = models.DateField(_("levantada el"), null=True, editable=False)

    class Meta:
        verbose_name = _("suspensión")
        verbose_name_plural = _("suspensiones")
        ordering = ["convenio", "desde", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["convenio"], condition=Q(levantada_el__isnull=True), name="suspension_una_abierta"
            ),
            models.CheckConstraint(
                condition=Q(prevista_hasta__isnull=True) | Q(prevista_hasta__gte=F("desde")),
                name="suspension_termina_despues_de_empezar",
                violation_error_message=_("La suspensión no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                condition=Q(levantada_el__isnull=True) | Q(levantada_el__gte=F("desde")),
                name="suspension_levantada_despues_de_empezar",
                violation_error_message=_("La suspensión no puede levantarse antes de empezar."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Suspensión desde el %(dia)s") % {"dia": f"{self.desde:%d/%m/%Y}"})

    @property
    def dias(self) -> int:
        """How many calendar days it lasted; 0 while it lasts."""
        return (self.levantada_el - self.desde).days if self.levantada_el else 0

    def raiz(self) -> Expediente:
        return self.convenio.expediente


class CausalQuerySet(models.QuerySet["Causal"]):
    def en_pie(self) -> Self:
        """Those that nobody withdrew and that have not done their work."""
        return self.filter(retirada_el__isnull=True, cumplida_el__isnull=True)


class Causal(Registrado):
    """A ground for ending an agreement, or for one of many parties to leave it, with what it requires.

    A separation has its notice (received on, effect on) and the party that leaves; a breach its requirement, the party
    that breached and the last day to mend it; the rest their paper. It is complete by its own dates: see
    `convenios.queries.causales`.
    """

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="causales")
    causa = models.CharField(_("causa"), max_length=20, choices=Causa)
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, null=True, related_name="+", verbose_name=_("institución")
    )
    """Who leaves, or who breached."""
    documento = models.ForeignKey(
        "documentos.Documento", models.PROTECT, null=True, related_name="+", verbose_name=_("documento")
    )
    motivo = models.TextField(_("motivo"), blank=True)
    recibida_el = models.DateField(_("aviso o requerimiento recibido el"), null=True)
    efecto_el = models.DateField(_("con efecto el"), null=True)
    """When the separation takes effect, or the last day to mend the breach."""
    calculo = models.JSONField(_("cómo se contó"), null=True, editable=False)
    adenda = models.ForeignKey(
        Adenda, models.PROTECT, null=True, related_name="+", verbose_name=_("adenda que lo resuelve")
    )
    reemplazo = models.ForeignKey(
        Convenio, models.PROTECT, null=True, related_name="+", verbose_name=_("convenio que lo reemplaza")
    )
    retirada_el = models.DateField(_("retirada el"), null=True, editable=False)
    cumplida_el = models.DateField(_("surtió efecto el"), null=True, editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = CausalQuerySet.as_manager()

    class Meta:
        verbose_name = _("causal")
        verbose_name_plural = _("causales")
        ordering = ["convenio", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(causa=Causa.VENCIMIENTO),
                name="causal_el_vencimiento_es_del_plazo",
            ),
            models.CheckConstraint(
                condition=~Q(causa__in=[Causa.SEPARACION, Causa.INCUMPLIMIENTO])
                | Q(
                    institucion__isnull=False,
                    documento__isnull=False,
                    recibida_el__isnull=False,
                    efecto_el__gte=F("recibida_el"),
                ),
                name="causal_con_aviso_y_efecto",
                violation_error_message=_(
                    "Diga qué institución, con qué documento, cuándo se recibió y desde cuándo tiene efecto."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(causa__in=[Causa.MUTUO_ACUERDO, Causa.FUERZA_MAYOR, Causa.MANDATO_JUDICIAL])
                | Q(documento__isnull=False)
                | Q(adenda__isnull=False),
                name="causal_con_su_documento",
                violation_error_message=_("Adjunte el documento en que consta."),
            ),
            models.CheckConstraint(
                condition=~Q(causa=Causa.REEMPLAZO)
                | Q(reemplazo__isnull=False) & ~Q(reemplazo=F("convenio")),
                name="causal_con_su_reemplazo",
                violation_error_message=_("Diga qué otro convenio lo reemplaza."),
            ),
            models.CheckConstraint(
                condition=Q(retirada_el__isnull=True) | Q(cumplida_el__isnull=True),
                name="causal_retirada_o_cumplida",
            ),
            models.UniqueConstraint(
                fields=["convenio", "institucion"],
                condition=Q(causa=Causa.SEPARACION, retirada_el__isnull=True),
                name="causal_una_separacion_por_parte",
                violation_error_message=_("Ya hay un aviso de separación de esa parte."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_causa_display())

    def raiz(self) -> Expediente:
        return self.convenio.expediente


class Liquidacion(Registrado):
    """How the accounts of an agreement were settled: by an acta, or by the statement that nothing is left to settle."""

    convenio = models.OneToOneField(Convenio, models.PROTECT, related_name="liquidacion")
    acta = models.ForeignKey(
        "documentos.Documento",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("acta de liquidación"),
    )
    sin_saldos = models.BooleanField(_("sin saldos ni aportes"), default=False)
    fecha = models.DateField(_("fecha"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("liquidación")
        verbose_name_plural = _("liquidaciones")
        constraints = [
            models.CheckConstraint(
                condition=Q(sin_saldos=True, acta__isnull=True) | Q(sin_saldos=False, acta__isnull=False),
                name="liquidacion_con_acta_o_sin_saldos",
                violation_error_message=_(
                    "Adjunte el acta de liquidación, o declare que no hay saldos ni aportes."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(_("Sin saldos ni aportes") if self.sin_saldos else _("Acta de liquidación"))

    def raiz(self) -> Expediente:
        return self.convenio.expediente


class Salvedad(models.Model):
    """What one party did not agree with in the liquidation, in its own words."""

    liquidacion = models.ForeignKey(Liquidacion, models.PROTECT, related_name="salvedades")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    texto = models.TextField(_("salvedad"))

    class Meta:
        verbose_name = _("salvedad")
        verbose_name_plural = _("salvedades")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(texto=""), name="salvedad_con_texto")]

    def __str__(self) -> str:
        return self.texto[:80]


class PorRegularizar(Registrado):
    """A fact of an older agreement that nobody knows yet, or could not be read, until somebody completes it."""

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="por_regularizar")
    dato = models.CharField(_("dato"), max_length=40)
    decia = models.CharField(_("lo que decía el registro"), max_length=500, blank=True)
    resuelto_el = models.DateField(_("resuelto el"), null=True, editable=False)

    class Meta:
        verbose_name = _("dato por regularizar")
        verbose_name_plural = _("datos por regularizar")
        ordering = ["convenio", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["convenio", "dato"],
                condition=Q(resuelto_el__isnull=True),
                name="por_regularizar_una_vez",
            )
        ]

    def __str__(self) -> str:
        return self.dato

    def raiz(self) -> Expediente:
        return self.convenio.expediente
