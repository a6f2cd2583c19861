"""Doing what the writing page of an acta sent, one change after another, each with its own outcome."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flujo.acto import Acto
from flujo.errors import CondicionesIncumplidas, Negativa
from seguimiento.forms.operaciones import Operacion
from seguimiento.models import Acta, Parrafo
from seguimiento.queries.redaccion import Redaccion
from seguimiento.services.parrafos import (
    Guardado,
    agregar_parrafo,
    cambiar_parrafo,
    clasificar_parrafo,
    mover_parrafo,
    parrafo_de,
    retirar_parrafo,
)


@dataclass(frozen=True, kw_only=True)
class Hecha:
    """What came of one change: the paragraph as it now is, or only its version; or why not."""

    de: Operacion
    guardado: Guardado | None = None
    parrafo: Parrafo | None = None
    frases: Sequence[str] = ()

    @property
    def choca(self) -> bool:
        return self.guardado is not None and self.guardado.choca

    def como_datos(self, redaccion: Redaccion) -> dict[str, Any]:
        datos: dict[str, Any] = {"clave": str(self.de.clave)}
        if self.frases:
            return datos | {"frases": list(self.frases)}
        if self.parrafo:
            return datos | {"parrafo": redaccion.uno(self.parrafo)}
        guardado = self.guardado or Guardado(version=0)
        datos["version"] = guardado.version
        if guardado.choca:
            datos |= {"choca": True, "texto": guardado.texto, "retirado": guardado.retirado}
        elif self.de.entender:
            datos["entendido"] = redaccion.entendido(parrafo_de(redaccion.acta, self.de.clave).texto)
        return datos


def hacer(acta: Acta, una: Operacion, acto: Acto) -> Hecha:
    """Raises CondicionesIncumplidas only when the acta was circulated meanwhile: then nothing more can be written."""
    try:
        return _hacer(acta, una, acto)
    except Negativa as negativa:
        if isinstance(negativa, CondicionesIncumplidas) and not _se_escribe(acta):
            raise
        return Hecha(de=una, frases=negativa.frases)


def _se_escribe(acta: Acta) -> bool:
    acta.refresh_from_db(fields=["estado"])
    return acta.se_escribe


def _hacer(acta: Acta, una: Operacion, acto: Acto) -> Hecha:
    match una.hace:
        case "agregar":
            nuevo = agregar_parrafo(
                acta, clave=una.clave, sitio=una.sitio, clase=una.clase, texto=una.texto, acto=acto
            )
            return Hecha(de=una, parrafo=nuevo)
        case "cambiar":
            cambio = cambiar_parrafo(acta, una.clave, version=una.version, empalme=una.empalme, acto=acto)
            return Hecha(de=una, guardado=cambio)
        case "retirar":
            hecho = retirar_parrafo(acta, una.clave, version=una.version, retirado=una.retirado, acto=acto)
            return Hecha(de=una, guardado=hecho)
        case "mover":
            return Hecha(de=una, parrafo=mover_parrafo(acta, una.clave, sitio=una.sitio, acto=acto))
    return Hecha(de=una, parrafo=clasificar_parrafo(acta, una.clave, una.clase, acto=acto))
