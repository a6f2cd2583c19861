"""The programme of one institution with its strategic plan, for the tests of this app."""

from typing import Any

from expedientes.models import Expediente
from expedientes.services import abrir_expediente
from flujo.acto import Acto
from instituciones.models import Institucion, Usuario
from planes.models import Iniciativa, Objetivo, PlanEstrategico
from planes.services import (
    agregar_iniciativa,
    agregar_objetivo,
    crear_plan_estrategico,
    publicar_plan_estrategico,
)
from tests.factories import SISTEMA, con_rol, conceder, designado, institucion


class Programa:
    """People of `propone`: `titular`, `alterno`, `equipo`, `asistente`, `personal`; `ajeno`, of another institution."""

    def __init__(self, de: Institucion | None = None) -> None:
        self.propone = de or institucion(
            "Cooperativas de la región", sigla="COOP", tipo="organismo_internacional"
        )
        self.expediente: Expediente = abrir_expediente(
            titulo="Un programa", tipo="programa", proponente=self.propone, acto=Acto(registra=SISTEMA)
        )
        self.titular, _ = designado(self.expediente, self.propone, "coordinador_titular")
        self.alterno, _ = designado(self.expediente, self.propone, "coordinador_alterno")
        self.equipo, _ = designado(self.expediente, self.propone, "equipo_tecnico")
        self.asistente = con_rol(self.propone, "asistente", "Asistente de COOP")
        self.personal = con_rol(self.propone, "personal", "Personal de COOP")
        self.ajeno = con_rol(institucion("Ajena a todo"), "personal", "Ajeno a todo")

    def plan(self, **campos: Any) -> PlanEstrategico:
        campos = {"titulo": "Plan 2020-2023", "desde": 2020, "hasta": 2023, **campos}
        return crear_plan_estrategico(self.expediente, acto=self.acto(campos.pop("quien", None)), **campos)

    def objetivo(self, plan: PlanEstrategico, **campos: Any) -> Objetivo:
        campos = {"numero": 1, "nombre": "Identidad", "texto": "Promover el cooperativismo.", **campos}
        return agregar_objetivo(plan, acto=self.acto(campos.pop("quien", None)), **campos)

    def iniciativa(self, objetivo: Objetivo, **campos: Any) -> Iniciativa:
        campos = {"letra": "A", "texto": "Establecer alianzas y convenios.", **campos}
        return agregar_iniciativa(objetivo, acto=self.acto(campos.pop("quien", None)), **campos)

    def publicado(self) -> Iniciativa:
        """An initiative of a published plan."""
        plan = self.plan()
        iniciativa = self.iniciativa(self.objetivo(plan))
        publicar_plan_estrategico(plan, acto=self.acto())
        return Iniciativa.objects.select_related("objetivo__plan__expediente").get(pk=iniciativa.pk)

    def acto(self, quien: Usuario | None = None, **campos: Any) -> Acto:
        return Acto(registra=quien or self.titular, **campos)

    def leer_a(self, quien: Usuario) -> None:
        """Let somebody of another institution read the programme: they also work here."""
        conceder(quien, self.propone, "personal")
