"""What reports add up to in formulas: road faults, their number and the time to a repair."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from prevenio.indicators.models import Indicator
from prevenio.indicators.operations.packs import load_pack
from prevenio.indicators.queries.series import series_of_one
from prevenio.indicators.sources import measures_of, values_of
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority, Country, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import CategoryVersion, Outcome, Report, ReportClass
from prevenio.reports.operations import working
from prevenio.reports.operations.categories import load_categories
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


def test_small_numbers_of_what_is_told_in_totals_only_are_left_out(
    authority: Authority, coordinator: User, django_assert_max_num_queries: Any
) -> None:
    total = {"data_class": ReportClass.COUNTS}
    few, many, road = (
        make_category(authority, code=code, **fields)
        for code, fields in (("violence", total), ("drugs", total), ("road-damage", {}))
    )
    pairs = [make_report(authority, version=version) for version in (few, few, road)]
    year = DateSpan(date(2026, 1, 1), date(2026, 12, 31))

    def found(*names: str, span: DateSpan = MARCH) -> list[Decimal | None]:
        whole = [f"reports.{name}" for name in names]
        with django_assert_max_num_queries(2):
            known = values_of(authority, whole, [MARCH, year])
        return [known.get((name, span)) for name in whole]

    received = ("violence.received", "all.received", "road-damage.received", "drugs.received")
    # Whoever takes what is shown one by one away from all would have the rest.
    assert found(*received) == found(*received, span=year) == [None, None, 1, 0]

    for _number in range(7):
        make_report(authority, version=many)
    # With the sum of all, the one is known by the other.
    assert found(*received) == [None, 10, 1, None]
    for report in pairs:
        solve(report, coordinator, days=4)
    keys = ("solved", "solved_in_time", "days")
    assert found(*(f"violence.{key}" for key in keys)) == [None, None, None]
    assert found(*(f"all.{key}" for key in keys)) == [None, None, None]
    assert found(*(f"road-damage.{key}" for key in keys)) == [1, 1, 4]


@pytest.mark.parametrize(("country", "first"), [(Country.POLAND, "ZM"), (Country.CZECHIA, "PO")])
def test_the_indicators_of_a_country_read_what_its_categories_hold(
    country: Country, first: str
) -> None:
    authority = make_authority(slug="miasto", country=country)
    coordinator = make_member(authority=authority, role=Role.COORDINATOR)
    load_categories(authority=authority, by=None, at=MORNING - timedelta(days=90))
    road = CategoryVersion.objects.get(category__authority=authority, category__code="road-damage")
    reports = [make_report(authority, version=road) for _ in range(7)]
    for number, report in enumerate(reports[:6]):
        solve(report, coordinator, days=4 if number < 5 else 64)
    load_pack(authority=authority, by=coordinator, at=MORNING)

    own = Indicator.objects.filter(authority=authority, code__startswith=f"{first}-")
    newest = {
        one.code: series_of_one(one, today=date(2027, 1, 31)).points[-1].number for one in own
    }

    received, days, in_time = (newest[f"{first}-{number}"] for number in (1, 2, 3))
    assert (received, days) == (Decimal(7), Decimal(14))
    assert in_time is not None
    assert round(in_time, 3) == Decimal("0.833")


def test_every_category_can_be_named(authority: Authority) -> None:
    make_category(authority, code="road-damage")
    names = {one.name for one in measures_of(authority)}
    assert {"reports.road-damage.days", "reports.all.received"} <= names


def test_a_measure_is_called_as_its_category_is_today(authority: Authority) -> None:
    version = make_category(authority, code="road-damage")
    for day, name in ((date(2026, 1, 1), "Roads"), (date(9000, 1, 1), "Later")):
        CategoryVersion.objects.create(category=version.category, first_day=day, names={"en": name})
    (found,) = (one for one in measures_of(authority) if one.name == "reports.road-damage.received")
    assert found.label == "Roads: received"
