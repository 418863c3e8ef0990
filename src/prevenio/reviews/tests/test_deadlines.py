from datetime import date

import pytest

from prevenio.people.models import Authority, Country, User
from prevenio.people.tests.factories import make_authority
from prevenio.returns import operations as returns
from prevenio.reviews import operations
from prevenio.reviews.deadlines import RULES, deadlines_for
from prevenio.reviews.tests.factories import (
    LATER,
    OPINION,
    assess_all,
    fresh,
    make_head,
    make_period,
    make_published,
)

pytestmark = pytest.mark.django_db
TUESDAY = date(2023, 1, 17)
COMMISSION, COUNCIL = date(2023, 2, 28), date(2023, 3, 30)


def days(authority: Authority, today: date = TUESDAY) -> list[tuple[date, str, str]]:
    return [(one.on, str(one.title), one.state) for one in deadlines_for(authority, today)]


def test_polish_commission_reports_by_the_end_of_january(authority: Authority) -> None:
    [found] = deadlines_for(authority, TUESDAY)

    assert (found.on, found.working_days, found.state) == (date(2023, 1, 31), 10, "next")
    assert "art. 38b ust. 3" in found.basis
    assert [on for on, _title, _state in days(authority, date(2023, 1, 31))] == [date(2023, 1, 31)]
    assert [on for on, _title, _state in days(authority, date(2023, 2, 1))] == [date(2024, 1, 31)]


def test_rule_holds_only_within_its_days() -> None:
    [rule] = RULES

    assert rule.day_in(2014) is None
    assert rule.day_in(2015) == date(2015, 1, 31)


def test_czech_law_sets_no_day() -> None:
    assert days(make_authority(country=Country.CZECHIA)) == []


def test_clock_keeps_the_commissions_report_and_the_review_apart(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator)
    operations.plan_days(
        period=period, commission_on=COMMISSION, council_on=COUNCIL, by=coordinator, at=LATER
    )

    assert days(authority) == [
        (date(2023, 1, 31), "Report on the commission's own work", "next"),
        (date(2023, 1, 31), "Returns are due", "next"),
        (COMMISSION, "Commission's opinion on the review", "later"),
        (COUNCIL, "Annual review for the council", "locked"),
    ]


def test_council_unlocks_after_the_opinion(authority: Authority) -> None:
    head = make_head(authority)
    period = make_period(authority, head)
    operations.plan_days(
        period=period, commission_on=COMMISSION, council_on=COUNCIL, by=head, at=LATER
    )
    assess_all(period, head)
    operations.hand_to_commission(period=period, by=head, at=LATER)
    operations.record_opinion(period=period, opinion=OPINION, by=head, at=LATER)
    returns.close_period(period=period, by=head, at=LATER)

    today = date(2023, 3, 20)

    assert days(authority, today) == [
        (COUNCIL, "Annual review for the council", "next"),
        (date(2024, 1, 31), "Report on the commission's own work", "later"),
    ]


def test_published_review_leaves_the_clock(authority: Authority) -> None:
    head = make_head(authority)
    make_published(fresh(make_period(authority, head)), head)

    assert [on for on, _title, _state in days(authority, date(2023, 4, 5))] == [date(2024, 1, 31)]
