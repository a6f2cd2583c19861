"""A relation whose federation reports every half year, with one report taken as far as a test needs."""

import datetime as dt
from typing import Any

from flujo.acto import Acto
from flujo.services import perform
from instituciones.models import Usuario
from seguimiento.models import CalendarioDeInformes, InformeDeSeguimiento, ObservacionDeSeguimiento
from seguimiento.services.calendario import Terminos, agregar_informe, fijar_calendario
from seguimiento.services.informes import (
    conformar_informe,
    elaborar_informe,
    escribir_informe,
    firmar_informe,
    observar_informe,
    presentar_informe,
)
from seguimiento.services.observaciones import (
    DatosDeObservacion,
    anotar_observacion,
    atender_observacion,
    subsanar_observacion,
)
from tests.factories import hoy
from tests.seguimiento.caso import DIA, Caso

RESUMEN = "En el período las partes intercambiaron herramientas."


class CasoDeInformes(Caso):
    """`titular`'s federation presents; `contraparte` of the other party conforms."""

    def calendario(self, quien: Usuario | None = None, **cambios: Any) -> CalendarioDeInformes:
        terminos: dict[str, Any] = {
            "meses": 6,
            "desde": dt.date(2025, 1, 1),
            "hasta": dt.date(2026, 3, 31),
            "dias_para_presentar": 20,
            "presenta": self.propone,
            "con_final": False,
            **cambios,
        }
        acto = Acto(registra=quien or self.titular)
        return fijar_calendario(self.expediente, Terminos(**terminos), acto=acto)

    def esperado(self, **campos: Any) -> InformeDeSeguimiento:
        """A report of the last ninety days up to yesterday, by the proposing party."""
        datos: dict[str, Any] = {
            "desde": hoy() - 90 * DIA,
            "corte": hoy() - DIA,
            "presenta": self.propone,
            "dias_para_presentar": 20,
            **campos,
        }
        return agregar_informe(self.expediente, acto=Acto(registra=self.titular), **datos)

    def hasta(self, estado: str, **campos: Any) -> InformeDeSeguimiento:
        """A report taken the shortest way to a state, everybody doing what is theirs."""
        informe = self.esperado(**campos)
        if estado == "esperado":
            return informe
        informe = elaborar_informe(informe, acto=Acto(registra=self.tecnico))
        informe = self.escribir_en(informe, resumen=RESUMEN)
        if estado == "en_elaboracion":
            return informe
        informe = self.presentar(informe)
        if estado == "presentado":
            return informe
        if estado == "observado":
            self.observar(informe)
            return self.vivo(informe)
        self.conformar(informe)
        if estado == "conforme":
            return self.vivo(informe)
        for quien in (self.titular, self.contraparte):
            self.firmar(informe, quien)
        return self.vivo(informe)

    def vivo(self, informe: InformeDeSeguimiento) -> InformeDeSeguimiento:
        return InformeDeSeguimiento.objects.select_related("expediente", "version").get(pk=informe.pk)

    def viva(self, observacion: ObservacionDeSeguimiento) -> ObservacionDeSeguimiento:
        return ObservacionDeSeguimiento.objects.select_related("expediente", "informe").get(pk=observacion.pk)

    def ante(self, informe: InformeDeSeguimiento, quien: Usuario, **campos: Any) -> Acto:
        """An act by somebody who has before them the report as it now is."""
        return Acto(registra=quien, **{"hash_mostrado": self.vivo(informe).hash_de_contenido(), **campos})

    def escribir_en(
        self, informe: InformeDeSeguimiento, quien: Usuario | None = None, **secciones: str
    ) -> InformeDeSeguimiento:
        return escribir_informe(informe, secciones, acto=self.ante(informe, quien or self.tecnico))

    def presentar(self, informe: InformeDeSeguimiento, quien: Usuario | None = None) -> InformeDeSeguimiento:
        return presentar_informe(informe, acto=self.ante(informe, quien or self.titular))

    def observar(
        self, informe: InformeDeSeguimiento, texto: str = "Falta el detalle.", quien: Usuario | None = None
    ) -> ObservacionDeSeguimiento:
        datos = DatosDeObservacion(texto=texto)
        acto = self.ante(informe, quien or self.contraparte)
        return observar_informe(informe, [datos], acto=acto)[0]

    def conformar(self, informe: InformeDeSeguimiento, quien: Usuario | None = None) -> None:
        conformar_informe(informe, acto=self.ante(informe, quien or self.contraparte))

    def firmar(self, informe: InformeDeSeguimiento, quien: Usuario) -> None:
        firmar_informe(informe, acto=self.ante(informe, quien))

    def de_control(self, texto: str = "No se documentó.") -> ObservacionDeSeguimiento:
        """What a control body observed, for the proposing party to correct."""
        datos = DatosDeObservacion(texto=texto, responsable=self.propone, de_control="Contraloría")
        return anotar_observacion(self.expediente, datos, acto=Acto(registra=self.titular))

    def atender(self, observacion: ObservacionDeSeguimiento) -> ObservacionDeSeguimiento:
        return atender_observacion(observacion, "Se detallará.", acto=Acto(registra=self.tecnico))

    def subsanar(self, observacion: ObservacionDeSeguimiento, **campos: Any) -> ObservacionDeSeguimiento:
        acto = Acto(registra=self.tecnico)
        return subsanar_observacion(observacion, "Se detalló.", acto=acto, **campos)

    def paso(self, objeto: Any, nombre: str, quien: Usuario, **datos: Any) -> Any:
        return perform(
            objeto,
            nombre,
            acto=self.ante(objeto, quien)
            if isinstance(objeto, InformeDeSeguimiento)
            else Acto(registra=quien),
            **datos,
        ).objeto
