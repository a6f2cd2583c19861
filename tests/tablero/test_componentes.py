"""The components' own rules, without a browser."""

import gettext
import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings as project
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from tablero.context_processors import frame
from tablero.queries import capacidades
from tablero.templatetags.componentes import browser, first_control_id
from tests.factories import conceder, cuenta, institucion, ocupar, puesto

ADDRESS = "/_componentes/"


class Formulario(forms.Form):
    asunto = forms.CharField(label="Asunto", help_text="Como se leerá.")
    nota = forms.CharField(label="Nota", required=False)
    sentido = forms.ChoiceField(
        label="Sentido", choices=[("si", "Sí"), ("no", "No")], widget=forms.RadioSelect
    )
    acepto = forms.BooleanField(label="Acepto")

    def clean(self) -> None:
        raise forms.ValidationError("El texto cambió desde que lo abrió.")


def render(source: str, **context: object) -> str:
    return Template("{% load componentes %}" + source).render(Context(context))


# -- the page of the components


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("debug", "demo", "status"), [(False, False, 404), (True, False, 200), (False, True, 302)]
)
def test_the_page_exists_only_for_developers_and_in_demonstrations(
    client: Client, settings: Settings, debug: bool, demo: bool, status: int
) -> None:
    settings.DEBUG, settings.DEMO = debug, demo
    assert client.get(ADDRESS).status_code == status


