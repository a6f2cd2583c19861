"""`/plataforma/`: read only, for the platform's administration alone, and no way round the case file's door."""

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from auditoria.models import Asiento
from expedientes.models import Confidencial, Expediente
from instituciones.models import Usuario
from tablero.plataforma import LISTAS, NO_SE_LISTAN
from tests.acceso.tabla import direcciones
from tests.factories import Caso, con_rol, cuenta, expediente
from tests.tablero.test_memoria import en_evaluacion

pytestmark = pytest.mark.django_db

PROPIAS = ("auditoria", "notificaciones", "flujo", "instituciones", "expedientes", "documentos", "convenios")


@pytest.fixture
def plataforma() -> Usuario:
    """The platform's administration, with its second factor."""
    usuario = cuenta("Plataforma", is_superuser=True, is_staff=True)
    Authenticator.objects.create(user=usuario, type=Authenticator.Type.TOTP, data={})
    return usuario


def entrar(usuario: Usuario) -> Client:
    client = Client()
    client.force_login(usuario)
    return client


def listas() -> list[str]:
    return [reverse(n) for n in direcciones() if n.startswith("admin:") and n.endswith("_changelist")]


def test_every_model_is_listed_or_said_why_not():
    hay = {m._meta.label for app in PROPIAS for m in apps.get_app_config(app).get_models()}
    assert sorted([*LISTAS, *NO_SE_LISTAN]) == sorted(hay)
    assert all(NO_SE_LISTAN.values())


def test_nothing_that_may_be_one_partys_own_is_listed():
    assert [n for n in LISTAS if issubclass(apps.get_model(n), Confidencial)] == []


def test_no_address_adds_changes_or_deletes(plataforma: Usuario):
    nombres = [n for n in direcciones() if n.startswith("admin:")]
    assert [n for n in nombres if not n.endswith(("_changelist", ":index", ":app_list"))] == []
    client = entrar(plataforma)
    uno = Caso().expediente
    for camino in ("add/", f"{uno.pk}/change/", f"{uno.pk}/delete/", f"{uno.pk}/history/", f"{uno.pk}/"):
        assert client.get(f"/plataforma/expedientes/expediente/{camino}").status_code == 404, camino
    for direccion in listas():
        antes = Asiento.objects.count()
        assert (
            client.post(direccion, {"action": "delete_selected", "_selected_action": uno.pk}).status_code
            == 405
        )
        assert Asiento.objects.count() == antes
    assert Expediente.objects.filter(pk=uno.pk).exists()


def test_for_everybody_else_it_does_not_exist():
    caso = Caso()
    for quien in (
        caso.titular,
        con_rol(caso.propone, "administracion"),
        cuenta("Solo personal", is_staff=True),
        cuenta("Solo superusuario", is_superuser=True),
    ):
        assert {entrar(quien).get(d).status_code for d in ("/plataforma/", *listas())} == {404}, quien


def test_the_way_there_is_shown_to_whom_it_exists():
    dentro = cuenta("Plataforma", is_superuser=True, is_staff=True)
    fuera = cuenta("Solo personal", is_staff=True)
    ven = [q for q in (dentro, fuera) if 'href="/plataforma/"' in entrar(q).get("/").content.decode()]
    assert ven == [dentro]


def test_without_a_second_factor_the_administration_is_sent_to_set_one_up():
    client = entrar(cuenta("Plataforma", is_superuser=True, is_staff=True))
    for direccion in ("/plataforma/", *listas()):
        assert client.get(direccion).headers["Location"] == reverse("mfa_index")


def test_internal_matter_is_in_no_list_and_nothing_is_logged_as_read(plataforma: Usuario):
    caso = en_evaluacion()
    antes = Asiento.objects.count()
    client = entrar(plataforma)
    paginas = "".join(client.get(d).content.decode() for d in listas())
    assert caso.expediente.codigo in paginas
    for secreto in ("GESTION-DE-MIN", "GESTION-DE-CONF", "FUNDAMENTO-DE-MIN", "BORRADOR-DE-MIN"):
        assert secreto not in paginas, secreto
    assert Asiento.objects.exclude(accion="ingresar").count() == antes


@pytest.mark.parametrize(
    "consulta",
    [
        "expedientes/expediente/?gestiones__resumen__icontains=GESTION",
        "expedientes/expediente/?texto_buscable__icontains=a",
        "instituciones/usuario/?password__startswith=argon2",
        "instituciones/invitacion/?codigo_sha256__startswith=a",
        "convenios/convenio/?versiones__clausulas__texto__icontains=a",
        "expedientes/expediente/?_to_field=texto_buscable",
        "expedientes/expediente/?estado__regex=(",
        "expedientes/expediente/?estado__range=1",
        "expedientes/expediente/?estado__exact=%00",
        "instituciones/usuario/?is_active__regex=(",
    ],
)
def test_the_address_is_no_way_to_guess_at_what_is_not_shown(plataforma: Usuario, consulta: str):
    en_evaluacion()
    assert entrar(plataforma).get(f"/plataforma/{consulta}").status_code == 400


@pytest.mark.parametrize(
    "consulta", ["q=%00", "p=abc", "p=99999", "o=99.-x", "estado__exact=inventado", "all="]
)
def test_nonsense_is_no_error(plataforma: Usuario, consulta: str):
    Caso()
    assert entrar(plataforma).get(f"/plataforma/expedientes/expediente/?{consulta}").status_code in (200, 302)


def test_rows_are_found_and_lead_to_the_case_file(plataforma: Usuario):
    caso = Caso()
    expediente(caso.propone, titulo="Otro")
    client = entrar(plataforma)
    pagina = client.get("/plataforma/expedientes/expediente/", {"q": caso.expediente.titulo}).content.decode()
    assert f'href="{caso.expediente.get_absolute_url()}"' in pagina
    assert "Otro" not in pagina
    assert caso.expediente.codigo in client.get("/plataforma/expedientes/designacion/").content.decode()


@pytest.mark.parametrize("lista", ["expedientes/expediente", "expedientes/designacion", "convenios/convenio"])
def test_a_list_costs_the_same_with_1_and_with_7_case_files(plataforma: Usuario, lista: str):
    client = entrar(plataforma)
    client.get("/plataforma/")
    contados = []
    for cuantos in (1, 6):
        for _n in range(cuantos):
            Caso()
        with CaptureQueriesContext(connection) as consultas:
            client.get(f"/plataforma/{lista}/")
        contados.append(len(consultas))
    assert contados[0] == contados[1] <= 9


def test_the_resolver_has_one_list_for_each_declared_model():
    assert len(listas()) == len(LISTAS)
