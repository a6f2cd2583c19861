"""How an acta goes from its draft to the members who have it: what of it changes, and every step that it may take."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from flujo.declaracion import paso, transition
from flujo.fields import FSMField
from flujo.models import ConEstado
from seguimiento.conditions import actas as conditions
from seguimiento.models.acta.estados import SE_ESCRIBE, EstadoDeActa
from seguimiento.models.numeracion import NumeradoPorOrgano
from seguimiento.models.organo import FormaDeAprobacion
from seguimiento.permissions import DE_LA_SESION, FIRMAN_O_LA_LLEVAN, MIEMBROS, SECRETARIA


class CursoDeActa(NumeradoPorOrgano, ConEstado):
    """What of an acta changes on its way. Its number comes with its approval."""

    estado = FSMField(_("estado"), choices=EstadoDeActa, default=EstadoDeActa.BORRADOR, protected=True)
    version = models.ForeignKey(
        "seguimiento.VersionDeActa",
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("versión"),
    )
    contenido_hash = models.CharField(max_length=64, blank=True, editable=False)
    """Of the version that is before the members, or that they approved."""
    circulada_el = models.DateField(_("circulada el"), null=True, editable=False)
    observar_hasta = models.DateField(_("plazo para observarla"), null=True, editable=False)
    aprobada_el = models.DateField(_("aprobada el"), null=True, editable=False)
    forma = models.CharField(
        _("cómo se aprobó"), max_length=18, choices=FormaDeAprobacion, blank=True, editable=False
    )
    fuera_de_orden = models.TextField(
        _("por qué se aprueba antes que una anterior"), max_length=2000, blank=True
    )
    libro = models.PositiveIntegerField(_("orden en el libro"), null=True, editable=False)
    folio_desde = models.PositiveIntegerField(_("desde el folio"), null=True, editable=False)
    folio_hasta = models.PositiveIntegerField(_("hasta el folio"), null=True, editable=False)
    incorporada_el = models.DateField(_("incorporada al libro el"), null=True, editable=False)
    distribuida_el = models.DateField(_("distribuida el"), null=True, editable=False)

    class Meta:
        abstract = True

    @transition(
        estado,
        source=list(SE_ESCRIBE),
        target=EstadoDeActa.CIRCULADA,
        conditions=[
            conditions.sesion_terminada,
            conditions.hay_algo_escrito,
            conditions.acuerdos_completos,
            conditions.votaron_los_presentes,
            conditions.compromisos_claros,
            conditions.observaciones_resueltas,
        ],
        permission=SECRETARIA,
        custom=paso(
            _("Circular el acta"),
            form="seguimiento.forms.CircularForm",
            ayuda=_("La reciben quienes asistieron, para aprobarla u observarla párrafo por párrafo."),
        ),
    )
    def circular(self, fecha: dt.date, hasta: dt.date) -> None:
        """Its version is before the members, until a day."""
        self.circulada_el, self.observar_hasta = fecha, hasta

    @transition(
        estado,
        source=EstadoDeActa.CIRCULADA,
        target=EstadoDeActa.OBSERVADA,
        permission=MIEMBROS,
        custom=paso(
            _("Observar el acta"),
            form="seguimiento.forms.ObservarActaForm",
            ayuda=_("Dice de un párrafo qué debe cambiar. La secretaría lo acepta o lo responde."),
        ),
    )
    def observar(self) -> None:
        """A member finds that something in it is not as it was."""

    @transition(
        estado,
        source=EstadoDeActa.CIRCULADA,
        target=EstadoDeActa.APROBADA,
        conditions=[
            conditions.se_aprueba_al_circular,
            conditions.aprobaron_quienes_deben,
            conditions.anteriores_aprobadas,
        ],
        permission=DE_LA_SESION,
        custom=paso(
            _("Aprobar el acta"),
            form="seguimiento.forms.AprobarActaForm",
            ayuda=_("Dice que el acta es fiel a la sesión. Con la última aprobación recibe su número."),
            sobre_contenido=True,
        ),
    )
    def dar_por_aprobada(
        self, numero: int, anio: int, fecha: dt.date, forma: str, fuera_de_orden: str = ""
    ) -> None:
        """Everybody who must approved this very version."""
        self._aprobar(numero, anio, fecha, forma, fuera_de_orden)

    @transition(
        estado,
        source=EstadoDeActa.CIRCULADA,
        target=EstadoDeActa.APROBADA,
        conditions=[
            conditions.admite_el_silencio,
            conditions.paso_el_plazo_para_observar,
            conditions.anteriores_aprobadas,
        ],
        permission=SECRETARIA,
        custom=paso(
            _("Aprobar por silencio"),
            form="seguimiento.forms.SilencioForm",
            ayuda=_("El plazo pasó sin observaciones, y las reglas del órgano la dan entonces por aprobada."),
        ),
    )
    def aprobar_por_silencio(self, numero: int, anio: int, fecha: dt.date, fuera_de_orden: str = "") -> None:
        """The term to observe it ran out, and nobody did: the secretaría records it, no clock does."""
        self._aprobar(numero, anio, fecha, FormaDeAprobacion.POR_SILENCIO, fuera_de_orden)

    @transition(
        estado,
        source=[EstadoDeActa.BORRADOR, EstadoDeActa.CIRCULADA],
        target=EstadoDeActa.APROBADA,
        conditions=[
            conditions.sesion_terminada,
            conditions.hay_algo_escrito,
            conditions.acuerdos_completos,
            conditions.votaron_los_presentes,
            conditions.compromisos_claros,
            conditions.una_sesion_la_aprobo,
            conditions.anteriores_aprobadas,
        ],
        permission=SECRETARIA,
        custom=paso(
            _("Aprobar por acuerdo de la sesión"),
            form="seguimiento.forms.AprobadaEnSesionForm",
            ayuda=_("La propia sesión, o una siguiente, acordó aprobarla. Recibe su número."),
        ),
    )
    def aprobar_en_sesion(self, numero: int, anio: int, fecha: dt.date, fuera_de_orden: str = "") -> None:
        """An agreement of this session, or of a later one, approved it."""
        self._aprobar(numero, anio, fecha, FormaDeAprobacion.EN_SESION, fuera_de_orden)

    def _aprobar(self, numero: int, anio: int, fecha: dt.date, forma: str, fuera_de_orden: str) -> None:
        self.numero, self.anio, self.aprobada_el = numero, anio, fecha
        self.forma, self.fuera_de_orden = forma, fuera_de_orden

    @transition(
        estado,
        source=EstadoDeActa.APROBADA,
        target=EstadoDeActa.EN_FIRMA,
        conditions=[conditions.hay_firmantes],
        permission=SECRETARIA,
        custom=paso(
            _("Enviar a firma"),
            form="seguimiento.forms.EnviarAFirmaForm",
            ayuda=_(
                "Se compone el papel con el lugar de cada firma: presidencia, secretaría, y quien lo pidió."
            ),
        ),
    )
    def enviar_a_firma(self) -> None:
        """Its paper is composed, with a place for each who signs."""

    @transition(
        estado,
        source=EstadoDeActa.EN_FIRMA,
        target=EstadoDeActa.FIRMADA,
        conditions=[conditions.firmaron_todos],
        permission=FIRMAN_O_LA_LLEVAN,
        custom=paso(
            _("Dar por firmada el acta"),
            form="seguimiento.forms.FirmadaForm",
            ayuda=_(
                "Ocurre con la última firma, en su papel. Si la parte de quien faltaba dejó de serlo, ya no debe la "
                "suya: se hace constar aquí."
            ),
        ),
    )
    def dar_por_firmada(self) -> None:
        """Every place of its paper is signed."""

    @transition(
        estado,
        source=EstadoDeActa.FIRMADA,
        target=EstadoDeActa.INCORPORADA_AL_LIBRO,
        conditions=[conditions.anteriores_en_el_libro],
        permission=SECRETARIA,
        custom=paso(
            _("Incorporar al libro de actas"),
            form="seguimiento.forms.LibroForm",
            ayuda=_("Recibe su orden y sus folios en el libro del órgano."),
        ),
    )
    def incorporar_al_libro(self, libro: int, folio_desde: int, folio_hasta: int, fecha: dt.date) -> None:
        """It has its place and its folios in the book."""
        self.libro, self.folio_desde, self.folio_hasta = libro, folio_desde, folio_hasta
        self.incorporada_el = fecha

    @transition(
        estado,
        source=EstadoDeActa.INCORPORADA_AL_LIBRO,
        target=EstadoDeActa.DISTRIBUIDA,
        permission=SECRETARIA,
        custom=paso(
            _("Distribuir"),
            form="seguimiento.forms.DistribuirForm",
            ayuda=_("La reciben los miembros presentes y ausentes; los invitados, la copia para ellos."),
        ),
    )
    def distribuir(self, fecha: dt.date) -> None:
        """Members present and absent have it."""
        self.distribuida_el = fecha
