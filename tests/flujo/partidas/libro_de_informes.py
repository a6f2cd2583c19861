"""What the player writes down of reports and observations while they are played, and foretells from it."""

import datetime as dt
from typing import Any

from hypothesis.stateful import invariant

from auditoria.models import Asiento
from expedientes.models import Aprobacion
from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, DatosInvalidos
from notificaciones.models import Plazo
from seguimiento.models import InformeDeSeguimiento, ObservacionDeSeguimiento, VersionDeInforme
from seguimiento.services.observaciones import subsanar_observacion
from tests import factories as f
from tests.flujo.partidas.mesa_de_informes import SERVICIOS, MesaDeInformes
from tests.flujo.partidas.prevista import Negativas, PartidaPrevista, Que
from tests.flujo.partidas.tablas import (
    DATOS,
    INFORME,
    OBSERVACION,
    PASOS_DE_INFORMES,
    QUE,
    SOBRE_TEXTO,
)
from tests.flujo.partidas.trabajo import Llave

SECCIONES = ("resumen", "actividades", "logros", "dificultades", "lecciones", "proximos_pasos")
CIFRAS = ("cifras", "cifras_hash", "cifras_el", "presentado_el")
CONTENIDO = (
    *("numero", "desde", "corte", "vence", "es_final", "presenta_id", "presentaciones", "version_id"),
    *SECCIONES,
    *CIFRAS,
)
"""What a report says: nothing of it moves while it is before the parties, nor ever again once it is signed."""
ANTE_LAS_PARTES = {"presentado", "conforme", "firmado", "publicado"}
TERMINADOS = {"publicado", "no_presentado", "dispensado", "verificada", "verificacion_no_obtenida"}
LO_OBSERVADO = (
    *("numero", "informe_id", "version_id", "institucion_id", "de_control", "seccion", "texto", "hecha_el"),
    *("responsable_id", "puesto_id", "vence"),
)


