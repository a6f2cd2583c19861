"""Which columns of a list, and in which order: an account's own choice, or its institution's."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from auditoria.services import INTERNA
from expedientes.mirada import mirada_de
from flujo.models import Registrado
from instituciones.models import Institucion, RolInstitucional, Usuario


class Lista(models.TextChoices):
    """The lists whose columns are chosen; each declares its own in `tablero`."""

    EXPEDIENTES = "expedientes", _("Expedientes")
    CARTERA = "cartera", _("Cartera")
    GESTIONES = "gestiones", _("Gestiones")


class VistaQuerySet(models.QuerySet["Vista"]):
    def vigentes(self) -> Self:
        """Without those that were taken away."""
        return self.filter(retirada_at__isnull=True)

    def visible_to(self, usuario: Usuario) -> Self:
        """Those in use that are the account's own, or of an institution in which it holds a role or a post today."""
        mirada = mirada_de(usuario)
        suyas = {c.institucion_id for c in mirada.concedidos if c.rol != RolInstitucional.AUDITOR}
        suyas |= {c.institucion_id for c in mirada.cargos}
        return self.vigentes().filter(Q(usuario=usuario) | Q(institucion__in=sorted(filter(None, suyas))))


class Vista(Registrado):
    """A saved view of a list. Taken away, never deleted: its log row speaks of it."""

    lista = models.CharField(_("lista"), max_length=12, choices=Lista)
    nombre = models.CharField(_("nombre"), max_length=80)
    columnas = ArrayField(models.CharField(max_length=40), verbose_name=_("columnas"))
    """Their keys in order. One that the list no longer has is passed over."""
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="vistas"
    )
    institucion = models.ForeignKey(Institucion, models.PROTECT, null=True, blank=True, related_name="vistas")
    retirada_at = models.DateTimeField(_("retirada"), null=True, editable=False)

    objects = VistaQuerySet.as_manager()

    class Meta:
        verbose_name = _("vista")
        verbose_name_plural = _("vistas")
        ordering = ["lista", "nombre", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(usuario__isnull=True) ^ Q(institucion__isnull=True),
                name="vista_de_una_cuenta_o_de_una_institucion",
            ),
            models.CheckConstraint(
                condition=~Q(nombre=""),
                name="vista_con_nombre",
                violation_error_message=_("Póngale un nombre a la vista."),
            ),
            models.CheckConstraint(condition=Q(lista__in=Lista.values), name="vista_de_una_lista_conocida"),
            models.CheckConstraint(
                condition=Q(columnas__len__gte=1),
                name="vista_con_columnas",
                violation_error_message=_("Elija al menos una columna."),
            ),
            models.UniqueConstraint(
                fields=["usuario", "lista", "nombre"],
                condition=Q(retirada_at__isnull=True, usuario__isnull=False),
                name="vista_propia_con_nombre_unico",
                violation_error_message=_("Usted ya tiene una vista de esta lista con ese nombre."),
            ),
            models.UniqueConstraint(
                fields=["institucion", "lista", "nombre"],
                condition=Q(retirada_at__isnull=True, institucion__isnull=False),
                name="vista_de_institucion_con_nombre_unico",
                violation_error_message=_("La institución ya tiene una vista de esta lista con ese nombre."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nombre} · {self.institucion}" if self.institucion else self.nombre

    def get_absolute_url(self) -> str:
        return f"/vistas/{self.pk}/"

    def raiz(self) -> Any:
        return self.institucion or self.usuario.persona  # type: ignore[union-attr]

    def visibilidad_del_asiento(self) -> str:
        return INTERNA
