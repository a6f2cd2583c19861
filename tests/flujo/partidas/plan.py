"""The board of a plan with its actions, what shows that they were done, and its reprogrammings: the moves."""

import random
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from planes import services as planes
from planes.models import AccionConjunta, MedioDeVerificacion, PlanAnual, Reprogramacion
from tests import factories as f
from tests.flujo.partidas.libro import SE_ESCRIBE, LibroDePlan
from tests.flujo.partidas.trabajo import AZAR
from tests.flujo.partidas.tres import PARTES


class PartidaDePlan(LibroDePlan):
    @rule(azar=AZAR, en_medio=st.sampled_from(["nada", "nada", "otro contenido", "ida y vuelta"]))
    def aprueban_todas(self, azar: random.Random, en_medio: str) -> None:
        """Every coordination in turn says yes to what it sees, and somebody may edit between them."""
        if en_medio != "nada" and self.plan().estado in SE_ESCRIBE:
            self.proponer_lo_escrito()
        elif en_medio != "nada":
            self.proponer_una_diferencia(azar)
        abiertos = [o for o in self.que_hay() if str(o.estado) in ("propuesto", "propuesta")]
        objeto = azar.choice([o for o in abiertos if not isinstance(o, AccionConjunta)] or [None])
        if objeto is None:
            return
        for n, letra in enumerate(sorted(self.personal.vigentes)):
            if n == 1 and en_medio != "nada":
                editar = (
                    self.editar_lo_propuesto if isinstance(objeto, PlanAnual) else self.editar_la_diferencia
                )
                editar(objeto, ida_y_vuelta=en_medio == "ida y vuelta")
            quien = self.personal.pueden("aprobar", {letra})[0]
            self.que_lo_haga(
                quien,
                self.fresco(objeto),
                "dar_por_aprobado" if isinstance(objeto, PlanAnual) else "dar_por_aprobada",
            )

    def fresco(self, objeto: Any) -> Any:
        return next(o for o in self.que_hay() if type(o) is type(objeto) and o.pk == objeto.pk)

    def proponer_lo_escrito(self) -> None:
        """What was observed is answered, each by another party than made it, and it is before the parties."""
        titulares = [self.personal.pueden("aprobar", {letra})[0] for letra in sorted(self.personal.vigentes)]
        for quien in titulares:
            self.contestar(quien)
        self.que_lo_haga(titulares[0], self.plan(), "proponer")

    def proponer_una_diferencia(self, azar: random.Random) -> None:
        """Where none is before the parties: of one action that is still to be done."""
        vivas = [a for a in self.acciones() if a.estado in ("aprobada", "en_ejecucion")]
        hay = [o for o in self.que_hay() if isinstance(o, Reprogramacion)]
        if not vivas or len(hay) > 6 or any(o.estado == "propuesta" for o in hay):
            return
        titular = self.personal.pueden("aprobar", set(PARTES))[0]
        una = self.intentar(
            titular, lambda acto: planes.abrir_reprogramacion(self.plan(), motivo="Se atrasó.", acto=acto)
        )
        if una is not None:
            accion = azar.choice(vivas)
            contenido = self.mesa.contenido("".join(sorted(self.de[accion.pk])), 75)
            self.intentar(titular, partial(self.guardar, una, accion, contenido))
            self.que_lo_haga(titular, self.fresco(una), "proponer")

    def editar_lo_propuesto(self, plan: Any, *, ida_y_vuelta: bool) -> None:
        """It is observed, answered, changed and proposed again; back and forth, with the content that it had."""
        titular = self.personal.pueden("aprobar", {sorted(self.personal.vigentes)[0]})[0]
        self.que_lo_haga(titular, self.plan(), "observar")
        for dias in (7, 0) if ida_y_vuelta else (7,):
            self.escribir_accion(titular, 1, "a", dias)
        self.proponer_lo_escrito()

    def editar_la_diferencia(self, una: Any, *, ida_y_vuelta: bool) -> None:
        """The same with a reprogramming: it is observed, made another one, and proposed again."""
        titular = self.personal.pueden("aprobar", {sorted(self.personal.vigentes)[0]})[0]
        self.que_lo_haga(titular, self.fresco(una), "observar")
        accion = next(a for a in self.acciones() if a.numero in una.numeros)
        letras = "".join(sorted(self.de[accion.pk]))
        for dias in (45, 60) if ida_y_vuelta else (45,):
            contenido = self.mesa.contenido(letras, dias)
            self.intentar(titular, partial(self.guardar, una, accion, contenido))
        self.que_lo_haga(titular, self.fresco(una), "proponer")

    @staticmethod
    def guardar(una: Any, accion: Any, contenido: Any, acto: Any) -> Any:
        return planes.guardar_cambio(una, accion, contenido, acto=acto)

    def contestar(self, quien: str) -> None:
        for observacion in self.plan().observadas().filter(respondida_el=None):
            self.intentar(
                quien,
                lambda acto, o=observacion: planes.responder_observacion(  # type: ignore[misc]
                    o, "Se corrige.", acto=acto
                ),
            )

    @rule(azar=AZAR)
    def responder(self, azar: random.Random) -> None:
        self.contestar(self.alguien(azar, "editar"))

    def escribir_accion(self, quien: str, numero: int, letras: str, dias: int) -> None:
        accion = next(a for a in self.acciones() if a.numero == numero)
        self.intentar(
            quien,
            lambda acto: planes.cambiar_accion(accion, self.mesa.contenido(letras, dias), acto=acto),
            abre=("editar", set(PARTES)),
        )

    @rule(azar=AZAR, dias=st.sampled_from([0, 7, 30]), letras=st.sampled_from(["a", "b", "ac", "abc"]))
    def escribir(self, azar: random.Random, dias: int, letras: str) -> None:
        """Whatever the state of the plan: while it is written it changes, and later it does not."""
        quien = self.alguien(azar, "editar")
        que = azar.choice(["accion", "otra", "plan"])
        if que == "accion":
            self.escribir_accion(quien, azar.choice([1, 2, 3]), letras, dias)
        elif que == "otra":
            self.intentar(
                quien, lambda acto: planes.agregar_accion(self.plan(), self.mesa.contenido(letras), acto=acto)
            )
        else:
            self.intentar(
                quien, lambda acto: planes.cambiar_plan(self.plan(), titulo=f"Plan {dias}", acto=acto)
            )

    @rule(azar=AZAR, dias=st.sampled_from([5, 10, 16, 40]), monto=st.sampled_from([1000, 1050, 2000]))
    def ajustar(self, azar: random.Random, dias: int, monto: int) -> None:
        """What the parties tolerate is only logged; small steps do not add up."""
        accion = azar.choice(self.acciones())
        suyas = self.de[accion.pk]
        quien = self.alguien(azar, "editar", suyas)
        contenido = self.mesa.contenido("".join(sorted(suyas)), dias, monto)
        self.intentar(
            quien,
            lambda acto: planes.ajustar(accion, contenido, motivo="Se movió.", acto=acto),
            abre=("editar", suyas),
        )

    @rule(
        azar=AZAR,
        dias=st.sampled_from([None, 30, 60]),
        letras=st.sampled_from(["a", "b", "c", "ab"]),
        proponer=st.booleans(),
    )
    def reprogramar(self, azar: random.Random, dias: int | None, letras: str, proponer: bool) -> None:
        """Somebody writes a difference to one action, or that it is cancelled, and may put it before the parties."""
        if len([o for o in self.que_hay() if isinstance(o, Reprogramacion)]) > 4:
            return
        quien = self.alguien(azar, "mover")
        una = self.intentar(
            quien,
            lambda acto: planes.abrir_reprogramacion(self.plan(), motivo="Se atrasó.", acto=acto),
            abre=("editar", set(PARTES)),
        )
        if una is None:
            return
        accion = azar.choice(self.acciones())
        contenido = None if dias is None else self.mesa.contenido(letras, dias)
        self.intentar(quien, lambda acto: planes.guardar_cambio(una, accion, contenido, acto=acto))
        if proponer:
            fresca = next(o for o in self.que_hay() if isinstance(o, Reprogramacion) and o.pk == una.pk)
            mostrado = fresca.hash_de_contenido()
            self.intentar(quien, lambda acto: self.hacer(fresca, "proponer", acto), mostrado=mostrado)

    @rule(azar=AZAR, cuantas=st.integers(1, 2))
    def mostrar_lo_hecho(self, azar: random.Random, cuantas: int) -> None:
        """Means of verification are presented, by whom they concern and by others; then it is said to be done."""
        accion = azar.choice(self.acciones())
        suyas = self.de[accion.pk]
        quien = self.alguien(azar, "editar", suyas)
        for n in range(cuantas):
            self.intentar(
                quien,
                lambda acto, n=n: planes.presentar_medio(  # type: ignore[misc]
                    accion,
                    tipo="informe",
                    descripcion=f"Informe {n}",
                    fecha=f.hoy(),
                    enlace="https://demo.invalid/informe",
                    acto=acto,
                ),
                abre=("editar", suyas),
            )
        fresca = next(a for a in self.acciones() if a.pk == accion.pk)
        if azar.random() < 0.3 and (
            medios := [o for o in self.que_hay() if isinstance(o, MedioDeVerificacion)]
        ):
            self.juzgar(azar, azar.choice(medios), ["aceptar", "aceptar", "devolver"])
        self.que_lo_haga(quien, fresca, "concluir")
        if azar.random() < 0.7:
            self.juzgar(azar, accion, ["verificar", "verificar", "observar"])

    @rule(azar=AZAR)
    def pedir_la_verificacion(self, azar: random.Random) -> None:
        accion = azar.choice(self.acciones())
        suyas = self.de[accion.pk]
        quien = self.alguien(azar, "mover", suyas)
        self.intentar(quien, lambda acto: planes.pedir_verificacion(accion, acto=acto), abre=("mover", suyas))
