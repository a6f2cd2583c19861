"""The agreement's board."""

from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from convenios import services as convenios
from convenios.models import Convenio, Observacion
from convenios.queries import opiniones_de
from flujo.acto import Acto
from instituciones.models import Institucion
from tests import factories as f
from tests.flujo.partidas.partida import ELEGIR, Partida


class PartidaDeConvenio(Partida):
    MUEVEN, EDITAN = {"titular", "asistente"}, {"titular", "alterno", "asistente"}
    EDITAN_LA_OTRA = {"contraparte", "asistente_de_contraparte"}
    OBSERVAN = {
        "titular",
        "alterno",
        "tecnica",
        "juridica",
        "contraparte",
        "asistente",
        "asistente_de_contraparte",
    }
    PASOS = {
        ("contacto", "solicitar"): "solicitud",
        ("contacto", "no_suscribir"): "no_suscrito",
        ("solicitud", "enviar_a_evaluacion"): "en_evaluacion",
        ("solicitud", "no_suscribir"): "no_suscrito",
        ("en_evaluacion", "observar"): "observado",
        ("en_evaluacion", "no_suscribir"): "no_suscrito",
        ("observado", "levantar_observaciones"): "en_evaluacion",
    }
    QUIEN = {
        "solicitar": MUEVEN,
        "enviar_a_evaluacion": MUEVEN,
        "no_suscribir": MUEVEN,
        "observar": OBSERVAN,
        "levantar_observaciones": MUEVEN,
    }
    SOBRE_TEXTO = {"enviar_a_evaluacion", "observar", "levantar_observaciones"}
    CON_MOTIVO = {"no_suscribir"}
    COMPARTEN = {"titular", "contraparte", "asistente", "asistente_de_contraparte"}

    COMIENZOS = ["contacto", "solicitud", "en_evaluacion"]

    @staticmethod
    def mesa_nueva(comienzo: str) -> f.Caso:
        caso = f.Caso(comienzo)
        if comienzo == "solicitud":
            caso.completar_solicitud()
        return caso

    def __init__(self, mesa: Any) -> None:
        super().__init__(mesa)
        self.textos_vistos: set[str] = set()
        self.opino: dict[str, str] = {}

    def objeto(self) -> Convenio:
        return self.mesa.actual()  # type: ignore[no-any-return]

    def al_mover(self, paso: str) -> None:
        convenio = self.objeto()
        abiertas = Observacion.objects.filter(convenio=convenio, respuesta="").count()
        if paso == "enviar_a_evaluacion":
            assert convenio.version_id is not None
            assert convenio.requisitos.count() == 4
        if paso == "observar":
            assert abiertas > 0
        if paso == "levantar_observaciones":
            assert abiertas == 0

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
            self.opino[tipo] = self.objeto().contenido_hash or ""

    @rule(datos=ELEGIR)
    def hacer_una_observacion(self, datos: st.DataObject) -> None:
        quien = datos.draw(st.sampled_from(self.a_quien(self.OBSERVAN)), "quien")
        self.intentar(
            self.OBSERVAN, quien, lambda acto: convenios.observar(self.objeto(), "No se entiende.", acto=acto)
        )

    @rule(quien=st.sampled_from(["titular", "alterno", "asistente", "contraparte"]))
    def responder_las_observaciones(self, quien: str) -> None:
        for observacion in Observacion.objects.filter(respuesta=""):
            self.intentar(
                self.EDITAN,
                quien,
                partial(self.responder, observacion),
            )

    def responder(self, observacion: Observacion, acto: Acto) -> None:
        convenios.responder_observacion(observacion, "Se aclara.", acto=acto)

    @invariant()
    def las_opiniones_caducas_no_cuentan(self) -> None:
        convenio = self.objeto()
        for opinion in opiniones_de([convenio])[convenio.pk]:
            dicha = self.opino.get(opinion.tipo)
            assert (opinion.vigente is not None) is (dicha is not None and dicha == convenio.contenido_hash)
