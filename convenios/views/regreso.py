"""Going back to the last text that every party approved, after having read what that voids and what counts again."""

from functools import partial
from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _

from convenios.aprobado import adonde_volver, ultimo_aprobado
from convenios.forms import RegresoForm
from convenios.lectura import condiciones_que_cambian, diferencia, frase_de_pronunciamiento
from convenios.models import Instrumento, VersionDeTexto
from convenios.views.actos import ActuacionDeConvenio, instrumento_or_404
from documentos.views.actos import acto, atender
from expedientes.forms import FormularioDeActo
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest
from flujo.errors import TransicionNoDeclarada


@acto
def volver(request: MemberRequest, codigo: str, adenda: int | None = None) -> HttpResponse:
    """Share again, as a new version, the last text that all approved."""
    instrumento = instrumento_or_404(request, codigo, adenda)
    aprobada = adonde_volver(instrumento)
    if aprobada is None:
        raise TransicionNoDeclarada(_por_que_no_se_vuelve(instrumento))
    actuacion = ActuacionDeConvenio(
        objeto=instrumento,
        permiso=needs("compartir"),
        form=partial(RegresoForm, aprobada=aprobada),
        titulo=_("Volver al último texto que todas aprobaron"),
        boton=_("Volver al texto de la versión %(n)s") % {"n": aprobada.n},
        hecho=_("Ese texto quedó compartido con todas las partes, como una versión nueva."),
        ayuda=_(
            "Todas las partes aprobaron la versión %(n)s. Su mismo texto se comparte como una versión nueva; lo "
            "escrito después se conserva en la lista de versiones."
        )
        % {"n": aprobada.n},
        plantilla="convenios/texto/volver.html",
        ancla="#texto",
    )
    return atender(request, actuacion, partial(_alrededor, aprobada))


def _por_que_no_se_vuelve(instrumento: Instrumento) -> str:
    if not instrumento.admite_cambios:
        return _("En este estado el texto ya no se cambia.")
    if ultimo_aprobado(instrumento):
        return _("El texto vigente es el último que aprobaron todas las partes: no hay adónde volver.")
    return _("Todavía no hay un texto que hayan aprobado todas las partes: no hay adónde volver.")


def _alrededor(aprobada: VersionDeTexto, form: FormularioDeActo) -> dict[str, Any]:
    """What is voided, what counts again, and the difference, clause by clause and in what was agreed on."""
    regreso, actual = cast(RegresoForm, form), form.objeto.version
    return {
        "version": actual,
        "aprobada": aprobada,
        "consecuencias": [frase_de_pronunciamiento(a) for a in regreso.anuladas],
        "recuperadas": [frase_de_pronunciamiento(a) for a in regreso.recuperadas],
        "cambios": diferencia(list(actual.clausulas.all()), list(aprobada.clausulas.all())),
        "condiciones": condiciones_que_cambian(actual, aprobada),
    }
