"""The text: ordered clauses and the conditions that they agree on, in versions that never change."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from convenios.models.adenda import Adenda
from convenios.models.convenio import Convenio
from convenios.models.instrumento import Instrumento
from expedientes.contenido import Contenido
from expedientes.models import Confidencial, ConfidencialQuerySet, Expediente, Visibilidad
from flujo.models import Registrado
from instituciones.models import Institucion


class ClaveDeClausula(models.TextChoices):
    PARTES = "partes", _("Partes")
    ANTECEDENTES = "antecedentes", _("Antecedentes")
    BASE_LEGAL = "base_legal", _("Base legal")
    OBJETO = "objeto", _("Objeto")
    ESPECIFICOS = "especificos", _("Convenios específicos")
    COMPROMISOS = "compromisos", _("Compromisos de las partes")
    COORDINADORES = "coordinadores", _("Coordinadores")
    PLAN = "plan", _("Plan de trabajo")
    FINANCIAMIENTO = "financiamiento", _("Financiamiento")
    RELACION_LABORAL = "relacion_laboral", _("Relación laboral")
    RESPONSABILIDAD = "responsabilidad", _("Responsabilidad")
    VIGENCIA = "vigencia", _("Vigencia")
    MODIFICACIONES = "modificaciones", _("Modificaciones")
    LIBRE_ADHESION = "libre_adhesion", _("Libre adhesión y separación")
    RESOLUCION = "resolucion", _("Causales de resolución")
    CONTROVERSIAS = "controversias", _("Solución de controversias")
    DOMICILIO = "domicilio", _("Domicilio y notificaciones")
    DATOS = "datos", _("Protección de datos")
    DIFUSION = "difusion", _("Difusión")
    OTRA = "otra", _("Otra")


class EntradaEnVigor(models.TextChoices):
    """What must happen before a signed agreement is in force."""

    SUSCRIPCION = "suscripcion", _("Con la suscripción y el registro")
    FECHA = "fecha", _("En una fecha pactada")
    NOTIFICACION = "notificacion", _("Con el acuse de la notificación")
    PUBLICACION = "publicacion", _("Con la publicación")
    TOMA_DE_RAZON = "toma_de_razon", _("Con la toma de razón")


class UnidadDeAviso(models.TextChoices):
    HABILES = "dias_habiles", _("días hábiles")
    CALENDARIO = "dias_calendario", _("días calendario")


class Condiciones(models.Model):
    """What the clauses agree on, as data: term, entry into force, notices, reports. Part of a version of the text."""

    plazo_meses = models.PositiveSmallIntegerField(
        _("plazo en meses"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
    )
    fin_pactado = models.DateField(_("hasta una fecha pactada"), null=True, blank=True)
    es_indefinido = models.BooleanField(_("plazo indefinido"), default=False)
    vigor = models.CharField(
        _("entra en vigor"), max_length=16, choices=EntradaEnVigor, default=EntradaEnVigor.SUSCRIPCION
    )
    inicio_pactado = models.DateField(_("fecha pactada de inicio"), null=True, blank=True)
    preaviso_dias = models.PositiveSmallIntegerField(
        _("preaviso para separarse"), null=True, blank=True, validators=[MaxValueValidator(730)]
    )
    preaviso_unidad = models.CharField(
        _("unidad del preaviso"), max_length=16, choices=UnidadDeAviso, default=UnidadDeAviso.CALENDARIO
    )
    renovacion_dias = models.PositiveSmallIntegerField(
        _("días antes del fin para pedir la prórroga"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(730)],
    )
    renovacion_unidad = models.CharField(
        _("unidad de la prórroga"), max_length=16, choices=UnidadDeAviso, default=UnidadDeAviso.CALENDARIO
    )

    informes_meses = models.PositiveSmallIntegerField(
        _("informes de seguimiento, cada cuántos meses"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(36)],
    )
    informes_dias = models.PositiveSmallIntegerField(
        _("días hábiles para presentar cada informe"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )

    CAMPOS = (
        "plazo_meses",
        "fin_pactado",
        "es_indefinido",
        "vigor",
        "inicio_pactado",
        "preaviso_dias",
        "preaviso_unidad",
        "renovacion_dias",
        "renovacion_unidad",
    )
    OPCIONALES = ("informes_meses", "informes_dias")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(plazo_meses__isnull=True, fin_pactado__isnull=True)
                | Q(es_indefinido=False, fin_pactado__isnull=True)
                | Q(es_indefinido=False, plazo_meses__isnull=True),
                name="%(class)s_un_solo_plazo",
                violation_error_message=_(
                    "El plazo se dice de una sola manera: meses, una fecha, o indefinido."
                ),
            ),
            models.CheckConstraint(
                condition=Q(vigor=EntradaEnVigor.FECHA, inicio_pactado__isnull=False)
                | ~Q(vigor=EntradaEnVigor.FECHA) & Q(inicio_pactado__isnull=True),
                name="%(class)s_inicio_pactado_con_su_fecha",
                violation_error_message=_(
                    "Diga la fecha pactada de inicio si entra en vigor en una fecha, y solo entonces."
                ),
            ),
            models.CheckConstraint(
                condition=Q(inicio_pactado__isnull=True)
                | Q(fin_pactado__isnull=True)
                | Q(fin_pactado__gte=models.F("inicio_pactado")),
                name="%(class)s_termina_despues_de_empezar",
                violation_error_message=_("La fecha final no puede ser anterior a la inicial."),
            ),
            models.CheckConstraint(
                condition=Q(informes_meses__isnull=True, informes_dias__isnull=True)
                | Q(informes_meses__isnull=False, informes_meses__range=(1, 36))
                & (Q(informes_dias__isnull=True) | Q(informes_dias__range=(1, 120))),
                name="%(class)s_informes_con_su_periodicidad",
                violation_error_message=_("Diga cada cuántos meses se informa: de 1 a 36."),
            ),
        ]


class VersionDeTexto(Condiciones, Confidencial, Registrado):
    """One version of the text. Immutable; numbered when it is shared, a party's draft until then."""

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="versiones")
    adenda = models.ForeignKey(
        Adenda, models.PROTECT, null=True, related_name="versiones", verbose_name=_("adenda")
    )
    """Whose text it is, when it is not the agreement's own."""
    n = models.PositiveIntegerField(_("número"), null=True, editable=False)
    base = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="siguientes", verbose_name=_("parte de")
    )
    motivo = models.CharField(_("qué cambia y por qué"), max_length=300, blank=True)
    hash = models.CharField(max_length=64, editable=False)
    fecha = models.DateField(_("fecha"))
    creada_at = models.DateTimeField(_("registrada"), auto_now_add=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    ruta_al_expediente = "convenio__expediente"
    TEXTO = Contenido(
        campos=Condiciones.CAMPOS,
        opcionales=Condiciones.OPCIONALES,
        hijos={
            "clausulas": (lambda v: v.clausulas.all(), ("orden", "clave", "titulo", "texto")),
            "aportes": (
                lambda v: v.aportes.all(),
                ("institucion_id", "anio", "fuente", "monto", "moneda", "es_valorizado", "descripcion"),
            ),
        },
    )

    objects = ConfidencialQuerySet["VersionDeTexto"].as_manager()

    class Meta(Condiciones.Meta):
        verbose_name = _("versión del texto")
        verbose_name_plural = _("versiones del texto")
        ordering = ["convenio", "adenda", "n", "id"]
        constraints = [
            *Condiciones.Meta.constraints,
            models.UniqueConstraint(
                fields=["convenio", "adenda", "n"],
                condition=Q(n__isnull=False),
                nulls_distinct=False,
                name="version_numero_unico",
            ),
            models.CheckConstraint(condition=Q(hash__length=64), name="version_con_hash"),
            models.CheckConstraint(
                condition=Q(visibilidad=Visibilidad.COMPARTIDA, n__gte=1)
                | Q(visibilidad=Visibilidad.INTERNA, n__isnull=True),
                name="version_compartida_tiene_numero",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Versión %(n)s") % {"n": self.n} if self.n else _("Borrador"))

    @property
    def instrumento(self) -> Instrumento:
        """Whose text it is."""
        return self.adenda or self.convenio

    def raiz(self) -> Expediente:
        return self.convenio.expediente

    def hash_de_contenido(self) -> str:
        return self.hash


class Clausula(models.Model):
    """One clause of one version. The database refuses to change or delete it."""

    version = models.ForeignKey(VersionDeTexto, models.PROTECT, related_name="clausulas")
    orden = models.PositiveSmallIntegerField(_("orden"))
    clave = models.CharField(_("materia"), max_length=20, choices=ClaveDeClausula)
    titulo = models.CharField(_("título"), max_length=200)
    texto = models.TextField(_("texto"))

    class Meta:
        verbose_name = _("cláusula")
        verbose_name_plural = _("cláusulas")
        ordering = ["version", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["version", "orden"], name="clausula_orden_unico"),
            models.CheckConstraint(condition=Q(orden__gte=1), name="clausula_orden_desde_uno"),
        ]

    def __str__(self) -> str:
        return f"{self.orden}. {self.titulo}"


class Moneda(models.TextChoices):
    """Currencies in which a contribution is promised (ISO 4217)."""

    PEN = "PEN", _("soles")
    CLP = "CLP", _("pesos chilenos")
    COP = "COP", _("pesos colombianos")
    USD = "USD", _("dólares")
    EUR = "EUR", _("euros")
    BRL = "BRL", _("reales")


class Aporte(models.Model):
    """What one party promises in one version: money, or something in kind with its value. It never changes."""

    version = models.ForeignKey(VersionDeTexto, models.PROTECT, related_name="aportes")
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que aporta")
    )
    anio = models.PositiveSmallIntegerField(_("año"), null=True, blank=True)
    """None when the text promises it for the whole term."""
    fuente = models.CharField(_("fuente de financiamiento"), max_length=120, blank=True)
    monto = models.DecimalField(_("monto"), max_digits=18, decimal_places=2)
    moneda = models.CharField(_("moneda"), max_length=3, choices=Moneda)
    es_valorizado = models.BooleanField(_("en especie, valorizado"), default=False)
    descripcion = models.CharField(_("descripción"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("aporte")
        verbose_name_plural = _("aportes")
        ordering = ["version", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(monto__gt=0),
                name="aporte_con_monto",
                violation_error_message=_("Un aporte tiene un monto mayor que cero."),
            ),
            models.CheckConstraint(
                condition=Q(es_valorizado=False) | ~Q(descripcion=""),
                name="aporte_en_especie_con_descripcion",
                violation_error_message=_("Diga en qué consiste el aporte en especie."),
            ),
            models.CheckConstraint(
                condition=Q(anio__isnull=True) | Q(anio__gte=1950, anio__lte=2200),
                name="aporte_de_un_ano_creible",
                violation_error_message=_("Revise el año del aporte."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institucion}: {self.moneda} {self.monto}"


models.CharField.register_lookup(Length)
