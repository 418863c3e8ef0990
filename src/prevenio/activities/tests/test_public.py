from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.activities.models import ActivityKind, ActivityState, DataClass
from prevenio.activities.queries.public import (
    PublicTotal,
    public_activities,
    public_totals,
    public_totals_of,
)
from prevenio.activities.queries.suppressing import Cell, hidden_cells
from prevenio.activities.tests.factories import make_activity, make_kind
from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import make_authority

SENIORS = "people.seniors"
MOST = 9


@pytest.mark.django_db
def test_residents_see_single_activities_of_public_kinds_only(
    authority: Authority, body: Body
) -> None:
    lineage = uuid4()
    shown = make_activity(authority=authority, body=body, lineage=lineage)
    for data_class in (DataClass.INTERNAL, DataClass.AGGREGATE, DataClass.POLICE):
        make_activity(kind=make_kind(authority, data_class=data_class), lineage=lineage)
    for state in (ActivityState.PLANNED, ActivityState.WITHDRAWN, ActivityState.CANCELLED):
        make_activity(authority=authority, state=state)
    make_activity(authority=make_authority())
    make_activity(authority=authority, first_day=date(2025, 1, 1))

    assert list(public_activities(authority=authority, year=2026)) == [shown]
    assert list(public_activities(authority=authority, lineage=lineage)) == [shown]
    assert list(public_activities(authority=authority, lineages=[lineage])) == [shown]
    assert list(public_activities(authority=authority, body=body.pk)) == [shown]
    assert list(public_activities(authority=authority, initiative=uuid4())) == []


@pytest.mark.django_db
def test_small_number_is_left_out_and_the_total_with_it(authority: Authority) -> None:
    lesson = make_kind(authority, key="lesson")
    therapy = make_kind(authority, key="therapy", data_class=DataClass.AGGREGATE)
    make_activity(kind=lesson, numbers={SENIORS: 3})
    make_activity(kind=therapy, numbers={SENIORS: 4})

    found = numbers(public_totals(authority=authority, year=2026))

    assert found[SENIORS, "lesson"] == 3
    assert found[SENIORS, "therapy"] is None
    assert found[SENIORS, ""] is None
    assert found["activities", "therapy"] is None


@pytest.mark.django_db
def test_second_number_is_left_out_where_the_total_would_tell_the_first(
    authority: Authority,
) -> None:
    kinds = {key: make_sensitive(authority, key) for key in ("therapy", "shelter", "helpline")}
    for key, number in (("therapy", 2), ("shelter", 30), ("helpline", 12)):
        make_activity(kind=kinds[key], numbers={SENIORS: number})

    found = numbers(public_totals(authority=authority, year=2026))

    assert found[SENIORS, "therapy"] is None
    assert found[SENIORS, "helpline"] is None
    assert found[SENIORS, "shelter"] == 30
    assert found[SENIORS, ""] == 44


@pytest.mark.django_db
def test_large_numbers_are_shown_and_noughts_too(authority: Authority) -> None:
    therapy = make_sensitive(authority, "therapy")
    for _time in range(5):
        make_activity(kind=therapy, numbers={SENIORS: 2, "people.children": 0})

    found = numbers(public_totals(authority=authority, year=2026))

    assert found[SENIORS, "therapy"] == 10
    assert found["people.children", "therapy"] == 0
    assert found["activities", "therapy"] == 5


@pytest.mark.django_db
def test_totals_of_a_part_hold_public_kinds_only(authority: Authority, body: Body) -> None:
    make_activity(kind=make_kind(authority, key="lesson"), body=body, numbers={SENIORS: 3})
    make_activity(kind=make_sensitive(authority, "therapy"), body=body, numbers={SENIORS: 40})

    found = numbers(public_totals_of(body.activities.all()))

    assert found == {("activities", "lesson"): 1, (SENIORS, "lesson"): 3}


cells = st.lists(
    st.tuples(st.integers(0, MOST), st.sampled_from([0, 5])), min_size=1, max_size=3
).map(
    lambda rows: [
        Cell(("m", f"k{place}"), "m", Decimal(number), threshold)
        for place, (number, threshold) in enumerate(rows)
    ]
)


@settings(max_examples=150, deadline=None)
@given(cells)
def test_no_left_out_small_number_can_be_worked_out(table: list[Cell]) -> None:
    """Whoever knows the rule that only numbers above nought are left out finds two answers."""
    hidden = hidden_cells(table)

    for cell in table:
        if cell.is_small:
            assert cell.name in hidden
            answers = {answer[cell.name] for answer in fitting(table, hidden)}
            assert len(answers) > 1


@given(cells)
def test_nothing_is_left_out_without_need(table: list[Cell]) -> None:
    hidden = hidden_cells(table)

    assert bool(hidden) == any(one.is_small for one in table)
    assert not any(one.name in hidden for one in table if not one.threshold)


def fitting(
    table: list[Cell], hidden: frozenset[tuple[str, str]]
) -> Iterator[dict[tuple[str, str], int]]:
    """Every table that agrees with what is shown; what is left out may be anything from 1 on."""
    names = [one.name for one in table if one.name in hidden]
    total = sum(one.number for one in table)
    rest = sum(one.number for one in table if one.name not in hidden)
    for numbers_ in product(range(1, 2 * MOST), repeat=len(names)):
        if ("m", "") in hidden or rest + sum(numbers_) == total:
            yield dict(zip(names, numbers_, strict=True))


def make_sensitive(authority: Authority, key: str) -> ActivityKind:
    return make_kind(authority, key=key, data_class=DataClass.AGGREGATE)


def numbers(found: object) -> dict[tuple[str, str], Decimal | None]:
    assert isinstance(found, list)
    totals: list[PublicTotal] = found
    return {(one.measure_key, one.kind_key): one.number for one in totals}
