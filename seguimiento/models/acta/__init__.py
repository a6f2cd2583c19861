"""The acta of a session: written while it runs, circulated, approved, signed, and entered in the book of its body."""

from seguimiento.models.acta.acta import Acta, ActaQuerySet
from seguimiento.models.acta.estados import APROBADAS, EN_EL_LIBRO, SE_ESCRIBE, EstadoDeActa
from seguimiento.models.acta.firmante import CalidadDeFirma, FirmanteDeActa
from seguimiento.models.acta.observacion import ObservacionDeActa
from seguimiento.models.acta.parrafo import ClaseDeParrafo, LugarDeParrafo, Parrafo
from seguimiento.models.acta.version import OrigenDeVersionDeActa, VersionDeActa

__all__ = [
    "APROBADAS",
    "EN_EL_LIBRO",
    "SE_ESCRIBE",
    "Acta",
    "ActaQuerySet",
    "CalidadDeFirma",
    "ClaseDeParrafo",
    "EstadoDeActa",
    "FirmanteDeActa",
    "LugarDeParrafo",
    "ObservacionDeActa",
    "OrigenDeVersionDeActa",
    "Parrafo",
    "VersionDeActa",
]
