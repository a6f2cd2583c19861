"""The acta of a session: written while it runs, circulated, approved, signed, and entered in the book of its body."""

import json
import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from expedientes import visibilidad
from expedientes.models import Expediente
from flujo.declaracion import paso, transition
from flujo.models import ConEstado, Registrado
from instituciones.models import Institucion, Puesto, Usuario
from seguimiento.conditions import actas as conditions
from seguimiento.models.organo import FormaDeAprobacion, MiembroDeOrgano, Organo, ReglasDeOrgano
from seguimiento.models.sesion import PuntoDeAgenda, Sesion
from seguimiento.permissions import DE_LA_SESION, FIRMANTES, MIEMBROS, SECRETARIA

if TYPE_CHECKING:
    import datetime as dt


class EstadoDeActa(models.TextChoices):
    BORRADOR = "borrador", _("Borrador")
    CIRCULADA = "circulada", _("Circulada")
    OBSERVADA = "observada", _("Observada")
    APROBADA = "aprobada", _("Aprobada")
    EN_FIRMA = "en_firma", _("En firma")
    FIRMADA = "firmada", _("Firmada")
    INCORPORADA_AL_LIBRO = "incorporada_al_libro", _("Incorporada al libro")
    DISTRIBUIDA = "distribuida", _("Distribuida")


SE_ESCRIBE = (EstadoDeActa.BORRADOR, EstadoDeActa.OBSERVADA)
"""Its paragraphs, agreements and votes may still change."""
ANTES_DE_APROBADA = (*SE_ESCRIBE, EstadoDeActa.CIRCULADA)
APROBADAS = (
    EstadoDeActa.APROBADA,
    EstadoDeActa.EN_FIRMA,
    EstadoDeActa.FIRMADA,
    EstadoDeActa.INCORPORADA_AL_LIBRO,
    EstadoDeActa.DISTRIBUIDA,
)
"""Nobody edits it any more: it is corrected only by another acta."""
EN_EL_LIBRO = (EstadoDeActa.INCORPORADA_AL_LIBRO, EstadoDeActa.DISTRIBUIDA)


