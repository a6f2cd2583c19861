"""Why something may not be done in a session of a body, and what becomes of the session when it is done."""

import datetime as dt
from collections.abc import Mapping

from tests.flujo.partidas.cuaderno import (
    EN_LA_AGENDA,
    EN_SESION,
    FALTA,
    NO_HAY_PASO,
    NO_VALE,
    POR_CELEBRAR,
    SE_ESCRIBE,
    SIN_PERMISO,
    Cuaderno,
    Razones,
    UnActa,
    UnaSesion,
    UnParrafo,
    razones,
)
from tests.flujo.partidas.sala import MIEMBROS, PLAZAS, PRESIDE, Estancia, estan, sentados

POR_CONVOCAR = {"programada", "reprogramada"}
SE_ANOTA = {"convocada", "sin_quorum", "finalizada"} | EN_SESION


class DeSesiones(Cuaderno):
    def para_la_oficina(self, quien: str, de: str | None) -> Razones:
        return razones((not self.es_de_la_oficina(quien, de), SIN_PERMISO))

    def para_dar_un_paso(self, s: UnaSesion, quien: str, de: str | None, desde: set[str]) -> Razones:
        return self.para_la_oficina(quien, de) | razones((s.estado not in desde, NO_HAY_PASO))

    # -- rules

    def para_cambiar_las_reglas(self, quien: str, de: str | None, desde: dt.date) -> Razones:
        celebradas = [s for s in self.sesiones.values() if s.instalada and s.fecha >= desde]
        return razones(
            (not self.gremio.puede(quien, de, "mover", {"a", "b", "c"}), SIN_PERMISO),
            (self.reglas[-1][0] >= desde or celebradas, NO_VALE),
        )

    # -- agenda

    def estan_todos(self, s: UnaSesion) -> bool:
        return len(sentados(estan(s.estancias, self.momento_que_cuenta(s)))) == len(PLAZAS)

    def para_proponer_un_punto(self, s: UnaSesion, quien: str, de: str | None) -> Razones:
        incluye = self.es_de_la_oficina(quien, de)
        return razones(
            (not self.gremio.puede(quien, de, "preparar", set(MIEMBROS)), SIN_PERMISO),
            (s.estado not in POR_CONVOCAR | EN_SESION | {"convocada"}, FALTA),
            (incluye and s.estado == "convocada", FALTA),
            (incluye and s.estado in EN_SESION and not self.estan_todos(s), FALTA),
        )

    def para_incluir(self, s: UnaSesion, punto: int, quien: str, de: str | None, incluye: bool) -> Razones:
        esta = s.puntos[punto] in EN_LA_AGENDA
        en_sesion = s.estado in EN_SESION
        return self.para_la_oficina(quien, de) | razones(
            (s.estado not in POR_CONVOCAR | EN_SESION | {"convocada"}, FALTA),
            (s.estado == "convocada" and (incluye or esta), FALTA),
            (en_sesion and esta, FALTA),
            (en_sesion and incluye and not self.estan_todos(s), FALTA),
        )

    def para_resolver_un_punto(self, s: UnaSesion, punto: int, quien: str, de: str | None) -> Razones:
        return self.para_la_oficina(quien, de) | razones(
            (s.estado != "en_curso" or s.puntos[punto] not in EN_LA_AGENDA, FALTA)
        )

    # -- the call

    def llega_a_tiempo(self, s: UnaSesion, convocada_el: dt.date) -> bool:
        """The notice is of no day, or of more business days than this board ever looks ahead."""
        return self.reglas_al(convocada_el)["aviso"] == 0 and convocada_el <= s.fecha

    def para_convocar(self, s: UnaSesion, quien: str, de: str | None, breve: str) -> Razones:
        por_venir = s.fecha >= self.hoy
        return self.para_dar_un_paso(s, quien, de, POR_CONVOCAR) | razones(
            (not s.por_tratar(), FALTA),
            (por_venir and not breve and not self.llega_a_tiempo(s, self.hoy), FALTA),
        )

    def convocar(self, s: UnaSesion) -> None:
        if s.numero is None:
            anio = s.fecha.year if self.reglas_al(self.hoy)["numeracion"] == "por_anio" else 0
            s.numero = self.numerar("sesion", anio)
        s.estado, s.convocada_el = "convocada", self.hoy

    def para_mover_de_fecha(
        self, s: UnaSesion, quien: str, de: str | None, fecha: dt.date, hora: dt.time
    ) -> Razones:
        return self.para_dar_un_paso(s, quien, de, POR_CELEBRAR) | razones(
            ((fecha, hora) == (s.fecha, s.hora) or fecha < self.hoy, NO_VALE)
        )

    def para_la_segunda(
        self, s: UnaSesion, quien: str, de: str | None, fecha: dt.date, hora: dt.time
    ) -> Razones:
        return self.para_dar_un_paso(s, quien, de, {"sin_quorum"}) | razones(
            ((fecha, hora) <= (s.fecha, s.hora), NO_VALE)
        )

    # -- while it is held

    def para_decir_que_no_hubo_quorum(self, s: UnaSesion, quien: str, de: str | None) -> Razones:
        return self.para_dar_un_paso(s, quien, de, {"convocada"}) | razones(
            (s.comienza > self.ahora, FALTA),
            (self.hay_quorum(s, self.momento_que_cuenta(s)), FALTA),
        )

    def para_instalar(
        self, s: UnaSesion, quien: str, de: str | None, momento: dt.datetime, preside: str | None
    ) -> Razones:
        cuenta = self.momento_que_cuenta(s)
        presentes = estan(s.estancias, momento)
        preside = preside or (PRESIDE if presentes else None)
        a_tiempo = s.convocada_el and (s.convocada_el > s.fecha or self.llega_a_tiempo(s, s.convocada_el))
        return self.para_dar_un_paso(s, quien, de, {"convocada"}) | razones(
            (self.no_es_de_su_dia(s, momento), NO_VALE),
            (preside and preside not in presentes, NO_VALE),
            (not self.hay_quorum(s, momento), NO_VALE),
            (not self.hay_quorum(s, cuenta), FALTA),
            (s.fecha > self.hoy, FALTA),
            (not a_tiempo and not self.estan_todos(s), FALTA),
        )

    def para_seguir(self, s: UnaSesion, quien: str, de: str | None, desde: str) -> Razones:
        return self.para_dar_un_paso(s, quien, de, {desde}) | razones(
            (not self.hay_quorum(s, self.momento_que_cuenta(s)), FALTA)
        )

    def para_dejarla(self, s: UnaSesion, momento: dt.datetime) -> Razones:
        """Suspended or ended at that moment: everybody leaves, and nobody votes after it."""
        votos = [v.a_las for _p, v in s.acta.votados()] if s.acta else []
        return razones(
            (momento > self.ahora, NO_VALE),
            (any(a_las >= momento for a_las in votos), FALTA),
            (any(e.sale is None and e.llega >= momento for e in s.filas.values()), NO_VALE),
        )

    def para_suspender(
        self, s: UnaSesion, quien: str, de: str | None, momento: dt.datetime, continua: dt.datetime
    ) -> Razones:
        de_paso = self.para_dar_un_paso(s, quien, de, {"en_curso"})
        return (
            de_paso
            | self.para_dejarla(s, momento)
            | razones((continua <= momento or continua.date() < s.fecha, NO_VALE))
        )

    def para_terminar(self, s: UnaSesion, quien: str, de: str | None, momento: dt.datetime) -> Razones:
        de_paso = self.para_dar_un_paso(s, quien, de, {"en_curso", "suspendida"})
        return (
            de_paso
            | self.para_dejarla(s, momento)
            | razones((s.por_tratar(), FALTA), (not s.instalada or momento < s.instalada, NO_VALE))
        )

    # -- who is there

    def no_es_de_su_dia(self, s: UnaSesion, momento: dt.datetime) -> bool:
        return momento > self.ahora or momento.astimezone(s.comienza.tzinfo).date() < s.fecha

    def para_anotar(self, s: UnaSesion, quien: str, de: str | None) -> Razones:
        cerrada = s.acta is not None and s.acta.estado not in SE_ESCRIBE
        return self.para_la_oficina(quien, de) | razones((s.estado not in SE_ANOTA or cerrada, FALTA))

    def para_que_conste(
        self, s: UnaSesion, fila: int | None, nueva: Estancia | None, *dichos: dt.datetime
    ) -> Razones:
        """That a row reads so, or is taken away (None); `dichos` are the moments that somebody writes."""
        otras = [e for pk, e in s.filas.items() if pk != fila]
        quedan = [*otras, nueva] if nueva else otras
        despues = s.terminada and any(m > s.terminada for m in dichos)
        return razones(
            (any(self.no_es_de_su_dia(s, m) for m in dichos) or despues, NO_VALE),
            (nueva and nueva.sale and nueva.sale <= nueva.llega, NO_VALE),
            (nueva and any(nueva.choca(otra) for otra in otras), NO_VALE),
            (self.votos_que_caen(s, quedan), NO_VALE),
        )

    def votos_que_caen(self, s: UnaSesion, filas: list[Estancia]) -> list[UnParrafo]:
        """Those that would not have been taken by whoever took them."""
        ficticia = UnaSesion(s.pk, s.orden, s.fecha, s.hora, es_segunda=s.es_segunda, reglas=s.reglas)
        ficticia.filas = dict(enumerate(filas))
        return [
            p
            for p, voto in (s.acta.votados() if s.acta else [])
            if sentados(estan(ficticia.estancias, voto.a_las)) != voto.asientos
            or not self.hay_quorum(ficticia, voto.a_las)
        ]

    # -- votes

    def para_votar(
        self,
        s: UnaSesion,
        p: UnParrafo,
        quien: str,
        de: str | None,
        momento: dt.datetime,
        votos: Mapping[str, str] | None,
    ) -> Razones:
        """`votos` by seat; None is by consensus."""
        assert s.acta
        asientos = sentados(estan(s.estancias, momento))
        return self.para_la_oficina(quien, de) | razones(
            (s.acta.estado not in SE_ESCRIBE or p.retirado or p.ejecutado, FALTA),
            (self.no_es_de_su_dia(s, momento), NO_VALE),
            (s.instalada and momento < s.instalada, NO_VALE),
            (s.terminada and momento >= s.terminada, NO_VALE),
            (not self.hay_quorum(s, momento), FALTA),
            (votos is not None and set(votos) != set(asientos), NO_VALE),
        )

    def para_quitar_la_votacion(self, a: UnActa, p: UnParrafo, quien: str, de: str | None) -> Razones:
        return self.para_la_oficina(quien, de) | razones((a.estado not in SE_ESCRIBE or p.ejecutado, FALTA))
