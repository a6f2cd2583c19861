"""Filling in the checklist of a text that is a standard model."""

from typing import Any, cast

from django.http import HttpResponse
from django.utils.translation import gettext as _

from convenios.estandar import cotejar_con_su_modelo
from convenios.forms import ListaForm
from convenios.models import Convenio
from convenios.services.evaluacion import SE_OPINA
from convenios.views.actos import ActuacionDeConvenio, convenio_or_404, institucion_pedida
from convenios.views.texto_mostrado import texto_mostrado
from documentos.views.actos import acto, atender
from expedientes.forms import FormularioDeActo
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest
from flujo.errors import TransicionNoDeclarada


@acto
def comprobar(request: MemberRequest, codigo: str) -> HttpResponse:
    """Declare that the text is the model and that each point was looked at, `?institucion=7`."""
    convenio = convenio_or_404(request, codigo)
    if convenio.fase not in SE_OPINA:
        raise TransicionNoDeclarada(
            _("La lista se llena mientras el texto está en evaluación o en aprobación.")
        )
    actuacion = ActuacionDeConvenio(
        objeto=convenio,
        permiso=needs("comprobar"),
        form=ListaForm,
        titulo=_("Lista de comprobación del modelo estándar"),
        boton=_("Declarar comprobada la lista"),
        hecho=_("La lista quedó comprobada: su institución no necesita la opinión jurídica para este texto."),
        ayuda=_(
            "Vale para este texto: si cambia, la opinión jurídica vuelve a hacer falta. La lista y quién la llenó las "
            "ven todas las partes."
        ),
        plantilla="convenios/lista_de_comprobacion.html",
        ancla="#opiniones",
        institucion_id=institucion_pedida(request),
        admite_papel=False,
    )
    return atender(request, actuacion, _alrededor)


def _alrededor(form: FormularioDeActo) -> dict[str, Any]:
    """The text, and what of it is not the model."""
    convenio = cast(Convenio, form.objeto)
    if convenio.version is None:
        return {}
    return {**texto_mostrado(form), "cotejo": cotejar_con_su_modelo(convenio, convenio.version)}
