"""Approvals, opinions and signatures bind to content, not to a row."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from expedientes.models.confidencial import Confidencial, ConfidencialQuerySet
from expedientes.models.expediente import Expediente
from flujo.models import Registrado
from instituciones.models import Persona, Puesto


class Clase(models.TextChoices):
    OPINION = "opinion", _("Opinión")
    VISTO_BUENO = "visto_bueno", _("Visto bueno")
    APROBACION = "aprobacion", _("Aprobación")
    FIRMA = "firma", _("Firma")
    VERIFICACION = "verificacion", _("Verificación")
    COMPROBACION = "comprobacion", _("Lista de comprobación")


ACCIONES = {
    Clase.OPINION: "opinar",
    Clase.VISTO_BUENO: "dar_visto_bueno",
    Clase.APROBACION: "aprobar",
    Clase.FIRMA: "firmar",
    Clase.VERIFICACION: "verificar",
    Clase.COMPROBACION: "comprobar",
}
"""What the log calls it. The index of migration 0010 knows these names."""


class Metodo(models.TextChoices):
    EN_SISTEMA = "en_sistema", _("En el sistema")
    POR_DOCUMENTO = "por_documento", _("Por documento")


class Aprobacion(Confidencial, Registrado):
    """One party's yes (or no) to one exact content. It goes stale when the content changes; nobody deletes it."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="aprobaciones")
    clase = models.CharField(_("clase"), max_length=14, choices=Clase)
    materia = models.CharField(_("materia"), max_length=120, blank=True)
    """What it is about within its class: which opinion (técnica, …), which area's V°B°."""
    es_favorable = models.BooleanField(_("es favorable"), default=True)
    modelo = models.CharField(max_length=80)
    objeto = models.BigIntegerField()
    hash_contenido = models.CharField(_("hash del contenido"), max_length=64)
    puesto = models.ForeignKey(Puesto, models.PROTECT, related_name="+", null=True, verbose_name=_("puesto"))
    persona = models.ForeignKey(
        Persona, models.PROTECT, related_name="+", null=True, verbose_name=_("persona")
    )
    suple_a = models.ForeignKey(
        Puesto, models.PROTECT, related_name="+", null=True, verbose_name=_("en suplencia de")
    )
    metodo = models.CharField(_("método"), max_length=14, choices=Metodo)
    documento_sha256 = models.CharField(_("hash del documento"), max_length=64, blank=True)
    fecha_hecho = models.DateField(_("fecha del hecho"))
    ratifica = models.ForeignKey(
        "self", models.PROTECT, related_name="ratificaciones", null=True, verbose_name=_("ratifica")
    )
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = ConfidencialQuerySet["Aprobacion"].as_manager()

    class Meta:
        verbose_name = _("aprobación")
        verbose_name_plural = _("aprobaciones")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(hash_contenido__length=64), name="aprobacion_con_hash"),
            models.CheckConstraint(
                condition=Q(metodo=Metodo.EN_SISTEMA, documento_sha256="", persona__isnull=False)
                | Q(metodo=Metodo.POR_DOCUMENTO, documento_sha256__length=64),
                name="aprobacion_por_documento_con_su_hash",
            ),
        ]
        indexes = [models.Index(fields=["modelo", "objeto", "clase", "id"], name="aprobacion_de_un_objeto")]

    def __str__(self) -> str:
        return f"{self.get_clase_display()} {self.materia} de {self.institucion}"

    def raiz(self) -> Expediente:
        return self.expediente

    def hash_de_contenido(self) -> str:
        return self.hash_contenido


models.CharField.register_lookup(Length)
