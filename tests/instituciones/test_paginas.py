"""The pages: who sees which, what each refuses in words, what lists cost, and that text is text."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from flujo.acto import Acto
from instituciones import services
from tests import factories
from tests.instituciones.mundo import ACCESO, Mundo, entrar, texto

DIA = dt.timedelta(days=1)
HTML = "<b onmouseover=alert(1)>\"'&amp;"


def test_every_page_is_seen_by_whom_it_is_for(mundo: Mundo) -> None:
    personas = [mundo.plataforma, mundo.administra, mundo.ajena, mundo.titular, mundo.cualquiera]
    clientes = [entrar(persona) for persona in personas]
    visto = {
        nombre: " ".join(str(c.get(mundo.direccion(nombre)).status_code) for c in clientes)
        for nombre in ACCESO
    }
    assert visto == ACCESO


def test_every_page_says_all_that_it_should(mundo: Mundo, con_trabajo: None) -> None:
    client = entrar(mundo.plataforma)
    for nombre in ACCESO:
        respuesta = client.get(mundo.direccion(nombre))
        assert "VARIABLE INDEFINIDA" not in texto(respuesta), nombre
        assert re.search(r"<h1>\s*\S", texto(respuesta)), nombre


def test_nobody_enters_without_an_account(mundo: Mundo) -> None:
    for nombre in ACCESO:
        respuesta = Client().get(mundo.direccion(nombre))
        assert (respuesta.status_code, respuesta["Location"].partition("?")[0]) == (302, "/cuentas/login/"), (
            nombre
        )


def test_a_refusal_says_whose_it_is(mundo: Mundo) -> None:
    respuesta = entrar(mundo.ajena).get(mundo.direccion("editar"))
    assert "Esto corresponde a la administración de puestos y cuentas de PRODUCE." in texto(respuesta)
    respuesta = entrar(mundo.ajena).post(mundo.direccion("editar"), {"clave": str(uuid4())})
    assert respuesta.status_code == 403


def test_a_forged_id_does_not_exist(mundo: Mundo) -> None:
    client = entrar(mundo.plataforma)
    for nombre in ("institucion", "puesto", "persona", "desactivar_cuenta", "auditar", "retirar_rol"):
        for pk in (999_999, 10**30):
            assert client.get(reverse(f"instituciones:{nombre}", args=[pk])).status_code == 404, nombre


def test_papers_and_addresses_of_people_are_for_their_administration(mundo: Mundo) -> None:
    persona = mundo.titular.persona
    persona.documento, persona.pais, persona.correo = "10203040", "PE", "tito@demo.invalid"
    persona.save()
    for usuario, ve in ((mundo.administra, True), (mundo.titular, True), (mundo.ajena, False)):
        pagina = texto(entrar(usuario).get(mundo.direccion("persona")))
        assert ("10203040" in pagina, "tito@demo.invalid" in pagina) == (ve, ve), usuario


def test_the_history_tells_to_each_what_is_theirs_to_read(mundo: Mundo) -> None:
    publica = texto(entrar(mundo.cualquiera).get(mundo.direccion("historia")))
    propia = texto(entrar(mundo.administra).get(mundo.direccion("historia")))
    for pagina in (publica, propia):
        assert "Se fijaron las reglas que rigen desde el" in pagina
        assert "«Dirección General» suple a «Dirección de Articulación»" in pagina
    assert "ivan@demo.invalid" in propia
    assert "ivan@demo.invalid" not in publica
    assert "Licencia" in propia
    assert "Licencia" not in publica
    assert "cuenta" not in publica.partition('class="timeline"')[2]


def test_the_list_searches_filters_and_pages(mundo: Mundo) -> None:
    for n in range(40):
        factories.institucion(f"Cooperativa Ñandú {n:02}", tipo="cooperativa", pais="CL")
    client = entrar(mundo.cualquiera)

    def nombres(consulta: str) -> list[str]:
        return [i.nombre for i in client.get("/instituciones/" + consulta).context["pagina"].filas]

    assert nombres("?q=produccion") == ["Ministerio de la Producción"]
    assert nombres("?q=CGR") == ["Contraloría"]
    assert nombres("?pais=PE&tipo=control") == ["Contraloría"]
    assert nombres(f"?madre={mundo.produce.pk}") == ["Otra"]
    primera = client.get("/instituciones/?tipo=cooperativa")
    segunda = client.get("/instituciones/" + primera.context["siguiente"])
    todas = [i.nombre for p in (primera, segunda) for i in p.context["pagina"].filas]
    assert todas == [f"Cooperativa Ñandú {n:02}" for n in range(40)]
    vuelta = client.get("/instituciones/" + segunda.context["anterior"])
    assert vuelta.context["pagina"].filas == primera.context["pagina"].filas


@pytest.mark.parametrize(
    "consulta",
    [
        "page=-1",
        "limit=1000000000",
        "pais=XX",
        "tipo=nada",
        "madre=-1",
        "madre=x",
        "despues=!!",
        "antes=WzFd",
        "x=1",
    ],
)
@pytest.mark.parametrize("lista", ["/instituciones/", "/instituciones/personas/"])
def test_nonsense_in_the_address_is_told_and_is_never_an_error_of_ours(
    mundo: Mundo, lista: str, consulta: str
) -> None:
    respuesta = entrar(mundo.administra).get(f"{lista}?{consulta}")
    assert respuesta.status_code == 400
    assert "La dirección no se entiende" in texto(respuesta)


@pytest.mark.parametrize("antes", ["-1", "x", "1e9", "9" * 40, "¹"])
def test_nonsense_in_the_address_of_a_history_is_a_bad_request(mundo: Mundo, antes: str) -> None:
    respuesta = entrar(mundo.administra).get(mundo.direccion("historia") + f"?antes={antes}")
    assert respuesta.status_code == 400


def test_lists_ask_the_database_as_often_for_one_row_as_for_thirty(mundo: Mundo) -> None:
    client = entrar(mundo.administra)
    rutas = ["/instituciones/", "/instituciones/personas/"]
    rutas += [mundo.direccion(n) for n in ("institucion", "puestos", "historia", "cuentas", "mi_cuenta")]

    def preguntas() -> dict[str, int]:
        cuentas = {}
        for ruta in rutas:
            with CaptureQueriesContext(connection) as captura:
                assert client.get(ruta).status_code == 200
            cuentas[ruta] = len(captura)
        return cuentas

    una_mas(mundo, 0)
    preguntas()  # the first request of a session asks what the others need not
    una = preguntas()
    for n in range(1, 31):
        una_mas(mundo, n)
    # the two lists now have a further page, and are counted
    assert preguntas() == una | {ruta: una[ruta] + 1 for ruta in rutas[:2]}


def una_mas(mundo: Mundo, n: int) -> None:
    """One more row of everything that lists show."""
    sistema = Acto(registra=None)
    factories.institucion(f"Más {n}", madre=mundo.produce)
    puesto = services.crear_puesto(mundo.produce, nombre=f"Puesto {n}", acto=sistema)
    factories.ocupar(puesto, mundo.administra.persona)
    usuario = factories.con_rol(mundo.produce, "asistente")
    invita = Acto(registra=mundo.administra)
    services.invitar(
        mundo.produce, factories.persona(), correo=f"i{n}@demo.invalid", roles=["personal"], acto=invita
    )
    otra = factories.institucion(f"Aún más {n}")
    services.conceder_rol(otra, mundo.administra, "observador", acto=sistema)
    services.conceder_rol(otra, usuario, "observador", acto=sistema)


def test_html_typed_anywhere_is_shown_as_text(mundo: Mundo, con_trabajo: None) -> None:
    sistema = Acto(registra=None)
    mala = services.crear_institucion(
        nombre=HTML, sigla=HTML[:40], tipo="control", pais="PE", domicilio=HTML, region=HTML, acto=sistema
    )
    hoy = mala.hoy()
    persona = services.registrar_persona(nombres=HTML, apellidos=HTML, documento=HTML[:30], acto=sistema)
    puesto = services.crear_puesto(mala, nombre=HTML, unidad=HTML, acto=sistema)
    otro = services.crear_puesto(mala, nombre=HTML + "2", acto=sistema)
    ocupacion = services.ocupar_puesto(
        puesto, persona=persona, calidad="titular", desde=hoy - DIA, resolucion=HTML, acto=sistema
    )
    services.programar_suplencia(
        puesto, otro, desde=hoy, hasta=hoy, motivo=HTML, documento=HTML, acto=sistema
    )
    services.fijar_reglas(mala, desde=hoy, norma=HTML, vistos_buenos=[HTML], acto=sistema)
    escala = services.crear_escala(mala, nombre=HTML, niveles=[HTML, HTML + "2"], acto=sistema)
    services.evaluar_nivel(mala, escala.niveles.first(), fecha=hoy, sustento=HTML, acto=sistema)  # type: ignore[arg-type]
    services.abrir_mandato(mala, documento=HTML, desde=hoy, acto=sistema)
    services.invitar(mala, persona, correo="m@demo.invalid", roles=["personal"], acto=sistema)
    client = entrar(mundo.plataforma)
    paginas = {
        "lista": [],
        "personas": [],
        **{
            key: [mala.pk]
            for key in ["institucion", "puestos", "historia", "cuentas", "mandatos", "editar", "nivel"]
        },
        **{key: [puesto.pk] for key in ["puesto", "trasladar", "suplir", "editar_puesto"]},
        **{key: [persona.pk] for key in ["persona", "editar_persona"]},
        "entrega": [puesto.pk, ocupacion.pk],
    }
    for nombre, args in paginas.items():
        respuesta = client.get(reverse(f"instituciones:{nombre}", args=args))
        assert respuesta.status_code == 200, nombre
        assert "<b onmouseover" not in texto(respuesta), nombre
        assert "&lt;b onmouseover" in texto(respuesta), nombre
