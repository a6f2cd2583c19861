"""Who signs the papers of a plan: the post that coordinates for each party, in any order."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from auditoria.models import Asiento
from documentos.papeles import Dueno, Firmable, Lugar
from expedientes.facultades import partes_vigentes
from expedientes.oficinas import Oficina, oficinas_de, partes_de
from expedientes.permissions import RolDesignado, needs
from flujo.acto import Acto
from instituciones.models import Calidad, Institucion, Persona, Puesto
from planes.models import PlanAnual

COORDINA = RolDesignado.COORDINADOR_TITULAR
ENTRADA = "Firman, por cada parte, los puestos que coordinan:"


def coordinaciones(plan: PlanAnual) -> list[Lugar]:
    """A place for the post that coordinates for each party in force, with whoever exercises it as far as is known."""
    oficinas = {o.institucion_id: o for o in oficinas_de(plan.expediente) if o.rol == COORDINA}
    puestos = Puesto.objects.in_bulk({o.puesto_id for o in oficinas.values()})
    personas = Persona.objects.in_bulk({o.persona_id for o in oficinas.values() if o.persona_id})
    vigentes = partes_vigentes(plan.expediente)
    return [
        _lugar(oficinas[parte.institucion_id], parte.institucion, puestos, personas)
        for parte in partes_de(plan.expediente)
        if parte.institucion_id in oficinas and parte.institucion_id in vigentes
    ]


def coordina_hoy(objeto: Any, institucion_id: int, puesto_id: int) -> int:
    """The post that signs today in the place of a party's coordination: the one that coordinates now, where that which
    the paper names does so no longer."""
    coordinan = [
        o.puesto_id
        for o in oficinas_de(objeto.raiz())
        if o.rol == COORDINA and o.institucion_id == institucion_id
    ]
    return puesto_id if puesto_id in coordinan or not coordinan else coordinan[0]


def _lugar(
    oficina: Oficina, institucion: Institucion, puestos: dict[int, Puesto], personas: dict[int, Persona]
) -> Lugar:
    encargado = oficina.calidad in (Calidad.ENCARGADO, Calidad.SUBROGANTE)
    return Lugar(
        institucion_id=institucion.pk,
        institucion=institucion.nombre,
        rol=str(COORDINA.label),
        puesto=puestos[oficina.puesto_id].nombre,
        puesto_id=oficina.puesto_id,
        nombre=str(personas[oficina.persona_id]) if oficina.persona_id else "",
        calidad=str(Calidad(oficina.calidad).label).lower() if encargado and oficina.calidad else "",
    )


def firmable(
    *,
    contenido: Callable[[PlanAnual], str | None],
    por_que_no: Callable[[PlanAnual], str],
    por_firmar: Callable[[], Iterable[Any]],
    motivo: str,
    al_firmar: Callable[[PlanAnual, Asiento, Acto], None] = lambda _plan, _asiento, _acto: None,
) -> Firmable:
    """How a paper of a plan is signed: whoever approves for its party signs, and the paper alone keeps it."""
    return Firmable(
        permiso=lambda _plan: needs("aprobar"),
        contenido=contenido,
        por_que_no=por_que_no,
        registrar=lambda _plan, _acto: None,
        por_firmar=por_firmar,
        motivo=motivo,
        al_firmar=al_firmar,
        puesto_de_hoy=coordina_hoy,
    )


def de_las_partes(plan: PlanAnual) -> Dueno:
    """Everybody's; it stands under the proposing party, who is listed first."""
    return Dueno(partes_de(plan.expediente)[0].institucion_id)


def momento_de(*momentos: dt.datetime) -> dt.datetime:
    """The latest of them."""
    return max(momentos)
