"""How the file of a paper grows: revisions, the signatures in them and beside them, and what a check found."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documentos.models.archivo import Archivo
from documentos.models.documento import Documento
from documentos.models.papel import Papel
from expedientes.models import Aprobacion
from instituciones.models import Institucion, Persona, Puesto


class Aporta(models.TextChoices):
    """What a revision added to the file."""

    SELLO = "sello", _("Sello del sistema")
    FIRMA = "firma", _("Firma")
    SELLO_DE_TIEMPO = "sello_de_tiempo", _("Sello de tiempo de archivo")


class Revision(models.Model):
    """The file of a paper once it grew: all of the earlier bytes, and what was added. It never changes.

    The first comes after the composed file; `n` counts from 1 without gaps. Its log row speaks of the paper.
    """

    papel = models.ForeignKey(Papel, models.PROTECT, related_name="revisiones")
    n = models.PositiveSmallIntegerField(_("orden"))
    aporta = models.CharField(_("aporta"), max_length=16, choices=Aporta)
    archivo = models.ForeignKey(Archivo, models.PROTECT, related_name="revisiones", verbose_name=_("archivo"))
    hecha_at = models.DateTimeField(_("hecha"), auto_now_add=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("revisión de un papel")
        verbose_name_plural = _("revisiones de papeles")
        ordering = ["papel", "n"]
        constraints = [
            models.UniqueConstraint(fields=["papel", "n"], name="revision_una_por_orden"),
            models.UniqueConstraint(fields=["papel", "archivo"], name="revision_crece"),
            models.CheckConstraint(condition=Q(n__gte=1), name="revision_desde_uno"),
        ]

    def __str__(self) -> str:
        return f"{self.papel} · {self.n}"


class Via(models.TextChoices):
    """How a place was signed."""

    CERTIFICADO = "certificado", _("En el sistema, con certificado propio")
    SELLO = "sello", _("En el sistema, con el sello sobre el registro de la firma")
    EXTERNA = "externa", _("Fuera del sistema, con una herramienta de firma")
    PAPEL = "papel", _("En papel")


class Firma(models.Model):
    """A place of a paper, signed: in a revision of its file, or on paper with the scan that shows it."""

    papel = models.ForeignKey(Papel, models.PROTECT, related_name="firmas")
    campo = models.CharField(_("lugar"), max_length=40)
    via = models.CharField(_("vía"), max_length=12, choices=Via)
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución")
    )
    puesto = models.ForeignKey(Puesto, models.PROTECT, related_name="+", verbose_name=_("puesto"))
    persona = models.ForeignKey(
        Persona, models.PROTECT, related_name="+", null=True, verbose_name=_("persona")
    )
    aprobacion = models.OneToOneField(
        Aprobacion, models.PROTECT, related_name="firma_del_papel", null=True, verbose_name=_("aprobación")
    )
    """What signing this place means to what the paper was made from."""
    fecha_hecho = models.DateField(_("fecha de la firma"))
    revision = models.OneToOneField(
        Revision, models.PROTECT, related_name="firma", null=True, verbose_name=_("revisión")
    )
    certificado = models.CharField(_("huella del certificado"), max_length=64, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, related_name="+", null=True, verbose_name=_("escaneo")
    )
    custodia = models.CharField(_("dónde se custodia el papel"), max_length=300, blank=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("firma de un papel")
        verbose_name_plural = _("firmas de papeles")
        ordering = ["papel", "campo"]
        constraints = [
            models.UniqueConstraint(
                fields=["papel", "campo"],
                name="firma_una_por_lugar",
                violation_error_message=_("Ese lugar ya está firmado."),
            ),
            models.CheckConstraint(
                condition=Q(via=Via.PAPEL, revision__isnull=True, documento__isnull=False, certificado="")
                & ~Q(custodia="")
                | ~Q(via=Via.PAPEL)
                & Q(
                    revision__isnull=False,
                    documento__isnull=True,
                    custodia="",
                    certificado__regex=r"^[0-9a-f]{64}$",
                ),
                name="firma_en_el_archivo_o_en_papel",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.papel} · {self.puesto}"


class PreparacionQuerySet(models.QuerySet["PreparacionDeFirma"]):
    def pendientes(self) -> Self:
        """Those that a worker still has to prepare."""
        return self.filter(lista_at__isnull=True, fallo="")


class PreparacionDeFirma(models.Model):
    """A signature that somebody is about to give: the file with the place for it, made by a worker, soon forgotten.

    It holds no key and no password: those come with the signature itself.
    """

    papel = models.ForeignKey(Papel, models.CASCADE, related_name="preparaciones")
    campo = models.CharField(_("lugar"), max_length=40)
    via = models.CharField(_("vía"), max_length=12, choices=Via)
    base = models.ForeignKey(Archivo, models.PROTECT, related_name="+", verbose_name=_("archivo que crece"))
    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    acreditado = models.BooleanField(_("dice que su certificado está acreditado"), default=False)
    dice = models.TextField(_("lo que dice"))
    """Canonical JSON: the lines of the stamp, the name and the reason of the signature dictionary."""
    pedida_at = models.DateTimeField(_("pedida"), auto_now_add=True)
    vence_at = models.DateTimeField(_("vence"))
    lista_at = models.DateTimeField(_("lista"), null=True)
    contenido = models.BinaryField(null=True)
    digest = models.BinaryField(null=True, max_length=64)
    desde = models.PositiveIntegerField(null=True)
    hasta = models.PositiveIntegerField(null=True)
    fallo = models.CharField(_("fallo"), max_length=300, blank=True)

    objects = PreparacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("preparación de una firma")
        verbose_name_plural = _("preparaciones de firmas")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["papel", "campo", "usuario"], name="preparacion_una_por_persona"),
            models.CheckConstraint(
                condition=Q(
                    lista_at__isnull=True,
                    contenido__isnull=True,
                    digest__isnull=True,
                    desde__isnull=True,
                    hasta__isnull=True,
                )
                | Q(
                    lista_at__isnull=False,
                    contenido__isnull=False,
                    digest__isnull=False,
                    desde__lt=F("hasta"),
                    fallo="",
                ),
                name="preparacion_entera_o_ninguna",
            ),
            models.CheckConstraint(
                condition=Q(via__in=[Via.CERTIFICADO, Via.SELLO]), name="preparacion_dentro_del_sistema"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.papel} · {self.campo}"


class FirmaRehusada(models.Model):
    """A file brought back as signed that is not what it should be: kept as evidence, with what was found."""

    papel = models.ForeignKey(Papel, models.PROTECT, related_name="rehusadas")
    archivo = models.ForeignKey(Archivo, models.PROTECT, related_name="+", verbose_name=_("archivo"))
    traida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("traída por")
    )
    traida_at = models.DateTimeField(_("traída"), auto_now_add=True)
    razones = models.JSONField(_("razones"))
    """The codes of `documentos.verificacion.frases`."""
    informe = models.TextField(_("informe"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("archivo firmado que se rehusó")
        verbose_name_plural = _("archivos firmados que se rehusaron")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(razones=[]), name="rehusada_con_razones")]

    def __str__(self) -> str:
        return f"{self.papel} · {self.archivo}"


class Comprobacion(models.Model):
    """What was found when the signatures of a file were checked.

    A later check that finds the same renews `repetida_at`; one that finds something else is another row.
    """

    archivo = models.ForeignKey(Archivo, models.PROTECT, related_name="comprobaciones")
    hecha_at = models.DateTimeField(_("comprobada"), auto_now_add=True)
    repetida_at = models.DateTimeField(_("vuelta a comprobar"))
    resultado = models.CharField(_("resultado"), max_length=14)
    informe = models.TextField(_("informe"))
    """Canonical JSON of `documentos.verificacion.informe.Informe`."""

    class Meta:
        verbose_name = _("comprobación de firmas")
        verbose_name_plural = _("comprobaciones de firmas")
        ordering = ["archivo", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resultado__in=["VALIDA", "INDETERMINADA", "INVALIDA", "NO_COMPROBADA"]),
                name="comprobacion_con_resultado_conocido",
            ),
            models.CheckConstraint(condition=~Q(informe=""), name="comprobacion_con_informe"),
        ]
        indexes = [
            models.Index(fields=["archivo", "-id"], name="comprobacion_de_un_archivo"),
            models.Index(fields=["repetida_at", "id"], name="comprobacion_por_repetir"),
        ]

    def __str__(self) -> str:
        return f"{self.archivo} · {self.resultado}"
