"""The text that came back from somebody's word processor."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convenios.models.adenda import Adenda
from convenios.models.convenio import Convenio
from convenios.models.instrumento import Instrumento
from convenios.models.texto import VersionDeTexto
from expedientes.models import Confidencial, ConfidencialQuerySet, Expediente, Visibilidad
from flujo.models import Registrado


class TextoRecibido(Confidencial, Registrado):
    """What was read of a Word file: the clauses with their marked changes and comments, and what is none of them.

    The file itself is `documento`. `base` is the version that it says it came from, None when it says none that is
    known here. It is its own party's working paper and stays so: what is made of it is a draft, and that is shared.
    """

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="textos_recibidos")
    adenda = models.ForeignKey(
        Adenda, models.PROTECT, null=True, related_name="textos_recibidos", verbose_name=_("adenda")
    )
    """Whose text it is, when it is not the agreement's own."""
    documento = models.OneToOneField(
        "documentos.Documento",
        models.PROTECT,
        related_name="texto_recibido",
        verbose_name=_("archivo recibido"),
    )
    base = models.ForeignKey(
        VersionDeTexto, models.PROTECT, null=True, related_name="recibidos", verbose_name=_("salió de")
    )
    leido = models.JSONField(_("lo leído"), editable=False)
    recibido_at = models.DateTimeField(_("recibido"), auto_now_add=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    ruta_al_expediente = "convenio__expediente"
    objects = ConfidencialQuerySet["TextoRecibido"].as_manager()

    class Meta:
        verbose_name = _("texto recibido")
        verbose_name_plural = _("textos recibidos")
        ordering = ["convenio", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visibilidad=Visibilidad.INTERNA), name="texto_recibido_es_de_su_parte"
            ),
        ]

    def __str__(self) -> str:
        return str(self.documento)

    def get_absolute_url(self) -> str:
        return f"{self.instrumento.get_absolute_url()}texto/recibido/{self.pk}/"

    @property
    def instrumento(self) -> Instrumento:
        """Whose text it is."""
        return self.adenda or self.convenio

    def raiz(self) -> Expediente:
        return self.convenio.expediente

    def hash_de_contenido(self) -> str:
        return self.documento.archivo.sha256
