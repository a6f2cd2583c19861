"""An addendum: what changes an agreement that is already signed, by the same way that the agreement went."""

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from convenios import conditions
from convenios.models.convenio import Convenio
from convenios.models.instrumento import PARTES, Fase, Instrumento
from expedientes.contenido import Contenido
from expedientes.models import Expediente
from expedientes.permissions import PROPONENTE, needs
from flujo.declaracion import Etiqueta, paso, transition
from flujo.fields import FSMField
from flujo.models import Raiz
from instituciones.models import Institucion

if TYPE_CHECKING:
    from convenios.models.evaluacion import Observacion
    from convenios.models.recibido import TextoRecibido
    from convenios.models.texto import VersionDeTexto


ADENDA = Etiqueta(_("Adenda"), CO=_("Otrosí"), CL=_("Modificación"))
"""What it is called in each country."""


class ClaseDeAdenda(models.TextChoices):
    """What an addendum changes; it may change several things at once."""

    PRORROGA = "prorroga", _("Prórroga")
    ALCANCE = "alcance", _("Alcance")
    MONTOS = "montos", _("Montos")
    PARTES = "partes", _("Partes")
    COORDINADORES = "coordinadores", _("Coordinadores")
    SUSPENSION = "suspension", _("Suspensión")
    RESOLUCION = "resolucion", _("Resolución")


class EstadoDeAdenda(models.TextChoices):
    BORRADOR = "borrador", _("Borrador")
    EN_EVALUACION = "en_evaluacion", _("En evaluación")
    OBSERVADA = "observada", _("Observada")
    EN_APROBACION = "en_aprobacion", _("En aprobación")
    EN_FIRMA = "en_firma", _("En firma")
    SUSCRITA = "suscrita", _("Suscrita")
    CON_EFECTO = "con_efecto", _("Con efecto")
    DESISTIDA = "desistida", _("Desistida")