class ActaQuerySet(models.QuerySet["Acta"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def aprobadas(self) -> Self:
        return self.filter(estado__in=APROBADAS)


class Acta(ConEstado):
    """The acta of one session. Its number comes with its approval, by body, without gaps.

    What is approved is a version: its content as canonical JSON, with its hash. While it is being written nothing of it
    is logged but that it was circulated, with its hash.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="actas")
    organo = models.ForeignKey(Organo, models.PROTECT, related_name="actas")
    sesion = models.OneToOneField(Sesion, models.PROTECT, related_name="acta")
    anio = models.PositiveSmallIntegerField(_("año de la numeración"), null=True, editable=False)
    """0 where the numbering never starts anew."""
    numero = models.PositiveIntegerField(_("número"), null=True, editable=False)
    estado = FSMField(_("estado"), choices=EstadoDeActa, default=EstadoDeActa.BORRADOR, protected=True)
    version = models.ForeignKey(
        "VersionDeActa",
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
    comision = models.ManyToManyField(
        MiembroDeOrgano, related_name="+", blank=True, verbose_name=_("comisión de verificación")
    )
    libro = models.PositiveIntegerField(_("orden en el libro"), null=True, editable=False)
    folio_desde = models.PositiveIntegerField(_("desde el folio"), null=True, editable=False)
    folio_hasta = models.PositiveIntegerField(_("hasta el folio"), null=True, editable=False)
    incorporada_el = models.DateField(_("incorporada al libro el"), null=True, editable=False)
    distribuida_el = models.DateField(_("distribuida el"), null=True, editable=False)

    objects = ActaQuerySet.as_manager()
    junto_con = ("asiento", "organo", "sesion__reglas", "version")

    class Meta:
        verbose_name = _("acta")
        verbose_name_plural = _("actas")
        ordering = ["organo", "-anio", "-numero", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organo", "anio", "numero"],
                condition=Q(numero__isnull=False),
                name="acta_numero_unico",
            ),
            models.UniqueConstraint(
                fields=["organo", "libro"],
                condition=Q(libro__isnull=False),
                name="acta_en_su_orden_del_libro",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado__in=ANTES_DE_APROBADA,
                    numero__isnull=True,
                    anio__isnull=True,
                    aprobada_el__isnull=True,
                )
                | Q(
                    estado__in=APROBADAS,
                    numero__gte=1,
                    anio__isnull=False,
                    aprobada_el__isnull=False,
                    version__isnull=False,
                )
                & ~Q(forma=""),
                name="acta_numerada_al_aprobarse",
            ),
            models.CheckConstraint(
                condition=Q(estado__in=SE_ESCRIBE) | Q(version__isnull=False, contenido_hash__length=64),
                name="acta_circulada_con_su_version",
            ),
            models.CheckConstraint(
                condition=Q(
                    estado__in=EN_EL_LIBRO,
                    libro__gte=1,
                    folio_desde__gte=1,
                    folio_hasta__gte=F("folio_desde"),
                    incorporada_el__isnull=False,
                )
                | (~Q(estado__in=EN_EL_LIBRO) & Q(libro__isnull=True, folio_desde__isnull=True)),
                name="acta_del_libro_con_folios",
            ),
        ]
        indexes = [models.Index(fields=["organo", "-anio", "-numero"], name="acta_del_organo")]

    def __str__(self) -> str:
        if self.numero is None:
            return _t("Acta de la %(sesion)s") % {"sesion": self.sesion}
        return _t("Acta %(n)s · %(organo)s") % {"n": self.numero_dicho, "organo": self.organo}

    def get_absolute_url(self) -> str:
        return f"{self.sesion.get_absolute_url()}acta/"

    def raiz(self) -> Expediente:
        return self.expediente

    def fijar_raiz(self, raiz: Expediente) -> None:  # type: ignore[override]
        self.expediente = raiz
        self.organo.expediente = raiz
        self.sesion.organo = self.organo
        self.sesion.expediente = raiz

    def pais(self) -> str:
        return str(self.expediente.pais())

    def hash_de_contenido(self) -> str | None:
        return self.contenido_hash or None

    @property
    def numero_dicho(self) -> str:
        """«3-2026», «12»; empty before its approval."""
        if self.numero is None:
            return ""
        return f"{self.numero}-{self.anio}" if self.anio else str(self.numero)

    @property
    def se_escribe(self) -> bool:
        return self.estado in SE_ESCRIBE

    def quienes_aprueban(self) -> list[MiembroDeOrgano]:
        """The members who say whether it is right: see `conditions.actas.quienes_aprueban`."""
        return conditions.quienes_aprueban(self)

    @property
    def pagina_para_escribir(self) -> str:
        return f"{self.get_absolute_url()}escribir/"

    def quienes_firman(self) -> list[MiembroDeOrgano]:
        """The members who sign it, as fixed when it was sent to be signed."""
        return [f.miembro for f in self.firmantes.select_related("miembro__puesto", "miembro__institucion")]

    def miembros_de_la_sesion(self) -> list[MiembroDeOrgano]:
        """Those of the body today and of the day on which it met: a post that has left still answers for that day."""
        hoy = self.organo.miembros_al(self.expediente.hoy())
        return [*hoy, *(m for m in self.sesion.miembros() if m.pk not in {h.pk for h in hoy})]

    @property
    def esta_aprobada(self) -> bool:
        return self.estado in APROBADAS

    @property
    def reglas(self) -> ReglasDeOrgano:
        """Those of its session's day. Raises ValueError before the session was installed: there is no acta then."""
        if self.sesion.reglas is None:
            raise ValueError("an acta is begun when its session is installed")
        return self.sesion.reglas

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
    def circular(self, fecha: "dt.date", hasta: "dt.date") -> None:
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
        self, numero: int, anio: int, fecha: "dt.date", forma: str, fuera_de_orden: str = ""
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
    def aprobar_por_silencio(
        self, numero: int, anio: int, fecha: "dt.date", fuera_de_orden: str = ""
    ) -> None:
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
    def aprobar_en_sesion(self, numero: int, anio: int, fecha: "dt.date", fuera_de_orden: str = "") -> None:
        """An agreement of this session, or of a later one, approved it."""
        self._aprobar(numero, anio, fecha, FormaDeAprobacion.EN_SESION, fuera_de_orden)

    def _aprobar(self, numero: int, anio: int, fecha: "dt.date", forma: str, fuera_de_orden: str) -> None:
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
        permission=FIRMANTES,
        custom=paso(_("Firmar el acta")),
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
    def incorporar_al_libro(self, libro: int, folio_desde: int, folio_hasta: int, fecha: "dt.date") -> None:
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
    def distribuir(self, fecha: "dt.date") -> None:
        """Members present and absent have it."""
        self.distribuida_el = fecha


class OrigenDeVersionDeActa(models.TextChoices):
    CIRCULACION = "circulacion", _("Circulada a los miembros")
    SESION = "sesion", _("Aprobada en la sesión")


class VersionDeActa(Registrado):
    """One version of an acta as canonical JSON, with its hash: what the members were shown, for ever."""

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="versiones")
    n = models.PositiveIntegerField(_("número"))
    contenido = models.TextField(_("contenido"))
    hash = models.CharField(max_length=64)
    origen = models.CharField(_("origen"), max_length=12, choices=OrigenDeVersionDeActa)
    creada_at = models.DateTimeField(_("registrada"), db_default=TransactionNow(), editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("versión de un acta")
        verbose_name_plural = _("versiones de actas")
        ordering = ["acta", "n"]
        constraints = [
            models.UniqueConstraint(fields=["acta", "n"], name="version_de_acta_numero_unico"),
            models.CheckConstraint(condition=Q(n__gte=1), name="version_de_acta_desde_uno"),
            models.CheckConstraint(condition=Q(hash__length=64), name="version_de_acta_con_hash"),
        ]

    def __str__(self) -> str:
        return _t("Versión %(n)s") % {"n": self.n}

    def raiz(self) -> Expediente:
        return self.acta.expediente

    def hash_de_contenido(self) -> str:
        return self.hash

    @property
    def datos(self) -> dict[str, Any]:
        """Its content as plain data."""
        return json.loads(self.contenido)  # type: ignore[no-any-return]


class LugarDeParrafo(models.TextChoices):
    """Where in the acta a paragraph stands; within a point, in its `orden`."""

    APERTURA = "apertura", _("Apertura")
    PUNTO = "punto", _("Punto de agenda")
    CIERRE = "cierre", _("Cierre")


class ClaseDeParrafo(models.TextChoices):
    DELIBERACION = "deliberacion", _("Deliberación")
    ACUERDO = "acuerdo", _("Acuerdo")
    COMPROMISO = "compromiso", _("Compromiso")


class Parrafo(models.Model):
    """One paragraph of an acta: what was said, an agreement, or a commitment in one line («… @puesto fecha»).

    Two secretaries write at once: each change names the `version` that it was made from, and meets it or is merged.
    `clave` is given by whoever begins it, so that what was typed without a network is sent twice without harm. What is
    taken out stays, as `retirado`, until the acta is circulated without it.
    """

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="parrafos")
    clave = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lugar = models.CharField(_("lugar"), max_length=8, choices=LugarDeParrafo, default=LugarDeParrafo.PUNTO)
    punto = models.ForeignKey(
        PuntoDeAgenda, models.PROTECT, related_name="parrafos", null=True, blank=True, verbose_name=_("punto")
    )
    orden = models.FloatField(_("orden"))
    clase = models.CharField(
        _("clase"), max_length=12, choices=ClaseDeParrafo, default=ClaseDeParrafo.DELIBERACION
    )
    texto = models.TextField(_("texto"), max_length=20000, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    retirado = models.BooleanField(_("retirado"), default=False)
    es_reservado = models.BooleanField(_("se omite en la copia para invitados"), default=False)
    escrito_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("escrito por")
    )
    escrito_at = models.DateTimeField(_("escrito"), auto_now=True)

    class Meta:
        verbose_name = _("párrafo")
        verbose_name_plural = _("párrafos")
        ordering = ["acta", "orden", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lugar=LugarDeParrafo.PUNTO, punto__isnull=False)
                | (~Q(lugar=LugarDeParrafo.PUNTO) & Q(punto__isnull=True)),
                name="parrafo_en_su_lugar",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="parrafo_desde_la_version_uno"),
        ]
        indexes = [models.Index(fields=["acta", "orden"], name="parrafo_del_acta")]

    def __str__(self) -> str:
        return self.texto[:80]


