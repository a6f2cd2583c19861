"""Who: institutions with their own rules, people, accounts, posts and who occupies them."""

from instituciones.models.acceso import Concesion, GrupoInstitucional, Invitacion, Mandato, RolInstitucional
from instituciones.models.ingreso import FrenoDeIngreso, OrigenConocido
from instituciones.models.institucion import (
    Escala,
    EvaluacionDeNivel,
    Institucion,
    NivelDeEscala,
    Numeracion,
    Publicidad,
    ReglasDeInstitucion,
    TipoDeInstitucion,
    TipoDeOpinion,
)
from instituciones.models.persona import Persona, Usuario
from instituciones.models.puesto import Calidad, Ocupacion, Puesto, Suplencia

__all__ = [
    "Calidad",
    "Concesion",
    "Escala",
    "EvaluacionDeNivel",
    "FrenoDeIngreso",
    "GrupoInstitucional",
    "Institucion",
    "Invitacion",
    "Mandato",
    "NivelDeEscala",
    "Numeracion",
    "Ocupacion",
    "OrigenConocido",
    "Persona",
    "Publicidad",
    "Puesto",
    "ReglasDeInstitucion",
    "RolInstitucional",
    "Suplencia",
    "TipoDeInstitucion",
    "TipoDeOpinion",
    "Usuario",
]
