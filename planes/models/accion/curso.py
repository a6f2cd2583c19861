"""How a joint action goes: what of it changes, and every step that it may take."""

from operator import attrgetter

from django.db import models
from django.utils.translation import gettext_lazy as _

from expedientes.permissions import AJENA, RESPONSABLE, needs
from flujo.declaracion import paso, transition
from flujo.fields import FSMField
from flujo.models import ConEstado
from planes import conditions
from planes.criterios import NO_LA_HIZO
from planes.estados import EstadoDeAccion
from planes.permissions import PorAcuerdo


class CursoDeAccion(ConEstado):
    """What of an action changes on its way."""

    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"))
    desde_original = models.DateField(_("empezaba"), null=True, editable=False)
    hasta_original = models.DateField(_("terminaba"), null=True, editable=False)
    reprogramaciones = models.PositiveSmallIntegerField(_("veces reprogramada"), default=0, editable=False)
    estado = FSMField(_("estado"), choices=EstadoDeAccion, default=EstadoDeAccion.PROPUESTA, protected=True)
    verificacion_pedida_el = models.DateField(_("verificación pedida el"), null=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        estado,
        source=EstadoDeAccion.PROPUESTA,
        target=EstadoDeAccion.RETIRADA,
        conditions=[conditions.plan_se_escribe],
        permission=needs("editar"),
        custom=paso(
            _("Retirar del plan"),
            form="planes.forms.RetirarAccionForm",
            ayuda=_("Sale del plan que todavía se prepara; su número no se usa otra vez."),
        ),
    )
    def retirar(self, motivo: str = "") -> None:
        """It was taken out before anybody approved it."""

    @transition(
        estado,
        source=EstadoDeAccion.PROPUESTA,
        target=EstadoDeAccion.APROBADA,
        conditions=[conditions.plan_aprobado],
        permission=PorAcuerdo("aprobar", sobre=attrgetter("plan")),
        custom=paso(_("Aprobar con el plan"), ayuda=_("Ocurre cuando la última parte aprueba el plan.")),
    )
    def dar_por_aprobada(self) -> None:
        """Its plan was approved: these are its first dates."""
        self.desde_original, self.hasta_original = self.desde, self.hasta

    @transition(
        estado,
        source=[EstadoDeAccion.APROBADA, EstadoDeAccion.REPROGRAMADA],
        target=EstadoDeAccion.EN_EJECUCION,
        conditions=[conditions.plan_en_ejecucion],
        permission=needs("editar", de=RESPONSABLE),
        custom=paso(_("Iniciar la acción"), form="convenios.forms.PasoSimple"),
    )
    def iniciar(self, motivo: str = "") -> None:
        """Somebody works on it."""

    @transition(
        estado,
        source=[EstadoDeAccion.EN_EJECUCION, EstadoDeAccion.OBSERVADA],
        target=EstadoDeAccion.CONCLUIDA,
        conditions=[conditions.hay_medio_de_verificacion],
        permission=needs("editar", de=RESPONSABLE),
        custom=paso(
            _("Dar por concluida"),
            form="convenios.forms.PasoSimple",
            ayuda=_(
                "Pide su verificación con los medios que se presentaron: quien la da tiene los días hábiles que dice "
                "el plan."
            ),
        ),
    )
    def concluir(self, motivo: str = "") -> None:
        """Whoever answers for it says that it is done, and thereby asks for its verification."""
        self.verificacion_pedida_el = self.raiz().hoy()

    @transition(
        estado,
        source=EstadoDeAccion.CONCLUIDA,
        target=EstadoDeAccion.OBSERVADA,
        permission=needs("observar", de=AJENA),
        custom=paso(
            _("Observar la acción"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Vuelve a la parte responsable con lo que le falta."),
        ),
    )
    def observar(self, motivo: str) -> None:
        """Another party found that it is not done, or not shown."""
        self.verificacion_pedida_el = None

    @transition(
        estado,
        source=EstadoDeAccion.CONCLUIDA,
        target=EstadoDeAccion.VERIFICADA,
        conditions=[conditions.alguna_parte_es_ajena],
        permission=needs("verificar", de=NO_LA_HIZO),
        custom=paso(
            _("Verificar la acción"),
            form="convenios.forms.PasoSimple",
            ayuda=_(
                "Hace constar que se hizo, por una parte que ni responde de ella ni presentó lo que la muestra."
            ),
            sobre_contenido=True,
        ),
    )
    def verificar(self, motivo: str = "") -> None:
        """A party that neither answers for it nor presented what shows it says that it was done."""

    @transition(
        estado,
        source=EstadoDeAccion.CONCLUIDA,
        target=EstadoDeAccion.VERIFICADA,
        conditions=[conditions.lo_verifica_un_acuerdo],
        permission=PorAcuerdo(que="verificar"),
        custom=paso(
            _("Verificar por acuerdo"),
            ayuda=_("Cuando todas las partes son responsables, la verifica un acuerdo de acta."),
        ),
    )
    def verificar_por_acuerdo(self, motivo: str = "") -> None:
        """The parties agreed in an acta that it was done."""

    @transition(
        estado,
        source=EstadoDeAccion.CONCLUIDA,
        target=EstadoDeAccion.VERIFICACION_NO_OBTENIDA,
        conditions=[conditions.vencio_el_plazo_de_verificacion],
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(
            _("Dejar constancia de que no se verificó"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Se pidió la verificación y pasaron los días acordados sin respuesta."),
        ),
    )
    def dar_por_no_verificada(self, motivo: str) -> None:
        """It was asked for, and nobody answered."""

    @transition(
        estado,
        source=[EstadoDeAccion.APROBADA, EstadoDeAccion.REPROGRAMADA, EstadoDeAccion.EN_EJECUCION],
        target=EstadoDeAccion.SUSPENDIDA,
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(_("Suspender la acción"), form="convenios.forms.ConMotivo"),
    )
    def suspender(self, motivo: str) -> None:
        """It is stopped for the time being."""

    @transition(
        estado,
        source=EstadoDeAccion.SUSPENDIDA,
        target=EstadoDeAccion.EN_EJECUCION,
        conditions=[conditions.plan_en_ejecucion],
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(_("Reanudar la acción"), form="convenios.forms.PasoSimple"),
    )
    def reanudar(self, motivo: str = "") -> None:
        """It goes on."""

    @transition(
        estado,
        source=[
            EstadoDeAccion.APROBADA,
            EstadoDeAccion.EN_EJECUCION,
            EstadoDeAccion.OBSERVADA,
            EstadoDeAccion.SUSPENDIDA,
        ],
        target=EstadoDeAccion.REPROGRAMADA,
        conditions=[conditions.se_acordo_reprogramarla],
        permission=PorAcuerdo("aprobar", sobre=conditions.reprogramacion_por_aplicar),
        custom=paso(
            _("Reprogramar la acción"),
            ayuda=_("Ocurre cuando la última parte aprueba la reprogramación."),
        ),
    )
    def reprogramar(self) -> None:
        """The parties agreed on something else; the first approved dates stay."""
        self.reprogramaciones += 1

    @transition(
        estado,
        source=[
            EstadoDeAccion.APROBADA,
            EstadoDeAccion.REPROGRAMADA,
            EstadoDeAccion.EN_EJECUCION,
            EstadoDeAccion.OBSERVADA,
            EstadoDeAccion.SUSPENDIDA,
        ],
        target=EstadoDeAccion.NO_EJECUTADA,
        permission=needs("mover", de=RESPONSABLE),
        custom=paso(
            _("Dejar constancia de que no se ejecutó"),
            form="convenios.forms.ConMotivo",
            ayuda=_("Cuenta como no cumplida. Si las partes acuerdan no hacerla, se cancela."),
        ),
    )
    def dar_por_no_ejecutada(self, motivo: str) -> None:
        """It was not done."""

    @transition(
        estado,
        source=[
            EstadoDeAccion.APROBADA,
            EstadoDeAccion.REPROGRAMADA,
            EstadoDeAccion.EN_EJECUCION,
            EstadoDeAccion.OBSERVADA,
            EstadoDeAccion.SUSPENDIDA,
        ],
        target=EstadoDeAccion.CANCELADA,
        conditions=[conditions.se_acordo_cancelarla],
        permission=PorAcuerdo("aprobar", que="cancelar", sobre=conditions.reprogramacion_por_aplicar),
        custom=paso(
            _("Cancelar la acción"),
            ayuda=_("Ocurre cuando todas las partes aprueban la reprogramación que la cancela, o por acta."),
        ),
    )
    def cancelar(self, motivo: str) -> None:
        """The parties agreed not to do it."""
