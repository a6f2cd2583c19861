"""Steps of an annual plan: written, observed, approved by every party, worked on, verified by another party."""

from typing import Any

from django.db import transaction

from demo.escenario import Ficha, puesto
from demo.jugar.pasos import Pasos
from demo.jugar.planes import iniciativa_de
from flujo.acto import Acto
from flujo.services import perform
from planes.models import AccionConjunta, ObservacionDePlan, PlanAnual, Reprogramacion
from planes.services import (
    DatosDeAccion,
    DatosDeIndicador,
    DatosDePartida,
    DatosDeResponsable,
    abrir_plan,
    abrir_reprogramacion,
    agregar_accion,
    aprobar,
    aprobar_reprogramacion,
    cambiar_accion,
    guardar_cambio,
    observar,
    proponer,
    responder_observacion,
)

TERMINOS = ("titulo", "tolerancia_dias", "es_regularizacion", "sustento")
DE_LA_ACCION = ("nombre", "descripcion", "territorio", "ods")


class PasosDePlan(Pasos):
    """What the parties do together in a period. Of several plans, `plan` is the step that opened the one meant."""

    @property
    def plan_anual(self) -> PlanAnual:
        """The one that runs."""
        return self._plan_de({})

    def _plan_de(self, paso: Ficha) -> PlanAnual:
        abierto = self._hecho_en(paso.get("plan", "plan"), "planes.plananual")
        return PlanAnual.objects.select_related("expediente", "version").get(pk=abierto)

    def accion(self, numero: int, plan: str = "plan") -> AccionConjunta:
        return AccionConjunta.objects.select_related("plan__expediente", "plan__version").get(
            plan=self._plan_de({"plan": plan}), numero=numero
        )

    def _accion_de(self, paso: Ficha) -> AccionConjunta:
        return self.accion(paso["numero"], paso.get("plan", "plan"))

    def reprogramacion(self, n: int, plan: str = "plan") -> Reprogramacion:
        return Reprogramacion.objects.select_related("plan__expediente", "plan__version", "base").get(
            plan=self._plan_de({"plan": plan}), n=n
        )

    def _abrir_plan(self, paso: Ficha) -> None:
        abrir_plan(
            self.expediente,
            desde=self._dia(paso["desde"]),
            hasta=self._dia(paso["hasta"]),
            acto=self._acto(paso),
            **{termino: paso[termino] for termino in TERMINOS if termino in paso},
        )

    def _accion(self, paso: Ficha) -> None:
        agregar_accion(self._plan_de(paso), self._datos(paso), acto=self._acto(paso))

    def _corregir_accion(self, paso: Ficha) -> None:
        cambiar_accion(self._accion_de(paso), self._datos(paso), acto=self._acto(paso))

    def _datos(self, paso: Ficha) -> DatosDeAccion:
        responden = [puesto(de) for de in paso["responden"]]
        return DatosDeAccion(
            desde=self._dia(paso["desde"]),
            hasta=self._dia(paso["hasta"]),
            responsables=[
                DatosDeResponsable(institucion_id=uno.institucion_id, puesto_id=uno.pk) for uno in responden
            ],
            continua_id=self.accion(*paso["continua"]).pk if "continua" in paso else None,
            iniciativa_id=iniciativa_de(*paso["sirve_a"]).pk if "sirve_a" in paso else None,
            indicadores=[DatosDeIndicador(**i) for i in paso.get("indicadores", [])],
            partidas=[
                DatosDePartida(**(p | {"institucion_id": responden[0].institucion_id}))
                for p in paso.get("partidas", [])
            ],
            **{campo: paso[campo] for campo in DE_LA_ACCION if campo in paso},
        )

    def _proponer_plan(self, paso: Ficha) -> None:
        proponer(self._plan_de(paso), acto=self._ante(paso, self._plan_de(paso)))

    def _observar_plan(self, paso: Ficha) -> None:
        plan = self._plan_de(paso)
        observar(plan, paso["texto"], accion=self._accion_de(paso), acto=self._ante(paso, plan))

    def _responder_plan(self, paso: Ficha) -> None:
        observacion = ObservacionDePlan.objects.get(plan=self._plan_de(paso), respondida_el__isnull=True)
        responder_observacion(observacion, paso["respuesta"], acto=self._acto(paso))

    def _aprobar_plan(self, paso: Ficha) -> None:
        aprobar(self._plan_de(paso), acto=self._ante(paso, self._plan_de(paso)))

    def _mover_plan(self, paso: Ficha) -> None:
        self._mover_lo(self._plan_de(paso), paso)

    def _mover_accion(self, paso: Ficha) -> None:
        self._mover_lo(self._accion_de(paso), paso)

    def _mover_lo(self, objeto: Any, paso: Ficha) -> None:
        perform(objeto, paso["transicion"], acto=self._ante(paso, objeto), **paso.get("con", {}))

    def _reprogramar(self, paso: Ficha) -> None:
        """Begin a difference, and write what the action is to be."""
        plan, accion = self._plan_de(paso), self._accion_de(paso)
        with transaction.atomic():
            abierta = abrir_reprogramacion(plan, motivo=paso["porque"], acto=self._acto(paso).con(clave=None))
            guardar_cambio(abierta, accion, self._datos(paso), acto=self._acto(paso))

    def _mover_reprogramacion(self, paso: Ficha) -> None:
        self._mover_lo(self.reprogramacion(1, paso.get("plan", "plan")), paso)

    def _aprobar_reprogramacion(self, paso: Ficha) -> None:
        una = self.reprogramacion(1, paso.get("plan", "plan"))
        aprobar_reprogramacion(una, acto=self._ante(paso, una))

    def _ante(self, paso: Ficha, objeto: Any) -> Acto:
        """An act on what the person has before them; from its paper, as that tells it."""
        return self._desde_su_papel(paso, self._acto(paso, hash_mostrado=objeto.hash_de_contenido()))
