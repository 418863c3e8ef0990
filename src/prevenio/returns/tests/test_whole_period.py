"""A whole period, from opening to after the lock: 22 bodies, 110 actions, figures done by hand.

Body 1 to 22 each lead five actions. Bodies 1-16 send in time; 17 and 18 two days late; of body 19
one return is sent back and mended; the link of body 20 is tried by a stranger; that of body 21 is
revoked and sent again, and nobody certifies; body 22 needs leave after the lock and sends three.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from prevenio.journal.queries import verify_chain
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations, tasks
from prevenio.returns.content import Section, seal_of
from prevenio.returns.models import (
    ActionReturn,
    Mailing,
    Purpose,
    ReportingPeriod,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.queries.board import board_of
from prevenio.returns.queries.figures import Figures
from prevenio.returns.states import projection_of
from prevenio.returns.tests.factories import (
    certifier_of,
    live,
    make_action,
    make_certifier,
    make_version,
    open_year,
    submit,
)

pytestmark = pytest.mark.slow


def noon(month: int, day: int) -> datetime:
    return datetime(2023, month, day, 11, 0, tzinfo=UTC)


class Year:
    """The year 2022, played through day by day."""

    def __init__(self, authority: Authority, coordinator: User) -> None:
        self.coordinator = coordinator
        self.bodies = [
            make_body(authority=authority, short_name=f"P{number}", email=f"p{number}@example.org")
            for number in range(1, 23)
        ]
        version = make_version(authority)
        for number in range(110):
            code = f"{number // 10 + 1}.{number % 10 + 1}"
            make_action(version, self.bodies[number % 22], code=code)
        for body in self.bodies:
            make_certifier(body, coordinator)
        self.period = open_year(version, coordinator, at=noon(1, 17), locks_on=date(2023, 2, 10))
        self.today = date(2023, 1, 17)

    def body(self, number: int) -> Body:
        return self.bodies[number - 1]

    def returns(self, *numbers: int) -> Iterator[ActionReturn]:
        for number in numbers:
            mine = self.period.returns.filter(body=self.body(number))
            yield from mine.select_related("period__authority", "body").order_by("pk")

    def wait_until(self, month: int, day: int) -> datetime:
        """Let the clock look every morning up to a day; then it is noon."""
        while self.today < date(2023, month, day):
            self.today += timedelta(days=1)
            with time_machine.travel(datetime.combine(self.today, noon(1, 1).time(), tzinfo=UTC)):
                tasks.write_to_bodies.call()
        return noon(month, day) + timedelta(hours=1)

    def send(self, returns: Sequence[ActionReturn], at: datetime) -> None:
        for one in returns:
            submit(one, at=at)

    def certify(self, returns: Sequence[ActionReturn], at: datetime) -> None:
        for one in returns:
            operations.certify_return(action_return=one, by=certifier_of(one), at=at)

    def accept(self, returns: Sequence[ActionReturn], at: datetime) -> None:
        operations.accept_returns(returns=returns, by=self.coordinator, at=at)


def play(year: Year) -> None:
    early, late = list(year.returns(*range(1, 17))), list(year.returns(17, 18))
    mended, tried, renewed, last = (list(year.returns(number)) for number in (19, 20, 21, 22))
    year.send(early, year.wait_until(1, 20))
    year.certify(early, year.wait_until(1, 23))
    revoked = live(renewed[0], Purpose.REPORT)
    operations.revoke_link(link=revoked, by=year.coordinator, at=year.wait_until(1, 24))
    day = year.wait_until(1, 25)
    year.send(mended, day)
    year.certify(mended, day)
    send_one_back(year, mended[0], year.wait_until(1, 27))
    day = year.wait_until(1, 30)
    try_codes(live(tried[0], Purpose.REPORT), day)
    year.send(tried, day)
    year.certify(tried, day)
    operations.renew_link(link=revoked, by=year.coordinator, at=day)
    year.send(renewed, year.wait_until(1, 31))
    day = year.wait_until(2, 2)
    year.accept(early, day)
    year.send(late, day)
    year.certify(late, year.wait_until(2, 3))
    day = year.wait_until(2, 6)
    year.accept(late, day)
    year.send(mended[:1], day)
    year.certify(mended[:1], day)
    year.accept(mended, day)
    day = year.wait_until(2, 14)
    with pytest.raises(operations.LinkClosed):
        submit(last[0], at=day)
    operations.grant_exception(
        window=year.period.window,
        body=year.body(22),
        until=date(2023, 2, 17),
        reason="Zmiana kierownika",
        by=year.coordinator,
        at=day,
    )
    year.send(last[:3], day)
    year.certify(last[:3], day)
    year.accept(last[:3], year.wait_until(2, 15))


def send_one_back(year: Year, one: ActionReturn, at: datetime) -> None:
    operations.send_back_return(
        action_return=one,
        reason="Podaj liczbę uczestników.",
        sections=[Section.COUNTS],
        due_on=date(2023, 2, 7),
        by=year.coordinator,
        at=at,
    )


def try_codes(link, at: datetime) -> None:  # type: ignore[no-untyped-def]
    for code in ("AAAA-AAAA", "BBBB-BBBB", "CCCC-CCCC", "DDDD-DDDD"):
        with pytest.raises(operations.WrongCode):
            operations.open_link(link=link, code=code, at=at)
    with pytest.raises(operations.TooManyCodes):
        operations.open_link(link=link, code="EEEE-EEEE", at=at)


@pytest.fixture
def played(authority: Authority, coordinator: User) -> ReportingPeriod:
    year = Year(authority, coordinator)
    play(year)
    return year.period


def test_a_whole_period(played: ReportingPeriod) -> None:
    check_states(played)
    check_punctuality(played)
    check_board(played)
    check_letters(played)
    check_seals(played)
    assert verify_chain(played.authority_id).is_whole


def check_states(period: ReportingPeriod) -> None:
    states = Counter(period.returns.values_list("state", flat=True))
    assert states == {
        ReturnState.ACCEPTED: 16 * 5 + 2 * 5 + 5 + 3,
        ReturnState.CERTIFIED: 5,
        ReturnState.SUBMITTED: 5,
        ReturnState.DRAFT: 2,
    }


def check_punctuality(period: ReportingPeriod) -> None:
    sent = period.returns.filter(first_submitted_at__isnull=False)
    in_time = sent.filter(first_submitted_at__date__lte=period.window.due_on)
    assert (sent.count(), in_time.count()) == (108, 16 * 5 + 5 + 5 + 5)


def check_board(period: ReportingPeriod) -> None:
    board = board_of(
        period,
        ActionReturn.objects.all(),
        time_zone=period.authority.time_zone,
        today=date(2023, 2, 15),
    )
    assert board.total == Figures(
        expected=110, sent=108, certified=103, accepted=98, on_time=95, late=2, waiting=5
    )
    assert board.total.percent_on_time == 88
    by_area = {cell.area.code: cell.figures for cell in board.area_totals}
    accepted = {code: figures.accepted for code, figures in by_area.items() if figures}
    assert list(accepted.values()) == [10, 9, 9, 10, 8, 10, 8, 10, 7, 10, 7]
    late = [code for code, figures in by_area.items() if figures and figures.late]
    assert late == ["9", "11"]
    assert {row.total.expected for row in board.rows} == {5}


def check_letters(period: ReportingPeriod) -> None:
    written = Mailing.objects.filter(period=period, was_written=True)
    by_occasion: dict[str, set[str]] = {}
    for occasion, body in written.values_list("occasion", "body__short_name"):
        by_occasion.setdefault(occasion.partition(":20")[0], set()).add(body)
    assert len(by_occasion.pop("invitation")) == 22
    # The last one never sends; nobody of body 21 certifies, so its certifier is called again.
    assert len(by_occasion.pop("certify")) == 22
    assert by_occasion == {
        "reminder:-3": {"P17", "P18", "P20", "P22"},
        "reminder:0": {"P17", "P18", "P19", "P21", "P22"},
        "reminder:2": {"P17", "P18", "P19", "P22"},
        "reminder:5": {"P22"},
    }
    assert Notice.objects.filter(text__contains="Podaj liczbę uczestników.").count() == 1


def check_seals(period: ReportingPeriod) -> None:
    sealed = SealedReturn.objects.filter(action_return__period=period)
    # 108 were sent, one of them twice.
    assert sealed.count() == 109
    assert all(one.seal == seal_of(one.content) for one in sealed)
    for one in period.returns.prefetch_related("events"):
        events = sorted(one.events.all(), key=lambda event: event.number)
        assert projection_of(events).state == one.state
