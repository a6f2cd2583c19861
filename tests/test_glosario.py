"""`docs/glosario.md`: one word, one class, one line. `docs/roles.md`: what is declared, and no more."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string

from expedientes.permissions import ROLES

GLOSSARY = (settings.BASE_DIR / "docs" / "glosario.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?P<term>[^|]+) \| `(?P<cls>[\w.]+)` \| (?P<line>[^|]+\.) \|$", re.MULTILINE)
ROWS = [row.groupdict() for row in ROW.finditer(GLOSSARY)]


def of_ours(module: str) -> bool:
    return (settings.BASE_DIR / module.partition(".")[0]).is_dir() and not module.startswith("tests.")


def test_every_line_of_its_tables_is_a_row() -> None:
    lines = [line for line in GLOSSARY.splitlines() if line.startswith("|")]
    heads = [line for line in lines if line in ("| Término | Clase | Qué es |", "|---|---|---|")]
    assert len(lines) - len(heads) == len(ROWS) > 0


def test_every_model_of_ours_has_its_row_and_only_those() -> None:
    models = {model._meta.label for model in apps.get_models() if of_ours(model.__module__)}
    assert {row["cls"] for row in ROWS if row["cls"].count(".") == 1} == models


@pytest.mark.parametrize("name", [row["cls"] for row in ROWS if row["cls"].count(".") > 1])
def test_every_other_row_has_its_class(name: str) -> None:
    assert of_ours(name)
    import_string(name)


def test_no_word_and_no_class_stands_twice_and_the_tables_are_in_order() -> None:
    for key in ("term", "cls"):
        names = [row[key] for row in ROWS]
        assert sorted(set(names)) == sorted(names)
    for table in re.split(r"\n## ", GLOSSARY)[1:]:
        terms = [row["term"] for row in ROW.finditer(table)]
        assert terms == sorted(terms, key=in_spanish)


def in_spanish(text: str) -> str:
    return text.translate(str.maketrans("áéíóúü", "aeiouu"))


# -- docs/roles.md

ROLES_PAGE = (settings.BASE_DIR / "docs" / "roles.md").read_text(encoding="utf-8")


def test_the_page_of_roles_says_what_is_declared() -> None:
    declared = [
        [
            str(role.etiqueta),
            f"`{role.clave}`",
            "designación" if role.por_designacion else "concesión",
            str(role.frase),
            ", ".join(f"`{act}`" for act in sorted(role.actos)) or "–",
        ]
        for role in ROLES.values()
    ]
    rows = re.findall(r"^\| (.+ \| `\w+` \| .+) \|$", ROLES_PAGE, re.MULTILINE)
    assert [row.split(" | ") for row in rows] == declared


def test_every_act_that_a_role_opens_is_explained() -> None:
    explained = re.findall(r"^\| `([\w:]+)` \| \S", ROLES_PAGE, re.MULTILINE)
    assert explained == sorted({act for role in ROLES.values() for act in role.actos})
