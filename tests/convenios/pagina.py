"""Filling in the pages of acts as a browser does: what the form carried is sent back with what was typed."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from instituciones.models import Usuario
from tests.factories import Caso

SIN_ENVIAR = (forms.FileInput,)


def ruta(caso: Caso, resto: str = "") -> str:
    return f"/expedientes/{caso.expediente.codigo}/{resto}"


def entrar(usuario: Usuario) -> Client:
    client = Client()
    client.force_login(usuario)
    return client


def enviado_por(form: forms.Form) -> dict[str, Any]:
    """What a browser would send of a form as it was shown."""
    datos: dict[str, Any] = {}
    for campo in form:
        valor = campo.value()
        if isinstance(campo.field.widget, SIN_ENVIAR) or valor in (None, False, ""):
            continue
        datos[campo.html_name] = "on" if valor is True else valor
    return datos


def abrir(client: Client, ruta: str) -> dict[str, Any]:
    """The form of a page, ready to be sent."""
    respuesta = client.get(ruta)
    assert respuesta.status_code == 200, respuesta.content.decode()[:400]
    return enviado_por(respuesta.context["form"])


def enviar(client: Client, ruta: str, **escrito: Any) -> Any:
    """Open the page, type, send."""
    return client.post(ruta, abrir(client, ruta) | escrito)


def papel() -> SimpleUploadedFile:
    return SimpleUploadedFile("oficio.txt", b"Oficio 7: opinamos a favor.", "text/plain")
