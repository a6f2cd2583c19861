"""Institutions: a tree of affiliations, each with its own rules."""

import datetime as dt
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from flujo.models import Raiz, Registrado
from instituciones.orden import clave_de_orden
from instituciones.paises import ZONAS, Pais, id_fiscal_valido


class TipoDeInstitucion(models.TextChoices):
    MINISTERIO = "ministerio", _("Ministerio")
    AGENCIA = "agencia", _("Agencia pública")
    GOBIERNO_REGIONAL = "gobierno_regional", _("Gobierno regional")
    GOBIERNO_MUNICIPAL = "gobierno_municipal", _("Gobierno municipal")
    CONFEDERACION = "confederacion", _("Confederación")
    FEDERACION = "federacion", _("Federación")
    COOPERATIVA = "cooperativa", _("Cooperativa")
    ASOCIACION = "asociacion", _("Asociación de productores")
    OTRA_EPS = "otra_eps", _("Otra forma de economía social y solidaria")
    ORGANISMO_INTERNACIONAL = "organismo_internacional", _("Organismo internacional")
    UNIVERSIDAD = "universidad", _("Universidad")
    GREMIO = "gremio", _("Gremio")
    CONTROL = "control", _("Órgano de control")
    OTRA = "otra", _("Otra")


class TipoDeOpinion(models.TextChoices):
    TECNICA = "tecnica", _("Opinión técnica")
    PRESUPUESTAL = "presupuestal", _("Opinión presupuestal")
    JURIDICA = "juridica", _("Opinión jurídica")
    AUTORIZACION = "autorizacion", _("Autorización del órgano colegiado")


class Numeracion(models.TextChoices):
    """Which register numbers an institution's agreements."""

    PROPIO = "propio", _("Registro propio")
    SISTEMA = "sistema", _("Correlativo del sistema")
    NINGUNO = "ninguno", _("Ninguno")


class Publicidad(models.TextChoices):
    """What an institution lets the public know of its signed agreements."""

    NINGUNA = "ninguna", _("No se publican ni consiente que otra parte los publique")
    CONSIENTE = "consiente", _("No los publica, y consiente que otra parte los publique")
    PUBLICA = "publica", _("Publica los convenios que suscribe")


