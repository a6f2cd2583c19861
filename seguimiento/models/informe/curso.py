"""How a follow-up report goes: what of it changes, and every step that it may take."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from expedientes.permissions import needs
from flujo.declaracion import paso, transition
from flujo.fields import FSMField
from flujo.models import ConEstado
from seguimiento.conditions import informes as conditions
from seguimiento.criterios import NO_PRESENTA, PRESENTA
from seguimiento.models.informe.estados import ANTE_LAS_PARTES, POR_PRESENTAR, SE_ESCRIBE, EstadoDeInforme

if TYPE_CHECKING:
    from seguimiento.models.informe.version import VersionDeInforme


class CursoDeInforme(ConEstado):
    """What of a follow-up report changes while it goes from one party to another."""

    estado = FSMField(_("estado"), choices=EstadoDeInforme, default=EstadoDeInforme.ESPERADO, protected=True)
    presentaciones = models.PositiveSmallIntegerField(_("veces presentado"), default=0, editable=False)
    presentado_el = models.DateField(_("presentado por primera vez el"), null=True, editable=False)
    version = models.ForeignKey(
        "seguimiento.VersionDeInforme", models.PROTECT, null=True, related_name="+", editable=False
    )
    motivo = models.TextField(_("motivo o sustento"), max_length=2000, blank=True)

    class Meta:
        abstract = True

    @transition(
        estado,
        source=EstadoDeInforme.ESPERADO,
        target=EstadoDeInforme.EN_ELABORACION,
        conditions=[conditions.empezo_el_periodo],
        permission=needs("editar", de=PRESENTA),
        custom=paso(
            _("Elaborar el informe"),
            form="seguimiento.forms.informes.ElaborarForm",
            ayuda=_("Si el período ya terminó, sus cifras se toman en este momento a la fecha de corte."),
        ),
    )
    def elaborar(self) -> None:
        """Somebody of the party that presents it writes it."""

    @transition(
        estado,
        source=list(SE_ESCRIBE),
        target=EstadoDeInforme.PRESENTADO,
        conditions=[
            conditions.termino_el_periodo,
            conditions.cifras_tomadas,
            conditions.hay_resumen,
            conditions.observaciones_atendidas,
        ],
        permission=needs("mover", de=PRESENTA),
        custom=paso(
            _("Presentar el informe"),
            form="seguimiento.forms.informes.PresentarForm",
            ayuda=_("Queda fijado en una versión, y las demás partes lo observan o dan su conformidad."),
            sobre_contenido=True,
        ),
    )
    def presentar(self, fecha: dt.date, version: "VersionDeInforme") -> None:
        """It is before the parties, in a version that does not change."""
        self.presentaciones += 1
        self.version = version
        self.presentado_el = self.presentado_el or fecha

    @transition(
        estado,
        source=list(ANTE_LAS_PARTES),
        target=EstadoDeInforme.OBSERVADO,
        conditions=[conditions.hay_observacion],
        permission=needs("observar", de=NO_PRESENTA),
        custom=paso(
            _("Observar el informe"),
            form="seguimiento.forms.informes.ObservarForm",
            ayuda=_("Vuelve a quien lo presenta con algo que debe corregir. Las cifras no cambian."),
            sobre_contenido=True,
        ),
    )
    def observar(self) -> None:
        """Another party found something to correct."""

    @transition(
        estado,
        source=EstadoDeInforme.PRESENTADO,
        target=EstadoDeInforme.CONFORME,
        conditions=[conditions.partes_conformes],
        permission=needs("aprobar", de=NO_PRESENTA),
        custom=paso(
            _("Dar conformidad"),
            form="seguimiento.forms.informes.ConformarForm",
            ayuda=_(
                "Por su institución, a la versión que tiene delante. Con la última parte pasa a firmarse."
            ),
            sobre_contenido=True,
        ),
    )
    def conformar(self) -> None:
        """Every other party said yes to the same version."""

    @transition(
        estado,
        source=EstadoDeInforme.CONFORME,
        target=EstadoDeInforme.FIRMADO,
        conditions=[conditions.partes_firmaron],
        permission=needs("aprobar"),
        custom=paso(
            _("Dar por firmado el informe"),
            form="seguimiento.forms.informes.FirmadoForm",
            ayuda=_(
                "Ocurre con la firma de la última coordinación, en su papel. Si la parte que faltaba dejó de serlo, "
                "ya no debe la suya: se hace constar aquí."
            ),
        ),
    )
    def firmar(self) -> None:
        """Every party's coordination signed its paper."""

    @transition(
        estado,
        source=EstadoDeInforme.FIRMADO,
        target=EstadoDeInforme.PUBLICADO,
        conditions=[conditions.no_esta_reservado],
        permission=needs("compartir"),
        custom=paso(
            _("Publicar el informe"),
            form="seguimiento.forms.informes.PasoDeInforme",
            ayuda=_(
                "Deja constancia de que el papel firmado puede darse a conocer fuera del expediente. Si el convenio se "
                "publica, su ficha pública dice de este informe y de su período; el papel no sale de ella."
            ),
        ),
    )
    def publicar(self) -> None:
        """Its signed paper may be shown to anybody."""

    @transition(
        estado,
        source=list(POR_PRESENTAR),
        target=EstadoDeInforme.NO_PRESENTADO,
        conditions=[conditions.paso_el_plazo],
        permission=needs("mover"),
        custom=paso(
            _("Cerrar como no presentado"),
            form="seguimiento.forms.informes.MotivoDeInforme",
            ayuda=_("Dice por qué no se presentó. Cuenta como no presentado. Ya no cambia."),
        ),
    )
    def dar_por_no_presentado(self, motivo: str) -> None:
        """Its day is past, and it will not come."""
        self.motivo = motivo

    @transition(
        estado,
        source=list(POR_PRESENTAR),
        target=EstadoDeInforme.DISPENSADO,
        permission=needs("aprobar", de=NO_PRESENTA),
        custom=paso(
            _("Dispensar de presentarlo"),
            form="seguimiento.forms.informes.SustentoForm",
            ayuda=_("Otra parte acepta, con su sustento, que no se presente. No cuenta entre los esperados."),
        ),
    )
    def dispensar(self, motivo: str) -> None:
        """Another party accepts that it does not come."""
        self.motivo = motivo