class ObservacionDeActa(Registrado):
    """What a member finds wrong in a paragraph of the circulated version, until it is accepted or answered."""

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="observaciones")
    version = models.ForeignKey(VersionDeActa, models.PROTECT, related_name="observaciones")
    parrafo = models.ForeignKey(
        Parrafo,
        models.PROTECT,
        related_name="observaciones",
        null=True,
        blank=True,
        verbose_name=_("párrafo"),
    )
    """None when it is about the acta as a whole: attendance, hours, votes."""
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="+")
    puesto = models.ForeignKey(Puesto, models.PROTECT, related_name="+", null=True)
    texto = models.TextField(_("observación"), max_length=4000)
    propuesta = models.TextField(_("cómo debería decir"), max_length=20000, blank=True)
    hecha_el = models.DateField(_("hecha el"))
    es_aceptada = models.BooleanField(_("aceptada"), null=True, editable=False)
    respuesta = models.TextField(_("respuesta"), max_length=4000, blank=True)
    respondida_el = models.DateField(_("respondida el"), null=True, editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    class Meta:
        verbose_name = _("observación de un acta")
        verbose_name_plural = _("observaciones de actas")
        ordering = ["acta", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(texto=""),
                name="observacion_de_acta_dice_que",
                violation_error_message=_("Escriba la observación."),
            ),
            models.CheckConstraint(
                condition=Q(respondida_el__isnull=True, es_aceptada__isnull=True, respuesta="")
                | Q(respondida_el__isnull=False, es_aceptada=True)
                | (Q(respondida_el__isnull=False, es_aceptada=False) & ~Q(respuesta="")),
                name="observacion_de_acta_aceptada_o_respondida",
                violation_error_message=_("Diga por qué no se acepta."),
            ),
        ]

    def __str__(self) -> str:
        return self.texto[:80]

    def raiz(self) -> Expediente:
        return self.acta.expediente


class CalidadDeFirma(models.TextChoices):
    """Why a member signs an acta (TUO of Law 27444, art. 113): who presides, who keeps it, who dissented, who asked."""

    PRESIDENCIA = "presidencia", _("Presidencia")
    SECRETARIA = "secretaria", _("Secretaría")
    EN_DISENSO = "en_disenso", _("Voto singular")
    A_PEDIDO = "a_pedido", _("A su pedido")


class FirmanteDeActa(models.Model):
    """A member who signs an acta, and why. Fixed when it is sent to be signed."""

    acta = models.ForeignKey(Acta, models.PROTECT, related_name="firmantes")
    miembro = models.ForeignKey(MiembroDeOrgano, models.PROTECT, related_name="+")
    calidad = models.CharField(_("en calidad de"), max_length=12, choices=CalidadDeFirma)
    nombre = models.CharField(_("nombre"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("firmante de un acta")
        verbose_name_plural = _("firmantes de actas")
        ordering = ["acta", "pk"]
        constraints = [models.UniqueConstraint(fields=["acta", "miembro"], name="firmante_de_acta_una_vez")]

    def __str__(self) -> str:
        return f"{self.miembro} ({self.get_calidad_display()})"
