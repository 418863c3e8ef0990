"""A year of a bureau and three bodies, played through: 400 activities, four quarters, the review.

Worked out by hand. In each quarter the Police (KMP) hold 60 meetings with 10 seniors each for
action 1.1 (600), the Guard (SM), co-responsible for it, 20 with 5 each (100); the Welfare Centre
(MOPR) holds 12 with 3 each for 2.1 (36); the Guard makes 8 inspections for 3.1, of 4 places each
with a fault in one (32 and 8). That is 100 activities a quarter. One meeting of the Police in the
second quarter is withdrawn (590). In the year: 2,390 by the Police from 239 meetings, 400 by the
Guard, 2,790 together; 144 by the Welfare Centre from 48; 128 checked and 32 with faults from 32.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from prevenio.activities import operations as activities
from prevenio.activities.models import Activity, ActivityKind, MeasureRole
from prevenio.activities.tests.factories import make_kind, make_measure
from prevenio.activities.written import Written
from prevenio.journal.queries import verify_chain
from prevenio.people.models import Authority, Body, Role, User
from prevenio.people.tests.factories import make_body, make_member
from prevenio.programme.models import Action
from prevenio.returns import operations as returns
from prevenio.returns.content import Content, Section, seal_of
from prevenio.returns.models import (
    ActionReturn,
    Outcome,
    PeriodKind,
    ReportingPeriod,
    ReturnState,
    SealedReturn,
)
from prevenio.returns.queries.board import board_of
from prevenio.returns.queries.figures import Figures
from prevenio.returns.queries.numbers import given_counts
from prevenio.returns.tests.factories import (
    certifier_of,
    make_action,
    make_certifier,
    make_version,
    reporter_of,
)
from prevenio.reviews import operations as reviews
from prevenio.reviews.contents import content_of as review_of
from prevenio.reviews.figures import discipline_of, tally_of
from prevenio.reviews.models import Degree
from prevenio.reviews.queries.board import periods_with_review

pytestmark = pytest.mark.slow

SENIORS, HELD = "people.seniors", "activities"
YEAR = 2022
# First month and due day of each quarter's returns; each is locked five working days later.
QUARTERS = {
    1: (1, date(2022, 4, 14)),
    2: (4, date(2022, 7, 14)),
    3: (7, date(2022, 10, 14)),
    4: (10, date(2023, 1, 13)),
}


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 11, 0, tzinfo=UTC)


class Town:
    """The stage: who there is, what is asked of them, what kinds of activity they know."""

    def __init__(self, authority: Authority, coordinator: User) -> None:
        self.authority, self.coordinator = authority, coordinator
        self.bodies = {
            name: make_body(authority=authority, short_name=name, email=f"{name}@example.org")
            for name in ("KMP", "SM", "MOPR")
        }
        for body in self.bodies.values():
            make_certifier(body, coordinator)
        self.reporters = {
            name: make_member(body=body, role=Role.REPORTER) for name, body in self.bodies.items()
        }
        self.version = make_version(authority)
        self.actions = {
            "1.1": self.action("1.1", "KMP", with_bodies=[self.bodies["SM"]]),
            "2.1": self.action("2.1", "MOPR"),
            "3.1": self.action("3.1", "SM"),
        }
        self.meeting = make_kind(authority, key="meeting", measures=(SENIORS,))
        self.inspection = make_kind(authority, key="inspection")
        make_measure(self.inspection, "checked", role=MeasureRole.CHECKED)
        make_measure(self.inspection, "failing", role=MeasureRole.FAILING)

    def action(self, code: str, lead: str, with_bodies: Sequence[Body] = ()) -> Action:
        return make_action(self.version, self.bodies[lead], code=code, with_bodies=with_bodies)

    def note(
        self, kind: ActivityKind, name: str, code: str, day: date, numbers: Mapping[str, int]
    ) -> Activity:
        """Somebody of a body writes down what it did, on the evening of the day."""
        return activities.record_activity(
            authority=self.authority,
            written=Written(
                kind=kind,
                body=self.bodies[name],
                first_day=day,
                last_day=day,
                action=self.actions[code],
                numbers={key: Decimal(number) for key, number in numbers.items()},
            ),
            by=self.reporters[name],
            at=noon(day.year, day.month, day.day),
            today=day,
        )

    def work_through(self, quarter: int) -> list[Activity]:
        first_month, _due_on = QUARTERS[quarter]
        days = [date(YEAR, first_month + place % 3, 1 + place % 28) for place in range(60)]
        done = [self.note(self.meeting, "KMP", "1.1", day, {SENIORS: 10}) for day in days]
        done += [self.note(self.meeting, "SM", "1.1", day, {SENIORS: 5}) for day in days[:20]]
        done += [self.note(self.meeting, "MOPR", "2.1", day, {SENIORS: 3}) for day in days[:12]]
        found = {"checked": 4, "failing": 1}
        done += [self.note(self.inspection, "SM", "3.1", day, found) for day in days[:8]]
        return done

    def open(self, kind: PeriodKind, first: date, last: date, due_on: date) -> ReportingPeriod:
        opened = max(last, due_on.replace(day=1))
        return returns.open_period(
            version=self.version,
            kind=kind,
            name=f"{kind} {first:%m.%Y}",
            first_day=first,
            last_day=last,
            window=returns.Window(opens_on=opened, due_on=due_on, lock_days=5),
            by=self.coordinator,
            at=noon(opened.year, opened.month, opened.day),
        )

    def open_quarter(self, quarter: int) -> ReportingPeriod:
        first_month, due_on = QUARTERS[quarter]
        last_day = {1: 31, 2: 30, 3: 30, 4: 31}[quarter]
        first, last = date(YEAR, first_month, 1), date(YEAR, first_month + 2, last_day)
        return self.open(PeriodKind.QUARTER, first, last, due_on)


def returns_of(period: ReportingPeriod, *names: str) -> Iterator[ActionReturn]:
    rows = period.returns.select_related("period__authority", "body", "action")
    yield from rows.filter(body__short_name__in=names).order_by("action__code", "pk")


def filled(one: ActionReturn) -> Content:
    """The return as its form comes, with the two answers that only a person can give."""
    return Content(Outcome.DONE, "Zrobiono, co zaplanowano.", counts=tuple(given_counts(one)))


def send(one: ActionReturn, at: datetime, content: Content | None = None) -> None:
    one.refresh_from_db()
    returns.submit_return(
        action_return=one,
        content=content or filled(one),
        revision=one.revision,
        by=reporter_of(one),
        at=at,
    )


def certify(one: ActionReturn, at: datetime) -> None:
    returns.certify_return(action_return=one, by=certifier_of(one), at=at)


def pass_through(town: Town, rows: Sequence[ActionReturn], at: datetime) -> None:
    """Sent, certified and accepted within a day."""
    for one in rows:
        send(one, at)
        certify(one, at)
    returns.accept_returns(returns=rows, by=town.coordinator, at=at)


def numbers_in(one: ActionReturn) -> dict[str, str]:
    """What a return comes filled in with, by the key of the measure."""
    given = {one.origin.key: one.number for one in given_counts(one) if one.origin}
    return {key.removeprefix("activities:"): number for key, number in given.items()}


def figures_of(period: ReportingPeriod, today: date) -> Figures:
    zone = period.authority.time_zone
    return board_of(period, ActionReturn.objects.all(), time_zone=zone, today=today).total


@pytest.fixture
def town(authority: Authority, coordinator: User) -> Town:
    return Town(authority, coordinator)


def test_a_year_of_work(town: Town) -> None:
    first_quarter_goes_smoothly(town)
    one_body_is_late_in_the_second(town)
    one_needs_leave_after_the_lock_in_the_third(town)
    one_is_sent_back_in_the_fourth(town)
    assert Activity.objects.count() == 400
    period = the_year_is_reported(town)
    it_is_reviewed(town, period)
    everything_that_was_sent_is_as_it_was_sent()
    assert verify_chain(town.authority.pk).is_whole


def first_quarter_goes_smoothly(town: Town) -> None:
    town.work_through(1)
    period = town.open_quarter(1)

    lead, part, welfare, guard = period.returns.order_by("action__code", "-part")
    assert [one.body.short_name for one in (lead, part, welfare, guard)] == [
        "KMP",
        "SM",
        "MOPR",
        "SM",
    ]
    assert numbers_in(lead) == {HELD: "60", SENIORS: "600"}
    assert numbers_in(part) == {HELD: "20", SENIORS: "100"}
    assert numbers_in(welfare) == {HELD: "12", SENIORS: "36"}
    assert numbers_in(guard) == {HELD: "8", "checked": "32", "failing": "8"}
    pass_through(town, list(returns_of(period, "KMP", "SM", "MOPR")), noon(2022, 4, 12))
    assert figures_of(period, date(2022, 4, 19)) == Figures(
        expected=4, sent=4, certified=4, accepted=4, on_time=4
    )


def one_body_is_late_in_the_second(town: Town) -> None:
    mistaken = town.work_through(2)[0]
    activities.withdraw_activity(
        activity=mistaken,
        reason="Zapisane dwa razy",
        by=town.reporters["KMP"],
        at=noon(2022, 6, 30),
    )
    period = town.open_quarter(2)

    (lead,) = returns_of(period, "KMP")
    assert numbers_in(lead) == {HELD: "59", SENIORS: "590"}
    pass_through(town, list(returns_of(period, "KMP", "SM")), noon(2022, 7, 13))
    assert figures_of(period, date(2022, 7, 18)).late == 1
    # Thursday the 14th was the due day: Tuesday is the third working day after it.
    pass_through(town, list(returns_of(period, "MOPR")), noon(2022, 7, 19))
    assert figures_of(period, date(2022, 7, 20)) == Figures(
        expected=4, sent=4, certified=4, accepted=4, on_time=3
    )


def one_needs_leave_after_the_lock_in_the_third(town: Town) -> None:
    town.work_through(3)
    period = town.open_quarter(3)

    pass_through(town, list(returns_of(period, "KMP", "MOPR")), noon(2022, 10, 13))
    left_over = list(returns_of(period, "SM"))
    assert period.window.locks_on == date(2022, 10, 21)
    with pytest.raises(returns.LinkClosed):
        send(left_over[0], noon(2022, 10, 24))
    returns.grant_exception(
        window=period.window,
        body=town.bodies["SM"],
        until=date(2022, 10, 28),
        reason="Awaria sieci w komendzie",
        by=town.coordinator,
        at=noon(2022, 10, 25),
    )
    pass_through(town, left_over, noon(2022, 10, 26))
    assert figures_of(period, date(2022, 10, 31)) == Figures(
        expected=4, sent=4, certified=4, accepted=4, on_time=2
    )


def one_is_sent_back_in_the_fourth(town: Town) -> None:
    town.work_through(4)
    period = town.open_quarter(4)

    (lead,) = returns_of(period, "KMP")
    content = filled(lead)
    held, seniors = sorted(content.counts, key=lambda count: len(count.number))
    unexplained = replace(seniors, number="700")
    with pytest.raises(returns.Incomplete):
        send(lead, noon(2023, 1, 9), replace(content, counts=(held, unexplained)))
    explained = replace(unexplained, reason="Doliczono spotkania w szkołach")
    send(lead, noon(2023, 1, 9), replace(content, counts=(held, explained)))
    certify(lead, noon(2023, 1, 10))
    returns.send_back_return(
        action_return=lead,
        reason="Spotkania w szkołach nie dotyczą seniorów.",
        sections=[Section.COUNTS],
        due_on=date(2023, 1, 20),
        by=town.coordinator,
        at=noon(2023, 1, 11),
    )
    send(lead, noon(2023, 1, 12), replace(content, counts=(held, seniors)))
    certify(lead, noon(2023, 1, 12))
    returns.accept_return(action_return=lead, by=town.coordinator, at=noon(2023, 1, 12))
    pass_through(town, list(returns_of(period, "SM", "MOPR")), noon(2023, 1, 12))
    assert [one.content["counts"][1][1] for one in lead.sealed.order_by("number")] == ["700", "600"]
    assert figures_of(period, date(2023, 1, 16)).percent_on_time == 100


def the_year_is_reported(town: Town) -> ReportingPeriod:
    period = town.open(
        PeriodKind.YEAR, date(YEAR, 1, 1), date(YEAR, 12, 31), due_on=date(2023, 1, 31)
    )

    (lead,) = returns_of(period, "KMP")
    part, guard = returns_of(period, "SM")
    (welfare,) = returns_of(period, "MOPR")
    assert numbers_in(lead) == {HELD: "239", SENIORS: "2390"}
    assert {one.origin.words.split()[1] for one in given_counts(lead) if one.origin} == {"239"}
    assert numbers_in(part) == {HELD: "80", SENIORS: "400"}
    assert numbers_in(welfare) == {HELD: "48", SENIORS: "144"}
    assert numbers_in(guard) == {HELD: "32", "checked": "128", "failing": "32"}
    pass_through(town, [lead, part, guard], noon(2023, 1, 25))
    send(welfare, noon(2023, 2, 2))
    certify(welfare, noon(2023, 2, 3))
    returns.accept_return(action_return=welfare, by=town.coordinator, at=noon(2023, 2, 6))
    return period


def it_is_reviewed(town: Town, period: ReportingPeriod) -> None:
    period = periods_with_review().get(pk=period.pk)
    degrees = {"1.1": Degree.FULL, "2.1": Degree.LARGELY, "3.1": Degree.FULL}
    for code, degree in degrees.items():
        reviews.assess_action(
            period=period,
            action=town.actions[code],
            judgement=reviews.Judgement(degree, finding="Oceniono."),
            by=town.coordinator,
            at=noon(2023, 2, 20),
        )

    content = review_of(period)

    tally = tally_of(content.actions)
    assert (tally.full, tally.largely, tally.partly, tally.not_at_all) == (2, 1, 0, 0)
    discipline = discipline_of(content.bodies)
    assert (discipline.expected, discipline.on_time, discipline.late) == (4, 3, 1)
    assert (discipline.missing, discipline.longest_late) == (0, 2)
    said = {line.code: {str(row[1]) for row in line.counts} for line in content.actions}
    assert said == {"1.1": {"239", "2390"}, "2.1": {"48", "144"}, "3.1": {"32", "128"}}


def everything_that_was_sent_is_as_it_was_sent() -> None:
    sealed = SealedReturn.objects.all()
    # Four in each quarter and in the year, one of them twice.
    assert sealed.count() == 5 * 4 + 1
    assert all(one.seal == seal_of(one.content) for one in sealed)
    assert not ActionReturn.objects.exclude(state=ReturnState.ACCEPTED).exists()
