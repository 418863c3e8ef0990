from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from prevenio.activities import feeds
from prevenio.activities.models import Activity, ActivityKind, ActivityState
from prevenio.activities.tests.factories import NOON, make_activity
from prevenio.people.models import Authority, Body


def read(content: bytes) -> Calendar:
    return Calendar.from_ical(content)


def feed(authority: Authority, *activities: Activity) -> bytes:
    return feeds.calendar_of(
        activities,
        authority=authority,
        name="Kalendarz",
        address_of=lambda one: f"https://example.org/calendar/{one.public_key}/",
    )


def test_a_timed_event_is_told_in_utc(authority: Authority, body: Body) -> None:
    one = make_activity(
        authority=authority,
        body=body,
        title="Pierwsza pomoc",
        place="Strażnica",
        first_day=date(2026, 7, 18),
        begins_at=time(17),
        ends_at=time(18, 30),
        state=ActivityState.PLANNED,
        revision=3,
    )

    event = read(feed(authority, one)).events[0]

    assert event.start == datetime(2026, 7, 18, 15, tzinfo=UTC)
    assert event.end == datetime(2026, 7, 18, 16, 30, tzinfo=UTC)
    assert event.uid == f"{one.public_key}@prevenio"
    assert event.sequence == 3
    assert event.status == "CONFIRMED"
    assert event.last_modified == NOON
    assert event.location == "Strażnica"
    assert "ORGANIZER" not in event


def test_a_day_long_event_ends_on_the_day_after(authority: Authority, body: Body) -> None:
    one = make_activity(
        authority=authority, body=body, first_day=date(2026, 5, 30), last_day=date(2026, 5, 31)
    )

    event = read(feed(authority, one)).events[0]

    assert (event.start, event.end) == (date(2026, 5, 30), date(2026, 6, 1))


def test_a_night_patrol_ends_on_the_next_morning(authority: Authority, body: Body) -> None:
    one = make_activity(
        authority=authority,
        body=body,
        first_day=date(2026, 1, 10),
        begins_at=time(22),
        ends_at=time(4),
    )

    event = read(feed(authority, one)).events[0]

    assert event.end - event.start == (datetime(2026, 1, 11, 4) - datetime(2026, 1, 10, 22))


def test_what_is_called_off_says_so_and_why(authority: Authority, body: Body) -> None:
    one = make_activity(
        authority=authority, body=body, state=ActivityState.CANCELLED, state_reason="Burza"
    )

    event = read(feed(authority, one)).events[0]

    assert event.status == "CANCELLED"
    assert event.description is not None
    assert event.description.startswith("Burza")


def test_lines_are_folded_and_end_as_the_standard_says(authority: Authority, body: Body) -> None:
    one = make_activity(authority=authority, body=body, title="Zażółć gęślą jaźń; " * 10)

    content = feed(authority, one)

    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    assert read(content).events[0].summary == one.title


def test_same_rows_same_bytes_and_an_empty_calendar_is_one(
    authority: Authority, body: Body
) -> None:
    one = make_activity(authority=authority, body=body)

    assert feed(authority, one) == feed(authority, one)
    assert read(feed(authority)).events == []


@given(title=st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=80))
def test_whatever_a_title_holds_comes_back(title: str) -> None:
    authority = Authority(name="T", languages=["pl"], time_zone="Europe/Warsaw")
    one = Activity(
        title=title,
        authority=authority,
        first_day=date(2026, 1, 1),
        last_day=date(2026, 1, 1),
        recorded_at=NOON,
        changed_at=NOON,
    )
    one.kind = ActivityKind(key="lesson", names={"pl": "Lekcja"})
    one.body = Body(short_name="SM")

    assert read(feed(authority, one)).events[0].summary == title


@pytest.mark.parametrize(
    "title", ["BEGIN:VEVENT", "a\r\nATTENDEE:mailto:x@example.org", "a;b,c\\n"]
)
def test_a_title_cannot_break_out_of_its_line(authority: Authority, body: Body, title: str) -> None:
    one = make_activity(authority=authority, body=body, title=title)

    events = read(feed(authority, one)).events

    assert len(events) == 1
    assert "ATTENDEE" not in events[0]
