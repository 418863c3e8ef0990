"""A report is taken once, whoever sends it and however often."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prevenio.journal.models import Entry
from prevenio.kernel.errors import Refused
from prevenio.kernel.written import TooLong
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.at_once import at_once
from prevenio.people.tests.factories import make_authority, make_body, make_member
from prevenio.places.models import Address, Municipality
from prevenio.reports import receipts
from prevenio.reports.models import EventKind, Nature, Report, ReportState
from prevenio.reports.operations import taking
from prevenio.reports.operations.taking import Contact, When
from prevenio.reports.tests.factories import (
    HERE,
    MORNING,
    make_category,
    make_ground,
    make_report,
    make_rule,
    sent_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def asked(run: Callable[[], object]) -> list[str]:
    """The statements that ask for rows or change some; not those that begin and end them."""
    with CaptureQueriesContext(connection) as context:
        run()
    control = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
    return [one["sql"] for one in context if not one["sql"].startswith(control)]


def test_a_report_knows_its_precinct_its_days_and_where_it_is_shown(authority: Authority) -> None:
    precinct = make_ground(authority)
    report = make_report(authority, words="  Piją pod sklepem.\x00 ", when=When(3, 22, 2))

    assert report.precinct == precinct
    assert report.municipality == Municipality.objects.get()
    assert (report.state, report.due_on) == (ReportState.RECEIVED, date(2026, 3, 4))
    assert report.texts.get().text == "Piją pod sklepem."
    assert report.days == [0, 1]
    assert (report.public_latitude, report.public_longitude) != HERE
    assert report.events.get().kind == EventKind.RECEIVED
    entry = Entry.objects.get(fact="reports.report.received")
    assert "sklepem" not in str(entry.payload)


def test_the_same_form_sent_twice_is_one_report(authority: Authority) -> None:
    version = make_category(authority)
    first = make_report(authority, version=version, key="one form")
    second = make_report(authority, version=version, key="one form")
    assert first == second
    assert Report.objects.count() == 1
    assert Entry.objects.filter(fact="reports.report.received").count() == 1


def test_the_receipt_opens_it_and_is_kept_nowhere(authority: Authority) -> None:
    report = make_report(authority, key="a form")
    words = receipts.words_of("a form", "pl")
    assert report.code_digest == receipts.digest_of(words.upper().replace("-", "  "))
    row = Report.objects.filter(pk=report.pk).values().get()
    assert words not in str(row)


def test_a_report_takes_at_most_nine_statements(authority: Authority, coordinator: User) -> None:
    make_report(authority)
    version = make_category(authority)
    make_rule(authority, make_body(authority=authority), by=coordinator)
    sent = sent_with(version, words="Ciemno.", contact=Contact("Jan", "jan@example.org"))
    statements = asked(
        lambda: taking.take(authority=authority, sent=sent, form_key="counted", at=MORNING)
    )
    assert len(statements) <= 9, "\n".join(statements)


def test_the_first_rule_that_fits_sends_it_and_says_why(
    authority: Authority, coordinator: User
) -> None:
    make_ground(authority, code="12")
    guard, roads = (make_body(authority=authority) for _ in range(2))
    version = make_category(authority, code="alcohol")
    make_rule(authority, roads, by=coordinator, categories=["parking"])
    rule = make_rule(
        authority,
        guard,
        by=coordinator,
        categories=["alcohol"],
        precincts=[["police", "12"]],
        hours=[20, 4],
    )
    make_rule(authority, roads, by=coordinator)

    evening = make_report(authority, version=version, when=When(0, 22, 23))
    assert (evening.body, evening.route["rule"], evening.route["precinct"]) == (guard, 2, "12")
    assert evening.route["name"] == rule.name
    morning = make_report(authority, version=version, when=When(0, 7, 9))
    assert (morning.body, morning.route["rule"]) == (roads, 3)


def test_without_a_rule_it_stays_with_the_bureau(authority: Authority) -> None:
    report = make_report(authority)
    assert (report.body, report.route["rule"]) == (None, None)


def test_a_doubt_holds_it_back(authority: Authority) -> None:
    report = make_report(authority, doubt="many")
    assert report.state == ReportState.HELD
    assert report.events.get().kind == EventKind.HELD


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"latitude": 10.0, "longitude": 10.0}, taking.PlaceOutside),
        ({"words": "a" * 2_001}, TooLong),
        ({"when": When(0, 5, None)}, taking.WhenUnclear),
        ({"nature": Nature.REQUEST}, taking.ContactNeeded),
        ({"nature": Nature.REQUEST, "contact": Contact("Jan", "")}, taking.ContactNeeded),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_nothing(
    authority: Authority, fields: dict[str, Any], refusal: type[Refused]
) -> None:
    with pytest.raises(refusal):
        make_report(authority, **fields)
    assert not Report.objects.exists()
    assert not Entry.objects.filter(fact="reports.report.received").exists()


def test_a_category_of_another_authority_or_another_time_is_refused(authority: Authority) -> None:
    foreign = make_category(make_authority())
    ended = make_category(authority, last_day=MORNING.date().replace(day=1))
    for version in (foreign, ended):
        with pytest.raises(taking.CategoryGone):
            make_report(authority, version=version)


def test_nobody_learns_at_what_hour_a_report_came(authority: Authority) -> None:
    version = make_category(authority, delay_hours=24)
    for hours in (0, 5, 9):
        report = make_report(authority, version=version, at=MORNING + timedelta(hours=hours))
        # Midnight of 4 March in Warsaw.
        assert report.public_at == datetime(2026, 3, 3, 23, 0, tzinfo=UTC)


def test_some_categories_need_words(authority: Authority) -> None:
    version = make_category(authority, needs_words=True)
    with pytest.raises(taking.WordsNeeded):
        make_report(authority, version=version, words="  \x00")


def test_a_place_among_few_homes_is_shown_in_a_wider_square(authority: Authority) -> None:
    make_ground(authority)
    # Five homes 300 metres away, one here.
    for number, off in enumerate([0.0, 0.0027, 0.00271, 0.00272, 0.00273, 0.00274]):
        Address.objects.create(
            authority=authority, number=str(number), latitude=HERE[0] + off, longitude=HERE[1]
        )
    report = make_report(authority, version=make_category(authority, blur_metres=50))
    assert report.blur_metres >= 500


def test_nothing_is_kept_where_the_journal_fails(
    authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_ground(authority)
    version = make_category(authority)

    def fails(*_facts: object, **_more: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("prevenio.reports.operations.taking.record", fails)
    with pytest.raises(OSError, match="disk full"):
        make_report(authority, version=version)
    assert not Report.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_form_at_once_is_one_report() -> None:
    authority = make_authority()
    make_ground(authority)
    version = make_category(authority)

    def one(_number: int) -> int:
        sent = sent_with(version)
        return taking.take(authority=authority, sent=sent, form_key="same", at=MORNING).pk

    first, second = at_once(one, range(2))
    assert first == second
    assert Report.objects.count() == 1
