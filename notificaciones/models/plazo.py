"""What falls due."""

import datetime as dt
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.fields.json import KeyTextTransform
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from auditoria.services import COMPARTIDA, INTERNA
from notificaciones.idiomas import en_el_activo
from notificaciones.reglas import FechaCalculada

ABIERTO = Q(cumplido_at__isnull=True, anulado_at__isnull=True)


class PlazoQuerySet(models.QuerySet["Plazo"]):
    def abiertos(self) -> Self:
        return self.filter(ABIERTO)

    def de_objeto(self, modelo: str, objeto: int) -> Self:
        return self.filter(modelo=modelo, objeto=objeto)


class Plazo(models.Model):
    """One thing that falls due: what, by whom, when, how that date was counted, and when its reminders go.

    Opened, moved and closed by `notificaciones.services` alone. `modelo` and `objeto` name what it belongs
    to as the log does; `ocasion` tells several of one kind apart (the round of an opinion, the period of a
    report).
    """

    cadena = models.ForeignKey("auditoria.Cadena", models.PROTECT, related_name="plazos")
    modelo = models.CharField(max_length=80)
    objeto = models.BigIntegerField()
    tipo = models.CharField(_("tipo"), max_length=40)
    ocasion = models.CharField(max_length=60, blank=True)

    asunto = models.CharField(_("qué vence"), max_length=200)
    asunto_en = models.JSONField(_("qué vence, en cada idioma"), default=dict)
    referencia = models.CharField(_("expediente"), max_length=350)
    ruta = models.CharField(_("dónde se atiende"), max_length=300)
    institucion = models.ForeignKey(
        "instituciones.Institucion",
        models.PROTECT,
        related_name="plazos",
        verbose_name=_("institución responsable"),
    )
    puesto = models.ForeignKey(
        "instituciones.Puesto",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plazos",
        verbose_name=_("puesto responsable"),
    )
    visibilidad = models.CharField(
        max_length=12, choices=[(INTERNA, _("Interna")), (COMPARTIDA, _("Compartida"))], default=INTERNA
    )

    zona_horaria = models.CharField(max_length=40)
    vence = models.DateField(_("vence"))
    vence_original = models.DateField(_("vencía"))
    reprogramaciones = models.PositiveSmallIntegerField(_("veces reprogramado"), default=0)
    calculo = models.JSONField(_("cómputo"))
    frase = models.TextField(_("cómo se contó"))
    recordatorios = models.JSONField(_("recordatorios"), default=list)
    """Every reminder with its moment, in order: ``{"at", "dias", "unidad", "a"}``; see
    `notificaciones.cadencias`.
    """
    proximo_aviso_at = models.DateTimeField(_("próximo recordatorio"), null=True)

    cumplido_at = models.DateTimeField(_("cumplido"), null=True)
    anulado_at = models.DateTimeField(_("anulado"), null=True)
    motivo = models.CharField(_("motivo"), max_length=300, blank=True)
    creado_at = models.DateTimeField(auto_now_add=True)

    objects = PlazoQuerySet.as_manager()

    class Meta:
        verbose_name = _("plazo")
        verbose_name_plural = _("plazos")
        ordering = ["vence", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["modelo", "objeto", "tipo", "ocasion"], name="plazo_unico_en_su_ocasion"
            ),
            models.CheckConstraint(
                condition=Q(cumplido_at__isnull=True) | Q(anulado_at__isnull=True),
                name="plazo_cumplido_o_anulado",
            ),
            models.CheckConstraint(
                condition=Q(anulado_at__isnull=True) | ~Q(motivo=""), name="plazo_anulado_con_motivo"
            ),
            models.CheckConstraint(
                condition=ABIERTO | Q(proximo_aviso_at__isnull=True), name="plazo_cerrado_no_avisa"
            ),
            models.CheckConstraint(
                condition=Q(reprogramaciones__gt=0) | Q(vence=F("vence_original")),
                name="plazo_movido_lleva_la_cuenta",
            ),
            models.CheckConstraint(
                condition=Q(calculo__has_key="fecha")
                & Q(
                    vence=Func(
                        KeyTextTransform("fecha", "calculo"),
                        function="auditoria_fecha",
                        output_field=models.DateField(),
                    )
                ),
                name="plazo_vence_lo_que_dice_su_computo",
            ),
            models.CheckConstraint(
                condition=Q(ruta__startswith="/") & ~Q(ruta__startswith="//"), name="plazo_ruta_del_sitio"
            ),
            models.CheckConstraint(
                condition=~Q(asunto="") & ~Q(frase="") & ~Q(tipo="") & ~Q(zona_horaria=""),
                name="plazo_dice_que_y_como",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proximo_aviso_at"],
                condition=ABIERTO & Q(proximo_aviso_at__isnull=False),
                name="plazo_por_avisar",
            ),
            models.Index(
                fields=["cadena", "proximo_aviso_at"],
                condition=ABIERTO & Q(proximo_aviso_at__isnull=False),
                name="plazo_por_avisar_del_caso",
            ),
            models.Index(fields=["puesto", "vence"], condition=ABIERTO, name="plazo_abierto_del_puesto"),
            models.Index(fields=["institucion", "vence"], condition=ABIERTO, name="plazo_abierto_de_parte"),
            models.Index(fields=["cadena", "vence"], name="plazo_del_caso"),
        ]

    def __str__(self) -> str:
        return f"{self.que_vence} ({self.vence:%d/%m/%Y})"

    @property
    def que_vence(self) -> str:
        """The subject in the active language."""
        return en_el_activo(self.asunto_en or self.asunto)

    @property
    def como_se_conto(self) -> str:
        """The computation in the active language; `frase` keeps what it said in Spanish when it was made."""
        return FechaCalculada.de_json(self.calculo).frase()

    @property
    def esta_abierto(self) -> bool:
        return self.cumplido_at is None and self.anulado_at is None

    def hoy(self) -> dt.date:
        """The date that it is where this falls due."""
        return timezone.now().astimezone(ZoneInfo(self.zona_horaria)).date()

    def dias_que_faltan(self) -> int:
        """Calendar days until it falls due; 0 today, negative once past."""
        return (self.vence - self.hoy()).days
