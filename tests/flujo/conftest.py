"""One case of two parties with a workpiece in it, and everybody who may or may not touch it."""

from typing import Any

import pytest

from expedientes.models import Expediente
from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Usuario
from tests import factories as f
from tests.taller import services
from tests.taller.models import Estado, Pieza

APROBADA_POR_AMBAS = (Estado.APROBADA, Estado.FIRMADA, Estado.TERMINADA)


class Taller:
    """`propone` (proposing) and `otra`, each with a titular and a signatory; the rest is at `propone`."""

    def __init__(self, estado: str = Estado.BORRADOR, *, pais: str = "PE") -> None:
        self.propone = f.institucion("Proponente", sigla="PROP", pais=pais)
        self.otra = f.institucion("Otra", sigla="OTRA", pais=pais)
        self.expediente: Expediente = f.expediente(self.propone, self.otra)
        self.titular, self.d_titular = f.designado(self.expediente, self.propone, "coordinador_titular")
        self.alterno, self.d_alterno = f.designado(self.expediente, self.propone, "coordinador_alterno")
        self.contraparte, _d = f.designado(self.expediente, self.otra, "coordinador_titular")
        self.firmante, _d = f.designado(self.expediente, self.propone, "firmante")
        self.firmante_de_otra, _d = f.designado(self.expediente, self.otra, "firmante")
        self.asistente = f.con_rol(self.propone, "asistente", "Asistente")
        self.registro = f.con_rol(self.propone, "registro", "Registro")
        self.personal = f.con_rol(self.propone, "personal", "Personal")
        self.ajeno = f.con_rol(f.institucion("Ajena"), "asistente", "Ajeno")
        self.pieza = services.hacer(self.expediente)
        self.llevar_a(estado)

    def gente(self) -> dict[str, Usuario]:
        return {nombre: valor for nombre, valor in vars(self).items() if isinstance(valor, Usuario)}

    def actual(self) -> Pieza:
        return Pieza.objects.select_related("expediente").get(pk=self.pieza.pk)

    def acto(self, quien: Usuario, **campos: Any) -> Acto:
        """An act by somebody who has the current text before them."""
        campos.setdefault("hash_mostrado", self.actual().hash_de_contenido())
        return Acto(registra=quien, **campos)

    def mover(self, paso: str, quien: Usuario | None = None, **datos: Any) -> Pieza:
        return perform(self.actual(), paso, acto=self.acto(quien or self.titular), **datos).objeto

    def aprobar(self, quien: Usuario) -> Pieza:
        return services.aprobar(self.actual(), acto=self.acto(quien))

    def firmar(self, quien: Usuario) -> Pieza:
        return services.firmar(self.actual(), acto=self.acto(quien))

    def escribir(self, quien: Usuario | None = None, **campos: str) -> Pieza:
        return services.escribir(self.actual(), acto=self.acto(quien or self.titular), **campos)

    def llevar_a(self, estado: str) -> None:
        if estado == Estado.BORRADOR:
            return
        self.mover("proponer")
        if estado in APROBADA_POR_AMBAS:
            self.aprobar(self.titular)
            self.aprobar(self.contraparte)
        if estado in (Estado.FIRMADA, Estado.TERMINADA):
            self.firmar(self.firmante)
            self.firmar(self.firmante_de_otra)
        if estado == Estado.TERMINADA:
            self.mover("terminar", self.registro)
        if estado == Estado.OBSERVADA:
            self.mover("observar", self.contraparte, motivo="Falta algo.")


@pytest.fixture
def taller(db: None) -> Taller:
    return Taller()
