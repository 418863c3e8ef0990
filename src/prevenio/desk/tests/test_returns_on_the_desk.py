"""What the desk's first page says about returns: what waits, what is late, whose they are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns.models import ReportingPeriod
from prevenio.returns.tests.factories import make_action, make_version, open_year, submit
from prevenio.returns.tests.test_board import DAY_AFTER, of
from prevenio.returns.tests.test_open_period import english, text

HOME = "/testowo/desk/"


@pytest.fixture(autouse=True)
def day_after() -> Iterator[None]:
    with time_machine.travel(DAY_AFTER, tick=False):
        yield


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    """KMP leads 1.1 and 1.2, ZDM without an address leads 2.1; 1.2 ended in 2022."""
    police = make_body(authority=authority, short_name="KMP", email="kmp@example.org")
    roads = make_body(authority=authority, short_name="ZDM")
    version = make_version(authority)
    make_action(version, police, code="1.1", title="Patrole")
    make_action(version, police, code="1.2", title="Szkolenia", ends_on=date(2022, 12, 31))
    make_action(version, roads, code="2.1", title="Przejścia")
    return version


@pytest.fixture
def period(version: ProgrammeVersion, coordinator: User) -> ReportingPeriod:
    return open_year(version, coordinator, needs_certifier=False)


def test_the_bureau_reads_what_waits_and_what_is_late(
    client: Client, coordinator: User, period: ReportingPeriod
) -> None:
    waiting = submit(of(period, "1.1", "KMP"))

    page = text(english(client, coordinator).get(HOME))

    assert "The due day of the returns has passed: rok 2022." in page
    assert "Accept 1.1, Patrole" in page
    assert f"/testowo/desk/returns/return/{waiting.pk}/" in page
    assert "2 returns are late" in page
    assert "Write down the address of 1 body" in page
    assert "Ask how 1 ended action went" in page
    assert 'After the due day <span class="card__count">2</span>' in page
    assert "1 day</span>" in page
    assert "0/3" in page


def test_more_than_a_few_are_counted(
    client: Client, authority: Authority, coordinator: User, version: ProgrammeVersion
) -> None:
    for number in range(3, 12):
        make_action(version, Body.objects.get(short_name="KMP"), code=f"1.{number}")
    for place in range(12):
        body = make_body(authority=authority, email=f"b{place}@example.org")
        make_action(version, body, code=f"3.{place}")
    period = open_year(version, coordinator, needs_certifier=False)
    for one in period.returns.filter(body__short_name="KMP").select_related("period", "body"):
        submit(one)

    answer = english(client, coordinator).get(HOME)

    page = text(answer)
    assert page.count("Accept 1.") == 4
    assert "Accept 7 other returns" in page
    assert 'After the due day <span class="card__count">13</span>' in page
    assert page.count("1 day</span>") == 4
    assert "4 other bodies" in page
    board = answer.context["board"]
    assert (board.total.expected, len(board.rows), len(board.rest)) == (24, 10, 4)


def test_readers_see_the_board_and_have_no_duties(
    client: Client, reader: User, period: ReportingPeriod
) -> None:
    submit(of(period, "1.1", "KMP"))

    page = text(english(client, reader).get(HOME))

    assert "Nothing waits for you" in page
    assert "After the due day" in page
    assert "0/3" in page


@pytest.mark.parametrize(
    ("role", "button"), [(Role.REPORTER, "Fill in"), (Role.CERTIFIER, "Read and certify")]
)
def test_a_bodys_people_have_a_button_to_their_own_returns(
    client: Client, authority: Authority, period: ReportingPeriod, role: Role, button: str
) -> None:
    body = Body.objects.get(short_name="KMP")
    submit(of(period, "1.1", "KMP"))
    person = make_member(authority=authority, role=role, body=body)

    page = text(english(client, person).get(HOME))

    assert "Your returns" in page
    assert "1 of 2 returns sent, due on 31 January 2023." in page
    assert "ZDM" not in page
    assert "heat" not in page.replace("heat-title", "")
    assert f"{button}</button>" in page


def test_a_closed_period_leaves_the_desk(
    client: Client, coordinator: User, period: ReportingPeriod
) -> None:
    ReportingPeriod.objects.update(closed_at=DAY_AFTER)

    page = text(english(client, coordinator).get(HOME))

    for words in ("rok 2022", "After the due day", "are late", "Write down the address"):
        assert words not in page


def test_periods_of_others_stay_with_them(
    client: Client, coordinator: User, stranger: User, period: ReportingPeriod
) -> None:
    client.force_login(stranger)
    client.cookies["django_language"] = "en"

    page = text(client.get("/obcowo/desk/"))

    assert "rok 2022" not in page
    assert "Patrole" not in page


def test_the_desk_with_returns_needs_few_statements(
    client: Client,
    authority: Authority,
    coordinator: User,
    period: ReportingPeriod,
    django_assert_max_num_queries: Any,
) -> None:
    make_member(authority=authority, role=Role.REPORTER, user=coordinator, body=period_body())
    submit(of(period, "1.1", "KMP"))
    page = english(client, coordinator)

    with django_assert_max_num_queries(11):
        assert "Your returns" in text(page.get(HOME))


def period_body() -> Body:
    return Body.objects.get(short_name="KMP")
