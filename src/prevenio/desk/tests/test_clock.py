"""The clock on the desk: the law's days, due days and planned days, without a statement more."""

from datetime import date

import pytest
import time_machine
from django.test import Client

from prevenio.desk.clock import clock_of
from prevenio.people.models import Authority, Country, User
from prevenio.people.tests.factories import make_authority
from prevenio.returns.tests.factories import MORNING, make_period
from prevenio.reviews import operations


def test_the_day_of_the_law_comes_every_year_in_poland_alone(db: None) -> None:
    today = date(2026, 11, 28)
    czech = make_authority(country=Country.CZECHIA)

    polish = clock_of(authority=make_authority(), planned=None, boards=(), today=today)

    assert [one.on for one in polish] == [date(2027, 1, 31)]
    assert "38b" in polish[0].basis
    assert clock_of(authority=czech, planned=None, boards=(), today=today) == []


@time_machine.travel(MORNING)
def test_due_day_and_planned_days_stand_on_the_desk(
    client: Client, authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator)
    operations.plan_days(
        period=period,
        commission_on=date(2023, 2, 28),
        council_on=date(2023, 3, 30),
        by=coordinator,
        at=MORNING,
    )
    client.force_login(coordinator)

    page = client.get("/testowo/desk/").content.decode()

    assert page.count('class="timeline__entry"') == 4
    assert f"/desk/reviews/{period.pk}/" in page


@time_machine.travel(MORNING)
def test_the_clock_costs_no_statement(
    client: Client,
    authority: Authority,
    coordinator: User,
    django_assert_max_num_queries: object,
) -> None:
    make_period(authority, coordinator)
    client.force_login(coordinator)

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get("/testowo/desk/")


@pytest.mark.parametrize("role", ["reporter", "stranger"])
def test_a_body_and_a_stranger_see_no_clock(
    client: Client, authority: Authority, role: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))

    page = client.get("/testowo/desk/").content.decode()

    assert "timeline__entry" not in page
    assert '/desk/reviews/"' not in page
