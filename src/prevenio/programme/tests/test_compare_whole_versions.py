"""What changed between two versions: every part counts, lists by their items."""

import pytest
from django.test import Client
from django.utils import translation

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON, make_body
from prevenio.programme.models import ProgrammeVersion, StatementKind
from prevenio.programme.operations import editing, versions
from prevenio.programme.operations.editing import abbreviations
from prevenio.programme.queries.changes import Change, changes_between
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(authority: Authority) -> ProgrammeVersion:
    """A version in force with one of each part."""
    version = make_version(make_programme(authority), is_public=True)
    police = make_body(authority=authority, short_name="KMP", name="Komenda Policji w Testowie")
    guard = make_body(authority=authority, short_name="SM", name="Straż Miejska w Testowie")
    make_body(authority=authority, short_name="PSP", name="Straż Pożarna w Testowie")
    make_action(make_area(version), lead=police, partners=(guard,))
    version.chapters.create(position=1, number="I", title="Wstęp", text="Dziesięć obszarów.")
    version.statements.create(kind=StatementKind.GOAL, position=1, text="Mniej wypadków.")
    version.abbreviations.create(position=1, short="KMP", name="Komenda Policji")
    return version


@pytest.fixture
def draft(adopted: ProgrammeVersion, coordinator: User) -> ProgrammeVersion:
    return versions.begin_amendment(version=adopted, reason="Próba", by=coordinator, at=NOON)


def told(older: ProgrammeVersion, newer: ProgrammeVersion) -> list[Change]:
    with translation.override("pl"):
        return changes_between(older, newer)


def test_an_untouched_amendment_differs_in_nothing(
    adopted: ProgrammeVersion, draft: ProgrammeVersion
) -> None:
    assert told(adopted, draft) == []


def test_chapters_lists_and_abbreviations_count(
    adopted: ProgrammeVersion, draft: ProgrammeVersion, coordinator: User
) -> None:
    chapter = draft.chapters.get()
    goal = draft.statements.get()
    editing.change(thing=chapter, values={"text": "Jedenaście obszarów."}, by=coordinator, at=NOON)
    editing.change(thing=goal, values={"text": "Mniej pożarów."}, by=coordinator, at=NOON)
    abbreviations.add_abbreviation(
        version=draft, short="PSP", name="Straż Pożarna", by=coordinator, at=NOON
    )

    assert [(one.thing, one.status) for one in told(adopted, draft)] == [
        ("statement", "changed"),
        ("chapter", "changed"),
        ("abbreviation", "added"),
    ]


def test_bodies_goals_and_seasons_are_told_whole(
    adopted: ProgrammeVersion, draft: ProgrammeVersion, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    action = draft.actions.get()
    goal = draft.statements.get()
    slug = draft.programme.authority.slug
    form = f"/{slug}/desk/programme/versions/{draft.pk}/actions/1.1/"
    typed = {
        "text": action.text,
        "lead": action.roles.get(role="LEAD").body_id,
        "partners": "PSP",
        "season_first_month": 4,
        "season_last_month": 9,
        "goals": [goal.pk],
    }

    page = client.post(form, typed, follow=True)

    (change,) = told(adopted, draft)
    words = {
        field.name: [(piece.kind, piece.text) for piece in field.pieces] for field in change.fields
    }
    assert words["partners"] == [
        ("old", "Straż Miejska w Testowie"),
        ("same", ", "),
        ("new", "Straż Pożarna w Testowie"),
    ]
    assert words["season"] == [("new", "kwiecień – wrzesień")]
    assert words["goals"] == [("new", "Mniej wypadków.")]
    edited = page.context["page"].edited
    assert {"partners", "season_first_month", "season_last_month"} <= edited
    assert "text" not in edited
