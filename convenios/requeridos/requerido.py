"""One thing that one party owes, and how it is said."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from auditoria.canonico import huella
from expedientes.models import Aprobacion, Clase
from instituciones.models import Institucion, TipoDeOpinion

if TYPE_CHECKING:
    pass

FALTAS = (
    _l("La %(que)s de %(institucion)s es desfavorable."),
    _l("La %(que)s de %(institucion)s es de otro texto: ya no cuenta."),
    _l("Falta la %(que)s de %(institucion)s."),
)
FALTAS_DE_VISTO_BUENO = (
    _l("El %(que)s de %(institucion)s es desfavorable."),
    _l("El %(que)s de %(institucion)s es de otro texto: ya no cuenta."),
    _l("Falta el %(que)s de %(institucion)s."),
)
"""What is said of one that is unfavourable, of one that is stale, of one that nobody gave."""


@dataclass(frozen=True, kw_only=True)
class Requerido:
    """Something that one party owes: the one in force, the stale one, the one recorded from a paper that its party
    contests, or none yet."""

    institucion: Institucion
    clase: str
    materia: str
    """Which opinion, or which area's V°B°."""
    rol: str
    dias: int
    vigente: Aprobacion | None
    caduca: Aprobacion | None
    contestada: Aprobacion | None
    puestos: tuple[int, ...] = ()
    """The very posts that may give it, where it is not anybody's who holds the role: an area, a signatory."""
    se_dispensa: bool = False
    """Whether its institution's rules let a standard model with its checklist stand for it."""
    dispensa: Aprobacion | None = None
    """The checklist that stands for it on the very content that stands now, when nobody gave it."""

    @property
    def esta_dado(self) -> bool:
        """Whether it is given and favourable, or not needed."""
        return self.vigente.es_favorable if self.vigente else self.dispensa is not None

    @property
    def se_debe(self) -> bool:
        """Whether somebody still has to give it."""
        return self.vigente is None and self.dispensa is None

    @property
    def se_opuso(self) -> bool:
        """Whether its last word, on this content or an earlier one, is against: nothing stands for its next one."""
        ultima = self.vigente or self.caduca
        return ultima is not None and not ultima.es_favorable

    @property
    def por_que_no_hace_falta(self) -> str:
        """«No hace falta: modelo estándar (Convenio marco, Perú, versión 1), lista de comprobación de MIN.»"""
        if self.dispensa is None:
            return ""
        return _("No hace falta: modelo estándar (%(modelo)s), lista de comprobación de %(institucion)s.") % {
            "modelo": self.dispensa.lista.modelo,
            "institucion": self.institucion,
        }

    @property
    def dada(self) -> Aprobacion | None:
        """The last one that was given, whether it counts or not."""
        return self.vigente or self.caduca or self.contestada

    @property
    def nombre(self) -> str:
        """«Opinión jurídica», «V°B° de Planeamiento», «Aprobación», «Firma»."""
        match self.clase:
            case Clase.OPINION:
                return str(TipoDeOpinion(self.materia).label)
            case Clase.VISTO_BUENO:
                return _("V°B° de %(area)s") % {"area": self.materia}
            case Clase.APROBACION:
                return _("Aprobación")
            case _:
                return _("Firma")

    @property
    def en_frase(self) -> str:
        """Its name in the middle of a sentence."""
        return self.nombre if self.clase == Clase.VISTO_BUENO else self.nombre.lower()

    @property
    def ocasion(self) -> str:
        """What tells it apart from whatever else is owed for the same text."""
        puesto = self.puestos[0] if self.clase == Clase.FIRMA else None
        return ocasion(self.institucion.pk, self.clase, self.materia, puesto)

    @property
    def frase_de_lo_que_falta(self) -> str:
        frases = FALTAS_DE_VISTO_BUENO if self.clase == Clase.VISTO_BUENO else FALTAS
        cual = 0 if self.vigente else 1 if self.caduca else 2
        return str(frases[cual]) % {"que": self.en_frase, "institucion": self.institucion}


def ocasion(institucion_id: int, clase: str, materia: str, puesto_id: int | None = None) -> str:
    """The occasion of a deadline. The name of an area is long and free: it is told by its hash."""
    que = huella(materia)[:16] if clase == Clase.VISTO_BUENO else materia
    return f"{institucion_id}:{clase}:{que}:{puesto_id or ''}"
