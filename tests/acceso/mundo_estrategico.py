"""The part of the world that plans: a programme of the proposing party alone, what is aligned to it, what is shared."""

from convenios.models import Convenio
from expedientes.models import Expediente
from expedientes.services import abrir_expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from planes.models import Alineacion, Iniciativa, Objetivo, PlanEstrategico, Recurso
from planes.services import (
    agregar_iniciativa,
    agregar_objetivo,
    alinear,
    compartir_recurso,
    crear_plan_estrategico,
    publicar_plan_estrategico,
)
from tests.factories import SISTEMA


class MundoEstrategico:
    """Joined to `tests.acceso.mundo.Mundo`."""

    propone: Institucion
    titular: Usuario
    opinado: Convenio
    programa: Expediente
    plan_en_borrador: PlanEstrategico
    """With an objective 1 and an initiative 1.A, not yet published."""
    publicado: PlanEstrategico
    """With 1.A, to which the case file with an opinion is aligned, and 1.B, to which nothing is."""
    por_alinear: Iniciativa
    alineacion: Alineacion
    recurso: Recurso

    def _lo_estrategico(self) -> None:
        self.programa = abrir_expediente(
            titulo="Programa de MIN", tipo="programa", proponente=self.propone, acto=Acto(registra=SISTEMA)
        )
        self._designar_en(self.programa)  # type: ignore[attr-defined]
        acto = Acto(registra=self.titular)
        self.publicado, objetivo = self._estrategico(2020)
        self.por_alinear = agregar_iniciativa(objetivo, letra="B", texto="Medir", acto=acto)
        publicar_plan_estrategico(self.publicado, acto=acto)
        self.plan_en_borrador, _ = self._estrategico(2030)
        primera = Iniciativa.objects.get(objetivo=objetivo, letra="A")
        self.alineacion = alinear(self.opinado.expediente, primera, sustento="Es una alianza", acto=acto)
        self.recurso = compartir_recurso(
            self.opinado.expediente, nombre="Caja", descripcion="Herramientas", acto=acto
        )

    def _estrategico(self, desde: int) -> tuple[PlanEstrategico, Objetivo]:
        acto = Acto(registra=self.titular)
        plan = crear_plan_estrategico(
            self.programa, titulo=f"Plan desde {desde}", desde=desde, hasta=desde + 3, acto=acto
        )
        objetivo = agregar_objetivo(plan, numero=1, nombre="Identidad", texto="Promover", acto=acto)
        agregar_iniciativa(objetivo, letra="A", texto="Alianzas", acto=acto)
        return plan, objetivo
