"""How one request to one address is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.urls import reverse

from convenios.models import Convenio
from tests.acceso.mundo import Mundo

Datos = dict[str, Any]


@dataclass(frozen=True)
class Pedido:
    """`donde` are the arguments of the address, `datos` what is posted, `hace` the acts that the log then names."""

    donde: Callable[[Mundo], Datos] = lambda m: {}
    datos: Callable[[Mundo], Datos] = lambda m: {}
    hace: str = ""
    consulta: str = ""
    json: Callable[[Mundo], str] | None = None
    """What is posted as JSON instead; CUENTA is whoever posts it."""
    parametros: Callable[[Mundo], Datos] = lambda m: {}

    def direccion(self, nombre: str, mundo: Mundo) -> str:
        camino = reverse(nombre.split()[0], kwargs=self.donde(mundo))
        consulta = self.consulta.format(m=mundo) or urlencode(self.parametros(mundo))
        return f"{camino}?{consulta}" if consulta else camino

    def cuerpo(self, mundo: Mundo) -> Datos | str:
        return self.json(mundo) if self.json else {"clave": str(uuid4()), **self.datos(mundo)}


def pk(de: Callable[[Mundo], Any]) -> Callable[[Mundo], Datos]:
    """The arguments of the address of that object."""
    return lambda m: {"pk": de(m).pk}


def en(de: Callable[[Mundo], Convenio], **mas: Callable[[Mundo], Any] | str) -> Callable[[Mundo], Datos]:
    """The arguments of an address inside the case file of that agreement."""

    def donde(m: Mundo) -> Datos:
        otros = {campo: valor if isinstance(valor, str) else valor(m) for campo, valor in mas.items()}
        return {"codigo": de(m).expediente.codigo, **otros}

    return donde
