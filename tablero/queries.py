"""What the frame of every page asks of the database."""

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from instituciones.models import Concesion, Ocupacion, RolInstitucional, Usuario


def capacidades(usuario: Usuario) -> list[str]:
    """In what capacity a person is here today: «Director de Articulación Empresarial · PRODUCE».

    Posts before roles, in one query.
    """
    hoy = usuario.persona.hoy()
    puestos = Ocupacion.objects.efectivas(hoy).filter(persona_id=usuario.persona_id).order_by()
    roles = Concesion.objects.vigentes(hoy).filter(usuario=usuario).order_by()
    filas = puestos.values_list(Value(1), "puesto__nombre", _como_se_nombra("puesto__institucion")).union(
        roles.values_list(Value(2), "grupo__rol", _como_se_nombra("grupo__institucion"))
    )
    nombres = dict(RolInstitucional.choices)
    return [
        f"{nombres.get(nombre, nombre) if orden == 2 else nombre} · {institucion or _('todas las instituciones')}"
        for orden, nombre, institucion in sorted(filas, key=lambda fila: fila[:2])
    ]


def _como_se_nombra(institucion: str) -> Coalesce:
    """Its acronym when it has one."""
    return Coalesce(NullIf(F(f"{institucion}__sigla"), Value("")), F(f"{institucion}__nombre"))
