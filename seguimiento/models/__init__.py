"""What is followed up: meetings, and the commitments that were undertaken in them or elsewhere."""

from seguimiento.models.calendario import CalendarioDeInformes, UmbralDeSemaforo
from seguimiento.models.compromiso import (
    ABIERTOS,
    POR_CUMPLIR,
    Compromiso,
    CompromisoQuerySet,
    EstadoDeCompromiso,
    Origen,
)
from seguimiento.models.informe import (
    ANTE_LAS_PARTES,
    FIRMADOS,
    POR_PRESENTAR,
    POR_TERMINAR,
    EstadoDeInforme,
    InformeDeSeguimiento,
    VersionDeInforme,
)
from seguimiento.models.maquinas import DE_COMPROMISO, DE_REUNION
from seguimiento.models.maquinas_de_informes import DE_INFORME, DE_OBSERVACION
from seguimiento.models.observacion import (
    POR_CORREGIR,
    EstadoDeObservacion,
    ObservacionDeSeguimiento,
    SeccionObservada,
)
from seguimiento.models.registros import CambioDeFecha, Evidencia
from seguimiento.models.reunion import (
    POR_CERRAR,
    Asistente,
    ClaseDeReunion,
    EstadoDeReunion,
    Punto,
    Reunion,
    de_horas,
    en_horas,
)

__all__ = [
    "ABIERTOS",
    "ANTE_LAS_PARTES",
    "DE_COMPROMISO",
    "DE_INFORME",
    "DE_OBSERVACION",
    "DE_REUNION",
    "FIRMADOS",
    "POR_CERRAR",
    "POR_CORREGIR",
    "POR_CUMPLIR",
    "POR_PRESENTAR",
    "POR_TERMINAR",
    "Asistente",
    "CalendarioDeInformes",
    "CambioDeFecha",
    "ClaseDeReunion",
    "Compromiso",
    "CompromisoQuerySet",
    "EstadoDeCompromiso",
    "EstadoDeInforme",
    "EstadoDeObservacion",
    "EstadoDeReunion",
    "Evidencia",
    "InformeDeSeguimiento",
    "ObservacionDeSeguimiento",
    "Origen",
    "Punto",
    "Reunion",
    "SeccionObservada",
    "UmbralDeSemaforo",
    "VersionDeInforme",
    "de_horas",
    "en_horas",
]
