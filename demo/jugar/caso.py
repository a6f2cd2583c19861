"""A case from its first step to its last.

A step that was played leaves a log row with its key, so that playing again goes on where it stopped.
"""

from collections.abc import Iterator

from auditoria.models import Asiento
from convenios.models import Convenio
from demo.escenario import Ficha, leer
from demo.jugar.adendas import PasosDeAdenda
from demo.jugar.apertura import PasosDeApertura
from demo.jugar.evaluacion import PasosDeEvaluacion
from demo.jugar.firma import PasosDeFirma
from demo.jugar.termino import PasosDeTermino
from demo.jugar.texto import PasosDeTexto


class Caso(PasosDeApertura, PasosDeTexto, PasosDeEvaluacion, PasosDeFirma, PasosDeAdenda, PasosDeTermino):
    """One case of the demonstration, as its YAML tells it: `hace: firmar` is played by `_firmar`."""

    @classmethod
    def leer(cls, nombre: str) -> "Caso":
        return cls(leer(f"casos/{nombre}.yaml"))

    def jugar(self) -> Iterator[tuple[Ficha, bool]]:
        """Each step with whether it was played now (False: it had been played before)."""
        for paso in self.pasos:
            if Asiento.objects.filter(clave=self._clave(paso)).exists():
                yield paso, False
                continue
            getattr(self, f"_{paso['hace']}")(paso)
            yield paso, True

    def situacion(self) -> str:
        """Which case file it made, and in which state it stands now."""
        expediente = self.expediente
        convenio = Convenio.objects.filter(expediente=expediente).first()
        estado = convenio.get_estado_display() if convenio else expediente.get_tipo_display()
        return f"{expediente.codigo}: {estado}"
