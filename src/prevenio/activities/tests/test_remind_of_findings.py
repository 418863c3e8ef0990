from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevenio.activities.models import Finding, FindingState
from prevenio.activities.operations.reminding import remind_of_findings
from prevenio.activities.queries.findings import Occasion, occasion_on
from prevenio.activities.tests.factories import NOON, make_activity, make_finding, make_kind
from prevenio.journal.models import Entry
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_authority, make_body, make_member

DUE = date(2026, 3, 20)
FOUND = date(2026, 3, 2)


@given(st.dates(date(2026, 3, 1), date(2026, 6, 1)))
def test_each_occasion_comes_once_however_often_the_clock_looks(due_on: date) -> None:
    told_on, told = None, []
    for number in range(-20, 40):
        today = due_on + timedelta(days=number)
        occasion = occasion_on(due_on, told_on, today=today, country="PL")
        if occasion is not None:
            told_on = today
            told.append(occasion)
        assert occasion_on(due_on, told_on, today=today, country="PL") is None

    assert told == [Occasion.SOON, Occasion.PASSED]


def test_clock_that_stood_still_tells_only_what_is_true_now() -> None:
    late = DUE + timedelta(days=9)

    assert occasion_on(DUE, None, today=late, country="PL") == Occasion.PASSED
    assert occasion_on(DUE, late, today=late + timedelta(days=9), country="PL") is None


@pytest.mark.django_db
def test_both_bodies_are_told_before_the_day_and_after(
    authority: Authority, body: Body, reporter: User
) -> None:
    school = make_body(authority=authority, email="sp7@example.org")
    one = make(authority, body, answers_body=school)
    make(authority, body, "Drugie")
    make(authority, body, "Odległe", due_on=date(2026, 5, 4))

    assert remind(authority, date(2026, 3, 16)) == 0
    assert remind(authority, date(2026, 3, 17)) == 2
    assert remind(authority, date(2026, 3, 18)) == 0
    assert remind(authority, date(2026, 3, 23)) == 2
    assert remind(authority, date(2026, 3, 24)) == 0

    assert set(Notice.objects.values_list("to", flat=True)) == {reporter.email, school.email}
    both = Notice.objects.filter(to=reporter.email).order_by("pk").first()
    assert both is not None
    assert "Drugie" in both.text
    assert "Odległe" not in both.text
    assert "/testowo/desk/activities/findings/" in both.text
    assert Entry.objects.filter(fact="activities.finding.reminded").count() == 4
    one.refresh_from_db()
    assert one.reminded_at == moment(date(2026, 3, 23))


@pytest.mark.django_db
def test_nobody_is_told_of_what_is_settled_or_of_others(authority: Authority, body: Body) -> None:
    make_member(body=body, role=Role.REPORTER, last_day=date(2026, 1, 1))
    make(authority, body)
    make(authority, body, state=FindingState.REPORTED)
    make(authority, body, state=FindingState.REMEDIED, settled_on=FOUND)

    assert remind(authority, date(2026, 3, 23)) == 0
    assert remind(make_authority(), date(2026, 3, 23)) == 0
    assert not Finding.objects.exclude(reminded_at=None).exists()


def make(authority: Authority, body: Body, what: str = "Gaśnica", **fields: object) -> Finding:
    kind = make_kind(authority, has_findings=True)
    activity = make_activity(kind=kind, body=body, first_day=FOUND)
    return make_finding(activity, what, **{"due_on": DUE, **fields})  # type: ignore[arg-type]


def remind(authority: Authority, today: date) -> int:
    return remind_of_findings(authority=authority, today=today, at=moment(today))


def moment(today: date) -> datetime:
    return datetime.combine(today, NOON.timetz())
