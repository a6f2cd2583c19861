"""Steps of a programme: its strategic plan, what aligns to it, what it shares."""

from django.db import transaction

from demo.escenario import Ficha
from demo.jugar.guion import Guion
from demo.jugar.pasos import Pasos
from expedientes.models import TipoDeExpediente
from expedientes.services import abrir_expediente
from planes.models import Iniciativa, PlanEstrategico
from planes.services import (
    agregar_iniciativa,
    agregar_objetivo,
    alinear,
    compartir_recurso,
    crear_plan_estrategico,
    publicar_plan_estrategico,
)


class PasosDePrograma(Pasos):
    """What one institution plans by itself."""

    @property
    def plan(self) -> PlanEstrategico:
        return PlanEstrategico.objects.select_related("expediente").get(expediente=self.expediente)

    def _abrir_programa(self, paso: Ficha) -> None:
        abrir_expediente(
            titulo=self.ficha["titulo"],
            tipo=TipoDeExpediente.PROGRAMA,
            proponente=self._proponente,
            acto=self._acto(paso),
        )

    def _plan(self, paso: Ficha) -> None:
        crear_plan_estrategico(self.expediente, acto=self._acto(paso), **self.ficha["plan"])

    def _objetivo(self, paso: Ficha) -> None:
        """With its initiatives, all or none: the step is played once."""
        ficha = next(o for o in self.ficha["objetivos"] if o["numero"] == paso["numero"])
        datos = {campo: valor for campo, valor in ficha.items() if campo != "iniciativas"}
        with transaction.atomic():
            objetivo = agregar_objetivo(self.plan, acto=self._acto(paso), **datos)
            for letra, texto in ficha["iniciativas"].items():
                agregar_iniciativa(objetivo, letra=letra, texto=texto, acto=self._acto(paso).con(clave=None))

    def _publicar_plan(self, paso: Ficha) -> None:
        publicar_plan_estrategico(self.plan, acto=self._acto(paso))

    def _alinear(self, paso: Ficha) -> None:
        """This case file, to an initiative of the plan of another case, which was played before."""
        iniciativa = iniciativa_de(*paso["sirve_a"])
        alinear(self.expediente, iniciativa, sustento=paso["sustento"], acto=self._acto(paso))

    def _recurso(self, paso: Ficha) -> None:
        compartir_recurso(
            self.expediente, nombre=paso["nombre"], acto=self._acto(paso), **self.ficha["recurso"]
        )


def iniciativa_de(caso: str, codigo: str) -> Iniciativa:
    """«1.A» of the strategic plan of a case that was played before."""
    numero, letra = codigo.split(".")
    return Iniciativa.objects.select_related("objetivo").get(
        objetivo__plan__expediente=Guion.leer(caso).expediente, objetivo__numero=numero, letra=letra
    )
