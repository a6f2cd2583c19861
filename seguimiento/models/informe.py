"""The follow-up report of a period: expected, written, presented, conformed by the others, signed, published."""

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from expedientes import visibilidad
from expedientes.contenido import Contenido
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.declaracion import paso, transition
from flujo.models import ConEstado, Registrado
from instituciones.models import Institucion, Usuario
from seguimiento import conditions_de_informes as conditions
from seguimiento.criterios_de_informes import NO_PRESENTA, PRESENTA
from seguimiento.models.calendario import CalendarioDeInformes

PRIMER_ANIO, ULTIMO_ANIO = 1990, 2200
"""Of a period: an earlier or a later one is a slip of the hand."""

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from seguimiento.models.observacion import ObservacionDeSeguimiento


class EstadoDeInforme(models.TextChoices):
    ESPERADO = "esperado", _("Esperado")
    EN_ELABORACION = "en_elaboracion", _("En elaboración")
    PRESENTADO = "presentado", _("Presentado")
    OBSERVADO = "observado", _("Observado")
    CONFORME = "conforme", _("Conforme")
    FIRMADO = "firmado", _("Firmado")
    PUBLICADO = "publicado", _("Publicado")
    NO_PRESENTADO = "no_presentado", _("No presentado")
    DISPENSADO = "dispensado", _("Dispensado")


POR_PRESENTAR = (EstadoDeInforme.ESPERADO, EstadoDeInforme.EN_ELABORACION)
"""It is still owed: what falls due can be overdue only here."""
SE_ESCRIBE = (EstadoDeInforme.EN_ELABORACION, EstadoDeInforme.OBSERVADO)
ANTE_LAS_PARTES = (EstadoDeInforme.PRESENTADO, EstadoDeInforme.CONFORME)
FIRMADOS = (EstadoDeInforme.FIRMADO, EstadoDeInforme.PUBLICADO)
CON_MOTIVO = (EstadoDeInforme.NO_PRESENTADO, EstadoDeInforme.DISPENSADO)
POR_TERMINAR = (*POR_PRESENTAR, EstadoDeInforme.OBSERVADO, *ANTE_LAS_PARTES)
"""Something of it waits for somebody."""


