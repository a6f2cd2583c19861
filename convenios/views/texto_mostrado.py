"""The text that an act binds to, on the page of that act."""

from typing import Any

from convenios.forms.sobre_texto import SobreTexto
from convenios.lectura import clausulas_a_la_vista, condiciones_a_la_vista, diferencia
from convenios.models import Instrumento, VersionDeTexto
from expedientes.forms import FormularioDeActo
from expedientes.models import Visibilidad


def texto_mostrado(form: FormularioDeActo) -> dict[str, Any]:
    """The current version in full and, when another was on the page before, what changed since."""
    instrumento: Instrumento = form.objeto
    version = instrumento.version
    if version is None:
        return {}
    actuales = list(version.clausulas.all())
    contexto: dict[str, Any] = {
        "version": version,
        "clausulas": clausulas_a_la_vista(actuales),
        "condiciones": condiciones_a_la_vista(version),
    }
    if form.cambio_el_texto and isinstance(form, SobreTexto):
        antes = version_compartida(instrumento, form.cleaned_data.get("version_mostrada"))
        if antes and antes.pk != version.pk:
            contexto |= {"antes": antes, "diferencia": diferencia(list(antes.clausulas.all()), actuales)}
    return contexto


def version_compartida(instrumento: Instrumento, n: int | None) -> VersionDeTexto | None:
    return instrumento.textos().filter(visibilidad=Visibilidad.COMPARTIDA, n=n).first() if n else None
