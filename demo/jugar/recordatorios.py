"""Steps by which people are reminded of what falls due."""

from demo.escenario import Ficha
from demo.jugar.firma_de_trabajo import PasosDeFirmaDeTrabajo
from notificaciones.avisos import PLAZO_CERCANO
from notificaciones.models import Envio, Plazo
from notificaciones.models.plazo import PlazoQuerySet
from notificaciones.services import enviar_pendientes, vencer_plazos


class PasosDeRecordatorio(PasosDeFirmaDeTrabajo):
    """`tipo` is the kind of deadline, `sobre` what it is of."""

    def _recordar(self, paso: Ficha) -> None:
        """Bring forward the morning on which whoever answers for it is next reminded, and send the mail at once: a
        reminder is of a morning to come, and of what is done by then nobody is reminded."""
        plazos = Plazo.objects.abiertos().filter(pk__in=self._plazos(paso))
        mananas = [p.proximo_aviso_at for p in plazos if p.proximo_aviso_at]
        vencer_plazos(ahora=max(mananas), solo=[p.pk for p in plazos])
        while enviar_pendientes(aviso=PLAZO_CERCANO.clave):
            pass

    def _se_recordo(self, paso: Ficha) -> bool:
        """What nobody decided leaves no row in the log: the message itself says that it was written."""
        escritos = Envio.objects.filter(cadena=self.expediente.cadena_id, aviso=PLAZO_CERCANO.clave)
        return any(
            escritos.filter(contexto__plazos__contains=[pk]).exists()
            for pk in self._plazos(paso).values_list("pk", flat=True)
        )

    def _plazos(self, paso: Ficha) -> PlazoQuerySet:
        """Of each party that it falls due for."""
        objeto = self._objeto(paso["sobre"])
        return Plazo.objects.de_objeto(objeto._meta.label_lower, objeto.pk).filter(tipo=paso["tipo"])
