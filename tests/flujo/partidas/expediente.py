"""The case file's board."""

from expedientes.models import Expediente
from tests.flujo.conftest import Taller
from tests.flujo.partidas.partida import Partida


class PartidaDeExpediente(Partida):
    PASOS = {
        ("abierto", "cerrar"): "cerrado",
        ("abierto", "anular"): "anulado",
        ("cerrado", "reabrir"): "abierto",
        ("cerrado", "archivar"): "archivado",
    }
    QUIEN = {paso: {"registro"} for paso in ("cerrar", "reabrir", "archivar", "anular")}
    CON_MOTIVO = set(QUIEN)
    COMIENZOS = ["abierto"]

    @staticmethod
    def mesa_nueva(comienzo: str) -> Taller:
        return Taller()

    def objeto(self) -> Expediente:
        return Expediente.objects.get(pk=self.mesa.expediente.pk)

    def le_falta(self, paso: str) -> bool:
        return paso == "anular"  # it was opened here: nothing of it came with a register
