"""The buttons of the check: each mends its fault in a draft, and says so elsewhere."""

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import Action, ActionRole, AreaOfAction, ProgrammeVersion
from prevenio.programme.queries import findings as queries
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db

SENTENCE = "Wieczorne patrole piesze w okolicach dworca kolejowego i targowiska miejskiego."


@pytest.fixture
def police(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="KMP", name="Komenda Miejska Policji")


@pytest.fixture
def guard(authority: Authority) -> Body:
    return make_body(authority=authority, short_name="SM", name="Straż Miejska")


@pytest.fixture
def area(authority: Authority, client: Client, coordinator: User) -> AreaOfAction:
    """An area of a draft; the coordinator has signed in."""
    client.force_login(coordinator)
    return make_area(make_version(make_programme(authority)))


def address(version: ProgrammeVersion, tail: str = "check/") -> str:
    slug = version.programme.authority.slug
    return f"/{slug}/desk/programme/versions/{version.pk}/{tail}"


def codes(version: ProgrammeVersion) -> set[str]:
    return {row.finding.code for row in queries.findings_of(version, "pl")}


def roles(action: Action) -> list[tuple[str, str]]:
    rows = ActionRole.objects.filter(action=action).order_by("position", "pk")
    return [(row.body.short_name, row.role) for row in rows]


def test_duplicates_are_joined_after_a_look(
    client: Client, area: AreaOfAction, police: Body, guard: Body
) -> None:
    kept = make_action(area, text=SENTENCE, lead=police, partners=(guard,))
    make_action(area, text=SENTENCE, lead=guard, partners=(police,))
    merger = address(area.version, "actions/1.1/merger/")
    assert f"{merger}?dropped=1.2" in client.get(address(area.version)).content.decode()

    page = client.get(merger, {"dropped": "1.2"})
    assert page.context["page"].responsible == ["KMP", "SM"]
    assert area.actions.count() == 2

    client.post(merger, {"dropped": "1.2"})

    assert roles(kept) == [("KMP", "LEAD"), ("SM", "CO_RESPONSIBLE")]
    assert not codes(area.version) & {"K-152", "K-153", "K-155"}
    assert Entry.objects.filter(fact="programme.action.merged").exists()


@pytest.mark.parametrize("dropped", ["1.1", "9.9", "", "<b>", "1.2 "])
def test_an_action_joins_only_another_one(
    client: Client, area: AreaOfAction, police: Body, dropped: str
) -> None:
    make_action(area, text=SENTENCE, lead=police)

    response = client.post(address(area.version, "actions/1.1/merger/"), {"dropped": dropped})

    assert response.status_code == 302
    assert area.actions.count() == 1


def test_a_body_in_two_roles_is_named_once(
    client: Client, area: AreaOfAction, police: Body, guard: Body
) -> None:
    action = make_action(area, text=SENTENCE, lead=police, partners=(police, guard))
    assert "K-155" in codes(area.version)

    client.post(address(area.version, "actions/1.1/roles/"))

    assert roles(action) == [("KMP", "LEAD"), ("SM", "PARTNER")]
    assert "K-155" not in codes(area.version)


def test_a_missing_abbreviation_is_explained(
    client: Client, area: AreaOfAction, police: Body
) -> None:
    version = area.version
    glossary = address(version, "abbreviations/")
    assert client.get(glossary, {"short": "KMP"}).context["form"].initial["name"] == police.name

    client.post(glossary, {"short": "KMP", "name": police.name})
    again = client.post(glossary, {"short": "KMP", "name": "Inna nazwa"})

    assert again.status_code == 422
    row = version.abbreviations.get()
    assert (row.short, row.name) == ("KMP", police.name)
    removal = address(version, f"abbreviations/{row.pk}/removal/")
    assert client.get(removal).status_code == 200
    client.post(removal)
    assert not version.abbreviations.exists()
    facts = Entry.objects.order_by("number").values_list("fact", flat=True)
    assert list(facts) == ["programme.abbreviation.added", "programme.abbreviation.removed"]


def test_an_adopted_version_offers_an_amendment_instead(
    client: Client, authority: Authority, coordinator: User, police: Body, guard: Body
) -> None:
    version = make_version(make_programme(authority), is_public=True)
    area = make_area(version)
    make_action(area, text=SENTENCE, lead=police)
    make_action(area, text=SENTENCE, lead=guard)
    client.force_login(coordinator)

    page = client.get(address(version)).content.decode()
    client.post(address(version, "actions/1.1/merger/"), {"dropped": "1.2"})
    client.post(address(version, "abbreviations/"), {"short": "X", "name": "Y"})

    assert "/merger/" not in page
    assert address(version, "amendment/") in page
    assert version.actions.count() == 2
    assert not version.abbreviations.exists()


def test_a_reader_sees_no_button(
    client: Client, area: AreaOfAction, police: Body, guard: Body, reader: User
) -> None:
    make_action(area, text=SENTENCE, lead=police)
    make_action(area, text=SENTENCE, lead=guard)
    client.force_login(reader)

    page = client.get(address(area.version)).content.decode()
    client.post(address(area.version, "actions/1.1/merger/"), {"dropped": "1.2"})

    assert "/merger/" not in page
    assert area.actions.count() == 2


def test_unasked_only_what_blocks_publication_stands_open(
    client: Client, area: AreaOfAction, police: Body, guard: Body
) -> None:
    make_action(area, text=SENTENCE, lead=police)
    make_action(area, text=SENTENCE, lead=guard)

    page = client.get(address(area.version)).context["page"]

    assert next(iter(page.sections)) == "error"
    folded = {one: {g.is_folded for g in groups} for one, groups in page.sections.items()}
    assert folded.pop("error") == {False}
    assert set().union(*folded.values()) == {True}


def test_waiving_leads_back_to_the_page_as_it_was_narrowed(
    client: Client, area: AreaOfAction, police: Body, guard: Body
) -> None:
    make_action(area, text=SENTENCE, lead=police)
    make_action(area, text=SENTENCE, lead=guard)
    page = client.get(address(area.version), {"severity": "error"})
    (row,) = [
        row
        for groups in page.context["page"].sections.values()
        for group in groups
        for row in group.rows
        if row.finding.code == "K-153"
    ]
    tail = f"waivers/?finding={row.finding.fingerprint}&severity=error"
    assert tail.replace("&", "&amp;") in page.content.decode()

    response = client.post(
        address(area.version, tail),
        {"finding": row.finding.fingerprint, "reason": "Tak ustalono."},
    )

    assert response.headers["Location"] == address(area.version, "check/?severity=error")
