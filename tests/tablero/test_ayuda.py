"""Every page explains itself, and says nothing that the page does not have."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from expedientes.permissions import ROLES
from flujo.ayudas import AYUDAS, POR_PAGINA, Ayuda, Grupo, ayuda_de, declarar
from instituciones.models import Usuario
from tablero.indice import PLATAFORMA, PUESTO, capitulos_de, vocabularios
from tests.acceso.tabla import direcciones
from tests.factories import auditor, cuenta, designado, expediente, institucion

SIN_AYUDA = {
    "salud": "answers a load balancer, in JSON",
    "tablero:componentes": "for whoever writes pages",
    "correo:list": "only while developing",
    "correo:detail": "only while developing",
    "correo:html": "only while developing",
    "documentos:pedir_papel": "a POST that goes back to the papers",
    "documentos:descargar_papel": "a file",
    "convenios:docx": "a file",
    "planes:exportar_plan": "a file",
    "planes:firmar_plan": "sends on to the place on its paper, or to its papers",
    "seguimiento:calendario": "a file",
    "seguimiento:guardar_acta": "what the writing page sends while one types, in JSON",
    "seguimiento:cambios_de_acta": "what the writing page asks for, in JSON",
    "seguimiento:calendario_de_sesion": "a file",
    "convenios:adenda:docx": "a file",
    "tablero:ayuda_memoria": "a file",
    "tablero:verificador": "a file",
    "importaciones:errores": "a file",
    "mfa_download_recovery_codes": "a file",
    "instituciones:idioma": "a POST that goes back to the account",
    "instituciones:cerrar_sesion": "a POST that goes back to the account",
    "mfa_login_webauthn": "what the passkey's script asks for, in JSON",
    "account_confirm_login_code": "nobody signs in by a code sent by mail",
}
"""Addresses that show no page of their own, and why."""


def test_every_page_has_its_help_and_every_help_its_page():
    paginas = set(direcciones()) - SIN_AYUDA.keys()
    sin_ella = "\n".join(
        f'- {nombre}: add "{nombre}" to the `paginas` of a help, or an Ayuda(…), in the `ayudas` module of the app '
        "that owns the page (docs/arquitectura.md, «A page»). What shows no page goes to SIN_AYUDA, with the reason."
        for nombre in sorted(p for p in paginas if ayuda_de(p) is None)
    )
    assert not sin_ella, f"These pages have no help:\n{sin_ella}"
    propias = {p for p in POR_PAGINA if not p.endswith(":*")}
    assert propias <= paginas, "A help names an address that is gone, or is in SIN_AYUDA."
    de_alguna = {ayuda.clave for p in paginas if (ayuda := ayuda_de(p))}
    assert de_alguna == AYUDAS.keys(), "A help is of no page."


def test_what_has_no_help_is_an_address():
    assert set(direcciones()) >= SIN_AYUDA.keys()


def _textos(ayuda: Ayuda) -> Iterator[str]:
    yield from map(str, (ayuda.para, *ayuda.pasos, *ayuda.limites))


@pytest.mark.parametrize("ayuda", AYUDAS.values(), ids=lambda a: a.clave)
def test_a_help_is_a_few_whole_sentences(ayuda: Ayuda):
    assert 1 <= len(ayuda.pasos) <= 5
    assert [t for t in _textos(ayuda) if not re.fullmatch(r"[A-ZÁÉÍÓÚÑ«].{10,159}\.", t)] == []
    assert not str(ayuda.titulo).endswith(".")


FUENTES = [
    *(settings.BASE_DIR / "templates").rglob("*.html"),
    *(
        fuente
        for app in (
            "convenios",
            "documentos",
            "expedientes",
            "flujo",
            "instituciones",
            "planes",
            "seguimiento",
            "tablero",
        )
        for fuente in (settings.BASE_DIR / app).rglob("*.py")
        if "ayudas" not in str(fuente.relative_to(settings.BASE_DIR))
    ),
]


def test_whatever_a_help_quotes_stands_on_some_page():
    """Buttons, titles, states, roles: a word in «» that no template and no declaration has is a page that changed."""
    citas = {c for ayuda in AYUDAS.values() for texto in _textos(ayuda) for c in re.findall("«(.+?)»", texto)}
    fuentes = "\n".join(fuente.read_text(encoding="utf-8") for fuente in FUENTES)
    assert [c for c in sorted(citas) if not re.search(f'[">}}]{re.escape(c)}["<]', fuentes)] == []


def test_helps_name_roles_that_exist():
    conocidos = ROLES.keys() | {PUESTO, PLATAFORMA}
    assert {rol for ayuda in AYUDAS.values() for rol in ayuda.roles} - conocidos == set()


def test_a_help_is_declared_once():
    ayuda = next(iter(AYUDAS.values()))
    with pytest.raises(ValueError, match="already declared"):
        declarar(replace(ayuda, paginas=["otra"]))
    assert "otra" not in POR_PAGINA


def _claves(usuario: Usuario) -> set[str]:
    return {ayuda.clave for capitulo in capitulos_de(usuario) for ayuda in capitulo.ayudas}


@pytest.mark.django_db
def test_the_index_offers_what_the_account_could_use():
    una = institucion()
    coordina, _ = designado(expediente(una, institucion()), una, "coordinador_titular")
    de_todos = {ayuda.clave for ayuda in AYUDAS.values() if not ayuda.permisos}
    assert (
        _claves(cuenta()) == _claves(auditor(una)) - {"liberar-lecturas", "preguntas-de-control"} == de_todos
    )
    assert _claves(coordina) - de_todos >= {"nuevo-expediente", "aprobar", "firmar", "suplencia"}
    assert _claves(cuenta(is_superuser=True)) - de_todos >= {"registrar-institucion", "administrar-mandatos"}
    assert not _claves(coordina) & {"registrar-institucion", "cuentas", "numerar"}


@pytest.mark.django_db
def test_the_index_says_the_roles_and_the_states_as_they_are_declared(client: Client):
    client.force_login(cuenta())
    pagina = client.get(reverse("tablero:ayuda")).content.decode()
    assert {v.clave for v in vocabularios()} >= {
        "roles",
        "estados-convenio",
        "estados-adenda",
        "estados-expediente",
    }
    for fila in (fila for v in vocabularios() for fila in v.palabras):
        assert (escape(fila["term"]) in pagina, escape(fila["value"]) in pagina) == (True, True)
    assert set(Grupo.values).isdisjoint(AYUDAS)
    anclas = re.findall(r' id="([^"]+)"', pagina)
    assert len(anclas) == len(set(anclas))
    assert set(re.findall(r'href="#([^"]+)"', pagina)) <= set(anclas)


@pytest.mark.django_db
def test_helps_cost_no_statement_and_their_index_one(django_assert_num_queries):
    usuario = cuenta()
    with django_assert_num_queries(0):
        vocabularios()
        for ayuda in AYUDAS.values():
            assert escape(str(ayuda.para)) in render_to_string(
                "components/help.html", {"help": ayuda, "link": True}
            )
    with django_assert_num_queries(1):  # what the account holds, which the frame of the page reads as well
        capitulos_de(usuario)


@pytest.mark.django_db
def test_a_page_shows_its_own_help_before_and_after_signing_in(client: Client):
    antes = client.get(reverse("account_login")).content.decode()
    assert escape(str(POR_PAGINA["account_login"].para)) in antes
    assert reverse("tablero:ayuda") not in antes
    client.force_login(cuenta())
    pagina = client.get(reverse("tablero:escritorio")).content.decode()
    assert escape(str(POR_PAGINA["tablero:escritorio"].para)) in pagina
    assert f"{reverse('tablero:ayuda')}#pendientes" in pagina
