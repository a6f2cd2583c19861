"""Steps by which the papers of the work are signed: of a plan and its evaluation, of an acta, of a report."""

from demo.escenario import Ficha, puesto
from demo.jugar.actas import PasosDeActa
from demo.jugar.firma import PasosDeFirma
from demo.jugar.informes import PasosDeInforme
from documentos.services import pedir_papel
from planes.models import PlanAnual


class PasosDeFirmaDeTrabajo(PasosDeFirma, PasosDeActa, PasosDeInforme):
    """Each signs in the system, with the demonstration's certificate of their post."""

    def el_plan(self, paso: str) -> PlanAnual:
        return self._plan_de({"plan": paso})

    def _firmar_papel(self, paso: Ficha) -> None:
        papel = self._por_firmar(self._objeto(paso["sobre"]), paso["clase"])
        lugar = puesto(paso.get("lugar", paso["quien"])).pk
        campo = next(str(uno["campo"]) for uno in papel.lugares() if uno["puesto_id"] == lugar)
        self._firmar_dentro(papel, campo, paso | {"via": "certificado"})

    def _componer_de(self, paso: Ficha) -> None:
        """A paper of one of several objects, made here: while the demonstration is played no worker is awake."""
        pedir_papel(self._objeto(paso["sobre"]), paso["clase"], acto=self._acto(paso))
        self._componer_lo_pedido()
