"""Steps by which a party leaves, and by which an agreement ends."""

from convenios.models import Causa
from convenios.services import cerrar, concluir, liquidar, registrar_causal, retirar_parte
from demo.escenario import Ficha
from demo.jugar.pasos import Pasos, institucion


class PasosDeTermino(Pasos):
    """Notice of separation, departure of one of many, conclusion, settlement and closing."""

    def _avisar_separacion(self, paso: Ficha) -> None:
        registrar_causal(
            self.convenio,
            Causa.SEPARACION,
            institucion=institucion(paso["por"]),
            documento=self._papel(paso),
            recibida_el=self._dia(paso["recibida"]),
            motivo=paso["motivo"],
            acto=self._desde_su_papel(paso, self._acto(paso)),
        )

    def _retirar_parte(self, paso: Ficha) -> None:
        aviso = self.convenio.causales.en_pie().get(institucion=institucion(paso["parte"]))
        retirar_parte(aviso, acto=self._acto(paso))

    def _concluir(self, paso: Ficha) -> None:
        concluir(self.convenio, paso["causa"], motivo=paso["motivo"], acto=self._acto(paso))

    def _liquidar(self, paso: Ficha) -> None:
        """Without an acta: nothing is left to settle."""
        liquidar(self.convenio, acto=self._acto(paso))

    def _cerrar(self, paso: Ficha) -> None:
        cerrar(self.convenio, acto=self._acto(paso))
