"""The board of a period and the list behind it: what is counted, who sees what."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.programme.models import AreaOfAction
from prevenio.returns.models import ActionReturn, Part, ReportingPeriod, ReturnState
from prevenio.returns.queries.board import board_of
from prevenio.returns.queries.figures import Board, Figures
from prevenio.returns.queries.lists import Choice, returns_found
from prevenio.returns.tests.factories import (
    DUE,
    MORNING,
    make_action,
    make_version,
    open_year,
    submit,
)
from prevenio.returns.tests.test_open_period import english, text

DAY_AFTER = datetime(2023, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    """KMP leads 1.1 and 1.2, PSP leads 2.1 and joins in 1.1; nobody certifies."""
    police = make_body(authority=authority, short_name="KMP", email="kmp@example.org")
    fire = make_body(authority=authority, short_name="PSP", email="psp@example.org")
    version = make_version(authority)
    make_action(version, police, code="1.1", title="Patrole", with_bodies=[fire])
    make_action(version, police, code="1.2", title="Szkolenia")
    make_action(version, fire, code="2.1", title="Czujniki czadu")
    return open_year(version, coordinator, needs_certifier=False)


@pytest.fixture
def day_after(period: ReportingPeriod) -> Iterator[None]:
    with time_machine.travel(DAY_AFTER, tick=False):
        yield


def of(period: ReportingPeriod, code: str, short_name: str) -> ActionReturn:
    return period.returns.select_related("period", "body", "action").get(
        action__code=code, body__short_name=short_name
    )


def state(one: ActionReturn, **changes: object) -> None:
    ActionReturn.objects.filter(pk=one.pk).update(**changes)


def counted(period: ReportingPeriod, *, today: date = DUE) -> Board:
    return board_of(period, ActionReturn.objects.all(), time_zone="Europe/Warsaw", today=today)


def address(period: ReportingPeriod, rest: str = "") -> str:
    return f"/testowo/desk/returns/{period.pk}/{rest}"


def test_every_return_is_counted_once_by_body_and_area(period: ReportingPeriod) -> None:
    state(of(period, "1.1", "KMP"), state=ReturnState.ACCEPTED, submitted_at=MORNING)
    submit(of(period, "2.1", "PSP"))

    board = counted(period)

    assert [row.name for row in board.rows] == ["KMP", "PSP"]
    assert [[cell.figures and cell.figures.expected for cell in row.cells] for row in board.rows]
    assert [cell.figures for cell in board.rows[0].cells][1] is None
    assert board.total.expected == period.returns.count() == 4
    assert (board.total.accepted, board.total.waiting, board.total.sent) == (1, 1, 1)
    assert [cell.figures.expected for cell in board.area_totals if cell.figures] == [3, 1]


def test_late_begins_the_day_after_the_due_day(period: ReportingPeriod) -> None:
    assert counted(period, today=DUE).total.late == 0
    assert counted(period, today=DUE + timedelta(days=1)).total.late == 4


@pytest.mark.parametrize(
    ("sent_at", "on_time"),
    [
        # 23:59 in Warsaw is 22:59 in universal time; a minute later it is the next day.
        (datetime(2023, 1, 31, 22, 59, tzinfo=UTC), 1),
        (datetime(2023, 1, 31, 23, 0, tzinfo=UTC), 0),
    ],
)
def test_on_time_goes_by_the_authoritys_own_day(
    period: ReportingPeriod, sent_at: datetime, on_time: int
) -> None:
    state(of(period, "1.1", "KMP"), first_submitted_at=sent_at)

    total = counted(period).total

    assert (total.on_time, total.percent_on_time) == (on_time, 100 * on_time)


@pytest.mark.parametrize(
    ("accepted", "expected", "step"),
    [(0, 3, 1), (1, 3, 2), (1, 9, 2), (2, 3, 3), (4, 9, 3), (5, 6, 4), (3, 4, 4), (6, 6, 5)],
)
def test_five_steps(accepted: int, expected: int, step: int) -> None:
    assert Figures(expected=expected, accepted=accepted).step == step


def test_the_board_says_it_in_a_sentence_first(
    client: Client, coordinator: User, period: ReportingPeriod, day_after: None
) -> None:
    state(of(period, "1.1", "KMP"), state=ReturnState.ACCEPTED, submitted_at=MORNING)

    page = text(english(client, coordinator).get(address(period)))

    assert "1 of 4 returns are accepted." in page
    assert "3 are late." in page
    kmp = of(period, "1.1", "KMP")
    assert f"list/?body={kmp.body_id}&amp;area={kmp.action.area_id}" in page
    assert page.count("heat__cell--late") >= 3
    assert "nothing is expected" in page


def test_the_list_is_narrowed_by_state_body_area_and_words(
    client: Client, coordinator: User, period: ReportingPeriod, day_after: None
) -> None:
    submit(of(period, "2.1", "PSP"))
    kmp = of(period, "1.1", "KMP")
    page = english(client, coordinator)

    def shown(query: str) -> list[str]:
        answer = page.get(address(period, f"list/?{query}"))
        return [str(one) for one in answer.context["page"]]

    assert shown("") == ["1.1 KMP", "1.1 PSP", "1.2 KMP", "2.1 PSP"]
    assert shown("state=LATE") == ["1.1 KMP", "1.1 PSP", "1.2 KMP"]
    assert shown("state=CERTIFIED") == ["2.1 PSP"]
    assert shown(f"body={kmp.body_id}") == ["1.1 KMP", "1.2 KMP"]
    assert shown(f"area={kmp.action.area_id}&state=DRAFT&q=1.2") == ["1.2 KMP"]
    answer = page.get(address(period, f"list/?body={kmp.body_id}"))
    assert [number for _state, _label, number in answer.context["pills"]] == [2, 2, 0, 0, 0, 0]
    assert "late" in text(answer)


def test_words_find_codes_and_titles_without_diacritics(
    authority: Authority, coordinator: User
) -> None:
    lead = make_body(authority=authority, short_name="PSP")
    version = make_version(authority)
    action = make_action(version, lead, code="1.1", title="Żółte światło")
    action.search_text = "zolte swiatlo"
    action.save()
    period = open_year(version, coordinator)

    def found(words: str) -> int:
        return returns_found(period.returns.all(), Choice(words=words), today=DUE).count()

    assert [found(words) for words in ("zolte", "ŚWIATŁO żółte", "1.1", "1.2", "100%_")] == [
        1,
        1,
        1,
        0,
        0,
    ]


@pytest.mark.parametrize(
    "query",
    [
        "state=x&body=x&area=x&page=x&q=%00",
        "body=99999999999999999999999",
        "body=-1&area=²",
        "page=-3",
        "q=" + "x" * 500,
        "body=1&body=2&state=LATE&state=",
    ],
)
def test_nonsense_in_the_address_asks_for_nothing(
    client: Client, coordinator: User, period: ReportingPeriod, query: str
) -> None:
    assert english(client, coordinator).get(address(period, f"list/?{query}")).status_code == 200


@pytest.mark.parametrize("rest", ["", "list/", "bodies/", "returns.xlsx", "closing/"])
def test_a_period_that_no_table_can_hold_is_not_there(
    client: Client, coordinator: User, rest: str
) -> None:
    address = f"/testowo/desk/returns/{'9' * 30}/{rest}"

    assert english(client, coordinator).get(address).status_code == 404


def test_readers_read_and_do_not_decide(
    client: Client, reader: User, period: ReportingPeriod, day_after: None
) -> None:
    submit(of(period, "2.1", "PSP"))
    page = english(client, reader)

    board, listed = (text(page.get(address(period, rest))) for rest in ("", "list/"))

    assert "Total" in board
    for words in ("Close the period", "Bodies and links", "Decide on"):
        assert words not in board
    assert "Accept those ticked" not in listed
    assert page.get(address(period, "bodies/")).status_code == 403
    assert page.post(address(period, "acceptance/")).status_code == 403


def test_a_bodys_people_see_its_returns_alone(
    client: Client, authority: Authority, period: ReportingPeriod
) -> None:
    fire = Body.objects.get(short_name="PSP")
    page = english(client, make_member(authority=authority, role=Role.REPORTER, body=fire))

    board, listed = (page.get(address(period, rest)) for rest in ("", "list/"))

    assert board.context["board"].total.expected == 2
    assert "KMP" not in text(board)
    assert [str(one) for one in listed.context["page"]] == ["1.1 PSP", "2.1 PSP"]
    assert (
        page.get(f"/testowo/desk/returns/return/{of(period, '1.2', 'KMP').pk}/").status_code == 404
    )
    assert "0 of 2 returns accepted" in text(page.get("/testowo/desk/returns/"))
    of_action = page.get(f"/testowo/desk/returns/return/{of(period, '1.1', 'PSP').pk}/")
    assert "KMP" not in text(of_action)


def test_people_of_a_body_that_is_not_asked_find_no_period(
    client: Client, reporter: User, period: ReportingPeriod
) -> None:
    page = english(client, reporter)

    assert page.get(address(period)).status_code == 404
    assert period.name not in text(page.get("/testowo/desk/returns/"))


def test_strangers_find_no_board(client: Client, stranger: User, period: ReportingPeriod) -> None:
    client.force_login(stranger)

    for rest in ("", "list/", "returns.xlsx", "bodies/", "release/"):
        assert client.get(address(period, rest)).status_code == 404
        assert client.get(f"/obcowo/desk/returns/{period.pk}/{rest}").status_code == 404


@pytest.mark.slow
def test_thousands_of_returns_make_few_statements(
    client: Client,
    authority: Authority,
    coordinator: User,
    period: ReportingPeriod,
    django_assert_max_num_queries: Any,
) -> None:
    fill(period, returns=5_000)
    page = english(client, coordinator)

    for place in (
        address(period),
        address(period, "list/?state=DRAFT&page=9"),
        address(period, "bodies/"),
        address(period, "returns.xlsx"),
        "/testowo/desk/returns/",
    ):
        with django_assert_max_num_queries(8):
            assert page.get(place).status_code == 200, place
    # The first page of the desk gathers from every room.
    with django_assert_max_num_queries(10):
        assert page.get("/testowo/desk/").status_code == 200


def fill(period: ReportingPeriod, *, returns: int) -> None:
    """Many returns of a hundred bodies, spread over the areas and states."""
    bodies = Body.objects.bulk_create(
        Body(authority=period.authority, short_name=f"Podmiot {number}") for number in range(100)
    )
    AreaOfAction.objects.bulk_create(
        AreaOfAction(version=period.version, position=number, code=str(number), title="Obszar")
        for number in range(3, 12)
    )
    actions = [make_action(period.version, None, code=f"{3 + n % 9}.{n + 9}") for n in range(50)]
    states = ReturnState.values
    ActionReturn.objects.bulk_create(
        ActionReturn(
            period=period,
            action=actions[number % 50],
            body=bodies[number // 50],
            part=Part.CO_RESPONSIBLE,
            state=states[number % len(states)],
            due_on=DUE,
            submitted_at=MORNING,
            first_submitted_at=MORNING,
        )
        for number in range(returns)
    )
