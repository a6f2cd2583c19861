"""Whatever is refused outside a form is a page with its sentence."""

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.test import RequestFactory

from flujo.errors import (
    ConexionPerdida,
    DatosInvalidos,
    Ocupado,
    ResultadoIncierto,
    SinPermiso,
    TextoCambiado,
    TransicionNoDeclarada,
)
from notificaciones.reglas import SinCalendario, SinReglas
from tablero.middleware import Negativas
from tests.factories import cuenta

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("error", "estado", "frase"),
    [
        (SinPermiso("Corresponde a otra persona."), 403, "Corresponde a otra persona."),
        (TransicionNoDeclarada("Ya no se puede."), 409, "Ya no se puede."),
        (TextoCambiado(), 409, "El texto cambió desde que usted lo abrió."),
        (DatosInvalidos("Falta <algo>."), 409, "Falta &lt;algo&gt;."),
        (
            SinCalendario("No se conocen los feriados de PE en 2101."),
            409,
            "No se conocen los feriados de PE en 2101.",
        ),
        (SinReglas("No hay reglas para CL."), 409, "No hay reglas para CL."),
        (Ocupado(), 503, "otra persona está cambiando lo mismo"),
        (ConexionPerdida(), 503, "Se perdió la conexión con la base de datos."),
        (ResultadoIncierto(), 503, "justo al guardar"),
        (BadRequest("Eso no es un número."), 400, "Eso no es un número."),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(error: Exception, estado: int, frase: str):
    request = RequestFactory().get("/")
    request.user, request.resolver_match = cuenta(), None
    respuesta = Negativas(lambda _: HttpResponse()).process_exception(request, error)
    assert respuesta is not None
    assert respuesta.status_code == estado
    assert frase in respuesta.content.decode()


def test_anything_else_is_not_swallowed():
    assert (
        Negativas(lambda _: HttpResponse()).process_exception(RequestFactory().get("/"), KeyError("x"))
        is None
    )
