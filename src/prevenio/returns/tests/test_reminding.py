"""Which letter is due on which day, on every weekday and around the turn of the year."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from prevenio.kernel.working_days import is_working_day, working_day_from, working_days_until
from prevenio.returns.reminding import INVITATION, schedule_of

DAYS = [-10, -3, 0, 2, 5]
due_days = st.dates(min_value=date(2021, 1, 1), max_value=date(2030, 12, 31))
countries = st.sampled_from(["PL", "CZ"])


@given(due_days, countries)
def test_each_reminder_stands_its_working_days_from_the_due_day(day: date, country: str) -> None:
    due_on = working_day_from(day, 0, country=country)

    schedule = schedule_of(
        opens_on=due_on - timedelta(days=60), due_on=due_on, reminder_days=DAYS, country=country
    )

    assert [name for _day, name in schedule.letters[1:]] == [f"reminder:{one}" for one in DAYS]
    for (on, _name), number in zip(schedule.letters[1:], DAYS, strict=True):
        assert is_working_day(on, country=country)
        assert working_days_until(on, today=due_on, country=country) == number


@given(due_days, countries, st.sets(st.integers(0, 90), max_size=25))
def test_whatever_nights_are_missed_each_letter_goes_out_once_or_is_overtaken(
    day: date, country: str, missed: set[int]
) -> None:
    due_on = working_day_from(day, 0, country=country)
    opens_on = due_on - timedelta(days=60)
    schedule = schedule_of(opens_on=opens_on, due_on=due_on, reminder_days=DAYS, country=country)
    written: list[str] = []
    sent: set[str] = set()

    for number in range(100):
        today = opens_on + timedelta(days=number)
        if number in missed:
            continue
        chosen, overtaken = schedule.due(today=today, sent=sent)
        assert not sent & {chosen, *overtaken}
        sent |= {chosen, *overtaken} - {""}
        written += [chosen] if chosen else []

    assert sent == {INVITATION, *(f"reminder:{one}" for one in DAYS)}
    assert len(written) == len(set(written))
    assert written[0] == INVITATION


def test_after_a_long_silence_one_letter_stands_for_all() -> None:
    schedule = schedule_of(
        opens_on=date(2023, 1, 2), due_on=date(2023, 1, 31), reminder_days=DAYS, country="PL"
    )

    chosen, overtaken = schedule.due(today=date(2023, 2, 20), sent={INVITATION, "reminder:-10"})

    assert chosen == "reminder:5"
    assert overtaken == ["reminder:-3", "reminder:0", "reminder:2"]


def test_around_christmas_days_off_are_jumped_over() -> None:
    schedule = schedule_of(
        opens_on=date(2025, 12, 1), due_on=date(2025, 12, 29), reminder_days=[-1, 1], country="PL"
    )

    assert [day for day, _name in schedule.letters[1:]] == [date(2025, 12, 23), date(2025, 12, 30)]


def test_reminders_before_the_window_opens_fall_away() -> None:
    schedule = schedule_of(
        opens_on=date(2023, 1, 27), due_on=date(2023, 1, 31), reminder_days=DAYS, country="PL"
    )

    names = [name for _day, name in schedule.letters]
    assert names == [INVITATION, "reminder:0", "reminder:2", "reminder:5"]
