"""Which of the parties an act on an action is open to: those that answer for it, or those that do not."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import Criterio

RESPONSABLE = Criterio(
    _("%(roles)s de una parte responsable de la acción"),
    lambda objeto, parte: parte.institucion_id in objeto.responsables_ids(),
)
AJENA = Criterio(
    _("%(roles)s de una parte que no es responsable de la acción"),
    lambda objeto, parte: parte.institucion_id not in objeto.responsables_ids(),
)
"""Nobody verifies what their own party did."""
DE_QUIEN_MIDIO = Criterio(
    _("%(roles)s de la parte que midió"),
    lambda objeto, parte: parte.institucion_id == objeto.institucion_id,
)
NO_MIDIO = Criterio(
    _("%(roles)s de una parte que no la midió"),
    lambda objeto, parte: parte.institucion_id != objeto.institucion_id,
)
"""What one party measured, another one validates: also where all of them answer for the action."""
