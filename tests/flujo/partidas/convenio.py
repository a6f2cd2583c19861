"""The boards of the agreement and of its addenda."""

import datetime as dt
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from convenios import services as convenios
from convenios.models import Adenda, Convenio, Observacion
from convenios.requeridos import requeridos_de
from expedientes.models import Aprobacion
from flujo.acto import Acto
from instituciones.models import Institucion
from tests import factories as f
from tests.flujo.partidas.partida import ELEGIR, Partida


class PartidaDeInstrumento(Partida):
    """What an agreement and an addendum share: opinions, observations, approvals, signatures on one text."""

    MUEVEN, EDITAN = {"titular", "asistente"}, {"titular", "alterno", "asistente"}
    OBSERVAN = {
        "titular",
        "alterno",
        "tecnica",
        "juridica",
        "contraparte",
        "asistente",
        "asistente_de_contraparte",
        "firmante",
        "firmante_de_otra",
    }
    APRUEBAN, FIRMAN = {"titular", "contraparte"}, {"firmante", "firmante_de_otra"}
    COMPARTEN = {"titular", "contraparte", "asistente", "asistente_de_contraparte"}
    PARTE = {
        "titular": "propone",
        "alterno": "propone",
        "contraparte": "otra",
        "firmante": "propone",
        "firmante_de_otra": "otra",
    }

    def __init__(self, mesa: Any) -> None:
        super().__init__(mesa)
        instrumento = self.objeto()
        self.opino: dict[str, tuple[str, bool]] = {}
        self.aprobo: dict[str, str] = {}
        self.firmo: dict[str, str] = {}
        for dada in Aprobacion.objects.filter(modelo=instrumento._meta.label_lower, objeto=instrumento.pk):
            parte = "propone" if dada.institucion_id == mesa.propone.pk else "otra"
            if dada.clase == "opinion":
                self.opino[dada.materia] = dada.hash_contenido, dada.es_favorable
            elif dada.clase == "aprobacion":
                self.aprobo[parte] = dada.hash_contenido

    def al_mover(self, paso: str) -> None:
        instrumento = self.objeto()
        actual = instrumento.contenido_hash
        abiertas = instrumento.observadas().filter(respuesta="").count()
        if paso == "observar":
            assert abiertas > 0
        if paso in ("levantar_observaciones", "pasar_a_aprobacion"):
            assert abiertas == 0
        if paso in ("pasar_a_aprobacion", "pasar_a_firma"):
            assert self.opino == {"tecnica": (actual, True), "juridica": (actual, True)}
        if paso == "pasar_a_firma":
            assert self.aprobo == {"propone": actual, "otra": actual}, "an approval of another text counted"
        if paso == "suscribir":
            assert self.firmo == {"propone": actual, "otra": actual}, "a signature of another text counted"

    @rule(
        datos=ELEGIR, objeto=st.sampled_from(["Las partes cooperan.", "Las partes comparten.", "Otra cosa."])
    )
    def compartir_un_texto(self, datos: st.DataObject, objeto: str) -> None:
        quien = datos.draw(st.sampled_from(self.a_quien(self.COMPARTEN)), "quien")
        self.intentar(
            self.COMPARTEN,
            quien,
            lambda acto: convenios.guardar_version(self.objeto(), f.clausulas(objeto), acto=acto),
        )

    @rule(datos=ELEGIR, tipo=st.sampled_from(["tecnica", "juridica"]), es_favorable=st.booleans())
    def opinar(self, datos: st.DataObject, tipo: str, es_favorable: bool) -> None:
        quien = datos.draw(st.sampled_from(["tecnica", "juridica", "titular", "ajeno"]), "quien")
        if self.intentar(
            {tipo},
            quien,
            lambda acto: convenios.opinar(
                self.objeto(), tipo, es_favorable=es_favorable, fundamento="Así es.", acto=acto
            ),
        ):
            self.opino[tipo] = self.objeto().contenido_hash or "", es_favorable

    @rule()
    def opinan_todos(self) -> None:
        for tipo in ("tecnica", "juridica"):
            if self.intentar(
                {tipo},
                tipo,
                lambda acto, tipo=tipo: convenios.opinar(  # type: ignore[misc]
                    self.objeto(), tipo, es_favorable=True, fundamento="", acto=acto
                ),
            ):
                self.opino[tipo] = self.objeto().contenido_hash or "", True

    @rule(datos=ELEGIR, que=st.sampled_from(["aprobar", "firmar"]), viejo=st.integers(0, 5))
    def pronunciarse(self, datos: st.DataObject, que: str, viejo: int) -> None:
        quienes = self.APRUEBAN if que == "aprobar" else self.FIRMAN
        posibles = [q for q in self.PARTE if q in self.gente]
        quien = datos.draw(
            st.sampled_from([*sorted(self.pueden(quienes) & self.gente.keys()) * 3, *posibles]), "quien"
        )
        mostrado = datos.draw(st.sampled_from(self.textos), "hash") if viejo == 5 else ...
        self.decir(que, quien, ... if mostrado == self.objeto().contenido_hash else mostrado)

    @rule(que=st.sampled_from(["aprobar", "firmar"]))
    def se_pronuncian_todos(self, que: str) -> None:
        una, otra = ("contraparte", "titular") if que == "aprobar" else ("firmante", "firmante_de_otra")
        for quien in (una, "alterno" if self.suplencia and otra == "titular" else otra):
            if quien in self.gente:
                self.decir(que, quien)

    def decir(self, que: str, quien: str, mostrado: Any = ...) -> None:
        libro, quienes = (self.aprobo, self.APRUEBAN) if que == "aprobar" else (self.firmo, self.FIRMAN)
        parte = self.PARTE[quien]
        antes = dict(libro)
        libro[parte] = self.objeto().contenido_hash or ""  # by the time it moves, the player counts it
        if not self.intentar(
            quienes, quien, lambda acto: getattr(convenios, que)(self.objeto(), acto=acto), mostrado
        ):
            libro.clear()
            libro.update(antes)
        else:
            assert mostrado is ..., "what was said of another text was taken"

    @rule(datos=ELEGIR)
    def hacer_una_observacion(self, datos: st.DataObject) -> None:
        quien = datos.draw(st.sampled_from(self.a_quien(self.OBSERVAN & self.gente.keys())), "quien")
        self.intentar(
            self.OBSERVAN, quien, lambda acto: convenios.observar(self.objeto(), "No se entiende.", acto=acto)
        )

    @rule(quien=st.sampled_from(["titular", "alterno", "asistente", "contraparte"]))
    def responder_las_observaciones(self, quien: str) -> None:
        for observacion in Observacion.objects.filter(respuesta=""):
            self.intentar(self.EDITAN, quien, partial(self.responder, observacion))

    def responder(self, observacion: Observacion, acto: Acto) -> None:
        convenios.responder_observacion(observacion, "Se aclara.", acto=acto)

    def filas(self) -> tuple[Any, ...]:
        de = Aprobacion.objects.filter(modelo=self.modelo._meta.label_lower, objeto=self.pk)
        return *super().filas(), list(de.order_by("pk").values_list("pk", "clase", "hash_contenido"))

    @invariant()
    def lo_caduco_no_cuenta(self) -> None:
        if not self.toca("caduco"):
            return
        instrumento = self.objeto()
        for requerido in requeridos_de([instrumento])[instrumento.llave]:
            if requerido.clase == "opinion":
                dicha = self.opino.get(requerido.materia, ("", False))[0]
            else:
                parte = "propone" if requerido.institucion == self.mesa.propone else "otra"
                dicha = (self.firmo if requerido.clase == "firma" else self.aprobo).get(parte, "")
            assert (requerido.vigente is not None) is (dicha != "" and dicha == instrumento.contenido_hash)


