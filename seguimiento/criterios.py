"""Narrower than a role: of which party an act on a follow-up report or on its observations may be."""

from django.utils.translation import gettext_lazy as _

from expedientes.permissions import Criterio

PRESENTA = Criterio(
    _("%(roles)s de la parte que presenta el informe"),
    lambda informe, parte: parte.institucion_id == informe.presenta_id,
)
NO_PRESENTA = Criterio(
    _("%(roles)s de una parte que no sea la que presenta el informe"),
    lambda informe, parte: parte.institucion_id != informe.presenta_id,
)
"""Nobody observes, conforms or dispenses with the report of their own party."""
CORRIGE = Criterio(
    _("%(roles)s de la parte que debe corregir"),
    lambda observacion, parte: parte.institucion_id == observacion.responsable_id,
)
NO_CORRIGE = Criterio(
    _("%(roles)s de una parte que no sea la que corrigió"),
    lambda observacion, parte: parte.institucion_id != observacion.responsable_id,
)
"""Nobody verifies what their own party corrected."""
