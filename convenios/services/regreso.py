"""Going back to the last text that every party approved."""

from django.utils.translation import gettext as _

from convenios.aprobado import ultimo_aprobado
from convenios.clausula import ClausulaNueva
from convenios.models import Instrumento, VersionDeTexto
from convenios.services.texto import Pacto, guardar_version
from expedientes.permissions import needs
from flujo.acto import Acto
from flujo.errors import DatosInvalidos
from flujo.services import bloquear, releer
from flujo.transaccion import en_transaccion
from instituciones.services.escritura import ya_hecho


@en_transaccion
def volver_al_aprobado(instrumento: Instrumento, version: VersionDeTexto, *, acto: Acto) -> VersionDeTexto:
    """Share as a new version the very text of the last one that every party approved.

    It has the same hash, so that what was given for it and is still the last word of its office counts again. Raises
    what `guardar_version` raises, and DatosInvalidos when `version` is not, or no longer, that one.
    """
    actual = releer(instrumento, bloquear(instrumento))
    if hecha := ya_hecho(VersionDeTexto, actual.expediente, "compartir_texto", acto):
        return hecha
    needs("compartir").capacidad(actual, acto)
    if ultimo_aprobado(actual) != version:
        raise DatosInvalidos(
            _("Ese ya no es el último texto que aprobaron todas las partes. Vuelva a abrir la página.")
        )
    return guardar_version(
        actual,
        [ClausulaNueva(c.clave, c.titulo, c.texto) for c in version.clausulas.all()],
        pacto=Pacto.de(version),
        motivo=_("Vuelve al texto de la versión %(n)s, que aprobaron todas las partes") % {"n": version.n},
        acto=acto,
    )
