"""What one year of a programme asks for."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from prevenio.programme.models import (
    Action,
    AreaOfAction,
    DatePrecision,
    Milestone,
    ProgrammeVersion,
    Timing,
)
from prevenio.programme.queries.calendar import season_in
from prevenio.programme.queries.years import YearSlice, is_due, year_of, years_of
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_findable_body,
    make_initiative,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)


@pytest.fixture
def version() -> ProgrammeVersion:
    return make_version(make_programme(), is_public=True)


@pytest.fixture
def area(version: ProgrammeVersion) -> AreaOfAction:
    return make_area(version)


def seen(version: ProgrammeVersion, year: int = 2022) -> YearSlice:
    found = year_of(version, year=year, today=TODAY)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("first_year", "last_year", "years"),
    [
        (2021, 2023, [2021, 2022, 2023]),
        (2024, None, [2024, 2025, 2026]),
        (2028, None, [2028]),
        (None, 2023, [2023]),
        (None, None, [2021, 2022, 2023, 2024, 2025, 2026]),
    ],
)
def test_years_of_a_programme(
    first_year: int | None, last_year: int | None, years: list[int]
) -> None:
    programme = make_programme(first_year=first_year, last_year=last_year)

    version = make_version(programme, is_public=True)

    assert list(years_of(version, today=TODAY)) == years


def test_a_mistyped_first_year_leaves_a_readable_list() -> None:
    version = make_version(make_programme(first_year=202, last_year=2023))

    assert list(years_of(version, today=TODAY))[::49] == [1974, 2023]


def test_a_year_outside_is_none(version: ProgrammeVersion) -> None:
    assert year_of(version, year=2020, today=TODAY) is None
    assert year_of(version, year=2024, today=TODAY) is None


@pytest.mark.parametrize(
    ("action", "years"),
    [
        (Action(), [2021, 2022, 2023]),
        (Action(first_year=2022), [2022, 2023]),
        (Action(last_year=2022), [2021, 2022]),
        (Action(first_year=2022, last_year=2022), [2022]),
        (Action(ends_on=date(2022, 1, 1)), [2021, 2022]),
        (Action(ends_on=date(2022, 6, 30), first_year=2022, last_year=2023), [2022]),
        (Action(ends_on=date(2022, 6, 30), timing=Timing.ONE_OFF), [2022]),
        (Action(timing=Timing.ONE_OFF), [2021, 2022, 2023]),
        (Action(first_year=2030), []),
    ],
)
def test_years_in_which_an_action_is_due(action: Action, years: list[int]) -> None:
    assert [year for year in (2021, 2022, 2023) if is_due(action, year)] == years


def test_actions_stand_by_area_with_their_lead_body(version: ProgrammeVersion) -> None:
    police = make_findable_body(version.programme.authority, "KMP")
    school = make_findable_body(version.programme.authority, "SP1")
    roads, youth = make_area(version), make_area(version, title="Młodzież")
    empty = make_area(version, title="Pusty obszar")
    first = make_action(roads, lead=police, partners=(school,))
    make_action(roads, last_year=2021)
    make_action(roads, parent=first)
    second = make_action(youth, first_year=2022)
    make_action(empty, ends_on=date(2021, 12, 31))

    found = seen(version)

    assert [one.area for one in found.areas] == [roads, youth]
    assert [due.action for due in found.actions] == [first, second]
    assert [due.lead for due in found.actions] == [police, None]


def test_what_begins_ends_waits_and_keeps_to_a_season(area: AreaOfAction) -> None:
    make_action(area)
    make_action(area, first_year=2022)
    make_action(area, last_year=2022, condition="Gdy wzbiera rzeka")
    make_action(area, ends_on=date(2022, 6, 30))
    make_action(area, season_first_month=11, season_last_month=3)
    make_action(area, first_year=2021, last_year=2023)

    found = seen(area.version)

    assert len(found.actions) == 6
    assert (found.beginning, found.ending) == (1, 2)
    assert (found.conditional, found.seasonal) == (1, 1)


@pytest.mark.parametrize(
    ("action", "months"),
    [
        (Action(season_first_month=5, season_last_month=9), [5]),
        (Action(season_first_month=2, season_last_month=2), [2]),
        (Action(season_first_month=11, season_last_month=3), [1, 11]),
        (Action(season_first_month=11, season_last_month=3, ends_on=date(2022, 3, 31)), [1]),
        (Action(season_first_month=11, season_last_month=3, ends_on=date(2023, 3, 31)), [1, 11]),
        (Action(), []),
    ],
)
def test_a_season_over_the_turn_of_the_year_stands_twice(action: Action, months: list[int]) -> None:
    assert list(season_in(action, 2022)) == months


def test_the_calendar_follows_the_year(area: AreaOfAction) -> None:
    version = area.version
    winter = make_action(area, title="Zima", season_first_month=11, season_last_month=3)
    done = make_action(area, title="Raport", ends_on=date(2022, 11, 5))
    make_milestone(version, "Dzień", date(2022, 11, 2))
    make_milestone(version, "Miesiąc", date(2022, 11, 30), precision=DatePrecision.MONTH)
    make_milestone(version, "Rok", date(2022, 1, 1), precision=DatePrecision.YEAR)
    make_milestone(version, "Inny rok", date(2023, 11, 2))
    make_milestone(version, "Bez daty", None)

    found = seen(version)
    january, november = found.months

    assert (january.number, november.number) == (1, 11)
    assert [(one.action, one.goes_on) for one in january.coming] == [(winter, True)]
    assert [one.action or str(one.milestone) for one in november.coming] == [
        winter,
        "Miesiąc",
        "Dzień",
        done,
    ]
    assert [one.on for one in november.coming] == [None, None, date(2022, 11, 2), done.ends_on]
    assert [str(one) for one in found.some_time] == ["Rok"]


def make_milestone(
    version: ProgrammeVersion, text: str, on: date | None, **fields: str
) -> Milestone:
    position = version.milestones.count()
    return Milestone.objects.create(version=version, text=text, on=on, position=position, **fields)


def test_initiatives_of_a_year(version: ProgrammeVersion) -> None:
    make_initiative(version, name="Cały program")
    make_initiative(version, name="Bez końca", first_year=2019, is_open_ended=True)
    make_initiative(version, name="Od roku", first_year=2022, number=7)
    make_initiative(version, name="Do roku", last_year=2022)
    make_initiative(version, name="Minął", last_year=2021)
    make_initiative(version, name="Będzie", first_year=2023, is_open_ended=True)

    found = {one.initiative.name: one for one in seen(version).initiatives}

    assert list(found) == ["Cały program", "Bez końca", "Od roku", "Do roku"]
    assert (found["Od roku"].key, found["Od roku"].begins) == ("7", True)
    assert found["Do roku"].ends
    assert not found["Bez końca"].begins


def test_nothing_planned_is_empty(area: AreaOfAction) -> None:
    make_action(area, last_year=2021)

    assert seen(area.version).is_empty
    assert not seen(area.version, 2021).is_empty


def test_a_year_needs_four_statements(
    area: AreaOfAction, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    body = make_findable_body(area.version.programme.authority, "KMP")
    for _number in range(3):
        make_action(area, lead=body)
        make_initiative(area.version, implementers=(body,))
    version = ProgrammeVersion.objects.select_related("programme").get(pk=area.version_id)

    with django_assert_num_queries(4):
        seen(version)
