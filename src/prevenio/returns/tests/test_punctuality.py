"""Completeness and timeliness over the years, worked out by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns.models import ActionReturn, Part, PeriodKind, ReportingPeriod, ReturnState
from prevenio.returns.queries.punctuality import Reports, punctuality_of
from prevenio.returns.tests.factories import DUE, MORNING, make_action, make_version, open_year
from prevenio.returns.tests.test_open_period import english, text

PAGE = "/testowo/desk/returns/punctuality/"
LATER = datetime(2024, 3, 1, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def later() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    """Two areas: the fire service leads 1.1 and 2.1, the police 1.2 with the fire service."""
    version = make_version(authority)
    fire = make_body(authority=authority, short_name="PSP", name="Straż")
    police = make_body(authority=authority, short_name="KMP", name="Policja")
    make_action(version, fire, code="1.1")
    make_action(version, police, code="1.2", with_bodies=[fire])
    make_action(version, fire, code="2.1")
    return version


@pytest.fixture
def periods(version: ProgrammeVersion, coordinator: User) -> list[ReportingPeriod]:
    """Of 2021 all was sent, one return on the day after; of 2022 the fire service sent one."""
    first = open_year(version, coordinator, year=2021, at=MORNING - timedelta(days=1))
    second = open_year(version, coordinator, year=2022)
    sent_on(first, DUE)
    sent_on(first, DUE + timedelta(days=1), action__code="1.2", part=Part.LEAD)
    sent_on(second, DUE - timedelta(days=3), action__code="2.1")
    return [first, second]


def sent_on(period: ReportingPeriod, day: date, **which: Any) -> None:
    at = datetime(day.year, day.month, day.day, 22, 30, tzinfo=UTC)
    period.returns.filter(**which).update(
        state=ReturnState.CERTIFIED, first_submitted_at=at, submitted_at=at
    )


def table(authority: Authority, **asked: Any) -> dict[str, list[Reports | None]]:
    found = punctuality_of(authority, ActionReturn.objects.all(), today=LATER.date(), **asked)
    return {row.name: list(row.cells) for row in found.rows}


def test_expected_actual_and_on_time_by_body(
    authority: Authority, periods: list[ReportingPeriod]
) -> None:
    assert table(authority) == {
        "Policja": [Reports(1, 1, 0), Reports(1, 0, 0)],
        "Straż": [Reports(3, 3, 3), Reports(3, 1, 1)],
    }


def test_the_same_by_area(authority: Authority, periods: list[ReportingPeriod]) -> None:
    assert table(authority, by_area=True) == {
        "1 Obszar 1": [Reports(3, 3, 2), Reports(3, 0, 0)],
        "2 Obszar 2": [Reports(1, 1, 1), Reports(1, 1, 1)],
    }


def test_rates_are_measured_by_what_was_expected() -> None:
    assert (Reports(3, 2, 1).rate, Reports(3, 2, 1).rate_on_time) == (67, 33)
    assert Reports().rate is None
    assert [Reports(9, 9, number).step for number in (0, 3, 4, 7, 9)] == [1, 2, 3, 4, 5]


def test_kinds_never_stand_in_one_table(
    authority: Authority, periods: list[ReportingPeriod]
) -> None:
    ReportingPeriod.objects.filter(pk=periods[1].pk).update(kind=PeriodKind.SCHOOL_YEAR)

    assert table(authority)["Policja"] == [Reports(1, 1, 0)]
    assert table(authority, kind=PeriodKind.SCHOOL_YEAR)["Policja"] == [Reports(1, 0, 0)]
    assert table(authority, kind=PeriodKind.QUARTER) == {}


def test_before_its_due_day_a_period_is_not_counted(
    authority: Authority, periods: list[ReportingPeriod]
) -> None:
    found = punctuality_of(authority, ActionReturn.objects.all(), today=DUE)

    assert found.periods == ()


def test_members_stand_in_the_row_of_their_group(
    authority: Authority, periods: list[ReportingPeriod]
) -> None:
    group = periods[1].returns.get(action__code="2.1")
    school = make_body(authority=authority, short_name="SP1")
    ActionReturn.objects.create(
        period=group.period,
        action=group.action,
        body=school,
        part=Part.MEMBER,
        within=group,
        due_on=DUE,
    )

    assert table(authority)["Straż"][1] == Reports(4, 1, 1)


def test_the_page_explains_itself_and_the_workbook_holds_the_same(
    client: Client, coordinator: User, periods: list[ReportingPeriod]
) -> None:
    page = english(client, coordinator)

    shown = text(page.get(PAGE))
    assert "On time by expected, not by sent" in shown
    assert "3 on time, 3 sent of 3 returns, reporting rate 100%" in shown
    assert "33%" in shown
    book = load_workbook(BytesIO(page.get(f"{PAGE[:-1]}.xlsx?by=area").content))
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert rows[1] == ["1 Obszar 1", 3, 3, 2, 100, 67, 3, 0, 0, 0, 0]
    assert rows[-1][1:6] == [4, 4, 3, 100, 75]


def test_a_body_sees_its_own_row_and_a_stranger_nothing(
    client: Client, reporter: User, stranger: User, periods: list[ReportingPeriod]
) -> None:
    assert "Policja" not in text(english(client, reporter).get(PAGE))
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE[:-1]}.xlsx").status_code == 404


@pytest.mark.parametrize("asked", ["?kind=<b>", "?by=%00", "?page=x", "?kind=REQUEST"])
def test_nonsense_in_the_address_asks_for_nothing(
    client: Client, coordinator: User, periods: list[ReportingPeriod], asked: str
) -> None:
    assert english(client, coordinator).get(PAGE + asked).status_code == 200


def test_the_page_makes_few_statements(
    client: Client,
    coordinator: User,
    periods: list[ReportingPeriod],
    django_assert_max_num_queries: Any,
) -> None:
    first = periods[0].returns.all()[0]
    bodies = Body.objects.bulk_create(
        Body(authority=periods[0].authority, short_name=f"P{number}") for number in range(150)
    )
    ActionReturn.objects.bulk_create(
        ActionReturn(
            period=periods[0],
            action=first.action,
            body=body,
            part=Part.CO_RESPONSIBLE,
            due_on=DUE,
        )
        for body in bodies
    )
    page = english(client, coordinator)

    with django_assert_max_num_queries(8):
        assert page.get(PAGE).status_code == 200
