"""Plans: what the parties do together in a period, its versions, and what came of it."""

from planes.models.accion import AccionConjunta, Responsable
from planes.models.evidencia import EstadoDeMedio, MedioDeVerificacion, TipoDeMedio
from planes.models.indicador import Frecuencia, Indicador, Meta
from planes.models.maquinas import DE_ACCION, DE_MEDIO, DE_PLAN, DE_REPROGRAMACION
from planes.models.observacion import ObservacionDePlan
from planes.models.ods import Ods
from planes.models.partida import TRIMESTRES, Partida
from planes.models.plan import PlanAnual
from planes.models.reprogramacion import EstadoDeReprogramacion, Reprogramacion
from planes.models.version import OrigenDeVersion, VersionDePlan

__all__ = [
    "DE_ACCION",
    "DE_MEDIO",
    "DE_PLAN",
    "DE_REPROGRAMACION",
    "TRIMESTRES",
    "AccionConjunta",
    "EstadoDeMedio",
    "EstadoDeReprogramacion",
    "Frecuencia",
    "Indicador",
    "MedioDeVerificacion",
    "Meta",
    "ObservacionDePlan",
    "Ods",
    "OrigenDeVersion",
    "Partida",
    "PlanAnual",
    "Reprogramacion",
    "Responsable",
    "TipoDeMedio",
    "VersionDePlan",
]
