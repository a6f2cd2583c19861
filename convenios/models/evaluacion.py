"""What is asked, observed and opined on the way to an approved text."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convenios.models.adenda import Adenda
from convenios.models.convenio import Convenio
from convenios.models.instrumento import Instrumento
from convenios.models.texto import VersionDeTexto
from expedientes.models import Aprobacion, Confidencial, ConfidencialQuerySet, Expediente
from flujo.models import Registrado
from instituciones.models import Institucion


class Requisito(Registrado):
    """A party's proof of legal personality or of the faculty to sign: attached, or missing until a date."""

    class Tipo(models.TextChoices):
        PERSONERIA = "personeria", _("personería jurídica")
        FACULTADES = "facultades", _("facultad de firma")

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="requisitos")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    tipo = models.CharField(_("requisito"), max_length=12, choices=Tipo)
    documento = models.ForeignKey(
        "documentos.Documento",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("documento"),
    )
    falta_hasta = models.DateField(_("se presentará hasta el"), null=True, blank=True)

    class Meta:
        verbose_name = _("requisito")
        verbose_name_plural = _("requisitos")
        ordering = ["convenio", "institucion", "tipo"]
        constraints = [
            models.UniqueConstraint(fields=["convenio", "institucion", "tipo"], name="requisito_unico"),
            models.CheckConstraint(
                condition=Q(documento__isnull=False) | Q(falta_hasta__isnull=False),
                name="requisito_adjunto_o_con_fecha",
                violation_error_message=_("Adjunte el documento o diga hasta cuándo se presentará."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()} · {self.institucion}"

    def raiz(self) -> Expediente:
        return self.convenio.expediente


class Opinion(models.Model):
    """What an office says of a version of the text: the grounds behind its `Aprobacion` of class opinión."""

    aprobacion = models.OneToOneField(Aprobacion, models.PROTECT, primary_key=True, related_name="opinion")
    version = models.ForeignKey(VersionDeTexto, models.PROTECT, related_name="opiniones")
    fundamento = models.TextField(_("fundamento"), blank=True)

    class Meta:
        verbose_name = _("opinión")
        verbose_name_plural = _("opiniones")

    def __str__(self) -> str:
        return str(self.aprobacion)


class ListaDeComprobacion(models.Model):
    """What a person checked of a text that is a library model: behind its `Aprobacion` of class comprobación.

    While that is in force it stands for the opinion that its `materia` names: see `convenios.requeridos`.
    """

    aprobacion = models.OneToOneField(Aprobacion, models.PROTECT, primary_key=True, related_name="lista")
    version = models.ForeignKey(VersionDeTexto, models.PROTECT, related_name="listas")
    modelo = models.CharField(_("modelo"), max_length=160)
    """Kind, country and version of the model, in words: the library goes on, this does not."""
    puntos = ArrayField(models.CharField(max_length=20), verbose_name=_("puntos comprobados"))

    class Meta:
        verbose_name = _("lista de comprobación")
        verbose_name_plural = _("listas de comprobación")
        constraints = [
            models.CheckConstraint(condition=~Q(modelo=""), name="lista_con_su_modelo"),
            models.CheckConstraint(condition=Q(puntos__len__gte=1), name="lista_con_puntos"),
        ]

    def __str__(self) -> str:
        return str(self.aprobacion)


class ObservacionQuerySet(ConfidencialQuerySet["Observacion"]):
    def abiertas(self) -> Self:
        return self.filter(respondida_el__isnull=True)


class Observacion(Confidencial, Registrado):
    """Something in the text that its proponent must answer, one by one."""

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="observaciones")
    adenda = models.ForeignKey(
        Adenda, models.PROTECT, null=True, related_name="observaciones", verbose_name=_("adenda")
    )
    version = models.ForeignKey(VersionDeTexto, models.PROTECT, related_name="observaciones")
    clausula_orden = models.PositiveSmallIntegerField(_("cláusula"), null=True, blank=True)
    texto = models.TextField(_("observación"))
    hecha_el = models.DateField(_("fecha de la observación"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)
    respuesta = models.TextField(_("respuesta"), blank=True)
    respondida_el = models.DateField(_("respondida el"), null=True, blank=True, editable=False)
    version_respuesta = models.ForeignKey(
        VersionDeTexto,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("texto que la atiende"),
    )

    ruta_al_expediente = "convenio__expediente"
    objects = ObservacionQuerySet.as_manager()

    class Meta:
        verbose_name = _("observación")
        verbose_name_plural = _("observaciones")
        ordering = ["convenio", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(respondida_el__isnull=True, respuesta="")
                | (Q(respondida_el__isnull=False) & ~Q(respuesta="")),
                name="observacion_respondida_con_respuesta",
            ),
            models.CheckConstraint(condition=~Q(texto=""), name="observacion_con_texto"),
        ]

    def __str__(self) -> str:
        return self.texto[:80]

    @property
    def instrumento(self) -> Instrumento:
        """Whose text it is about."""
        return self.adenda or self.convenio

    def raiz(self) -> Expediente:
        return self.convenio.expediente
