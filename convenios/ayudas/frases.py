"""What several helps say in the same words."""

from django.utils.translation import gettext_lazy as _

from flujo.ayudas import DeRoles

EN_PAPEL = _(
    "Lo que alguien decidió en un oficio lo registra un asistente de convenios, con "
    "«Registrarlo desde un documento»."
)
QUIEN_PROPONE = DeRoles(
    _("quien ejerce un puesto en la institución, o su asistente de convenios"),
    frozenset({"puesto", "asistente"}),
)
"""As `convenios.forms.nuevo.proponentes` finds them."""


def de_ambos(*nombres: str) -> list[str]:
    """The addresses of an act that an agreement and an addendum have alike."""
    return [f"{espacio}:{nombre}" for nombre in nombres for espacio in ("convenios", "convenios:adenda")]
