"""The moves of an acta once it was written: circulated, observed, approved, signed, entered in the book, handed out."""

import io
import random

import pikepdf

from documentos.models import Papel
from documentos.services.composicion import terminar
from seguimiento.models import ObservacionDeActa, Parrafo
from seguimiento.services import actas
from tests.flujo.partidas.cuaderno import UnActa
from tests.flujo.partidas.redaccion import MovidasDeRedaccion
from tests.flujo.partidas.sala import MIEMBROS, PLAZA_DE


def hojas(cuantas: int) -> bytes:
    """A paper of so many blank pages."""
    papel = pikepdf.new()
    for _ in range(cuantas):
        papel.add_blank_page()
    salida = io.BytesIO()
    papel.save(salida)
    return salida.getvalue()


class MovidasDeActa(MovidasDeRedaccion):
    def lo_que_ve(self, azar: random.Random, a: UnActa, bien: bool) -> str | None:
        """The hash of what somebody has before them: mostly what there is now."""
        if bien or azar.random() < 0.75:
            return a.hash or None
        return azar.choice([None, *sorted(self.textos)])

    def del_papel(self, azar: random.Random, de: str | None) -> str | None:
        """The member that a paper names, if it names one."""
        if de is None:
            return None
        return azar.choice([None, *(m for m in MIEMBROS if m[-1] == de), azar.choice(MIEMBROS)])

    # -- circulating and observing

    def circular(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        quien, mostrado = self.de_la_oficina(azar, bien), self.lo_que_ve(azar, a, bien)
        hace_falta = a.forma == "por_comision" if bien or azar.random() < 0.8 else azar.random() < 0.5
        comision = azar.sample(MIEMBROS, 2) if hace_falta else []
        motivo = azar.choice(["", "", "Urge."])
        if not self.probar(
            "circular",
            a,
            quien,
            lambda acto: actas.circular(
                self.acta(a.pk),
                comision=[self.miembro[m] for m in comision],
                fuera_de_orden=motivo,
                acto=acto,
            ),
            self.c.para_circular(a, *quien, mostrado, comision),
            mostrado=mostrado,
        ):
            return
        if comision:
            a.comision = set(comision)
        a.fuera_de_orden = a.fuera_de_orden or bool(motivo)
        a.estado = "circulada"
        self.queda_una_version(a)
        self.anotar(*quien)

    def queda_una_version(self, a: UnActa) -> None:
        """A new one when what is written is another, and the same when it is not."""
        fila = next(o for o in self.actas() if o.pk == a.pk)
        escrito = self.c.lo_escrito(a)
        es_otra = escrito != a.contenido
        assert fila.version
        assert fila.version.n == a.version + es_otra, "a version for nothing, or none for a change"
        assert (fila.contenido_hash != a.hash) is es_otra
        a.version, a.hash, a.contenido = fila.version.n, fila.contenido_hash, escrito
        a.en_la_version = {pk for pk, p in a.parrafos.items() if p.consta}
        dice = [p["texto"] for parte in fila.version.datos["partes"] for p in parte["parrafos"]]
        assert sorted(dice) == sorted(a.parrafos[pk].texto for pk in a.en_la_version)

    def observar(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        quien = self.quien(azar, "aprobar", set(MIEMBROS), bien)
        puesto, mostrado = self.del_papel(azar, quien[1]), self.lo_que_ve(azar, a, bien)
        cual = azar.choice([None, *sorted(a.en_la_version if bien else a.parrafos)])
        propuesta = azar.choice(["", "Fue así."]) if cual else ""
        if self.probar(
            "observar",
            a,
            quien,
            lambda acto: actas.observar(
                self.acta(a.pk),
                "No fue así.",
                parrafo=Parrafo.objects.get(pk=cual) if cual else None,
                propuesta=propuesta,
                acto=acto,
            ),
            self.c.para_observar(a, *quien, puesto, mostrado, cual),
            mostrado=mostrado,
            puesto=puesto,
            clave=azar.choice([None, None, "o1"]),
        ):
            a.observaciones[self.salida.pk] = False
            a.estado = "observada"
            self.anotar(*quien)

    def responder(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        abiertas = [pk for pk, esta in a.observaciones.items() if not esta] if bien else []
        if not a.observaciones or (bien and not abiertas):
            return
        quien, cual = self.de_la_oficina(azar, bien), azar.choice(abiertas or sorted(a.observaciones))
        acepta = azar.random() < 0.6
        una = ObservacionDeActa.objects.select_related("acta__expediente").get(pk=cual)
        if self.probar(
            "responder",
            a,
            quien,
            lambda acto: actas.resolver_observacion(una, acepta=acepta, respuesta="Así fue.", acto=acto),
            self.c.para_responder(a, cual, *quien),
        ):
            a.observaciones[cual] = True
            if acepta and una.propuesta and una.parrafo_id:
                p = a.parrafos[una.parrafo_id]
                p.texto, p.version, p.retirado = una.propuesta, p.version + 1, False
            self.anotar(*quien)

    # -- approving

    def aprobar(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        valen = self.c.quienes_aprueban(a)
        faltan = {m for m in valen if bien and self.c.sin_aprobar(a) & {PLAZA_DE[m]}}
        quien = self.quien(azar, "aprobar", faltan or valen, bien)
        puesto, mostrado = self.del_papel(azar, quien[1]), self.lo_que_ve(azar, a, bien)
        if self.probar(
            "aprobar",
            a,
            quien,
            lambda acto: actas.aprobar(self.acta(a.pk), acto=acto),
            self.c.para_aprobar(a, *quien, puesto, mostrado),
            mostrado=mostrado,
            puesto=puesto,
        ):
            suyo = (self.c.por_que_puesto(*quien, puesto, valen), None)
            por = self.gremio.como(quien[0], valen) if quien[1] is None else suyo
            assert por[0]
            if a.aprobaron.get(por[0], ("", None))[0] != a.hash:
                a.aprobaron[por[0]] = (a.hash, por[1])
            self.c.aprobar_si_toca(a, *quien)
            self.anotar(*quien)

    def callar(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        """Nobody said anything in its term, or so the office says."""
        fila, quien = self.acta(a.pk), self.de_la_oficina(azar, bien)
        if bien and self.dias < 60:
            self.viajar(8)
            self.leidos = None
        mostrado, motivo = self.lo_que_ve(azar, a, bien), azar.choice(["", "", "Urge."])
        if self.probar(
            "aprobar_por_silencio",
            a,
            quien,
            lambda acto: actas.aprobar_por_silencio(self.acta(a.pk), fuera_de_orden=motivo, acto=acto),
            self.c.para_el_silencio(a, *quien, mostrado, fila.observar_hasta, motivo),
            mostrado=mostrado,
        ):
            a.fuera_de_orden = a.fuera_de_orden or bool(motivo)
            self.c.dar_por_aprobada(a, *quien)
            self.anotar(*quien)

    def que_la_apruebe_la_sesion(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        quien, motivo = self.de_la_oficina(azar, bien), azar.choice(["", "", "Urge."])
        if self.probar(
            "aprobar_en_sesion",
            a,
            quien,
            lambda acto: actas.aprobar_en_sesion(self.acta(a.pk), fuera_de_orden=motivo, acto=acto),
            self.c.para_que_la_sesion_la_apruebe(a, *quien, motivo),
        ):
            a.fuera_de_orden = a.fuera_de_orden or bool(motivo)
            if a.estado == "borrador":
                self.queda_una_version(a)
            self.c.dar_por_aprobada(a, *quien, self.c.acuerdo_que_la_aprueba(a))
            self.anotar(*quien)

    def decir_por_que_va_antes(self, azar: random.Random, a: UnActa) -> None:
        quien = self.de_la_oficina(azar, bien=False)
        if self.probar(
            "decir_por_que",
            a,
            quien,
            lambda acto: actas.decir_por_que_va_antes(self.acta(a.pk), motivo="Urge.", acto=acto),
            self.c.para_decir_por_que(a, *quien),
        ):
            a.fuera_de_orden = True
            self.c.aprobar_si_toca(a, *quien)
            self.anotar(*quien)

    # -- signing, the book, handing out

    def pedir_firma(self, azar: random.Random, a: UnActa) -> None:
        quien = self.quien(azar, "aprobar", set(MIEMBROS), bien=False)
        puesto = self.del_papel(azar, quien[1])
        if self.probar(
            "pedir_firma",
            a,
            quien,
            lambda acto: actas.pedir_firma(self.acta(a.pk), acto=acto),
            self.c.para_pedir_firma(a, *quien, puesto),
            puesto=puesto,
        ):
            assert self.nombre_de[self.salida.miembro_id] in a.sesion.asistieron
            a.pidieron.add(self.nombre_de[self.salida.miembro_id])
            self.anotar(*quien)

    def enviar_a_firma(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        quien = self.de_la_oficina(azar, bien)
        if self.probar(
            "enviar_a_firma",
            a,
            quien,
            lambda acto: actas.enviar_a_firma(self.acta(a.pk), acto=acto),
            self.c.para_la_oficina(*quien) | self.c.si_no(a, "aprobada"),
        ):
            a.estado, a.firmantes = "en_firma", self.c.quienes_firmarian(a.sesion, a)
            self.anotar(*quien)

    def firmar(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        faltan = a.firmantes - a.firmaron if bien else a.firmantes
        quien, mostrado = self.quien(azar, "firmar", faltan, bien)[0], self.lo_que_ve(azar, a, bien)
        if self.probar(
            "firmar",
            a,
            (quien, None),
            lambda acto: actas.firmar(self.acta(a.pk), acto=acto),
            self.c.para_firmar(a, quien, mostrado),
            mostrado=mostrado,
        ):
            a.firmaron |= {puesto for puesto in self.gremio.como(quien, a.firmantes) if puesto}
            if a.firmantes <= a.firmaron:
                a.estado = "firmada"
            self.anotar(quien, None)

    def incorporar(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        """Its paper was composed meanwhile, or was not."""
        papel = Papel.objects.filter(clase="acta", objeto=a.pk).order_by("-pk").first()
        cuantas = azar.choice([1, 3])
        if papel and not papel.esta_compuesto and (bien or azar.random() < 0.5):
            assert terminar(papel, hojas(cuantas))
            self.leidas = None
        esta = Papel.objects.filter(clase="acta", objeto=a.pk, archivo__isnull=False).exists()
        quien = self.de_la_oficina(azar, bien)
        if self.probar(
            "incorporar",
            a,
            quien,
            lambda acto: actas.incorporar_al_libro(self.acta(a.pk), acto=acto),
            self.c.para_el_libro(a, *quien, esta),
        ):
            a.estado = "incorporada_al_libro"
            a.libro = max((o.libro or 0 for o in self.c.actas.values()), default=0) + 1
            self.anotar(*quien)

    def distribuir(self, azar: random.Random, a: UnActa, bien: bool) -> None:
        quien = self.de_la_oficina(azar, bien)
        reservados = azar.sample(sorted(a.parrafos), min(1, len(a.parrafos)))
        if self.probar(
            "distribuir",
            a,
            quien,
            lambda acto: actas.distribuir(self.acta(a.pk), reservados=reservados, acto=acto),
            self.c.para_la_oficina(*quien) | self.c.si_no(a, "incorporada_al_libro"),
        ):
            a.estado = "distribuida"
            self.anotar(*quien)
