"""The moves of a session of a body: its agenda, its call, who comes and goes, and the way to its end."""

import datetime as dt
import random
from typing import Any

from flujo.services import perform
from seguimiento import services as seguimiento
from tests.flujo.partidas.cuaderno import LIMA, UnActa, UnaSesion
from tests.flujo.partidas.organo import PartidaConOrgano
from tests.flujo.partidas.razones_de_sesion import POR_CONVOCAR
from tests.flujo.partidas.sala import MIEMBROS, REGLAS_DE_QUORUM, estan
from tests.flujo.partidas.tres import DIA

HORAS = [dt.time(9, 30), dt.time(10), dt.time(10), dt.time(23, 30)]


class MovidasDeSesion(PartidaConOrgano):
    def programar(self, azar: random.Random, bien: bool) -> None:
        quien = self.de_la_oficina(azar, bien)
        fecha, hora = self.c.hoy + azar.choice([-3, -2, -1, -1, 0, 0, 1]) * DIA, azar.choice(HORAS)
        esperadas = self.c.para_la_oficina(*quien)
        if self.probar(
            "programar",
            self.organo,
            quien,
            lambda acto: seguimiento.programar_sesion(
                self.el_organo(), fecha=fecha, hora=hora, lugar="Sala 1", acto=acto
            ),
            esperadas,
        ):
            nueva = UnaSesion(self.salida.pk, len(self.c.sesiones) + 1, fecha, hora)
            self.c.sesiones[nueva.pk] = nueva
            self.anotar(*quien)

    def cambiar_las_reglas(self, azar: random.Random) -> None:
        """From some day on: what was called by the old ones is held by the new ones."""
        quien = self.quien(azar, "mover", {"a", "b", "c"}, bien=False)
        desde, quorum = self.c.hoy + azar.choice([-1, 0, 1]) * DIA, azar.choice(REGLAS_DE_QUORUM)
        esperadas = self.c.para_cambiar_las_reglas(*quien, desde)
        if self.probar(
            "fijar_reglas",
            self.organo,
            quien,
            lambda acto: seguimiento.fijar_reglas(self.el_organo(), desde=desde, quorum=quorum, acto=acto),
            esperadas,
        ):
            self.c.reglas.append((desde, {**self.c.reglas[-1][1], "quorum": quorum}))
            self.anotar(*quien)

    # -- its agenda

    def proponer_punto(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        """Of the office it is in the agenda; of a member it waits to be included."""
        de_oficina = self.de_la_oficina(azar, bien)
        quien = de_oficina if bien else self.quien(azar, "preparar", set(MIEMBROS), bien)
        if self.probar(
            "agregar_punto",
            s,
            quien,
            lambda acto: seguimiento.agregar_punto(self.sesion(s), titulo="Un punto", acto=acto),
            self.c.para_proponer_un_punto(s, *quien),
            clave=azar.choice([None, None, "p1", "p2"]),
        ):
            s.puntos[self.salida.pk] = "por_tratar" if self.c.es_de_la_oficina(*quien) else "propuesto"
            self.anotar(*quien)

    def incluir_punto(self, azar: random.Random, s: UnaSesion) -> None:
        if not s.puntos:
            return
        quien, incluye = self.de_la_oficina(azar, bien=False), azar.random() < 0.7
        cual = azar.choice(sorted(s.puntos))
        punto = self.sesion(s).puntos.get(pk=cual)

        def hacer(acto: Any) -> Any:
            if incluye:
                return seguimiento.incluir_punto(punto, acto=acto)
            return seguimiento.no_incluir_punto(punto, motivo="No es de aquí.", acto=acto)

        if self.probar("incluir", s, quien, hacer, self.c.para_incluir(s, cual, *quien, incluye)):
            s.puntos[cual] = "por_tratar" if incluye else "no_incluido"
            self.anotar(*quien)

    def resolver_punto(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        posibles = (s.por_tratar() if bien else []) or sorted(s.puntos)
        if not posibles:
            return
        quien, cual = self.de_la_oficina(azar, bien), azar.choice(posibles)
        resultado = azar.choice(["tratado", "tratado", "diferido", "retirado"])
        punto = self.sesion(s).puntos.get(pk=cual)
        if self.probar(
            "resolver_punto",
            s,
            quien,
            lambda acto: seguimiento.resolver_punto(punto, resultado=resultado, motivo="x", acto=acto),
            self.c.para_resolver_un_punto(s, cual, *quien),
        ):
            s.puntos[cual] = resultado
            self.anotar(*quien)

    # -- its call

    def convocar(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        quien, breve = self.de_la_oficina(azar, bien), "Urge." if bien else azar.choice(["", "Urge."])
        if self.probar(
            "convocar",
            s,
            quien,
            lambda acto: seguimiento.convocar(self.sesion(s), aviso_breve=breve, acto=acto),
            self.c.para_convocar(s, *quien, breve),
            clave=azar.choice([None, "c1", "c2"]),
        ):
            self.c.convocar(s)
            self.anotar(*quien)

    def mover_de_fecha(self, azar: random.Random, s: UnaSesion) -> None:
        quien = self.de_la_oficina(azar, bien=False)
        fecha, hora = self.c.hoy + azar.choice([-1, 0, 1, 2]) * DIA, azar.choice(HORAS)
        if self.probar(
            "reprogramar",
            s,
            quien,
            lambda acto: seguimiento.cambiar_fecha(
                self.sesion(s), fecha=fecha, hora=hora, motivo="x", acto=acto
            ),
            self.c.para_mover_de_fecha(s, *quien, fecha, hora),
        ):
            s.estado, s.es_segunda = "reprogramada", False
            self.se_van_ese_dia(s)
            s.fecha, s.hora = fecha, hora
            self.anotar(*quien)

    def pasar_a_la_segunda(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        quien = self.de_la_oficina(azar, bien)
        fecha = s.fecha + azar.choice([0, 1, 1]) * DIA
        hora = dt.time(11) if bien else azar.choice([dt.time(9), dt.time(10), dt.time(11)])
        if self.probar(
            "segunda",
            s,
            quien,
            lambda acto: seguimiento.pasar_a_segunda(self.sesion(s), fecha=fecha, hora=hora, acto=acto),
            self.c.para_la_segunda(s, *quien, fecha, hora),
        ):
            if fecha != s.fecha:
                self.se_van_ese_dia(s)
            s.estado, s.es_segunda, s.fecha, s.hora = "convocada", True, fecha, hora
            self.anotar(*quien)

    def se_van_todos(self, s: UnaSesion, momento: dt.datetime) -> None:
        """Whoever was still there left then."""
        for e in s.filas.values():
            e.sale = e.sale or momento

    def se_van_ese_dia(self, s: UnaSesion) -> None:
        """It was moved: whoever had come left with the day that it had, and is not there on the new one."""
        medianoche = dt.datetime.combine(s.fecha + DIA, dt.time(), tzinfo=LIMA)
        for e in s.filas.values():
            e.sale = e.sale or (min(self.c.ahora, medianoche) if e.llega < medianoche else self.c.ahora)

    def cancelar(self, azar: random.Random, s: UnaSesion) -> None:
        quien = self.de_la_oficina(azar, bien=False)
        if self.probar(
            "cancelar",
            s,
            quien,
            lambda acto: perform(self.sesion(s), "cancelar", acto=acto, motivo="x"),
            self.c.para_dar_un_paso(s, *quien, POR_CONVOCAR | {"convocada", "sin_quorum"}),
        ):
            s.estado = "cancelada"
            self.anotar(*quien)

    # -- while it is held

    def decir_que_no_hubo_quorum(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        quien = self.de_la_oficina(azar, bien)
        if self.probar(
            "sin_quorum",
            s,
            quien,
            lambda acto: perform(self.sesion(s), "declarar_sin_quorum", acto=acto),
            self.c.para_decir_que_no_hubo_quorum(s, *quien),
        ):
            s.estado = "sin_quorum"
            self.anotar(*quien)

    def instalar(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        quien = self.de_la_oficina(azar, bien)
        momento = self.c.momento_que_cuenta(s)
        dicho = None if bien or azar.random() < 0.4 else self.momento(azar, s, bien)
        momento = dicho or momento
        presentes = sorted(estan(s.estancias, momento))
        preside = azar.choice([None, *presentes]) if bien else azar.choice([None, None, *MIEMBROS])
        if bien and "titular_a" not in presentes and presentes:
            preside = azar.choice(presentes)
        if self.probar(
            "instalar",
            s,
            quien,
            lambda acto: seguimiento.instalar(
                self.sesion(s),
                instalada_at=dicho,
                preside=self.miembro[preside] if preside else None,
                acto=acto,
            ),
            self.c.para_instalar(s, *quien, momento, preside),
        ):
            self.instalada(s)
            assert s.preside == (preside or "titular_a"), "somebody else presides"
            self.anotar(*quien)

    def instalada(self, s: UnaSesion) -> None:
        """The rules of its day are its own from now on, and its acta begins."""
        fila = self.salida
        s.estado, s.instalada, s.reglas = "instalada", fila.instalada_at, self.c.reglas_al(s.fecha)
        s.preside = self.nombre_de[fila.preside_id]
        s.lleva = self.nombre_de[fila.secretaria_id] if fila.secretaria_id else None
        assert s.instalada
        assert {s.preside, s.lleva} - {None} <= estan(s.estancias, s.instalada)
        assert self.c.hay_quorum(s, s.instalada), "it was installed without quórum"
        s.acta = UnActa(fila.acta.pk, s)
        self.c.actas[s.acta.pk] = s.acta

    def iniciar(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        self.seguir(azar, s, bien, "iniciar", "instalada")

    def reanudar(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        self.seguir(azar, s, bien, "reanudar", "suspendida")

    def seguir(self, azar: random.Random, s: UnaSesion, bien: bool, paso: str, desde: str) -> None:
        quien = self.de_la_oficina(azar, bien)
        if self.probar(
            paso,
            s,
            quien,
            lambda acto: perform(self.sesion(s), paso, acto=acto),
            self.c.para_seguir(s, *quien, desde),
        ):
            s.estado = "en_curso"
            self.anotar(*quien)

    def suspender(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        quien, momento = self.de_la_oficina(azar, bien), self.al_final(azar, s, bien)
        continua, hora = s.fecha + azar.choice([-1, 0, 1, 1, 2]) * DIA, dt.time(azar.randrange(9, 24))
        if self.probar(
            "suspender",
            s,
            quien,
            lambda acto: seguimiento.suspender(
                self.sesion(s),
                motivo="x",
                continua_el=continua,
                hora=hora,
                suspendida_at=momento,
                acto=acto,
            ),
            self.c.para_suspender(s, *quien, momento, dt.datetime.combine(continua, hora, tzinfo=LIMA)),
        ):
            s.estado, s.continua_el = "suspendida", continua
            self.se_van_todos(s, momento)
            self.anotar(*quien)

    def terminar(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        quien, momento = self.de_la_oficina(azar, bien), self.al_final(azar, s, bien)
        if self.probar(
            "finalizar",
            s,
            quien,
            lambda acto: seguimiento.finalizar(self.sesion(s), terminada_at=momento, acto=acto),
            self.c.para_terminar(s, *quien, momento),
        ):
            s.estado, s.terminada, s.continua_el = "finalizada", momento, None
            self.se_van_todos(s, momento)
            self.anotar(*quien)

    def al_final(self, azar: random.Random, s: UnaSesion, bien: bool) -> dt.datetime:
        """Mostly after all that happened."""
        if not bien and azar.random() < 0.6:
            return self.momento(azar, s, bien)
        votos = [v.a_las for _p, v in s.acta.votados()] if s.acta else []
        idas = [m for e in s.estancias for m in (e.llega, e.sale) if m]
        ultimo = max([s.instalada or s.comienza, *idas, *votos])
        return min(ultimo + dt.timedelta(minutes=5), self.c.ahora)
