"""Why something may not be done with an acta, and what becomes of it, and of those that waited for it, when it is."""

from typing import Any

from tests.flujo.partidas.cuaderno import (
    FALTA,
    LIMA,
    NO_HAY_PASO,
    NO_VALE,
    OTRO_TEXTO,
    SE_ESCRIBE,
    SIN_PERMISO,
    Razones,
    UnActa,
    UnaSesion,
    UnParrafo,
    razones,
)
from tests.flujo.partidas.razones_de_sesion import DeSesiones
from tests.flujo.partidas.sala import MIEMBROS, PLAZA_DE, PLAZAS

SIN_APROBAR = SE_ESCRIBE | {"circulada"}


class DeActas(DeSesiones):
    def si_no(self, a: UnActa, estado: str) -> Razones:
        return razones((a.estado != estado, NO_HAY_PASO))

    def puede_de_miembro(self, quien: str, de: str | None, valen: set[str], acto: str = "aprobar") -> bool:
        return self.gremio.puede(quien, de, acto, valen)

    def por_que_puesto(self, quien: str, de: str | None, puesto: str | None, valen: set[str]) -> str | None:
        """Whose act it is: of a paper the member that it names, or the only one of that party."""
        if de is None:
            return self.gremio.como(quien, valen)[0]
        suyos = [m for m in MIEMBROS if m in valen and m[-1] == de and puesto in (None, m)]
        return suyos[0] if len(suyos) == 1 else None

    # -- what is written

    def para_escribir(self, a: UnActa, quien: str, de: str | None) -> Razones:
        return self.para_la_oficina(quien, de) | razones((a.estado not in SE_ESCRIBE, FALTA))

    def para_retirar(self, a: UnActa, p: UnParrafo, quien: str, de: str | None, retira: bool) -> Razones:
        queda = p.voto or p.efecto != "ninguno"
        return self.para_escribir(a, quien, de) | razones((retira and not p.retirado and queda, FALTA))

    def hash_de(self, a: UnActa, otra: UnActa) -> str:
        """To what an agreement of `a` on the other one binds: nothing, of itself."""
        return "" if otra is a else otra.hash

    def para_fijar_efecto(
        self, a: UnActa, p: UnParrafo, efecto: str, otra: UnActa, mostrado: str, quien: str, de: str | None
    ) -> Razones:
        if efecto == "aprobar_acta":
            no_vale = otra is not a and otra.estado != "circulada"
        else:
            no_vale = otra is a or otra.numero is None
        return self.para_la_oficina(quien, de) | razones(
            (a.estado not in SE_ESCRIBE, NO_HAY_PASO),
            (p.voto, FALTA),
            (no_vale, NO_VALE),
            (mostrado != self.hash_de(a, otra), OTRO_TEXTO),
        )

    def le_falta(self, a: UnActa) -> bool:
        """Something that an acta must say is not said yet."""
        constan = [p for p in a.parrafos.values() if p.consta]
        tratados = {pk for pk, resultado in a.sesion.puntos.items() if resultado == "tratado"}
        return (
            a.sesion.estado != "finalizada"
            or not constan
            or bool(tratados - {p.punto for p in constan})
            or any(
                p.acuerdo and (p.voto is None or not p.texto) for p in a.parrafos.values() if not p.retirado
            )
        )

    def lo_escrito(self, a: UnActa) -> Any:
        """What a version of it says, as far as anybody can change it once the session has ended."""

        def minuto(momento: Any) -> str:
            return f"{momento.astimezone(LIMA):%d %H:%M}" if momento else ""

        estancias = [
            (e.miembro or pk, minuto(e.llega), minuto(e.sale))
            for pk, e in a.sesion.filas.items()
            if e in a.sesion.estancias
        ]
        parrafos = [
            (
                *(p.clave, p.texto, p.efecto, p.sobre, p.hash_votado),
                p.voto
                and (
                    *(minuto(p.voto.a_las), p.voto.forma, p.voto.adoptado, p.voto.singulares),
                    *(p.voto.dichos, p.voto.asientos),
                ),
            )
            for _pk, p in sorted(a.parrafos.items())
            if p.consta
        ]
        return sorted(map(str, estancias)), parrafos

    # -- circulating and observing

    def para_circular(
        self, a: UnActa, quien: str, de: str | None, mostrado: str | None, comision: list[str]
    ) -> Razones:
        return self.para_la_oficina(quien, de) | razones(
            (mostrado is not None and mostrado != (a.hash or None), OTRO_TEXTO),
            (a.estado not in SE_ESCRIBE, NO_HAY_PASO),
            (bool(comision) != (a.forma == "por_comision"), NO_VALE),
            (self.le_falta(a) or not all(a.observaciones.values()), FALTA),
        )

    def para_observar(
        self,
        a: UnActa,
        quien: str,
        de: str | None,
        puesto: str | None,
        mostrado: str | None,
        parrafo: int | None,
    ) -> Razones:
        hoy = set(MIEMBROS)
        puede = self.puede_de_miembro(quien, de, hoy)
        return razones(
            (not puede, SIN_PERMISO),
            (de and self.por_que_puesto(quien, de, puesto, hoy) is None, NO_VALE),
            (mostrado != (a.hash or None), OTRO_TEXTO),
            (a.estado not in ("circulada", "observada"), NO_HAY_PASO),
            (parrafo is not None and parrafo not in a.en_la_version, NO_VALE),
        )

    def para_responder(self, a: UnActa, cual: int, quien: str, de: str | None) -> Razones:
        return self.para_la_oficina(quien, de) | razones(
            (a.observaciones[cual], NO_VALE), (a.estado not in SE_ESCRIBE, NO_HAY_PASO)
        )

    # -- approving

    def quienes_aprueban(self, a: UnActa) -> set[str]:
        if a.forma == "por_comision":
            return {m for m in MIEMBROS if {m, PLAZA_DE[m]} & a.comision}
        return {m for m in a.sesion.asistieron if PLAZA_DE[m] in PLAZAS}

    def sin_aprobar(self, a: UnActa) -> set[str]:
        """The seats of which nobody has approved what is before them now."""
        quienes = self.quienes_aprueban(a)
        dicho = {p for puesto, (de, por) in a.aprobaron.items() if de == a.hash for p in (puesto, por) if p}
        return {PLAZA_DE[m] for m in quienes} - {PLAZA_DE[m] for m in quienes & dicho}

    def espera_a_otra(self, a: UnActa) -> bool:
        antes = [o for o in self.actas.values() if o.numero is None and o.orden < a.orden]
        return bool(antes) and not a.fuera_de_orden

    def para_aprobar(
        self, a: UnActa, quien: str, de: str | None, puesto: str | None, mostrado: str | None
    ) -> Razones:
        valen = self.quienes_aprueban(a)
        puede = self.puede_de_miembro(quien, de, valen)
        return razones(
            (a.estado != "circulada", NO_HAY_PASO),
            (a.forma == "en_sesion", FALTA),
            (not puede, SIN_PERMISO),
            (de and self.por_que_puesto(quien, de, puesto, valen) is None, NO_VALE),
            (mostrado != (a.hash or None), OTRO_TEXTO),
        )

    def para_el_silencio(
        self, a: UnActa, quien: str, de: str | None, mostrado: str | None, hasta: Any, motivo: str
    ) -> Razones:
        return self.para_la_oficina(quien, de) | razones(
            (a.estado != "circulada", NO_HAY_PASO),
            (mostrado is not None and mostrado != (a.hash or None), OTRO_TEXTO),
            (a.forma != "por_silencio" or hasta is None or hasta >= self.hoy, FALTA),
            (not motivo and self.espera_a_otra(a), FALTA),
        )

    def acuerdo_que_la_aprueba(self, a: UnActa) -> UnParrafo | None:
        """Of its own session, or of another one on this very version: the first."""
        todos = [(p, o) for o in self.actas.values() for p in o.parrafos.values() if p.acuerdo]
        valen = [
            p
            for p, o in todos
            if p.voto and p.voto.adoptado and not p.retirado and p.efecto == "aprobar_acta" and p.sobre == a.pk
            and (o is a or (a.hash and p.hash_votado == a.hash))
        ]  # fmt: skip
        return min(valen, key=lambda p: p.acuerdo or 0, default=None)

    def para_que_la_sesion_la_apruebe(
        self, a: UnActa, quien: str, de: str | None, motivo: str = ""
    ) -> Razones:
        return self.para_la_oficina(quien, de) | razones(
            (a.estado not in ("borrador", "circulada"), NO_HAY_PASO),
            (self.le_falta(a) or self.acuerdo_que_la_aprueba(a) is None, FALTA),
            (not motivo and self.espera_a_otra(a), FALTA),
        )

    def aprobar_si_toca(self, a: UnActa, quien: str, de: str | None) -> bool:
        """Once everybody who must has said so, and no other stands before it."""
        toca = a.estado == "circulada" and a.forma != "en_sesion" and self.quienes_aprueban(a)
        if not toca or self.sin_aprobar(a) or self.espera_a_otra(a):
            return False
        if not self.puede_de_miembro(quien, de, set(MIEMBROS)):
            return False  # whoever only prepares approves nothing: it waits for a member
        self.dar_por_aprobada(a, quien, de)
        return True

    def dar_por_aprobada(
        self, a: UnActa, quien: str, de: str | None, ejecuta: UnParrafo | None = None
    ) -> None:
        """It gets its number; its agreements are executed, and then the first that waited for it is approved."""
        assert a.sesion.reglas
        a.estado, a.aprobada_el = "aprobada", self.hoy
        a.anio = a.sesion.fecha.year if a.sesion.reglas["numeracion"] == "por_anio" else 0
        a.numero = self.numerar("acta", a.anio)
        if ejecuta:
            ejecuta.ejecutado = True
        for p in sorted((p for p in a.parrafos.values() if p.acuerdo), key=lambda p: p.acuerdo or 0):
            self.ejecutar_si_se_puede(a, p, quien)
        for otra in sorted(self.actas.values(), key=lambda o: o.orden):
            if otra.sesion.fecha >= a.sesion.fecha and self.aprobar_si_toca(otra, quien, de):
                return

    def es_ejecutable(self, a: UnActa, p: UnParrafo) -> bool:
        adoptado = p.voto is not None and p.voto.adoptado
        return adoptado and a.numero is not None and p.efecto != "ninguno"

    def ejecutar_si_se_puede(self, a: UnActa, p: UnParrafo, quien: str) -> None:
        if p.retirado or p.ejecutado or not self.es_ejecutable(a, p):
            return
        otra = self.actas[p.sobre or 0]
        if p.hash_votado != self.hash_de(a, otra):
            return
        if p.efecto == "rectificar_acta":
            p.ejecutado = True
        elif not self.para_que_la_sesion_la_apruebe(otra, quien, None):
            self.dar_por_aprobada(otra, quien, None, self.acuerdo_que_la_aprueba(otra))
            p.ejecutado = True

    def para_ejecutar(self, a: UnActa, p: UnParrafo, quien: str, de: str | None) -> Razones:
        if p.ejecutado:
            return set()
        if not self.es_ejecutable(a, p):
            return self.para_la_oficina(quien, de) | {FALTA}
        otra = self.actas[p.sobre or 0]
        motivos = self.para_la_oficina(quien, de)
        if p.hash_votado != self.hash_de(a, otra):
            return motivos | {FALTA}
        if p.efecto == "aprobar_acta":
            motivos |= self.para_que_la_sesion_la_apruebe(otra, quien, None)
        return motivos

    # -- signing, the book, handing out

    def para_pedir_firma(self, a: UnActa, quien: str, de: str | None, puesto: str | None) -> Razones:
        puede = self.puede_de_miembro(quien, de, set(MIEMBROS))
        suyos = {puesto} if de else set(self.gremio.como(quien, set(MIEMBROS)) if puede else ())
        cual = {m for m in suyos if m in a.sesion.asistieron and m and de in (None, m[-1])}
        return razones(
            (a.estado not in ("circulada", "observada", "aprobada"), NO_HAY_PASO),
            (not puede, SIN_PERMISO),
            (not cual, NO_VALE),
        )

    def quienes_firmarian(self, s: UnaSesion, a: UnActa) -> set[str]:
        singulares = {m for _p, voto in a.votados() for m in voto.singulares}
        return {m for m in (s.preside, s.lleva) if m} | singulares | a.pidieron

    def para_firmar(self, a: UnActa, quien: str, mostrado: str | None) -> Razones:
        return razones(
            (a.estado != "en_firma", NO_HAY_PASO),
            (not self.puede_de_miembro(quien, None, a.firmantes, "firmar"), SIN_PERMISO),
            (mostrado != a.hash, OTRO_TEXTO),
        )

    def para_el_libro(self, a: UnActa, quien: str, de: str | None, esta_compuesto: bool) -> Razones:
        aprobadas = [o for o in self.actas.values() if o.numero and o.libro is None and o is not a]
        motivos = self.para_la_oficina(quien, de) | razones((a.estado != "firmada", NO_HAY_PASO))
        if a.estado != "firmada":
            return motivos | {FALTA}
        suyo = (a.aprobada_el, a.anio, a.numero)
        antes = [o for o in aprobadas if (o.aprobada_el, o.anio, o.numero) < suyo]
        return motivos | razones((antes or not esta_compuesto, FALTA))

    def para_decir_por_que(self, a: UnActa, quien: str, de: str | None) -> Razones:
        return self.para_la_oficina(quien, de) | razones((a.numero, NO_HAY_PASO))
