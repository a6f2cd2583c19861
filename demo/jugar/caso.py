"""A case of one case file."""

from convenios.models import Convenio
from demo.escenario import Ficha
from demo.jugar.adendas import PasosDeAdenda
from demo.jugar.apertura import PasosDeApertura
from demo.jugar.compromisos import PasosDeCompromiso
from demo.jugar.evaluacion import PasosDeEvaluacion
from demo.jugar.guion import Guion
from demo.jugar.planes import PasosDePrograma
from demo.jugar.recordatorios import PasosDeRecordatorio
from demo.jugar.reuniones import PasosDeReunion
from demo.jugar.termino import PasosDeTermino
from demo.jugar.texto import PasosDeTexto


class Caso(
    PasosDeApertura,
    PasosDeTexto,
    PasosDeEvaluacion,
    PasosDeAdenda,
    PasosDeTermino,
    PasosDePrograma,
    PasosDeReunion,
    PasosDeCompromiso,
    PasosDeRecordatorio,
    Guion,
):
    """The steps by which an agreement, a relation or a programme goes its way."""

    def _ya_jugado(self, paso: Ficha) -> bool:
        """Of a signature that is no pronouncement, only its paper says that it was given; of a reminder, its mail."""
        return (
            super()._ya_jugado(paso)
            or (paso["hace"] == "firmar_papel" and self._esta_firmado(paso))
            or (paso["hace"] == "recordar" and self._se_recordo(paso))
        )

    def situacion(self) -> str:
        """Which case file it made, and in which state it stands now."""
        expediente = self.expediente
        convenio = Convenio.objects.filter(expediente=expediente).first()
        estado = convenio.get_estado_display() if convenio else expediente.get_tipo_display()
        return f"{expediente.codigo}: {estado}"
