"""The part of the world that is reported: one report and one observation in each state in which somebody acts on it."""

import datetime as dt
from typing import Any

from convenios.models import Convenio
from expedientes.models import Expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from seguimiento.models import InformeDeSeguimiento, ObservacionDeSeguimiento
from seguimiento.services.calendario import agregar_informe
from seguimiento.services.informes import (
    elaborar_informe,
    escribir_informe,
    observar_informe,
    presentar_informe,
)
from seguimiento.services.observaciones import (
    DatosDeObservacion,
    anotar_observacion,
    atender_observacion,
    subsanar_observacion,
)
from tests.factories import hoy

DIA = dt.timedelta(days=1)


class MundoDeInformes:
    """In the case file with plans; MIN presents each of them, CONF observes and conforms."""

    propone: Institucion
    otra: Institucion
    titular: Usuario
    contraparte: Usuario
    con_planes: Convenio

    def _informes(self) -> None:
        self.informe_esperado = self._informe()
        self.informe_escrito = self._escrito()
        self.informe_presentado = self._presentado()
        self.informe_observado = self._presentado()
        self.por_atender = observar_informe(
            self.informe_observado,
            [DatosDeObservacion(texto="Falta el detalle.")],
            acto=self._ante_el_informe(self.informe_observado, self.contraparte),
        )[0]
        acto = Acto(registra=self.titular)
        self.por_subsanar = atender_observacion(self._observacion(), "Se adjuntará.", acto=acto)
        self.subsanada = subsanar_observacion(
            atender_observacion(self._observacion(), "Se adjuntará.", acto=acto),
            "Se adjuntó.",
            enlace="https://demo.invalid/lista",
            acto=acto,
        )

    def _informe(self) -> InformeDeSeguimiento:
        return agregar_informe(
            Expediente.objects.get(pk=self.con_planes.expediente.pk),
            desde=hoy() - 60 * DIA,
            corte=hoy() - DIA,
            presenta=self.propone,
            dias_para_presentar=20,
            acto=Acto(registra=self.titular),
        )

    def _escrito(self) -> InformeDeSeguimiento:
        informe = elaborar_informe(self._informe(), acto=Acto(registra=self.titular))
        return escribir_informe(informe, {"resumen": "Se hizo."}, acto=Acto(registra=self.titular))

    def _presentado(self) -> InformeDeSeguimiento:
        informe = self._escrito()
        return presentar_informe(informe, acto=self._ante_el_informe(informe, self.titular))

    def _observacion(self) -> ObservacionDeSeguimiento:
        datos = DatosDeObservacion(
            texto="No consta la asistencia.", de_control="Órgano de control", responsable=self.propone
        )
        return anotar_observacion(self.con_planes.expediente, datos, acto=Acto(registra=self.contraparte))

    def _ante_el_informe(self, informe: InformeDeSeguimiento, quien: Usuario) -> Acto:
        vivo: Any = InformeDeSeguimiento.objects.get(pk=informe.pk)
        return Acto(registra=quien, hash_mostrado=vivo.hash_de_contenido())
