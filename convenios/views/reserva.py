"""A party keeps one agreement from the public, and publishes it again."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from convenios.forms import ReservaForm, RevocacionForm
from convenios.views.actos import ActuacionDeConvenio, convenio_or_404
from documentos.views.actos import acto, atender
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest


@acto
def reservar(request: MemberRequest, codigo: str) -> HttpResponse:
    """Declare that the agreement is not published."""
    actuacion = ActuacionDeConvenio(
        objeto=convenio_or_404(request, codigo),
        permiso=needs("reservar"),
        form=ReservaForm,
        titulo=_("Reservar el convenio"),
        boton=_("Declararlo reservado"),
        hecho=_("El convenio quedó reservado."),
        ayuda=_(
            "Mientras rija la reserva no sale en la lista pública, aunque las reglas de todas las partes lo permitan. "
            "En el expediente no cambia quién lo lee."
        ),
        ancla="#datos",
    )
    return atender(request, actuacion)


@acto
def revocar(request: MemberRequest, codigo: str, reserva: int) -> HttpResponse:
    """Publish it again, as the rules of the parties say."""
    convenio = convenio_or_404(request, codigo)
    una = get_object_or_404(convenio.reservas.select_related("institucion"), pk=reserva)
    una.convenio = convenio
    actuacion = ActuacionDeConvenio(
        objeto=una,
        permiso=needs("reservar"),
        form=partial(RevocacionForm, reserva=una),
        titulo=_("Revocar la reserva de %(institucion)s") % {"institucion": una.institucion},
        boton=_("Revocar la reserva"),
        hecho=_("La reserva quedó revocada; en la historia sigue escrita."),
        ayuda=_(
            "El convenio se publicará si lo permiten las reglas de todas las partes y ninguna otra lo reserva."
        ),
        ancla="#datos",
        institucion_id=una.institucion_id,
        admite_papel=False,
    )
    return atender(request, actuacion)
