"""Years, halves, quarters and school years side by side; what each proposes."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from prevenio.kernel.working_days import is_working_day
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import ProgrammeVersion
from prevenio.returns import calendars, operations
from prevenio.returns.calendars import Place
from prevenio.returns.models import PeriodKind, ReportingPeriod
from prevenio.returns.naming import name_of
from prevenio.returns.queries.board import board_of
from prevenio.returns.tests.factories import DUE, MORNING, make_action, make_version
from prevenio.returns.tests.test_open_period import NEW, TYPED, english, text

YEAR_2022 = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture(autouse=True)
def that_morning() -> Any:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def version(authority: Authority) -> ProgrammeVersion:
    version = make_version(authority)
    make_action(version, make_body(authority=authority, short_name="KMP", email="kmp@example.org"))
    return version


def opened(
    version: ProgrammeVersion,
    by: User,
    kind: PeriodKind,
    days: tuple[date, date],
    **window: Any,
) -> ReportingPeriod:
    return operations.open_period(
        version=version,
        kind=kind,
        name=f"{kind} {days[0]}",
        first_day=days[0],
        last_day=days[1],
        window=operations.Window(opens_on=MORNING.date(), due_on=DUE, **window),
        by=by,
        at=MORNING,
    )


@pytest.mark.parametrize(
    ("place", "first_day", "last_day"),
    [
        (Place(PeriodKind.YEAR, 2022), date(2022, 1, 1), date(2022, 12, 31)),
        (Place(PeriodKind.HALF_YEAR, 2022, 1), date(2022, 1, 1), date(2022, 6, 30)),
        (Place(PeriodKind.HALF_YEAR, 2022, 2), date(2022, 7, 1), date(2022, 12, 31)),
        (Place(PeriodKind.QUARTER, 2022, 3), date(2022, 7, 1), date(2022, 9, 30)),
        (Place(PeriodKind.SCHOOL_YEAR, 2020), date(2020, 9, 1), date(2021, 8, 31)),
    ],
)
def test_a_place_in_a_calendar_has_its_days(place: Place, first_day: date, last_day: date) -> None:
    assert place.days == (first_day, last_day)
    assert calendars.running_on(place.kind, first_day) == place
    assert calendars.running_on(place.kind, last_day) == place
    assert (place.before.after, place.after.before) == (place, place)


@pytest.mark.parametrize(
    ("kind", "likely"),
    [
        (PeriodKind.YEAR, Place(PeriodKind.YEAR, 2022)),
        (PeriodKind.HALF_YEAR, Place(PeriodKind.HALF_YEAR, 2022, 2)),
        (PeriodKind.QUARTER, Place(PeriodKind.QUARTER, 2022, 4)),
        (PeriodKind.SCHOOL_YEAR, Place(PeriodKind.SCHOOL_YEAR, 2021)),
    ],
)
def test_in_january_what_has_ended_is_proposed_with_a_working_day(
    kind: PeriodKind, likely: Place
) -> None:
    assert calendars.likely_on(kind, MORNING.date()) == likely
    due_on = calendars.due_day_of(kind, likely.days[1], today=MORNING.date(), country="PL")
    assert due_on > MORNING.date()
    assert is_working_day(due_on, country="PL")


@pytest.mark.parametrize(
    ("kind", "language", "name"),
    [
        (PeriodKind.HALF_YEAR, "en", "half-year I of 2022"),
        (PeriodKind.QUARTER, "pl", "I kwartał 2022"),
        (PeriodKind.HALF_YEAR, "cs", "I. pololetí 2022"),
    ],
)
def test_a_period_is_named_in_the_language_of_its_authority(
    kind: PeriodKind, language: str, name: str
) -> None:
    assert name_of(kind, *Place(kind, 2022).days, language=language) == name


def test_a_school_year_is_named_by_both_its_years() -> None:
    days = Place(PeriodKind.SCHOOL_YEAR, 2021).days

    assert name_of(PeriodKind.SCHOOL_YEAR, *days, language="pl") == "rok szkolny 2021/2022"


def test_a_chosen_kind_proposes_its_span_and_due_day(
    client: Client, coordinator: User, version: ProgrammeVersion
) -> None:
    page = english(client, coordinator)

    quarter = text(page.get(NEW, {"kind": "QUARTER"}))
    school = text(page.get(NEW, {"kind": "SCHOOL_YEAR"}))

    assert '<option value="4" selected>IV: October – December</option>' in quarter.replace(
        "october", "October"
    ).replace("december", "December")
    assert 'name="year" value="2022"' in quarter
    assert "Year in which it begins" in school
    assert 'name="part"' not in school
    assert page.get(NEW, {"kind": "<b>"}).status_code == 200


def test_a_quarter_is_opened_with_its_lock_in_working_days(
    client: Client, coordinator: User, version: ProgrammeVersion
) -> None:
    typed = {**TYPED, "kind": "QUARTER", "part": "4", "lock_days": "5"}

    english(client, coordinator).post(NEW, typed)

    period = ReportingPeriod.objects.get()
    assert (period.kind, period.first_day) == (PeriodKind.QUARTER, date(2022, 10, 1))
    assert period.window.locks_on == date(2023, 2, 7)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": "QUARTER"}, "This field is required."),
        ({"kind": "QUARTER", "part": "5"}, "Select a valid choice."),
        ({"kind": "HALF_YEAR", "part": "x"}, "Select a valid choice."),
        ({"lock_days": "61"}, "less than or equal to 60"),
        ({"lock_days": "5", "locks_on": "20.2.2023"}, "not both"),
    ],
)
def test_what_is_wrong_is_said(
    client: Client,
    coordinator: User,
    version: ProgrammeVersion,
    changes: dict[str, str],
    words: str,
) -> None:
    answer = english(client, coordinator).post(NEW, {**TYPED, **changes})

    assert answer.status_code == 422
    assert words in text(answer)
    assert not ReportingPeriod.objects.exists()


def test_calendars_run_side_by_side_and_are_never_added_up(
    version: ProgrammeVersion, coordinator: User
) -> None:
    year = opened(version, coordinator, PeriodKind.YEAR, YEAR_2022)
    half = opened(
        version, coordinator, PeriodKind.HALF_YEAR, Place(PeriodKind.HALF_YEAR, 2022, 2).days
    )
    opened(version, coordinator, PeriodKind.SPAN, YEAR_2022)

    for period in (year, half):
        board = board_of(
            period, period.returns.all(), time_zone="Europe/Warsaw", today=MORNING.date()
        )
        assert board.total.expected == 1
    with pytest.raises(operations.PeriodExists):
        opened(version, coordinator, PeriodKind.YEAR, YEAR_2022)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportingPeriod.objects.filter(pk=half.pk).update(
            kind=PeriodKind.YEAR, first_day=YEAR_2022[0], last_day=YEAR_2022[1]
        )
