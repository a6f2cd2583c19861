"""Everything that waits for somebody, for one agreement or addendum or for many at the same cost in queries."""

from collections.abc import Iterable, Mapping
from operator import attrgetter

from convenios.models import Convenio, Fase, Instrumento
from convenios.models.instrumento import Llave
from convenios.queries.pedidos import CON_PEDIDOS, Plazos, pedidas, plazos_de
from convenios.queries.proponente import de_la_proponente, observaciones_abiertas
from convenios.queries.registro import del_registro
from convenios.requeridos import Requerido, partes_de_todos, requeridos_de
from expedientes.espera import Espera


def esperas_de(
    instrumentos: Iterable[Instrumento],
    *,
    requeridos: Mapping[Llave, list[Requerido]] | None = None,
    plazos: Plazos | None = None,
) -> list[Espera]:
    """Everything that waits for somebody in these instruments, soonest due first. A constant number of queries.

    `requeridos` and `plazos` are read when the caller has not just done so.
    """
    lista = list(instrumentos)
    con_pedidos = [i for i in lista if i.fase in CON_PEDIDOS]
    if requeridos is None:
        requeridos = requeridos_de(con_pedidos)
    if plazos is None:
        plazos = plazos_de(con_pedidos)
    proponentes = {
        expediente: parte.institucion
        for expediente, partes in partes_de_todos(lista).items()
        for parte in partes
        if parte.es_proponente
    }
    abiertas = observaciones_abiertas([i for i in lista if i.fase == Fase.OBSERVADO])
    esperas = del_registro(
        [c for c in lista if isinstance(c, Convenio) and c.fase == Fase.SUSCRITO], proponentes
    )
    for instrumento in lista:
        if instrumento.fase in CON_PEDIDOS:
            esperas += pedidas(instrumento, requeridos[instrumento.llave], plazos)
        proponente = proponentes.get(instrumento.expediente.pk)
        if proponente and (
            espera := de_la_proponente(
                instrumento, proponente, abiertas, requeridos.get(instrumento.llave, [])
            )
        ):
            esperas.append(espera)
    return sorted(esperas, key=attrgetter("orden"))
