"""What people say of a clause while it is negotiated, among themselves or to the other parties."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convenios.models.convenio import Convenio
from convenios.models.texto import VersionDeTexto
from expedientes.models import Confidencial, ConfidencialQuerySet, Expediente
from flujo.models import Registrado


class ComentarioQuerySet(ConfidencialQuerySet["Comentario"]):
    def abiertos(self) -> Self:
        """Those that begin a thread and were not resolved."""
        return self.filter(responde_a__isnull=True, resuelto_el__isnull=True)


class Comentario(Confidencial, Registrado):
    """A comment on a clause of a shared version, or an answer to one. Unlike an observation it stops nothing.

    An answer is read by whoever reads the comment that begins its thread, and the thread is resolved as a whole.
    """

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="comentarios")
    version = models.ForeignKey(VersionDeTexto, models.PROTECT, related_name="comentarios")
    clausula_orden = models.PositiveSmallIntegerField(_("cláusula"))
    fragmento = models.CharField(_("palabras de la cláusula"), max_length=300, blank=True)
    texto = models.TextField(_("comentario"))
    responde_a = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="respuestas", verbose_name=_("responde a")
    )
    hecho_el = models.DateField(_("fecha del comentario"))
    resuelto_el = models.DateField(_("resuelto el"), null=True, editable=False)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    ruta_al_expediente = "convenio__expediente"
    objects = ComentarioQuerySet.as_manager()

    class Meta:
        verbose_name = _("comentario")
        verbose_name_plural = _("comentarios")
        ordering = ["convenio", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(texto=""), name="comentario_con_texto"),
            models.CheckConstraint(condition=Q(clausula_orden__gte=1), name="comentario_sobre_una_clausula"),
            models.CheckConstraint(
                condition=Q(responde_a__isnull=True) | Q(resuelto_el__isnull=True, fragmento=""),
                name="comentario_se_resuelve_entero",
            ),
        ]

    def __str__(self) -> str:
        return self.texto[:80]

    def raiz(self) -> Expediente:
        return self.convenio.expediente
