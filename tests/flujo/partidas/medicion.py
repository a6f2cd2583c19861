"""The board of measurements: who measures, who validates, and what a quarter keeps once it closed."""

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TransicionNoDeclarada
from flujo.services import perform
from planes import services as planes
from planes.models import AccionConjunta, Indicador, Medicion, TrimestreDePlan
from planes.queries import medidas_de
from planes.services import DatosDeAccion, DatosDeIndicador
from tests import factories as f
from tests.flujo.partidas.libro import MesaDePlan
from tests.flujo.partidas.prevista import Negativas, PartidaPrevista
from tests.flujo.partidas.tablas import DATOS, MEDICION, PASOS_DE_MEDICION, QUE, SOBRE_TEXTO
from tests.flujo.partidas.trabajo import AZAR, Llave
from tests.flujo.partidas.tres import DIA

INDICADORES = [
    DatosDeIndicador(nombre=nombre, unidad="personas", metas={n: Decimal(10 * n) for n in (1, 2, 3, 4)})
    for nombre in ("Personas formadas", "Personas atendidas")
]
DE_QUIEN = {1: {"a"}, 2: {"b"}, 3: {"a", "b"}, 4: {"a", "b", "c"}}
"""Who answers for each action, and so measures it."""
TERMINADAS = {"validada", "validacion_no_obtenida"}
VIVAS = {"presentada", *TERMINADAS}
Serie = tuple[int, str, int]
"""An indicator of an action in a quarter."""


@dataclass(frozen=True)
class Intento:
    """What somebody would say of an indicator."""

    numero: int
    nombre: str
    n: int
    fecha: dt.date
    enlace: str = "https://demo.invalid/lista"
    valor: int = 5


class MesaDeMedicion(MesaDePlan):
    """The plan of the three, carried out; `a` measured one of its indicators. Its first quarter ended, still open."""

    def __init__(self) -> None:
        super().__init__("en_ejecucion")
        self.acciones = dict(AccionConjunta.objects.filter(plan=self.plan).values_list("numero", "pk"))
        self.trimestres = {
            t["n"]: t for t in TrimestreDePlan.objects.filter(plan=self.plan).order_by("n").values()
        }
        self.medir(Intento(1, INDICADORES[0].nombre, 1, self.trimestres[1]["hasta"]), self.acto("equipo_a"))

    def medir(self, que: Intento, acto: Acto) -> Medicion:
        indicador = Indicador.objects.select_related("accion__plan__expediente").get(
            accion=self.acciones[que.numero], nombre=que.nombre
        )
        return planes.medir(
            indicador,
            trimestre=que.n,
            valor=Decimal(que.valor),
            fecha=que.fecha,
            fuente="Lista de la unidad",
            enlace=que.enlace,
            acto=acto,
        )

    def contenido(self, letras: str, dias: int = 0, monto: int = 1000) -> DatosDeAccion:
        return replace(super().contenido(letras, dias, monto), indicadores=INDICADORES)


