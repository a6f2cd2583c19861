"""How a plan goes from its draft to its closing: what of it changes, and every step that it may take."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from expedientes.permissions import needs
from flujo.declaracion import paso, transition
from flujo.fields import FSMField
from flujo.models import ConEstado
from instituciones.models import Institucion
from planes import conditions
from planes.estados import EstadoDePlan
from planes.permissions import PorAcuerdo


class CursoDePlan(ConEstado):
    """What of a plan changes on its way."""

    propuesto_por = models.ForeignKey(
        Institucion,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("propuesto por"),
    )
    """Whose coordination carries it along: it answers what is observed."""
    resultado = models.TextField(_("resultado de la evaluación"), blank=True, editable=False)
    estado = FSMField(_("estado"), choices=EstadoDePlan, default=EstadoDePlan.BORRADOR, protected=True)

    class Meta:
        abstract = True

    @transition(
        estado,
        source=[EstadoDePlan.BORRADOR, EstadoDePlan.OBSERVADO],
        target=EstadoDePlan.PROPUESTO,
        conditions=[
            conditions.hay_acciones,
            conditions.acciones_con_responsable,
            conditions.acciones_en_el_periodo,
            conditions.observaciones_respondidas,
            conditions.a_tiempo_o_regularizacion,
        ],
        permission=needs("mover"),
        custom=paso(
            _("Proponer el plan"),
            form="planes.forms.ProponerPlanForm",
            ayuda=_("Fija una versión del plan y la presenta a todas las partes para que la aprueben."),
            sobre_contenido=True,
        ),
    )
    def proponer(self, propuesto_por: Institucion | None = None) -> None:
        """It is before the parties, in a version that does not change."""
        self.propuesto_por = propuesto_por or self.propuesto_por

    @transition(
        estado,
        source=EstadoDePlan.PROPUESTO,
        target=EstadoDePlan.OBSERVADO,
        conditions=[conditions.hay_observacion_abierta],
        permission=needs("observar"),
        custom=paso(
            _("Observar el plan"),
            form="planes.forms.ObservarPlanForm",
            ayuda=_("Devuelve el plan a quien lo propuso con algo que debe responder."),
            sobre_contenido=True,
        ),
    )
    def observar(self) -> None:
        """Somebody found something to answer."""

    @transition(
        estado,
        source=EstadoDePlan.PROPUESTO,
        target=EstadoDePlan.APROBADO,
        conditions=[conditions.partes_aprobaron, conditions.a_tiempo_o_regularizacion],
        permission=needs("aprobar"),
        custom=paso(
            _("Aprobar el plan"),
            form="planes.forms.AprobarPlanForm",
            ayuda=_("Aprueba el plan por su institución. Rige con la aprobación de la última parte."),
            sobre_contenido=True,
        ),
    )
    def dar_por_aprobado(self) -> None:
        """Every party approved the same content."""

    @transition(
        estado,
        source=EstadoDePlan.PROPUESTO,
        target=EstadoDePlan.APROBADO,
        conditions=[conditions.lo_aprueba_un_acuerdo, conditions.a_tiempo_o_regularizacion],
        permission=PorAcuerdo(que="aprobar"),
        custom=paso(
            _("Aprobar por acuerdo"),
            ayuda=_("Ocurre cuando se ejecuta el acuerdo de acta que aprobó este contenido."),
            sobre_contenido=True,
        ),
    )
    def aprobar_por_acuerdo(self) -> None:
        """An acta agreed on this very content, under the rule by which its body decides."""

    @transition(
        estado,
        source=EstadoDePlan.APROBADO,
        target=EstadoDePlan.EN_EJECUCION,
        conditions=[conditions.llego_su_inicio],
        permission=needs("mover"),
        custom=paso(
            _("Poner en ejecución"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Desde aquí las partes responsables inician y concluyen sus acciones."),
        ),
    )
    def poner_en_ejecucion(self, motivo: str = "") -> None:
        """Its period runs."""

    @transition(
        estado,
        source=EstadoDePlan.EN_EJECUCION,
        target=EstadoDePlan.EN_EVALUACION,
        conditions=[conditions.termino_el_periodo_o_el_trabajo],
        permission=needs("mover"),
        custom=paso(
            _("Iniciar la evaluación"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Cada acción llega a algún final; lo que no se cumplió consta como tal."),
        ),
    )
    def iniciar_evaluacion(self, motivo: str = "") -> None:
        """What came of it is looked at."""

    @transition(
        estado,
        source=EstadoDePlan.EN_EVALUACION,
        target=EstadoDePlan.EVALUADO,
        conditions=[conditions.acciones_con_final, conditions.mediciones_con_final],
        permission=needs("mover"),
        custom=paso(
            _("Dar por evaluado"),
            form="planes.forms.ResultadoForm",
            ayuda=_("Con lo que resultó del período, en palabras."),
        ),
    )
    def dar_por_evaluado(self, resultado: str) -> None:
        """What came of it is written down."""
        self.resultado = resultado

    @transition(
        estado,
        source=EstadoDePlan.EVALUADO,
        target=EstadoDePlan.CERRADO,
        permission=needs("mover"),
        custom=paso(_("Cerrar el plan"), form="convenios.forms.PasoSimple"),
    )
    def cerrar(self, motivo: str = "") -> None:
        """Nothing more is expected of it."""
