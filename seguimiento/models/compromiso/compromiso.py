"""What somebody undertook to do, until it is done and another party has verified it, or it ends in some other way."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes import visibilidad
from expedientes.models import Expediente
from instituciones.fechas import hoy_en
from instituciones.models import Institucion, Puesto, Usuario
from seguimiento.acuerdos import acuerdos_por_ejecutar
from seguimiento.models.compromiso.curso import CursoDeCompromiso
from seguimiento.models.compromiso.estados import (
    ABIERTOS,
    CON_MOTIVO,
    DICHO_HECHO,
    POR_CUMPLIR,
    EstadoDeCompromiso,
)
from seguimiento.models.compromiso.origen import Origen
from seguimiento.models.reunion import EstadoDeReunion, Reunion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from seguimiento.models.acta import Acta


SIN_FECHA = dt.date(9999, 12, 31)
"""Where a commitment without a date stands in a list by date: at its end."""


class CompromisoQuerySet(models.QuerySet["Compromiso"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def de_su_lado(self, usuario: Usuario) -> Self:
        """Those of the case files that it sees as somebody of a party: what a list across case files shows."""
        return self.filter(visibilidad.expedientes_de_su_lado(usuario, "expediente__"))

    def abiertos(self) -> Self:
        return self.filter(estado__in=ABIERTOS)

    def terminados(self) -> Self:
        """Those that came to one of their ends."""
        return self.exclude(estado__in=ABIERTOS)

    def vencidos(self) -> Self:
        """Those that should have been done by yesterday, where the case lives."""
        return self.filter(estado__in=POR_CUMPLIR, vence__lt=hoy_en(F("expediente__zona_horaria")))


class Compromiso(CursoDeCompromiso):
    """One commitment of a case file: what, whose, by when.

    Its responsible is a party (`institucion`, with the post where one was named), or somebody who is no party, in words
    (`responsable`). What is overdue is computed: see `esta_vencido`. `vence_original` is the first date ever, kept
    whatever happens; each change of it is a `CambioDeFecha`.
    """

    numero = models.PositiveIntegerField(_("número"), editable=False)
    texto = models.TextField(_("qué se hará"), max_length=1000)
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("institución responsable"),
    )
    puesto = models.ForeignKey(
        Puesto,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("puesto responsable"),
    )
    responsable = models.CharField(_("responsable, en palabras"), max_length=200, blank=True)
    anotado_por = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que lo anotó")
    )
    """Who follows it up when its responsible is no party."""
    origen = models.CharField(_("origen"), max_length=10, choices=Origen)
    reunion = models.ForeignKey(
        Reunion,
        models.PROTECT,
        related_name="compromisos",
        null=True,
        blank=True,
        verbose_name=_("reunión de la que nació"),
    )
    acta = models.ForeignKey(
        "seguimiento.Acta",
        models.PROTECT,
        related_name="compromisos",
        null=True,
        blank=True,
        verbose_name=_("acta de la que nació"),
    )
    parrafo = models.OneToOneField(
        "seguimiento.Parrafo",
        models.PROTECT,
        related_name="compromiso",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("párrafo del acta"),
    )
    referencia = models.CharField(_("dónde consta"), max_length=200, blank=True)
    """Of an origin that the system does not hold: «Oficio 12-2026, recomendación 3»."""
    anotado_el = models.DateField(_("anotado el"), editable=False)

    dia = models.GeneratedField(
        expression=Coalesce("vence", Value(SIN_FECHA)), output_field=models.DateField(), db_persist=True
    )
    """What lists are ordered by."""

    objects = CompromisoQuerySet.as_manager()
    junto_con = ("asiento", "institucion", "puesto", "reunion", "anotado_por", "acta__organo", "acta__sesion")

    class Meta:
        verbose_name = _("compromiso")
        verbose_name_plural = _("compromisos")
        ordering = ["expediente", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "numero"], name="compromiso_numero_unico"),
            models.CheckConstraint(condition=Q(numero__gte=1), name="compromiso_numero_desde_uno"),
            models.CheckConstraint(
                condition=~Q(texto=""),
                name="compromiso_dice_que",
                violation_error_message=_("Diga qué se hará."),
            ),
            models.CheckConstraint(
                condition=Q(institucion__isnull=False) | ~Q(responsable=""),
                name="compromiso_de_alguien",
                violation_error_message=_("Diga quién lo hará."),
            ),
            models.CheckConstraint(
                condition=Q(puesto__isnull=True) | Q(institucion__isnull=False),
                name="compromiso_puesto_de_su_institucion",
            ),
            models.CheckConstraint(
                condition=(Q(origen=Origen.REUNION) & Q(reunion__isnull=False))
                | (~Q(origen=Origen.REUNION) & Q(reunion__isnull=True)),
                name="compromiso_de_una_reunion_la_nombra",
            ),
            models.CheckConstraint(
                condition=Q(acta__isnull=True) | Q(origen=Origen.ACTA),
                name="compromiso_de_un_acta_lo_dice",
            ),
            models.CheckConstraint(
                condition=Q(parrafo__isnull=True) | Q(acta__isnull=False),
                name="compromiso_de_un_parrafo_dice_su_acta",
            ),
            models.CheckConstraint(
                condition=Q(origen__in=[Origen.REUNION, Origen.A_MANO])
                | Q(acta__isnull=False)
                | ~Q(referencia=""),
                name="compromiso_dice_donde_consta",
                violation_error_message=_("Diga dónde consta: el número del acta, del informe o del oficio."),
            ),
            models.CheckConstraint(
                condition=Q(reprogramaciones__gt=0)
                | Q(vence=F("vence_original"))
                | Q(vence__isnull=True, vence_original__isnull=True),
                name="compromiso_movido_lleva_la_cuenta",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=CON_MOTIVO) | ~Q(motivo=""),
                name="compromiso_dice_por_que",
                violation_error_message=_("Diga por qué."),
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=DICHO_HECHO)
                | (Q(cumplido_el__isnull=False, verificar_hasta__isnull=False) & ~Q(resultado="")),
                name="compromiso_cumplido_dice_que_y_cuando",
            ),
            models.CheckConstraint(
                condition=Q(estado=EstadoDeCompromiso.BLOQUEADO) | Q(bloqueado_por__isnull=True),
                name="compromiso_bloqueado_por_mientras_lo_esta",
            ),
            models.CheckConstraint(
                condition=Q(bloqueado_por__isnull=True) | ~Q(bloqueado_por=F("id")),
                name="compromiso_no_se_bloquea_solo",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado=EstadoDeCompromiso.CANCELADO,
                    cancelado_en__isnull=False,
                    cancelado_en_acta__isnull=True,
                )
                | Q(
                    estado=EstadoDeCompromiso.CANCELADO,
                    cancelado_en__isnull=True,
                    cancelado_en_acta__isnull=False,
                )
                | ~Q(estado=EstadoDeCompromiso.CANCELADO)
                & Q(cancelado_en__isnull=True, cancelado_en_acta__isnull=True),
                name="compromiso_cancelado_en_una_reunion",
            ),
        ]
        indexes = [
            models.Index(
                fields=["dia", "id"], condition=Q(estado__in=ABIERTOS), name="compromiso_abierto_por_vencer"
            ),
            models.Index(
                fields=["institucion", "vence"],
                condition=Q(estado__in=ABIERTOS),
                name="compromiso_abierto_de_parte",
            ),
            models.Index(fields=["expediente", "vence"], name="compromiso_del_caso"),
        ]

    def __str__(self) -> str:
        return _t("Compromiso %(n)s · %(codigo)s") % {"n": self.numero, "codigo": self.expediente.codigo}

    def get_absolute_url(self) -> str:
        return f"{self.expediente.get_absolute_url()}compromisos/{self.numero}/"

    def raiz(self) -> Expediente:
        return self.expediente

    def pais(self) -> str:
        return str(self.expediente.pais())

    def responde(self, institucion_id: int) -> bool:
        """Whether that party reports on it; what somebody who is no party has to do, whichever party knows of it."""
        return self.institucion_id in (None, institucion_id)

    def responsables_ids(self) -> frozenset[int]:
        """The parties that cannot verify it: the responsible one, and the one that said that it was done."""
        dijo = (
            self.asiento.institucion_id if self.estado == EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR else None
        )
        return frozenset(pk for pk in (self.institucion_id, dijo) if pk)

    @property
    def sigue_id(self) -> int:
        """The party that answers for it to the others: its responsible, or whoever noted it for somebody else."""
        return self.institucion_id or self.anotado_por_id

    @property
    def sigue(self) -> Institucion:
        return self.institucion or self.anotado_por

    @property
    def quien(self) -> str:
        """«Gerencia general · FECRECOOP»; of whoever is no party, as it was written."""
        de = self.puesto.nombre if self.puesto else self.responsable
        return " · ".join(str(parte) for parte in (de, self.institucion) if parte)

    @property
    def esta_abierto(self) -> bool:
        return self.estado in ABIERTOS

    def esta_vencido(self, hoy: dt.date) -> bool:
        """Whether it should have been done before `hoy`."""
        return self.estado in POR_CUMPLIR and self.vence is not None and self.vence < hoy

    def dias_de_atraso(self, hoy: dt.date) -> int:
        """Calendar days since it was due; 0 while it is not overdue."""
        return (hoy - self.vence).days if self.vence and self.esta_vencido(hoy) else 0

    @property
    def dias_movidos(self) -> int:
        """How many days later than at first it is due; 0 when a date was set where there was none."""
        return (self.vence - self.vence_original).days if self.vence and self.vence_original else 0

    def reuniones_posteriores(self) -> "QuerySet[Reunion]":
        """The meetings in which it can have been cancelled: held, and none of them the one where it was born."""
        return (
            Reunion.objects.filter(
                expediente=self.expediente_id, fecha__gte=self.desde, fecha__lte=self.expediente.hoy()
            )
            .exclude(estado=EstadoDeReunion.CANCELADA)
            .exclude(pk=self.reunion_id or 0)
            .order_by("-fecha", "-numero")
        )

    @property
    def desde(self) -> dt.date:
        """The day on which it was undertaken."""
        if self.acta:
            return self.acta.sesion.fecha
        return self.reunion.fecha if self.reunion else self.anotado_el

    def actas_que_lo_cancelan(self) -> "QuerySet[Acta]":
        """The actas with an agreement, to be executed, that cancels it."""
        from seguimiento.models.acta import Acta

        return Acta.objects.filter(
            pk__in=acuerdos_por_ejecutar(self, "cancelar").values("acta")
        ).select_related("organo__expediente", "sesion__organo")
