"""A body that the parties set up to run what they agreed: its rules from one day to another, its members by post."""

import datetime as dt
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from expedientes import visibilidad
from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion, Puesto, Usuario
from instituciones.models.puesto import en_orden, rango, vigente
from seguimiento.permissions import Cargo
from seguimiento.quorum import Plaza, ReglaDeDecision, ReglaDeQuorum


class OrganoQuerySet(models.QuerySet["Organo"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def en_funciones(self, dia: dt.date) -> Self:
        return self.filter(Q(disuelto_el__isnull=True) | Q(disuelto_el__gt=dia), constituido_el__lte=dia)


class Organo(Registrado):
    """A body of a case file: committee, commission, board. Its sessions, actas and book are numbered by it."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="organos")
    numero = models.PositiveIntegerField(_("número"), editable=False)
    nombre = models.CharField(_("nombre completo"), max_length=300)
    sigla = models.CharField(_("sigla"), max_length=30, blank=True)
    fundamento = models.CharField(_("dónde se crea"), max_length=300, blank=True)
    """The clause or resolution that sets it up: «Cláusula séptima»."""
    constituido_el = models.DateField(_("constituido el"))
    disuelto_el = models.DateField(_("disuelto el"), null=True, blank=True)
    motivo = models.TextField(_("motivo de la disolución"), max_length=2000, blank=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = OrganoQuerySet.as_manager()

    class Meta:
        verbose_name = _("órgano")
        verbose_name_plural = _("órganos")
        ordering = ["expediente", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "numero"], name="organo_numero_unico"),
            models.UniqueConstraint(
                fields=["expediente", "nombre"],
                name="organo_nombre_unico",
                violation_error_message=_("Ya hay un órgano con ese nombre en este expediente."),
            ),
            models.CheckConstraint(condition=Q(numero__gte=1), name="organo_numero_desde_uno"),
            models.CheckConstraint(
                condition=~Q(nombre=""),
                name="organo_con_nombre",
                violation_error_message=_("Escriba el nombre completo del órgano."),
            ),
            models.CheckConstraint(
                condition=Q(disuelto_el__isnull=True, motivo="")
                | (Q(disuelto_el__gte=F("constituido_el")) & ~Q(motivo="")),
                name="organo_disuelto_dice_por_que",
                violation_error_message=_("Diga por qué se disuelve."),
            ),
        ]

    def __str__(self) -> str:
        return self.sigla or self.nombre

    def get_absolute_url(self) -> str:
        return f"{self.expediente.get_absolute_url()}organos/{self.numero}/"

    def raiz(self) -> Expediente:
        return self.expediente

    @property
    def organo(self) -> Self:
        """Itself: what permissions of a body ask of whatever belongs to one."""
        return self

    def reglas_al(self, dia: dt.date) -> "ReglasDeOrgano | None":
        """Its rules on a day; None on a day that none cover."""
        return self.reglas.filter(vigente(dia)).first()

    def miembros_al(self, dia: dt.date) -> "list[MiembroDeOrgano]":
        """Its members on a day, each with its post and institution, in the order in which they are listed."""
        return self.raiz().recordado(
            f"miembros:{self.pk}:{dia}",
            lambda: list(
                self.miembros.filter(vigente(dia))
                .select_related("institucion", "puesto")
                .order_by("orden", "pk")
            ),
        )

    def plazas_al(self, dia: dt.date) -> list[Plaza]:
        """Its seats with a vote on a day."""
        return plazas(self.miembros_al(dia))


def plazas(miembros: "list[MiembroDeOrgano]") -> list[Plaza]:
    """The seats with a vote of these members: every titular who votes, with whoever may take the seat."""
    return [
        Plaza(
            miembro_id=m.pk,
            institucion_id=m.institucion_id,
            suplentes=[s.pk for s in miembros if s.suple_a_id == m.pk],
            preside=m.cargo == Cargo.PRESIDENCIA,
        )
        for m in miembros
        if m.vota and m.suple_a_id is None
    ]


class Numeracion(models.TextChoices):
    POR_ANIO = "por_anio", _("Por año")
    CONTINUA = "continua", _("Continua")


class FormaDeAprobacion(models.TextChoices):
    """How an acta comes to be approved."""

    EN_SESION = "en_sesion", _("En la misma sesión o en la siguiente")
    TRAS_CIRCULACION = "tras_circulacion", _("Después de circular, por quienes asistieron")
    POR_SILENCIO = "por_silencio", _("Después de circular, si nadie la observa en el plazo")
    POR_COMISION = "por_comision", _("Por una comisión de verificación")


class ReglasDeOrgano(Registrado):
    """The rules of a body from one day to another. Days are business days of whoever is called or asked."""

    organo = models.ForeignKey(Organo, models.PROTECT, related_name="reglas")
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    fundamento = models.CharField(_("dónde consta"), max_length=300, blank=True)
    quorum = models.CharField(
        _("quórum"), max_length=20, choices=ReglaDeQuorum, default=ReglaDeQuorum.UNO_POR_PARTE
    )
    quorum_segunda = models.CharField(
        _("quórum en segunda convocatoria"),
        max_length=20,
        choices=ReglaDeQuorum,
        default=ReglaDeQuorum.UNO_POR_PARTE,
    )
    decision = models.CharField(
        _("cómo se decide"), max_length=26, choices=ReglaDeDecision, default=ReglaDeDecision.TODAS_LAS_PARTES
    )
    dirime = models.BooleanField(_("la presidencia dirime los empates"), default=False)
    aviso = models.PositiveSmallIntegerField(
        _("días hábiles de anticipación de la convocatoria"), default=5, validators=[MaxValueValidator(60)]
    )
    aviso_extraordinaria = models.PositiveSmallIntegerField(
        _("días hábiles de anticipación si es extraordinaria"), default=2, validators=[MaxValueValidator(60)]
    )
    numeracion = models.CharField(
        _("numeración"), max_length=10, choices=Numeracion, default=Numeracion.POR_ANIO
    )
    aprobacion = models.CharField(
        _("cómo se aprueba el acta"),
        max_length=18,
        choices=FormaDeAprobacion,
        default=FormaDeAprobacion.TRAS_CIRCULACION,
    )
    dias_para_observar = models.PositiveSmallIntegerField(
        _("días hábiles para observar el acta"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    dias_para_enviar = models.PositiveSmallIntegerField(
        _("días hábiles para enviar el acta"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    """From the end of the session: dominio.md §2 «Acta», by Arequipa DR 02-2023 art. 10.f."""
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("reglas de un órgano")
        verbose_name_plural = _("reglas de órganos")
        ordering = ["organo", "desde"]
        constraints = [
            en_orden("reglas_terminan_despues_de_empezar"),
            ExclusionConstraint(
                name="reglas_unas_por_dia",
                expressions=[("organo", RangeOperators.EQUAL), (rango(), RangeOperators.OVERLAPS)],
                violation_error_message=_("El órgano ya tiene reglas en esas fechas."),
            ),
            models.CheckConstraint(
                condition=Q(dias_para_observar__gte=1) & Q(dias_para_enviar__gte=1), name="reglas_dan_un_dia"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organo} · {self.desde:%d/%m/%Y}"

    def raiz(self) -> Expediente:
        return self.organo.expediente

    def quorum_en(self, *, segunda: bool) -> str:
        return self.quorum_segunda if segunda else self.quorum

    def dias_de_aviso(self, *, extraordinaria: bool) -> int:
        return self.aviso_extraordinaria if extraordinaria else self.aviso


class MiembroDeOrgano(Registrado):
    """A post that is a member of a body between two days. Who exercises it that day is the person who attends.

    `suple_a` is the member whose seat an alterno takes by attending while that member is absent. Who does not vote has
    voice (a secretaría that is no member).
    """

    organo = models.ForeignKey(Organo, models.PROTECT, related_name="miembros")
    orden = models.PositiveSmallIntegerField(_("orden"), default=1)
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución")
    )
    puesto = models.ForeignKey(Puesto, models.PROTECT, related_name="+", verbose_name=_("puesto"))
    cargo = models.CharField(_("cargo en el órgano"), max_length=12, choices=Cargo, default=Cargo.MIEMBRO)
    vota = models.BooleanField(_("tiene voto"), default=True)
    suple_a = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="suplentes",
        null=True,
        blank=True,
        verbose_name=_("alterno de"),
    )
    desde = models.DateField(_("desde"))
    hasta = models.DateField(_("hasta"), null=True, blank=True)
    documento = models.CharField(_("documento de designación"), max_length=200, blank=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("miembro de un órgano")
        verbose_name_plural = _("miembros de órganos")
        ordering = ["organo", "orden", "pk"]
        constraints = [
            en_orden("miembro_termina_despues_de_empezar"),
            ExclusionConstraint(
                name="miembro_sin_repetir",
                expressions=[
                    ("organo", RangeOperators.EQUAL),
                    ("puesto", RangeOperators.EQUAL),
                    (rango(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Ese puesto ya es miembro del órgano en esas fechas."),
            ),
            ExclusionConstraint(
                name="miembro_una_presidencia",
                expressions=[("organo", RangeOperators.EQUAL), (rango(), RangeOperators.OVERLAPS)],
                condition=Q(cargo=Cargo.PRESIDENCIA, suple_a__isnull=True),
                violation_error_message=_("El órgano ya tiene presidencia en esas fechas."),
            ),
            models.CheckConstraint(
                condition=Q(suple_a__isnull=True) | ~Q(suple_a=F("id")), name="miembro_no_se_suple_solo"
            ),
        ]
        indexes = [models.Index(fields=["puesto", "organo"], name="miembro_de_un_puesto")]

    def __str__(self) -> str:
        return f"{self.puesto} ({self.institucion.sigla or self.institucion})"

    def raiz(self) -> Expediente:
        return self.organo.expediente

    @property
    def plaza_id(self) -> int:
        """The seat that it has or may take."""
        return self.suple_a_id or self.pk
