"""The clauses as they are kept, or in sentences why they cannot be."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from convenios.clausula import ClausulaNueva
from convenios.models import ClaveDeClausula
from flujo.errors import DatosInvalidos
from flujo.textos import exigir_legible

MAXIMO_DE_CLAUSULA = 200_000
MAXIMO_DE_CLAUSULAS = 200


def limpiar(clausulas: Sequence[ClausulaNueva]) -> list[ClausulaNueva]:
    """The clauses with what is typed around their words taken off. Raises DatosInvalidos."""
    if not clausulas:
        raise DatosInvalidos(_("El texto no tiene ninguna cláusula. Escriba al menos una."))
    if len(clausulas) > MAXIMO_DE_CLAUSULAS:
        raise DatosInvalidos(
            _("El texto tiene más de %(n)s cláusulas. Reúna algunas.") % {"n": MAXIMO_DE_CLAUSULAS}
        )
    return [_limpia(i, c) for i, c in enumerate(clausulas, 1)]


def _limpia(orden: int, clausula: ClausulaNueva) -> ClausulaNueva:
    nombre = _("la cláusula %(n)s") % {"n": orden}
    if clausula.clave not in ClaveDeClausula.values:
        raise DatosInvalidos(
            _("%(clausula)s no dice de qué materia trata.") % {"clausula": nombre.capitalize()}
        )
    limpia = ClausulaNueva(
        clave=clausula.clave,
        titulo=exigir_legible(
            _("el título de %(clausula)s") % {"clausula": nombre}, clausula.titulo, maximo=200
        ),
        texto=exigir_legible(nombre, clausula.texto, maximo=MAXIMO_DE_CLAUSULA),
    )
    if not limpia.titulo or not limpia.texto:
        raise DatosInvalidos(_("A %(clausula)s le falta el título o el texto.") % {"clausula": nombre})
    return limpia
