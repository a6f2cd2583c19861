"""The text: ordered clauses as records, in versions that never change."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from convenios.models.convenio import Convenio
from expedientes.contenido import Contenido
from expedientes.models import Confidencial, ConfidencialQuerySet, Expediente, Visibilidad
from flujo.models import Registrado


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


class VersionDeTexto(Confidencial, Registrado):
    """One version of the text. Immutable; numbered when it is shared, a party's draft until then."""

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="versiones")
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
        campos=(), hijos={"clausulas": (lambda v: v.clausulas.all(), ("orden", "clave", "titulo", "texto"))}
    )

    objects = ConfidencialQuerySet["VersionDeTexto"].as_manager()

    class Meta:
        verbose_name = _("versión del texto")
        verbose_name_plural = _("versiones del texto")
        ordering = ["convenio", "n", "id"]
        constraints = [
            models.UniqueConstraint(fields=["convenio", "n"], name="version_numero_unico"),
            models.CheckConstraint(condition=Q(hash__length=64), name="version_con_hash"),
            models.CheckConstraint(
                condition=Q(visibilidad=Visibilidad.COMPARTIDA, n__gte=1)
                | Q(visibilidad=Visibilidad.INTERNA, n__isnull=True),
                name="version_compartida_tiene_numero",
            ),
        ]

    def __str__(self) -> str:
        return f"Versión {self.n}" if self.n else str(_("Borrador"))

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


models.CharField.register_lookup(Length)
