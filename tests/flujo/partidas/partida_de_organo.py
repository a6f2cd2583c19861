"""The board of a body: its sessions, and the actas of them, from the call to the book."""

import random
from collections.abc import Callable
from itertools import chain
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.flujo.partidas.cuaderno import UnActa, UnaSesion
from tests.flujo.partidas.lo_que_consta import LoQueConsta
from tests.flujo.partidas.trabajo import AZAR

DE_LA_OBSERVADA = ["observar", "responder", "responder", "circular", "pedir_firma", "decir_por_que_va_antes"]
DESDE: dict[str, list[str]] = {
    "borrador": ["circular", "que_la_apruebe_la_sesion", "ejecutar", "decir_por_que_va_antes"],
    "circulada": [
        *("aprobar", "aprobar", "observar", "observar", "callar", "que_la_apruebe_la_sesion"),
        *("pedir_firma", "decir_por_que_va_antes"),
    ],
    "observada": DE_LA_OBSERVADA,
    "aprobada": ["pedir_firma", "enviar_a_firma", "ejecutar", "callar", "que_la_apruebe_la_sesion"],
    "en_firma": ["firmar", "firmar", "incorporar"],
    "firmada": ["incorporar", "firmar"],
    "incorporada_al_libro": ["distribuir", "incorporar"],
    "distribuida": ["distribuir", "observar", "circular", "ejecutar"],
}
"""What may be tried with an acta where it stands."""
SIN_ESMERO = {"pedir_firma", "ejecutar", "decir_por_que_va_antes"}


