"""What an agreement and its addenda have in common: a text that is evaluated, approved and signed."""

from collections.abc import Mapping
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from auditoria.canonico import huella
from expedientes.contenido import Contenido
from expedientes.oficinas import partes_de
from flujo.models import ConEstado

if TYPE_CHECKING:
    from convenios.models.convenio import Convenio
    from convenios.models.evaluacion import Observacion
    from convenios.models.recibido import TextoRecibido
    from convenios.models.texto import VersionDeTexto
    from expedientes.models import Expediente, Participacion


Llave = tuple[str, int]
"""Model and id of an instrument."""


class Fase(StrEnum):
    """Where an instrument stands on its way to being signed, whatever its own states are called."""

    PREPARACION = "preparacion"
    EVALUACION = "evaluacion"
    OBSERVADO = "observado"
    APROBACION = "aprobacion"
    FIRMA = "firma"
    SUSCRITO = "suscrito"
    DESISTIDO = "desistido"


CON_TEXTO_ABIERTO = frozenset({Fase.PREPARACION, Fase.EVALUACION, Fase.OBSERVADO, Fase.APROBACION})
"""The phases in which the text may still change."""


def _partes(instrumento: "Instrumento") -> list["Participacion"]:
    return sorted(partes_de(instrumento.expediente), key=attrgetter("institucion_id"))


PARTES = (_partes, ("institucion_id",))
"""Who the parties are is a term of whatever they sign."""


class Instrumento(ConEstado):
    """An agreement or an addendum.

    `contenido_hash` is the hash of its terms as they now are; `convenios.services.texto` keeps it, and every opinion,
    approval and signature names the one it was given for.
    """

    irroga_gasto = models.BooleanField(_("irroga gasto o aporte valorizado"), default=False)
    version = models.ForeignKey(
        "convenios.VersionDeTexto",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("texto vigente"),
    )
    contenido_hash = models.CharField(max_length=64, editable=False, null=True)  # noqa: DJ001 - no text, no hash
    aprobado_el = models.DateField(_("aprobado por las partes el"), null=True, editable=False)
    suscrito_el = models.DateField(_("suscrito el"), null=True, editable=False)

    TERMINOS: ClassVar[Contenido]
    FASES: ClassVar[Mapping[str, Fase]]
    """The phase of each state."""
    tiene_modelo: ClassVar[bool] = False
    """Whether the library has standard models of it."""

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True, contenido_hash__isnull=True)
                | Q(version__isnull=False, contenido_hash__length=64),
                name="%(class)s_con_texto_tiene_hash",
            )
        ]

    expediente: "Expediente"

    @property
    def llave(self) -> Llave:
        """Which instrument it is, among agreements and addenda together."""
        return str(self._meta.label_lower), self.pk

    @property
    def codigo(self) -> str:
        """What its text is called outside: the case file's, and of an addendum its ordinal."""
        return self.expediente.codigo

    @property
    def fase(self) -> Fase:
        return self.FASES[str(self.estado)]  # type: ignore[attr-defined]

    @property
    def admite_cambios(self) -> bool:
        """Whether its text may still change."""
        return self.fase in CON_TEXTO_ABIERTO

    @property
    def hash_del_texto(self) -> str | None:
        return self.version.hash if self.version else None

    def contenido_con(self, hash_del_texto: str) -> str:
        """The content hash that it would have with another text, its other terms being as they are."""
        return huella({**self.TERMINOS.datos(self), "hash_del_texto": hash_del_texto})

    def el_convenio(self) -> "Convenio":
        """The agreement itself, or the one that this addendum changes."""
        raise NotImplementedError

    def get_absolute_url(self) -> str:
        """The address of its own page."""
        raise NotImplementedError

    def textos(self) -> "models.QuerySet[VersionDeTexto]":
        """Every version of its own text, drafts included."""
        raise NotImplementedError

    def recibidos(self) -> "models.QuerySet[TextoRecibido]":
        """Every file that came back with its own text."""
        raise NotImplementedError

    def observadas(self) -> "models.QuerySet[Observacion]":
        """Every observation on its own text."""
        raise NotImplementedError

    def raiz(self) -> "Expediente":
        return self.expediente

    def pais(self) -> str:
        return self.expediente.pais_de_reglas

    def hash_de_contenido(self) -> str | None:
        return self.contenido_hash


models.CharField.register_lookup(Length)
