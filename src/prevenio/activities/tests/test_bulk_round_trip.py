"""What is written into a workbook is read back as it was: no database needed."""

import uuid
from datetime import date, time
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.activities.bulk.checking import Known, by_words, read_row
from prevenio.activities.bulk.heads import guess
from prevenio.activities.bulk.reading import read_table
from prevenio.activities.bulk.writing import field_labels, table_of
from prevenio.activities.models import ActivityKind, Delivery, KindMeasure
from prevenio.activities.personal import personal_in
from prevenio.activities.written import Written
from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality
from prevenio.programme.models import Action, Programme, ProgrammeVersion

AUTHORITY = Authority(pk=1, name="Testowo")
KIND = ActivityKind(
    pk=1, authority=AUTHORITY, key="lesson", names={"en": "Lesson", "pl": "Zajęcia"}
)
MEASURES = [
    KindMeasure(pk=1, kind=KIND, key="people.seniors", labels={"en": "Seniors"}, is_whole=True),
    KindMeasure(pk=2, kind=KIND, key="cost.city", labels={"en": "Cost"}, is_whole=False),
]
BODIES = [Body(pk=number, authority=AUTHORITY, short_name=f"B{number}") for number in (1, 2)]
TOWNS = [Municipality(pk=number, authority=AUTHORITY, name=f"Łąka {number}") for number in (1, 2)]
ACTION = Action(
    pk=1,
    code="8.3",
    lineage=uuid.UUID(int=1),
    version=ProgrammeVersion(programme=Programme(authority=AUTHORITY)),
)
TODAY = date(2026, 3, 2)

words = (
    st.text(st.characters(categories=["L", "N", "P", "Zs", "S"]), max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: personal_in(text) is None and "\ue000" not in text)
)
days = st.dates(date(2000, 1, 1), TODAY)
rows = st.builds(
    lambda first, last, **rest: Written(
        kind=KIND, first_day=min(first, last), last_day=max(first, last), **rest
    ),
    first=days,
    last=days,
    body=st.sampled_from(BODIES),
    municipality=st.none() | st.sampled_from(TOWNS),
    action=st.none() | st.just(ACTION),
    title=words,
    place=words,
    precinct=words,
    audience=words,
    note=words,
    delivery=st.sampled_from(Delivery.values),
    begins_at=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    ends_at=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)),
    numbers=st.fixed_dictionaries(
        {},
        optional={
            "people.seniors": st.integers(0, 10**6).map(Decimal),
            "cost.city": st.decimals(0, 10**6, places=2).map(lambda one: one.normalize()),
        },
    ),
)


def known() -> Known:
    return Known(
        authority=AUTHORITY,
        kinds=by_words([(KIND, ["lesson"])]),
        measures={1: MEASURES},
        bodies=by_words((one, [one.short_name]) for one in BODIES),
        municipalities=by_words((one, [one.name]) for one in TOWNS),
        actions=by_words([(ACTION, ["8.3"])]),
        initiatives={},
        today=TODAY,
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(rows, min_size=1, max_size=8))
def test_rows_come_back_as_they_were(given_rows: list[Written]) -> None:
    table = read_table(table_of(given_rows, MEASURES))
    names = {one.key: list(one.labels.values()) for one in MEASURES}
    columns = guess(table.head, names, [field_labels()])

    read = [read_row(row, head=table.head, columns=columns, known=known()) for row in table.rows]

    assert [one.faults for one in read] == [()] * len(given_rows)
    assert [one.written for one in read] == given_rows
