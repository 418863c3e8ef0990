from datetime import date
from decimal import Decimal
from random import Random
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from prevenio.activities.models import Activity, ActivityState, MeasureRole, MeasureValue
from prevenio.activities.queries.totals import (
    measure_names,
    totals,
    totals_of_actions,
    value_of,
)
from prevenio.activities.tests.factories import make_activity, make_kind, make_measure
from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import make_authority, make_body

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
SENIORS = "people.seniors"


def test_same_measure_adds_up_across_kinds(authority: Authority, body: Body) -> None:
    lesson = make_kind(authority, key="lesson", measures=(SENIORS,))
    meeting = make_kind(authority, key="meeting", measures=(SENIORS,))
    make_activity(kind=lesson, body=body, numbers={SENIORS: 24})
    make_activity(kind=meeting, body=body, numbers={SENIORS: 3})

    (total,) = totals(authority=authority, first_day=FIRST, last_day=LAST)

    assert (total.key, total.number, total.activities) == (SENIORS, Decimal(27), 2)
    assert (total.label, total.unit, total.role) == ("Seniors", "people", MeasureRole.PEOPLE)


@pytest.mark.parametrize(
    "state", [ActivityState.PLANNED, ActivityState.CANCELLED, ActivityState.WITHDRAWN]
)
def test_only_what_is_done_counts(authority: Authority, state: str) -> None:
    make_activity(authority=authority, numbers={SENIORS: 5}, state=state)

    assert totals(authority=authority, first_day=FIRST, last_day=LAST) == []


def test_activity_belongs_to_the_span_in_which_it_ends(authority: Authority) -> None:
    make_activity(
        authority=authority,
        numbers={SENIORS: 5},
        first_day=date(2025, 12, 29),
        last_day=date(2026, 1, 2),
    )

    earlier = totals(authority=authority, first_day=date(2025, 1, 1), last_day=date(2025, 12, 31))
    later = totals(authority=authority, first_day=FIRST, last_day=LAST)

    assert (earlier, [one.number for one in later]) == ([], [Decimal(5)])


def test_other_authorities_do_not_count(authority: Authority) -> None:
    make_activity(authority=make_authority(), numbers={SENIORS: 5})

    assert totals(authority=authority, first_day=FIRST, last_day=LAST) == []


def test_totals_of_actions_tell_bodies_apart(authority: Authority, body: Body) -> None:
    lineage, other = uuid4(), make_body(authority=authority)
    kind = make_kind(authority, measures=(SENIORS, "people.children"))
    for numbers in ({SENIORS: 24, "people.children": 1}, {SENIORS: "0.10"}):
        make_activity(kind=kind, body=body, lineage=lineage, numbers=numbers)
    make_activity(kind=kind, body=other, lineage=lineage, numbers={SENIORS: 7})
    make_activity(kind=kind, body=body, lineage=uuid4(), numbers={SENIORS: 100})

    found = totals_of_actions(
        authority=authority,
        lineages=[lineage],
        bodies=[body.pk, other.pk],
        first_day=FIRST,
        last_day=LAST,
    )

    assert [(one.body_id, one.measure_key, one.number, one.activities) for one in found] == [
        (body.pk, "activities", Decimal(2), 2),
        (body.pk, SENIORS, Decimal("24.10"), 2),
        (body.pk, "people.children", Decimal(1), 1),
        (other.pk, "activities", Decimal(1), 1),
        (other.pk, SENIORS, Decimal(7), 1),
    ]


def test_what_fills_returns_names_nobody(authority: Authority, body: Body) -> None:
    lineage = uuid4()
    for data_class, clients in (("AGGREGATE", 4), ("AGGREGATE", 9), ("POLICE", 100)):
        kind = make_kind(authority, data_class=data_class, smallest_shown=5)
        make_activity(kind=kind, body=body, lineage=lineage, numbers={"people.clients": clients})

    found = totals_of_actions(
        authority=authority,
        lineages=[lineage],
        bodies=[body.pk],
        first_day=FIRST,
        last_day=LAST,
    )

    assert {one.measure_key: one.number for one in found} == {"activities": 2, "people.clients": 9}


def test_totals_of_actions_are_two_statements(
    authority: Authority, body: Body, django_assert_num_queries: object
) -> None:
    lineages = [uuid4() for _number in range(30)]
    for lineage in lineages:
        make_activity(authority=authority, body=body, lineage=lineage, numbers={SENIORS: 1})

    with django_assert_num_queries(2):  # type: ignore[operator]
        found = totals_of_actions(
            authority=authority,
            lineages=lineages,
            bodies=[body.pk],
            first_day=FIRST,
            last_day=LAST,
        )

    assert len(found) == 60


def test_named_measures_have_values(authority: Authority, body: Body) -> None:
    lesson = make_kind(authority, key="lesson", name="Lesson", measures=(SENIORS,))
    meeting = make_kind(authority, key="meeting", measures=(SENIORS,))
    make_activity(kind=lesson, body=body, numbers={SENIORS: 4})
    make_activity(kind=meeting, numbers={SENIORS: 6})

    def value(name: str, body_id: int | None = None) -> Decimal | None:
        return value_of(name, authority=authority, first_day=FIRST, last_day=LAST, body=body_id)

    names = {name: (label, unit) for name, label, unit in measure_names(authority)}
    assert names["activities.lesson.people.seniors"] == ("Lesson: Seniors", "people")
    assert all(value(name) is not None for name in names)
    assert value("activities.lesson.people.seniors") == 4
    assert value("activities.all.people.seniors") == 10
    assert value("activities.all.people.seniors", body.pk) == 4
    assert value("activities.lesson.activities") == 1
    assert value("activities.all.activities") == 2


@pytest.mark.parametrize(
    "name",
    ["", "activities", "activities.lesson", "activities.nothing.activities", "returns.all.x"],
)
def test_unknown_name_has_no_value(authority: Authority, name: str) -> None:
    make_kind(authority, key="lesson")

    assert value_of(name, authority=authority, first_day=FIRST, last_day=LAST) is None


def test_measure_nobody_has_filled_is_nought(authority: Authority) -> None:
    make_kind(authority, key="lesson", measures=(SENIORS,))

    asked = "activities.lesson.people.seniors"
    assert value_of(asked, authority=authority, first_day=FIRST, last_day=LAST) == 0


NUMBERS = st.lists(
    st.decimals(min_value=0, max_value=999_999_999_999, places=2), min_size=1, max_size=12
)


class TestSums(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(numbers=NUMBERS, seed=st.integers())
    def test_sum_is_exact_whatever_the_order(self, numbers: list[Decimal], seed: int) -> None:
        kind = make_kind(make_authority())
        measure = make_measure(kind)
        body = make_body(authority=kind.authority)
        shuffled = list(numbers)
        Random(seed).shuffle(shuffled)

        for order in (numbers, shuffled):
            MeasureValue.objects.all().delete()
            Activity.objects.all().delete()
            for number in order:
                MeasureValue.objects.create(
                    activity=make_activity(kind=kind, body=body), measure=measure, number=number
                )
            (total,) = totals(authority=kind.authority, first_day=FIRST, last_day=LAST)
            assert total.number == sum(numbers)
