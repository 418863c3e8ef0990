import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.project import ROOT, own_files, pyproject, rooms, shown, source_files

DOCS = ROOT / "docs"
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
SETTING = re.compile(r"""["']((?:PREVENIO_|DATABASE_)[A-Z_]+)["']""")
NAMED_BY_NOBODY = frozenset({"psycopg"})  # Django loads it for DATABASE_URL.
DOCUMENTS = [path for path in own_files() if path.suffix == ".md"]


def plain_name(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower()


def models_of_rooms() -> set[str]:
    return {
        f"{model._meta.app_label}.{model.__name__}"
        for model in apps.get_models()
        if model.__module__.startswith("prevenio.")
    }


def first_cells(document: str, *, below: str) -> list[str]:
    """What stands in backquotes in the first column of the table below a heading."""
    section = document.split(f"\n## {below}\n", 1)[1].split("\n## ", 1)[0]
    return re.findall(r"^\| `([^`]+)`", section, re.MULTILINE)


def test_architecture_has_a_row_for_every_room() -> None:
    rows = first_cells((DOCS / "architecture.md").read_text("utf-8"), below="Rooms")

    assert sorted(rows) == sorted(rooms())


def test_architecture_has_a_row_for_every_model() -> None:
    rows = first_cells((DOCS / "architecture.md").read_text("utf-8"), below="Tables")

    assert sorted(rows) == sorted(models_of_rooms())


def test_words_have_a_row_for_every_model() -> None:
    words = (DOCS / "words.md").read_text("utf-8")
    in_words = set(re.findall(r"`([A-Z]\w+)`", words))
    models = {model.partition(".")[2] for model in models_of_rooms()}

    assert models - in_words == set()


def test_every_setting_of_an_office_is_on_the_deployment_page() -> None:
    page = (DOCS / "deployment.md").read_text("utf-8")
    read = {
        name
        for path in source_files()
        if path.name != "settings_test.py"
        for name in SETTING.findall(path.read_text("utf-8"))
    }

    assert {name for name in read if f"`{name}`" not in page} == set()


def test_every_direct_dependency_is_explained() -> None:
    decisions = "\n".join(path.read_text("utf-8") for path in DOCS.glob("decisions/*.md"))
    explained = {name.lower() for name in re.findall(r"^\| `([\w.-]+)`", decisions, re.MULTILINE)}
    settings = pyproject()
    wanted = [*settings["project"]["dependencies"]]
    for group in settings["dependency-groups"].values():
        wanted += group

    assert {plain_name(requirement) for requirement in wanted} - explained == set()


def test_every_package_of_the_base_install_is_used() -> None:
    """What nothing imports or names is weight on every server."""
    text = "\n".join(path.read_text("utf-8") for path in source_files())
    modules = packages_distributions()
    unused = {
        name
        for name in map(plain_name, pyproject()["project"]["dependencies"])
        if name not in NAMED_BY_NOBODY
        if not any(
            re.search(rf"\b{module}\b", text)
            for module, distributions in modules.items()
            if name in map(str.lower, distributions)
        )
    }

    assert unused == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = [target for target in LINK.findall(document.read_text("utf-8")) if ":" not in target]

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("room", sorted(rooms()))
def test_every_room_says_what_it_is_for_in_forty_lines(room: str) -> None:
    page = ROOT / "src" / "prevenio" / room / "README.md"

    assert page.exists()
    assert len(page.read_text("utf-8").splitlines()) <= 40


def test_readme_names_both_commands_on_its_first_screen() -> None:
    first_screen = (ROOT / "README.md").read_text("utf-8").splitlines()[:24]

    assert {"./dev demo", "./dev test"} <= {line.partition("#")[0].strip() for line in first_screen}