@pytest.mark.django_db
def test_no_component_asks_for_something_it_was_not_given(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    client.force_login(cuenta())
    assert "VARIABLE INDEFINIDA" not in client.get(ADDRESS).content.decode()


def test_the_page_shows_every_component() -> None:
    folder = Path(project.BASE_DIR, "templates")
    shown = "".join(path.read_text() for path in folder.glob("tablero/componentes*/*")) + "".join(
        path.read_text()
        for path in [*folder.glob("tablero/*.html"), *folder.glob("components/*"), *folder.glob("layout/*")]
    )
    tags = {
        "panel",
        "banner",
        "data_table",
        "confirm",
        "field",
        "form",
    }  # a block tag or the form's renderer brings them
    components = {path.stem for path in folder.glob("components/*.html")}
    assert [name for name in components - tags if f'"components/{name}.html"' not in shown] == []


def test_every_component_is_documented() -> None:
    listed = set(
        re.findall(r"`components/(\w+)\.html`", Path(project.BASE_DIR, "docs/componentes.md").read_text())
    )
    parts = {
        "field",
        "field_label",
        "field_notes",
        "form",
    }  # the form's renderer uses them, no page names them
    assert (
        listed
        == {path.stem for path in Path(project.BASE_DIR, "templates/components").glob("*.html")} - parts
    )


# -- fields


def test_a_field_is_label_hint_error_and_control_tied_together() -> None:
    html = str(Formulario({})["asunto"].as_field_group())
    assert re.findall(r' id="(\w+)"', html) == ["id_asunto_helptext", "id_asunto_error", "id_asunto"]
    assert 'for="id_asunto"' in html
    assert 'aria-describedby="id_asunto_helptext id_asunto_error"' in html
    assert 'aria-invalid="true"' in html


def test_only_what_may_be_left_empty_says_so() -> None:
    html = str(Formulario())
    assert re.findall(r"(\w+) <span class=\"optional\">", html) == ["Nota"]


def test_choices_are_a_group_with_a_legend_and_a_box_has_its_label_after_it() -> None:
    form = Formulario()
    assert re.search(
        r"<fieldset.*<legend>Sentido\s*</legend>", str(form["sentido"].as_field_group()), re.DOTALL
    )
    assert re.search(
        r"<input.*<label for=\"id_acepto\">Acepto</label>", str(form["acepto"].as_field_group()), re.DOTALL
    )


def test_the_error_summary_leads_to_each_field_and_says_what_belongs_to_none() -> None:
    html = str(Formulario({}))
    assert re.findall(r'href="#(\w+)"', html) == ["id_asunto", "id_sentido_0", "id_acepto"]
    assert "<li>El texto cambió desde que lo abrió.</li>" in html


def test_the_first_control_of_a_group_is_its_first_choice() -> None:
    form = Formulario(auto_id="f_%s")
    assert [first_control_id(form[name]) for name in ("asunto", "sentido")] == ["f_asunto", "f_sentido_0"]


def test_what_people_typed_is_never_markup() -> None:
    typed = "<script>alert(1)</script>"
    html = str(Formulario({"asunto": typed})) + render(
        "{% panel typed meta=typed href=typed link=typed %}{{ typed }}{% endpanel %}"
        "{% banner typed %}{{ typed }}{% endbanner %}"
        "{% confirm typed lead=typed consequences=many %}{{ typed }}{% endconfirm %}"
        "{% data_table typed %}{{ typed }}{% enddata_table %}"
        '{% include "components/comparison.html" with segments=segments only %}'
        '{% include "components/timeline.html" with events=events only %}',
        typed=typed,
        many=[typed],
        segments=[{"op": op, "text": typed} for op in ("equal", "insert", "delete")],
        events=[
            {
                "text": typed,
                "detail": typed,
                "by_document": {"decided_by": typed, "recorded_by": typed, "document": typed},
            }
        ],
    )
    assert "<script" not in html


# -- who is here


@pytest.mark.django_db
def test_capacities_are_the_posts_and_roles_in_force_in_one_query(django_assert_num_queries: object) -> None:
    de, usuario = institucion("Ministerio de la Producción", sigla=""), cuenta()
    ocupar(puesto(de, "Director"), usuario.persona)
    ocupar(puesto(de, "De otro tiempo"), usuario.persona, hasta=usuario.persona.hoy().replace(year=2001))
    conceder(usuario, institucion("Confederación", sigla="CONF"), "asistente")
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = capacidades(usuario)
    assert found == ["Director · Ministerio de la Producción", "Asistente de convenios · CONF"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", {"Mis pendientes": "page"}),
        ("/expedientes/", {"Expedientes": "page"}),
        ("/expedientes/EXP-1/", {"Expedientes": "true"}),
    ],
)
def test_the_navigation_says_where_one_is(path: str, current: dict[str, str]) -> None:
    request = RequestFactory().get(path)
    request.user = cuenta()
    entries = frame(request)["navigation"]
    assert {str(entry["label"]): entry["current"] for entry in entries if entry["current"]} == current


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox en Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge en Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome en Android",
        ),
        ("curl/8.14.1", "curl/8.14.1"),
    ],
)
def test_a_session_is_told_by_its_browser(says: str, name: str) -> None:
    assert browser(says) == name


# -- error pages and languages


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "413.html", "500.html"]
)
def test_an_error_page_needs_nothing_but_its_request(name: str) -> None:
    html = Template(f'{{% include "{name}" %}}').render(Context())
    assert re.findall(r"<h1>(.+)</h1>", html)
    assert "VARIABLE INDEFINIDA" not in html


def test_the_compiled_catalogue_is_the_written_one() -> None:
    folder = Path(project.BASE_DIR, "locale/bibliotecas/es/LC_MESSAGES")
    written = dict(
        re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', (folder / "django.po").read_text(), re.MULTILINE)
    )
    with (folder / "django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)
    unescaped = {
        text.replace('\\"', '"'): translated.replace('\\"', '"') for text, translated in written.items()
    }
    assert {text: catalogue.gettext(text) for text in unescaped} == unescaped


@pytest.mark.django_db
def test_signing_in_speaks_our_spanish(client: Client) -> None:
    html = client.post(
        reverse("account_login"), {"login": "nadie@demo.invalid", "password": "x"}
    ).content.decode()
    assert "El correo o la contraseña no son correctos." in html
