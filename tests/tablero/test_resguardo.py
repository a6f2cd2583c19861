"""Text typed into an expired session comes back, to whoever typed it and to nobody else."""

import pytest
from django.core.cache import cache
from django.test import Client

from tablero.resguardo.relleno import rellenar
from tests.factories import CLAVE, Caso

pytestmark = pytest.mark.django_db


def vencer(client: Client) -> None:
    """The session ends; the browser keeps the cookie that says who used it."""
    del client.cookies["sessionid"]


def entrar(client: Client, usuario) -> None:
    client.force_login(usuario)


def url(caso: Caso) -> str:
    return f"/expedientes/{caso.expediente.codigo}/documentos/nuevo/"


def test_what_was_typed_into_an_expired_session_is_in_the_form_again_and_was_not_sent():
    caso = Caso()
    client = Client()
    entrar(client, caso.titular)
    client.get("/")
    vencer(client)
    respuesta = client.post(url(caso), {"titulo": "Oficio <b>12</b>", "referencia": "12-2026"})
    assert respuesta.status_code == 302
    assert "/cuentas/" in respuesta["Location"]
    assert caso.expediente.documentos.count() == 0
    entrar(client, caso.titular)
    pagina = client.get(url(caso)).content.decode()
    assert 'value="Oficio &lt;b&gt;12&lt;/b&gt;"' in pagina
    assert "Aquí está lo que había escrito" in pagina
    assert caso.expediente.documentos.count() == 0


def test_nobody_else_sees_it():
    caso = Caso()
    client = Client()
    entrar(client, caso.titular)
    client.get("/")
    vencer(client)
    client.post(url(caso), {"titulo": "Secreto de otra persona"})
    entrar(client, caso.alterno)
    assert "Secreto de otra persona" not in client.get(url(caso)).content.decode()


def test_a_stranger_leaves_nothing():
    caso = Caso()
    antes = cache.get("resguardo")
    Client().post(url(caso), {"titulo": "Nadie lo guarda"})
    client = Client()
    entrar(client, caso.titular)
    assert "Nadie lo guarda" not in client.get(url(caso)).content.decode()
    assert antes is None


def test_a_forged_cookie_names_nobody():
    caso = Caso()
    client = Client()
    client.cookies["cuenta_previa"] = f"{caso.titular.pk}:forjada"
    client.post(url(caso), {"titulo": "Plantado por otro"})
    entrar(client, caso.titular)
    assert "Plantado por otro" not in client.get(url(caso)).content.decode()


def test_secrets_are_never_kept():
    caso = Caso()
    client = Client()
    entrar(client, caso.titular)
    client.get("/")
    vencer(client)
    client.post(url(caso), {"titulo": "T", "password": CLAVE, "oldpassword1": CLAVE})
    entrar(client, caso.titular)
    assert CLAVE not in client.get(url(caso)).content.decode()


def test_an_expired_csrf_token_says_what_to_do_and_keeps_the_text():
    caso = Caso()
    client = Client(enforce_csrf_checks=True)
    entrar(client, caso.titular)
    respuesta = client.post(
        url(caso), {"titulo": "Escrito con un token viejo", "csrfmiddlewaretoken": "viejo"}
    )
    assert respuesta.status_code == 403
    assert "El formulario venció y no se envió" in respuesta.content.decode()
    assert "Escrito con un token viejo" in client.get(url(caso)).content.decode()


def test_every_kind_of_control_is_filled_and_hidden_ones_are_not():
    html = (
        '<form method="post"><input type="hidden" name="h" value="de la página"><input name="a" value="x">'
        '<textarea name="t">viejo &amp; &#233;</textarea><select name="s"><option value="1" selected>Uno</option>'
        '<option value="2">Dos</option></select><input type="checkbox" name="c" value="si">'
        '<input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2"></form>'
        '<form method="get"><input name="a" value="buscar"></form><p>1 &lt; 2 &copy;</p><!-- nota -->'
    )
    lleno, sueltos = rellenar(
        html,
        {
            "h": ["otro"],
            "a": ['"><script>'],
            "t": ["</textarea><b>"],
            "s": ["2"],
            "c": ["si"],
            "r": ["2"],
            "z": ["suelto"],
        },
    )
    assert lleno == (
        '<form method="post"><input type="hidden" name="h" value="de la página">'
        '<input name="a" value="&quot;&gt;&lt;script&gt;">'
        '<textarea name="t">\n&lt;/textarea&gt;&lt;b&gt;</textarea><select name="s"><option value="1">Uno</option>'
        '<option value="2" selected>Dos</option></select><input type="checkbox" name="c" value="si" checked>'
        '<input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked></form>'
        '<form method="get"><input name="a" value="buscar"></form><p>1 &lt; 2 &copy;</p><!-- nota -->'
    )
    assert sueltos == {"z": ["suelto"]}
