"""Asking as somebody, and saying in one word what came of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from enum import Enum
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from auditoria.models import Asiento
from instituciones.models import Usuario
from tests.acceso.gente import CLASES
from tests.acceso.mundo import Mundo
from tests.acceso.pedidos import PEDIDOS


class Fin(Enum):
    """What came of asking, by the sign that the matrix has for it."""

    LOGIN = "L"
    """Sent to sign in."""
    HIDDEN = "-"
    """404: for this person it does not exist."""
    DENIED = "x"
    """403, with a sentence that says whose it is."""
    OK = "o"
    """Shown, and nothing was written."""
    READ = "r"
    """Shown, or asked for as a copy, and the access chain says that it was read."""
    SENT = "s"
    """Sent on to another page; nothing was written but what one's own session keeps."""
    DONE = "D"
    """Done: the log has the acts of the request, and no other."""
    WRITTEN = "w"
    """Written in the draft of an acta, which the log does not follow; nothing else was written."""
    REFUSED = "R"
    """Not done: the page says in a sentence why, and nothing was written."""


ESCRIBE = re.compile(r'\s*(?:insert\s+into|update|delete\s+from)\s+"?(\w+)', re.IGNORECASE)
DEL_SITIO = {"django_session", "cache", "usersessions_usersession", "tablero_visitadecontrol"}
"""Tables that are nobody's matter but one's own: sessions, counters, and what one found when one last looked."""
DEL_BORRADOR = {"seguimiento_parrafo", "seguimiento_acuerdo"}
DEL_ACCESO = {"auditoria_asiento", "auditoria_cadena"}
SIN_FRASE = "lo que pidió le corresponde a otro puesto o a otra institución"
MOTIVO = re.compile(r"<h1>[^<]+</h1>.*?<p[^>]*>([^<]+\.)</p>", re.DOTALL)
"""The title of the page and the sentence under it."""


@dataclass(frozen=True)
class Respuesta:
    direccion: str
    codigo: int
    cabeceras: dict[str, str]
    texto: str
    destino: str
    tablas: frozenset[str]
    """Written to, whether or not it was kept."""
    actos: list[str]
    """What the chains of case files, institutions and people now say besides."""
    lecturas: list[str]

    def fin(self) -> Fin:
        """Raises AssertionError for an answer that is none of these."""
        if self.codigo == 302 and self.destino.startswith(reverse("account_login")):
            return self._sin_escribir(Fin.LOGIN)
        if self.codigo == 404:
            return self._sin_escribir(Fin.HIDDEN)
        if self.codigo == 403:
            motivo = MOTIVO.search(self.texto)
            assert motivo, f"403 without its page: {self.texto[:300]}"
            assert SIN_FRASE not in motivo[1], "403 without a sentence of its own"
            return self._sin_escribir(Fin.DENIED)
        if self.actos:
            assert self.codigo in (200, 302), (self.codigo, self.texto[:600])
            return Fin.DONE
        if self.tablas and self.tablas <= DEL_BORRADOR and not self.lecturas:
            assert self.codigo in (200, 302), (self.codigo, self.texto[:600])
            return Fin.WRITTEN
        if self.codigo in (400, 409, 410, 422):
            return self._sin_escribir(Fin.REFUSED)
        if self.codigo == 302 and self.lecturas:
            assert self.tablas <= DEL_ACCESO | {"tablero_copia"}, self.tablas
            return Fin.READ
        if self.codigo == 302:
            return self._sin_escribir(Fin.SENT)
        assert self.codigo == 200, (self.codigo, self.texto[:300])
        if self.lecturas:
            assert self.tablas <= DEL_ACCESO, self.tablas
            return Fin.READ
        return self._sin_escribir(Fin.REFUSED if "error-summary" in self.texto else Fin.OK)

    def _sin_escribir(self, fin: Fin) -> Fin:
        assert (self.tablas, self.actos, self.lecturas) == (frozenset(), [], []), fin
        return fin


