"""A tool or a material that an institution lets others use."""

from typing import Self

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documentos.models import Documento
from expedientes import visibilidad
from expedientes.models import Expediente
from flujo.models import Registrado
from instituciones.models import Institucion, Usuario


class ConQuienes(models.TextChoices):
    PARTES = "partes", _("Con las partes del expediente")
    TODOS = "todos", _("Con todas las instituciones que usan el sistema")


class RecursoQuerySet(models.QuerySet["Recurso"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """Those of the case files that the account sees, and those shared with everybody."""
        return self.filter(
            Q(con_quienes=ConQuienes.TODOS) | visibilidad.expedientes_visibles(usuario, "expediente__")
        )

    def vigentes(self) -> Self:
        """Without those that were withdrawn."""
        return self.filter(retirado_el__isnull=True)


class Recurso(Registrado):
    """A shared resource, as its institution describes it.

    What nobody knows of it (its licence, its version) stays empty and is shown as unknown; it need not have a link or a
    paper yet.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="recursos")
    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="recursos")
    nombre = models.CharField(_("nombre"), max_length=200)
    descripcion = models.TextField(_("descripción"), max_length=4000)
    autoria = models.CharField(
        _("autoría"),
        max_length=200,
        blank=True,
        help_text=_("Quién lo hizo, si no es la institución que lo comparte."),
    )
    licencia = models.CharField(
        _("licencia"),
        max_length=120,
        blank=True,
        help_text=_("Con qué permiso se usa, por ejemplo «CC BY-NC 4.0»."),
    )
    idioma = models.CharField(_("idioma"), max_length=120, blank=True)
    version = models.CharField(_("versión"), max_length=60, blank=True)
    enlace = models.URLField(
        _("enlace"), max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    documento = models.ForeignKey(
        Documento, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("documento")
    )
    con_quienes = models.CharField(
        _("con quiénes se comparte"), max_length=8, choices=ConQuienes, default=ConQuienes.PARTES
    )
    nota_de_la_fuente = models.TextField(
        _("nota sobre la fuente"),
        max_length=2000,
        blank=True,
        help_text=_("De dónde se sabe, y qué no dice la fuente."),
    )
    compartido_el = models.DateField(_("compartido el"), editable=False)
    compartido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("compartido por")
    )
    retirado_el = models.DateField(_("retirado el"), null=True, editable=False)
    motivo = models.CharField(_("motivo del retiro"), max_length=300, blank=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = RecursoQuerySet.as_manager()

    class Meta:
        verbose_name = _("recurso compartido")
        verbose_name_plural = _("recursos compartidos")
        ordering = ["nombre", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(nombre="") & ~Q(descripcion=""),
                name="recurso_con_nombre_y_descripcion",
                violation_error_message=_("Diga cómo se llama el recurso y para qué sirve."),
            ),
            models.CheckConstraint(
                condition=Q(con_quienes=ConQuienes.PARTES) | Q(documento__isnull=True),
                name="recurso_de_todos_sin_documento",
                violation_error_message=_(
                    "Un documento del expediente solo lo leen sus partes: para compartirlo con todos, dé un enlace."
                ),
            ),
            models.CheckConstraint(
                condition=Q(enlace="") | Q(enlace__regex=r"^https?://"),
                name="recurso_con_enlace_de_la_red",
                violation_error_message=_("El enlace empieza con https:// o http://."),
            ),
            models.CheckConstraint(
                condition=Q(retirado_el__isnull=True, motivo="")
                | (Q(retirado_el__isnull=False) & ~Q(motivo="")),
                name="recurso_retirado_con_motivo",
                violation_error_message=_("Diga por qué se retira el recurso."),
            ),
            models.UniqueConstraint(
                fields=["expediente", "institucion", "nombre", "version"],
                condition=Q(retirado_el__isnull=True),
                name="recurso_una_vez",
                violation_error_message=_("La institución ya comparte ese recurso en este expediente."),
            ),
        ]
        indexes = [models.Index(fields=["nombre", "id"], name="recurso_por_nombre")]

    def __str__(self) -> str:
        return f"{self.nombre} {self.version}".strip()

    def raiz(self) -> Expediente:
        return self.expediente
