"""The moves of whoever writes an acta while its session runs and after it: paragraphs, votes, what agreements do."""

import random
import uuid
from typing import Any

from seguimiento import services as seguimiento
from seguimiento.models import Acuerdo
from seguimiento.services import acuerdos
from seguimiento.services.parrafos import Empalme
from seguimiento.services.sitios import Sitio
from tests.flujo.partidas.asistencia import MovidasDeAsistencia
from tests.flujo.partidas.cuaderno import EN_LA_AGENDA, NO_VALE, UnActa, UnParrafo, UnVoto
from tests.flujo.partidas.sala import MIEMBROS, PLAZAS, estan, se_adopta, sentados

SENTIDOS = ["a_favor", "a_favor", "a_favor", "en_contra", "abstencion"]


class MovidasDeRedaccion(MovidasDeAsistencia):
    def escribir(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        """A new paragraph of some point: an agreement, one time of two."""
        if not a.sesion.puntos or len(a.parrafos) > 6:
            return
        quien, punto = self.de_la_oficina(azar, bien), azar.choice(sorted(a.sesion.puntos))
        es_acuerdo, clave = azar.random() < 0.6, uuid.UUID(int=azar.getrandbits(128))
        esperadas = self.c.para_escribir(a, *quien)
        if a.sesion.puntos[punto] not in EN_LA_AGENDA:
            esperadas |= {NO_VALE}
        texto = f"Se conversó {len(a.parrafos)}."
        if self.probar(
            "agregar_parrafo",
            a,
            quien,
            lambda acto: seguimiento.agregar_parrafo(
                self.acta(a.pk),
                clave=clave,
                sitio=Sitio(punto_id=punto),
                clase="acuerdo" if es_acuerdo else "deliberacion",
                texto=texto,
                acto=acto,
            ),
            esperadas,
        ):
            nuevo = UnParrafo(clave, punto, texto)
            nuevo.acuerdo = Acuerdo.objects.get(parrafo=self.salida.pk).pk if es_acuerdo else None
            a.parrafos[self.salida.pk] = nuevo
            self.anotar(*quien)

    def cambiar(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        """From the version that is there, or from an older one: then not a word is written."""
        if not a.parrafos:
            return
        quien, p = self.de_la_oficina(azar, bien), azar.choice(list(a.parrafos.values()))
        version = p.version if bien or azar.random() < 0.7 else p.version + azar.choice([-1, 1])
        empalme = Empalme(desde=0, quita=min(2, len(p.texto)), pone=azar.choice(["Se", "No", ""]))
        if not self.probar(
            "cambiar_parrafo",
            a,
            quien,
            lambda acto: seguimiento.cambiar_parrafo(
                self.acta(a.pk), p.clave, version=version, empalme=empalme, acto=acto
            ),
            self.c.para_escribir(a, *quien),
        ):
            return
        assert self.salida.choca == (version != p.version or p.retirado), "a word of somebody was lost"
        if not self.salida.choca:
            p.texto, p.version = empalme.pone + p.texto[empalme.quita :], p.version + 1
        self.anotar(*quien)

    def retirar(self, azar: random.Random, a: UnActa) -> None:
        if not a.parrafos:
            return
        quien, p = self.de_la_oficina(azar, bien=False), azar.choice(list(a.parrafos.values()))
        retira = not p.retirado if azar.random() < 0.8 else p.retirado
        if self.probar(
            "retirar_parrafo",
            a,
            quien,
            lambda acto: seguimiento.retirar_parrafo(
                self.acta(a.pk), p.clave, version=p.version, retirado=retira, acto=acto
            ),
            self.c.para_retirar(a, p, *quien, retira),
        ):
            p.version += p.retirado != retira
            p.retirado = retira
            self.anotar(*quien)

    # -- votes

    def el_acuerdo(self, p: UnParrafo) -> Acuerdo:
        return Acuerdo.objects.select_related("acta__expediente").get(pk=p.acuerdo or 0)

    def un_acuerdo(self, azar: random.Random, a: UnActa, *, sin_votar: bool) -> UnParrafo | None:
        todos = [p for p in a.parrafos.values() if p.acuerdo]
        pendientes = [p for p in todos if p.voto is None and not p.retirado]
        posibles = pendientes if sin_votar else todos
        return azar.choice(posibles) if posibles else None

    def votar(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        """At some minute, as it went by: those who are there, and now and then somebody who is not."""
        p = self.un_acuerdo(azar, a, sin_votar=bien)
        if p is None:
            return
        s, quien, momento = a.sesion, self.de_la_oficina(azar, bien), self.momento(azar, a.sesion, bien)
        if bien:
            momento = max([s.instalada or momento, *(e.llega for e in s.estancias if e.sale is None)])
        asientos = sentados(estan(s.estancias, momento))
        votan = sorted(asientos) if bien or azar.random() < 0.8 else azar.sample(sorted(PLAZAS), 2)
        if not bien and azar.random() < 0.1:
            votan = [*votan, azar.choice(MIEMBROS)]
        votos = None if azar.random() < 0.3 else {plaza: azar.choice(SENTIDOS) for plaza in votan}
        razon = {self.miembro[plaza].pk: azar.choice(["", "No."]) for plaza in PLAZAS}
        if self.probar(
            f"votar {momento} {votos}",
            a,
            quien,
            lambda acto: seguimiento.registrar_votacion(
                self.el_acuerdo(p),
                forma="consenso" if votos is None else "nominal",
                votado_at=momento,
                votos=None if votos is None else {self.miembro[x].pk: v for x, v in votos.items()},
                fundamentos=razon,
                acto=acto,
            ),
            self.c.para_votar(s, p, *quien, momento, votos),
            clave=azar.choice([None, None, None, "v1"]),
        ):
            p.voto = self.lo_votado(a, momento, votos, razon)
            self.anotar(*quien)

    def lo_votado(
        self, a: UnActa, momento: Any, votos: dict[str, str] | None, razon: dict[int, str]
    ) -> UnVoto:
        """What it comes to, by the player's own arithmetic."""
        asientos = sentados(estan(a.sesion.estancias, momento))
        dichos = dict.fromkeys(asientos, "a_favor") if votos is None else votos
        reglas = a.sesion.reglas or {}
        singulares = {
            asientos[plaza]
            for plaza, dicho in dichos.items()
            if dicho != "a_favor" and razon[self.miembro[plaza].pk]
        }
        return UnVoto(
            momento,
            "consenso" if votos is None else "nominal",
            dict(sorted(dichos.items())),
            asientos,
            se_adopta(reglas["decision"], reglas["dirime"], dichos),
            singulares,
        )

    def quitar_la_votacion(self, azar: random.Random, a: UnActa) -> None:
        p = self.un_acuerdo(azar, a, sin_votar=False)
        if p is None:
            return
        quien = self.de_la_oficina(azar, bien=False)
        if self.probar(
            "quitar_votacion",
            a,
            quien,
            lambda acto: seguimiento.quitar_votacion(self.el_acuerdo(p), acto=acto),
            self.c.para_quitar_la_votacion(a, p, *quien),
        ):
            p.voto = None
            self.anotar(*quien)

    # -- what agreements do

    def fijar_efecto(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        """It approves this acta or another one as it was shown, or rectifies one."""
        p = self.un_acuerdo(azar, a, sin_votar=bien)
        if p is None or (bien and p.efecto != "ninguno"):
            return
        quien, efecto = (
            self.de_la_oficina(azar, bien),
            azar.choice(["aprobar_acta"] * 3 + ["rectificar_acta"]),
        )
        circuladas = [o for o in self.c.actas.values() if o.estado == "circulada"]
        otra = azar.choice(list(self.c.actas.values()))
        if bien and efecto == "aprobar_acta":
            otra = azar.choice([a, *circuladas])
        mostrado = self.c.hash_de(a, otra)
        if not bien and azar.random() < 0.2:
            mostrado = azar.choice(sorted(self.textos))
        if self.probar(
            "fijar_efecto",
            a,
            quien,
            lambda acto: acuerdos.fijar_efecto(
                self.el_acuerdo(p),
                efecto,
                self.acta(otra.pk),
                hash_mostrado=mostrado,
                acto=acto,
            ),
            self.c.para_fijar_efecto(a, p, efecto, otra, mostrado, *quien),
        ):
            p.efecto, p.sobre, p.hash_votado = efecto, otra.pk, mostrado
            self.anotar(*quien)

    def ejecutar(self, azar: random.Random, a: UnActa) -> None:
        p = self.un_acuerdo(azar, a, sin_votar=False)
        if p is None:
            return
        quien = self.de_la_oficina(azar, bien=False)
        if self.probar(
            "ejecutar_acuerdo",
            a,
            quien,
            lambda acto: acuerdos.ejecutar_acuerdo(self.el_acuerdo(p), acto=acto),
            self.c.para_ejecutar(a, p, *quien),
        ):
            self.c.ejecutar_si_se_puede(a, p, quien[0])
            self.anotar(*quien)
