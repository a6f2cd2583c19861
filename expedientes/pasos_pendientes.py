"""Telling those for whom something waits in a case file."""

from collections.abc import Callable, Collection, Mapping, Sequence

from auditoria.models import Asiento
from expedientes.espera import Espera
from expedientes.ocupantes import cuentas_de, cuentas_de_puestos
from flujo.acto import Acto
from notificaciones.avisos import PasoPendiente, avisar_pasos
from notificaciones.idiomas import en_cada_idioma

DeRoles = Mapping[tuple[int, str], Collection[int]]
"""Accounts by institution and role designated in the case file."""
DePuestos = Mapping[int, Collection[int]]
"""Accounts by the post that they exercise."""


def de_quien(espera: Espera, de_roles: DeRoles, de_puestos: DePuestos) -> set[int]:
    """The accounts of its posts; where nobody exercises them, of the role designated in the case file."""
    de_sus_puestos = {cuenta for puesto in espera.puestos for cuenta in de_puestos.get(puesto, ())}
    return de_sus_puestos or set(de_roles.get((espera.institucion.pk, espera.rol), ()))


def avisar_esperas(
    esperas: Sequence[Espera],
    asiento: Asiento,
    acto: Acto,
    *,
    quienes: Callable[[Espera, DeRoles, DePuestos], set[int]] = de_quien,
) -> set[int]:
    """Tell those for whom something waits in one case file, except whoever has just acted; the accounts told."""
    if not esperas:
        return set()
    expediente = esperas[0].expediente
    de_roles = cuentas_de(expediente)
    de_puestos = cuentas_de_puestos({p for e in esperas for p in e.puestos})
    propio = {acto.registra.pk} if acto.registra else set()
    pasos = [
        PasoPendiente(
            usuarios=quienes(espera, de_roles, de_puestos) - propio,
            titulo=en_cada_idioma(espera.lo_que),
            explicacion=en_cada_idioma(espera.el_porque),
            referencia=str(expediente),
            ruta=espera.url,
            vence=espera.hasta,
        )
        for espera in esperas
    ]
    avisar_pasos(asiento, pasos)
    return {usuario for paso in pasos for usuario in paso.usuarios}
