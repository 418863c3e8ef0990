"""What reports add up to in formulas: road faults, their number and the time to a repair."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from prevenio.indicators.sources import measures_of, values_of
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import Outcome, Report
from prevenio.reports.operations import working
from prevenio.reports.tests.factories import MORNING, make_category, make_report

pytestmark = pytest.mark.django_db
MARCH = DateSpan(date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def authority() -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def solve(report: Report, by: User, *, days: int) -> None:
    working.close(
        report=report,
        seen=report.revision,
        outcome=Outcome.SOLVED,
        text="Naprawione.",
        by=by,
        at=MORNING + timedelta(days=days),
    )


def test_road_faults_and_the_time_to_a_repair(
    authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    road = make_category(authority, code="road-damage")
    first, second, _third = (make_report(authority, version=road) for _ in range(3))
    make_report(authority)
    make_report(authority, version=road, doubt="many")
    solve(first, coordinator, days=4)
    solve(second, coordinator, days=28)

    names = [f"reports.road-damage.{key}" for key in ("received", "solved", "solved_in_time")]
    names += ["reports.road-damage.days", "reports.all.received"]
    with django_assert_max_num_queries(2):
        found = values_of(authority, names, [MARCH])
    assert [found[name, MARCH] for name in names] == [
        Decimal(3),
        Decimal(2),
        Decimal(1),
        Decimal(32),
        Decimal(4),
    ]


def test_every_category_can_be_named(authority: Authority) -> None:
    make_category(authority, code="road-damage")
    names = {one.name for one in measures_of(authority)}
    assert {"reports.road-damage.days", "reports.all.received"} <= names
