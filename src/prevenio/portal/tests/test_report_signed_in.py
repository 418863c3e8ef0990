"""Reporting with an account: as oneself, found again without words, seen by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.portal.tests.test_report_form import (
    BASE,
    MOST_STATEMENTS,
    NOW,
    SEND,
    filled,
    statements,
)
from prevenio.reports.models import CategoryVersion, Nature, Outcome, Report, ReportState
from prevenio.reports.operations.erasing import erase_in_time
from prevenio.reports.tests.factories import make_category, make_ground

pytestmark = pytest.mark.usefixtures("monday_morning")
MINE = f"{BASE}mine/"


@pytest.fixture(autouse=True)
def category(authority: Authority) -> CategoryVersion:
    make_ground(authority)
    return make_category(authority, code="alcohol")


@pytest.fixture
def head(authority: Authority, client: Client) -> User:
    """A school head, signed in, with the pages in English."""
    user = make_member(authority=authority, role=Role.READER, name="Ewa Nowak")
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def sent_as_oneself(client: Client, **fields: str) -> Report:
    assert client.post(SEND, filled(act="send-as", **fields)).status_code == 200
    return Report.objects.get()


def test_sent_as_oneself_it_carries_the_account_and_its_address(client: Client, head: User) -> None:
    asked = client.get(SEND, {name: filled()[name] for name in ("category", "lat", "lon")})
    assert "Send as Ewa Nowak" in asked.content.decode()

    report = sent_as_oneself(client, nature=Nature.REQUEST)

    assert report.user == head
    assert (report.contact_name, report.email) == ("Ewa Nowak", head.email)
    # The journal outlives the contact, so it names nobody.
    assert not Entry.objects.filter(by_id=head.pk).exists()
    page = client.get(MINE).content.decode()
    assert report.reference in page
    assert f"{MINE}{report.key}/" in page


def test_another_address_that_was_written_stays(client: Client, head: User) -> None:
    report = sent_as_oneself(client, email="ewa@private.example")

    assert (report.contact_name, report.email) == ("Ewa Nowak", "ewa@private.example")


def test_without_a_name_the_account_is_not_kept(client: Client, head: User) -> None:
    client.post(SEND, filled())

    report = Report.objects.get()
    assert (report.user, report.contact_name, report.email) == (None, "", "")
    assert "None so far" in client.get(MINE).content.decode()


def test_it_costs_no_more_statements_than_asking_who_it_is(client: Client, head: User) -> None:
    client.post(SEND, filled())
    session_and_account = 2
    with statements(MOST_STATEMENTS + session_and_account):
        client.post(SEND, filled(act="send-as", words="Codziennie."))
    assert Report.objects.filter(user=head).count() == 1


def test_who_is_signed_out_meanwhile_loses_nothing(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = client.post(SEND, filled(act="send-as", words="Codziennie o ósmej."))

    assert "You are not signed in any more" in page.content.decode()
    assert "Codziennie o ósmej." in page.content.decode()
    assert "You need not give a name." in page.content.decode()
    assert not Report.objects.exists()


def test_the_account_is_written_into_no_form(client: Client, head: User) -> None:
    page = client.post(SEND, filled(act="send-as", email="wrong")).content.decode()

    assert "name@example.org" in page
    assert page.count("Ewa Nowak") == 1
    assert head.email not in page


def test_ones_own_report_opens_without_words_and_takes_messages(client: Client, head: User) -> None:
    report = sent_as_oneself(client)
    own = f"{MINE}{report.key}/"

    page = client.post(own, {"act": "message", "text": "Także w niedziele."})

    assert "Także w niedziele." in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"
    assert report.texts.get().text == "Także w niedziele."
    client.post(own, {"act": "withdraw"})
    report.refresh_from_db()
    assert report.state == ReportState.WITHDRAWN
    assert client.get(own).status_code == 404
    assert "None so far" in client.get(MINE).content.decode()


def test_nobody_else_opens_it(client: Client, authority: Authority, head: User) -> None:
    report = sent_as_oneself(client)
    own = f"{MINE}{report.key}/"
    elsewhere = make_authority(slug="gdzie-indziej")
    assert client.get(f"/{elsewhere.slug}/reports/mine/{report.key}/").status_code == 404

    client.force_login(make_member(authority=authority, role=Role.COORDINATOR))
    assert client.get(own).status_code == 404
    assert client.post(own, {"act": "withdraw"}).status_code == 404
    assert report.reference not in client.get(MINE).content.decode()

    client.logout()
    for address in (MINE, own):
        assert client.get(address)["Location"].endswith(f"/accounts/login/?next={address}")


def test_with_the_contact_the_account_is_erased(
    client: Client, authority: Authority, head: User
) -> None:
    report = sent_as_oneself(client)
    ended = NOW - timedelta(days=report.version.contact_days + 2)
    Report.objects.update(
        state=ReportState.CLOSED, outcome=Outcome.SOLVED, closed_at=ended, due_on=None
    )

    erase_in_time(authority=authority, at=NOW)

    report.refresh_from_db()
    assert (report.user, report.email) == (None, "")
    assert "None so far" in client.get(MINE).content.decode()
