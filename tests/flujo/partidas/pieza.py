"""The workshop piece's board: approvals and signatures that go stale when the text changes."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.flujo.conftest import Taller
from tests.flujo.partidas.partida import ELEGIR, Partida
from tests.taller import services as talleres
from tests.taller.models import Pieza


class PartidaDePieza(Partida):
    MUEVEN, EDITAN = {"titular", "asistente"}, {"titular", "alterno", "asistente", "contraparte"}
    APRUEBAN, FIRMAN = {"titular", "contraparte"}, {"firmante", "firmante_de_otra"}
    OBSERVAN = {"titular", "alterno", "contraparte", "asistente", "firmante", "firmante_de_otra"}
    PASOS = {
        ("borrador", "proponer"): "propuesta",
        ("borrador", "descartar"): "descartada",
        ("propuesta", "observar"): "observada",
        ("propuesta", "dar_por_aprobada"): "aprobada",
        ("observada", "volver_a_proponer"): "propuesta",
        ("observada", "descartar"): "descartada",
        ("aprobada", "observar"): "observada",
        ("aprobada", "dar_por_firmada"): "firmada",
        ("firmada", "terminar"): "terminada",
    }
    QUIEN = {
        "proponer": MUEVEN,
        "descartar": MUEVEN,
        "volver_a_proponer": MUEVEN,
        "revisar": MUEVEN,
        "observar": OBSERVAN,
        "dar_por_aprobada": APRUEBAN,
        "dar_por_firmada": FIRMAN,
        "terminar": {"registro"},
    }
    SOBRE_TEXTO = {"proponer", "volver_a_proponer", "dar_por_aprobada", "dar_por_firmada"}
    CON_MOTIVO = {"observar", "descartar"}
    PARTE = {
        "titular": "propone",
        "alterno": "propone",
        "contraparte": "otra",
        "firmante": "propone",
        "firmante_de_otra": "otra",
    }

    COMIENZOS = ["borrador", "propuesta", "observada", "aprobada", "firmada"]

    @staticmethod
    def mesa_nueva(comienzo: str) -> Taller:
        return Taller(comienzo)

    def __init__(self, mesa: Any) -> None:
        super().__init__(mesa)
        self.texto, self.medidas = "Una mesa.", "2 × 1 m"
        ambas = (self.texto, self.medidas)
        aprobada, firmada = self.estado in ("aprobada", "firmada"), self.estado == "firmada"
        self.aprobo = dict.fromkeys(["titular", "contraparte"], ambas) if aprobada else {}
        self.firmo = dict.fromkeys(["firmante", "firmante_de_otra"], ambas) if firmada else {}

    def objeto(self) -> Pieza:
        return self.mesa.actual()  # type: ignore[no-any-return]

    def dijeron(self, libro: dict[str, tuple[str, str]]) -> bool:
        """Whether both parties said yes to the text as it is, by the player's own book."""
        ahora = (self.texto, self.medidas)
        return {self.PARTE[quien] for quien, dicho in libro.items() if dicho == ahora} == {"propone", "otra"}

    def le_falta(self, paso: str) -> bool:
        if paso == "proponer":
            return not (self.texto and self.medidas)
        if paso == "dar_por_aprobada":
            return not self.dijeron(self.aprobo)
        if paso == "dar_por_firmada":
            return not (self.dijeron(self.aprobo) and self.dijeron(self.firmo))
        return False

    def al_mover(self, paso: str) -> None:
        assert not self.le_falta(paso), "a stale approval counted"

    @rule(
        datos=ELEGIR,
        texto=st.sampled_from(["", "Una mesa.", "Una mesa.", "Una mesa.", "Otra mesa."]),
        medidas=st.sampled_from(["", "2 × 1 m", "2 × 1 m", "2 × 1 m"]),
    )
    def escribir(self, datos: st.DataObject, texto: str, medidas: str) -> None:
        quien = datos.draw(st.sampled_from(self.a_quien(self.EDITAN)), "quien")
        self.cambiar(quien, texto, medidas)

    def cambiar(self, quien: str, texto: str, medidas: str) -> None:
        if self.intentar(
            self.EDITAN,
            quien,
            lambda acto: talleres.escribir(self.objeto(), acto=acto, texto=texto, medidas=medidas),
        ):
            self.texto, self.medidas = texto, medidas

    @rule(datos=ELEGIR, que=st.sampled_from(["aprobar", "firmar"]), viejo=st.integers(0, 5))
    def pronunciarse(self, datos: st.DataObject, que: str, viejo: int) -> None:
        quienes = self.APRUEBAN if que == "aprobar" else self.FIRMAN
        quien = datos.draw(st.sampled_from([*sorted(self.pueden(quienes)) * 3, *self.PARTE]), "quien")
        mostrado = datos.draw(st.sampled_from(self.textos), "hash") if viejo == 5 else ...
        self.decir(que, quien, ... if mostrado == self.objeto().hash_de_contenido() else mostrado)

    @rule(
        que=st.sampled_from(["aprobar", "firmar"]),
        en_medio=st.sampled_from(["nada", "otro texto", "ida y vuelta", "otras medidas"]),
    )
    def todos_se_pronuncian(self, que: str, en_medio: str) -> None:
        """Both parties in turn, and somebody edits between the two."""
        una, otra = ("contraparte", "titular") if que == "aprobar" else ("firmante", "firmante_de_otra")
        self.decir(que, una)
        texto, medidas = self.texto, self.medidas
        if en_medio != "nada":
            self.cambiar("asistente", texto if en_medio == "otras medidas" else "Un banco.", "3 m")
        if en_medio == "ida y vuelta":
            self.cambiar("asistente", texto, medidas)
        self.decir(que, "alterno" if self.suplencia and otra == "titular" else otra)

    def decir(self, que: str, quien: str, mostrado: Any = ...) -> None:
        libro, quienes = (self.aprobo, self.APRUEBAN) if que == "aprobar" else (self.firmo, self.FIRMAN)
        antes = libro.get(quien)
        libro[quien] = (self.texto, self.medidas)  # by the time it moves, the player counts it
        if not self.intentar(
            quienes, quien, lambda acto: getattr(talleres, que)(self.objeto(), acto=acto), mostrado
        ):
            libro.pop(quien) if antes is None else libro.update({quien: antes})
        else:
            assert mostrado is ...
            assert self.texto
