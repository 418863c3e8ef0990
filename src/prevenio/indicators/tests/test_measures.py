"""Formulas over what activities count, and the measures of management control by goal."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from prevenio.activities.models import ActivityState
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.indicators import sources
from prevenio.indicators.models import IndicatorLink, LinkKind
from prevenio.indicators.queries import measures_of_goals
from prevenio.indicators.queries.series import points_for
from prevenio.indicators.tests.factories import (
    TODAY,
    make_indicator,
    make_series,
    make_target,
    make_value,
)
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority
from prevenio.programme.models import Statement, StatementKind
from prevenio.programme.tests.factories import make_programme, make_version

Y2023 = DateSpan(date(2023, 1, 1), date(2023, 12, 31))
Y2024 = DateSpan(date(2024, 1, 1), date(2024, 12, 31))


def test_activities_add_up_for_many_names_and_spans_in_one_statement(
    authority: Authority, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lesson = make_kind(authority, key="lesson", measures=("people.children",))
    walk = make_kind(authority, key="walk", measures=("people.children",))
    for kind, day, number in (
        (lesson, date(2023, 3, 1), 20),
        (lesson, date(2024, 3, 1), 30),
        (walk, date(2024, 5, 1), 5),
    ):
        make_activity(kind=kind, first_day=day, numbers={"people.children": number})
    make_activity(
        kind=lesson,
        first_day=date(2024, 6, 1),
        numbers={"people.children": 99},
        state=ActivityState.WITHDRAWN,
    )
    lessons, everything = "activities.lesson.people.children", "activities.all.people.children"
    how_many = "activities.lesson.activities"

    with django_assert_num_queries(1):
        found = sources.values_of(authority, {lessons, everything, how_many}, {Y2023, Y2024})

    assert [found[lessons, Y2023], found[lessons, Y2024]] == [Decimal(20), Decimal(30)]
    assert [found[everything, Y2024], found[how_many, Y2024]] == [Decimal(35), Decimal(1)]


def test_another_authority_counts_for_itself(authority: Authority) -> None:
    make_activity(numbers={"people.children": 7}, first_day=date(2024, 3, 1))

    found = sources.values_of(authority, {"activities.all.activities"}, {Y2024})

    assert found["activities.all.activities", Y2024] == 0


def test_computed_share_keeps_its_counts(authority: Authority) -> None:
    kind = make_kind(authority, key="lesson", measures=("people.children", "people.all"))
    make_activity(
        kind=kind, first_day=date(2024, 3, 1), numbers={"people.children": 30, "people.all": 40}
    )
    indicator = make_indicator(
        authority,
        nature="SHARE",
        formula="share(activities.lesson.people.children, activities.lesson.people.all)",
    )

    *_earlier, point = points_for([indicator], today=TODAY)[indicator.pk]

    assert (point.number, point.events, point.exposure) == (Decimal("0.75"), 30, 40)
    assert _earlier[-1].missing == "divided by zero"


def test_source_is_registered_once() -> None:
    with pytest.raises(ValueError, match="activities"):
        sources.register("activities", sources._sources["activities"])


def test_measures_by_goal_for_the_review_of_goals(authority: Authority) -> None:
    lineage = uuid4()
    version = make_version(make_programme(authority))
    goal = Statement.objects.create(
        version=version, kind=StatementKind.GOAL, position=1, text="Porządek", lineage=lineage
    )
    measure = make_series(authority, "W-01", is_management=True, stand_in="Zamiast.")
    IndicatorLink.objects.create(indicator=measure, kind=LinkKind.GOAL, lineage=lineage)
    make_target(measure, 2022, 2023, 2900)
    make_indicator(authority, "W-02", is_management=True)
    make_indicator(authority, "W-03")

    with translation.override("en"):
        first, second = measures_of_goals(authority, date(2023, 1, 1), date(2023, 12, 31))

    assert (first.goal_id, first.code) == (goal.pk, "W-01")
    assert [first.value, first.previous, first.target] == [
        Decimal(3079),
        Decimal(3527),
        Decimal(2900),
    ]
    assert first.sentence.startswith("In 2023 13% fewer")
    assert (first.as_of, first.stand_in) == (TODAY, "Zamiast.")
    assert (second.goal_id, second.value, second.sentence) == (None, None, "")


def test_measure_after_a_break_says_that_it_is_not_compared(authority: Authority) -> None:
    make_series(authority, "W-01", is_management=True)

    with translation.override("en"):
        (line,) = measures_of_goals(authority, date(2024, 1, 1), date(2024, 12, 31))

    assert (line.value, line.sentence) == (Decimal(2290), "2024 is not compared with 2023.")


def test_half_year_without_a_yearly_value_has_none(authority: Authority) -> None:
    indicator = make_series(authority, "W-01", is_management=True)
    make_value(indicator, 2025, 900)

    (line,) = measures_of_goals(authority, date(2025, 1, 1), date(2025, 6, 30))

    assert line.value is None
