"""What the frame of every page asks."""

from django.utils.translation import gettext as _

from expedientes.mirada import mirada_de
from expedientes.permissions import ROLES, controlar
from instituciones.models import RolInstitucional, Usuario


def capacidades(usuario: Usuario) -> list[str]:
    """In what capacity a person is here today: «Director de Articulación Empresarial · PRODUCE». Posts before roles."""
    mirada = mirada_de(usuario)
    puestos = [f"{cargo.puesto} · {cargo.institucion}" for cargo in mirada.cargos]
    roles = [
        f"{RolInstitucional(c.rol).label} · {c.institucion or _('todas las instituciones')}"
        for c in sorted(mirada.concedidos, key=lambda c: c.rol)
    ]
    return puestos + roles


def puede_gestionar(usuario: Usuario) -> bool:
    """Whether a post or a granted role of this account may open recording a gestión somewhere."""
    mirada = mirada_de(usuario)
    return bool(mirada.cargos) or any("gestionar" in ROLES[c.rol].actos for c in mirada.concedidos)


def es_de_una_parte(usuario: Usuario) -> bool:
    """Whether a post or a granted role makes this account somebody of an institution that signs agreements."""
    mirada = mirada_de(usuario).como_parte()
    return bool(mirada.cargos or mirada.concedidos)


def controla_por_rol(usuario: Usuario) -> bool:
    """Whether a granted role opens the questions of control to this account; a designation may as well."""
    return any(c.rol in controlar.roles for c in mirada_de(usuario).concedidos)
