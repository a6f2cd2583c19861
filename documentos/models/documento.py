"""Papers that came in."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documentos.models.archivo import Archivo
from expedientes.models import Confidencial, Expediente
from expedientes.models.confidencial import ConfidencialQuerySet, Visibilidad
from flujo.models import Registrado


class TipoDeDocumento(models.TextChoices):
    OFICIO = "oficio", _("Oficio o carta")
    CORREO = "correo", _("Correo electrónico")
    ESCANEO = "escaneo", _("Escaneo de un papel firmado")
    ACREDITACION = "acreditacion", _("Acreditación de representación")
    INFORME = "informe", _("Informe u opinión")
    OTRO = "otro", _("Otro")


class Documento(Confidencial, Registrado):
    """A paper of a case file, as it came in. It never changes; its party may share it once."""

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="documentos")
    archivo = models.ForeignKey(Archivo, models.PROTECT, related_name="documentos", verbose_name=_("archivo"))
    nombre = models.CharField(_("nombre del archivo"), max_length=160)
    tipo = models.CharField(_("tipo"), max_length=12, choices=TipoDeDocumento)
    titulo = models.CharField(_("título"), max_length=300)
    referencia = models.CharField(_("número o referencia"), max_length=120, blank=True)
    fecha = models.DateField(_("fecha del documento"))
    incorporado_el = models.DateField(_("incorporado el"), editable=False)
    incorporado_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("incorporado por")
    )
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)

    objects = ConfidencialQuerySet["Documento"].as_manager()

    class Meta:
        verbose_name = _("documento")
        verbose_name_plural = _("documentos")
        ordering = ["-fecha", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(titulo="") & ~Q(nombre=""),
                name="documento_con_titulo_y_nombre",
                violation_error_message=_("Dé un título al documento."),
            ),
            models.CheckConstraint(
                condition=Q(fecha__lte=F("incorporado_el")),
                name="documento_no_viene_del_futuro",
                violation_error_message=_("La fecha del documento no puede ser posterior a hoy."),
            ),
            models.CheckConstraint(
                condition=Q(fecha__year__gte=1900),
                name="documento_de_un_ano_creible",
                violation_error_message=_("Revise el año de la fecha del documento."),
            ),
        ]
        indexes = [models.Index(fields=["expediente", "-fecha", "-id"], name="documento_de_un_expediente")]

    def __str__(self) -> str:
        return self.titulo

    def get_absolute_url(self) -> str:
        return f"/archivos/{self.expediente.codigo}/{self.pk}/"

    def raiz(self) -> Expediente:
        return self.expediente

    def hash_de_contenido(self) -> str:
        return self.archivo.sha256

    @property
    def esta_compartido(self) -> bool:
        return self.visibilidad == Visibilidad.COMPARTIDA
