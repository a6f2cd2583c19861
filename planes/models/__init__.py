"""Plans: what the parties do together in a period, what their institutions want in some years, and what they share."""

from planes.models.accion import AccionConjunta, LoQuePone, QuienResponde, Responsable
from planes.models.alineacion import Alineacion
from planes.models.estrategico import Iniciativa, Objetivo, PlanEstrategico
from planes.models.evidencia import EstadoDeMedio, MedioDeVerificacion, TipoDeMedio
from planes.models.indicador import Frecuencia, Indicador, Meta
from planes.models.maquinas import DE_ACCION, DE_MEDIO, DE_PLAN, DE_REPROGRAMACION
from planes.models.medicion import DE_MEDICION, VIVAS, EstadoDeMedicion, Medicion, TrimestreDePlan
from planes.models.observacion import ObservacionDePlan
from planes.models.ods import Ods
from planes.models.participante import SEXOS, Conteo, Edad, suma_de
from planes.models.partida import Partida
from planes.models.plan import MAXIMO_DE_ACCIONES, PlanAnual
from planes.models.recurso import ConQuienes, Recurso, RecursoQuerySet
from planes.models.reprogramacion import EstadoDeReprogramacion, Reprogramacion
from planes.models.version import OrigenDeVersion, VersionDePlan

__all__ = [
    "DE_ACCION",
    "DE_MEDICION",
    "DE_MEDIO",
    "DE_PLAN",
    "DE_REPROGRAMACION",
    "MAXIMO_DE_ACCIONES",
    "SEXOS",
    "VIVAS",
    "AccionConjunta",
    "Alineacion",
    "ConQuienes",
    "Conteo",
    "Edad",
    "EstadoDeMedicion",
    "EstadoDeMedio",
    "EstadoDeReprogramacion",
    "Frecuencia",
    "Indicador",
    "Iniciativa",
    "LoQuePone",
    "Medicion",
    "MedioDeVerificacion",
    "Meta",
    "Objetivo",
    "ObservacionDePlan",
    "Ods",
    "OrigenDeVersion",
    "Partida",
    "PlanAnual",
    "PlanEstrategico",
    "QuienResponde",
    "Recurso",
    "RecursoQuerySet",
    "Reprogramacion",
    "Responsable",
    "TipoDeMedio",
    "TrimestreDePlan",
    "VersionDePlan",
    "suma_de",
]
