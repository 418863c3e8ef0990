"""Letters of a period: each occasion once, none lost, also by a clock that stood still."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from prevenio.notices.models import Notice
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.returns import operations, tasks
from prevenio.returns.models import Mailing, Purpose, ReportingPeriod
from prevenio.returns.tests.factories import (
    MORNING,
    live,
    make_action,
    make_period,
    make_version,
    open_year,
    submit,
)


@pytest.fixture
def period(authority: Authority, coordinator: User) -> ReportingPeriod:
    return make_period(authority, coordinator)


def run_clock(first: date, last: date, *, missed: frozenset[date] = frozenset()) -> None:
    """Let the clock look four times on each day, the missed ones left out."""
    day = first
    while day <= last:
        for hour in (5, 8, 12, 16) if day not in missed else ():
            with time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=UTC)):
                tasks.write_to_bodies.call()
        day += timedelta(days=1)


def occasions(period: ReportingPeriod) -> list[tuple[str, str, bool]]:
    """What was written when: the occasion, the day, and whether a letter went out."""
    rows = Mailing.objects.filter(period=period).order_by("at", "pk")
    return [(one.occasion, f"{one.at:%m-%d}", one.was_written) for one in rows]


def test_a_month_of_reminders(period: ReportingPeriod) -> None:
    run_clock(date(2023, 1, 17), date(2023, 2, 28))

    assert occasions(period) == [
        ("invitation", "01-17", True),
        ("reminder:-3", "01-26", True),
        ("reminder:0", "01-31", True),
        ("reminder:2", "02-02", True),
        ("reminder:5", "02-07", True),
    ]
    # The link and its code, then one letter for each reminder.
    assert Notice.objects.count() == 6


def test_missed_days_are_caught_up_with_in_one_letter(period: ReportingPeriod) -> None:
    asleep = frozenset(date(2023, 1, 26) + timedelta(days=number) for number in range(9))

    run_clock(date(2023, 1, 17), date(2023, 2, 28), missed=asleep)

    assert occasions(period) == [
        ("invitation", "01-17", True),
        ("reminder:2", "02-06", True),
        ("reminder:-3", "02-06", False),
        ("reminder:0", "02-06", False),
        ("reminder:5", "02-07", True),
    ]


def test_nobody_is_written_to_at_night_or_on_days_off(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator, opens_on=date(2023, 1, 21))

    run_clock(date(2023, 1, 21), date(2023, 1, 24))

    # The 21st was a Saturday.
    assert occasions(period)[0] == ("invitation", "01-23", True)


def test_who_has_sent_is_not_reminded(period: ReportingPeriod) -> None:
    submit(period.returns.get())

    run_clock(date(2023, 1, 17), date(2023, 2, 28))

    assert [name for name, _day, written in occasions(period) if written] == ["invitation"]
    assert Notice.objects.count() == 2


def test_a_reminder_names_what_is_missing_and_the_days_left(
    period: ReportingPeriod, authority: Authority
) -> None:
    run_clock(date(2023, 1, 26), date(2023, 1, 26))

    letter = Notice.objects.order_by("-pk")[0]
    assert "8.3" in letter.text
    assert "3" in letter.subject


def test_a_body_without_an_address_gets_its_link_once_one_is_known(
    authority: Authority, coordinator: User
) -> None:
    period = make_period(authority, coordinator, email="")
    assert not Notice.objects.exists()

    operations.save_contact(
        body=period.returns.get().body,
        purpose=Purpose.REPORT,
        name="Ewa",
        office="",
        email="ewa@example.org",
        by=coordinator,
        at=MORNING,
    )
    run_clock(date(2023, 1, 18), date(2023, 1, 18))

    assert occasions(period) == [("invitation", "01-18", True)]
    assert set(Notice.objects.values_list("to", flat=True)) == {"ewa@example.org"}


def test_a_closed_period_writes_to_nobody(period: ReportingPeriod, coordinator: User) -> None:
    operations.close_period(period=period, by=coordinator, at=MORNING)

    run_clock(date(2023, 1, 18), date(2023, 2, 28))

    assert [name for name, _day, _written in occasions(period)] == ["invitation"]


def test_after_its_link_was_revoked_a_body_is_left_alone_until_it_is_sent_again(
    period: ReportingPeriod, coordinator: User
) -> None:
    link = live(period.returns.get(), Purpose.REPORT)
    operations.revoke_link(link=link, by=coordinator, at=MORNING)

    run_clock(date(2023, 1, 26), date(2023, 1, 30))
    assert [name for name, _day, _written in occasions(period)] == ["invitation"]

    operations.renew_link(link=link, by=coordinator, at=MORNING + timedelta(days=13))
    run_clock(date(2023, 1, 31), date(2023, 1, 31))
    assert occasions(period)[1:] == [("reminder:0", "01-31", True), ("reminder:-3", "01-31", False)]


def test_a_link_that_has_run_out_is_sent_anew_with_the_reminder(
    period: ReportingPeriod,
) -> None:
    link = live(period.returns.get(), Purpose.REPORT)
    link.expires_at = MORNING + timedelta(days=1)
    link.save()

    run_clock(date(2023, 1, 26), date(2023, 1, 26))

    assert live(period.returns.get(), Purpose.REPORT).pk != link.pk


def test_each_body_is_written_to_about_its_own_returns(
    authority: Authority, coordinator: User
) -> None:
    version = make_version(authority)
    for number in range(1, 4):
        body = make_body(authority=authority, email=f"body{number}@example.org")
        make_action(version, body, code=f"1.{number}")
    period = open_year(version, coordinator)

    run_clock(date(2023, 1, 26), date(2023, 1, 26))

    for one in period.returns.select_related("action", "body"):
        letter = Notice.objects.filter(to=one.body.email).order_by("-pk")[0]
        assert one.action.code in letter.text
    assert Mailing.objects.filter(period=period).count() == 6
