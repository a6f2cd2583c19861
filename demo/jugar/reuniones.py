"""Steps of a working meeting: its day, its ayuda memoria, its closing."""

from demo.escenario import Ficha
from demo.jugar.pasos import Pasos
from flujo.acto import Acto
from seguimiento.lineas import leer_asistentes, leer_puntos
from seguimiento.models import Reunion
from seguimiento.services import (
    AyudaMemoria,
    cerrar_ayuda_memoria,
    guardar_ayuda_memoria,
    programar_reunion,
)


class PasosDeReunion(Pasos):
    """A meeting in a case file, with or without an agreement."""

    @property
    def reunion(self) -> Reunion:
        return Reunion.objects.select_related("expediente").get(expediente=self.expediente)

    def _programar_reunion(self, paso: Ficha) -> None:
        programar_reunion(
            self.expediente, titulo=paso["titulo"], fecha=self._dia(paso["fecha"]), acto=self._acto(paso)
        )

    def _ayuda_memoria(self, paso: Ficha) -> None:
        reunion = self.reunion
        guardar_ayuda_memoria(
            reunion,
            AyudaMemoria(
                titulo=reunion.titulo,
                asistentes=leer_asistentes(reunion, paso["asistentes"]),
                puntos=leer_puntos(paso["puntos"]),
                lineas=paso["compromisos"],
                proxima_nota=paso["proxima"],
            ),
            acto=self._sobre_lo_escrito(paso),
        )

    def _cerrar_reunion(self, paso: Ficha) -> None:
        cerrar_ayuda_memoria(self.reunion, acto=self._sobre_lo_escrito(paso))

    def _sobre_lo_escrito(self, paso: Ficha) -> Acto:
        return self._acto(paso, hash_mostrado=self.reunion.hash_de_contenido())
