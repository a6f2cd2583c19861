"""How a session goes: every step that it may take."""

import datetime as dt

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from flujo.declaracion import paso, transition
from flujo.errors import DatosInvalidos
from flujo.fields import FSMField
from seguimiento.conditions import sesiones as conditions
from seguimiento.models.organo import MiembroDeOrgano, ReglasDeOrgano
from seguimiento.models.reunion.reunion import ULTIMO_ANIO, de_horas
from seguimiento.models.sesion.datos import DatosDeSesion
from seguimiento.models.sesion.estados import POR_CELEBRAR, EstadoDeSesion
from seguimiento.permissions import SECRETARIA
from seguimiento.quorum import Quorum


class CursoDeSesion(DatosDeSesion):
    """Where a session stands, and how it moves."""

    estado = FSMField(_("estado"), choices=EstadoDeSesion, default=EstadoDeSesion.PROGRAMADA, protected=True)

    class Meta:
        abstract = True

    def quorum_en(self, momento: dt.datetime) -> Quorum:
        """Its quórum at a moment."""
        raise NotImplementedError

    @transition(
        estado,
        source=[EstadoDeSesion.PROGRAMADA, EstadoDeSesion.REPROGRAMADA],
        target=EstadoDeSesion.CONVOCADA,
        conditions=[
            conditions.organo_en_funciones,
            conditions.hay_reglas,
            conditions.hay_presidencia,
            conditions.hay_agenda,
            conditions.dice_donde,
            conditions.con_la_anticipacion_debida,
        ],
        permission=SECRETARIA,
        custom=paso(
            _("Convocar"),
            form="seguimiento.forms.ConvocatoriaForm",
            ayuda=_("Da su número a la sesión y manda la convocatoria, con la agenda, a todos los miembros."),
        ),
    )
    def convocar(self, numero: int, anio: int, reglas: ReglasDeOrgano, fecha: dt.date) -> None:
        """Its members are called. One that was called before keeps the number that it got then."""
        if self.numero is None:
            self.numero, self.anio = numero, anio
        self.reglas_de_la_convocatoria, self.convocada_el, self.motivo = reglas, fecha, ""
        self.secuencia += 1

    @transition(
        estado,
        source=list(POR_CELEBRAR),
        target=EstadoDeSesion.REPROGRAMADA,
        permission=SECRETARIA,
        custom=paso(
            _("Cambiar la fecha"),
            form="seguimiento.forms.FechaDeSesionForm",
            ayuda=_("Hay que convocarla otra vez. Si ya tenía número, lo conserva."),
        ),
    )
    def reprogramar(self, motivo: str, fecha: dt.date, horas: str) -> None:
        """It will be on another day or at another hour, and is to be called anew."""
        hora, _fin = de_horas(horas)
        if (fecha, hora) == (self.fecha, self.hora):
            raise DatosInvalidos(_t("Esa es la fecha que ya tiene."))
        if fecha < self.expediente.hoy():
            raise DatosInvalidos(_t("La nueva fecha ya pasó: elija hoy o un día que venga."))
        if fecha.year > ULTIMO_ANIO:
            raise DatosInvalidos(_t("Revise el año de la sesión."))
        self.motivo, self.fecha, self.hora = motivo, fecha, hora or self.hora
        self.segunda_fecha = self.segunda_hora = None
        self.es_segunda = False
        self.reprogramaciones += 1
        self.secuencia += 1

    @transition(
        estado,
        source=EstadoDeSesion.CONVOCADA,
        target=EstadoDeSesion.INSTALADA,
        conditions=[
            conditions.llego_su_dia,
            conditions.hay_quorum,
            conditions.aviso_debido_o_estan_todos,
        ],
        permission=SECRETARIA,
        custom=paso(
            _("Instalar la sesión"),
            form="seguimiento.forms.InstalacionForm",
            ayuda=_("Deja constancia del quórum y abre su acta."),
        ),
    )
    def instalar(
        self,
        instalada_at: dt.datetime,
        reglas: ReglasDeOrgano,
        preside: MiembroDeOrgano,
        secretaria: MiembroDeOrgano | None = None,
    ) -> None:
        """Enough are present: the rules of its day apply from here on, whatever changes later."""
        if not self.quorum_en(instalada_at).hay:
            raise DatosInvalidos(_t("A esa hora no había quórum, según las llegadas registradas."))
        self.instalada_at, self.reglas = instalada_at, reglas
        self.preside, self.secretaria = preside, secretaria

    @transition(
        estado,
        source=EstadoDeSesion.CONVOCADA,
        target=EstadoDeSesion.SIN_QUORUM,
        conditions=[conditions.llego_su_hora, conditions.no_hay_quorum],
        permission=SECRETARIA,
        custom=paso(
            _("Dejar constancia de que no hubo quórum"),
            form="seguimiento.forms.PasoDeSesion",
            ayuda=_("Queda quiénes vinieron. La segunda convocatoria, si la hay, sigue en pie."),
        ),
    )
    def declarar_sin_quorum(self) -> None:
        """Not enough came."""

    @transition(
        estado,
        source=EstadoDeSesion.SIN_QUORUM,
        target=EstadoDeSesion.CONVOCADA,
        permission=SECRETARIA,
        custom=paso(
            _("Pasar a la segunda convocatoria"),
            form="seguimiento.forms.SegundaConvocatoriaForm",
            ayuda=_("Se celebra con el quórum de la segunda convocatoria. Conserva su número."),
        ),
    )
    def convocar_otra_vez(self, fecha: dt.date, horas: str) -> None:
        """The second call, for the day and hour that the first one named, or for others."""
        hora, _fin = de_horas(horas)
        nueva = dt.datetime.combine(fecha, hora or self.hora)
        if nueva <= dt.datetime.combine(self.fecha, self.hora):
            raise DatosInvalidos(_t("La segunda convocatoria va después de la primera."))
        if nueva.year > ULTIMO_ANIO:
            raise DatosInvalidos(_t("Revise el año de la sesión."))
        self.fecha, self.hora = nueva.date(), nueva.time()
        self.es_segunda = True
        self.secuencia += 1

    @transition(
        estado,
        source=EstadoDeSesion.INSTALADA,
        target=EstadoDeSesion.EN_CURSO,
        conditions=[conditions.hay_quorum],
        permission=SECRETARIA,
        custom=paso(
            _("Pasar a la agenda"),
            form="seguimiento.forms.PasoDeSesion",
            ayuda=_("La agenda quedó aprobada: se trata punto por punto."),
        ),
    )
    def iniciar(self) -> None:
        """The agenda stands, and its first point is taken up."""

    @transition(
        estado,
        source=EstadoDeSesion.EN_CURSO,
        target=EstadoDeSesion.SUSPENDIDA,
        permission=SECRETARIA,
        custom=paso(
            _("Suspender"),
            form="seguimiento.forms.SuspensionForm",
            ayuda=_("Dice por qué, y qué día, a qué hora y dónde continúa. El acta sigue siendo la misma."),
        ),
    )
    def suspender(self, motivo: str, continua_el: dt.date, horas: str = "", nota: str = "") -> None:
        """It stops, to go on another day or later the same day. `suspension` says where."""
        if continua_el < self.fecha:
            raise DatosInvalidos(_t("La sesión continúa el mismo día o después."))
        self.motivo, self.continua_el = motivo, continua_el
        self.secuencia += 1

    @transition(
        estado,
        source=EstadoDeSesion.SUSPENDIDA,
        target=EstadoDeSesion.EN_CURSO,
        conditions=[conditions.hay_quorum],
        permission=SECRETARIA,
        custom=paso(
            _("Continuar"),
            form="seguimiento.forms.PasoDeSesion",
            ayuda=_("Registre antes quiénes están: se continúa con quórum."),
        ),
    )
    def reanudar(self) -> None:
        """It goes on, with quórum."""
        self.motivo = ""

    @transition(
        estado,
        source=[EstadoDeSesion.EN_CURSO, EstadoDeSesion.SUSPENDIDA],
        target=EstadoDeSesion.FINALIZADA,
        conditions=[conditions.puntos_resueltos],
        permission=SECRETARIA,
        custom=paso(
            _("Dar por terminada"),
            form="seguimiento.forms.TerminoForm",
            ayuda=_("Queda la hora de término. Desde entonces corre el plazo para enviar el acta."),
        ),
    )
    def finalizar(self, terminada_at: dt.datetime) -> None:
        """It ended; whoever was still there left then."""
        if self.instalada_at is None or terminada_at < self.instalada_at:
            raise DatosInvalidos(_t("La hora de término va después de la de inicio."))
        self.terminada_at, self.continua_el = terminada_at, None

    @transition(
        estado,
        source=list(POR_CELEBRAR),
        target=EstadoDeSesion.CANCELADA,
        permission=SECRETARIA,
        custom=paso(
            _("Cancelar la sesión"),
            form="seguimiento.forms.CancelacionDeSesionForm",
            ayuda=_("No se celebrará. Si ya tenía número, lo conserva."),
        ),
    )
    def cancelar(self, motivo: str) -> None:
        """It will not be held. Its number, if it had one, stays taken."""
        self.motivo = motivo
        self.secuencia += 1
