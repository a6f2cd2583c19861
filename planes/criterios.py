"""Which of the parties an act on a measurement is open to: the one that measured, or another one."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import Criterio

DE_QUIEN_MIDIO = Criterio(
    _("%(roles)s de la parte que midió"),
    lambda objeto, parte: parte.institucion_id == objeto.institucion_id,
)
NO_MIDIO = Criterio(
    _("%(roles)s de una parte que no la midió"),
    lambda objeto, parte: parte.institucion_id != objeto.institucion_id,
)
"""What one party measured, another one validates: also where all of them answer for the action."""
