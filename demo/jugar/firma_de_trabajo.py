"""Steps by which the papers of the work are signed: of a plan and its evaluation, of an acta, of a report."""

from demo.escenario import Ficha, puesto
from demo.jugar.actas import PasosDeActa
from demo.jugar.firma import PasosDeFirma
from demo.jugar.informes import PasosDeInforme
from documentos.models import Firma
from instituciones.models import Puesto
from planes.models import PlanAnual


class PasosDeFirmaDeTrabajo(PasosDeFirma, PasosDeActa, PasosDeInforme):
    """Each signs in the system, with the demonstration's certificate of their post."""

    def el_plan(self, paso: str) -> PlanAnual:
        return self._plan_de({"plan": paso})

    def _firmar_papel(self, paso: Ficha) -> None:
        papel = self._por_firmar(self._objeto(paso["sobre"]), paso["clase"])
        lugar = self._lugar(paso)
        campo = next(str(uno["campo"]) for uno in papel.lugares() if uno["puesto_id"] == lugar.pk)
        self._firmar_dentro(papel, campo, paso | {"via": "certificado"})

    def _esta_firmado(self, paso: Ficha) -> bool:
        de = self._objeto(paso["sobre"])
        return Firma.objects.filter(
            papel__clase=paso["clase"], papel__objeto=de.pk, puesto=self._lugar(paso)
        ).exists()

    @staticmethod
    def _lugar(paso: Ficha) -> Puesto:
        """The post whose place is signed; «lugar» says it where whoever signs stands in for another."""
        return puesto(paso["lugar"] if "lugar" in paso else paso["quien"])
