"""The doors to a commitment and to a meeting, and what can be done with either now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from auditoria.services import COMPARTIDA
from convenios.lectura import lo_exigido
from expedientes.facultades import Facultad, facultades_de
from expedientes.lecturas import anotar_lectura
from expedientes.models import Expediente
from expedientes.puerta import MemberRequest, expediente_or_404
from flujo.acto import Acto
from flujo.models import ConEstado
from flujo.queries import Paso, frase_de_estado, pasos
from instituciones.models import Institucion
from seguimiento.models import CambioDeFecha, Compromiso, Reunion

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


@dataclass(frozen=True, kw_only=True)
class QueSigue:
    """What an object asks of a person, and the steps that lead on from where it stands."""

    frases: Sequence[tuple[str, str]]
    tareas: Sequence[dict[str, str]] = ()
    bloqueadas: Sequence[dict[str, Any]] = ()
    acciones: Sequence[dict[str, str]] = ()
    de_otros: Sequence[dict[str, str]] = ()
    ajenas: Sequence[dict[str, str]] = ()


def que_sigue(request: MemberRequest, objeto: ConEstado, *, salvo: Sequence[str] = ()) -> QueSigue:
    """As `tablero/expediente/_que_sigue.html` shows it; `salvo` are steps that have a place of their own."""
    expediente: Expediente = objeto.raiz()
    ofrecidos = [p for p in pasos(objeto, Acto(registra=request.user)) if p.nombre not in salvo]
    facultades = list(facultades_de(request.user, expediente))
    return QueSigue(
        frases=[("", frase_de_estado(objeto, _rol(facultades)))],
        bloqueadas=[
            {"text": p.etiqueta, "id": f"falta-{p.nombre}", "reason": "", "checks": lo_exigido(p)}
            for p in ofrecidos
            if p.puede and p.falta
        ],
        acciones=[_accion(p, objeto) for p in ofrecidos if p.esta_listo],
        ajenas=[{"text": p.etiqueta, "reason": p.impedimento} for p in ofrecidos if not p.puede],
    )


def _rol(facultades: Sequence[Facultad]) -> str:
    return next((f.rol for f in facultades if not f.impedimento), "")


def _accion(paso: Paso, objeto: Any) -> dict[str, str]:
    final = paso.destino in ("no_cumplido", "cancelado", "cancelada")
    return {
        "text": paso.etiqueta,
        "href": f"{objeto.get_absolute_url()}paso/{paso.nombre}/",
        "icon": "",
        "kind": "danger" if final else "quiet",
    }
