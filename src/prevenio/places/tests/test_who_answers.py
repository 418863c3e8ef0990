from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prevenio.places.answering import (
    ALWAYS,
    AUTHORITY,
    HOURS,
    MUNICIPALITY,
    NIGHT,
    PRECINCT,
    Away,
    Doer,
    Hours,
    Roster,
    Turn,
    are_hours_on,
    leading,
    on_at,
    who_does,
)

MONDAY = datetime(2026, 3, 2, 10, 0)
CHRISTMAS = datetime(2026, 12, 25, 10, 0)  # a Friday


def week(opens: int, closes: int, days: range = range(5)) -> tuple[Hours, ...]:
    return tuple(Hours(day, time(opens), time(closes)) for day in days)


def roster(*turns: Turn, country: str = "PL", **away: list[Away]) -> Roster:
    return Roster(
        country, {turn.pk: turn for turn in turns}, {int(pk[1:]): row for pk, row in away.items()}
    )


def away(deputy_id: int | None = None, name: str = "", phone: str = "") -> list[Away]:
    return [Away(date(2026, 3, 1), date(2026, 3, 5), deputy_id, name, phone)]


def test_office_hours_hold_on_their_weekday_only() -> None:
    hours = week(8, 16)
    assert are_hours_on(hours, MONDAY, country="PL")
    assert not are_hours_on(hours, MONDAY.replace(hour=16), country="PL")
    assert not are_hours_on(hours, MONDAY - timedelta(days=1), country="PL")


def test_hours_past_midnight_belong_to_the_day_they_began() -> None:
    friday_night = (Hours(4, time(22), time(6)),)
    saturday = datetime(2026, 3, 7, 3, 0)
    assert are_hours_on(friday_night, saturday, country="PL")
    assert are_hours_on(friday_night, saturday - timedelta(hours=4), country="PL")
    assert not are_hours_on(friday_night, saturday + timedelta(hours=3), country="PL")
    assert not are_hours_on(friday_night, saturday + timedelta(days=1), country="PL")


def test_hours_until_midnight_end_there() -> None:
    evening = (Hours(0, time(16), time(0)),)
    assert are_hours_on(evening, MONDAY.replace(hour=23, minute=59), country="PL")
    assert not are_hours_on(evening, datetime(2026, 3, 3), country="PL")


def test_on_a_holiday_only_whoever_works_every_day_is_there() -> None:
    assert not are_hours_on(week(8, 16), CHRISTMAS, country="PL")
    assert are_hours_on(week(6, 22, range(7)), CHRISTMAS, country="PL")


def test_a_holiday_on_a_saturday_counts() -> None:
    third_of_may = datetime(2025, 5, 3, 10, 0)
    assert not are_hours_on(week(8, 16, range(6)), third_of_may, country="PL")
    assert are_hours_on(week(8, 16, range(6)), third_of_may, country="CZ")


def test_a_deputy_who_is_away_passes_it_on() -> None:
    people = [Turn(pk, hours=week(8, 16)) for pk in (1, 2, 3)]
    asked = roster(*people, d1=away(2), d2=away(3))
    assert who_does(1, MONDAY.date(), asked) == Doer(3)


def test_deputies_in_a_ring_end_with_nobody_or_with_the_name_left_behind() -> None:
    people = [Turn(pk, hours=week(8, 16)) for pk in (1, 2)]
    assert who_does(1, MONDAY.date(), roster(*people, d1=away(2), d2=away(1))) is None
    named = roster(*people, d1=away(2), d2=away(1, "Ewa", "12"))
    assert who_does(1, MONDAY.date(), named) == Doer(None, "Ewa", "12")


def test_a_deputy_whose_duty_has_ended_does_not_stand_in() -> None:
    ended = Turn(2, last_day=date(2026, 3, 1))
    assert who_does(1, MONDAY.date(), roster(Turn(1), ended, d1=away(2))) is None


def test_whoever_is_away_without_a_deputy_is_not_on() -> None:
    asked = roster(Turn(1, hours=week(8, 16)), d1=away())
    assert on_at([1], MONDAY, asked) == frozenset()


