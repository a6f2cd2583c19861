"""A session of a body: called with its agenda, and held with its quórum."""

import datetime as dt
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from expedientes import visibilidad
from expedientes.models import Expediente
from flujo.errors import DatosInvalidos
from instituciones.models import Usuario
from seguimiento.models.organo import MiembroDeOrgano, ReglasDeOrgano, plazas
from seguimiento.models.reunion.reunion import PRIMER_ANIO, ULTIMO_ANIO
from seguimiento.models.sesion.curso import CursoDeSesion
from seguimiento.models.sesion.datos import TipoDeSesion
from seguimiento.models.sesion.estados import (
    EN_LA_AGENDA,
    EN_SESION,
    POR_CELEBRAR,
    SIN_NUMERO,
    EstadoDeSesion,
)
from seguimiento.quorum import Estancia, Plaza, Quorum, presentes_en, quorum

if TYPE_CHECKING:
    from seguimiento.models.acta import Acta
    from seguimiento.models.sesion.agenda import PuntoDeAgenda
    from seguimiento.models.sesion.asistencia import Asistencia
    from seguimiento.models.sesion.suspension import SuspensionDeSesion


class SesionQuerySet(models.QuerySet["Sesion"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))


class Sesion(CursoDeSesion):
    """One session of a body. `numero` comes with the call; a session that is then cancelled keeps it.

    `fecha`, `hora` are where the case file lives. The rules of the call are those in force when it was called (notice,
    numbering); those of the session, of the day on which it is held (quórum, decision, approval of its acta): a body
    may change its rules in between, and each act follows the rules of its own day.
    """

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
    def es_extraordinaria(self) -> bool:
        return self.tipo == TipoDeSesion.EXTRAORDINARIA

    @property
    def esta_en_sesion(self) -> bool:
        return self.estado in EN_SESION

    @property
    def suspension(self) -> "SuspensionDeSesion | None":
        """When and where it goes on, while it is suspended."""
        if self.estado != EstadoDeSesion.SUSPENDIDA:
            return None
        ultima = self.suspensiones.last()
        if ultima is not None:
            ultima.sesion = self
        return ultima

    @property
    def se_celebra_hoy(self) -> bool:
        """Whether today is its day, or the one on which it goes on."""
        return self.expediente.hoy() in (self.fecha, self.continua_el)

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
        if self.se_celebra_hoy:
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

    @property
    def empieza_su_dia_at(self) -> dt.datetime:
        """The first moment of its day. Who came before it, for a day from which it was moved, was not at this one."""
        return timezone.make_aware(
            dt.datetime.combine(self.fecha, dt.time.min), ZoneInfo(self.expediente.zona_horaria)
        )

    def de_su_dia(self) -> "models.QuerySet[Asistencia]":
        """The attendance of the day on which it is held, and of those on which it goes on."""
        return self.asistencias.filter(llega_at__gte=self.empieza_su_dia_at)

    def estancias(self) -> list[Estancia]:
        """When each member was there."""
        return self.expediente.recordado(
            f"estancias:{self.pk}:{self.fecha}",
            lambda: [
                Estancia(miembro_id=miembro, desde=llega, hasta=sale)
                for miembro, llega, sale in self.de_su_dia()
                .filter(miembro__isnull=False)
                .values_list("miembro_id", "llega_at", "sale_at")
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
