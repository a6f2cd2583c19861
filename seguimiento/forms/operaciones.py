"""What the writing page of an acta sends while somebody types, read without trusting any of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from flujo.errors import DatosInvalidos
from seguimiento.models import ClaseDeParrafo, LugarDeParrafo
from seguimiento.services.parrafos import Empalme
from seguimiento.services.sitios import Sitio

MAXIMO_DE_BYTES = 1_000_000
MAXIMO_DE_OPERACIONES = 200
MAYOR = 2**31 - 1
SIN_CAMBIO, SIN_SITIO = Empalme(desde=0), Sitio(lugar=LugarDeParrafo.CIERRE)


@dataclass(frozen=True, kw_only=True)
class Operacion:
    """One change of one paragraph. `entender`: say how it is understood, since it is a commitment."""

    hace: str
    clave: UUID
    entender: bool = False
    version: int = 1
    empalme: Empalme = SIN_CAMBIO
    sitio: Sitio = SIN_SITIO
    clase: str = ClaseDeParrafo.DELIBERACION
    texto: str = ""
    retirado: bool = True


@dataclass(frozen=True, kw_only=True)
class Envio:
    """What was sent at once, and by which account the page was opened."""

    cuenta: int
    operaciones: list[Operacion]


def leer_envio(tipo: str, cuerpo: bytes) -> Envio:
    """Raises DatosInvalidos for whatever the page would not have sent."""
    if tipo.partition(";")[0].strip().lower() != "application/json":
        raise DatosInvalidos(_mal())
    if len(cuerpo) > MAXIMO_DE_BYTES:
        raise DatosInvalidos(demasiado())
    try:
        datos = json.loads(cuerpo)
    except (ValueError, RecursionError) as error:
        raise DatosInvalidos(_mal()) from error
    if not isinstance(datos, dict) or not isinstance(datos.get("operaciones"), list):
        raise DatosInvalidos(_mal())
    if len(datos["operaciones"]) > MAXIMO_DE_OPERACIONES:
        raise DatosInvalidos(demasiado())
    return Envio(
        cuenta=_entero(datos, "cuenta"), operaciones=[_operacion(una) for una in datos["operaciones"]]
    )


def demasiado() -> str:
    return _(
        "Es demasiado para enviarlo de una vez: se acepta hasta un millón de caracteres. Envíelo por partes."
    )


def _mal() -> str:
    return _(
        "Lo que se envió no se entiende. Vuelva a abrir la página: lo que escribió sigue en su navegador."
    )


def _operacion(una: Any) -> Operacion:
    if not isinstance(una, dict):
        raise DatosInvalidos(_mal())
    comun: dict[str, Any] = {
        "hace": _palabra(una, "hace"),
        "clave": _clave(una.get("clave")),
        "entender": una.get("entender") is True,
    }
    match comun["hace"]:
        case "agregar":
            clase, texto = _palabra(una, "clase"), _palabra(una, "texto")
            return Operacion(**comun, sitio=_sitio(una), clase=clase, texto=texto)
        case "cambiar":
            empalme = Empalme(
                desde=_entero(una, "desde"), quita=_entero(una, "quita"), pone=_palabra(una, "pone")
            )
            return Operacion(**comun, version=_entero(una, "version"), empalme=empalme)
        case "retirar":
            retirado = una.get("retirado") is not False
            return Operacion(**comun, version=_entero(una, "version"), retirado=retirado)
        case "mover":
            return Operacion(**comun, sitio=_sitio(una))
        case "clasificar":
            return Operacion(**comun, clase=_palabra(una, "clase"))
    raise DatosInvalidos(_mal())


def _sitio(una: Mapping[str, Any]) -> Sitio:
    tras = una.get("tras")
    return leer_lugar(_palabra(una, "lugar"), _clave(tras) if tras else None)


def leer_lugar(clave: str, tras: UUID | None = None) -> Sitio:
    """«apertura», «cierre» or «p» and the number of a point. Raises DatosInvalidos."""
    if clave in (LugarDeParrafo.APERTURA, LugarDeParrafo.CIERRE):
        return Sitio(lugar=clave, tras=tras)
    numero = clave[1:]
    if clave[:1] != "p" or not (numero.isascii() and numero.isdigit()) or len(numero) > 9:
        raise DatosInvalidos(_mal())
    return Sitio(punto_id=int(numero), tras=tras)


def _clave(valor: Any) -> UUID:
    try:
        return UUID(valor)
    except (ValueError, TypeError, AttributeError) as error:
        raise DatosInvalidos(_mal()) from error


def _palabra(de: Mapping[str, Any], campo: str) -> str:
    valor = de.get(campo)
    if not isinstance(valor, str):
        raise DatosInvalidos(_mal())
    return valor


def _entero(de: Mapping[str, Any], campo: str) -> int:
    """Whole and no larger than the database counts; a negative one is refused by whoever knows what it counts."""
    valor = de.get(campo)
    if not isinstance(valor, int) or isinstance(valor, bool) or not -1 <= valor <= MAYOR:
        raise DatosInvalidos(_mal())
    return valor