class PartidaDeConvenio(PartidaDeInstrumento):
    EDITAN_LA_OTRA = {"contraparte", "asistente_de_contraparte"}
    MUEVEN = PartidaDeInstrumento.MUEVEN
    REGISTRAN = {"registro"}
    CONCLUYEN = {"titular", "contraparte", "asistente", "asistente_de_contraparte", "registro"}
    PASOS = {
        ("contacto", "solicitar"): "solicitud",
        ("contacto", "no_suscribir"): "no_suscrito",
        ("solicitud", "enviar_a_evaluacion"): "en_evaluacion",
        ("solicitud", "no_suscribir"): "no_suscrito",
        ("en_evaluacion", "observar"): "observado",
        ("en_evaluacion", "pasar_a_aprobacion"): "en_aprobacion",
        ("en_evaluacion", "no_suscribir"): "no_suscrito",
        ("observado", "levantar_observaciones"): "en_evaluacion",
        ("en_aprobacion", "observar"): "observado",
        ("en_aprobacion", "pasar_a_firma"): "en_firma",
        ("en_firma", "observar"): "observado",
        ("en_firma", "suscribir"): "suscrito",
        ("suscrito", "dejar_pendiente"): "pendiente_entrada_en_vigor",
        ("suscrito", "poner_en_ejecucion"): "en_ejecucion",
        ("pendiente_entrada_en_vigor", "entrar_en_vigor"): "en_ejecucion",
        ("en_ejecucion", "suspender"): "suspendido",
        ("en_ejecucion", "concluir"): "concluido",
        ("suspendido", "reanudar"): "en_ejecucion",
        ("suspendido", "concluir"): "concluido",
        ("concluido", "iniciar_liquidacion"): "en_liquidacion",
        ("concluido", "cerrar"): "cerrado",
        ("en_liquidacion", "cerrar"): "cerrado",
        ("cerrado", "archivar"): "archivado",
    }
    QUIEN = {
        "solicitar": MUEVEN,
        "enviar_a_evaluacion": MUEVEN,
        "no_suscribir": MUEVEN,
        "observar": PartidaDeInstrumento.OBSERVAN,
        "levantar_observaciones": MUEVEN,
        "pasar_a_aprobacion": MUEVEN,
        "pasar_a_firma": MUEVEN,
        "suscribir": PartidaDeInstrumento.FIRMAN,
        "dejar_pendiente": REGISTRAN,
        "poner_en_ejecucion": REGISTRAN,
        "entrar_en_vigor": REGISTRAN,
        "suspender": MUEVEN,
        "reanudar": MUEVEN,
        "concluir": CONCLUYEN,
        "iniciar_liquidacion": CONCLUYEN,
        "cerrar": CONCLUYEN,
        "archivar": REGISTRAN,
    }
    SOBRE_TEXTO = {
        "enviar_a_evaluacion",
        "observar",
        "levantar_observaciones",
        "pasar_a_aprobacion",
        "pasar_a_firma",
        "suscribir",
    }
    CON_MOTIVO = {"no_suscribir"}
    HOY = dt.date(2026, 1, 1)
    DATOS = {
        "suscribir": {"suscrito_el": HOY},
        "poner_en_ejecucion": {"inicio": HOY, "fin": None},
        "entrar_en_vigor": {"inicio": HOY, "fin": None, "acto_de_vigor": "x"},
        "reanudar": {"fin": None},
        "concluir": {"causa": "cumplimiento", "fecha": HOY},
        "cerrar": {"fecha": HOY, "sin_cumplir": {}},
    }

    COMIENZOS = ["contacto", "solicitud", "en_evaluacion", "en_aprobacion", "en_firma", "en_ejecucion"]

    @staticmethod
    def mesa_nueva(comienzo: str) -> f.Caso:
        caso = f.Caso(comienzo)
        if comienzo == "solicitud":
            caso.completar_solicitud()
        return caso

    def __init__(self, mesa: Any) -> None:
        super().__init__(mesa)
        for dada in Aprobacion.objects.filter(modelo="convenios.convenio", clase="firma"):
            parte = "propone" if dada.institucion_id == mesa.propone.pk else "otra"
            self.firmo[parte] = dada.hash_contenido

    def al_mover(self, paso: str) -> None:
        super().al_mover(paso)
        convenio = self.objeto()
        if paso == "enviar_a_evaluacion":
            assert convenio.version_id is not None
            assert convenio.requisitos.count() == 4
        if paso == "concluir":
            assert convenio.causales.filter(retirada_el=None).exists()
        if paso == "cerrar":
            assert convenio.liquidacion is not None

    def objeto(self) -> Convenio:
        return self.mesa.actual()  # type: ignore[no-any-return]

    @rule(
        quien=st.sampled_from(["titular", "asistente", "alterno", "contraparte", "asistente_de_contraparte"]),
        que=st.sampled_from(["personeria", "facultades"]),
    )
    def declarar_requisitos(self, quien: str, que: str) -> None:
        for parte, quienes in ((self.mesa.propone, self.EDITAN), (self.mesa.otra, self.EDITAN_LA_OTRA)):
            self.intentar(
                quienes,
                quien,
                partial(self.declarar, parte, que),
            )

    def declarar(self, parte: Institucion, que: str, acto: Acto) -> None:
        convenios.declarar_requisito(self.objeto(), parte, que, falta_hasta=f.hoy() + f.AYER, acto=acto)

    @rule(quien=st.sampled_from(["titular", "contraparte", "registro", "alterno"]))
    def registrar_una_causal(self, quien: str) -> None:
        if quien in self.gente:
            self.intentar(
                self.CONCLUYEN,
                quien,
                lambda acto: convenios.registrar_causal(self.objeto(), "cumplimiento", motivo="x", acto=acto),
            )

    @rule(quien=st.sampled_from(["titular", "registro", "alterno"]))
    def declarar_sin_saldos(self, quien: str) -> None:
        if quien in self.gente:
            self.intentar(self.CONCLUYEN, quien, lambda acto: convenios.liquidar(self.objeto(), acto=acto))


