"""What one party did about a case file, in a line: a call, a message, a visit, an oficio."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from expedientes.models.confidencial import Confidencial, ConfidencialQuerySet, Visibilidad
from expedientes.models.expediente import Expediente
from flujo.models import Registrado
from instituciones.fechas import hoy_en
from instituciones.models import Institucion, Puesto
from notificaciones.models import Plazo


class Medio(models.TextChoices):
    LLAMADA = "llamada", _("Llamada")
    WHATSAPP = "whatsapp", _("WhatsApp")
    CORREO = "correo", _("Correo")
    VISITA = "visita", _("Visita")
    REUNION = "reunion", _("Reunión")
    OFICIO = "oficio", _("Oficio")
    OTRO = "otro", _("Otro")


class GestionQuerySet(ConfidencialQuerySet["Gestion"]):
    def vigentes(self) -> Self:
        """Without those that were annulled."""
        return self.filter(anulada_at__isnull=True)

    def por_contactar(self) -> Self:
        """Those whose next contact has not been made yet."""
        plazos = Plazo.objects.abiertos().filter(modelo=Gestion._meta.label_lower, objeto=OuterRef("pk"))
        return self.filter(Exists(plazos), proximo_contacto__isnull=False)

    def con_contacto_vencido(self) -> Self:
        """Those whose next contact should have been made by yesterday, where the case lives."""
        return self.por_contactar().filter(proximo_contacto__lt=hoy_en(F("expediente__zona_horaria")))


class Gestion(Confidencial, Registrado):
    """One contact that a party made or had. Never edited: another one corrects it, or it is annulled with a motive.

    `fecha` is the day on which it happened, which may be earlier than the day on which it was recorded: it is a note
    of what one did oneself and decides nothing. The log row carries the day of recording, as that of any other act.
    """

    expediente = models.ForeignKey(Expediente, models.PROTECT, related_name="gestiones")
    medio = models.CharField(_("medio"), max_length=10, choices=Medio)
    con_institucion = models.ForeignKey(
        Institucion, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("con qué parte")
    )
    con = models.CharField(_("con quién"), max_length=120, blank=True)
    """Whoever is no party of the case file: «Mesa de partes», a name."""
    resumen = models.TextField(_("resumen"), max_length=2000)
    puntos = models.TextField(_("puntos tratados"), max_length=4000, blank=True)
    """One for each line."""
    numero = models.CharField(_("número"), max_length=120, blank=True)
    referencia = models.CharField(_("referencia en el sistema de trámite"), max_length=120, blank=True)
    cargo = models.ForeignKey(
        "documentos.Documento",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("cargo"),
    )
    fecha = models.DateField(_("fecha"))
    registrada_el = models.DateField(_("registrada el"), editable=False)
    registrada_por = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("registrada por")
    )
    puesto = models.ForeignKey(
        Puesto, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("puesto")
    )
    proximo_contacto = models.DateField(_("próximo contacto"), null=True, blank=True)
    anulada_at = models.DateTimeField(_("anulada"), null=True, editable=False)
    motivo = models.CharField(_("motivo de la anulación"), max_length=300, blank=True)
    asiento = models.OneToOneField("auditoria.Asiento", models.PROTECT, related_name="+", editable=False)
    busqueda = models.GeneratedField(
        expression=RawSQL(
            "to_tsvector('convenios_es', resumen || ' ' || puntos || ' ' || con || ' ' || numero || ' ' || referencia)",
            (),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = GestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("gestión")
        verbose_name_plural = _("gestiones")
        ordering = ["-fecha", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(con="", con_institucion__isnull=False)
                | (~Q(con="") & Q(con_institucion__isnull=True)),
                name="gestion_con_alguien",
                violation_error_message=_("Diga con quién fue la gestión."),
            ),
            models.CheckConstraint(
                condition=~Q(resumen=""),
                name="gestion_con_resumen",
                violation_error_message=_("Diga en una línea qué se trató."),
            ),
            models.CheckConstraint(
                condition=~Q(medio=Medio.OFICIO) | ~Q(numero=""),
                name="gestion_oficio_con_numero",
                violation_error_message=_("Un oficio lleva su número. Si no tiene, escriba «s/n»."),
            ),
            models.CheckConstraint(
                condition=Q(fecha__lte=F("registrada_el")) & Q(fecha__year__gte=1900),
                name="gestion_ya_ocurrida",
                violation_error_message=_("Revise la fecha: se registra lo que ya ocurrió."),
            ),
            models.CheckConstraint(
                condition=Q(proximo_contacto__isnull=True) | Q(proximo_contacto__gte=F("fecha")),
                name="gestion_contacto_posterior",
                violation_error_message=_("El próximo contacto no puede ser anterior a la gestión."),
            ),
            models.CheckConstraint(
                condition=Q(anulada_at__isnull=True, motivo="")
                | (Q(anulada_at__isnull=False) & ~Q(motivo="")),
                name="gestion_anulada_con_motivo",
                violation_error_message=_("Diga por qué se anula la gestión."),
            ),
        ]
        indexes = [
            models.Index(fields=["-fecha", "-id"], name="gestion_reciente"),
            models.Index(fields=["expediente", "-fecha", "-id"], name="gestion_de_un_expediente"),
            models.Index(
                fields=["institucion", "proximo_contacto"],
                condition=Q(proximo_contacto__isnull=False),
                name="gestion_por_contactar",
            ),
            GinIndex(fields=["busqueda"], name="gestion_busqueda"),
        ]

    def __str__(self) -> str:
        return f"{self.get_medio_display()} · {self.con_quien}"

    def raiz(self) -> Expediente:
        return self.expediente

    @property
    def esta_compartida(self) -> bool:
        return self.visibilidad == Visibilidad.COMPARTIDA

    @property
    def con_quien(self) -> str:
        return str(self.con_institucion) if self.con_institucion else self.con

    @property
    def lista_de_puntos(self) -> list[str]:
        return [punto for linea in self.puntos.splitlines() if (punto := linea.strip(" \t-•"))]

    @property
    def se_registro_despues(self) -> bool:
        return self.fecha < self.registrada_el
