"""Steps of an acta once its session ended: circulated, observed, approved, signed, in the book, handed out."""

from demo.escenario import Ficha
from demo.jugar.sesiones import PasosDeSesion
from flujo.acto import Acto
from seguimiento.models import Acta, Parrafo
from seguimiento.services import actas


class PasosDeActa(PasosDeSesion):
    """The life of an acta. `sesion` is the step that programmed its session."""

    def _anotar_compromisos(self, paso: Ficha) -> None:
        """The session said that they count at once."""
        acta = self.acta(paso["sesion"])
        actas.anotar_compromisos(acta, [p.pk for p, _linea in actas.por_anotar(acta)], acto=self._acto(paso))

    def _circular(self, paso: Ficha) -> None:
        actas.circular(self.acta(paso["sesion"]), acto=self._acto(paso))

    def _observar_acta(self, paso: Ficha) -> None:
        acta = self.acta(paso["sesion"])
        actas.observar(
            acta,
            paso["texto"],
            parrafo=self._que_empieza(acta, paso["parrafo"]),
            propuesta=self._con_dias(paso.get("propuesta", "")),
            acto=self._sobre_el_acta(paso, acta),
        )

    def _que_empieza(self, acta: Acta, texto: str) -> Parrafo:
        return acta.parrafos.get(texto__startswith=texto)

    def _responder_acta(self, paso: Ficha) -> None:
        abierta = self.acta(paso["sesion"]).observaciones.get(respondida_el__isnull=True)
        actas.resolver_observacion(
            abierta, acepta=paso["acepta"], respuesta=paso.get("respuesta", ""), acto=self._acto(paso)
        )

    def _aprobar_acta(self, paso: Ficha) -> None:
        acta = self.acta(paso["sesion"])
        actas.aprobar(acta, acto=self._sobre_el_acta(paso, acta))

    def _pedir_firma(self, paso: Ficha) -> None:
        actas.pedir_firma(self.acta(paso["sesion"]), acto=self._acto(paso))

    def _enviar_acta(self, paso: Ficha) -> None:
        actas.enviar_a_firma(self.acta(paso["sesion"]), acto=self._acto(paso))

    def _al_libro(self, paso: Ficha) -> None:
        actas.incorporar_al_libro(self.acta(paso["sesion"]), acto=self._acto(paso))

    def _distribuir(self, paso: Ficha) -> None:
        acta = self.acta(paso["sesion"])
        reservados = [self._que_empieza(acta, texto).pk for texto in paso.get("reserva", [])]
        actas.distribuir(acta, reservados=reservados, acto=self._acto(paso))

    def _sobre_el_acta(self, paso: Ficha, acta: Acta) -> Acto:
        return self._acto(paso, hash_mostrado=acta.hash_de_contenido())
