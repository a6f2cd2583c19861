"""One game of random people of three parties with several objects at once, whatever the tables of each say."""

import datetime as dt
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

import time_machine
from django.db import connection, models, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from auditoria.models import Asiento
from expedientes.models import Aprobacion
from flujo.errors import Negativa, SinPermiso
from flujo.services import perform
from tests.flujo.partidas.partida import salida_de
from tests.flujo.partidas.tres import DIA, PARTES, MesaDeTres, Personal

Llave = tuple[str, int]
AZAR = st.randoms(use_true_random=True)
"""Hypothesis draws a seed and replays it; what is chosen from it is spread more evenly than what it would draw."""
ACABAN = {
    *("cancelar", "retirar", "reprogramar", "suspender", "dar_por_no_ejecutada", "observar"),
    *("dispensar", "dar_por_no_presentado"),
}


class PartidaDelTrabajo(RuleBasedStateMachine):
    """Everything that a subclass lists in `TABLAS` is played at once, since none of it lives alone."""

    TABLAS: ClassVar[dict[str, dict[tuple[str, str], str]]]
    """Of each lifecycle: from where, which step, to where."""
    QUE: ClassVar[dict[tuple[str, str], tuple[str, str]]]
    """What each step takes, and of which parties: «responsable», «ajena», or any («»)."""
    SOBRE_TEXTO: ClassVar[set[tuple[str, str]]] = set()
    DATOS: ClassVar[dict[tuple[str, str], dict[str, Any]]] = {}
    FILAS: ClassVar[tuple[type[models.Model], ...]]
    """What a refusal leaves as it was, besides the log and the pronouncements."""
    COMIENZOS: ClassVar[list[str]]

    def __init__(self, mesa: Any) -> None:
        super().__init__()
        self.mesa: MesaDeTres = mesa
        self.personal = Personal(mesa)
        self.punto = transaction.atomic()
        self.punto.__enter__()
        self.viaje: Any = None
        self.dias = 0
        self.estados: dict[Llave, str] = {(o._meta.label_lower, o.pk): str(o.estado) for o in self.objetos()}
        self.dijo: dict[Llave, str] = {}
        self.visto = Asiento.objects.latest("id").pk
        self.hecho = 0
        self.mirado: dict[str, int] = {}
        self.claves: set[str] = set()
        self.textos: set[str] = {"0" * 64}
        self.leidos: list[Any] | None = None
        self.leidas: tuple[Any, ...] | None = None
        self.reconocer()

    def teardown(self) -> None:
        if self.viaje:
            self.viaje.stop()
        try:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("set constraints all immediate")
        finally:
            transaction.set_rollback(True)
            self.punto.__exit__(None, None, None)

    def que_hay(self) -> list[Any]:
        """Everything that moves, read anew once anything was done."""
        if self.leidos is None:
            self.leidos = list(self.objetos())
        return self.leidos

    # -- what a subclass says

    @staticmethod
    def mesa_nueva(comienzo: str) -> Any:
        raise NotImplementedError

    def objetos(self) -> Iterable[Any]:
        """Everything that moves, as it now is."""
        raise NotImplementedError

    def hacer(self, objeto: Any, paso: str, acto: Any) -> Any:
        """Take a step as its page does."""
        return perform(objeto, paso, acto=acto, **self.datos(objeto, paso))

    def datos(self, objeto: Any, paso: str) -> dict[str, Any]:
        return self.DATOS.get((objeto._meta.label_lower, paso), {})

    def responsables(self, llave: Llave) -> set[str]:
        """Whose it is, by the player's own book."""
        raise NotImplementedError

    def dijeron(self, llave: Llave) -> set[str]:
        """Who said that it was done."""
        return {self.dijo[llave]} if llave in self.dijo else set()

    def reconocer(self) -> None:
        """Write down what there is now, once the rows of the log were looked at."""

    def al_mover(self, llave: Llave, asiento: Asiento) -> None:
        """What must be true now that the step was taken."""

    # -- what everybody may try

    @rule(azar=AZAR)
    def dar_un_paso(self, azar: random.Random) -> None:
        """Anybody, any step, any hash, with or without a paper, with a key that may have been used."""
        objeto = azar.choice(self.que_hay())
        modelo = objeto._meta.label_lower
        pasos = sorted({paso for _de, paso in self.TABLAS[modelo]})
        paso = azar.choice([*self.a_mano(objeto) * 4, *pasos, "inventado"])
        que, criterio = self.QUE.get((modelo, paso), ("editar", ""))
        quien = self.alguien(azar, que, self.valen((modelo, objeto.pk), criterio))
        de = azar.choice([None, None, *PARTES]) if "asistente" in quien else None
        actual = objeto.hash_de_contenido()
        mostrado = azar.choice([actual] * 4 + sorted(map(str, self.textos))[:3] + [None])
        clave = azar.choice([None, None, "a", "b"])
        self.intentar(quien, lambda acto: self.hacer(objeto, paso, acto), de, clave, mostrado)
        if self.ultimo_hecho and clave not in self.repetidas:
            assert mostrado == actual or (mostrado is None and (modelo, paso) not in self.SOBRE_TEXTO)

    @rule(azar=AZAR, veces=st.integers(1, 3))
    def avanzar(self, azar: random.Random, veces: int) -> None:
        """Those who may take steps that lead on: a game of refusals alone would see little."""
        for _ in range(veces):
            pasos = [(o, paso) for o in self.que_hay() for paso in self.a_mano(o)]
            siguen = [(o, paso) for o, paso in pasos if paso not in ACABAN]
            if azar.random() < 0.8 and siguen:
                pasos = siguen
            if not pasos:
                return
            objeto, paso = azar.choice(pasos)
            acto, criterio = self.QUE[objeto._meta.label_lower, paso]
            llave = (objeto._meta.label_lower, objeto.pk)
            valen = self.valen(llave, criterio) if azar.random() < 0.6 else set(PARTES)  # or the wrong party
            if quienes := self.personal.pueden(acto, valen):
                self.que_lo_haga(azar.choice(quienes), objeto, paso)

    def juzgar(self, azar: random.Random, objeto: Any, pasos: Sequence[str]) -> None:
        """Whoever could, were it not their own, and whoever can: two of them, in any order."""
        for quien in azar.sample(
            quienes := self.personal.pueden("verificar", set(PARTES)), min(2, len(quienes))
        ):
            fresco = next(o for o in self.que_hay() if type(o) is type(objeto) and o.pk == objeto.pk)
            self.que_lo_haga(quien, fresco, azar.choice(pasos))

    def que_lo_haga(self, quien: str, objeto: Any, paso: str) -> Any:
        """Somebody who has it before them takes a step."""
        mostrado = objeto.hash_de_contenido()
        return self.intentar(quien, lambda acto: self.hacer(objeto, paso, acto), mostrado=mostrado)

    @rule(letra=st.sampled_from(PARTES), que=st.sampled_from(["suplir", "suplir", "relevar", "sacar"]))
    def cambia_la_gente(self, letra: str, que: str) -> None:
        if que == "sacar":
            self.viajar(1)  # it was a party until yesterday
        getattr(self.personal, que)(letra)
        self.leidos = None

    @rule(cuantos=st.sampled_from([1, 20]))
    def pasan_los_dias(self, cuantos: int) -> None:
        if self.dias < 60:
            self.viajar(cuantos)

    def viajar(self, cuantos: int) -> None:
        if self.viaje:
            self.viaje.stop()
        self.dias += cuantos
        self.viaje = time_machine.travel(dt.datetime.now(dt.UTC) + self.dias * DIA)
        self.viaje.start()

    def alguien(self, azar: random.Random, acto: str, valen: set[str] | None = None) -> str:
        """Mostly somebody who may, else anybody."""
        pueden = self.personal.pueden(acto, set(PARTES) if valen is None else valen)
        return azar.choice(pueden if pueden and azar.random() < 0.7 else sorted(self.mesa.gente))

    def a_mano(self, objeto: Any) -> list[str]:
        """The steps that leave from where it stands."""
        tabla = self.TABLAS[objeto._meta.label_lower]
        return sorted(paso for de, paso in tabla if de == objeto.estado)

    def valen(self, llave: Llave, criterio: str) -> set[str]:
        """The parties to which a step is open, by the player's own book."""
        if criterio == "responsable":
            return self.responsables(llave)
        ajenas = self.responsables(llave) | self.dijeron(llave) if criterio == "ajena" else set()
        return set(PARTES) - ajenas

    # -- one try

    def intentar(
        self,
        quien: str,
        hacer: Callable[[Any], Any],
        de: str | None = None,
        clave: str | None = None,
        mostrado: str | None = None,
        *,
        abre: tuple[str, set[str]] | None = None,
    ) -> Any:
        """Let somebody do something; None when it was refused. `abre` is what it takes, where it is no step.

        Raises AssertionError when the wrong one may, when a refusal or a repetition leaves something changed, and when
        whoever may is told that they may not.
        """
        antes = self.leidas or self.filas()
        self.repetidas = set(self.claves)
        acto = self.mesa.acto(quien, de, clave=clave, hash_mostrado=mostrado)
        salida = salida_de(lambda: hacer(acto))
        self.ultimo_hecho, self.leidas = False, self.filas()
        if isinstance(salida, Negativa):
            assert salida.frases
            assert self.leidas == antes, "a refusal left something changed"
            if abre and clave not in self.claves:
                assert not (isinstance(salida, SinPermiso) and self.personal.puede(quien, de, *abre))
            return None
        if clave in self.claves:
            assert self.leidas == antes, "a repeated act did something"
            return salida
        self.ultimo_hecho = self.leidas != antes
        if self.ultimo_hecho:
            assert abre is None or self.personal.puede(quien, de, *abre), f"{quien} may not"
            if clave:
                self.claves.add(clave)
            self.anotar(quien, de)
        return salida

    def filas(self) -> tuple[Any, ...]:
        """How many rows the log and the pronouncements have, and every other row as text: asked at each try."""
        de = [f"(select count(*) from {m._meta.db_table})" for m in (Asiento, Aprobacion)]  # noqa: S608
        for m in self.FILAS:
            de.append(f"(select array_agg(t::text order by t::text) from {m._meta.db_table} t)")  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"select {', '.join(de)}")
            return tuple(cursor.fetchone())

    def anotar(self, quien: str, de: str | None) -> None:
        """Hold what the log says that moved against the tables, and against who was at the keyboard."""
        self.hecho, self.leidos = self.hecho + 1, None
        filas = Asiento.objects.filter(id__gt=self.visto, modelo__in=self.TABLAS, hasta__isnull=False)
        for asiento in filas.order_by("id"):
            self.visto = asiento.pk
            llave = (asiento.modelo, asiento.objeto)
            if asiento.accion != "crear":
                assert asiento.desde == self.estados[llave]
                assert self.TABLAS[asiento.modelo][asiento.desde, asiento.accion] == asiento.hasta
                acto, criterio = self.QUE[asiento.modelo, asiento.accion]
                assert asiento.registra_id == self.mesa.gente[quien].pk
                assert self.personal.puede(quien, de, acto, self.valen(llave, criterio)), (
                    f"{quien} moved {llave} by {asiento.accion}"
                )
                if criterio == "ajena":
                    suya = self.mesa.letra[asiento.institucion_id]
                    assert suya not in self.responsables(llave) | self.dijeron(llave), (
                        "a party verified what was its own"
                    )
            self.estados[llave] = str(asiento.hasta)
            self.al_mover(llave, asiento)
        self.reconocer()
        self.textos |= {hash_ for o in self.que_hay() if (hash_ := o.hash_de_contenido())}

    # -- what must always be true

    def toca(self, que: str) -> bool:
        """Whether anything was done since this was last looked at."""
        toca = self.mirado.get(que) != self.hecho
        self.mirado[que] = self.hecho
        return toca

    @invariant()
    def los_estados_son_los_de_la_bitacora(self) -> None:
        if not self.toca("estados"):
            return
        filas = Asiento.objects.filter(modelo__in=self.TABLAS, hasta__isnull=False).order_by("id")
        ultimos = {
            (modelo, objeto): (hasta, pk)
            for modelo, objeto, hasta, pk in filas.values_list("modelo", "objeto", "hasta", "pk")
        }
        for objeto in self.que_hay():
            llave = (objeto._meta.label_lower, objeto.pk)
            assert (objeto.estado, objeto.asiento_id) == ultimos[llave]
            assert objeto.estado == self.estados[llave]

    @staticmethod
    def exigir_sin_huecos(numeros: Iterable[int]) -> None:
        lista = sorted(numeros)
        assert lista == list(range(1, len(lista) + 1)), f"a gap in {lista}"
