"""The moves of whoever keeps the attendance of a session: who comes, who leaves, and what is written anew of it."""

import random
from typing import Any

from seguimiento import services as seguimiento
from seguimiento.models import Asistencia
from tests.flujo.partidas.cuaderno import NO_VALE, UnaSesion
from tests.flujo.partidas.sala import MIEMBROS, PLAZAS, Estancia, estan
from tests.flujo.partidas.sesion import MovidasDeSesion


class MovidasDeAsistencia(MovidasDeSesion):
    def llegar(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        quien = self.de_la_oficina(azar, bien)
        miembro = self.quien_falta(azar, s) if bien else azar.choice([*MIEMBROS, None])
        momento = self.momento(azar, s, bien)
        esperadas = self.c.para_anotar(s, *quien) | self.c.para_que_conste(
            s, None, Estancia(miembro, momento), momento
        )
        if miembro and miembro[-1] not in self.gremio.vigentes:
            esperadas |= {NO_VALE}

        def hacer(acto: Any) -> Any:
            if miembro is None:
                return seguimiento.registrar_invitado(
                    self.sesion(s), nombre="Una invitada", llega_at=momento, acto=acto
                )
            return seguimiento.registrar_llegada(
                self.sesion(s), self.miembro[miembro], llega_at=momento, acto=acto
            )

        clave = azar.choice([None, None, None, "l1"])
        if self.probar(f"llega {miembro} {momento}", s, quien, hacer, esperadas, clave=clave):
            s.filas[self.salida.pk] = Estancia(miembro, momento)
            self.anotar(*quien)

    def quien_falta(self, azar: random.Random, s: UnaSesion) -> str:
        """Mostly somebody of a seat that nobody has taken."""
        estan_ya = estan(s.estancias, self.c.momento_que_cuenta(s))
        faltan = [m for plaza, quienes in PLAZAS.items() if not estan_ya & set(quienes) for m in [plaza]]
        otros = sorted(set(MIEMBROS) - estan_ya) or MIEMBROS
        return azar.choice(faltan if faltan and azar.random() < 0.7 else otros)

    def corregir(self, azar: random.Random, s: UnaSesion, bien: bool) -> None:
        """Somebody leaves, or their coming and going is written anew, or taken away."""
        if not s.filas:
            return
        quien, fila = self.de_la_oficina(azar, bien), azar.choice(sorted(s.filas))
        que = azar.choice(["salida", "salida", "correccion", "quitar"])
        antes, momentos = s.filas[fila], [self.momento(azar, s, bien) for _ in range(2)]
        asistencia = Asistencia.objects.select_related("sesion__expediente", "sesion__organo").get(pk=fila)
        if que == "salida":
            nueva, dichos = Estancia(antes.miembro, antes.llega, momentos[0]), momentos[:1]
        elif que == "correccion":
            nueva, dichos = Estancia(antes.miembro, *sorted(momentos)), momentos
        else:
            nueva, dichos = None, []
        esperadas = self.c.para_anotar(s, *quien) | self.c.para_que_conste(s, fila, nueva, *dichos)

        def hacer(acto: Any) -> Any:
            if que == "salida":
                return seguimiento.registrar_salida(asistencia, sale_at=momentos[0], acto=acto)
            if nueva:
                return seguimiento.corregir_asistencia(
                    asistencia,
                    llega_at=nueva.llega,
                    sale_at=nueva.sale,
                    nombre=asistencia.nombre,
                    es_virtual=asistencia.es_virtual,
                    acto=acto,
                )
            return seguimiento.quitar_asistencia(asistencia, acto=acto)

        if self.probar(f"{que} {antes} {nueva}", s, quien, hacer, esperadas):
            if nueva:
                s.filas[fila] = nueva
            else:
                del s.filas[fila]
            self.anotar(*quien)
