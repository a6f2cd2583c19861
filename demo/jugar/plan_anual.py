"""Steps of an annual plan: written, observed, approved by every party, worked on, verified by another party."""

from typing import Any

from demo.escenario import Ficha, puesto
from demo.jugar.pasos import Pasos
from flujo.acto import Acto
from flujo.services import perform
from planes.models import AccionConjunta, ObservacionDePlan, PlanAnual
from planes.services import (
    DatosDeAccion,
    DatosDeResponsable,
    abrir_plan,
    agregar_accion,
    aprobar,
    cambiar_accion,
    observar,
    presentar_medio,
    proponer,
    responder_observacion,
)


class PasosDePlan(Pasos):
    """What the parties do together in a period."""

    @property
    def plan_anual(self) -> PlanAnual:
        return PlanAnual.objects.select_related("expediente", "version").get(expediente=self.expediente)

    def accion(self, numero: int) -> AccionConjunta:
        return AccionConjunta.objects.select_related("plan__expediente", "plan__version").get(
            plan=self.plan_anual, numero=numero
        )

    def _abrir_plan(self, paso: Ficha) -> None:
        abrir_plan(
            self.expediente,
            titulo=paso["titulo"],
            desde=self._dia(paso["desde"]),
            hasta=self._dia(paso["hasta"]),
            tolerancia_dias=paso["tolerancia_dias"],
            acto=self._acto(paso),
        )

    def _accion(self, paso: Ficha) -> None:
        agregar_accion(self.plan_anual, self._datos(paso), acto=self._acto(paso))

    def _corregir_accion(self, paso: Ficha) -> None:
        cambiar_accion(self.accion(paso["numero"]), self._datos(paso), acto=self._acto(paso))

    def _datos(self, paso: Ficha) -> DatosDeAccion:
        responden = [puesto(de) for de in paso["responden"]]
        return DatosDeAccion(
            nombre=paso["nombre"],
            descripcion=paso.get("descripcion", ""),
            desde=self._dia(paso["desde"]),
            hasta=self._dia(paso["hasta"]),
            territorio=paso.get("territorio", ""),
            responsables=[
                DatosDeResponsable(institucion_id=uno.institucion_id, puesto_id=uno.pk) for uno in responden
            ],
        )

    def _proponer_plan(self, paso: Ficha) -> None:
        proponer(self.plan_anual, acto=self._ante(paso, self.plan_anual))

    def _observar_plan(self, paso: Ficha) -> None:
        observar(
            self.plan_anual,
            paso["texto"],
            accion=self.accion(paso["numero"]),
            acto=self._ante(paso, self.plan_anual),
        )

    def _responder_plan(self, paso: Ficha) -> None:
        observacion = ObservacionDePlan.objects.get(plan=self.plan_anual, respondida_el__isnull=True)
        responder_observacion(observacion, paso["respuesta"], acto=self._acto(paso))

    def _aprobar_plan(self, paso: Ficha) -> None:
        aprobar(self.plan_anual, acto=self._ante(paso, self.plan_anual))

    def _mover_plan(self, paso: Ficha) -> None:
        perform(self.plan_anual, paso["transicion"], acto=self._ante(paso, self.plan_anual))

    def _mover_accion(self, paso: Ficha) -> None:
        accion = self.accion(paso["numero"])
        perform(accion, paso["transicion"], acto=self._ante(paso, accion))

    def _medio(self, paso: Ficha) -> None:
        presentar_medio(
            self.accion(paso["numero"]),
            tipo=paso["tipo"],
            descripcion=paso["descripcion"],
            fecha=self.expediente.hoy(),
            documento=self._papel_de(paso["del_paso"]),
            acto=self._acto(paso),
        )

    def _ante(self, paso: Ficha, objeto: Any) -> Acto:
        """An act on what the person has before them."""
        return self._acto(paso, hash_mostrado=objeto.hash_de_contenido())
