"""Two people at one form, wrong clicks, and sessions that ran out."""

import re

import pytest
from django.test import Client

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import AreaOfAction, ProgrammeVersion, StatementKind
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="KMP", name="Komenda Miejska Policji")


@pytest.fixture
def area(authority: Authority, client: Client, coordinator: User) -> AreaOfAction:
    """An area of a draft; the coordinator has signed in."""
    client.force_login(coordinator)
    return make_area(make_version(make_programme(authority)))


def address(version: ProgrammeVersion, tail: str = "") -> str:
    slug = version.programme.authority.slug
    return f"/{slug}/desk/programme/versions/{version.pk}/{tail}"


def seen(page: bytes) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page.decode())
    assert found is not None
    return found[1]


def test_the_later_of_two_is_told_and_may_insist(
    client: Client, area: AreaOfAction, police: Body
) -> None:
    action = make_action(area, text="Pierwsze brzmienie.", lead=police)
    form = address(area.version, "actions/1.1/")
    mark = seen(client.get(form).content)
    typed = {"lead": police.pk, "seen": mark}
    client.post(form, typed | {"text": "Słowa pierwszej osoby."})

    late = client.post(form, typed | {"text": "Słowa drugiej osoby."})

    action.refresh_from_db()
    assert late.status_code == 422
    assert "Słowa drugiej osoby." in late.content.decode()
    assert action.text == "Słowa pierwszej osoby."
    client.post(form, typed | {"text": "Słowa drugiej osoby.", "seen": seen(late.content)})
    action.refresh_from_db()
    assert action.text == "Słowa drugiej osoby."


def test_every_form_of_a_version_carries_its_mark(client: Client, area: AreaOfAction) -> None:
    version = area.version
    initiative = make_initiative(version)
    chapter = version.chapters.create(position=1, number="I", title="Wstęp")
    goal = version.statements.create(kind=StatementKind.GOAL, position=1, text="Mniej szkód.")

    for tail in (
        "areas/1/",
        f"initiatives/{initiative.pk}/",
        f"chapters/{chapter.pk}/",
        f"statements/{goal.pk}/",
    ):
        page = client.get(address(version, tail)).content
        assert seen(page) == seen(client.get(address(version, tail)).content)


def test_removals_ask_first(client: Client, area: AreaOfAction, police: Body) -> None:
    version = area.version
    make_action(area, lead=police)
    initiative = make_initiative(version)
    goal = version.statements.create(kind=StatementKind.GOAL, position=1, text="Mniej szkód.")
    tails = [
        "actions/1.1/removal/",
        f"initiatives/{initiative.pk}/removal/",
        f"statements/{goal.pk}/removal/",
        "areas/1/removal/",
        "discarding/",
    ]

    for tail in tails:
        page = client.get(address(version, tail))
        assert page.status_code == 200
        assert b"button--bad" in page.content
    assert version.actions.exists()
    for tail in tails:
        assert client.post(address(version, tail)).status_code == 302
    assert not version.areas.exists()
    assert not version.initiatives.exists()
    assert not version.statements.exists()
    version.refresh_from_db()
    assert version.state == "DISCARDED"


@pytest.mark.parametrize(
    ("tail", "page"),
    [
        ("handover/", ""),
        ("public/", ""),
        ("areas/", ""),
        ("initiatives/", ""),
        ("statements/", ""),
        ("team/", ""),
        ("actions/1.1/triggers/", "actions/1.1/"),
        ("actions/1.1/roles/", "check/"),
    ],
)
def test_signing_in_between_leads_back_to_the_button(
    client: Client, area: AreaOfAction, police: Body, tail: str, page: str
) -> None:
    make_action(area, lead=police)

    response = client.get(address(area.version, tail))

    assert response.status_code == 302
    assert response.headers["Location"] == address(area.version, page)
    assert area.version.state == "DRAFT"


def test_a_second_press_adds_nothing_twice(
    client: Client, area: AreaOfAction, police: Body
) -> None:
    version = area.version
    for _press in range(2):
        client.post(address(version, "areas/"), {"name": "Nowy obszar"})
        client.post(address(version, "initiatives/"), {"name": "Nowy program"})
        client.post(address(version, "statements/"), {"kind": StatementKind.GOAL, "text": "Cel."})
        client.post(
            address(version, "areas/1/new-action/"), {"text": "Nowe działanie.", "lead": police.pk}
        )

    assert version.areas.filter(title="Nowy obszar").count() == 1
    assert version.initiatives.count() == 1
    assert version.statements.count() == 1
    assert version.actions.count() == 1