class Institucion(Raiz, Registrado):
    """An institution that takes part in agreements, or an affiliate of one."""

    nombre = models.CharField(_("nombre"), max_length=200)
    sigla = models.CharField(_("sigla"), max_length=40, blank=True)
    orden = models.CharField(max_length=260, editable=False)
    tipo = models.CharField(_("tipo"), max_length=30, choices=TipoDeInstitucion)
    pais = models.CharField(_("país"), max_length=2, choices=Pais)
    id_fiscal = models.CharField(_("identificación fiscal"), max_length=20, blank=True)
    domicilio = models.CharField(_("domicilio"), max_length=250, blank=True)
    region = models.CharField(_("región o departamento"), max_length=80, blank=True)
    madre = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="afiliadas", verbose_name=_("afiliada a")
    )
    esta_activa = models.BooleanField(_("está activa"), default=True)

    class Meta:
        verbose_name = _("institución")
        verbose_name_plural = _("instituciones")
        ordering = ["orden", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pais", "id_fiscal"],
                condition=~models.Q(id_fiscal=""),
                name="institucion_id_fiscal_unico_en_su_pais",
                violation_error_message=_(
                    "Ya hay una institución de ese país con esa identificación fiscal."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(madre__isnull=True) | ~models.Q(madre=models.F("id")),
                name="institucion_no_es_su_propia_madre",
            ),
        ]

    def __str__(self) -> str:
        return self.sigla or self.nombre

    def get_absolute_url(self) -> str:
        return reverse("instituciones:institucion", args=[self.pk])

    def clean(self) -> None:
        if self.id_fiscal and self.pais in Pais.values:
            try:
                self.id_fiscal = id_fiscal_valido(self.pais, self.id_fiscal)
            except ValidationError as error:
                raise ValidationError({"id_fiscal": error}) from error
        if any(ancestra.pk == self.pk for ancestra in self.ancestras()):
            raise ValidationError({"madre": _("Una institución no puede estar afiliada a sí misma.")})
        if self.pais in ZONAS and self.zona_horaria not in ZONAS[self.pais]:
            raise ValidationError({"zona_horaria": _("Esa zona horaria no es de ese país.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.ordenar()
        super().save(*args, **kwargs)

    def ordenar(self) -> None:
        """Keep where its name stands in a list. Before each insert or update."""
        self.orden = clave_de_orden(self.nombre)

    def raiz(self) -> "Institucion":
        return self

    def ancestras(self) -> "list[Institucion]":
        """The institutions above it in the tree of affiliations, nearest first; a circle ends where it closes."""
        lista: list[Institucion] = []
        siguiente = self.madre
        while siguiente and siguiente not in lista:
            lista.append(siguiente)
            siguiente = None if siguiente.pk == self.pk else siguiente.madre
        return lista

    def reglas_al(self, dia: dt.date) -> "ReglasDeInstitucion | None":
        """The rules in force on that day; None when the institution has declared none yet."""
        return self.reglas.filter(desde__lte=dia).order_by("-desde").first()


class ReglasDeInstitucion(Registrado):
    """What one institution requires of itself, from a date on. Never overwritten: new rules are a new row."""

    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="reglas")
    desde = models.DateField(_("desde"))
    opiniones = ArrayField(
        models.CharField(max_length=20, choices=TipoDeOpinion),
        default=list,
        blank=True,
        verbose_name=_("opiniones que exige"),
    )
    exime_modelo_estandar = models.BooleanField(
        _("un modelo estándar con su lista de comprobación no necesita opinión jurídica"), default=False
    )
    vistos_buenos = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name=_("áreas que dan V°B°")
    )
    plazo_de_opinion = models.PositiveSmallIntegerField(_("días hábiles para opinar"), default=7)
    plazo_maximo = models.PositiveSmallIntegerField(
        _("plazo máximo de sus convenios, en meses"), null=True, blank=True
    )
    """None when no norm limits it."""
    numera_con = models.CharField(
        _("registro que numera sus convenios"),
        max_length=20,
        choices=Numeracion,
        default=Numeracion.NINGUNO,
    )
    segundo_factor_para = ArrayField(
        models.CharField(max_length=30),
        default=list,
        blank=True,
        verbose_name=_("roles con segundo factor obligatorio"),
    )
    firma_con_sello = models.BooleanField(
        _("sus firmantes pueden firmar con el sello del sistema sobre el registro de su firma"), default=False
    )
    publicidad = models.CharField(
        _("publicación de sus convenios"), max_length=10, choices=Publicidad, default=Publicidad.NINGUNA
    )
    norma_de_publicidad = models.CharField(
        _("norma o acuerdo por el que se publican"), max_length=250, blank=True
    )
    norma = models.CharField(_("norma o acuerdo que las fija"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("reglas de la institución")
        verbose_name_plural = _("reglas de las instituciones")
        ordering = ["institucion", "-desde"]
        constraints = [
            models.UniqueConstraint(fields=["institucion", "desde"], name="reglas_una_por_fecha"),
            models.CheckConstraint(
                condition=models.Q(plazo_de_opinion__gte=1, plazo_de_opinion__lte=90),
                name="reglas_plazo_razonable",
            ),
            models.CheckConstraint(
                condition=models.Q(plazo_maximo__isnull=True)
                | models.Q(plazo_maximo__gte=1, plazo_maximo__lte=600),
                name="reglas_plazo_maximo_razonable",
                violation_error_message=_("El plazo máximo va de 1 a 600 meses."),
            ),
            models.CheckConstraint(
                condition=models.Q(publicidad=Publicidad.NINGUNA) | ~models.Q(norma_de_publicidad=""),
                name="reglas_publican_por_una_norma",
                violation_error_message=_("Diga por qué norma o acuerdo se publican sus convenios."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institucion} · {self.desde:%d/%m/%Y}"

    def nombres_de_opiniones(self) -> list[str]:
        return [str(TipoDeOpinion(opinion).label) for opinion in self.opiniones]

    def raiz(self) -> Institucion:
        return self.institucion


class Escala(Registrado):
    """An institution's own ordered scale of development levels."""

    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="escalas")
    nombre = models.CharField(_("nombre"), max_length=120)

    class Meta:
        verbose_name = _("escala de desarrollo")
        verbose_name_plural = _("escalas de desarrollo")
        constraints = [models.UniqueConstraint(fields=["institucion", "nombre"], name="escala_nombre_unico")]

    def __str__(self) -> str:
        return self.nombre

    def raiz(self) -> Institucion:
        return self.institucion


class NivelDeEscala(models.Model):
    escala = models.ForeignKey(Escala, models.PROTECT, related_name="niveles")
    orden = models.PositiveSmallIntegerField(_("orden"))
    nombre = models.CharField(_("nombre"), max_length=80)

    class Meta:
        verbose_name = _("nivel")
        verbose_name_plural = _("niveles")
        ordering = ["escala", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["escala", "orden"], name="nivel_orden_unico"),
            models.UniqueConstraint(fields=["escala", "nombre"], name="nivel_nombre_unico"),
            models.CheckConstraint(condition=models.Q(nombre__length__gt=0), name="nivel_con_nombre"),
        ]

    def __str__(self) -> str:
        return self.nombre


class EvaluacionDeNivel(Registrado):
    """At which level of a scale an institution was found, and when."""

    institucion = models.ForeignKey(Institucion, models.PROTECT, related_name="evaluaciones")
    nivel = models.ForeignKey(NivelDeEscala, models.PROTECT, related_name="+")
    fecha = models.DateField(_("fecha de evaluación"))
    sustento = models.CharField(_("sustento"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("evaluación de nivel")
        verbose_name_plural = _("evaluaciones de nivel")
        ordering = ["-fecha", "-id"]

    def __str__(self) -> str:
        return f"{self.institucion}: {self.nivel} ({self.fecha:%d/%m/%Y})"

    def raiz(self) -> Institucion:
        return self.institucion


models.CharField.register_lookup(Length)
