"""Something that must be corrected: found in a report by another party, or by whoever controls, in words."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from documentos.models import Documento
from expedientes import visibilidad
from expedientes.models import Expediente
from expedientes.permissions import needs
from flujo.declaracion import paso, transition
from flujo.fields import FSMField
from flujo.models import ConEstado
from instituciones.models import Institucion, Puesto, Usuario
from seguimiento.conditions import informes as conditions
from seguimiento.criterios import CORRIGE, NO_CORRIGE
from seguimiento.models.compromiso import Compromiso
from seguimiento.models.informe import InformeDeSeguimiento, VersionDeInforme


class EstadoDeObservacion(models.TextChoices):
    ABIERTA = "abierta", _("Abierta")
    EN_SUBSANACION = "en_subsanacion", _("En subsanación")
    SUBSANADA = "subsanada", _("Subsanada")
    VERIFICADA = "verificada", _("Verificada")
    VERIFICACION_NO_OBTENIDA = "verificacion_no_obtenida", _("Verificación no obtenida")


class SeccionObservada(models.TextChoices):
    """On what of the report it is."""

    TODO = "", _("Todo el informe")
    RESUMEN = "resumen", _("Resumen")
    ACTIVIDADES = "actividades", _("Actividades")
    LOGROS = "logros", _("Logros")
    DIFICULTADES = "dificultades", _("Dificultades")
    LECCIONES = "lecciones", _("Lecciones aprendidas")
    PROXIMOS_PASOS = "proximos_pasos", _("Próximos pasos")
    CIFRAS = "cifras", _("Cifras")


POR_CORREGIR = (EstadoDeObservacion.ABIERTA, EstadoDeObservacion.EN_SUBSANACION)
TERMINADAS = (EstadoDeObservacion.VERIFICADA, EstadoDeObservacion.VERIFICACION_NO_OBTENIDA)


class ObservacionQuerySet(models.QuerySet["ObservacionDeSeguimiento"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that this account may see."""
        return self.filter(visibilidad.expedientes_visibles(usuario, "expediente__"))

    def por_verificar_o_corregir(self) -> Self:
        return self.exclude(estado__in=TERMINADAS)


