"""What an office says of itself: the imprint, and one accessibility statement per language."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people.models import AccessibilityStatement, Authority, Conformance, Imprint, Role
from prevenio.people.operations import (
    LanguageNotSpoken,
    ReviewedInFuture,
    ReviewedTooEarly,
    change_imprint,
    state_accessibility,
)
from prevenio.people.tests.factories import NOON, make_authority, make_member

pytestmark = pytest.mark.django_db

STATED = {
    "conformance": Conformance.PARTIAL,
    "published_on": date(2025, 1, 7),
    "changed_on": date(2026, 1, 7),
    "prepared_on": date(2025, 2, 1),
    "reviewed_on": date(2026, 2, 1),
    "method": "Own assessment.",
    "exceptions": "Old scans.",
    "contact_name": "Anna Przykład",
    "contact_email": "anna@example.org",
}
TYPED = {
    **STATED,
    "published_on": "7.1.2025",
    "changed_on": "7.1.2026",
    "prepared_on": "1.2.2025",
    "reviewed_on": "1.2.2026",
}


@pytest.fixture
def authority() -> Authority:
    return make_authority(languages=["pl", "en"])


def state(authority: Authority, language: str = "pl", **changed: Any) -> AccessibilityStatement:
    by = make_member(authority=authority, role=Role.COORDINATOR)
    values = {**STATED, **changed}
    return state_accessibility(
        authority=authority, language=language, values=values, by=by, at=NOON
    )


def test_imprint_is_kept_once_and_journaled(authority: Authority) -> None:
    by = make_member(authority=authority, role=Role.COORDINATOR)
    for name in ("Urząd", "Urząd Miasta"):
        change_imprint(authority=authority, values={"official_name": name}, by=by, at=NOON)

    assert Imprint.objects.get(authority=authority).official_name == "Urząd Miasta"
    assert Entry.objects.filter(fact="people.imprint.changed").count() == 2


def test_reader_changes_neither(authority: Authority) -> None:
    by = make_member(authority=authority, role=Role.READER)

    with pytest.raises(NotAllowed):
        change_imprint(authority=authority, values={"official_name": "X"}, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        state_accessibility(authority=authority, language="pl", values=STATED, by=by, at=NOON)


def test_language_that_the_pages_do_not_speak_is_refused(authority: Authority) -> None:
    with pytest.raises(LanguageNotSpoken):
        state(authority, "cs")


def test_review_before_the_statement_or_in_the_future_is_refused(authority: Authority) -> None:
    with pytest.raises(ReviewedTooEarly):
        state(authority, reviewed_on=date(2025, 1, 31))
    with pytest.raises(ReviewedInFuture):
        state(authority, reviewed_on=date(2099, 1, 1))


@pytest.mark.parametrize(
    ("reviewed", "today", "is_due"),
    [
        (date(2025, 4, 1), date(2026, 3, 31), False),
        (date(2025, 4, 1), date(2026, 4, 1), False),
        (date(2025, 3, 31), date(2026, 3, 31), False),
        (date(2025, 3, 31), date(2026, 4, 1), True),
        (date(2026, 3, 1), date(2027, 3, 31), False),
        (date(2026, 3, 1), date(2027, 4, 1), True),
    ],
)
def test_review_is_due_by_the_end_of_each_march(reviewed: date, today: date, is_due: bool) -> None:
    assert AccessibilityStatement(reviewed_on=reviewed).is_due_on(today) is is_due


def test_residents_read_the_statement_of_their_language(
    client: Client, authority: Authority
) -> None:
    state(authority)

    stated = client.get(f"/{authority.slug}/accessibility/", headers={"cookie": "x=1"})
    client.cookies["django_language"] = "en"
    unstated = client.get(f"/{authority.slug}/accessibility/")

    assert 'id="a11y-status"' in stated.text
    assert "Old scans." in stated.text
    assert "Old scans." not in unstated.text


def test_statement_escapes_what_was_typed(client: Client, authority: Authority) -> None:
    state(authority, exceptions="<script>alert(1)</script>")

    assert "<script>alert" not in client.get(f"/{authority.slug}/accessibility/").text


def test_coordinator_writes_both_on_the_desk(client: Client, authority: Authority) -> None:
    client.force_login(make_member(authority=authority, role=Role.COORDINATOR))
    base = f"/{authority.slug}/desk/site/"

    assert client.get(base).status_code == 200
    assert client.post(f"{base}accessibility/pl/", TYPED).status_code == 302
    said = {"official_name": "Urząd", "bulletin": "https://bip.example.org/"}
    assert client.post(f"{base}imprint/", said).status_code == 302
    assert "https://bip.example.org/" in client.get(f"/{authority.slug}/imprint/").text


def test_what_was_typed_stays_when_the_exceptions_are_missing(
    client: Client, authority: Authority
) -> None:
    client.force_login(make_member(authority=authority, role=Role.COORDINATOR))
    answer = client.post(
        f"/{authority.slug}/desk/site/accessibility/pl/", {**TYPED, "exceptions": ""}
    )

    assert answer.status_code == 200
    assert "Anna Przykład" in answer.text
    assert not AccessibilityStatement.objects.exists()


def test_bulletin_takes_no_script_as_address(client: Client, authority: Authority) -> None:
    client.force_login(make_member(authority=authority, role=Role.COORDINATOR))
    said = {"official_name": "Urząd", "bulletin": "javascript:alert(1)"}

    client.post(f"/{authority.slug}/desk/site/imprint/", said)

    assert not Imprint.objects.exists()


def test_reader_and_stranger_get_no_form(client: Client, authority: Authority) -> None:
    page = f"/{authority.slug}/desk/site/imprint/"
    client.force_login(make_member(authority=authority, role=Role.READER))
    assert client.get(page).status_code == 404

    client.force_login(make_member(authority=make_authority(slug="inne"), role=Role.COORDINATOR))
    assert client.get(page).status_code == 404


def test_the_desk_keeps_the_coordinator_in_the_imprint(
    client: Client, authority: Authority
) -> None:
    client.force_login(make_member(authority=authority, role=Role.COORDINATOR))
    page = f"/{authority.slug}/desk/site/imprint/"
    said = {"official_name": "Urząd", "coordinator_role": "koordynator", "coordinator_email": "x"}
    wrong = client.post(page, said)
    assert "koordynator" in wrong.text
    assert not Imprint.objects.exists()
    assert client.post(page, {**said, "coordinator_email": "k@example.org"}).status_code == 302
    assert Imprint.objects.get().coordinator_email == "k@example.org"
