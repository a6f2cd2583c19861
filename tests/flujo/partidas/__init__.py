"""Boards on which random people play against a lifecycle; what may happen stands here a second time, literally."""

from tests.flujo.partidas.convenio import PartidaDeAdenda, PartidaDeConvenio
from tests.flujo.partidas.expediente import PartidaDeExpediente
from tests.flujo.partidas.partida import Partida
from tests.flujo.partidas.pieza import PartidaDePieza

PARTIDAS: dict[str, type[Partida]] = {
    "expedientes.expediente": PartidaDeExpediente,
    "taller.pieza": PartidaDePieza,
    "convenios.convenio": PartidaDeConvenio,
    "convenios.adenda": PartidaDeAdenda,
}
