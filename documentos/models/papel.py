"""Papers that the system composes: what they say, and then the bytes that say it."""

import json
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from documentos.models.archivo import Archivo
from expedientes.models import Confidencial, ConfidencialQuerySet, Expediente
from flujo.models import Registrado

if TYPE_CHECKING:
    from documentos.models.firma import Revision

ALFABETO = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of a verification code: 32 signs, none that is taken for another (0 O, 1 I)."""
LARGO_DE_CODIGO = 20
"""100 bits: nobody finds one by trying."""
GRUPO = 5


class PapelQuerySet(ConfidencialQuerySet["Papel"]):
    def pendientes(self) -> Self:
        """Those that a worker still has to compose."""
        return self.filter(archivo__isnull=True, fallido_at__isnull=True)


class Papel(Confidencial, Registrado):
    """A paper made from an object of a case file. Its data is fixed when it is asked for; its bytes, once composed.

    Asked for by `documentos.services.pedir_papel`, composed by `documentos.services.componer_pendientes`. `modelo` and
    `objeto` name what it was made from as the log does.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="papeles")
    clase = models.CharField(_("clase"), max_length=40)
    modelo = models.CharField(max_length=80)
    objeto = models.BigIntegerField()
    titulo = models.CharField(_("título"), max_length=400)
    datos = models.TextField(_("datos"))
    """Canonical JSON (RFC 8785): all that the template shows, and what goes inside the file."""
    datos_sha256 = models.CharField(_("hash de los datos"), max_length=64)
    contenido_hash = models.CharField(_("hash de lo que se firma"), max_length=64, blank=True)
    """Of the content to which its signatures bind; empty when what it was made from has none."""
    es_borrador = models.BooleanField(_("es borrador"))
    codigo = models.CharField(  # noqa: DJ001 - a draft has none
        _("código de verificación"), max_length=LARGO_DE_CODIGO, null=True, unique=True
    )
    pedido_at = models.DateTimeField(_("pedido"), auto_now_add=True)
    pedido_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("pedido por")
    )
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    archivo = models.ForeignKey(
        Archivo, models.PROTECT, null=True, related_name="papeles", verbose_name=_("archivo")
    )
    compuesto_at = models.DateTimeField(_("compuesto"), null=True)
    intentos = models.PositiveSmallIntegerField(_("intentos"), default=0)
    disponible_at = models.DateTimeField(_("disponible desde"))
    fechar_at = models.DateTimeField(_("sello de tiempo de archivo debido"), null=True)
    """When its file, wholly signed, needs its next timestamp for the archive; null while it may still be signed."""
    fallido_at = models.DateTimeField(_("abandonado"), null=True)
    ultimo_error = models.TextField(_("último error"), blank=True)

    objects = PapelQuerySet.as_manager()

    class Meta:
        verbose_name = _("papel")
        verbose_name_plural = _("papeles")
        ordering = ["-pedido_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clase", "modelo", "objeto", "visibilidad", "datos_sha256"],
                name="papel_uno_de_los_mismos_datos",
            ),
            models.CheckConstraint(
                condition=Q(datos_sha256__regex=r"^[0-9a-f]{64}$") & ~Q(datos="") & ~Q(titulo=""),
                name="papel_con_datos_y_titulo",
            ),
            models.CheckConstraint(
                condition=Q(es_borrador=True, codigo__isnull=True)
                | Q(es_borrador=False, codigo__regex=rf"^[{ALFABETO}]{{{LARGO_DE_CODIGO}}}$"),
                name="papel_con_codigo_si_no_es_borrador",
            ),
            models.CheckConstraint(
                condition=Q(archivo__isnull=True, compuesto_at__isnull=True)
                | Q(archivo__isnull=False, compuesto_at__isnull=False),
                name="papel_compuesto_con_archivo_y_momento",
            ),
            models.CheckConstraint(
                condition=Q(fallido_at__isnull=True) | Q(archivo__isnull=True) & ~Q(ultimo_error=""),
                name="papel_abandonado_con_su_razon",
            ),
        ]
        indexes = [
            models.Index(fields=["expediente", "-pedido_at", "-id"], name="papel_de_un_expediente"),
            models.Index(
                fields=["disponible_at", "id"],
                condition=Q(archivo__isnull=True, fallido_at__isnull=True),
                name="papel_por_componer",
            ),
            models.Index(
                fields=["fechar_at", "id"], condition=Q(fechar_at__isnull=False), name="papel_por_fechar"
            ),
            models.Index(fields=["modelo", "objeto", "clase"], name="papel_de_un_objeto"),
        ]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        return reverse("documentos:descargar_papel", args=[self.expediente.codigo, self.pk])

    def raiz(self) -> Expediente:
        return self.expediente

    def hash_de_contenido(self) -> str:
        return self.datos_sha256

    @property
    def esta_compuesto(self) -> bool:
        return self.archivo_id is not None

    def ultima_revision(self) -> "Revision | None":
        """None as long as its file is the composed one."""
        return self.revisiones.select_related("archivo").order_by("-n").first()

    def archivo_actual(self) -> Archivo:
        """The file as it now is, with every signature so far. Raises ValueError before it was composed."""
        revision = self.ultima_revision()
        actual = revision.archivo if revision else self.archivo
        if actual is None:
            raise ValueError("a paper has a file once it is composed")
        return actual

    def lugares(self) -> list[dict[str, Any]]:
        """The places to sign that its file has, in order, as its data says."""
        return [lugar for lugar in json.loads(self.datos)["firmas"] if not lugar["dada"]]

    @property
    def codigo_en_grupos(self) -> str:
        """As people read and type it: «7KQ2M-XW94T-HB3FR-8PZDN»."""
        codigo = self.codigo or ""
        return "-".join(codigo[n : n + GRUPO] for n in range(0, len(codigo), GRUPO))

    @property
    def nombre_de_archivo(self) -> str:
        borrador = "-borrador" if self.es_borrador else ""
        return f"{slugify(self.expediente.codigo).upper()}-{self.clase}-{self.pk}{borrador}.pdf"
