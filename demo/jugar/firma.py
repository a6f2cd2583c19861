"""Steps from the approval by the parties to the execution."""

from convenios.services import aprobar, fecha_de_aprobacion, firmar, numerar, poner_en_ejecucion
from demo.escenario import Ficha
from demo.jugar.pasos import Pasos, institucion
from documentos.services import componer_pendientes, pedir_papel
from flujo.services import perform


class PasosDeFirma(Pasos):
    """Approvals and signatures of the agreement or of an addendum; number, execution and paper of the agreement."""

    def _aprobar(self, paso: Ficha) -> None:
        aprobar(self._instrumento(paso), acto=self._sobre_el_texto(paso))

    def _pasar_a_firma(self, paso: Ficha) -> None:
        instrumento = self._instrumento(paso)
        perform(
            instrumento,
            "pasar_a_firma",
            acto=self._sobre_el_texto(paso),
            aprobado_el=fecha_de_aprobacion(instrumento),
        )

    def _firmar(self, paso: Ficha) -> None:
        firmar(self._instrumento(paso), acto=self._sobre_el_texto(paso))

    def _numerar(self, paso: Ficha) -> None:
        numerar(self.convenio, institucion(paso["parte"]), acto=self._acto(paso))

    def _componer(self, paso: Ficha) -> None:
        """Ask for a paper and set it here: while the demonstration is played no worker is awake."""
        pedir_papel(self._instrumento(paso), paso["clase"], acto=self._acto(paso))
        componer_pendientes()

    def _ejecutar(self, paso: Ficha) -> None:
        poner_en_ejecucion(self.convenio, acto=self._acto(paso))