class LibroDeInformes(PartidaPrevista):
    """What was presented in which words and figures, who said yes to which of it, who corrects what."""

    TABLAS = PASOS_DE_INFORMES
    QUE, SOBRE_TEXTO, DATOS = QUE, SOBRE_TEXTO, DATOS
    FILAS = (InformeDeSeguimiento, VersionDeInforme, ObservacionDeSeguimiento, Plazo)
    COMIENZOS = ["de_tres"]

    mesa: MesaDeInformes

    @staticmethod
    def mesa_nueva(comienzo: str) -> MesaDeInformes:
        return MesaDeInformes()

    def __init__(self, mesa: Any) -> None:
        self.de: dict[Llave, str] = {}
        self.periodo: dict[int, tuple[dt.date, dt.date, dt.date]] = {}
        primero = InformeDeSeguimiento.objects.get(expediente=mesa.expediente, numero=1).pk
        self.con_resumen, self.con_cifras = {primero}, {primero}
        self.presentado: dict[int, list[dict[str, Any]]] = {}
        self.dieron: dict[tuple[int, str], dict[str, str | None]] = {}
        self.pedido: dict[int, set[str]] = {}
        self.observado: dict[int, dict[str, Any]] = {}
        self.con_enlace: set[int] = set()
        self.terminado: dict[Llave, Any] = {}
        self.enlace = ""
        super().__init__(mesa)

    # -- what there is, by the player's own book

    def objetos(self) -> list[Any]:
        de = {"expediente": self.mesa.expediente}
        return [
            *InformeDeSeguimiento.objects.select_related("expediente", "version").filter(**de),
            *ObservacionDeSeguimiento.objects.select_related("expediente", "informe").filter(**de),
        ]

    def informes(self, *estados: str) -> list[InformeDeSeguimiento]:
        todos = [o for o in self.que_hay() if isinstance(o, InformeDeSeguimiento)]
        return [o for o in todos if not estados or o.estado in estados]

    def observaciones(self, *estados: str) -> list[ObservacionDeSeguimiento]:
        todas = [o for o in self.que_hay() if isinstance(o, ObservacionDeSeguimiento)]
        return [o for o in todas if not estados or o.estado in estados]

    def fresco(self, objeto: Any) -> Any:
        return next(o for o in self.que_hay() if type(o) is type(objeto) and o.pk == objeto.pk)

    def responsables(self, llave: Llave) -> set[str]:
        """Whoever presents the report, whoever corrects the observation."""
        return {self.de[llave]}

    def hash_presentado(self, pk: int) -> str | None:
        return self.presentado[pk][-1]["hash"] if pk in self.presentado else None

    def reconocer(self) -> None:
        for uno in self.informes():
            self.de.setdefault((INFORME, uno.pk), self.mesa.letra[uno.presenta_id])
            self.periodo.setdefault(uno.pk, (uno.desde, uno.corte, uno.vence))
        filas: Any = ObservacionDeSeguimiento.objects.order_by("pk").values()
        for fila in filas:
            if fila["id"] not in self.observado:
                self.observado[fila["id"]] = fila
                self.de[OBSERVACION, fila["id"]] = self.mesa.letra[fila["responsable_id"]]
        for objeto in self.que_hay():
            self.estados.setdefault((objeto._meta.label_lower, objeto.pk), str(objeto.estado))

    def al_mover(self, llave: Llave, asiento: Asiento) -> None:
        pk = llave[1]
        if llave[0] != INFORME:
            return
        if asiento.accion == "presentar":
            suyas = [o for o, fila in self.observado.items() if fila["informe_id"] == pk]
            assert not [o for o in suyas if self.estados[OBSERVACION, o] == "abierta"], (
                "it was left unanswered"
            )
            fila = InformeDeSeguimiento.objects.values(*CONTENIDO, "version__hash").get(pk=pk)
            self.presentado.setdefault(pk, []).append(fila | {"hash": fila.pop("version__hash")})
            self.dieron[pk, "conformar"], self.dieron[pk, "firmar"] = {}, {}
            self.pedido[pk] = self.personal.vigentes - {self.de[llave]}
        elif asiento.accion in ("conformar", "firmar"):
            piden = self.piden(pk, asiento.accion)
            dijeron = {letra: self.dieron[pk, asiento.accion].get(letra) for letra in piden}
            assert dijeron == dict.fromkeys(piden, self.hash_presentado(pk)), "a yes to other content counted"

    def piden(self, pk: int, paso: str) -> set[str]:
        """The parties of which each must say yes."""
        return self.personal.vigentes - ({self.de[INFORME, pk]} if paso == "conformar" else set())

    # -- what is foretold

    def impide(self, objeto: Any, paso: str, acto: Acto) -> Negativas:
        if isinstance(objeto, ObservacionDeSeguimiento) and paso == "cerrar_sin_verificacion":
            otras = set(self.personal.vigentes) - {self.de[OBSERVACION, objeto.pk]}
            return {CondicionesIncumplidas} if otras else set()
        if isinstance(objeto, ObservacionDeSeguimiento):
            se_ve = objeto.informe_id or self.enlace or objeto.pk in self.con_enlace
            return {CondicionesIncumplidas} if paso == "subsanar" and not se_ve else set()
        desde, corte, vence = self.periodo[objeto.pk]
        abiertas = [o for o in self.observaciones("abierta") if o.informe_id == objeto.pk]
        falta = {
            "elaborar": desde > f.hoy(),
            "presentar": not {objeto.pk} <= self.con_cifras & self.con_resumen or bool(abiertas),
            "dar_por_no_presentado": vence >= f.hoy(),
        }
        es_malo = {
            "presentar": corte >= f.hoy(),
            "observar": self.de[INFORME, objeto.pk] not in self.personal.vigentes,
        }
        faltan: Negativas = {CondicionesIncumplidas} if falta.get(paso) else set()
        return faltan | {DatosInvalidos} if es_malo.get(paso) else faltan

    def dar(self, objeto: Any, paso: str, acto: Acto) -> Any:
        if paso == "subsanar" and isinstance(objeto, ObservacionDeSeguimiento):
            return subsanar_observacion(objeto, "Se detalló.", acto=acto, enlace=self.enlace)
        servicio = SERVICIOS.get((objeto._meta.label_lower, paso))
        return servicio(objeto, acto) if servicio else super().dar(objeto, paso, acto)

    def consta(self, objeto: Any, paso: str) -> Que:
        if isinstance(objeto, InformeDeSeguimiento) and paso == "observar":
            return OBSERVACION, None, "crear"
        es_conformidad = isinstance(objeto, InformeDeSeguimiento) and paso == "conformar"
        return super().consta(objeto, "aprobar" if es_conformidad else paso)

    def al_hacer(self, objeto: Any, paso: str, acto: Acto) -> None:
        if paso == "elaborar" and self.periodo[objeto.pk][1] < f.hoy():
            self.con_cifras.add(objeto.pk)
        elif paso == "subsanar" and self.enlace:
            self.con_enlace.add(objeto.pk)
        elif paso in ("conformar", "firmar"):
            assert acto.hash_mostrado == self.hash_presentado(objeto.pk), "a yes to what was not presented"
            dieron = self.dieron[objeto.pk, paso]
            dieron[self.por(acto)] = acto.hash_mostrado
            se_movio = (
                InformeDeSeguimiento.objects.get(pk=objeto.pk).estado != self.estados[INFORME, objeto.pk]
            )
            assert se_movio is (self.piden(objeto.pk, paso) <= dieron.keys()), (
                "it waited for more, or for less"
            )

    # -- what must always be true

    @invariant()
    def ante_las_partes_no_cambia(self) -> None:
        """What was presented stays as it was, figures for ever, and each time is a version of its own."""
        if not self.toca("presentado"):
            return
        for uno in InformeDeSeguimiento.objects.filter(pk__in=self.presentado).values(
            *CONTENIDO, "id", "estado"
        ):
            veces = self.presentado[uno["id"]]
            assert {c: uno[c] for c in CIFRAS} == {c: veces[0][c] for c in CIFRAS}, "the figures changed"
            if uno["estado"] in ANTE_LAS_PARTES:
                assert {c: uno[c] for c in CONTENIDO} == {c: veces[-1][c] for c in CONTENIDO}, "it changed"
            versiones = VersionDeInforme.objects.filter(informe=uno["id"]).order_by("n")
            assert [v.hash for v in versiones] == [vez["hash"] for vez in veces]
            assert [v.n for v in versiones] == [vez["presentaciones"] for vez in veces]
            assert len({v.hash for v in versiones}) == uno["presentaciones"], (
                "two presentations are one content"
            )
            for version, vez in zip(versiones, veces, strict=True):
                dice = {c: version.datos[c] for c in (*SECCIONES, "cifras_hash", "presentaciones")}
                assert dice == {c: vez[c] for c in dice}, "the version is not what was presented"

    @invariant()
    def lo_terminado_no_cambia(self) -> None:
        if not self.toca("terminado"):
            return
        for objeto in self.que_hay():
            if objeto.estado in TERMINADOS:
                llave = (objeto._meta.label_lower, objeto.pk)
                fila = type(objeto)._base_manager.values().get(pk=objeto.pk)
                assert self.terminado.setdefault(llave, fila) == fila, "what had come to an end changed"

    @invariant()
    def nadie_juzga_lo_suyo(self) -> None:
        if not self.toca("suyo"):
            return
        for si in Aprobacion.objects.filter(modelo=INFORME, clase="aprobacion"):
            assert self.mesa.letra[si.institucion_id] != self.de[INFORME, si.objeto], "it conformed its own"
        for una in self.observaciones():
            if una.informe_id:
                assert self.mesa.letra[una.institucion_id] != self.de[INFORME, una.informe_id]
            if una.estado == "verificada":
                verifica = Asiento.objects.get(pk=una.asiento_id).institucion_id
                assert verifica != una.responsable_id, "it verified what it had corrected"

    @invariant()
    def cada_si_es_de_una_presentacion(self) -> None:
        if not self.toca("si"):
            return
        for si in Aprobacion.objects.filter(modelo=INFORME):
            assert si.hash_contenido in {vez["hash"] for vez in self.presentado[si.objeto]}

    @invariant()
    def se_pide_la_conformidad_a_quien_falta(self) -> None:
        """Each presentation asks anew, and each party until it said yes to that one."""
        if not self.toca("pedido"):
            return
        for uno in self.informes("presentado"):
            abiertos = Plazo.objects.abiertos().filter(
                modelo=INFORME, objeto=uno.pk, tipo="conformidad_de_informe"
            )
            piden = {self.mesa.letra[plazo.institucion_id] for plazo in abiertos}
            assert piden == self.pedido[uno.pk] - self.dieron[uno.pk, "conformar"].keys()

    @invariant()
    def las_observaciones_viven_enteras(self) -> None:
        """What was observed stays, of the presentation on which it was made; each state says what it must."""
        if not self.toca("observado"):
            return
        filas: Any = ObservacionDeSeguimiento.objects.values()
        for fila in filas:
            dicho, estado = self.observado[fila["id"]], fila["estado"]
            assert {c: fila[c] for c in LO_OBSERVADO} == {c: dicho[c] for c in LO_OBSERVADO}
            assert (estado == "abierta") is (fila["accion_correctiva"] == "")
            assert (estado in ("subsanada", "verificada", "verificacion_no_obtenida")) is (
                fila["subsanada_el"] is not None
            )
            if fila["informe_id"]:
                assert fila["version_id"] in {
                    vez["version_id"] for vez in self.presentado[fila["informe_id"]]
                }

    @invariant()
    def los_numeros_no_tienen_huecos(self) -> None:
        if self.toca("numeros"):
            self.exigir_sin_huecos(uno.numero for uno in self.informes())
            self.exigir_sin_huecos(una.numero for una in self.observaciones())
