"""What was joined keeps its days: a request is answered by law, and what is late is not gone."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.journal.models import Sighting
from prevenio.people.models import Authority, User
from prevenio.reports.models import CategoryVersion, Nature, Outcome, Report
from prevenio.reports.operations import joining, resident, working
from prevenio.reports.operations.taking import Contact
from prevenio.reports.queries import report as queries
from prevenio.reports.queries.punctuality import punctuality_by
from prevenio.reports.tests.factories import MORNING, make_category, make_report

PAGE = "/testowo/desk/reports/"
# A month after the morning on which all of them came.
BY_LAW = date(2026, 4, 2)


@pytest.fixture
def slow(authority: Authority) -> CategoryVersion:
    """A category that allows more days than the law."""
    return make_category(authority, act_days=120)


def asked(authority: Authority, **fields: Any) -> Report:
    contact = Contact("Ala Nowak", "ala@example.org")
    return make_report(authority, **{"nature": Nature.REQUEST, "contact": contact, **fields})


def join(report: Report, into: Report, by: User, at: datetime = MORNING) -> Report:
    """The other one, once the report was joined with it."""
    report.refresh_from_db()
    joining.merge(report=report, into=into, seen=report.revision, by=by, at=at)
    into.refresh_from_db()
    return into


def test_a_request_that_was_joined_is_answered_in_the_time_of_the_law(
    authority: Authority, coordinator: User, slow: CategoryVersion
) -> None:
    request = asked(authority, version=slow)
    other, last = (make_report(authority, version=slow) for _ in range(2))
    other = join(request, other, coordinator)
    assert (request.act_due_on, other.act_due_on, other.law_due_on) == (BY_LAW, BY_LAW, BY_LAW)
    # However often what it was joined with is joined with another one.
    assert join(other, last, coordinator).act_due_on == BY_LAW


def test_nobody_waits_for_an_answer_while_somebody_else_is_asked(
    authority: Authority, coordinator: User, slow: CategoryVersion
) -> None:
    other = make_report(authority, version=slow)
    other = working.ask_back(
        report=other, seen=other.revision, text="Gdzie?", by=coordinator, at=MORNING
    )
    other = join(asked(authority, version=slow), other, coordinator)
    other = resident.add_message(report=other, text="Tu", at=MORNING + timedelta(days=10))
    assert other.act_due_on == BY_LAW


def test_a_joined_request_that_is_not_solved_is_answered_by_law_again(
    authority: Authority, coordinator: User, slow: CategoryVersion
) -> None:
    request, other = asked(authority, version=slow), make_report(authority, version=slow)
    other, again = join(request, other, coordinator), MORNING + timedelta(days=7)
    seen, by = other.revision, coordinator
    working.close(report=other, seen=seen, outcome=Outcome.SOLVED, text="Ok", by=by, at=MORNING)
    request.refresh_from_db()
    resident.say_not_solved(report=request, text="Nie", at=again)
    other.refresh_from_db()
    assert other.act_due_on == date(2026, 4, 9)


def test_a_joined_request_stands_under_the_requests_and_its_post_on_the_page(
    client: Client, authority: Authority, coordinator: User
) -> None:
    contact = Contact("Ala Nowak", postal_address="Ogrodowa 3, Kielce")
    request = asked(authority, contact=contact)
    other = join(request, make_report(authority, version=request.version), coordinator)
    client.force_login(coordinator)

    with time_machine.travel(MORNING, tick=False):
        listed = client.get(f"{PAGE}?kind=requests").content.decode()
        page = client.get(f"{PAGE}{other.pk}/").content.decode()
        closing = client.get(f"{PAGE}{other.pk}/closing/").content.decode()

    assert other.reference in listed
    assert "Ala Nowak, Ogrodowa 3, Kielce" in page
    assert Sighting.objects.get().about_id == str(request.pk)
    assert "Ogrodowa" not in closing
    assert queries.number_by_post(other) == 1


def test_a_late_report_is_not_gone_by_joining_it_with_a_new_one(
    authority: Authority, coordinator: User
) -> None:
    version, today = make_category(authority), MORNING + timedelta(days=61)
    late = make_report(authority, version=version)
    new = make_report(authority, version=version, at=MORNING + timedelta(days=60))
    prompt = make_report(authority, version=version, at=MORNING + timedelta(days=60))

    def lates() -> int:
        found = punctuality_by(
            "category_id", authority=authority, first=date(2026, 2, 1), today=today.date()
        )
        assert all(one.in_time == 0 for one in found[version.category_id])
        return sum(one.late + one.open_late for one in found[version.category_id])

    assert lates() == 3
    join(late, new, coordinator, today)
    join(prompt, new, coordinator, today)
    assert lates() == 3
