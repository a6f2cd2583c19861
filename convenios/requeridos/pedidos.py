"""What is asked of the parties of an instrument in its phase, by their rules."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from convenios.permissions import OFICINA
from convenios.requeridos.dadas import Dadas
from expedientes.models import Clase, Designacion
from expedientes.oficinas import oficinas_de
from expedientes.permissions import RolDesignado
from instituciones.models import Institucion, ReglasDeInstitucion, TipoDeOpinion

if TYPE_CHECKING:
    from convenios.models.instrumento import Instrumento

CON_APROBACIONES = frozenset({"aprobacion", "firma"})
CON_FIRMAS = frozenset({"firma"})
"""Phases (`convenios.models.Fase`) in which approvals and signatures are owed."""
SIN_PEDIDOS = frozenset({"suscrito", "desistido"})
"""Those in which nobody owes anything any more: what was given for the text as it is stays in sight."""
DISPENSABLE = TipoDeOpinion.JURIDICA
"""The opinion for which a standard model with its checklist may stand."""
PLAZO_SIN_REGLAS = 7
"""Business days that a party has to approve and to sign when its rules do not say (its rules' default for opinions)."""


@dataclass(frozen=True, kw_only=True)
class Pedido:
    """What is asked of one party, or was given without being asked."""

    institucion: Institucion
    clase: str
    rol: str
    dias: int
    materia: str = ""
    puestos: tuple[int, ...] = ()
    se_dispensa: bool = False


Puestos = Mapping[tuple[int, int, str, str], Sequence[int]]
"""Designated posts by case file, party, role and area."""


def pedidos_de(
    instrumento: "Instrumento",
    reglas: Sequence[tuple[Institucion, ReglasDeInstitucion | None]],
    puestos: Puestos,
) -> Iterable[Pedido]:
    """What an instrument that is not signed asks of its parties, in that order."""
    expediente = instrumento.expediente.pk
    for institucion, suyas in reglas:
        for tipo in suyas.opiniones if suyas else ():
            if tipo != TipoDeOpinion.PRESUPUESTAL or instrumento.irroga_gasto:
                yield Pedido(
                    institucion=institucion,
                    clase=Clase.OPINION,
                    materia=tipo,
                    rol=OFICINA[tipo],
                    dias=_dias(suyas),
                    se_dispensa=_se_dispensa(instrumento, suyas, tipo),
                )
    if instrumento.fase not in CON_APROBACIONES:
        return
    for institucion, suyas in reglas:
        for area in suyas.vistos_buenos if suyas else ():
            yield Pedido(
                institucion=institucion,
                clase=Clase.VISTO_BUENO,
                materia=area,
                rol=RolDesignado.AREA.value,
                dias=_dias(suyas),
                puestos=tuple(puestos.get((expediente, institucion.pk, RolDesignado.AREA.value, area), ())),
            )
    for institucion, suyas in reglas:
        yield Pedido(
            institucion=institucion,
            clase=Clase.APROBACION,
            rol=RolDesignado.COORDINADOR_TITULAR.value,
            dias=_dias(suyas),
        )
    for institucion, suyas in reglas if instrumento.fase in CON_FIRMAS else ():
        for puesto in puestos.get((expediente, institucion.pk, RolDesignado.FIRMANTE.value, ""), ()):
            yield Pedido(
                institucion=institucion,
                clase=Clase.FIRMA,
                rol=RolDesignado.FIRMANTE.value,
                dias=_dias(suyas),
                puestos=(puesto,),
            )


def lo_dado(instrumento: "Instrumento", dadas: "Dadas") -> list[Pedido]:
    """What was given for the text as it is: opinions, V°B°, approvals and signatures, each in the order of its class.

    Of an agreement that is older than the system, nothing.
    """
    dados: dict[tuple[int, str, str, int | None], Pedido] = {}
    for (llave, institucion, clase, materia, puesto), (dada, _contestada) in dadas.items():
        if llave != instrumento.llave or dada.hash_contenido != instrumento.contenido_hash:
            continue
        es_lista = clase == Clase.COMPROBACION
        que = Clase.OPINION if es_lista else Clase(clase)
        dados.setdefault(
            (institucion, que, materia, puesto),
            Pedido(
                institucion=dada.institucion,
                clase=que,
                materia=materia,
                rol="",
                dias=0,
                puestos=(puesto,) if puesto else (),
                se_dispensa=materia == DISPENSABLE,
            ),
        )
    return sorted(dados.values(), key=lambda pedido: list(Clase).index(Clase(pedido.clase)))


def _se_dispensa(instrumento: "Instrumento", reglas: ReglasDeInstitucion | None, tipo: str) -> bool:
    exime = reglas is not None and reglas.exime_modelo_estandar
    return exime and tipo == DISPENSABLE and instrumento.tiene_modelo


def puestos_de(instrumentos: Sequence["Instrumento"]) -> Puestos:
    """The posts that sign and those that give V°B°: several may sign for one party."""
    expedientes = {i.expediente.pk: i.expediente for i in instrumentos}
    puestos: dict[tuple[int, int, str, str], list[int]] = defaultdict(list)
    if len(expedientes) == 1:
        for pk, expediente in expedientes.items():
            for oficina in oficinas_de(expediente):
                suyos = puestos[pk, oficina.institucion_id, oficina.rol, oficina.area]
                if oficina.puesto_id not in suyos:
                    suyos.append(oficina.puesto_id)
    elif expedientes:
        filas = Designacion.objects.filter(
            expediente__in=expedientes, rol__in=(RolDesignado.FIRMANTE, RolDesignado.AREA)
        )
        for d in filas.order_by("id"):
            hoy = expedientes[d.expediente_id].hoy()
            if d.desde <= hoy and (d.hasta is None or d.hasta >= hoy):
                puestos[d.expediente_id, d.institucion_id, d.rol, d.area].append(d.puesto_id)
    return puestos


def _dias(reglas: ReglasDeInstitucion | None) -> int:
    return reglas.plazo_de_opinion if reglas else PLAZO_SIN_REGLAS
