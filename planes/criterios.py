"""Which of the parties an act on an action or a measurement is open to: the one that did it, or another one."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import Criterio

NO_LA_HIZO = Criterio(
    _("%(roles)s de una parte que ni responde de la acción ni presentó lo que la muestra"),
    lambda objeto, parte: parte.institucion_id not in objeto.la_hicieron(),
)
"""Nobody verifies what their own party did, nor what it presented that shows it done."""
DE_QUIEN_MIDIO = Criterio(
    _("%(roles)s de la parte que midió"),
    lambda objeto, parte: parte.institucion_id == objeto.institucion_id,
)
NO_MIDIO = Criterio(
    _("%(roles)s de una parte que no la midió"),
    lambda objeto, parte: parte.institucion_id != objeto.institucion_id,
)
"""What one party measured, another one validates: also where all of them answer for the action."""