class Visita:
    """One client for each kind of person, signed in once."""

    def __init__(self, mundo: Mundo) -> None:
        self.mundo = mundo
        self.clientes = {clase: Client() for clase in CLASES}
        for clase, cliente in self.clientes.items():
            quien = CLASES[clase].quien(mundo)
            if isinstance(quien, Usuario):
                EmailAddress.objects.get_or_create(
                    user=quien, email=quien.correo, verified=True, primary=True
                )
                cliente.force_login(quien)
                cliente.get(reverse("instituciones:mi_cuenta"))
                self._contestar(cliente)
        mundo.sesion = self._otra_sesion(mundo.titular)
        self.galletas = {clase: deepcopy(cliente.cookies) for clase, cliente in self.clientes.items()}
        Usuario.objects.filter(pk=mundo.desactivada.pk).update(is_active=False)  # its session stays behind
        self.ultimo = Asiento.objects.latest("pk").pk

    def _contestar(self, cliente: Client) -> None:
        """Answer the wizard's questions, all but the last: everything that the next page asks is in the session."""
        for paso in ("partes", "asunto", "puestos", "texto"):
            pedido = PEDIDOS[f"convenios:nuevo {paso}"]
            cliente.post(pedido.direccion("convenios:nuevo", self.mundo), pedido.cuerpo(self.mundo))

    @staticmethod
    def _otra_sesion(de: Usuario) -> UserSession:
        """The same person signed in on another machine."""
        cliente = Client()
        cliente.force_login(de)
        return UserSession.objects.create(
            user=de, session_key=cliente.session.session_key, ip="192.0.2.7", user_agent="Otra"
        )

    def pedir(self, metodo: str, nombre: str, clase: str) -> Respuesta:
        """Ask for an address of `PEDIDOS` as that kind of person. Everything is undone."""
        pedido = PEDIDOS[nombre]
        with deshecho():
            CLASES[clase].antes(self.mundo)
            self.renovar(clase)
            datos = pedido.cuerpo(self.mundo) if metodo == "POST" else None
            if isinstance(datos, str):
                datos = datos.replace("CUENTA", str(CLASES[clase].quien(self.mundo).pk or 0))
            return self.enviar(clase, metodo, pedido.direccion(nombre, self.mundo), datos)

    def renovar(self, clase: str) -> None:
        """Give that person the session of the beginning back."""
        self.clientes[clase].cookies = deepcopy(self.galletas[clase])

    def enviar(self, clase: str, metodo: str, direccion: str, datos: Any = None) -> Respuesta:
        """Ask for any address as that kind of person, with the session that it now has."""
        cliente = self.clientes[clase]
        with escrituras() as tablas:
            pedir: Any = getattr(cliente, metodo.lower())
            como = {"content_type": "application/json"} if isinstance(datos, str) else {}
            respuesta = pedir(direccion, datos, **como) if datos is not None else pedir(direccion)
            texto = leer(respuesta)
        nuevos = Asiento.objects.filter(pk__gt=self.ultimo).order_by("pk")
        filas = list(nuevos.values_list("cadena__clave", "accion")) if tablas - DEL_SITIO else []
        return Respuesta(
            direccion=direccion,
            codigo=respuesta.status_code,
            cabeceras=dict(respuesta.items()),
            texto=texto,
            destino=respuesta.get("Location", ""),
            tablas=frozenset(tablas - DEL_SITIO),
            actos=[accion for clave, accion in filas if not clave.startswith("lecturas:")],
            lecturas=[accion for clave, accion in filas if clave.startswith("lecturas:")],
        )


def leer(respuesta: Any) -> str:
    """The whole body as text, streamed or not."""
    return bytes(respuesta.getvalue()).decode("utf-8", "replace")


@contextmanager
def deshecho() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def escrituras() -> Iterator[set[str]]:
    """The tables that the statements inside write to."""
    tablas: set[str] = set()

    def anotar(ejecutar: Any, sql: str, *resto: Any) -> Any:
        if escribe := ESCRIBE.match(sql):
            tablas.add(escribe[1])
        return ejecutar(sql, *resto)

    with connection.execute_wrapper(anotar):
        yield tablas
