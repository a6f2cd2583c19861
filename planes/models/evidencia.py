"""What shows that an action was done: a paper or a link, with its kind, day and place."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from expedientes.models import Expediente
from expedientes.permissions import AJENA, needs
from flujo.declaracion import paso, transition
from flujo.fields import FSMField
from flujo.models import ConEstado, Raiz
from instituciones.models import Institucion
from planes import conditions
from planes.models.accion import AccionConjunta


class TipoDeMedio(models.TextChoices):
    """Kinds of means of verification, as the ministry of economy of Peru names them for its indicators."""

    ACTA = "acta", _("Acta")
    INFORME = "informe", _("Informe")
    PLAN = "plan", _("Plan")
    MATRIZ = "matriz", _("Matriz")
    EVALUACION = "evaluacion", _("Evaluación")
    BASE_DE_DATOS = "base_de_datos", _("Base de datos")
    TECNICO = "tecnico", _("Documento técnico")
    FORMATO = "formato", _("Formato")
    PRESENTACION = "presentacion", _("Presentación")
    ADMINISTRATIVO = "administrativo", _("Documento administrativo")
    LEGAL = "legal", _("Documento legal")
    FOTOGRAFIA = "fotografia", _("Fotografía")
    ASISTENCIA = "asistencia", _("Lista de asistencia")
    OTRO = "otro", _("Otro")


class EstadoDeMedio(models.TextChoices):
    PRESENTADO = "presentado", _("Presentado")
    DEVUELTO = "devuelto", _("Devuelto")
    ACEPTADO = "aceptado", _("Aceptado")


class MedioDeVerificacion(ConEstado):
    """One means of verification of an action, presented by a party that answers for it. What it says never changes.

    The paper is one that every party reads; the hash of its bytes is its own.
    """

    accion = models.ForeignKey(AccionConjunta, models.PROTECT, related_name="medios")
    tipo = models.CharField(_("tipo"), max_length=16, choices=TipoDeMedio)
    descripcion = models.CharField(_("qué demuestra"), max_length=300)
    documento = models.ForeignKey(
        "documentos.Documento",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("documento"),
    )
    enlace = models.URLField(_("enlace"), max_length=500, blank=True)
    fecha = models.DateField(_("fecha"))
    lugar = models.CharField(_("lugar"), max_length=200, blank=True)
    institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", verbose_name=_("institución que lo presenta")
    )
    estado = FSMField(_("estado"), choices=EstadoDeMedio, default=EstadoDeMedio.PRESENTADO, protected=True)

    junto_con = ("accion__plan__expediente", "documento__archivo")

    class Meta:
        verbose_name = _("medio de verificación")
        verbose_name_plural = _("medios de verificación")
        ordering = ["accion", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(documento__isnull=False, enlace="") | (Q(documento__isnull=True) & ~Q(enlace="")),
                name="medio_documento_o_enlace",
                violation_error_message=_("Adjunte un documento o escriba un enlace: uno de los dos."),
            ),
            models.CheckConstraint(
                condition=~Q(descripcion=""),
                name="medio_dice_que_demuestra",
                violation_error_message=_("Diga qué demuestra."),
            ),
            models.CheckConstraint(
                condition=Q(fecha__year__gte=1950),
                name="medio_de_un_ano_creible",
                violation_error_message=_("Revise el año del medio de verificación."),
            ),
        ]

    def __str__(self) -> str:
        return self.descripcion

    def get_absolute_url(self) -> str:
        return f"{self.accion.get_absolute_url()}#medios"

    @property
    def expediente(self) -> Expediente:
        return self.accion.expediente

    def raiz(self) -> Expediente:
        return self.accion.raiz()

    def fijar_raiz(self, raiz: Raiz) -> None:
        self.accion.fijar_raiz(raiz)

    def pais(self) -> str:
        return self.accion.pais()

    def responde(self, institucion_id: int) -> bool:
        return self.accion.responde(institucion_id)

    def responsables_ids(self) -> frozenset[int]:
        """The institutions that cannot judge it: those that answer for its action, and the one that presented it."""
        return self.accion.responsables_ids() | {self.institucion_id}

    @transition(
        estado,
        source=EstadoDeMedio.PRESENTADO,
        target=EstadoDeMedio.ACEPTADO,
        conditions=[conditions.accion_sin_final],
        permission=needs("verificar", de=AJENA),
        custom=paso(
            _("Aceptar"),
            form="convenios.forms.PasoSimple",
            ayuda=_("Otra parte, que no responde de la acción, lo vio y lo da por bueno."),
        ),
    )
    def aceptar(self, motivo: str = "") -> None:
        """Another party looked at it and takes it."""

    @transition(
        estado,
        source=EstadoDeMedio.PRESENTADO,
        target=EstadoDeMedio.DEVUELTO,
        conditions=[conditions.accion_sin_final],
        permission=needs("verificar", de=AJENA),
        custom=paso(
            _("Devolver"),
            form="planes.forms.DevolverMedioForm",
            ayuda=_("Deja de contar. Si la acción estaba concluida, queda observada con el mismo motivo."),
        ),
    )
    def devolver(self, motivo: str) -> None:
        """Another party says why it shows nothing."""
