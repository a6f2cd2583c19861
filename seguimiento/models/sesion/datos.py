"""What is kept of a session."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from documentos.models import Documento
from expedientes.models import Expediente
from flujo.models import ConEstado
from seguimiento.models.numeracion import NumeradoPorOrgano
from seguimiento.models.organo import MiembroDeOrgano, Organo, ReglasDeOrgano


class TipoDeSesion(models.TextChoices):
    ORDINARIA = "ordinaria", _("Ordinaria")
    EXTRAORDINARIA = "extraordinaria", _("Extraordinaria")


class Modalidad(models.TextChoices):
    PRESENCIAL = "presencial", _("Presencial")
    VIRTUAL = "virtual", _("Virtual")
    MIXTA = "mixta", _("Mixta")


class DatosDeSesion(NumeradoPorOrgano, ConEstado):
    """The columns of a session; `CursoDeSesion` has its lifecycle."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="sesiones")
    organo = models.ForeignKey(Organo, models.PROTECT, related_name="sesiones")
    orden = models.PositiveIntegerField(_("orden"), editable=False)
    """Which one of the body's it is since the first, called or not: its address."""
    tipo = models.CharField(_("tipo"), max_length=14, choices=TipoDeSesion, default=TipoDeSesion.ORDINARIA)
    modalidad = models.CharField(
        _("modalidad"), max_length=10, choices=Modalidad, default=Modalidad.PRESENCIAL
    )
    fecha = models.DateField(_("fecha"))
    hora = models.TimeField(_("hora"))
    fecha_original = models.DateField(_("fecha en que iba a ser"), editable=False)
    reprogramaciones = models.PositiveSmallIntegerField(_("veces reprogramada"), default=0, editable=False)
    lugar = models.CharField(_("lugar"), max_length=300, blank=True)
    enlace = models.URLField(_("enlace"), max_length=500, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secuencia = models.PositiveSmallIntegerField(default=0, editable=False)
    serie = models.UUIDField(_("serie"), null=True, blank=True, editable=False)
    """Shared by the sessions that were programmed together, one each so often."""
    motivo = models.TextField(_("motivo"), max_length=2000, blank=True)

    convocada_el = models.DateField(_("convocada el"), null=True, editable=False)
    reglas_de_la_convocatoria = models.ForeignKey(
        ReglasDeOrgano, models.PROTECT, related_name="+", null=True, editable=False
    )
    aviso_breve = models.TextField(
        _("por qué se convoca con menos anticipación"), max_length=2000, blank=True
    )
    segunda_fecha = models.DateField(_("fecha de la segunda convocatoria"), null=True, blank=True)
    segunda_hora = models.TimeField(_("hora de la segunda convocatoria"), null=True, blank=True)
    es_segunda = models.BooleanField(_("en segunda convocatoria"), default=False, editable=False)

    reglas = models.ForeignKey(
        ReglasDeOrgano, models.PROTECT, related_name="sesiones", null=True, editable=False
    )
    preside = models.ForeignKey(
        MiembroDeOrgano,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("preside"),
    )
    secretaria = models.ForeignKey(
        MiembroDeOrgano,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("secretaría"),
    )
    instalada_at = models.DateTimeField(_("instalada"), null=True, editable=False)
    terminada_at = models.DateTimeField(_("terminada"), null=True, editable=False)
    continua_el = models.DateField(_("continúa el"), null=True, blank=True)
    lista = models.ForeignKey(
        Documento,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("lista de asistencia fotografiada"),
    )
    proxima_fecha = models.DateField(_("próxima sesión"), null=True, blank=True)
    proxima_nota = models.CharField(_("sobre la próxima sesión"), max_length=300, blank=True)

    class Meta:
        abstract = True