class InformeQuerySet(models.QuerySet["InformeDeSeguimiento"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def por_terminar(self) -> Self:
        return self.filter(estado__in=POR_TERMINAR)


class InformeDeSeguimiento(ConEstado):
    """One report. Its figures are those as of `corte`, the last day of its period, and never change once presented.

    `cifras` is canonical JSON (`seguimiento.queries.cifras`), `cifras_hash` its SHA-256, `cifras_el` the day on which
    they were taken. `presentaciones` counts how often it was put before the parties: each is a `VersionDeInforme`, and
    a conformity or a signature is of one. Whether it came late is computed (`es_extemporaneo`).
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="informes")
    numero = models.PositiveIntegerField(_("número"), editable=False)
    calendario = models.ForeignKey(
        CalendarioDeInformes, models.PROTECT, null=True, related_name="informes", editable=False
    )
    desde = models.DateField(_("desde"))
    corte = models.DateField(_("fecha de corte"))
    es_truncado = models.BooleanField(_("período recortado"), default=False, editable=False)
    es_final = models.BooleanField(_("es el informe final"), default=False)
    presenta = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que presenta")
    )
    vence = models.DateField(_("se presenta hasta"))
    estado = FSMField(_("estado"), choices=EstadoDeInforme, default=EstadoDeInforme.ESPERADO, protected=True)
    presentaciones = models.PositiveSmallIntegerField(_("veces presentado"), default=0, editable=False)
    presentado_el = models.DateField(_("presentado por primera vez el"), null=True, editable=False)
    version = models.ForeignKey(
        "seguimiento.VersionDeInforme", models.PROTECT, null=True, related_name="+", editable=False
    )
    motivo = models.TextField(_("motivo o sustento"), max_length=2000, blank=True)

    cifras = models.TextField(_("cifras"), blank=True, editable=False)
    cifras_hash = models.CharField(max_length=64, blank=True, editable=False)
    cifras_el = models.DateField(_("cifras tomadas el"), null=True, editable=False)

    resumen = models.TextField(_("resumen"), blank=True, max_length=20_000)
    actividades = models.TextField(_("actividades"), blank=True, max_length=20_000)
    logros = models.TextField(_("logros"), blank=True, max_length=20_000)
    dificultades = models.TextField(_("dificultades"), blank=True, max_length=20_000)
    lecciones = models.TextField(_("lecciones aprendidas"), blank=True, max_length=20_000)
    proximos_pasos = models.TextField(_("próximos pasos"), blank=True, max_length=20_000)

    SECCIONES = ("resumen", "actividades", "logros", "dificultades", "lecciones", "proximos_pasos")
    CONTENIDO = Contenido(
        campos=(
            "numero",
            "desde",
            "corte",
            "es_final",
            "presenta_id",
            "presentaciones",
            "cifras_hash",
            *SECCIONES,
        )
    )
    """What is conformed and signed. The figures are in it by their hash."""

    objects = InformeQuerySet.as_manager()
    junto_con = ("expediente", "asiento", "presenta", "version")

    class Meta:
        verbose_name = _("informe de seguimiento")
        verbose_name_plural = _("informes de seguimiento")
        ordering = ["expediente", "corte", "es_final", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "numero"], name="informe_numero_unico"),
            models.UniqueConstraint(
                fields=["calendario", "es_final", "corte"], name="informe_uno_por_periodo"
            ),
            models.CheckConstraint(
                condition=Q(numero__gte=1, corte__gte=F("desde"), vence__gt=F("corte")),
                name="informe_con_periodo_y_plazo",
                violation_error_message=_(
                    "El período no puede terminar antes de empezar, y el informe se presenta después de él."
                ),
            ),
            models.CheckConstraint(
                condition=Q(desde__year__gte=PRIMER_ANIO, corte__year__lte=ULTIMO_ANIO),
                name="informe_de_un_ano_creible",
                violation_error_message=_("Revise el año del período."),
            ),
            models.CheckConstraint(
                condition=Q(cifras="", cifras_hash="", cifras_el__isnull=True)
                | (~Q(cifras="") & Q(cifras_hash__length=64, cifras_el__gt=F("corte"))),
                name="informe_cifras_despues_del_corte",
            ),
            models.CheckConstraint(
                condition=Q(presentaciones=0, presentado_el__isnull=True)
                | (
                    Q(presentaciones__gte=1, presentado_el__gt=F("corte"), version__isnull=False)
                    & ~Q(cifras_hash="")
                    & ~Q(resumen="")
                ),
                name="informe_presentado_con_version_y_cifras",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=(*POR_PRESENTAR, *CON_MOTIVO)) | Q(presentaciones__gte=1),
                name="informe_ante_las_partes_presentado",
            ),
            models.CheckConstraint(
                condition=~Q(estado__in=CON_MOTIVO) | ~Q(motivo=""),
                name="informe_dice_por_que",
                violation_error_message=_("Diga por qué."),
            ),
        ]
        indexes = [models.Index(fields=["estado", "vence"], name="informe_por_vencer")]

    def __str__(self) -> str:
        return f"{self.nombre} · {self.periodo}"

    def get_absolute_url(self) -> str:
        return f"{self.expediente.get_absolute_url()}informes/{self.numero}/"

    def raiz(self) -> Expediente:
        return self.expediente

    def pais(self) -> str:
        return str(self.expediente.pais())

    def hash_de_contenido(self) -> str:
        return self.CONTENIDO.hash(self)

    @property
    def nombre(self) -> str:
        return _t("Informe final") if self.es_final else _t("Informe %(n)s") % {"n": self.numero}

    @property
    def periodo(self) -> str:
        return f"{date_format(self.desde, 'j b Y')} – {date_format(self.corte, 'j b Y')}"

    @property
    def se_escribe(self) -> bool:
        return self.estado in SE_ESCRIBE

    @property
    def esta_ante_las_partes(self) -> bool:
        return self.estado in ANTE_LAS_PARTES

    @property
    def datos_de_cifras(self) -> dict[str, Any]:
        """Its figures as plain data; empty before they are taken."""
        return json.loads(self.cifras) if self.cifras else {}

    @property
    def es_extemporaneo(self) -> bool:
        """Whether it was first presented after its day."""
        return self.presentado_el is not None and self.presentado_el > self.vence

    def esta_vencido(self, hoy: dt.date) -> bool:
        """Whether it should have been presented before `hoy`, and was not."""
        return self.estado in POR_PRESENTAR and self.vence < hoy

    def dias_de_atraso(self, hoy: dt.date) -> int:
        """Calendar days: since it was due, or between that day and when it came. 0 when it is or was in time."""
        if self.presentado_el:
            return max((self.presentado_el - self.vence).days, 0)
        return (hoy - self.vence).days if self.esta_vencido(hoy) else 0

    def secciones(self) -> list[tuple[str, str, str]]:
        """Each section: its field, its name, what it says."""
        return [
            (campo, str(self._meta.get_field(campo).verbose_name), getattr(self, campo))  # type: ignore[union-attr]
            for campo in self.SECCIONES
        ]

    def de_sus_observaciones(self) -> "QuerySet[ObservacionDeSeguimiento]":
        return self.observaciones.select_related("institucion", "responsable", "puesto", "asiento")

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
            _("Firmar el informe"), ayuda=_("Ocurre con la firma de la última coordinación, en su papel.")
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
            ayuda=_("Deja constancia de que el papel firmado puede darse a conocer fuera del expediente."),
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


class VersionDeInforme(Registrado):
    """One presentation of a report, as canonical JSON with its hash. The database refuses to change it."""

    informe = models.ForeignKey(InformeDeSeguimiento, models.PROTECT, related_name="versiones")
    n = models.PositiveSmallIntegerField(_("número"))
    contenido = models.TextField(_("contenido"))
    hash = models.CharField(max_length=64)
    fecha = models.DateField(_("presentada el"))
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("versión de un informe")
        verbose_name_plural = _("versiones de un informe")
        ordering = ["informe", "n"]
        constraints = [
            models.UniqueConstraint(fields=["informe", "n"], name="version_de_informe_numero_unico"),
            models.CheckConstraint(
                condition=Q(n__gte=1, hash__length=64), name="version_de_informe_con_numero_y_hash"
            ),
        ]

    def __str__(self) -> str:
        return _t("Presentación %(n)s") % {"n": self.n}

    def raiz(self) -> Expediente:
        return self.informe.expediente

    def hash_de_contenido(self) -> str:
        return self.hash

    @property
    def datos(self) -> dict[str, Any]:
        """Its content as plain data."""
        return json.loads(self.contenido)  # type: ignore[no-any-return]
