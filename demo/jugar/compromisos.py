"""Steps of a commitment: done and verified, or moved to another day."""

from demo.escenario import Ficha
from demo.jugar.pasos import Pasos
from flujo.services import perform
from seguimiento.models import Compromiso
from seguimiento.services import dar_por_cumplido


class PasosDeCompromiso(Pasos):
    """What is followed up of what was undertaken; `compromiso` is its number in the case file."""

    def compromiso(self, numero: int) -> Compromiso:
        return Compromiso.objects.select_related("expediente").get(expediente=self.expediente, numero=numero)

    def _cumplir(self, paso: Ficha) -> None:
        dar_por_cumplido(
            self.compromiso(paso["compromiso"]),
            nota=paso["nota"],
            cumplido_el=self._dia(paso["cumplido"]),
            acto=self._acto(paso),
        )

    def _mover_compromiso(self, paso: Ficha) -> None:
        perform(self.compromiso(paso["compromiso"]), paso["transicion"], acto=self._acto(paso))

    def _aplazar_compromiso(self, paso: Ficha) -> None:
        perform(
            self.compromiso(paso["compromiso"]),
            "reprogramar",
            acto=self._acto(paso),
            motivo=paso["porque"],
            vence=self._dia(paso["vence"]),
        )
