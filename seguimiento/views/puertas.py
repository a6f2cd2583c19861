"""The doors to commitments, meetings, bodies and sessions, what their lifecycles are for, and where one signs."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from auditoria.services import COMPARTIDA
from documentos.models import Papel
from documentos.queries.firmas import lugar_propio
from expedientes.lecturas import anotar_lectura
from expedientes.puerta import MemberRequest, expediente_or_404
from expedientes.que_sigue import Boton, Vida
from instituciones.models import Institucion, Usuario
from seguimiento.models import (
    Acta,
    Acuerdo,
    CambioDeFecha,
    Compromiso,
    EstadoDeActa,
    EstadoDeCompromiso,
    EstadoDeReunion,
    EstadoDeSesion,
    Organo,
    Reunion,
    Sesion,
)

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
        "acta__organo__expediente",
        "acta__sesion__organo__expediente",
        "cancelado_en_acta__organo__expediente",
        "cancelado_en_acta__sesion__organo__expediente",
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


def organo_or_404(request: MemberRequest, codigo: str, numero: int) -> Organo:
    """A body of a case file that this person may see."""
    expediente = expediente_or_404(request, codigo)
    if numero > MAYOR:
        raise Http404
    uno = get_object_or_404(expediente.organos, numero=numero)
    uno.expediente = expediente
    return uno


def sesion_or_404(request: MemberRequest, codigo: str, numero: int, orden: int) -> Sesion:
    """A session of a body that this person may see."""
    organo = organo_or_404(request, codigo, numero)
    if orden > MAYOR:
        raise Http404
    una = get_object_or_404(
        organo.sesiones.select_related(*Sesion.junto_con, "acta", "lista__archivo"), orden=orden
    )
    una.organo = organo
    una.fijar_raiz(organo.expediente)
    if una.acta_o_nada:
        una.acta.sesion = una
        una.acta.fijar_raiz(organo.expediente)
    return una


def acuerdo_or_404(request: MemberRequest, codigo: str, numero: int, orden: int, acuerdo: int) -> Acuerdo:
    """An agreement of the acta of a session that this person may see."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    if acuerdo > MAYOR or sesion.acta_o_nada is None:
        raise Http404
    uno = get_object_or_404(sesion.acta.acuerdos.select_related("parrafo"), pk=acuerdo)
    uno.acta = sesion.acta
    return uno


def acta_or_404(request: MemberRequest, codigo: str, numero: int, orden: int) -> Acta:
    """The acta of a session that this person may see; there is none before it was installed."""
    sesion = sesion_or_404(request, codigo, numero, orden)
    if sesion.acta_o_nada is None:
        raise Http404
    una = get_object_or_404(Acta.objects.select_related("version", "asiento"), pk=sesion.acta.pk)
    una.organo, una.sesion = sesion.organo, sesion
    una.fijar_raiz(sesion.expediente)
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
DE_ACTA = Vida(
    se_busca=frozenset({EstadoDeActa.DISTRIBUIDA.value}),
    aparte=frozenset({"observar"}),
    los_completa_su_acto=frozenset({"dar_por_aprobada", "enviar_a_firma"}),
    los_da_otro_acto=frozenset({"dar_por_firmada"}),
)
DE_SESION = Vida(
    se_busca=frozenset({EstadoDeSesion.FINALIZADA.value}),
    aparte=frozenset({"reprogramar", "suspender"}),
    los_completa_su_acto=frozenset({"convocar"}),
)
"""What commitments, meetings and sessions are for."""


def por_firmar(papel: Papel, usuario: Usuario) -> list[Boton]:
    """Signing one's own place of a paper, as something to do; nothing for whoever has none there, or signed it."""
    campo = lugar_propio(papel, usuario)
    if not campo:
        return []
    lugar = reverse("documentos:firmar", args=[papel.expediente.codigo, papel.pk, campo])
    return [Boton(text=_("Firmar su papel"), href=lugar, icon="signature")]
