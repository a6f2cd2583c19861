"""A session of a body: called with its agenda, held with its quórum, and what each point came to."""

from seguimiento.models.sesion.agenda import ClaseDePunto, PuntoDeAgenda
from seguimiento.models.sesion.asistencia import Asistencia, InvitadoASesion, RangoDeMomentos
from seguimiento.models.sesion.datos import Modalidad, TipoDeSesion
from seguimiento.models.sesion.estados import (
    EN_LA_AGENDA,
    EN_SESION,
    POR_CELEBRAR,
    EstadoDeSesion,
    ResultadoDePunto,
)
from seguimiento.models.sesion.sesion import Sesion, SesionQuerySet
from seguimiento.models.sesion.suspension import SuspensionDeSesion

__all__ = [
    "EN_LA_AGENDA",
    "EN_SESION",
    "POR_CELEBRAR",
    "Asistencia",
    "ClaseDePunto",
    "EstadoDeSesion",
    "InvitadoASesion",
    "Modalidad",
    "PuntoDeAgenda",
    "RangoDeMomentos",
    "ResultadoDePunto",
    "Sesion",
    "SesionQuerySet",
    "SuspensionDeSesion",
    "TipoDeSesion",
]
