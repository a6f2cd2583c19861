"""What is asked, put together with what was given."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from convenios.requeridos.dadas import Dadas, dadas_de
from convenios.requeridos.partes import reglas_de_las_partes
from convenios.requeridos.pedidos import (
    CON_APROBACIONES,
    SIN_PEDIDOS,
    Pedido,
    lo_dado,
    pedidos_de,
    puestos_de,
)
from convenios.requeridos.requerido import Requerido
from expedientes.models import Aprobacion, Clase

if TYPE_CHECKING:
    from convenios.models.instrumento import Instrumento, Llave


def requeridos_de(instrumentos: Sequence["Instrumento"]) -> "Mapping[Llave, list[Requerido]]":
    """Everything that these instruments require, in the order in which it is asked for; of a signed one, what it got.

    A constant number of queries for any number of them.
    """
    if not instrumentos:
        return {}
    dadas = dadas_de(instrumentos)
    reglas = reglas_de_las_partes(instrumentos)
    puestos = puestos_de([i for i in instrumentos if i.fase in CON_APROBACIONES])
    return {
        instrumento.llave: [
            _requerido(instrumento, pedido, dadas)
            for pedido in (
                lo_dado(instrumento, dadas)
                if instrumento.fase in SIN_PEDIDOS
                else pedidos_de(instrumento, reglas[instrumento.llave], puestos)
            )
        ]
        for instrumento in instrumentos
    }


def _requerido(instrumento: "Instrumento", pedido: Pedido, dadas: "Dadas") -> Requerido:
    puesto = pedido.puestos[0] if pedido.clase == Clase.FIRMA else None
    llave = instrumento.llave, pedido.institucion.pk, pedido.clase, pedido.materia, puesto
    ultima, contestada = dadas.get(llave, (None, False))
    de_este_texto = ultima is not None and ultima.hash_contenido == instrumento.contenido_hash
    vigente = ultima if de_este_texto and not contestada else None
    se_opuso = ultima is not None and not (ultima.es_favorable or contestada)
    return Requerido(
        institucion=pedido.institucion,
        clase=pedido.clase,
        materia=pedido.materia,
        rol=pedido.rol,
        dias=pedido.dias,
        puestos=pedido.puestos,
        se_dispensa=pedido.se_dispensa,
        dispensa=None if vigente or se_opuso else _dispensa(instrumento, pedido, dadas),
        vigente=vigente,
        caduca=ultima if not de_este_texto and not contestada else None,
        contestada=ultima if contestada else None,
    )


def _dispensa(instrumento: "Instrumento", pedido: Pedido, dadas: "Dadas") -> Aprobacion | None:
    """The checklist that stands for an opinion: the last one, on this very content, uncontested."""
    if not pedido.se_dispensa:
        return None
    llave = instrumento.llave, pedido.institucion.pk, Clase.COMPROBACION, pedido.materia, None
    lista, contestada = dadas.get(llave, (None, False))
    es_de_este = lista is not None and lista.hash_contenido == instrumento.contenido_hash
    return lista if es_de_este and not contestada else None
