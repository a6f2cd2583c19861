"""Who keeps the minutes of a body on a day, and what waits for the parties where nobody does."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from expedientes.espera import Espera
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion
from notificaciones.idiomas import frase
from seguimiento.models import Acta, MiembroDeOrgano, Sesion
from seguimiento.permissions import Cargo


def mesa_al(miembros: Sequence[MiembroDeOrgano], dia: dt.date) -> list[MiembroDeOrgano]:
    """Of the members of a body, its secretaría on a day; without one, its presidency."""
    vigentes = [m for m in miembros if m.desde <= dia and (m.hasta is None or m.hasta >= dia)]
    secretaria = [m for m in vigentes if m.cargo == Cargo.SECRETARIA]
    return secretaria or [m for m in vigentes if m.cargo == Cargo.PRESIDENCIA and m.suple_a_id is None]


def sin_mesa(
    objeto: Acta | Sesion, lo_que: Callable[[], str], partes: Iterable[Institucion], *, desde: dt.date
) -> list[Espera]:
    """What waits in a body that has neither: any party may integrate one, and sees what waits because of it."""
    organo: Any = objeto.organo
    return [
        Espera(
            objeto=objeto,
            institucion=institucion,
            rol=RolDesignado.COORDINADOR_TITULAR.value,
            lo_que=frase(
                lambda: _("Integrar la secretaría o la presidencia: %(organo)s") % {"organo": organo}
            ),
            el_porque=frase(
                lambda: (
                    _(
                        "El órgano no tiene hoy quien lleve sus sesiones y sus actas. Espera: %(que)s · %(sesion)s"
                    )
                    % {"que": lo_que(), "sesion": objeto if isinstance(objeto, Sesion) else objeto.sesion}
                )
            ),
            desde=desde,
            ruta=organo.get_absolute_url(),
        )
        for institucion in partes
    ]