class ObservacionDeSeguimiento(ConEstado):
    """What was found, who must correct it and by when, how, and what shows that it was corrected.

    It is of a presentation of a report (`version`), or of the case file as a whole when a control body made it: then
    `de_control` says which, in words. `institucion` recorded it; `responsable` corrects it. `compromiso` is what was
    undertaken because of it, where that was noted.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="observaciones_de_seguimiento")
    numero = models.PositiveIntegerField(_("número"), editable=False)
    informe = models.ForeignKey(
        InformeDeSeguimiento, models.PROTECT, null=True, related_name="observaciones", editable=False
    )
    version = models.ForeignKey(
        VersionDeInforme, models.PROTECT, null=True, related_name="observaciones", editable=False
    )
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que la registró")
    )
    de_control = models.CharField(_("órgano de control que la hizo"), max_length=300, blank=True)
    seccion = models.CharField(_("sobre qué"), max_length=16, choices=SeccionObservada, blank=True)
    texto = models.TextField(_("observación"), max_length=4000)
    hecha_el = models.DateField(_("hecha el"), editable=False)
    responsable = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que la corrige")
    )
    puesto = models.ForeignKey(
        Puesto,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("puesto que la corrige"),
    )
    vence = models.DateField(_("se corrige hasta"))
    estado = FSMField(
        _("estado"), choices=EstadoDeObservacion, default=EstadoDeObservacion.ABIERTA, protected=True
    )
    accion_correctiva = models.TextField(_("acción correctiva"), max_length=4000, blank=True)
    respuesta = models.TextField(_("qué se corrigió"), max_length=4000, blank=True)
    documento = models.ForeignKey(
        Documento, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("documento")
    )
    enlace = models.URLField(_("enlace"), max_length=500, blank=True)
    subsanada_el = models.DateField(_("subsanada el"), null=True, editable=False)
    motivo = models.TextField(_("por qué se devolvió o se cerró"), max_length=2000, blank=True)
    compromiso = models.ForeignKey(
        Compromiso, models.PROTECT, null=True, related_name="observaciones", editable=False
    )

    objects = ObservacionQuerySet.as_manager()
    junto_con = ("expediente", "asiento", "informe", "institucion", "responsable", "puesto")

    class Meta:
        verbose_name = _("observación de seguimiento")
        verbose_name_plural = _("observaciones de seguimiento")
        ordering = ["expediente", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["expediente", "numero"], name="observacion_numero_unico"),
            models.CheckConstraint(
                condition=~Q(texto=""),
                name="observacion_dice_que",
                violation_error_message=_("Escriba la observación."),
            ),
            models.CheckConstraint(
                condition=Q(informe__isnull=False, version__isnull=False, de_control="")
                | (Q(informe__isnull=True, version__isnull=True) & ~Q(de_control="")),
                name="observacion_de_un_informe_o_de_control",
                violation_error_message=_("Diga qué órgano de control la hizo."),
            ),
            models.CheckConstraint(
                condition=Q(estado=EstadoDeObservacion.ABIERTA) | ~Q(accion_correctiva=""),
                name="observacion_atendida_dice_como",
                violation_error_message=_("Diga qué se hará para corregirlo."),
            ),
            models.CheckConstraint(
                condition=Q(estado__in=POR_CORREGIR) | (~Q(respuesta="") & Q(subsanada_el__isnull=False)),
                name="observacion_subsanada_dice_que",
                violation_error_message=_("Diga qué se corrigió."),
            ),
            models.CheckConstraint(
                condition=Q(estado__in=POR_CORREGIR)
                | Q(informe__isnull=False)
                | Q(documento__isnull=False)
                | ~Q(enlace=""),
                name="observacion_subsanada_se_ve",
                violation_error_message=_("Adjunte un documento o escriba un enlace que lo muestre."),
            ),
            models.CheckConstraint(
                condition=Q(documento__isnull=True) | Q(enlace=""),
                name="observacion_documento_o_enlace",
                violation_error_message=_("Elija un documento o escriba un enlace: uno de los dos."),
            ),
        ]
        indexes = [models.Index(fields=["expediente", "estado", "vence"], name="observacion_del_caso")]

    def __str__(self) -> str:
        return _t("Observación %(n)s") % {"n": self.numero}

    def get_absolute_url(self) -> str:
        return f"{self.expediente.get_absolute_url()}informes/observaciones/{self.numero}/"

    def raiz(self) -> Expediente:
        return self.expediente

    def pais(self) -> str:
        return str(self.expediente.pais())

    @property
    def de_quien(self) -> str:
        """Who made it."""
        return self.de_control or str(self.institucion)

    @property
    def corrige(self) -> str:
        """«Gerencia general · FECRECOOP»."""
        return " · ".join(str(x) for x in (self.puesto and self.puesto.nombre, self.responsable) if x)

    def esta_vencida(self, hoy: dt.date) -> bool:
        """Whether it should have been corrected before `hoy`, and was not."""
        return self.estado in POR_CORREGIR and self.vence < hoy

    @transition(
        estado,
        source=EstadoDeObservacion.ABIERTA,
        target=EstadoDeObservacion.EN_SUBSANACION,
        permission=needs("editar", de=CORRIGE),
        custom=paso(
            _("Decir cómo se corregirá"),
            form="seguimiento.forms.observaciones.AtenderForm",
            ayuda=_("La acción correctiva. La fecha sigue siendo la que se pidió."),
        ),
    )
    def atender(self, texto: str) -> None:
        """Its responsible party says what it will do."""
        self.accion_correctiva = texto

    @transition(
        estado,
        source=EstadoDeObservacion.EN_SUBSANACION,
        target=EstadoDeObservacion.SUBSANADA,
        conditions=[conditions.hay_evidencia],
        permission=needs("editar", de=CORRIGE),
        custom=paso(
            _("Dar por subsanada"),
            form="seguimiento.forms.observaciones.SubsanarForm",
            ayuda=_("Qué se corrigió y dónde se ve. Otra parte lo verifica."),
        ),
    )
    def subsanar(self, respuesta: str, fecha: dt.date) -> None:
        """It was corrected, says whoever had to."""
        self.respuesta, self.subsanada_el, self.motivo = respuesta, fecha, ""

    @transition(
        estado,
        source=EstadoDeObservacion.SUBSANADA,
        target=EstadoDeObservacion.VERIFICADA,
        permission=needs("verificar", de=NO_CORRIGE),
        custom=paso(
            _("Verificar la corrección"),
            form="seguimiento.forms.observaciones.PasoDeObservacion",
            ayuda=_("Su institución comprobó que se corrigió. Ya no cambia."),
        ),
    )
    def verificar(self) -> None:
        """Another party found it corrected."""

    @transition(
        estado,
        source=EstadoDeObservacion.SUBSANADA,
        target=EstadoDeObservacion.EN_SUBSANACION,
        permission=needs("verificar", de=NO_CORRIGE),
        custom=paso(
            _("Devolver"),
            form="seguimiento.forms.observaciones.MotivoDeObservacion",
            ayuda=_("Vuelve a quien corrige con lo que falta."),
        ),
    )
    def devolver(self, motivo: str) -> None:
        """Something of it is not corrected."""
        self.motivo, self.subsanada_el = motivo, None

    @transition(
        estado,
        source=EstadoDeObservacion.SUBSANADA,
        target=EstadoDeObservacion.VERIFICACION_NO_OBTENIDA,
        conditions=[conditions.nadie_puede_verificarla],
        permission=needs("mover", de=CORRIGE),
        custom=paso(
            _("Cerrar sin verificación"),
            form="seguimiento.forms.observaciones.MotivoDeObservacion",
            ayuda=_(
                "Ninguna otra parte puede verificarla. Se cuenta aparte de las verificadas. Ya no cambia."
            ),
        ),
    )
    def cerrar_sin_verificacion(self, motivo: str) -> None:
        """It was corrected, and the case file has no other party to look at it."""
        self.motivo = motivo
