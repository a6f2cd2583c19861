"""A session of a body: called with its agenda, held with its quórum, and what each point came to."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from documentos.models import Documento
from expedientes import visibilidad
from expedientes.models import Expediente
from flujo.declaracion import paso, transition
from flujo.errors import DatosInvalidos
from flujo.models import ConEstado
from instituciones.models import Institucion, Puesto, Usuario
from seguimiento.conditions import sesiones as conditions
from seguimiento.models.organo import MiembroDeOrgano, Organo, ReglasDeOrgano, plazas
from seguimiento.models.reunion import PRIMER_ANIO, ULTIMO_ANIO, de_horas
from seguimiento.permissions import SECRETARIA
from seguimiento.quorum import Estancia, Plaza, Quorum, presentes_en, quorum

if TYPE_CHECKING:
    from seguimiento.models.acta import Acta


class TipoDeSesion(models.TextChoices):
    ORDINARIA = "ordinaria", _("Ordinaria")
    EXTRAORDINARIA = "extraordinaria", _("Extraordinaria")


class Modalidad(models.TextChoices):
    PRESENCIAL = "presencial", _("Presencial")
    VIRTUAL = "virtual", _("Virtual")
    MIXTA = "mixta", _("Mixta")


class EstadoDeSesion(models.TextChoices):
    PROGRAMADA = "programada", _("Programada")
    CONVOCADA = "convocada", _("Convocada")
    REPROGRAMADA = "reprogramada", _("Reprogramada")
    SIN_QUORUM = "sin_quorum", _("Sin quórum")
    INSTALADA = "instalada", _("Instalada")
    EN_CURSO = "en_curso", _("En curso")
    SUSPENDIDA = "suspendida", _("Suspendida")
    FINALIZADA = "finalizada", _("Finalizada")
    CANCELADA = "cancelada", _("Cancelada")


POR_CELEBRAR = (
    EstadoDeSesion.PROGRAMADA,
    EstadoDeSesion.CONVOCADA,
    EstadoDeSesion.REPROGRAMADA,
    EstadoDeSesion.SIN_QUORUM,
)
EN_SESION = (EstadoDeSesion.INSTALADA, EstadoDeSesion.EN_CURSO, EstadoDeSesion.SUSPENDIDA)
"""It began and did not end: attendance, votes and minutes are being written."""
SIN_NUMERO = (EstadoDeSesion.PROGRAMADA, EstadoDeSesion.REPROGRAMADA, EstadoDeSesion.CANCELADA)
"""It may still lack its number: that comes with the call, and a session that was called keeps it."""


class SesionQuerySet(models.QuerySet["Sesion"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))


class Sesion(ConEstado):
    """One session of a body. `numero` comes with the call; a session that is then cancelled keeps it.

    `fecha`, `hora` are where the case file lives. The rules of the call are those in force when it was called (notice,
    numbering); those of the session, of the day on which it is held (quórum, decision, approval of its acta): a body
    may change its rules in between, and each act follows the rules of its own day.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="sesiones")
    organo = models.ForeignKey(Organo, models.PROTECT, related_name="sesiones")
    orden = models.PositiveIntegerField(_("orden"), editable=False)
    """Which one of the body's it is since the first, called or not: its address."""
    anio = models.PositiveSmallIntegerField(_("año de la numeración"), null=True, editable=False)
    """0 where the numbering never starts anew."""
    numero = models.PositiveIntegerField(_("número"), null=True, editable=False)
    tipo = models.CharField(_("tipo"), max_length=14, choices=TipoDeSesion, default=TipoDeSesion.ORDINARIA)
    modalidad = models.CharField(
        _("modalidad"), max_length=10, choices=Modalidad, default=Modalidad.PRESENCIAL
    )
    estado = FSMField(_("estado"), choices=EstadoDeSesion, default=EstadoDeSesion.PROGRAMADA, protected=True)
    fecha = models.DateField(_("fecha"))
    hora = models.TimeField(_("hora"))
    fecha_original = models.DateField(_("fecha en que iba a ser"), editable=False)
    reprogramaciones = models.PositiveSmallIntegerField(_("veces reprogramada"), default=0, editable=False)
    lugar = models.CharField(_("lugar"), max_length=300, blank=True)
    enlace = models.URLField(_("enlace"), max_length=500, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    secuencia = models.PositiveSmallIntegerField(default=0, editable=False)
    serie = models.UUIDField(_("serie"), null=True, blank=True, editable=False)
    """Shared by the sessions that were programmed together, one each so often."""
    motivo = models.TextField(_("motivo"), max_length=2000, blank=True)

    convocada_el = models.DateField(_("convocada el"), null=True, editable=False)
    reglas_de_la_convocatoria = models.ForeignKey(
        ReglasDeOrgano, models.PROTECT, related_name="+", null=True, editable=False
    )
    aviso_breve = models.TextField(
        _("por qué se convoca con menos anticipación"), max_length=2000, blank=True
    )
    segunda_fecha = models.DateField(_("fecha de la segunda convocatoria"), null=True, blank=True)
    segunda_hora = models.TimeField(_("hora de la segunda convocatoria"), null=True, blank=True)
    es_segunda = models.BooleanField(_("en segunda convocatoria"), default=False, editable=False)

    reglas = models.ForeignKey(
        ReglasDeOrgano, models.PROTECT, related_name="sesiones", null=True, editable=False
    )
    preside = models.ForeignKey(
        MiembroDeOrgano,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("preside"),
    )
    secretaria = models.ForeignKey(
        MiembroDeOrgano,
        models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("secretaría"),
    )
    instalada_at = models.DateTimeField(_("instalada"), null=True, editable=False)
    terminada_at = models.DateTimeField(_("terminada"), null=True, editable=False)
    continua_el = models.DateField(_("continúa el"), null=True, blank=True)
    lista = models.ForeignKey(
        Documento,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("lista de asistencia fotografiada"),
    )
    proxima_fecha = models.DateField(_("próxima sesión"), null=True, blank=True)
    proxima_nota = models.CharField(_("sobre la próxima sesión"), max_length=300, blank=True)

    objects = SesionQuerySet.as_manager()
    junto_con = (
        "asiento",
        "organo",
        "reglas",
        "reglas_de_la_convocatoria",
        "preside__puesto",
        "secretaria__puesto",
    )

    class Meta:
        verbose_name = _("sesión")
        verbose_name_plural = _("sesiones")
        ordering = ["organo", "-fecha", "-orden"]
        constraints = [
            models.UniqueConstraint(fields=["organo", "orden"], name="sesion_orden_unico"),
            models.UniqueConstraint(
                fields=["organo", "anio", "numero"],
                condition=Q(numero__isnull=False),
                name="sesion_numero_unico",
            ),
            models.CheckConstraint(
                condition=Q(numero__isnull=True, anio__isnull=True) | Q(numero__gte=1, anio__isnull=False),
                name="sesion_numero_con_su_anio",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=SIN_NUMERO)
                | Q(
                    numero__isnull=False, convocada_el__isnull=False, reglas_de_la_convocatoria__isnull=False
                ),
                name="sesion_convocada_con_numero",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=[*POR_CELEBRAR, EstadoDeSesion.CANCELADA])
                | Q(reglas__isnull=False, instalada_at__isnull=False, preside__isnull=False),
                name="sesion_instalada_con_sus_reglas",
            ),
            models.CheckConstraint(
                condition=~Q(estado=EstadoDeSesion.FINALIZADA)
                | Q(terminada_at__isnull=False, terminada_at__gte=F("instalada_at")),
                name="sesion_termina_despues_de_empezar",
                violation_error_message=_("La hora de término va después de la de inicio."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    estado__in=[
                        EstadoDeSesion.REPROGRAMADA,
                        EstadoDeSesion.CANCELADA,
                        EstadoDeSesion.SUSPENDIDA,
                    ]
                )
                | ~Q(motivo=""),
                name="sesion_dice_por_que",
                violation_error_message=_("Diga por qué."),
            ),
            models.CheckConstraint(
                condition=Q(reprogramaciones__gt=0) | Q(fecha=F("fecha_original")) | Q(es_segunda=True),
                name="sesion_movida_lleva_la_cuenta",
            ),
            models.CheckConstraint(
                condition=Q(segunda_fecha__isnull=True, segunda_hora__isnull=True)
                | Q(segunda_fecha__isnull=False, segunda_hora__isnull=False),
                name="sesion_segunda_con_fecha_y_hora",
                violation_error_message=_("Diga la fecha y la hora de la segunda convocatoria."),
            ),
            models.CheckConstraint(
                condition=Q(fecha__year__gte=PRIMER_ANIO) & Q(fecha__year__lte=ULTIMO_ANIO),
                name="sesion_en_un_ano_posible",
                violation_error_message=_("Revise el año de la sesión."),
            ),
            models.CheckConstraint(
                condition=Q(proxima_fecha__isnull=True) | Q(proxima_fecha__gt=F("fecha")),
                name="sesion_proxima_posterior",
                violation_error_message=_("La próxima sesión va después de esta."),
            ),
        ]
        indexes = [models.Index(fields=["expediente", "-fecha"], name="sesion_del_caso")]

    def __str__(self) -> str:
        return _t("%(que)s del %(dia)s · %(organo)s") % {
            "que": self.nombre,
            "dia": date_format(self.fecha, "j b Y"),
            "organo": self.organo,
        }

    def get_absolute_url(self) -> str:
        return f"{self.organo.get_absolute_url()}sesiones/{self.orden}/"

    def raiz(self) -> Expediente:
        return self.expediente

    def fijar_raiz(self, raiz: Expediente) -> None:  # type: ignore[override]
        self.expediente = raiz
        self.organo.expediente = raiz

    def pais(self) -> str:
        return str(self.expediente.pais())

    @property
    def nombre(self) -> str:
        """«Sesión ordinaria 3-2026», «Sesión extraordinaria 12»; without a number before the call."""
        tipo = str(self.get_tipo_display()).lower()
        if self.numero is None:
            return _t("Sesión %(tipo)s") % {"tipo": tipo}
        return _t("Sesión %(tipo)s %(n)s") % {"tipo": tipo, "n": self.numero_dicho}

    @property
    def numero_dicho(self) -> str:
        if self.numero is None:
            return ""
        return f"{self.numero}-{self.anio}" if self.anio else str(self.numero)

    @property
    def es_extraordinaria(self) -> bool:
        return self.tipo == TipoDeSesion.EXTRAORDINARIA

    @property
    def esta_en_sesion(self) -> bool:
        return self.estado in EN_SESION

    @property
    def comienza_at(self) -> dt.datetime:
        """When it is called for."""
        return timezone.make_aware(
            dt.datetime.combine(self.fecha, self.hora), ZoneInfo(self.expediente.zona_horaria)
        )

    @property
    def ahora(self) -> dt.datetime:
        """The moment of which its quórum is asked: now, on a day on which it sits; of one that was held before it was
        recorded, when the last of those recorded came, or left, where it was suspended."""
        hoy = self.expediente.hoy()
        if hoy in (self.fecha, self.continua_el):
            return timezone.now()
        estancias = self.estancias()
        momentos = [e.desde for e in estancias]
        if self.estado == EstadoDeSesion.SUSPENDIDA:
            momentos += [e.hasta for e in estancias if e.hasta]
        return max(momentos, default=self.comienza_at)

    @property
    def reglas_que_rigen(self) -> ReglasDeOrgano | None:
        """Those that it was installed with; before that, those of its day."""
        return self.reglas or self.organo.reglas_al(self.fecha)

    @property
    def cambiaron_las_reglas(self) -> bool:
        """Whether it is held by other rules than it was called by."""
        reglas = self.reglas_que_rigen
        convocada = self.reglas_de_la_convocatoria_id
        return convocada is not None and reglas is not None and convocada != reglas.pk

    def miembros(self) -> list[MiembroDeOrgano]:
        """The members of the body on its day."""
        return self.organo.miembros_al(self.fecha)

    def plazas(self) -> list[Plaza]:
        return plazas(self.miembros())

    def agenda(self) -> "list[PuntoDeAgenda]":
        """The points that are in it, in their order."""
        return list(self.puntos.filter(resultado__in=EN_LA_AGENDA).order_by("orden"))

    def estancias(self) -> list[Estancia]:
        """When each member was there."""
        return self.expediente.recordado(
            f"estancias:{self.pk}",
            lambda: [
                Estancia(miembro_id=miembro, desde=llega, hasta=sale)
                for miembro, llega, sale in self.asistencias.filter(miembro__isnull=False).values_list(
                    "miembro_id", "llega_at", "sale_at"
                )
            ],
        )

    def quorum_en(self, momento: dt.datetime) -> Quorum:
        """Its quórum at a moment, by the rules of its day and of its call. Raises DatosInvalidos without rules."""
        reglas = self.reglas_que_rigen
        if reglas is None:
            raise DatosInvalidos(
                _t("El órgano no tiene reglas para el día de la sesión: escríbalas primero.")
            )
        return quorum(
            reglas.quorum_en(segunda=self.es_segunda),
            self.plazas(),
            presentes_en(self.estancias(), momento),
        )

    @property
    def acta_o_nada(self) -> "Acta | None":
        """Its acta; None before it was installed."""
        return getattr(self, "acta", None)

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
            ayuda=_("Dice por qué y qué día continúa. El acta sigue siendo la misma."),
        ),
    )
    def suspender(self, motivo: str, continua_el: dt.date) -> None:
        """It stops, to go on another day or later the same day."""
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
        self.motivo, self.continua_el = "", None

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


