"""The clock beside people at the same moment: neither waits for what the other one holds."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from types import ModuleType

import pytest
from django.db import connections

from prevenio.people.models import Authority, Role, User
from prevenio.people.tests.factories import make_authority, make_member
from prevenio.reports.models import Report, ReportState
from prevenio.reports.operations import clock, resident, working
from prevenio.reports.tests.factories import (
    MORNING,
    make_category,
    make_problem_place,
    make_report,
)

pytestmark = pytest.mark.django_db(transaction=True)
# How long somebody holds a report before the step is written down.
HOLDS = 0.3


@pytest.fixture
def authority(transactional_db: None) -> Authority:
    return make_authority(slug="testowo", country="PL")


@pytest.fixture
def coordinator(authority: Authority) -> User:
    return make_member(authority=authority, role=Role.COORDINATOR)


def beside(
    monkeypatch: pytest.MonkeyPatch,
    room: ModuleType,
    slow: Callable[[], object],
    other: Callable[[], object],
) -> None:
    """Do both; the other one begins while the slow one holds its report. What fails is raised."""
    holds, say = Event(), room.say

    def say_slowly(*given: object, **named: object) -> object:
        holds.set()
        time.sleep(HOLDS)
        return say(*given, **named)

    def connected(act: Callable[[], object], *, waits: bool) -> object:
        try:
            if waits:
                holds.wait(5)
            return act()
        finally:
            connections.close_all()

    monkeypatch.setattr(room, "say", say_slowly)
    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(connected, slow, waits=False),
            pool.submit(connected, other, waits=True),
        ]
        for one in both:
            one.result()


def test_a_reply_comes_while_the_clock_lets_reports_go_on(
    monkeypatch: pytest.MonkeyPatch, authority: Authority, coordinator: User
) -> None:
    version, later = make_category(authority), MORNING + timedelta(days=30)
    first, second = (make_report(authority, version=version) for _ in range(2))
    for one in (first, second):
        working.ask_back(report=one, seen=1, text="Gdzie?", by=coordinator, at=MORNING)

    beside(
        monkeypatch,
        resident,
        lambda: resident.add_message(report=second, text="Tu", at=later),
        lambda: clock.end_waits(authority=authority, at=later),
    )

    assert not Report.objects.filter(state=ReportState.WAITING).exists()
    assert second.events.filter(kind="RESUMED").count() == 0


def test_a_note_is_written_while_the_clock_puts_reports_into_places(
    monkeypatch: pytest.MonkeyPatch, authority: Authority, coordinator: User
) -> None:
    versions = [make_category(authority) for _ in range(2)]
    for version in versions:
        make_problem_place(authority, [make_report(authority, version=version)], by=coordinator)
    near = [make_report(authority, version=version) for version in versions]
    later = MORNING + timedelta(hours=2)

    beside(
        monkeypatch,
        working,
        lambda: working.note(report=near[1], text="Notatka", by=coordinator, at=later),
        lambda: clock.find_places(authority=authority, at=later),
    )

    assert not Report.objects.filter(place=None).exists()
