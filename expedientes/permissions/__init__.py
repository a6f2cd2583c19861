"""Who may do what in a case file: roles, declared once, and the permissions that every step and service asks."""

from expedientes.permissions.actos import (
    ABIERTO,
    AJENA,
    ANULADO,
    PROPONENTE,
    RESPONSABLE,
    Criterio,
    Needs,
    needs,
)
from expedientes.permissions.propios import anula, controlar, guardar_vista
from expedientes.permissions.roles import ROLES, Rol, RolDesignado

__all__ = [
    "ABIERTO",
    "AJENA",
    "ANULADO",
    "PROPONENTE",
    "RESPONSABLE",
    "ROLES",
    "Criterio",
    "Needs",
    "Rol",
    "RolDesignado",
    "anula",
    "controlar",
    "guardar_vista",
    "needs",
]
