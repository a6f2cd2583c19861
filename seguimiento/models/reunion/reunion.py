"""A meeting of a case file and its one-screen ayuda memoria: who was there, what was said, what was undertaken."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes import visibilidad
from expedientes.contenido import Contenido
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.declaracion import paso, transition
from flujo.errors import DatosInvalidos
from flujo.fields import FSMField
from flujo.models import ConEstado
from instituciones.models import Institucion, Usuario
from seguimiento import conditions


class EstadoDeReunion(models.TextChoices):
    PROGRAMADA = "programada", _("Programada")
    REPROGRAMADA = "reprogramada", _("Reprogramada")
    FINALIZADA = "finalizada", _("Finalizada")
    CANCELADA = "cancelada", _("Cancelada")


def en_horas(hora: dt.time | None, hora_fin: dt.time | None = None) -> str:
    """«10:00-11:30», «10:00» or nothing: as it is logged and hashed."""
    return "-".join(f"{h:%H:%M}" for h in (hora, hora_fin) if h)


def de_horas(horas: str) -> tuple[dt.time | None, dt.time | None]:
    """The two hours that `en_horas` wrote. Raises ValueError for anything else."""
    desde, _guion, hasta = horas.partition("-")
    return tuple(dt.time.fromisoformat(h) if h else None for h in (desde, hasta))  # type: ignore[return-value]


PRIMER_ANIO, ULTIMO_ANIO = 1900, 2200
"""Earlier or later than that nobody meets: it is a slip of the hand."""
POR_CERRAR = (EstadoDeReunion.PROGRAMADA, EstadoDeReunion.REPROGRAMADA)
"""Its ayuda memoria may still be written."""


class ReunionQuerySet(models.QuerySet["Reunion"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def por_cerrar(self) -> Self:
        return self.filter(estado__in=POR_CERRAR)


class Reunion(ConEstado):
    """One working meeting: no quórum, no votes, no book.

    Until it is finalizada its ayuda memoria is a draft; from then on nothing of it changes. `hora` and `hora_fin` are
    those of the case file's time zone. `uid` and `secuencia` name it in people's calendars (RFC 5545): a change keeps
    the first and counts the second up. `lineas` are the commitments as they were typed, one for each line; they become
    `Compromiso` rows when it is closed.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="reuniones")
    numero = models.PositiveIntegerField(_("número"), editable=False)
    convoca = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que la programó")
    )
    anterior = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="siguientes",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("reunión anterior"),
    )
    estado = FSMField(
        _("estado"), choices=EstadoDeReunion, default=EstadoDeReunion.PROGRAMADA, protected=True
    )
    fecha = models.DateField(_("fecha"))
    fecha_original = models.DateField(_("fecha en que iba a ser"), editable=False)
    reprogramaciones = models.PositiveSmallIntegerField(_("veces reprogramada"), default=0, editable=False)
    motivo = models.TextField(_("motivo"), max_length=2000, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secuencia = models.PositiveSmallIntegerField(default=0, editable=False)

    titulo = models.CharField(_("título"), max_length=200)
    hora = models.TimeField(_("hora de inicio"), null=True, blank=True)
    hora_fin = models.TimeField(_("hora de término"), null=True, blank=True)
    lugar = models.CharField(_("lugar"), max_length=300, blank=True)
    enlace = models.URLField(_("enlace"), max_length=500, blank=True)
    lineas = models.TextField(_("compromisos, uno por línea"), max_length=8000, blank=True)
    proxima_fecha = models.DateField(_("próxima reunión"), null=True, blank=True)
    proxima_nota = models.CharField(_("sobre la próxima reunión"), max_length=300, blank=True)

    objects = ReunionQuerySet.as_manager()
    junto_con = ("asiento", "convoca")

    ESCRITO = Contenido(
        campos=(
            "titulo",
            "cuando",
            "lugar",
            "enlace",
            "lineas",
            "proxima_fecha",
            "proxima_nota",
        ),
        hijos={
            "asistentes": (lambda r: r.asistentes.all(), ("orden", "cargo", "de", "institucion_id")),
            "puntos": (lambda r: r.puntos.all(), ("orden", "titulo", "dicho")),
        },
    )
    """What two people who write at once must both have read: the name of whoever was there is not of it."""

    class Meta:
        verbose_name = _("reunión")
        verbose_name_plural = _("reuniones")
        ordering = ["expediente", "-fecha", "-numero"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "numero"], name="reunion_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="reunion_numero_desde_uno"),
            models.CheckConstraint(
                condition=~Q(titulo=""),
                name="reunion_con_titulo",
                violation_error_message=_("Dé un título a la reunión."),
            ),
            models.CheckConstraint(
                condition=Q(hora_fin__isnull=True) | Q(hora__isnull=False, hora_fin__gt=F("hora")),
                name="reunion_termina_despues_de_empezar",
                violation_error_message=_("La hora de término va después de la de inicio."),
            ),
            models.CheckConstraint(
                condition=Q(fecha__year__gte=PRIMER_ANIO) & Q(fecha__year__lte=ULTIMO_ANIO),
                name="reunion_en_un_ano_posible",
                violation_error_message=_("Revise el año de la reunión."),
            ),
            models.CheckConstraint(
                condition=Q(proxima_fecha__isnull=True) | Q(proxima_fecha__gt=F("fecha")),
                name="reunion_proxima_posterior",
                violation_error_message=_("La próxima reunión va después de esta."),
            ),
            models.CheckConstraint(
                condition=Q(reprogramaciones__gt=0) | Q(fecha=F("fecha_original")),
                name="reunion_movida_lleva_la_cuenta",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=[EstadoDeReunion.REPROGRAMADA, EstadoDeReunion.CANCELADA])
                | ~Q(motivo=""),
                name="reunion_dice_por_que",
                violation_error_message=_("Diga por qué."),
            ),
        ]
        indexes = [models.Index(fields=["expediente", "-fecha", "-numero"], name="reunion_del_caso")]

    def __str__(self) -> str:
        return _t("%(titulo)s · %(dia)s") % {
            "titulo": self.titulo,
            "dia": date_format(self.fecha, "j b Y"),
        }

    def get_absolute_url(self) -> str:
        return f"{self.expediente.get_absolute_url()}reuniones/{self.numero}/"

    def raiz(self) -> Expediente:
        return self.expediente

    def pais(self) -> str:
        return str(self.expediente.pais())

    def hash_de_contenido(self) -> str:
        return self.ESCRITO.hash(self)

    @property
    def cuando(self) -> str:
        """Day and hours, as they are hashed."""
        return f"{self.fecha.isoformat()} {en_horas(self.hora, self.hora_fin)}".strip()

    @property
    def esta_por_cerrar(self) -> bool:
        return self.estado in POR_CERRAR

    @property
    def horario(self) -> str:
        """«de 10:00 a 11:30», «10:00», or nothing."""
        if self.hora and self.hora_fin:
            return _t("de %(desde)s a %(hasta)s") % {
                "desde": f"{self.hora:%H:%M}",
                "hasta": f"{self.hora_fin:%H:%M}",
            }
        return f"{self.hora:%H:%M}" if self.hora else ""

    @transition(
        estado,
        source=list(POR_CERRAR),
        target=EstadoDeReunion.REPROGRAMADA,
        permission=needs("editar"),
        custom=paso(
            _("Cambiar la fecha de la reunión"),
            form="seguimiento.forms.FechaDeReunionForm",
            ayuda=_("Las coordinaciones de todas las partes reciben la nueva fecha para su calendario."),
        ),
    )
    def reprogramar(self, motivo: str, fecha: dt.date, horas: str = "") -> None:
        """It will be on another day, or at another hour (`en_horas`), for a reason."""
        hora, hora_fin = de_horas(horas)
        if (fecha, hora, hora_fin) == (self.fecha, self.hora, self.hora_fin):
            raise DatosInvalidos(_t("Esa es la fecha que ya tiene."))
        if fecha < self.expediente.hoy():
            raise DatosInvalidos(_t("La nueva fecha ya pasó: elija hoy o un día que venga."))
        if fecha.year > ULTIMO_ANIO:
            raise DatosInvalidos(_t("Revise el año de la reunión."))
        if hora and hora_fin and hora_fin <= hora:
            raise DatosInvalidos(_t("La hora de término va después de la de inicio."))
        if self.proxima_fecha and self.proxima_fecha <= fecha:
            self.proxima_fecha = None
        self.motivo, self.fecha, self.hora, self.hora_fin = motivo, fecha, hora, hora_fin
        self.reprogramaciones += 1
        self.secuencia += 1

    @transition(
        estado,
        source=list(POR_CERRAR),
        target=EstadoDeReunion.CANCELADA,
        conditions=[conditions.nada_se_decidio_en_ella],
        permission=needs("editar"),
        custom=paso(
            _("Cancelar la reunión"),
            form="seguimiento.forms.CancelacionDeReunionForm",
            ayuda=_("No se hará. Las coordinaciones de todas las partes lo reciben para su calendario."),
        ),
    )
    def cancelar(self, motivo: str) -> None:
        """It will not be held."""
        self.motivo = motivo
        self.secuencia += 1

    @transition(
        estado,
        source=list(POR_CERRAR),
        target=EstadoDeReunion.FINALIZADA,
        conditions=[
            conditions.ya_ocurrio,
            conditions.hay_asistentes,
            conditions.hay_puntos,
            conditions.compromisos_claros,
        ],
        permission=needs("editar"),
        custom=paso(
            _("Cerrar la ayuda memoria"),
            form="seguimiento.forms.CierreForm",
            ayuda=_("Sus compromisos quedan anotados y avisados, y la ayuda memoria ya no cambia."),
            sobre_contenido=True,
        ),
    )
    def finalizar(self) -> None:
        """It was held, and its ayuda memoria is what was said."""
        self.motivo = ""
