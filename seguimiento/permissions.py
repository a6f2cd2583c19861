"""Narrower than a role: of whom an act on a commitment may be."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import Criterio

RESPONSABLE = Criterio(
    _("%(roles)s de la parte responsable"),
    lambda compromiso, parte: compromiso.institucion_id in (None, parte.institucion_id),
)
"""What somebody who is no party has to do is reported by whichever party knows of it."""
AJENA = Criterio(
    _("%(roles)s de una parte que no sea la responsable"),
    lambda compromiso, parte: parte.institucion_id not in compromiso.responsables_ids(),
)
"""Nobody verifies what their own party did, nor what it said that was done."""
