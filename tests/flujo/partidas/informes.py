"""The board of follow-up reports and of their observations: the moves."""

import random
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos, TextoCambiado
from seguimiento.models import InformeDeSeguimiento
from seguimiento.services import informes as de_informes
from seguimiento.services import observaciones as de_observaciones
from tests import factories as f
from tests.flujo.partidas.libro_de_informes import LibroDeInformes
from tests.flujo.partidas.mesa_de_informes import ENLACE
from tests.flujo.partidas.prevista import Negativas
from tests.flujo.partidas.tablas import INFORME, OBSERVACION
from tests.flujo.partidas.trabajo import AZAR
from tests.flujo.partidas.tres import DIA, PARTES


class PartidaDeInformes(LibroDeInformes):
    # -- the way of a report

    @rule(azar=AZAR)
    def preparan(self, azar: random.Random) -> None:
        """Whoever presents it begins it, writes it, answers what was observed, presents it; some of it they forget."""
        if not (por_presentar := self.informes("esperado", "en_elaboracion", "observado")):
            return
        uno = azar.choice(por_presentar)
        quien = self.alguien(azar, "mover", {self.de[INFORME, uno.pk]})
        if uno.estado == "esperado":
            self.que_lo_haga(quien, uno, "elaborar")
        if azar.random() < 0.8:
            self.escribir_en(quien, uno, {"resumen": azar.choice(["Se avanzó.", "Se terminó."])})
        if azar.random() < 0.4:
            self.tomar(quien, uno)
        if azar.random() < 0.8:
            self.atender_lo_observado(quien, uno)
        if azar.random() < 0.8:
            self.que_lo_haga(quien, self.fresco(uno), "presentar")

    def atender_lo_observado(self, quien: str, uno: InformeDeSeguimiento) -> None:
        for una in self.observaciones("abierta"):
            if una.informe_id == uno.pk:
                self.que_lo_haga(quien, una, "atender")

    @rule(azar=AZAR, en_medio=st.sampled_from(["nada", "otra vuelta", "otras palabras"]))
    def conforman(self, azar: random.Random, en_medio: str) -> None:
        if not self.informes("presentado"):
            self.preparan_bien(azar)
        if presentados := self.informes("presentado"):
            self.que_conformen(azar, azar.choice(presentados), en_medio)

    def que_conformen(self, azar: random.Random, uno: InformeDeSeguimiento, en_medio: str) -> None:
        """Every coordination in turn says yes to what it sees, also that which presents it; and in between it may be
        observed, answered and presented again, with the same words or with others."""
        for n, letra in enumerate(azar.sample(vigentes := sorted(self.personal.vigentes), len(vigentes))):
            if n == 2 and en_medio != "nada":
                self.dar_otra_vuelta(azar, uno, en_medio == "otras palabras")
            self.decir_que_si(azar, letra, uno, "conformar")

    def preparan_bien(self, azar: random.Random) -> None:
        """Whoever can presents what can be presented."""
        for uno in self.informes("esperado", "en_elaboracion", "observado"):
            pueden = self.personal.pueden("mover", {self.de[INFORME, uno.pk]})
            if pueden and self.periodo[uno.pk][1] < f.hoy():
                if uno.estado == "esperado":
                    self.que_lo_haga(pueden[0], uno, "elaborar")
                self.escribir_en(pueden[0], uno, {"resumen": azar.choice(["Se avanzó.", "Se terminó."])})
                self.atender_lo_observado(pueden[0], uno)
                self.que_lo_haga(pueden[0], self.fresco(uno), "presentar")
                return

    def decir_que_si(self, azar: random.Random, letra: str, uno: InformeDeSeguimiento, paso: str) -> None:
        """For a party, to what it has before it; at times first to what it had before it at another time."""
        quien = self.personal.pueden("aprobar", {letra})[0]
        if azar.random() < 0.2:
            viejo = azar.choice(sorted(self.textos))
            self.intentar(quien, partial(self.hacer, uno, paso), mostrado=viejo)
        if azar.random() < 0.2 and (suyos := self.personal.pueden("editar", {self.de[INFORME, uno.pk]})):
            self.escribir_en(suyos[0], uno, {"logros": f"Otros {azar.randint(1, 9)}."})
        self.que_lo_haga(quien, self.fresco(uno), paso)

    def dar_otra_vuelta(
        self, azar: random.Random, uno: InformeDeSeguimiento, con_otras_palabras: bool
    ) -> None:
        """It is observed and presented again, not without trying what must not be: other figures, no answer."""
        suya = {self.de[INFORME, uno.pk]}
        responden, observan = (
            self.personal.pueden(acto, de) for acto, de in (("mover", suya), ("observar", set(PARTES) - suya))
        )
        if not responden:
            return
        self.que_lo_haga(azar.choice(observan), self.fresco(uno), "observar")
        if azar.random() < 0.3:
            self.tomar(responden[0], self.fresco(uno))
        if azar.random() < 0.3:
            self.que_lo_haga(responden[0], self.fresco(uno), "presentar")
        self.atender_lo_observado(responden[0], uno)
        if con_otras_palabras:
            self.escribir_en(responden[0], uno, {"logros": f"Otros {azar.randint(1, 9)}."})
        self.que_lo_haga(responden[0], self.fresco(uno), "presentar")
        for clic in [c for c in self.clics if c[1] == "conformar" and c[0].pk == uno.pk][-2:]:
            self.repetir(clic)  # what was said of the presentation before says nothing of this one

    @rule(azar=AZAR, cuantas=st.sampled_from([1, 3, 3]), otra_vuelta=st.booleans())
    def firman(self, azar: random.Random, cuantas: int, otra_vuelta: bool) -> None:
        """The coordinations sign one after another; in between it may go back, and must be conformed anew."""
        for uno in [] if self.informes("conforme") else self.informes("presentado")[:1]:
            self.que_conformen(azar, uno, "nada")
        if not (conformes := self.informes("conforme")):
            return
        uno = azar.choice(conformes)
        for n, letra in enumerate(sorted(self.personal.vigentes)[:cuantas]):
            if n == 1 and otra_vuelta and azar.random() < 0.5:
                self.dar_otra_vuelta(azar, uno, con_otras_palabras=False)
            self.decir_que_si(azar, letra, uno, "firmar")

    # -- what is written, and its figures

    @rule(azar=AZAR, es_viejo=st.booleans(), seccion=st.sampled_from(["resumen", "resumen", "logros"]))
    def escribir(self, azar: random.Random, es_viejo: bool, seccion: str) -> None:
        """Whatever the state of the report, on what it says or on what it said before."""
        uno = azar.choice(self.informes())
        quien = self.alguien(azar, "editar", {self.de[INFORME, uno.pk]})
        texto = azar.choice(["", "Dos veces.", "Tres veces."])
        mostrado = "0" * 64 if es_viejo else azar.choice([None, self.fresco(uno).hash_de_contenido()])
        self.escribir_en(quien, uno, {seccion: texto}, mostrado)

    def escribir_en(
        self, quien: str, uno: InformeDeSeguimiento, secciones: dict[str, str], mostrado: str | None = None
    ) -> None:
        estado = self.estados[INFORME, uno.pk]

        def hacer(acto: Acto) -> Any:
            faltan = self.no_puede(acto, "editar", {self.de[INFORME, uno.pk]})
            if estado not in ("en_elaboracion", "observado"):
                faltan.add(CondicionesIncumplidas)
            if mostrado == "0" * 64:
                faltan.add(TextoCambiado)
            if uno.pk in self.presentado and secciones.get("resumen") == "":
                faltan.add(DatosInvalidos)
            salida = self.prever(
                faltan,
                (INFORME, uno.pk, "escribir_informe"),
                acto,
                lambda: de_informes.escribir_informe(uno, secciones, acto=acto),
            )
            if "resumen" in secciones:
                (self.con_resumen.add if secciones["resumen"] else self.con_resumen.discard)(uno.pk)
            return salida

        self.intentar(quien, hacer, mostrado=mostrado)

    @rule(azar=AZAR)
    def tomar_cifras(self, azar: random.Random) -> None:
        uno = azar.choice(self.informes())
        self.tomar(self.alguien(azar, "editar", {self.de[INFORME, uno.pk]}), uno)

    def tomar(self, quien: str, uno: InformeDeSeguimiento) -> None:
        """Until they were presented, and once the period is over, as often as one wants."""
        se_toman = self.estados[INFORME, uno.pk] == "en_elaboracion" and self.periodo[uno.pk][1] < f.hoy()

        def hacer(acto: Acto) -> Any:
            faltan: Negativas = set() if se_toman else {CondicionesIncumplidas}
            salida = self.prever(
                faltan | self.no_puede(acto, "editar", {self.de[INFORME, uno.pk]}),
                (INFORME, uno.pk, "tomar_cifras"),
                acto,
                lambda: de_informes.tomar_cifras(uno, acto=acto),
            )
            self.con_cifras.add(uno.pk)
            return salida

        self.intentar(quien, hacer)

    # -- observations

    @rule(azar=AZAR, enlace=st.sampled_from(["", ENLACE]), veces=st.integers(1, 3))
    def corrigen(self, azar: random.Random, enlace: str, veces: int) -> None:
        """It is answered, corrected, and looked at by two of those who could, were it not their own."""
        self.enlace = enlace
        for _ in range(veces):
            if not (vivas := self.observaciones("abierta", "en_subsanacion", "subsanada")):
                return
            una = azar.choice(vivas)
            if una.estado == "subsanada":
                self.juzgar(azar, una, ["verificar", "verificar", "devolver"])
                continue
            quien = self.alguien(azar, "editar", {self.de[OBSERVACION, una.pk]})
            clave = azar.choice([None, None, "a", "b"])
            paso = "atender" if una.estado == "abierta" else "subsanar"
            self.intentar(quien, lambda acto, o=una, p=paso: self.hacer(o, p, acto), clave=clave)  # type: ignore[misc]

    # -- what comes besides

    @rule(
        azar=AZAR,
        letra=st.sampled_from(PARTES),
        que=st.sampled_from(["observacion", "observacion", "compromiso", "informe"]),
    )
    def se_agrega(self, azar: random.Random, letra: str, que: str) -> None:
        """What a control body found, what is undertaken because of an observation, another report."""
        if que == "compromiso":
            self.comprometer(azar)
        elif que == "informe" and len(self.informes()) < 6:
            corte = azar.choice([-40, -3, 1, 60])
            self.hacer_uno(
                "mover", letra, INFORME, azar, partial(self.mesa.esperar, letra, corte + 30, corte)
            )
        elif que == "observacion" and len(self.observaciones()) < 8:
            self.hacer_uno("editar", letra, OBSERVACION, azar, partial(self.mesa.anotar, letra))

    def hacer_uno(self, que: str, letra: str, modelo: str, azar: random.Random, hacer: Any) -> None:
        """Any party may, for whoever is still one."""
        faltan: Negativas = set() if letra in self.personal.vigentes else {DatosInvalidos}
        self.intentar(
            self.alguien(azar, que),
            lambda acto: self.prever(
                faltan | self.no_puede(acto, que, set(PARTES)),
                (modelo, None, "crear"),
                acto,
                lambda: hacer(acto),
            ),
        )

    def comprometer(self, azar: random.Random) -> None:
        """Once, and while something of it is to be corrected."""
        una = azar.choice(self.observaciones())
        es_malo = (
            una.compromiso_id
            or una.estado in ("verificada", "verificacion_no_obtenida")
            or self.de[OBSERVACION, una.pk] not in self.personal.vigentes
        )
        faltan: Negativas = {DatosInvalidos} if es_malo else set()
        self.intentar(
            self.alguien(azar, "editar"),
            lambda acto: self.prever(
                faltan | self.no_puede(acto, "editar", set(PARTES)),
                ("seguimiento.compromiso", None, "crear"),
                acto,
                lambda: de_observaciones.comprometer(una, "Enviar.", vence=f.hoy() + 5 * DIA, acto=acto),
            ),
        )
