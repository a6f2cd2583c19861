"""Which steps somebody may take with many commitments now, asked of what was already read."""

from collections.abc import Collection, Sequence

from expedientes.facultades import Facultad
from expedientes.permissions import ROLES, Needs
from flujo.declaracion import Transicion
from seguimiento.conditions import hubo_reunion_posterior
from seguimiento.models import DE_COMPROMISO, Compromiso


def pasos_posibles(
    compromiso: Compromiso, facultades: Sequence[Facultad], *, en_reunion: bool = False
) -> list[Transicion]:
    """The steps that lack nothing and that one of these capacities opens. No query, when the case file is open.

    `en_reunion`: it is asked in a later meeting that was held, which may cancel it. What `perform` then asks is asked
    again there, under the lock.
    """
    return [
        t
        for t in DE_COMPROMISO.salidas(compromiso.estado)
        if _puede(t, compromiso, facultades) and not _falta(t, compromiso, en_reunion)
    ]


def _puede(transicion: Transicion, compromiso: Compromiso, facultades: Sequence[Facultad]) -> bool:
    permiso = transicion.permission
    return isinstance(permiso, Needs) and any(
        permiso.acto in ROLES[f.rol].actos and not f.impedimento and permiso.vale_para(compromiso, f)
        for f in facultades
    )


def _falta(transicion: Transicion, compromiso: Compromiso, en_reunion: bool) -> bool:
    condiciones: Collection[object] = transicion.conditions or ()
    if hubo_reunion_posterior in condiciones:
        return not en_reunion
    return any(not condicion(compromiso) for condicion in condiciones)  # type: ignore[operator]
