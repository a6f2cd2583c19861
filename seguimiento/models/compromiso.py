"""What somebody undertook to do, until it is done and another party has verified it, or it ends in some other way."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from expedientes import visibilidad
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.declaracion import paso, transition
from flujo.errors import DatosInvalidos
from flujo.models import ConEstado
from instituciones.fechas import hoy_en
from instituciones.models import Institucion, Puesto, Usuario
from planes.permissions import PorAcuerdo
from seguimiento import conditions
from seguimiento.acuerdos import acuerdos_por_ejecutar
from seguimiento.models.reunion import EstadoDeReunion, Reunion
from seguimiento.permissions import AJENA, RESPONSABLE

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from seguimiento.models.acta import Acta


class Origen(models.TextChoices):
    """Where it was undertaken."""

    REUNION = "reunion", _("Reunión")
    ACTA = "acta", _("Acta")
    PLAN = "plan", _("Plan de trabajo")
    INFORME = "informe", _("Informe")
    AUDITORIA = "auditoria", _("Auditoría")
    A_MANO = "a_mano", _("Anotado a mano")


class EstadoDeCompromiso(models.TextChoices):
    PENDIENTE = "pendiente", _("Pendiente")
    EN_PROGRESO = "en_progreso", _("En progreso")
    BLOQUEADO = "bloqueado", _("Bloqueado")
    REPROGRAMADO = "reprogramado", _("Reprogramado")
    CUMPLIDO_POR_VERIFICAR = "cumplido_por_verificar", _("Cumplido, por verificar")
    DEVUELTO = "devuelto", _("Devuelto")
    VERIFICADO = "verificado", _("Verificado")
    CUMPLIDO_EN_PARTE = "cumplido_en_parte", _("Cumplido en parte")
    NO_CUMPLIDO = "no_cumplido", _("No cumplido")
    VERIFICACION_NO_OBTENIDA = "verificacion_no_obtenida", _("Verificación no obtenida")
    CANCELADO = "cancelado", _("Cancelado")


SIN_FECHA = dt.date(9999, 12, 31)
"""Where a commitment without a date stands in a list by date: at its end."""
POR_CUMPLIR = (
    EstadoDeCompromiso.PENDIENTE,
    EstadoDeCompromiso.EN_PROGRESO,
    EstadoDeCompromiso.BLOQUEADO,
    EstadoDeCompromiso.REPROGRAMADO,
    EstadoDeCompromiso.DEVUELTO,
)
"""It is still to be done: what falls due can be overdue only here."""
ABIERTOS = (*POR_CUMPLIR, EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR)
CON_MOTIVO = (
    EstadoDeCompromiso.BLOQUEADO,
    EstadoDeCompromiso.REPROGRAMADO,
    EstadoDeCompromiso.DEVUELTO,
    EstadoDeCompromiso.CUMPLIDO_EN_PARTE,
    EstadoDeCompromiso.NO_CUMPLIDO,
    EstadoDeCompromiso.VERIFICACION_NO_OBTENIDA,
    EstadoDeCompromiso.CANCELADO,
)
SE_TRABAJA = (
    EstadoDeCompromiso.PENDIENTE,
    EstadoDeCompromiso.EN_PROGRESO,
    EstadoDeCompromiso.REPROGRAMADO,
    EstadoDeCompromiso.DEVUELTO,
)
DICHO_HECHO = (
    EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR,
    EstadoDeCompromiso.VERIFICADO,
    EstadoDeCompromiso.VERIFICACION_NO_OBTENIDA,
)
"""Its responsible said that it was done, and when."""


class CompromisoQuerySet(models.QuerySet["Compromiso"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def de_su_lado(self, usuario: Usuario) -> Self:
        """Those of the case files that it sees as somebody of a party: what a list across case files shows."""
        return self.filter(visibilidad.expedientes_de_su_lado(usuario, "expediente__"))

    def abiertos(self) -> Self:
        return self.filter(estado__in=ABIERTOS)

    def vencidos(self) -> Self:
        """Those that should have been done by yesterday, where the case lives."""
        return self.filter(estado__in=POR_CUMPLIR, vence__lt=hoy_en(F("expediente__zona_horaria")))


class Compromiso(ConEstado):
    """One commitment of a case file: what, whose, by when.

    Its responsible is a party (`institucion`, with the post where one was named), or somebody who is no party, in words
    (`responsable`). What is overdue is computed: see `esta_vencido`. `vence_original` is the first date ever, kept
    whatever happens; each change of it is a `CambioDeFecha`.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="compromisos")
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

    estado = FSMField(
        _("estado"), choices=EstadoDeCompromiso, default=EstadoDeCompromiso.PENDIENTE, protected=True
    )
    vence = models.DateField(_("vence"), null=True, blank=True)
    vence_original = models.DateField(_("vencía"), null=True, blank=True, editable=False)
    reprogramaciones = models.PositiveSmallIntegerField(_("veces reprogramado"), default=0, editable=False)
    motivo = models.TextField(_("motivo"), max_length=2000, blank=True)
    """Why it stands where it stands, of the states that say so."""
    bloqueado_por = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="bloquea",
        null=True,
        blank=True,
        verbose_name=_("compromiso que lo bloquea"),
    )
    resultado = models.TextField(_("qué se hizo"), max_length=2000, blank=True)
    cumplido_el = models.DateField(_("cumplido el"), null=True, blank=True)
    verificar_hasta = models.DateField(_("plazo de la verificación"), null=True, blank=True, editable=False)
    cancelado_en = models.ForeignKey(
        Reunion,
        models.PROTECT,
        related_name="compromisos_cancelados",
        null=True,
        blank=True,
        verbose_name=_("reunión que lo canceló"),
    )
    cancelado_en_acta = models.ForeignKey(
        "seguimiento.Acta",
        models.PROTECT,
        related_name="compromisos_cancelados",
        null=True,
        blank=True,
        verbose_name=_("acta que lo canceló"),
    )

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

    @transition(
        estado,
        source=[EstadoDeCompromiso.PENDIENTE, EstadoDeCompromiso.REPROGRAMADO, EstadoDeCompromiso.DEVUELTO],
        target=EstadoDeCompromiso.EN_PROGRESO,
        permission=needs("editar", de=RESPONSABLE),
        custom=paso(
            _("Empezar"),
            form="seguimiento.forms.PasoDeCompromiso",
            ayuda=_("Dice que ya se trabaja en él."),
        ),
    )
    def empezar(self) -> None:
        """Somebody is at it."""
        self.motivo = ""

    @transition(
        estado,
        source=list(SE_TRABAJA),
        target=EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR,
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(
            _("Dar por cumplido y pedir la verificación"),
            form="seguimiento.forms.CumplidoForm",
            ayuda=_("Las demás partes reciben el pedido de verificarlo y tienen diez días hábiles."),
        ),
    )
    def dar_por_cumplido(self, nota: str, cumplido_el: dt.date, verificar_hasta: dt.date) -> None:
        """Its responsible says that it is done, and asks the others to verify it until a day."""
        if cumplido_el > self.expediente.hoy():
            raise DatosInvalidos(_t("Ese día todavía no llega: se da por cumplido lo que ya se hizo."))
        self.resultado, self.cumplido_el, self.verificar_hasta = nota, cumplido_el, verificar_hasta
        self.motivo = ""

    @transition(
        estado,
        source=EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR,
        target=EstadoDeCompromiso.VERIFICADO,
        permission=needs("verificar", de=AJENA),
        custom=paso(
            _("Verificar"),
            form="seguimiento.forms.PasoDeCompromiso",
            ayuda=_("Su institución comprobó que se cumplió. Ya no cambia."),
        ),
    )
    def verificar(self) -> None:
        """Another party found that it was done."""

    @transition(
        estado,
        source=EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR,
        target=EstadoDeCompromiso.CUMPLIDO_EN_PARTE,
        permission=needs("verificar", de=AJENA),
        custom=paso(
            _("Verificar solo una parte"),
            form="seguimiento.forms.MotivoDeCompromiso",
            ayuda=_("Su institución comprobó que se cumplió una parte, y lo demás no se hará. Ya no cambia."),
        ),
    )
    def verificar_en_parte(self, motivo: str) -> None:
        """Another party found that a part was done, and the rest will not be."""
        self.motivo = motivo

    @transition(
        estado,
        source=EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR,
        target=EstadoDeCompromiso.DEVUELTO,
        permission=needs("verificar", de=AJENA),
        custom=paso(
            _("Devolver"),
            form="seguimiento.forms.MotivoDeCompromiso",
            ayuda=_("Vuelve a la parte responsable con lo que falta."),
        ),
    )
    def devolver(self, motivo: str) -> None:
        """Something of it is not done."""
        self.motivo, self.cumplido_el, self.verificar_hasta = motivo, None, None

    @transition(
        estado,
        source=EstadoDeCompromiso.CUMPLIDO_POR_VERIFICAR,
        target=EstadoDeCompromiso.VERIFICACION_NO_OBTENIDA,
        conditions=[conditions.nadie_verifico],
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(
            _("Cerrar sin verificación"),
            form="seguimiento.forms.MotivoDeCompromiso",
            ayuda=_("Nadie respondió en el plazo. Se cuenta aparte de los verificados. Ya no cambia."),
        ),
    )
    def cerrar_sin_verificacion(self, motivo: str) -> None:
        """It was asked for, the term ran out, and no other party answered."""
        self.motivo = motivo

    @transition(
        estado,
        source=list(SE_TRABAJA),
        target=EstadoDeCompromiso.BLOQUEADO,
        permission=needs("editar", de=RESPONSABLE),
        custom=paso(
            _("Declarar bloqueado"),
            form="seguimiento.forms.BloqueoForm",
            ayuda=_("Dice qué impide cumplirlo. El plazo sigue corriendo."),
        ),
    )
    def bloquear(self, motivo: str, bloqueado_por: "Compromiso | None" = None) -> None:
        """Something keeps it from being done."""
        if bloqueado_por and (
            bloqueado_por.expediente_id != self.expediente_id or bloqueado_por.pk == self.pk
        ):
            raise DatosInvalidos(_t("Lo bloquea otro compromiso de este mismo expediente."))
        self.motivo, self.bloqueado_por = motivo, bloqueado_por

    @transition(
        estado,
        source=EstadoDeCompromiso.BLOQUEADO,
        target=EstadoDeCompromiso.EN_PROGRESO,
        permission=needs("editar", de=RESPONSABLE),
        custom=paso(
            _("Desbloquear"),
            form="seguimiento.forms.PasoDeCompromiso",
            ayuda=_("Ya nada impide cumplirlo."),
        ),
    )
    def desbloquear(self) -> None:
        """What kept it from being done is gone."""
        self.motivo, self.bloqueado_por = "", None

    @transition(
        estado,
        source=[*SE_TRABAJA, EstadoDeCompromiso.BLOQUEADO],
        target=EstadoDeCompromiso.REPROGRAMADO,
        permission=needs("mover"),
        custom=paso(
            _("Cambiar la fecha"),
            form="seguimiento.forms.FechaDeCompromisoForm",
            ayuda=_("La fecha original y cada cambio quedan a la vista de todas las partes."),
        ),
    )
    def reprogramar(self, motivo: str, vence: dt.date) -> None:
        """It is due on another day, for a reason."""
        if vence == self.vence:
            raise DatosInvalidos(_t("Esa es la fecha que ya tiene."))
        if vence < self.expediente.hoy():
            raise DatosInvalidos(_t("La nueva fecha ya pasó: elija hoy o un día que venga."))
        self.motivo, self.vence, self.bloqueado_por = motivo, vence, None
        self.reprogramaciones += 1

    @transition(
        estado,
        source=list(POR_CUMPLIR),
        target=EstadoDeCompromiso.CUMPLIDO_EN_PARTE,
        conditions=[conditions.ya_vencio],
        permission=needs("mover"),
        custom=paso(
            _("Cerrar como cumplido en parte"),
            form="seguimiento.forms.MotivoDeCompromiso",
            ayuda=_("Dice qué se hizo y qué no. Se cuenta aparte de los verificados. Ya no cambia."),
        ),
    )
    def dar_por_cumplido_en_parte(self, motivo: str) -> None:
        """Its day is past, a part was done, and the rest will not be."""
        self.motivo, self.bloqueado_por = motivo, None

    @transition(
        estado,
        source=list(POR_CUMPLIR),
        target=EstadoDeCompromiso.NO_CUMPLIDO,
        conditions=[conditions.ya_vencio],
        permission=needs("mover"),
        custom=paso(
            _("Cerrar como no cumplido"),
            form="seguimiento.forms.MotivoDeCompromiso",
            ayuda=_("Dice por qué no se hizo. Ya no cambia."),
        ),
    )
    def dar_por_no_cumplido(self, motivo: str) -> None:
        """Its day is past, and it will not be done."""
        self.motivo, self.bloqueado_por = motivo, None

    @transition(
        estado,
        source=list(POR_CUMPLIR),
        target=EstadoDeCompromiso.CANCELADO,
        conditions=[conditions.hubo_reunion_posterior],
        permission=PorAcuerdo("mover", que="cancelar"),
        custom=paso(
            _("Cancelar"),
            form="seguimiento.forms.CancelacionForm",
            ayuda=_("Lo cancela una reunión o un acta posterior, que se nombra. Ya no cambia."),
        ),
    )
    def cancelar(self, motivo: str, reunion: Reunion | None = None, acta: "Acta | None" = None) -> None:
        """A later meeting, or an agreement of an acta, decided that it is not to be done."""
        if (reunion is None) == (acta is None):
            raise DatosInvalidos(_t("Diga qué reunión o qué acta lo canceló: una sola."))
        if reunion and not self.reuniones_posteriores().filter(pk=reunion.pk).exists():
            raise DatosInvalidos(
                _t("Elija una reunión de este expediente, posterior al compromiso y ya ocurrida.")
            )
        if acta and not self.actas_que_lo_cancelan().filter(pk=acta.pk).exists():
            raise DatosInvalidos(_t("Esa acta no tiene un acuerdo por ejecutar que cancele este compromiso."))
        self.motivo, self.cancelado_en, self.cancelado_en_acta = motivo, reunion, acta
        self.bloqueado_por = None
