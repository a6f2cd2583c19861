"""The root of everything."""

import datetime as dt
from collections.abc import Collection
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from guardian.models import GroupObjectPermissionBase

from auditoria.models import Asiento, Cadena
from expedientes import conditions, visibilidad
from expedientes.permissions import anula, needs
from flujo.declaracion import FichaDeEstado, Maquina, paso, registrar, transition
from flujo.fields import FSMField
from flujo.models import ConEstado, Raiz
from instituciones.models import Usuario
from instituciones.paises import Pais


class TipoDeExpediente(models.TextChoices):
    CONVENIO = "convenio", _("Convenio")
    RELACION = "relacion", _("Relación sin instrumento")
    PROGRAMA = "programa", _("Programa institucional")


class EstadoDeExpediente(models.TextChoices):
    ABIERTO = "abierto", _("Abierto")
    CERRADO = "cerrado", _("Cerrado")
    ARCHIVADO = "archivado", _("Archivado")
    ANULADO = "anulado", _("Anulado")


class ExpedienteQuerySet(models.QuerySet["Expediente"]):
    def visible_to(self, usuario: Usuario) -> Self:
        """The one filter: the case files that this account may see today."""
        return self.filter(visibilidad.expedientes_visibles(usuario))

    def en_listas(self) -> Self:
        """Without the annulled ones: they are found by their address alone."""
        return self.exclude(estado=EstadoDeExpediente.ANULADO)


