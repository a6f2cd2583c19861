"""The case file that reports, and how each step of its reports and observations is taken."""

from collections.abc import Callable
from typing import Any

from flujo.acto import Acto
from seguimiento.models import InformeDeSeguimiento, ObservacionDeSeguimiento
from seguimiento.services import calendario as calendarios
from seguimiento.services import informes as de_informes
from seguimiento.services import observaciones as de_observaciones
from seguimiento.services.observaciones import DatosDeObservacion
from tests import factories as f
from tests.flujo.partidas.tablas import INFORME, OBSERVACION
from tests.flujo.partidas.tres import DIA, MesaDeTres

ENLACE = "https://demo.invalid/correccion"
SERVICIOS: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    (INFORME, "elaborar"): lambda uno, acto: de_informes.elaborar_informe(uno, acto=acto),
    (INFORME, "presentar"): lambda uno, acto: de_informes.presentar_informe(uno, acto=acto),
    (INFORME, "observar"): lambda uno, acto: de_informes.observar_informe(
        uno, [DatosDeObservacion(texto="Falta el detalle.")], acto=acto
    ),
    (INFORME, "conformar"): lambda uno, acto: de_informes.conformar_informe(uno, acto=acto),
    (INFORME, "firmar"): lambda uno, acto: de_informes.firmar_informe(uno, acto=acto),
    (OBSERVACION, "atender"): lambda una, acto: de_observaciones.atender_observacion(
        una, "Se detallará.", acto=acto
    ),
}
"""Steps that their pages take by a service of their own."""


class MesaDeInformes(MesaDeTres):
    """A report of `a` that is written, one of `b` whose period is not over, one of `c` that is overdue; and what a
    control body found for `b`."""

    def __init__(self) -> None:
        super().__init__()
        for letra, desde, corte in (("a", 90, 1), ("b", 60, -5), ("c", 300, 200)):
            self.esperar(letra, desde, corte, self.acto("titular_a"))
        primero = InformeDeSeguimiento.objects.get(expediente=self.expediente, numero=1)
        de_informes.elaborar_informe(primero, acto=self.acto("equipo_a"))
        de_informes.escribir_informe(primero, {"resumen": "Se avanzó."}, acto=self.acto("equipo_a"))
        self.anotar("b", self.acto("titular_a"))

    def esperar(self, letra: str, desde: int, corte: int, acto: Acto) -> InformeDeSeguimiento:
        """A report of that party, from and up to so many days ago."""
        return calendarios.agregar_informe(
            self.expediente,
            desde=f.hoy() - desde * DIA,
            corte=f.hoy() - corte * DIA,
            presenta=self.partes[letra],
            dias_para_presentar=10,
            acto=acto,
        )

    def anotar(self, letra: str, acto: Acto, organo: str = "Contraloría") -> ObservacionDeSeguimiento:
        """What a control body found, for that party to correct."""
        una = DatosDeObservacion(texto="No consta.", responsable=self.partes[letra], de_control=organo)
        return de_observaciones.anotar_observacion(self.expediente, una, acto=acto)
