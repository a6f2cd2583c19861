"""A party contests what was recorded for it from a paper."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from auditoria.models import Asiento
from convenios.forms import ContestacionForm, RetiroForm
from convenios.views.actos import ActuacionDeConvenio
from documentos.views.actos import acto, atender
from expedientes.models import Aprobacion, Contestacion, Expediente
from expedientes.permissions import needs
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.relatos import relatar
from expedientes.services import exigir_contestable
from expedientes.visibilidad import asientos_visibles
from flujo.errors import TransicionNoDeclarada


@acto
def contestar(request: MemberRequest, codigo: str, asiento: int) -> HttpResponse:
    """Say that an act recorded from a paper is not what one's party decided."""
    expediente = expediente_or_404(request, codigo)
    contestado = _asiento_or_404(request, expediente, asiento)
    exigir_contestable(expediente, contestado)
    actuacion = ActuacionDeConvenio(
        objeto=expediente,
        permiso=needs("contestar"),
        form=partial(ContestacionForm, asiento=contestado),
        titulo=_("Contestar un acto registrado por documento"),
        boton=_("Contestar el acto"),
        hecho=_("El acto quedó contestado. Se avisa a quien lo registró y a la parte proponente."),
        ayuda=_("Conteste si su institución no decidió esto, o no lo decidió así."),
        plantilla="convenios/contestar.html",
        ancla="#historia",
        admite_papel=False,
        institucion_id=contestado.institucion_id,
    )
    return atender(
        request,
        actuacion,
        lambda form: {
            "eventos": [relatar(contestado, expediente, request.user)],
            "consecuencia": _consecuencia(contestado),
        },
    )


@acto
def retirar(request: MemberRequest, codigo: str, asiento: int) -> HttpResponse:
    """Own to the act after all."""
    expediente = expediente_or_404(request, codigo)
    visibles = Contestacion.objects.visible_to(request.user).select_related("contestado", "institucion")
    contestacion = get_object_or_404(visibles, expediente=expediente, contestado=asiento)
    if contestacion.retirada_el:
        raise TransicionNoDeclarada(_("Esa contestación ya se retiró."))
    contestacion.expediente = expediente
    actuacion = ActuacionDeConvenio(
        objeto=contestacion,
        permiso=needs("contestar"),
        form=partial(RetiroForm, contestacion=contestacion),
        titulo=_("Retirar la contestación"),
        boton=_("Retirar la contestación"),
        hecho=_("La contestación quedó retirada: el acto vale como se registró."),
        ayuda=_("Retírela si su institución sí decidió esto. Un acto se contesta una sola vez."),
        plantilla="convenios/retirar.html",
        ancla="#historia",
        admite_papel=False,
        institucion_id=contestacion.institucion_id,
    )
    return atender(
        request,
        actuacion,
        lambda form: {"eventos": [relatar(contestacion.contestado, expediente, request.user)]},
    )


def _asiento_or_404(request: MemberRequest, expediente: Expediente, pk: int) -> Asiento:
    """A log row of this case file that this person may read."""
    visibles = Asiento.objects.filter(asientos_visibles(request.user, expediente))
    return get_object_or_404(visibles, pk=pk, cadena=expediente.cadena_id)


def _consecuencia(asiento: Asiento) -> str:
    """What contesting it brings about."""
    if Aprobacion.objects.filter(asiento=asiento).exists():
        return _(
            "Mientras esté contestado, este pronunciamiento no cuenta: falta hasta que su institución lo dé otra vez o "
            "retire la contestación."
        )
    return _(
        "El acto conserva su efecto. Donde figure se leerá que su institución lo contestó, desde cuándo y por qué."
    )
