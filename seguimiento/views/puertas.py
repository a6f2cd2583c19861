"""The doors to a commitment and to a meeting, and what can be done with either now."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from auditoria.services import COMPARTIDA
from expedientes.lecturas import anotar_lectura
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.que_sigue import Vida
from instituciones.models import Institucion
from seguimiento.models import CambioDeFecha, Compromiso, EstadoDeCompromiso, EstadoDeReunion, Reunion

MAYOR = 2**31 - 1


def compromiso_or_404(request: MemberRequest, codigo: str, numero: int) -> Compromiso:
    """A commitment of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    if numero > MAYOR:  # the database refuses to be asked
        raise Http404
    suyos = expediente.compromisos.select_related(
        "asiento",
        "institucion",
        "puesto",
        "reunion",
        "anotado_por",
        "bloqueado_por",
        "cancelado_en",
    )
    uno = get_object_or_404(suyos, numero=numero)
    uno.expediente = expediente
    return uno


def reunion_or_404(request: MemberRequest, codigo: str, numero: int) -> Reunion:
    """A meeting of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    if numero > MAYOR:
        raise Http404
    una = get_object_or_404(
        expediente.reuniones.select_related("asiento", "convoca", "anterior"), numero=numero
    )
    una.expediente = expediente
    return una


def anotar(request: MemberRequest, objeto: Any, que: str) -> None:
    """Under a control body's mandate, that it is read is logged before it is shown."""
    anotar_lectura(request.user, objeto.raiz(), objeto, que, visibilidad_de_lo_leido=COMPARTIDA)


def con_su_parte(cambios: Iterable[CambioDeFecha]) -> list[tuple[CambioDeFecha, Institucion | None]]:
    """Each change of date with the party that made it. Two queries."""
    lista = list(cambios)
    partes = Institucion.objects.in_bulk(
        [c.asiento.institucion_id for c in lista if c.asiento.institucion_id]
    )
    return [(c, partes.get(c.asiento.institucion_id or 0)) for c in lista]


DE_COMPROMISO = Vida(
    se_busca=frozenset({EstadoDeCompromiso.VERIFICADO.value}),
    aparte=frozenset({"bloquear", "reprogramar", "devolver"}),
)
DE_REUNION = Vida(se_busca=frozenset({EstadoDeReunion.FINALIZADA.value}), aparte=frozenset({"reprogramar"}))
"""What commitments and meetings are for."""