class Expediente(Raiz, ConEstado):
    """A case file: an agreement, a relation without instrument, or the programme of one institution alone."""

    codigo = models.CharField(_("código"), max_length=30, unique=True)
    titulo = models.CharField(_("título"), max_length=300)
    tipo = models.CharField(_("tipo"), max_length=12, choices=TipoDeExpediente)
    pais_de_reglas = models.CharField(_("país cuyas reglas y palabras usa"), max_length=2, choices=Pais)
    estado = FSMField(
        _("estado"), choices=EstadoDeExpediente, default=EstadoDeExpediente.ABIERTO, protected=True
    )
    abierto_el = models.DateField(_("abierto el"))
    movido_at = models.DateTimeField(_("último movimiento"), editable=False)
    entro_con = models.PositiveBigIntegerField(
        _("último asiento con que entró de un registro"), null=True, editable=False
    )
    """The number in its chain of the last log row that an import wrote; None when it was opened here."""
    texto_buscable = models.TextField(editable=False, default="")
    """Names of the parties and the shared object: what every reader of the case file may find it by."""
    busqueda = models.GeneratedField(
        expression=RawSQL(
            "setweight(to_tsvector('convenios_es', codigo || ' ' || titulo), 'A')"
            " || setweight(to_tsvector('convenios_es', texto_buscable), 'B')",
            (),
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ExpedienteQuerySet.as_manager()

    class Meta:
        verbose_name = _("expediente")
        verbose_name_plural = _("expedientes")
        ordering = ["-movido_at", "-id"]
        permissions = [("auditar_expediente", _("Leer todos los lados del expediente"))]
        constraints = [models.CheckConstraint(condition=~models.Q(titulo=""), name="expediente_con_titulo")]
        indexes = [
            models.Index(fields=["-movido_at", "-id"], name="expediente_reciente"),
            GinIndex(fields=["busqueda"], name="expediente_busqueda"),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} · {self.titulo}"

    def get_absolute_url(self) -> str:
        return f"/expedientes/{self.codigo}/"

    def raiz(self) -> "Expediente":
        return self

    def pais(self) -> str:
        return self.pais_de_reglas

    @property
    def movido_el(self) -> dt.date:
        """The day of the last movement, where the case lives."""
        return self.movido_at.astimezone(ZoneInfo(self.zona_horaria)).date()

    @classmethod
    def al_asentar(cls, raices: Collection[Any], momento: dt.datetime) -> None:
        cls.objects.filter(pk__in={raiz.pk for raiz in raices}).update(movido_at=momento)
        for raiz in raices:
            raiz.movido_at = momento

    @classmethod
    def recordar_juntos(cls, raices: Collection[Any]) -> None:
        """What annulling asks of each: who wrote its first log row, and how many it has."""
        super().recordar_juntos(raices)
        primeros = Asiento.objects.filter(cadena__in=[raiz.cadena_id for raiz in raices], n=1)
        por_cadena = {asiento.cadena_id: asiento for asiento in primeros.select_related("cadena")}
        for raiz in raices:
            asiento = por_cadena[raiz.cadena_id]
            raiz.memoria |= {"primer_asiento": asiento, "cuenta": asiento.cadena.cuenta}

    def primer_asiento(self) -> Asiento:
        """The log row with which it was opened."""
        return self.recordado("primer_asiento", lambda: Asiento.objects.get(cadena=self.cadena_id, n=1))

    def asientos(self) -> int:
        """How many log rows it has."""
        return self.recordado("cuenta", lambda: int(Cadena.objects.get(pk=self.cadena_id).cuenta))

    @transition(
        estado,
        source=EstadoDeExpediente.ABIERTO,
        target=EstadoDeExpediente.CERRADO,
        permission=needs("custodiar"),
        custom=paso(_("Cerrar el expediente"), form="expedientes.forms.ConMotivo"),
    )
    def cerrar(self, motivo: str) -> None:
        """Nothing more is expected to happen in it."""

    @transition(
        estado,
        source=EstadoDeExpediente.CERRADO,
        target=EstadoDeExpediente.ABIERTO,
        permission=needs("custodiar"),
        custom=paso(_("Reabrir el expediente"), form="expedientes.forms.ConMotivo"),
    )
    def reabrir(self, motivo: str) -> None:
        """Something was left to do."""

    @transition(
        estado,
        source=EstadoDeExpediente.CERRADO,
        target=EstadoDeExpediente.ARCHIVADO,
        permission=needs("custodiar"),
        custom=paso(_("Archivar el expediente"), form="expedientes.forms.ConMotivo"),
    )
    def archivar(self, motivo: str) -> None:
        """For keeping only."""

    @transition(
        estado,
        source=EstadoDeExpediente.ABIERTO,
        target=EstadoDeExpediente.ANULADO,
        conditions=[conditions.intacto_desde_que_entro],
        permission=anula,
        custom=paso(
            _("Anular lo importado"),
            form="expedientes.forms.ConMotivo",
            ayuda=_("Deja sin efecto lo que entró con un registro por error. Nada se borra."),
        ),
    )
    def anular(self, motivo: str) -> None:
        """It came in with a register by mistake."""


class ExpedienteGroupObjectPermission(GroupObjectPermissionBase):
    """Direct foreign key instead of guardian's generic one: an index join, and gone with its expediente."""

    content_object = models.ForeignKey(Expediente, models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "permission", "content_object"], name="expediente_permiso_una_vez"
            )
        ]
        indexes = [models.Index(fields=["group", "content_object"], name="expediente_visto_por_grupo")]


registrar(
    Maquina(
        modelo=Expediente,
        campo="estado",
        estados=EstadoDeExpediente,
        avisos="expedientes.avisos.al_mover",
        fichas={
            EstadoDeExpediente.ABIERTO: FichaDeEstado(
                significa=_("El expediente está en uso."),
                por_rol={
                    "registro": _("Ciérrelo cuando nada más deba ocurrir en él."),
                    "": _("Trabaje en lo que el expediente contiene."),
                },
            ),
            EstadoDeExpediente.CERRADO: FichaDeEstado(
                significa=_("Nada más debe ocurrir en él; se conserva para consulta."),
                por_rol={
                    "registro": _("Archívelo, o reábralo si algo quedó por hacer."),
                    "": _("Puede leerlo; para cambiar algo, pida que lo reabran."),
                },
            ),
            EstadoDeExpediente.ARCHIVADO: FichaDeEstado(
                significa=_("Está en el archivo."), por_rol={"": _("Puede leerlo.")}, final=True
            ),
            EstadoDeExpediente.ANULADO: FichaDeEstado(
                significa=_(
                    "Entró con un registro importado por error y quedó sin efecto; no figura en las listas."
                ),
                por_rol={"": _("Puede leerlo en su dirección. Si hace falta, importe el registro otra vez.")},
                final=True,
            ),
        },
    )
)
