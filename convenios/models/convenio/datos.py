"""What is kept of an agreement."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from convenios.causales import Causa
from convenios.models.convenio.estados import TipoDeConvenio
from convenios.models.instrumento import PARTES, Instrumento
from expedientes.contenido import Contenido
from expedientes.models import Expediente


class DatosDeConvenio(Instrumento):
    """The columns of an agreement, its terms, and what the database demands of them; `Convenio` has the lifecycle.

    Its dates are kept apart. `fin_original` never changes once it is in force; `fin_vigente` follows addenda and
    suspensions. Whether it is in force, about to expire or expired is computed (`convenios.vigencia`), never stored.
    """

    expediente = models.OneToOneField(Expediente, models.PROTECT, related_name="convenio")
    identificador_publico = models.UUIDField(
        _("identificador público"), db_default=RandomUUID(), unique=True, editable=False
    )
    """By which the public list names it: neither code nor number tells how many others there are."""
    tipo = models.CharField(_("tipo"), max_length=12, choices=TipoDeConvenio)
    marco = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="especificos", verbose_name=_("marco")
    )
    objeto = models.TextField(_("objeto"), blank=True)
    notificado_el = models.DateField(_("notificado el"), null=True, blank=True)
    acusado_el = models.DateField(_("acuse de recibo"), null=True, blank=True)
    publicado_el = models.DateField(_("publicado el"), null=True, blank=True)
    acto_de_vigor = models.CharField(_("acto que lo puso en vigor"), max_length=200, blank=True)
    inicio = models.DateField(_("inicio"), null=True, blank=True)
    fin_original = models.DateField(_("fin original"), null=True, blank=True)
    fin_vigente = models.DateField(_("fin vigente"), null=True, blank=True)
    es_indefinido = models.BooleanField(_("plazo indefinido"), default=False)
    causa = models.CharField(_("causa del término"), max_length=20, choices=Causa, blank=True)
    concluido_el = models.DateField(_("concluido el"), null=True, blank=True)
    cerrado_el = models.DateField(_("cerrado el"), null=True, blank=True)
    informe_final = models.ForeignKey(
        "documentos.Documento",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("informe final"),
    )
    informe_final_papel = models.ForeignKey(
        "documentos.Papel",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("informe final firmado en el sistema"),
    )

    TERMINOS = Contenido(
        campos=("tipo", "irroga_gasto", "hash_del_texto"),
        hijos={"partes": PARTES},
    )

    class Meta(Instrumento.Meta):
        abstract = True
        verbose_name = _("convenio")
        verbose_name_plural = _("convenios")
        constraints = [
            *Instrumento.Meta.constraints,
            models.CheckConstraint(
                condition=Q(marco__isnull=True) | Q(tipo=TipoDeConvenio.ESPECIFICO),
                name="convenio_solo_el_especifico_tiene_marco",
                violation_error_message=_("Solo un convenio específico depende de un convenio marco."),
            ),
            models.CheckConstraint(
                condition=Q(fin_original__isnull=True)
                | Q(inicio__isnull=True)
                | Q(fin_original__gte=F("inicio")),
                name="convenio_termina_despues_de_empezar",
                violation_error_message=_("La fecha final no puede ser anterior a la inicial."),
            ),
            models.CheckConstraint(
                condition=Q(fin_vigente__isnull=True)
                | Q(inicio__isnull=True)
                | Q(fin_vigente__gte=F("inicio")),
                name="convenio_fin_vigente_despues_del_inicio",
                violation_error_message=_("El fin vigente no puede ser anterior al inicio."),
            ),
            models.CheckConstraint(
                condition=Q(es_indefinido=False) | Q(fin_vigente__isnull=True),
                name="convenio_indefinido_sin_fin",
                violation_error_message=_("Un convenio de plazo indefinido no tiene fecha final."),
            ),
            models.CheckConstraint(
                condition=Q(acusado_el__isnull=True)
                | Q(notificado_el__isnull=True)
                | Q(acusado_el__gte=F("notificado_el")),
                name="convenio_acuse_despues_de_notificar",
                violation_error_message=_("El acuse no puede ser anterior a la notificación."),
            ),
            models.CheckConstraint(
                condition=Q(causa="") | Q(concluido_el__isnull=False),
                name="convenio_con_causa_tiene_fecha_de_termino",
            ),
        ]
        indexes = [models.Index(fields=["fin_vigente"], name="convenio_por_fin_vigente")]
