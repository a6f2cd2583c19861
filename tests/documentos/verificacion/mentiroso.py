"""An examination that was taken over: what it answers is what the file asks for. For `recinto`."""

import hashlib
import os
from collections.abc import Callable
from typing import Any, BinaryIO

FIRMA: dict[str, Any] = {
    "campo": "",
    "es_sello_de_tiempo": False,
    "quien": "",
    "emisor": "",
    "serie": "",
    "huella": "",
    "identidades": [],
    "momento_declarado": None,
    "momento_sellado": None,
    "nivel": "",
    "cubre_hasta": 0,
    "cubre_todo": True,
    "cambios": "ninguno",
    "resultado": "VALIDA",
    "motivos": [],
}


def informe(datos: bytes, **cambios: Any) -> dict[str, Any]:
    suma = hashlib.sha256(datos).hexdigest()
    propio = {"resultado": "VALIDA", "sha256": suma, "tamano": len(datos), "firmas": [FIRMA], "problemas": []}
    return {**propio, **cambios}


def responder(datos: bytes) -> Any:
    match datos.decode():
        case "verde":
            return informe(datos, problemas=["cambio_sin_firma"])
        case "sin nada":
            return informe(datos, firmas=[])
        case "otro archivo":
            return informe(datos, sha256="0" * 64)
        case "firma verde":
            return informe(datos, firmas=[{**FIRMA, "motivos": ["alterada"]}])
        case "desconocido":
            return informe(datos, problemas=["nada_grave"])
        case "come":
            return [bytearray(16 << 20) for _ in range(1 << 20)]
        case "revienta":
            os.abort()
        case "gira":
            while True:
                pass
    return "VALIDA"


def preparar(fichero: BinaryIO, contexto: bytes) -> Callable[[], Any]:
    datos = fichero.read()
    return lambda: responder(datos)