class PartidaDeMedicion(PartidaPrevista):
    TABLAS = PASOS_DE_MEDICION
    QUE, SOBRE_TEXTO, DATOS = QUE, SOBRE_TEXTO, DATOS
    FILAS = (Medicion, TrimestreDePlan)
    COMIENZOS = ["en_ejecucion"]

    mesa: MesaDeMedicion

    @staticmethod
    def mesa_nueva(comienzo: str) -> MesaDeMedicion:
        return MesaDeMedicion()

    def __init__(self, mesa: Any) -> None:
        self.dicho: dict[int, dict[str, Any]] = {}
        self.series: dict[Serie, list[int]] = {}
        self.al_cierre: dict[int, Any] = {}
        self.sin_medir: set[int] = set()
        self.plan_esta = "en_ejecucion"
        super().__init__(mesa)

    # -- what there is, by the player's own book

    def objetos(self) -> Iterable[Medicion]:
        return Medicion.objects.select_related("accion__plan__expediente", "trimestre").order_by("pk")

    def responsables(self, llave: Llave) -> set[str]:
        """Whoever measured it: of a joint action, another responsible party validates."""
        return {self.mesa.letra[self.dicho[llave[1]]["institucion_id"]]}

    def reconocer(self) -> None:
        numero_de = {pk: numero for numero, pk in self.mesa.acciones.items()}
        n_de = {t["id"]: n for n, t in self.mesa.trimestres.items()}
        for pk, fila in self.de_cada_una().items():
            if pk in self.dicho:
                continue
            self.dicho[pk] = fila
            serie = (numero_de[fila["accion_id"]], fila["indicador"], n_de[fila["trimestre_id"]])
            self.series.setdefault(serie, []).append(fila["id"])
            self.estados.setdefault((MEDICION, fila["id"]), fila["estado"])

    def viva(self, serie: Serie) -> int | None:
        """What stands said of it."""
        suyas = [pk for pk in self.series.get(serie, []) if self.estados[MEDICION, pk] in VIVAS]
        return suyas[-1] if suyas else None

    @property
    def se_mide(self) -> bool:
        return self.plan_esta in ("en_ejecucion", "en_evaluacion")

    # -- what is foretold

    def impide(self, objeto: Any, paso: str, acto: Acto) -> Negativas:
        if paso == "cerrar_sin_validar":
            cierra = {t["id"]: t["cierra"] for t in self.mesa.trimestres.values()}[objeto.trimestre_id]
            otras = self.personal.vigentes - self.responsables((MEDICION, objeto.pk))
            return {CondicionesIncumplidas} if otras and cierra >= f.hoy() else set()
        return set() if self.se_mide else {CondicionesIncumplidas}

    def hacer(self, objeto: Any, paso: str, acto: Acto) -> Any:
        if paso == "reemplazar":
            return None  # no page offers it: it comes with the next measurement
        return super().hacer(objeto, paso, acto)

    def impide_medir(self, que: Intento, acto: Acto) -> Negativas:
        faltan = self.no_puede(acto, "editar", DE_QUIEN[que.numero])
        if not self.se_mide or que.numero in self.sin_medir:
            faltan.add(TransicionNoDeclarada)
        trimestre = self.mesa.trimestres.get(que.n)
        if trimestre is None:
            return faltan | {DatosInvalidos}
        if trimestre["cierra"] < f.hoy():
            faltan.add(CondicionesIncumplidas)
        if not trimestre["desde"] <= que.fecha <= min(trimestre["hasta"], f.hoy()) or not que.enlace:
            faltan.add(DatosInvalidos)
        viva = self.viva((que.numero, que.nombre, que.n))
        if viva and (
            self.estados[MEDICION, viva] in TERMINADAS
            or self.responsables((MEDICION, viva)) != {self.por(acto)}
        ):
            faltan.add(DatosInvalidos)
        return faltan

    # -- what is done besides steps

    @rule(
        azar=AZAR,
        n=st.sampled_from([1, 1, 1, 2, 2, 3, 9]),
        como=st.sampled_from(["bien"] * 6 + ["antes", "mañana", "sin enlace"]),
        veces=st.integers(2, 4),
    )
    def medir(self, azar: random.Random, n: int, como: str, veces: int) -> None:
        """Somebody says what an indicator came to, and perhaps says it again; then others look at it."""
        hasta = self.mesa.trimestres.get(n, self.mesa.trimestres[1])["hasta"]
        fecha = {"antes": self.mesa.plan.desde - DIA, "mañana": f.hoy() + DIA}.get(como, min(hasta, f.hoy()))
        que = Intento(azar.choice([1, 2, 3, 3, 4]), azar.choice(INDICADORES).nombre, n, fecha)
        if como == "sin enlace":
            que = replace(que, enlace="")
        pueden = self.personal.pueden("editar", DE_QUIEN[que.numero])
        for _ in range(veces):
            quien = azar.choice(pueden if pueden and azar.random() < 0.8 else sorted(self.mesa.gente))
            de = azar.choice([None, "a", "b", "c"]) if "asistente" in quien else None
            clave = azar.choice([None, None, "a", "b"])
            self.decir(quien, de, clave, replace(que, valor=azar.randint(1, 50)))
            if azar.random() < 0.5 and (viva := self.viva((que.numero, que.nombre, n))):
                una = next(m for m in self.que_hay() if m.pk == viva)
                self.juzgar(azar, una, ["validar", "devolver", "devolver"])

    def decir(self, quien: str, de: str | None, clave: str | None, que: Intento) -> None:
        self.intentar(
            quien,
            lambda acto: self.prever(
                self.impide_medir(que, acto),
                (MEDICION, None, "crear"),
                acto,
                lambda: self.mesa.medir(que, acto),
            ),
            de,
            clave,
        )

    @rule(azar=AZAR)
    def mirar_lo_medido(self, azar: random.Random) -> None:
        self.juzgan(azar)

    def juzgan(self, azar: random.Random) -> None:
        """Two of those who could, were it not their own."""
        if presentadas := [m for m in self.que_hay() if m.estado == "presentada"]:
            self.juzgar(azar, azar.choice(presentadas), ["validar", "devolver"])

    @rule(cuantos=st.sampled_from([1, 7, 20, 60]))
    def pasan_los_dias(self, cuantos: int) -> None:
        """Until after the second quarter closed."""
        if self.dias < 110:
            self.viajar(cuantos)

    @rule(azar=AZAR, que=st.sampled_from(["accion", "accion", "nada", "nada", "nada", "todo"]))
    def se_acaba(self, azar: random.Random, que: str) -> None:
        """An action comes to nothing, or the whole plan to its end: nothing of it is measured any more."""
        quedan = sorted(set(DE_QUIEN) - self.sin_medir)
        if que == "nada" or not quedan:
            return
        for numero in quedan if que == "todo" else [azar.choice(quedan)]:
            self.no_se_hace(numero)
        if que == "todo":
            self.mover_el_plan("iniciar_evaluacion", "en_evaluacion")
            if all(m.estado != "presentada" for m in self.que_hay()):
                self.mover_el_plan("dar_por_evaluado", "evaluado", resultado="No se hizo nada.")
            self.juzgan(azar)

    def no_se_hace(self, numero: int) -> None:
        accion = AccionConjunta.objects.select_related("plan__expediente").get(pk=self.mesa.acciones[numero])
        for quien in self.personal.pueden("mover", DE_QUIEN[numero])[:1]:
            acto = self.mesa.acto(quien)
            perform(accion, "dar_por_no_ejecutada", acto=acto, motivo="No hubo con quién.")
            self.sin_medir.add(numero)
            self.leidos = self.leidas = None

    def mover_el_plan(self, paso: str, a: str, **datos: Any) -> None:
        if len(self.sin_medir) == len(DE_QUIEN):
            quien = self.personal.pueden("mover", {"a", "b", "c"})[0]
            perform(self.mesa.vivo(), paso, acto=self.mesa.acto(quien), **datos)
            self.plan_esta, self.leidos, self.leidas = a, None, None

    # -- what must always be true

    def de_cada_una(self) -> dict[int, dict[str, Any]]:
        filas: Any = Medicion.objects.order_by("pk").values()
        return {fila["id"]: fila for fila in filas}

    @invariant()
    def lo_dicho_no_cambia(self) -> None:
        """Of what was measured nothing moves but its state, and what came to an end not even that."""
        if not self.toca("dicho"):
            return
        ahora = self.de_cada_una()
        assert ahora.keys() == self.dicho.keys()
        for pk, fila in ahora.items():
            antes = self.dicho[pk]
            if fila["estado"] != antes["estado"]:
                assert antes["estado"] == "presentada", "what had come to an end moved on"
                antes = self.dicho[pk] = antes | {c: fila[c] for c in ("estado", "asiento_id")}
            assert fila == antes, "what was measured changed"

    @invariant()
    def nadie_juzga_lo_suyo(self) -> None:
        if self.toca("suyo"):
            for una in Medicion.objects.filter(estado__in=["validada", "devuelta"]).select_related("asiento"):
                assert una.asiento.institucion_id != una.institucion_id, "a party judged its own measurement"

    @invariant()
    def un_trimestre_cerrado_no_cambia(self) -> None:
        """It has the measurements that it had, and none of them was replaced since; others may still judge them."""
        for n, trimestre in self.mesa.trimestres.items():
            if not self.toca(f"trimestre {n}"):
                continue
            suyas = Medicion.objects.filter(trimestre=trimestre["id"]).order_by("pk")
            ahora = [(m.pk, m.valor, m.estado == "reemplazada") for m in suyas]
            if f.hoy() <= trimestre["cierra"]:
                self.al_cierre[n] = ahora
            assert ahora == self.al_cierre.get(n, []), "a quarter that had closed changed"

    @invariant()
    def los_trimestres_quedan_escritos(self) -> None:
        if self.toca("trimestres"):
            filas = TrimestreDePlan.objects.filter(plan=self.mesa.plan).values()
            assert {t["n"]: t for t in filas} == self.mesa.trimestres

    @invariant()
    def cada_una_corrige_a_la_anterior(self) -> None:
        """Nothing is said twice of one quarter: each measurement comes in the place of the one before, without gaps."""
        if not self.toca("corrige"):
            return
        for suyas in self.series.values():
            filas = list(Medicion.objects.filter(pk__in=suyas).order_by("pk"))
            assert [m.corrige_id for m in filas] == [None, *(m.pk for m in filas[:-1])]
            assert all(m.estado in ("reemplazada", "devuelta") for m in filas[:-1]), "two stand at once"

    @invariant()
    def cuenta_solo_lo_que_otra_parte_valido(self) -> None:
        if not self.toca("cuenta"):
            return
        for medida in medidas_de(list(AccionConjunta.objects.filter(plan=self.mesa.plan))):
            serie = (medida.accion.numero, medida.indicador.nombre)
            vivas = {n: viva for n in (1, 2, 3, 4) if (viva := self.viva((*serie, n)))}
            validas = [pk for _n, pk in sorted(vivas.items()) if self.estados[MEDICION, pk] == "validada"]
            cuenta = medida.ultima.valor if medida.ultima else None
            assert cuenta == (self.dicho[validas[-1]]["valor"] if validas else None)
