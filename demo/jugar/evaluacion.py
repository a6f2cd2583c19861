"""Steps in which the offices opine and observe."""

from convenios.services import observar, opinar, ratificar_opinion, responder_observacion
from demo.escenario import Ficha, cuenta
from demo.jugar.pasos import Pasos
from expedientes.lecturas import anotar_diferencia
from expedientes.models import Aprobacion, Clase


class PasosDeEvaluacion(Pasos):
    """Opinions and observations on the text of the agreement or of an addendum."""

    def _opinar(self, paso: Ficha) -> None:
        opinar(
            self._instrumento(paso),
            paso["tipo"],
            es_favorable=paso["favorable"],
            fundamento=paso["fundamento"],
            visibilidad="compartida" if "por" in paso else "interna",
            acto=self._sobre_el_texto(paso),
        )

    def _observar(self, paso: Ficha) -> None:
        observar(
            self._instrumento(paso),
            paso["texto"],
            clausula_orden=paso["clausula"],
            acto=self._sobre_el_texto(paso),
        )

    def _responder(self, paso: Ficha) -> None:
        abierta = self.convenio.observaciones.abiertas().get()
        responder_observacion(abierta, paso["respuesta"], acto=self._sobre_el_texto(paso))

    def _ratificar(self, paso: Ficha) -> None:
        modelo, objeto = self._instrumento(paso).llave
        caduca = Aprobacion.objects.filter(
            modelo=modelo,
            objeto=objeto,
            clase=Clase.OPINION,
            materia=paso["tipo"],
            persona=cuenta(paso["quien"]).persona,
        ).latest("id")
        acto = self._sobre_el_texto(paso)
        if acto.registra and acto.hash_mostrado:
            anotar_diferencia(acto.registra, caduca, acto.hash_mostrado)
        ratificar_opinion(caduca, acto=acto)