class Adenda(Instrumento):
    """One addendum of an agreement, with its ordinal, its own signature and effect dates.

    `efecto_desde` may lie before its signature: then it is a regularización, with the legal basis that allows it, and
    the agreement's timeline shows the gap. `fin_nuevo` is the end of the agreement's term that a prórroga sets.
    """

    convenio = models.ForeignKey(Convenio, models.PROTECT, related_name="adendas")
    ordinal = models.PositiveSmallIntegerField(_("ordinal"), editable=False)
    clases = ArrayField(models.CharField(max_length=16, choices=ClaseDeAdenda), verbose_name=_("qué cambia"))
    objeto = models.TextField(_("objeto"), blank=True)
    estado = FSMField(_("estado"), choices=EstadoDeAdenda, default=EstadoDeAdenda.BORRADOR, protected=True)
    efecto_desde = models.DateField(_("con efecto desde"), null=True, blank=True)
    efecto_hasta = models.DateField(_("con efecto hasta"), null=True, blank=True)
    fin_nuevo = models.DateField(_("nuevo fin del convenio"), null=True, blank=True)
    parte_nueva = models.ForeignKey(
        Institucion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("institución que se incorpora"),
    )
    fin_anterior = models.DateField(_("fin que tenía el convenio"), null=True, editable=False)
    """What `fin_vigente` was when it took effect: the timeline shows both."""
    es_regularizacion = models.BooleanField(_("regularización o eficacia anticipada"), default=False)
    base_legal = models.CharField(_("base legal de la regularización"), max_length=300, blank=True)

    junto_con = ("version", "convenio__expediente")

    TERMINOS = Contenido(
        campos=(
            "clases",
            "irroga_gasto",
            "hash_del_texto",
            "efecto_desde",
            "efecto_hasta",
            "fin_nuevo",
            "es_regularizacion",
            "base_legal",
            "parte_nueva_id",
        ),
        hijos={"partes": PARTES},
    )
    FASES = {
        EstadoDeAdenda.BORRADOR: Fase.PREPARACION,
        EstadoDeAdenda.EN_EVALUACION: Fase.EVALUACION,
        EstadoDeAdenda.OBSERVADA: Fase.OBSERVADO,
        EstadoDeAdenda.EN_APROBACION: Fase.APROBACION,
        EstadoDeAdenda.EN_FIRMA: Fase.FIRMA,
        EstadoDeAdenda.SUSCRITA: Fase.SUSCRITO,
        EstadoDeAdenda.CON_EFECTO: Fase.SUSCRITO,
        EstadoDeAdenda.DESISTIDA: Fase.DESISTIDO,
    }

    class Meta(Instrumento.Meta):
        verbose_name = _("adenda")
        verbose_name_plural = _("adendas")
        ordering = ["convenio", "ordinal"]
        constraints = [
            *Instrumento.Meta.constraints,
            models.UniqueConstraint(fields=["convenio", "ordinal"], name="adenda_ordinal_unico"),
            models.CheckConstraint(condition=Q(ordinal__gte=1), name="adenda_ordinal_desde_uno"),
            models.CheckConstraint(
                condition=Q(clases__len__gte=1),
                name="adenda_cambia_algo",
                violation_error_message=_("Diga qué cambia la adenda."),
            ),
            models.CheckConstraint(
                condition=Q(es_regularizacion=False) | ~Q(base_legal=""),
                name="adenda_regularizacion_con_base_legal",
                violation_error_message=_("Una regularización dice qué norma o cláusula la permite."),
            ),
            models.CheckConstraint(
                condition=Q(efecto_hasta__isnull=True)
                | Q(efecto_desde__isnull=True)
                | Q(efecto_hasta__gte=F("efecto_desde")),
                name="adenda_efecto_en_orden",
                violation_error_message=_("El efecto no puede terminar antes de empezar."),
            ),
            models.CheckConstraint(
                condition=~Q(clases__contains=[ClaseDeAdenda.PRORROGA]) | Q(fin_nuevo__isnull=False),
                name="adenda_prorroga_con_fin_nuevo",
                violation_error_message=_("Una prórroga dice hasta cuándo alarga el convenio."),
            ),
            models.CheckConstraint(
                condition=Q(parte_nueva__isnull=True) | Q(clases__contains=[ClaseDeAdenda.PARTES]),
                name="adenda_de_partes_con_parte_nueva",
                violation_error_message=_("Solo una adenda de partes incorpora a una institución."),
            ),
        ]

    def __str__(self) -> str:
        return f"Adenda {self.ordinal} · {self.convenio.expediente.codigo}"

    def get_absolute_url(self) -> str:
        return f"{self.convenio.get_absolute_url()}adendas/{self.ordinal}/"

    @property
    def expediente(self) -> Expediente:  # type: ignore[override]
        return self.convenio.expediente

    @property
    def codigo(self) -> str:
        return f"{self.expediente.codigo}/adenda-{self.ordinal}"

    def el_convenio(self) -> Convenio:
        return self.convenio

    def textos(self) -> "models.QuerySet[VersionDeTexto]":
        return self.versiones.all()

    def recibidos(self) -> "models.QuerySet[TextoRecibido]":
        return self.textos_recibidos.all()

    def observadas(self) -> "models.QuerySet[Observacion]":
        return self.observaciones.all()

    def fijar_raiz(self, raiz: Raiz) -> None:
        if isinstance(raiz, Expediente) and self.convenio.expediente_id == raiz.pk:
            self.convenio.expediente = raiz

    @transition(
        estado,
        source=EstadoDeAdenda.BORRADOR,
        target=EstadoDeAdenda.EN_EVALUACION,
        conditions=[
            conditions.texto_compartido,
            conditions.convenio_admite_adendas,
            conditions.vigente_o_regularizacion,
        ],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Enviar a evaluación"),
            form="convenios.forms.PasoSobreTexto",
            ayuda=_("Pide a cada institución las opiniones que sus reglas exigen, como para el convenio."),
            sobre_contenido=True,
        ),
    )
    def enviar_a_evaluacion(self, motivo: str = "") -> None:
        """The areas are asked for their opinions on its text."""

    @transition(
        estado,
        source=[
            EstadoDeAdenda.EN_EVALUACION,
            EstadoDeAdenda.EN_APROBACION,
            EstadoDeAdenda.EN_FIRMA,
        ],
        target=EstadoDeAdenda.OBSERVADA,
        conditions=[conditions.hay_observacion_abierta],
        permission=needs("observar"),
        custom=paso(
            _("Observar"),
            form="convenios.forms.ObservacionForm",
            ayuda=_("Devuelve la adenda a la parte proponente con una observación que debe responder."),
            sobre_contenido=True,
        ),
    )
    def observar(self) -> None:
        """Somebody found something to answer."""

    @transition(
        estado,
        source=EstadoDeAdenda.OBSERVADA,
        target=EstadoDeAdenda.EN_EVALUACION,
        conditions=[conditions.observaciones_respondidas],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Devolver a evaluación"),
            form="convenios.forms.PasoSobreTexto",
            ayuda=_("Cada observación tiene respuesta: quienes opinan vuelven a mirar el texto."),
            sobre_contenido=True,
        ),
    )
    def levantar_observaciones(self, motivo: str = "") -> None:
        """Every observation was answered."""

    @transition(
        estado,
        source=EstadoDeAdenda.EN_EVALUACION,
        target=EstadoDeAdenda.EN_APROBACION,
        conditions=[conditions.opiniones_favorables, conditions.observaciones_respondidas],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Pasar a aprobación"),
            form="convenios.forms.PasoSobreTexto",
            ayuda=_("Pide el visto bueno de las áreas y la aprobación de cada parte sobre este mismo texto."),
            sobre_contenido=True,
        ),
    )
    def pasar_a_aprobacion(self, motivo: str = "") -> None:
        """Every required opinion is favourable on its text."""

    @transition(
        estado,
        source=EstadoDeAdenda.EN_APROBACION,
        target=EstadoDeAdenda.EN_FIRMA,
        conditions=[
            conditions.opiniones_favorables,
            conditions.vistos_buenos_dados,
            conditions.partes_aprobaron,
            conditions.firmantes_designados,
            conditions.vigente_o_regularizacion,
        ],
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Pasar a firma"),
            form="convenios.forms.PasoAFirma",
            ayuda=_("El texto queda como lo aprobaron todas las partes: ya no cambia mientras se firma."),
            sobre_contenido=True,
        ),
    )
    def pasar_a_firma(self, motivo: str = "", aprobado_el: dt.date | None = None) -> None:
        """Every party approved the same text."""
        self.aprobado_el = aprobado_el

    @transition(
        estado,
        source=EstadoDeAdenda.EN_FIRMA,
        target=EstadoDeAdenda.SUSCRITA,
        conditions=[conditions.todos_firmaron],
        permission=needs("firmar"),
        custom=paso(
            _("Suscribir"),
            form="convenios.forms.PasoAutomatico",
            ayuda=_("Ocurre con la última firma que faltaba."),
            sobre_contenido=True,
        ),
    )
    def suscribir(self, suscrito_el: dt.date) -> None:
        """Every signatory signed the same text."""
        self.suscrito_el = suscrito_el

    @transition(
        estado,
        source=EstadoDeAdenda.SUSCRITA,
        target=EstadoDeAdenda.CON_EFECTO,
        conditions=[conditions.llego_su_efecto, conditions.firmada_a_tiempo_o_regularizacion],
        permission=needs("numerar"),
        custom=paso(
            _("Registrar su efecto"),
            form="convenios.forms.EfectoDeAdendaForm",
            ayuda=_("Desde aquí cuenta: cambia el fin vigente del convenio, nunca el original."),
        ),
    )
    def surtir_efecto(self, fin_anterior: dt.date | None, motivo: str = "") -> None:
        """What it changes is changed."""
        self.fin_anterior = fin_anterior

    @transition(
        estado,
        source=[
            EstadoDeAdenda.BORRADOR,
            EstadoDeAdenda.EN_EVALUACION,
            EstadoDeAdenda.OBSERVADA,
            EstadoDeAdenda.EN_APROBACION,
            EstadoDeAdenda.EN_FIRMA,
        ],
        target=EstadoDeAdenda.DESISTIDA,
        permission=needs("mover", de=PROPONENTE),
        custom=paso(
            _("Desistir"),
            form="convenios.forms.ConMotivo",
            ayuda=_("La adenda no se suscribe. Todo lo actuado se conserva."),
        ),
    )
    def desistir(self, motivo: str) -> None:
        """It will not be signed."""