def test_the_hours_of_who_stands_in_count() -> None:
    asked = roster(Turn(1, hours=week(8, 16)), Turn(2, hours=week(12, 18)), d1=away(2))
    assert on_at([1], MONDAY, asked) == frozenset()
    assert on_at([1], MONDAY.replace(hour=17), asked) == {1}


def test_the_night_answers_when_all_hours_are_over() -> None:
    asked = roster(Turn(1, hours=week(8, 16)), Turn(2, span=NIGHT), Turn(3, span=ALWAYS))
    assert leading([1, 2, 3], MONDAY, asked) == 1
    assert leading([1, 2, 3], MONDAY.replace(hour=20), asked) == 2
    assert leading([1, 3], MONDAY.replace(hour=20), asked) == 3
    assert leading([1], MONDAY.replace(hour=20), asked) is None


def test_a_night_with_hours_of_its_own_and_priority_leads_in_them() -> None:
    night = Turn(2, span=NIGHT, has_priority=True, hours=week(20, 6, range(7)))
    asked = roster(Turn(1, hours=week(6, 22, range(7))), night)
    assert leading([1, 2], MONDAY.replace(hour=21, minute=40), asked) == 2
    assert leading([1, 2], MONDAY, asked) == 1


def test_among_equals_the_nearer_duty_leads() -> None:
    turns = [
        Turn(pk, level=level, span=ALWAYS)
        for pk, level in ((1, AUTHORITY), (2, MUNICIPALITY), (3, PRECINCT))
    ]
    assert leading([1, 2, 3], MONDAY, roster(*turns)) == 3


spans = st.builds(
    Hours,
    weekday=st.integers(0, 6),
    opens=st.times(),
    closes=st.times(),
).filter(lambda one: one.opens != one.closes)
days = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    pks = range(1, draw(st.integers(1, 6)) + 1)
    turns = {}
    for pk in pks:
        first, last = draw(days), draw(days)
        if first and last and last < first:
            first, last = last, first
        turns[pk] = Turn(
            pk=pk,
            level=draw(st.integers(0, 2)),
            position=draw(st.integers(0, 3)),
            span=draw(st.sampled_from((HOURS, NIGHT, ALWAYS))),
            has_priority=draw(st.booleans()),
            first_day=first,
            last_day=last,
            hours=tuple(draw(st.lists(spans, max_size=4))),
        )
    absent = st.builds(
        Away,
        first_day=st.just(date(2026, 1, 1)),
        last_day=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
        deputy_id=st.none() | st.sampled_from([*pks, 99]),
        name=st.sampled_from(("", "Ewa")),
    )
    absences = {pk: draw(st.lists(absent, max_size=2)) for pk in pks}
    return Roster(draw(st.sampled_from(("PL", "CZ"))), turns, absences)


moments = st.datetimes(datetime(2025, 12, 20), datetime(2027, 1, 10))


@given(asked=rosters(), moment=moments)
def test_nobody_is_on_outside_their_days(asked: Roster, moment: datetime) -> None:
    on = on_at(asked.turns, moment, asked)
    assert all(asked.turns[pk].is_in_force(moment.date()) for pk in on)


@given(asked=rosters(), moment=moments)
def test_exactly_one_leads_where_anybody_is_on(asked: Roster, moment: datetime) -> None:
    on = on_at(asked.turns, moment, asked)
    lead = leading(asked.turns, moment, asked)
    assert lead in on if on else lead is None


@given(asked=rosters(), moment=moments)
def test_the_order_in_which_duties_are_asked_changes_nothing(
    asked: Roster, moment: datetime
) -> None:
    assert leading(asked.turns, moment, asked) == leading(
        reversed(list(asked.turns)), moment, asked
    )


@given(asked=rosters(), moment=moments)
def test_whoever_does_a_duty_is_there_that_day(asked: Roster, moment: datetime) -> None:
    for pk in asked.turns:
        doer = who_does(pk, moment.date(), asked)
        if doer is not None and doer.duty_id is not None:
            assert asked.turns[doer.duty_id].is_in_force(moment.date())
            assert not any(
                one.first_day <= moment.date() <= one.last_day
                for one in asked.away.get(doer.duty_id, ())
            )
