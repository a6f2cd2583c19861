"""The follow-up report of a period, with its figures and its sections."""

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes import visibilidad
from expedientes.contenido import Contenido
from expedientes.models import Expediente
from instituciones.models import Institucion, Usuario
from seguimiento.models.calendario import CalendarioDeInformes
from seguimiento.models.informe.curso import CursoDeInforme
from seguimiento.models.informe.estados import (
    ANTE_LAS_PARTES,
    CON_MOTIVO,
    POR_PRESENTAR,
    POR_TERMINAR,
    SE_ESCRIBE,
    EstadoDeInforme,
)

PRIMER_ANIO, ULTIMO_ANIO = 1990, 2200
"""Of a period: an earlier or a later one is a slip of the hand."""

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from seguimiento.models.observacion import ObservacionDeSeguimiento


class InformeQuerySet(models.QuerySet["InformeDeSeguimiento"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def por_terminar(self) -> Self:
        return self.filter(estado__in=POR_TERMINAR)


class InformeDeSeguimiento(CursoDeInforme):
    """One report. Its figures are those as of `corte`, the last day of its period, and never change once presented.

    `cifras` is canonical JSON (`seguimiento.queries.cifras`), `cifras_hash` its SHA-256, `cifras_el` the day on which
    they were taken. `presentaciones` counts how often it was put before the parties: each is a `VersionDeInforme`, and
    a conformity or a signature is of one. Whether it came late is computed (`es_extemporaneo`).
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="informes")
    numero = models.PositiveIntegerField(_("número"), editable=False)
    calendario = models.ForeignKey(
        CalendarioDeInformes, models.PROTECT, null=True, related_name="informes", editable=False
    )
    desde = models.DateField(_("desde"))
    corte = models.DateField(_("fecha de corte"))
    es_truncado = models.BooleanField(_("período recortado"), default=False, editable=False)
    es_final = models.BooleanField(_("es el informe final"), default=False)
    presenta = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que presenta")
    )
    vence = models.DateField(_("se presenta hasta"))

    cifras = models.TextField(_("cifras"), blank=True, editable=False)
    cifras_hash = models.CharField(max_length=64, blank=True, editable=False)
    cifras_el = models.DateField(_("cifras tomadas el"), null=True, editable=False)

    resumen = models.TextField(_("resumen"), blank=True, max_length=20_000)
    actividades = models.TextField(_("actividades"), blank=True, max_length=20_000)
    logros = models.TextField(_("logros"), blank=True, max_length=20_000)
    dificultades = models.TextField(_("dificultades"), blank=True, max_length=20_000)
    lecciones = models.TextField(_("lecciones aprendidas"), blank=True, max_length=20_000)
    proximos_pasos = models.TextField(_("próximos pasos"), blank=True, max_length=20_000)

    SECCIONES = ("resumen", "actividades", "logros", "dificultades", "lecciones", "proximos_pasos")
    CONTENIDO = Contenido(
        campos=(
            "numero",
            "desde",
            "corte",
            "es_final",
            "presenta_id",
            "presentaciones",
            "cifras_hash",
            *SECCIONES,
        )
    )
    """What is conformed and signed. The figures are in it by their hash."""

    objects = InformeQuerySet.as_manager()
    junto_con = ("expediente", "asiento", "presenta", "version")

    class Meta:
        verbose_name = _("informe de seguimiento")
        verbose_name_plural = _("informes de seguimiento")
        ordering = ["expediente", "corte", "es_final", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "numero"], name="informe_numero_unico"),
            models.UniqueConstraint(
                fields=["calendario", "es_final", "corte"], name="informe_uno_por_periodo"
            ),
            models.CheckConstraint(
                condition=Q(numero__gte=1, corte__gte=F("desde"), vence__gt=F("corte")),
                name="informe_con_periodo_y_plazo",
                violation_error_message=_(
                    "El período no puede terminar antes de empezar, y el informe se presenta después de él."
                ),
            ),
            models.CheckConstraint(
                condition=Q(desde__year__gte=PRIMER_ANIO, corte__year__lte=ULTIMO_ANIO),
                name="informe_de_un_ano_creible",
                violation_error_message=_("Revise el año del período."),
            ),
            models.CheckConstraint(
                condition=Q(cifras="", cifras_hash="", cifras_el__isnull=True)
                | (~Q(cifras="") & Q(cifras_hash__length=64, cifras_el__gt=F("corte"))),
                name="informe_cifras_despues_del_corte",
            ),
            models.CheckConstraint(
                condition=Q(presentaciones=0, presentado_el__isnull=True)
                | (
                    Q(presentaciones__gte=1, presentado_el__gt=F("corte"), version__isnull=False)
                    & ~Q(cifras_hash="")
                    & ~Q(resumen="")
                ),
                name="informe_presentado_con_version_y_cifras",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=(*POR_PRESENTAR, *CON_MOTIVO)) | Q(presentaciones__gte=1),
                name="informe_ante_las_partes_presentado",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=CON_MOTIVO) | ~Q(motivo=""),
                name="informe_dice_por_que",
                violation_error_message=_("Diga por qué."),
            ),
        ]
        indexes = [models.Index(fields=["estado", "vence"], name="informe_por_vencer")]

    def __str__(self) -> str:
        return f"{self.nombre} · {self.periodo}"

    def get_absolute_url(self) -> str:
        return f"{self.expediente.get_absolute_url()}informes/{self.numero}/"

    def raiz(self) -> Expediente:
        return self.expediente

    def pais(self) -> str:
        return str(self.expediente.pais())

    def hash_de_contenido(self) -> str:
        return self.CONTENIDO.hash(self)

    @property
    def nombre(self) -> str:
        return _t("Informe final") if self.es_final else _t("Informe %(n)s") % {"n": self.numero}

    @property
    def periodo(self) -> str:
        return f"{date_format(self.desde, 'j b Y')} – {date_format(self.corte, 'j b Y')}"

    @property
    def se_escribe(self) -> bool:
        return self.estado in SE_ESCRIBE

    @property
    def esta_ante_las_partes(self) -> bool:
        return self.estado in ANTE_LAS_PARTES

    @property
    def datos_de_cifras(self) -> dict[str, Any]:
        """Its figures as plain data; empty before they are taken."""
        return json.loads(self.cifras) if self.cifras else {}

    @property
    def es_extemporaneo(self) -> bool:
        """Whether it was first presented after its day."""
        return self.presentado_el is not None and self.presentado_el > self.vence

    def esta_vencido(self, hoy: dt.date) -> bool:
        """Whether it should have been presented before `hoy`, and was not."""
        return self.estado in POR_PRESENTAR and self.vence < hoy

    def dias_de_atraso(self, hoy: dt.date) -> int:
        """Calendar days: since it was due, or between that day and when it came. 0 when it is or was in time."""
        if self.presentado_el:
            return max((self.presentado_el - self.vence).days, 0)
        return (hoy - self.vence).days if self.esta_vencido(hoy) else 0

    def final_posterior(self) -> "InformeDeSeguimiento | None":
        """The last final report, where a later end of the term asked for one after this: that one closes the agreement.
        None for the last, and for every other report."""
        if not self.es_final:
            return None
        otros = type(self).objects.filter(expediente=self.expediente_id, es_final=True, corte__gt=self.corte)
        return otros.exclude(estado=EstadoDeInforme.DISPENSADO).order_by("-corte", "-numero").first()

    def secciones(self) -> list[tuple[str, str, str]]:
        """Each section: its field, its name, what it says."""
        return [
            (campo, str(self._meta.get_field(campo).verbose_name), getattr(self, campo))  # type: ignore[union-attr]
            for campo in self.SECCIONES
        ]

    def de_sus_observaciones(self) -> "QuerySet[ObservacionDeSeguimiento]":
        return self.observaciones.select_related("institucion", "responsable", "puesto", "asiento")