class ClaseDePunto(models.TextChoices):
    """What a point is for: the order in which sessions go."""

    ACTA_ANTERIOR = "acta_anterior", _("Aprobación del acta anterior")
    COMPROMISOS = "compromisos", _("Estado de los compromisos")
    INFORMES = "informes", _("Informes")
    PEDIDOS = "pedidos", _("Pedidos")
    ORDEN_DEL_DIA = "orden_del_dia", _("Orden del día")


class ResultadoDePunto(models.TextChoices):
    PROPUESTO = "propuesto", _("Propuesto, por incluir")
    NO_INCLUIDO = "no_incluido", _("No incluido")
    POR_TRATAR = "por_tratar", _("Por tratar")
    TRATADO = "tratado", _("Tratado")
    DIFERIDO = "diferido", _("Diferido")
    RETIRADO = "retirado", _("Retirado")


EN_LA_AGENDA = (
    ResultadoDePunto.POR_TRATAR,
    ResultadoDePunto.TRATADO,
    ResultadoDePunto.DIFERIDO,
    ResultadoDePunto.RETIRADO,
)


class PuntoDeAgenda(models.Model):
    """A point of a session's agenda. A member proposes it; the secretaría includes it, or says why not."""

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="puntos")
    orden = models.PositiveSmallIntegerField(_("orden"))
    clase = models.CharField(
        _("clase"), max_length=14, choices=ClaseDePunto, default=ClaseDePunto.ORDEN_DEL_DIA
    )
    titulo = models.CharField(_("punto"), max_length=300)
    detalle = models.TextField(_("sustento"), max_length=4000, blank=True)
    propuesto_por = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que lo propone")
    )
    resultado = models.CharField(
        _("resultado"), max_length=12, choices=ResultadoDePunto, default=ResultadoDePunto.POR_TRATAR
    )
    motivo = models.CharField(_("motivo"), max_length=500, blank=True)
    agregado_en_sesion = models.BooleanField(_("agregado en la sesión"), default=False)
    """Outside the agenda of the call: only with every seat taken (TUO of Law 27444, art. 110)."""

    class Meta:
        verbose_name = _("punto de agenda")
        verbose_name_plural = _("puntos de agenda")
        ordering = ["sesion", "orden", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sesion", "orden"],
                name="punto_de_agenda_en_su_orden",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(titulo=""),
                name="punto_de_agenda_con_titulo",
                violation_error_message=_("Escriba el punto."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    resultado__in=[
                        ResultadoDePunto.NO_INCLUIDO,
                        ResultadoDePunto.DIFERIDO,
                        ResultadoDePunto.RETIRADO,
                    ]
                )
                | ~Q(motivo=""),
                name="punto_de_agenda_dice_por_que",
                violation_error_message=_("Diga por qué."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.orden}. {self.titulo}"


class InvitadoASesion(models.Model):
    """Somebody with voice and no vote whom the call invites: a post of a party, or a person in words.

    The call is sent to the account of whoever exercises the post; whoever is only named is told by the secretaría.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="invitados")
    nombre = models.CharField(_("nombre"), max_length=200, blank=True)
    cargo = models.CharField(_("cargo"), max_length=200, blank=True)
    de = models.CharField(_("de dónde"), max_length=200, blank=True)
    puesto = models.ForeignKey(
        Puesto, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("puesto")
    )

    class Meta:
        verbose_name = _("invitado a una sesión")
        verbose_name_plural = _("invitados a sesiones")
        ordering = ["sesion", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sesion", "puesto"], name="invitado_un_puesto_una_vez"),
            models.CheckConstraint(
                condition=Q(puesto__isnull=False) | ~Q(nombre=""), name="invitado_con_nombre_o_puesto"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(
            parte for parte in (self.nombre or str(self.puesto or ""), self.cargo, self.de) if parte
        )


class RangoDeMomentos(Func):
    """``tstzrange(llega_at, sale_at, '[)')``: whoever leaves at a moment is no longer there at it."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Asistencia(models.Model):
    """That somebody was in a session from one moment to another: a member by its post, or a guest with voice.

    Who leaves and comes back has two rows. `nombre` is the person as the acta names it.
    """

    sesion = models.ForeignKey(Sesion, models.PROTECT, related_name="asistencias")
    miembro = models.ForeignKey(
        MiembroDeOrgano,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("miembro"),
    )
    nombre = models.CharField(_("nombre"), max_length=200)
    cargo = models.CharField(_("cargo"), max_length=200, blank=True)
    institucion = models.ForeignKey(
        Institucion,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("institución del expediente"),
    )
    de = models.CharField(_("de dónde"), max_length=200, blank=True)
    es_virtual = models.BooleanField(_("a distancia"), default=False)
    llega_at = models.DateTimeField(_("llegada"))
    sale_at = models.DateTimeField(_("salida"), null=True, blank=True)

    class Meta:
        verbose_name = _("asistencia")
        verbose_name_plural = _("asistencias")
        ordering = ["sesion", "llega_at", "pk"]
        constraints = [
            ExclusionConstraint(
                name="asistencia_una_a_la_vez",
                expressions=[
                    ("sesion", RangeOperators.EQUAL),
                    ("miembro", RangeOperators.EQUAL),
                    (
                        RangoDeMomentos("llega_at", "sale_at", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Ese miembro ya figura presente en ese momento."),
            ),
            models.CheckConstraint(
                condition=Q(sale_at__isnull=True) | Q(sale_at__gt=F("llega_at")),
                name="asistencia_sale_despues_de_llegar",
                violation_error_message=_("La salida va después de la llegada."),
            ),
            models.CheckConstraint(condition=~Q(nombre=""), name="asistencia_con_nombre"),
            models.CheckConstraint(
                condition=Q(institucion__isnull=True) | Q(de=""), name="asistencia_de_un_solo_lugar"
            ),
            models.CheckConstraint(
                condition=Q(miembro__isnull=True) | Q(institucion__isnull=False),
                name="asistencia_de_miembro_con_institucion",
            ),
        ]

    def __str__(self) -> str:
        return self.nombre

    @property
    def procedencia(self) -> str:
        return self.institucion.sigla or self.institucion.nombre if self.institucion else self.de
