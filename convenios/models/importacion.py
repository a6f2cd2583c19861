"""Registers of agreements that came in from elsewhere: what was read, what was made of each row, and how to undo it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from convenios.models.convenio import Convenio
from flujo.models import Registrado
from instituciones.models import Institucion


class EstadoDeImportacion(models.TextChoices):
    POR_REVISAR = "por_revisar", _("Por revisar")
    EN_CURSO = "en_curso", _("En curso")
    TERMINADA = "terminada", _("Terminada")
    FALLIDA = "fallida", _("No se pudo terminar")
    DESHACIENDO = "deshaciendo", _("Deshaciéndose")
    DESHECHA = "deshecha", _("Deshecha")


class Importacion(Registrado):
    """One file of one source, for the institution whose register it is.

    `informe` is what the dry run saw, `mapeo` what a person said of its columns. Its rows are the memory by which an
    import that was cut off goes on, and by which the same file twice changes nothing.
    """

    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="importaciones", verbose_name=_("institución")
    )
    origen = models.CharField(_("origen"), max_length=40)
    archivo = models.ForeignKey(
        "documentos.Archivo", models.PROTECT, related_name="+", verbose_name=_("archivo")
    )
    nombre = models.CharField(_("nombre del archivo"), max_length=160)
    mapeo = models.JSONField(_("mapeo de columnas"), default=dict)
    informe = models.JSONField(_("informe de la prueba"), default=dict)
    estado = models.CharField(
        _("estado"), max_length=12, choices=EstadoDeImportacion, default=EstadoDeImportacion.POR_REVISAR
    )
    fallo = models.CharField(_("por qué no se pudo terminar o deshacer"), max_length=500, blank=True)
    quien = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("quién importa")
    )
    """None when the system itself does, from the command line."""
    deshace = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("quién deshace")
    )
    recibida_at = models.DateTimeField(_("recibida"), auto_now_add=True)
    empezada_at = models.DateTimeField(_("empezada"), null=True, editable=False)
    terminada_at = models.DateTimeField(_("terminada"), null=True, editable=False)
    deshecha_at = models.DateTimeField(_("deshecha"), null=True, editable=False)

    class Meta:
        verbose_name = _("importación")
        verbose_name_plural = _("importaciones")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(estado__in=EstadoDeImportacion.values), name="importacion_en_un_estado"
            ),
            models.CheckConstraint(
                condition=Q(estado=EstadoDeImportacion.POR_REVISAR) | Q(empezada_at__isnull=False),
                name="importacion_empezada_en_un_momento",
            ),
            models.CheckConstraint(
                condition=Q(estado=EstadoDeImportacion.DESHECHA, deshecha_at__isnull=False)
                | (~Q(estado=EstadoDeImportacion.DESHECHA) & Q(deshecha_at__isnull=True)),
                name="importacion_deshecha_en_un_momento",
            ),
            models.CheckConstraint(
                condition=Q(fallo="")
                | Q(estado__in=[EstadoDeImportacion.FALLIDA, EstadoDeImportacion.TERMINADA]),
                name="importacion_falla_por_algo",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(estado__in=[EstadoDeImportacion.EN_CURSO, EstadoDeImportacion.DESHACIENDO]),
                name="importacion_en_marcha",
            )
        ]

    def __str__(self) -> str:
        return self.nombre

    def get_absolute_url(self) -> str:
        return reverse("importaciones:importacion", args=[self.pk])

    def raiz(self) -> Institucion:
        return self.institucion


class Resultado(models.TextChoices):
    """What became of a row."""

    CREADA = "creada", _("Creada")
    SIN_CAMBIO = "sin_cambio", _("Sin cambio")
    CAMBIO = "cambio", _("Cambió en el registro")
    IMPEDIDA = "impedida", _("No pudo entrar")
    EXCLUIDA = "excluida", _("No es un convenio")


class FilaImportada(models.Model):
    """One row of an imported file, as it was, and what became of it.

    `clave` is what the source knows the agreement by (its number, else the fingerprint of the row); `huella` is the
    SHA-256 of what the row says.
    """

    importacion = models.ForeignKey(Importacion, models.PROTECT, related_name="filas")
    hoja = models.CharField(_("hoja"), max_length=200)
    n = models.PositiveIntegerField(_("fila"))
    clave = models.CharField(_("clave en su registro"), max_length=120)
    huella = models.CharField(_("huella"), max_length=64)
    celdas = models.JSONField(_("celdas como estaban"), default=dict)
    resultado = models.CharField(_("resultado"), max_length=12, choices=Resultado)
    convenio = models.ForeignKey(
        Convenio, models.PROTECT, null=True, related_name="filas_importadas", verbose_name=_("convenio")
    )
    instituciones = models.JSONField(_("instituciones que registró"), default=list)
    """Ids of the institutions that nobody knew, and were registered with it."""
    errores = models.JSONField(_("errores"), default=list)

    class Meta:
        verbose_name = _("fila importada")
        verbose_name_plural = _("filas importadas")
        ordering = ["importacion", "id"]
        constraints = [
            models.UniqueConstraint(fields=["importacion", "hoja", "n"], name="fila_importada_una_vez"),
            models.CheckConstraint(
                condition=Q(resultado__in=Resultado.values), name="fila_importada_con_resultado"
            ),
            models.CheckConstraint(
                condition=Q(resultado__in=[Resultado.IMPEDIDA, Resultado.EXCLUIDA], convenio__isnull=True)
                | (~Q(resultado__in=[Resultado.IMPEDIDA, Resultado.EXCLUIDA]) & Q(convenio__isnull=False)),
                name="fila_importada_con_su_convenio",
            ),
        ]
        indexes = [models.Index(fields=["clave", "resultado"], name="fila_importada_por_clave")]

    def __str__(self) -> str:
        return f"{self.importacion}, {self.hoja}, {self.n}"


class MapeoDeOrigen(models.Model):
    """What the columns of a source mean, as somebody of the institution said the last time: kept for the next file."""

    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    origen = models.CharField(_("origen"), max_length=40)
    columnas = models.JSONField(_("columnas"), default=dict)
    """Column name as `llano` leaves it → key of `convenios.importacion.origenes.Columna`."""

    class Meta:
        verbose_name = _("mapeo de un origen")
        verbose_name_plural = _("mapeos de orígenes")
        constraints = [models.UniqueConstraint(fields=["institucion", "origen"], name="mapeo_uno_por_origen")]

    def __str__(self) -> str:
        return f"{self.institucion}: {self.origen}"
