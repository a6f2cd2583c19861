"""Steps of a commitment: done and verified, or moved to another day."""

from demo.escenario import Ficha
from demo.jugar.pasos import Pasos
from flujo.services import perform
from notificaciones.avisos import PLAZO_CERCANO
from notificaciones.models import Envio, Plazo
from notificaciones.services import vencer_plazos
from seguimiento.models import Compromiso
from seguimiento.plazos.compromisos import COMPROMISO
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

    def _recordar(self, paso: Ficha) -> None:
        """Bring forward the morning on which whoever answers for it is next reminded: a reminder is of a morning to
        come, whatever the hour at which the demonstration is played."""
        plazo = self._plazo(paso)
        vencer_plazos(ahora=plazo.proximo_aviso_at, cadena=plazo.cadena_id)

    def _se_recordo(self, paso: Ficha) -> bool:
        """What nobody decided leaves no row in the log: the message itself says that it was written."""
        expediente = self.expediente
        return Envio.objects.filter(
            cadena=expediente.cadena_id,
            aviso=PLAZO_CERCANO.clave,
            contexto__plazos__contains=[self._plazo(paso).pk],
        ).exists()

    def _plazo(self, paso: Ficha) -> Plazo:
        return Plazo.objects.get(
            modelo=Compromiso._meta.label_lower,
            objeto=self.compromiso(paso["compromiso"]).pk,
            tipo=COMPROMISO,
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
