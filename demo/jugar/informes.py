"""Steps of the follow-up reports: expected by a schedule, written, observed, conformed, published."""

from demo.escenario import Ficha
from demo.jugar.pasos import Pasos, institucion
from flujo.acto import Acto
from flujo.services import perform
from seguimiento.models import InformeDeSeguimiento, ObservacionDeSeguimiento
from seguimiento.services import calendario, informes, observaciones


class PasosDeInforme(Pasos):
    """What is reported of an agreement; `informe` is its number in the case file."""

    def informe(self, numero: int) -> InformeDeSeguimiento:
        return InformeDeSeguimiento.objects.select_related("expediente", "presenta", "version").get(
            expediente=self.expediente, numero=numero
        )

    def _calendario_de_informes(self, paso: Ficha) -> None:
        terminos = calendario.Terminos(
            meses=paso["meses"],
            desde=self._dia(paso["desde"]),
            hasta=self._dia(paso["hasta"]),
            dias_para_presentar=paso["dias_para_presentar"],
            presenta=institucion(paso["presenta"]),
        )
        calendario.fijar_calendario(self.expediente, terminos, acto=self._acto(paso))

    def _elaborar(self, paso: Ficha) -> None:
        informes.elaborar_informe(self.informe(paso["informe"]), acto=self._acto(paso))

    def _escribir_informe(self, paso: Ficha) -> None:
        informe = self.informe(paso["informe"])
        informes.escribir_informe(informe, paso["secciones"], acto=self._ante_el_informe(paso, informe))

    def _presentar_informe(self, paso: Ficha) -> None:
        informe = self.informe(paso["informe"])
        informes.presentar_informe(informe, acto=self._ante_el_informe(paso, informe))

    def _observar_informe(self, paso: Ficha) -> None:
        informe = self.informe(paso["informe"])
        dicha = observaciones.DatosDeObservacion(texto=paso["texto"], seccion=paso["seccion"])
        informes.observar_informe(informe, [dicha], acto=self._ante_el_informe(paso, informe))

    def _conformar_informe(self, paso: Ficha) -> None:
        informe = self.informe(paso["informe"])
        informes.conformar_informe(informe, acto=self._ante_el_informe(paso, informe))

    def _mover_informe(self, paso: Ficha) -> None:
        informe = self.informe(paso["informe"])
        acto = self._ante_el_informe(paso, informe)
        perform(informe, paso["transicion"], acto=acto, **paso.get("con", {}))

    def _atender(self, paso: Ficha) -> None:
        observaciones.atender_observacion(self._observada(paso), paso["texto"], acto=self._acto(paso))

    def _subsanar(self, paso: Ficha) -> None:
        observaciones.subsanar_observacion(self._observada(paso), paso["respuesta"], acto=self._acto(paso))

    def _verificar_observacion(self, paso: Ficha) -> None:
        perform(self._observada(paso), "verificar", acto=self._acto(paso))

    def _observada(self, paso: Ficha) -> ObservacionDeSeguimiento:
        return ObservacionDeSeguimiento.objects.select_related("expediente", "informe").get(
            informe=self.informe(paso["informe"])
        )

    def _ante_el_informe(self, paso: Ficha, informe: InformeDeSeguimiento) -> Acto:
        return self._acto(paso, hash_mostrado=informe.hash_de_contenido())
