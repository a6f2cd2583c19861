"""Boards on which random people play against a lifecycle; what may happen stands here a second time, literally."""

from typing import Any

from tests.flujo.partidas.convenio import PartidaDeAdenda, PartidaDeConvenio
from tests.flujo.partidas.expediente import PartidaDeExpediente
from tests.flujo.partidas.informes import PartidaDeInformes
from tests.flujo.partidas.medicion import PartidaDeMedicion
from tests.flujo.partidas.partida import Partida
from tests.flujo.partidas.partida_de_organo import PartidaDeOrgano
from tests.flujo.partidas.pieza import PartidaDePieza
from tests.flujo.partidas.plan import PartidaDePlan
from tests.flujo.partidas.seguimiento import PartidaDeSeguimiento
from tests.flujo.partidas.trabajo import PartidaDelTrabajo

DE_UNO: dict[str, type[Partida]] = {
    "expedientes.expediente": PartidaDeExpediente,
    "taller.pieza": PartidaDePieza,
    "convenios.convenio": PartidaDeConvenio,
    "convenios.adenda": PartidaDeAdenda,
}
"""Games against one object."""
DE_VARIOS: dict[str, type[PartidaDelTrabajo]] = {
    "plan": PartidaDePlan,
    "mediciones": PartidaDeMedicion,
    "seguimiento": PartidaDeSeguimiento,
    "informes": PartidaDeInformes,
    "organo": PartidaDeOrgano,
}
"""Games against several lifecycles at once, whose steps hang together."""
TABLAS: dict[str, dict[tuple[str, str], str]] = {
    nombre: partida.PASOS for nombre, partida in DE_UNO.items()
} | {nombre: tabla for partida in DE_VARIOS.values() for nombre, tabla in partida.TABLAS.items()}
JUEGOS: list[tuple[str, str, Any]] = [
    (nombre, comienzo, partida)
    for nombre, partida in sorted({**DE_UNO, **DE_VARIOS}.items())
    for comienzo in partida.COMIENZOS  # type: ignore[attr-defined]
]
