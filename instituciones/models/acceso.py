"""Which accounts hold which role in which institution, from when to when, and on whose invitation."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from auditoria.services import INTERNA
from flujo.models import Registrado
from instituciones.models.institucion import Institucion
from instituciones.models.puesto import Dia, en_orden, rango, vigente


class RolInstitucional(models.TextChoices):
    """Roles that an account holds in an institution; what each may do is declared in `expedientes.permissions`."""

    PERSONAL = "personal", _("Personal de la institución")
    ASISTENTE = "asistente", _("Asistente de convenios")
    REGISTRO = "registro", _("Responsable del registro")
    ADMINISTRACION = "administracion", _("Administración de puestos y cuentas")
    OBSERVADOR = "observador", _("Observador")
    AUDITOR = "auditor", _("Auditor")


class GrupoInstitucional(models.Model):
    """The group that guardian's object permissions are given to: one for each institution and role.

    Without an institution it is the auditor of everything, whose group holds the model permission.
    """

    institucion = models.ForeignKey(Institucion, models.PROTECT, null=True, related_name="grupos")
    rol = models.CharField(_("rol"), max_length=20, choices=RolInstitucional)
    grupo = models.OneToOneField(Group, models.PROTECT, related_name="institucional")

    class Meta:
        verbose_name = _("grupo institucional")
        verbose_name_plural = _("grupos institucionales")
        constraints = [
            models.UniqueConstraint(fields=["institucion", "rol"], name="grupo_uno_por_institucion_y_rol"),
            models.UniqueConstraint(
                fields=["rol"], condition=Q(institucion__isnull=True), name="grupo_uno_general_por_rol"
            ),
            models.CheckConstraint(
                condition=Q(institucion__isnull=False) | Q(rol=RolInstitucional.AUDITOR),
                name="grupo_general_solo_auditor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()} · {self.institucion or _('todas las instituciones')}"


class Mandato(Registrado):
    """A control body's mandate: who may audit what, from when to when, and whether its readings were released."""

    organo = models.ForeignKey(
        Institucion, models.PROTECT, related_name="mandatos", verbose_name=_("órgano de control")
    )
    documento = models.CharField(_("documento que lo acredita"), max_length=200)
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    liberado_at = models.DateTimeField(_("lecturas liberadas"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("mandato de control")
        verbose_name_plural = _("mandatos de control")
        ordering = ["-desde", "-id"]
        constraints = [en_orden("mandato_termina_despues_de_empezar")]

    def __str__(self) -> str:
        return f"{self.organo} · {self.documento}"

    def raiz(self) -> Institucion:
        return self.organo

    def visibilidad_del_asiento(self) -> str:
        return INTERNA


class ConcesionQuerySet(models.QuerySet["Concesion"]):
    def vigentes(self, dia: Dia) -> Self:
        return self.filter(vigente(dia), anulada_at__isnull=True, usuario__is_active=True)


class Concesion(Registrado):
    """A role held by an account, dated. An auditor's comes from a mandate.

    Taking a role away ends it the day before; one taken away on its first day is annulled, and never counted.
    """

    usuario = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="concesiones")
    grupo = models.ForeignKey(GrupoInstitucional, models.PROTECT, related_name="concesiones")
    mandato = models.ForeignKey(Mandato, models.PROTECT, null=True, blank=True, related_name="concesiones")
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    documento = models.CharField(_("documento"), max_length=200, blank=True)
    anulada_at = models.DateTimeField(_("anulada"), null=True, blank=True, editable=False)

    objects = ConcesionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rol concedido")
        verbose_name_plural = _("roles concedidos")
        ordering = ["grupo", "-desde"]
        constraints = [
            en_orden("concesion_termina_despues_de_empezar"),
            ExclusionConstraint(
                name="concesion_una_a_la_vez",
                expressions=[
                    ("usuario", RangeOperators.EQUAL),
                    ("grupo", RangeOperators.EQUAL),
                    (rango(), RangeOperators.OVERLAPS),
                ],
                condition=Q(anulada_at__isnull=True),
                violation_error_message=_("Esa cuenta ya tiene ese rol en esas fechas."),
            ),
        ]
        indexes = [models.Index(fields=["usuario", "desde"], name="concesion_de_una_cuenta")]

    def __str__(self) -> str:
        return f"{self.usuario}: {self.grupo}"

    def sigue(self, hoy: dt.date) -> bool:
        """Whether it is in force on a day, or will be."""
        return self.anulada_at is None and (self.hasta is None or self.hasta >= hoy)

    def es_de_control(self) -> bool:
        return self.grupo.rol == RolInstitucional.AUDITOR

    def raiz(self) -> Institucion:
        return self.grupo.institucion or self.mandato.organo  # type: ignore[union-attr]

    def visibilidad_del_asiento(self) -> str:
        return INTERNA


class Invitacion(Registrado):
    """An invitation to open an account, used once. Only the hash of its code is kept.

    Its mail is written from this row: `enviada_at` stays empty until the mail server took it.
    """

    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="invitaciones")
    persona = models.ForeignKey("instituciones.Persona", models.PROTECT, related_name="invitaciones")
    correo = models.EmailField(_("correo electrónico"))
    roles = models.JSONField(_("roles"), default=list)
    codigo_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invita = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    creada_at = models.DateTimeField(auto_now_add=True)
    vence_at = models.DateTimeField(_("vence"))
    enviada_at = models.DateTimeField(_("enviada"), null=True, editable=False)
    usada_at = models.DateTimeField(_("usada"), null=True, editable=False)
    anulada_at = models.DateTimeField(_("anulada"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitación")
        verbose_name_plural = _("invitaciones")
        ordering = ["-creada_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(usada_at__isnull=True) | Q(anulada_at__isnull=True),
                name="invitacion_usada_o_anulada",
            ),
            models.UniqueConstraint(
                fields=["correo"],
                condition=Q(usada_at__isnull=True, anulada_at__isnull=True),
                name="invitacion_una_abierta_por_correo",
                violation_error_message=_(
                    "Ya hay una invitación abierta a ese correo: anúlela antes de hacer otra."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.correo

    def nombres_de_roles(self) -> list[str]:
        return [str(RolInstitucional(rol).label) for rol in self.roles]

    def raiz(self) -> Institucion:
        return self.institucion

    def visibilidad_del_asiento(self) -> str:
        return INTERNA
