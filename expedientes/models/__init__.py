"""The case file: every permission, lock and log chain hangs here."""

from expedientes.models.aprobacion import ACCIONES, Aprobacion, Clase, Metodo
from expedientes.models.confidencial import Confidencial, ConfidencialQuerySet, Visibilidad
from expedientes.models.contestacion import Contestacion, esta_contestada
from expedientes.models.expediente import (
    Expediente,
    ExpedienteGroupObjectPermission,
    ExpedienteQuerySet,
    TipoDeExpediente,
)
from expedientes.models.gestion import Gestion, GestionQuerySet, Medio
from expedientes.models.participacion import Designacion, Participacion
from expedientes.models.vista import Lista, Vista

__all__ = [
    "ACCIONES",
    "Aprobacion",
    "Clase",
    "Confidencial",
    "ConfidencialQuerySet",
    "Contestacion",
    "Designacion",
    "Expediente",
    "ExpedienteGroupObjectPermission",
    "ExpedienteQuerySet",
    "Gestion",
    "GestionQuerySet",
    "Lista",
    "Medio",
    "Metodo",
    "Participacion",
    "TipoDeExpediente",
    "Visibilidad",
    "Vista",
    "esta_contestada",
]
