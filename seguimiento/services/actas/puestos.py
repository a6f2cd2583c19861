"""By which post a member acts, when it is recorded from a paper that names only the party."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from seguimiento.models import Acta, MiembroDeOrgano


def con_su_puesto(acta: Acta, acto: Acto, miembros: Iterable[MiembroDeOrgano]) -> Acto:
    """The same act, by the post of the one member of that party. Raises DatosInvalidos for none or several."""
    if not acto.por_documento:
        return acto
    suyos = [
        m
        for m in miembros
        if m.institucion_id == acto.institucion_id and acto.puesto_id in (None, m.puesto_id)
    ]
    if not suyos:
        raise DatosInvalidos(_("Esa institución no tiene un miembro a quien corresponda esto."))
    if len(suyos) > 1:
        raise DatosInvalidos(
            _("Diga cuál de los miembros de esa institución lo decidió: %(cuales)s.")
            % {"cuales": "; ".join(m.puesto.nombre for m in suyos)}
        )
    return acto.con(puesto_id=suyos[0].puesto_id)
