"""The part of the world that is planned: one case file with a plan in each of its states."""

import datetime as dt
from decimal import Decimal
from typing import Any

from convenios.models import Convenio
from documentos.models import Documento
from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Institucion, Usuario
from planes import services as planes
from planes.models import AccionConjunta, PlanAnual
from planes.services import DatosDeAccion, DatosDeResponsable
from tests.factories import hoy
from tests.planes.caso import vencer_la_verificacion
from tests.planes.medidas import PERSONAS

DIA = dt.timedelta(days=1)
ANIO = 365 * DIA


class MundoDePlanes:
    """`en_curso` is worked on: 1 is to begin, 2 runs with a means of verification, 3 waits to be
    verified, and what was measured of it, to be validated."""

    propone: Institucion
    otra: Institucion
    titular: Usuario
    contraparte: Usuario

    def abrir(self, titulo: str) -> Convenio:
        raise NotImplementedError

    def papel_en(self, expediente: Expediente, titulo: str) -> Documento:
        raise NotImplementedError

    def _planes(self) -> None:
        self.con_planes = self.abrir("Con planes")
        self.en_curso = self._plan(0, tolerancia_dias=15)
        for _n in range(2):
            con_indicador = self._datos(self.en_curso, indicadores=[PERSONAS])
            planes.agregar_accion(self._vivo(self.en_curso), con_indicador, acto=self._acto())
        self._proponer(self.en_curso)
        for quien in (self.titular, self.contraparte):
            planes.aprobar(self._vivo(self.en_curso), acto=self._ante(quien, self.en_curso))
        perform(self._vivo(self.en_curso), "poner_en_ejecucion", acto=self._acto())
        self.medio = self._trabajar(2)
        self._trabajar(3)
        perform(self.accion_en_curso(3), "concluir", acto=self._acto())
        vencer_la_verificacion()
        self.medicion = planes.medir(
            self.accion_en_curso(3).indicadores.select_related("accion__plan__expediente").get(),
            trimestre=1,
            valor=Decimal(5),
            fecha=hoy(),
            fuente="Padrón",
            enlace="https://demo.invalid/padron",
            acto=self._acto(),
        )
        self.lista = self.papel_en(self.en_curso.expediente, "LISTA")
        self.reprogramacion = planes.abrir_reprogramacion(
            self._vivo(self.en_curso), motivo="Se atrasa.", acto=self._acto()
        )
        planes.guardar_cambio(self.reprogramacion, self.accion_en_curso(2), None, acto=self._acto())
        planes.guardar_nueva(self.reprogramacion, None, self._datos(self.en_curso), acto=self._acto())
        self.por_aprobar = self._plan(1)
        self._proponer(self.por_aprobar)
        self.plan_observado = self._plan(2)
        self._proponer(self.plan_observado)
        self.observacion_de_plan = planes.observar(
            self._vivo(self.plan_observado), "Falta.", acto=self._ante(self.contraparte, self.plan_observado)
        )
        self.en_borrador = self._plan(3)

    def _plan(self, anios: int, **terminos: Any) -> PlanAnual:
        """The plan of the year that begins so many years from yesterday, with one action of the proposing party."""
        desde = hoy() - DIA + anios * ANIO
        expediente = Expediente.objects.get(pk=self.con_planes.expediente.pk)
        plan = planes.abrir_plan(
            expediente, titulo="Plan", desde=desde, hasta=desde + 364 * DIA, acto=self._acto(), **terminos
        )
        planes.agregar_accion(self._vivo(plan), self._datos(plan), acto=self._acto())
        return plan

    def _datos(self, plan: PlanAnual, **campos: Any) -> DatosDeAccion:
        return DatosDeAccion(
            nombre="Capacitar",
            desde=plan.desde,
            hasta=plan.desde + 90 * DIA,
            responsables=[DatosDeResponsable(institucion_id=self.propone.pk)],
            **campos,
        )

    def _proponer(self, plan: PlanAnual) -> None:
        planes.proponer(self._vivo(plan), acto=self._ante(self.titular, plan))

    def _trabajar(self, numero: int) -> Any:
        perform(self.accion_en_curso(numero), "iniciar", acto=self._acto())
        return planes.presentar_medio(
            self.accion_en_curso(numero),
            tipo="informe",
            descripcion="Informe",
            fecha=hoy(),
            enlace="https://demo.invalid/informe",
            acto=self._acto(),
        )

    def accion_en_curso(self, numero: int) -> AccionConjunta:
        return AccionConjunta.objects.select_related("plan__expediente").get(
            plan=self.en_curso, numero=numero
        )

    def _acto(self) -> Acto:
        return Acto(registra=self.titular)

    def _ante(self, quien: Usuario, plan: PlanAnual) -> Acto:
        return Acto(registra=quien, hash_mostrado=self._vivo(plan).contenido_hash)

    def _vivo(self, plan: PlanAnual) -> PlanAnual:
        return PlanAnual.objects.select_related("expediente", "version").get(pk=plan.pk)
