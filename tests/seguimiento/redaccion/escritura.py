"""The hands and the browser of whoever writes an acta."""

import json
from typing import Any
from uuid import uuid4

from django.test import Client

from instituciones.models import Usuario
from seguimiento.models import (
    LugarDeParrafo,
    Parrafo,
    Sesion,
)
from seguimiento.queries.redaccion import lugares_de, parrafos_de
from seguimiento.services import (
    agregar_parrafo,
    cambiar_parrafo,
)
from seguimiento.services.parrafos import Empalme
from seguimiento.services.sitios import Sitio
from tests.seguimiento.organo import CasoDeOrgano

APERTURA = Sitio(lugar=LugarDeParrafo.APERTURA)


def agregar(caso: CasoDeOrgano, sesion: Sesion, texto: str = "", **campos: Any) -> Parrafo:
    campos.setdefault("sitio", APERTURA)
    campos.setdefault("clave", uuid4())
    return agregar_parrafo(sesion.acta, texto=texto, acto=caso.acto(campos.pop("quien", None)), **campos)


def cambiar(caso: CasoDeOrgano, parrafo: Parrafo, version: int, empalme: Empalme, quien: Any = None) -> Any:
    return cambiar_parrafo(
        parrafo.acta, parrafo.clave, version=version, empalme=empalme, acto=caso.acto(quien)
    )


def texto(parrafo: Parrafo) -> str:
    return Parrafo.objects.get(pk=parrafo.pk).texto


def en_orden(sesion: Sesion) -> list[str]:
    return [p.texto for p in parrafos_de(sesion.acta, lugares_de(sesion.acta)[0])]


class Pagina:
    """The writing page of a session's acta, as one person has it open."""

    def __init__(self, sesion: Sesion, quien: Usuario) -> None:
        self.cliente, self.quien = Client(), quien
        self.cliente.force_login(quien)
        self.base = f"{sesion.acta.get_absolute_url()}escribir/"

    def enviar(self, *operaciones: dict[str, Any], **mas: Any) -> Any:
        cuerpo = json.dumps({"cuenta": self.quien.pk, "operaciones": operaciones} | mas)
        return self.cliente.post(f"{self.base}guardar/", cuerpo, content_type="application/json")


def cambio(parrafo: Parrafo, **mas: Any) -> dict[str, Any]:
    clave = str(parrafo.clave)
    return {"hace": "cambiar", "clave": clave, "version": 1, "desde": 0, "quita": 0, "pone": "x"} | mas
