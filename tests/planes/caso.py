"""A case file of two parties with an annual plan, taken as far as a test needs."""

import datetime as dt
from decimal import Decimal
from typing import Any

from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Institucion, Usuario
from notificaciones.models import Plazo
from planes import services as planes
from planes.models import AccionConjunta, MedioDeVerificacion, PlanAnual, Reprogramacion
from planes.services import DatosDeAccion, DatosDePartida, DatosDeResponsable
from planes.verificacion import VERIFICACION
from tests.factories import Caso, designado, hoy

DIA = dt.timedelta(days=1)


def vencer_la_verificacion() -> None:
    """Let every term in which an action was to be verified have run out yesterday."""
    ayer = hoy() - DIA
    for plazo in Plazo.objects.abiertos().filter(tipo=VERIFICACION):
        calculo = plazo.calculo | {"fecha": ayer.isoformat()}
        Plazo.objects.filter(pk=plazo.pk).update(
            vence=ayer, vence_original=ayer, calculo=calculo, proximo_aviso_at=None
        )


class CasoDePlan(Caso):
    """The plan of a period that began a hundred days ago, with one action of each party and one of both.

    1 is the proposing party's, 2 the other's, 3 of both. `equipo` and `equipo_de_otra` are the technical teams.
    """

    def __init__(self, estado: str = "borrador", **terminos: Any) -> None:
        super().__init__()
        self.equipo, _d = designado(self.expediente, self.propone, "equipo_tecnico")
        self.equipo_de_otra, _d = designado(self.expediente, self.otra, "equipo_tecnico")
        inicio = terminos.pop("desde", hoy() - 100 * DIA)
        self.plan = planes.abrir_plan(
            self.expediente,
            titulo=terminos.pop("titulo", "Plan del primer año"),
            desde=inicio,
            hasta=terminos.pop("hasta", inicio + 364 * DIA),
            acto=Acto(registra=self.titular),
            **terminos,
        )
        for responsables in ([self.propone], [self.otra], [self.propone, self.otra]):
            planes.agregar_accion(self.vivo(), self.datos(*responsables), acto=Acto(registra=self.equipo))
        self.hasta_plan(estado)

    def hasta_plan(self, estado: str) -> None:
        """Take the shortest way to a state, everybody doing what is theirs."""
        if estado == "borrador":
            return
        self.proponer()
        if estado == "propuesto":
            return
        self.aprobar_plan()
        if estado == "aprobado":
            return
        self.mover_plan("poner_en_ejecucion")

    def datos(self, *responsables: Institucion, **campos: Any) -> DatosDeAccion:
        """An action as somebody writes it, from the tenth day of the plan to the hundred-and-tenth."""
        monto = campos.pop("monto", Decimal("1000.00"))
        return DatosDeAccion(
            **{
                "nombre": "Intercambiar herramientas",
                "desde": self.plan.desde + 10 * DIA,
                "hasta": self.plan.desde + 110 * DIA,
                "responsables": [DatosDeResponsable(institucion_id=i.pk) for i in responsables],
                "partidas": [
                    DatosDePartida(institucion_id=i.pk, trimestre=1, monto=monto, moneda="PEN")
                    for i in responsables
                ],
                **campos,
            }
        )

    def vivo(self) -> PlanAnual:
        return PlanAnual.objects.select_related("expediente", "version").get(pk=self.plan.pk)

    def accion(self, numero: int) -> AccionConjunta:
        return AccionConjunta.objects.select_related("plan__expediente", "plan__version").get(
            plan=self.plan, numero=numero
        )

    def ante(self, objeto: Any, quien: Usuario, **campos: Any) -> Acto:
        """An act by somebody who has before them the object as it now is."""
        actual = type(objeto)._base_manager.get(pk=objeto.pk)
        return Acto(registra=quien, **{"hash_mostrado": actual.hash_de_contenido(), **campos})

    def proponer(self) -> None:
        planes.proponer(self.vivo(), acto=self.ante(self.plan, self.titular))

    def aprobar_plan(self) -> None:
        for quien in (self.titular, self.contraparte):
            planes.aprobar(self.vivo(), acto=self.ante(self.plan, quien))

    def mover_plan(self, paso: str, quien: Usuario | None = None, **datos: Any) -> PlanAnual:
        return perform(self.vivo(), paso, acto=self.ante(self.plan, quien or self.titular), **datos).objeto

    def mover_accion(self, numero: int, paso: str, quien: Usuario, **datos: Any) -> AccionConjunta:
        accion = self.accion(numero)
        return perform(accion, paso, acto=self.ante(accion, quien), **datos).objeto

    def presentar(self, numero: int, quien: Usuario, **campos: Any) -> MedioDeVerificacion:
        return planes.presentar_medio(
            self.accion(numero),
            **{
                "tipo": "informe",
                "descripcion": "Informe de lo hecho",
                "fecha": hoy(),
                "enlace": "https://demo.invalid/informe",
                **campos,
            },
            acto=Acto(registra=quien),
        )

    def concluir(self, numero: int, quien: Usuario) -> AccionConjunta:
        """Begin an action, show what was done, and end it."""
        self.mover_accion(numero, "iniciar", quien)
        self.presentar(numero, quien)
        return self.mover_accion(numero, "concluir", quien)

    def reprogramar(
        self, numero: int, datos: DatosDeAccion | None, motivo: str = "Se atrasó."
    ) -> Reprogramacion:
        """A reprogramming of one action, before the parties."""
        una = planes.abrir_reprogramacion(self.vivo(), motivo=motivo, acto=Acto(registra=self.titular))
        planes.guardar_cambio(una, self.accion(numero), datos, acto=Acto(registra=self.titular))
        return perform(self.viva(una), "proponer", acto=self.ante(una, self.titular)).objeto

    def viva(self, una: Reprogramacion) -> Reprogramacion:
        return Reprogramacion.objects.select_related("plan__expediente", "plan__version", "base").get(
            pk=una.pk
        )

    def aprobar_reprogramacion(self, una: Reprogramacion) -> None:
        for quien in (self.titular, self.contraparte):
            planes.aprobar_reprogramacion(self.viva(una), acto=self.ante(una, quien))

    def expediente_vivo(self) -> Expediente:
        return Expediente.objects.get(pk=self.expediente.pk)