class PartidaDeOrgano(LoQueConsta):
    # -- whoever may does what comes next: a game of refusals alone would see little

    @initialize(azar=AZAR)
    def se_constituye(self, azar: random.Random) -> None:
        """And it has met already, some way: from its first day on, chance would not come far."""
        self.constituir(azar)
        for _ in range(azar.randrange(30)):
            self.adelantar_una(azar)

    def abiertas(self) -> list[UnaSesion]:
        return [
            s
            for s in self.c.sesiones.values()
            if s.estado != "cancelada" and not (s.acta and s.acta.estado == "distribuida")
        ]

    @rule(azar=AZAR, veces=st.integers(1, 4))
    def avanzar(self, azar: random.Random, veces: int) -> None:
        for _ in range(veces):
            self.adelantar_una(azar)

    def adelantar_una(self, azar: random.Random) -> None:
        """One of the two sessions that have waited longest."""
        if abiertas := self.abiertas():
            self.adelantar(azar, azar.choice(abiertas[:2]))
        else:
            self.programar(azar, bien=True)

    def adelantar(self, azar: random.Random, s: UnaSesion) -> None:
        if s.estado == "finalizada" and s.acta:
            self.adelantar_el_acta(azar, s.acta)
        elif s.estado in ("programada", "reprogramada"):
            (self.convocar if s.por_tratar() else self.proponer_punto)(azar, s, bien=True)
        elif s.estado == "sin_quorum":
            self.pasar_a_la_segunda(azar, s, bien=True)
        elif s.estado == "en_curso" and s.acta:
            self.tratar(azar, s, s.acta)
        elif s.fecha > self.c.hoy:
            self.viajar(1)
        else:
            self.reunir(azar, s)

    def reunir(self, azar: random.Random, s: UnaSesion) -> None:
        """They come until they are enough, or it is said that they were not."""
        esta = self.c.hay_quorum(s, self.c.momento_que_cuenta(s))
        sin_aviso = s.convocada_el and s.convocada_el <= s.fecha and self.c.rigen(s)["aviso"]
        if s.estado == "convocada" and esta and (not sin_aviso or self.c.estan_todos(s)):
            self.instalar(azar, s, bien=True)
        elif s.estado == "convocada" and not esta and azar.random() < 0.15:
            self.decir_que_no_hubo_quorum(azar, s, bien=True)
        elif s.estado != "convocada" and esta:
            (self.iniciar if s.estado == "instalada" else self.reanudar)(azar, s, bien=True)
        else:
            self.llegar(azar, s, bien=True)

    def tratar(self, azar: random.Random, s: UnaSesion, a: UnActa) -> None:
        sin_votar = self.un_acuerdo(azar, a, sin_votar=True)
        if sin_votar and sin_votar.efecto == "ninguno" and azar.random() < 0.5:
            self.fijar_efecto(azar, a, bien=True)
        elif sin_votar:
            self.votar(azar, a, bien=True)
        elif len(a.parrafos) < 2 and azar.random() < 0.8:
            self.escribir(azar, a, bien=True)
        elif s.por_tratar():
            self.resolver_punto(azar, s, bien=True)
        else:
            (self.suspender if azar.random() < 0.15 else self.terminar)(azar, s, bien=True)

    def adelantar_el_acta(self, azar: random.Random, a: UnActa) -> None:
        if a.estado in ("borrador", "observada"):
            self.completar(azar, a)
        elif a.estado == "circulada":
            self.que_se_apruebe(azar, a)
        elif a.estado == "aprobada":
            (self.pedir_firma(azar, a) if azar.random() < 0.3 else self.enviar_a_firma(azar, a, bien=True))
        elif a.estado == "en_firma":
            self.firmar(azar, a, bien=True)
        elif a.estado == "firmada":
            self.incorporar(azar, a, bien=True)
        else:
            self.distribuir(azar, a, bien=True)

    def completar(self, azar: random.Random, a: UnActa) -> None:
        if not all(a.observaciones.values()):
            self.responder(azar, a, bien=True)
        elif self.un_acuerdo(azar, a, sin_votar=True):
            self.votar(azar, a, bien=azar.random() < 0.7)
        elif self.c.le_falta(a):
            self.escribir(azar, a, bien=True)
        elif a.estado == "borrador" and self.c.acuerdo_que_la_aprueba(a) and azar.random() < 0.5:
            self.que_la_apruebe_la_sesion(azar, a, bien=True)
        else:
            self.circular(azar, a, bien=True)

    def que_se_apruebe(self, azar: random.Random, a: UnActa) -> None:
        if a.forma == "en_sesion":
            self.que_la_apruebe_la_sesion(azar, a, bien=True)
        elif a.forma == "por_silencio" and azar.random() < 0.7:
            self.callar(azar, a, bien=True)
        elif azar.random() < 0.2:
            self.observar(azar, a, bien=True)
        else:
            self.aprobar(azar, a, bien=True)

    # -- anybody does anything

    @rule(azar=AZAR)
    def dar_un_paso(self, azar: random.Random) -> None:
        """Anybody, any step of any session, whenever it occurs to them."""
        if not self.c.sesiones:
            return
        s = azar.choice(list(self.c.sesiones.values()))
        con_esmero: list[Callable[..., None]] = [
            *(self.proponer_punto, self.resolver_punto, self.convocar, self.pasar_a_la_segunda),
            *(self.decir_que_no_hubo_quorum, self.instalar, self.iniciar, self.reanudar),
            *(self.suspender, self.terminar),
        ]
        otros: list[Callable[..., None]] = [self.incluir_punto, self.mover_de_fecha, self.cancelar]
        hacer: Any = azar.choice([*con_esmero, *otros])
        if hacer in otros:
            hacer(azar, s)
        else:
            hacer(azar, s, bien=False)

    @rule(azar=AZAR)
    def ir_y_venir(self, azar: random.Random) -> None:
        if not self.c.sesiones:
            return
        s = azar.choice(list(self.c.sesiones.values()))
        hacer = azar.choice([self.llegar, self.corregir, self.corregir])
        hacer(azar, s, bien=azar.random() < 0.5)

    @precondition(lambda self: self.c.actas)
    @rule(azar=AZAR)
    def escribir_y_votar(self, azar: random.Random) -> None:
        a = azar.choice(list(self.c.actas.values()))
        que = azar.choice(["escribir", "cambiar", "cambiar", "retirar", "votar", "votar", "quitar", "efecto"])
        if que in ("retirar", "quitar"):
            (self.retirar if que == "retirar" else self.quitar_la_votacion)(azar, a)
            return
        hacer = {
            "escribir": self.escribir,
            "cambiar": self.cambiar,
            "votar": self.votar,
            "efecto": self.fijar_efecto,
        }[que]
        hacer(azar, a, bien=azar.random() < 0.3)

    @precondition(lambda self: self.c.actas)
    @rule(azar=AZAR)
    def llevar_el_acta(self, azar: random.Random) -> None:
        """Anybody, any step of any acta; mostly one that somebody may take from where it stands."""
        a = azar.choice(list(self.c.actas.values()))
        que = azar.choice(DESDE[a.estado] if azar.random() < 0.8 else sorted({*chain(*DESDE.values())}))
        if que in SIN_ESMERO:
            getattr(self, que)(azar, a)
        else:
            getattr(self, que)(azar, a, bien=False)

    @rule(azar=AZAR)
    def otra_sesion(self, azar: random.Random) -> None:
        if azar.random() < 0.3:
            self.cambiar_las_reglas(azar)
        elif len(self.c.sesiones) < 4:
            self.programar(azar, bien=False)