class PartidaDeAdenda(PartidaDeInstrumento):
    MUEVEN = PartidaDeInstrumento.MUEVEN
    PASOS = {
        ("borrador", "enviar_a_evaluacion"): "en_evaluacion",
        ("borrador", "desistir"): "desistida",
        ("en_evaluacion", "observar"): "observada",
        ("en_evaluacion", "pasar_a_aprobacion"): "en_aprobacion",
        ("en_evaluacion", "desistir"): "desistida",
        ("observada", "levantar_observaciones"): "en_evaluacion",
        ("observada", "desistir"): "desistida",
        ("en_aprobacion", "observar"): "observada",
        ("en_aprobacion", "pasar_a_firma"): "en_firma",
        ("en_aprobacion", "desistir"): "desistida",
        ("en_firma", "observar"): "observada",
        ("en_firma", "suscribir"): "suscrita",
        ("en_firma", "desistir"): "desistida",
        ("suscrita", "surtir_efecto"): "con_efecto",
    }
    QUIEN = {
        "enviar_a_evaluacion": MUEVEN,
        "desistir": MUEVEN,
        "observar": PartidaDeInstrumento.OBSERVAN,
        "levantar_observaciones": MUEVEN,
        "pasar_a_aprobacion": MUEVEN,
        "pasar_a_firma": MUEVEN,
        "suscribir": PartidaDeInstrumento.FIRMAN,
        "surtir_efecto": {"registro"},
    }
    SOBRE_TEXTO = PartidaDeConvenio.SOBRE_TEXTO
    CON_MOTIVO = {"desistir"}
    DATOS = {"suscribir": {"suscrito_el": dt.date(2026, 1, 1)}, "surtir_efecto": {"fin_anterior": None}}
    COMIENZOS = ["borrador"]

    @staticmethod
    def mesa_nueva(comienzo: str) -> f.CasoDeAdenda:
        return f.CasoDeAdenda()

    def objeto(self) -> Adenda:
        return self.mesa.actual_adenda()  # type: ignore[no-any-return]
