"""How a commitment moves: what stands of it now, and every step that it may take."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from expedientes.permissions import AJENA, RESPONSABLE, needs
from flujo.declaracion import paso, transition
from flujo.errors import DatosInvalidos
from flujo.fields import FSMField
from flujo.models import ConEstado
from planes.permissions import PorAcuerdo
from seguimiento import conditions
from seguimiento.models.compromiso.estados import POR_CUMPLIR, SE_TRABAJA, EstadoDeCompromiso
from seguimiento.models.reunion import Reunion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from seguimiento.models.acta import Acta
    from seguimiento.models.compromiso import Compromiso


class CursoDeCompromiso(ConEstado):
    """What of a commitment changes while it is followed up."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="compromisos")

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

    class Meta:
        abstract = True

    def reuniones_posteriores(self) -> "QuerySet[Reunion]":
        """The meetings in which it can have been cancelled."""
        raise NotImplementedError

    def actas_que_lo_cancelan(self) -> "QuerySet[Acta]":
        """The actas with an agreement, to be executed, that cancels it."""
        raise NotImplementedError

    def _cerrar(self, motivo: str) -> None:
        """It ends undone, or done in part: what blocked it does not any more."""
        self.motivo, self.bloqueado_por = motivo, None

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
        self._cerrar(motivo)

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
        self._cerrar(motivo)

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
        self._cerrar(motivo)
        self.cancelado_en, self.cancelado_en_acta = reunion, acta
