"""A planned activity stands on the map where its place is an address, and nowhere by a guess."""

from decimal import Decimal

import pytest

from prevenio.activities.models import Activity
from prevenio.activities.operations import replanning, series
from prevenio.activities.operations.replanning import Change, Scope
from prevenio.activities.tests.test_series import NOW, TODAY, make_plan, make_series
from prevenio.people.models import Authority, Body, User
from prevenio.places.models import Address
from prevenio.places.searching import search_text_of

FLOWER_ST = (Decimal("50.870000"), Decimal("20.630000"))
LONG_ST = (Decimal("50.880000"), Decimal("20.640000"))


@pytest.fixture(autouse=True)
def addresses(authority: Authority) -> None:
    for street, number, (latitude, longitude) in (
        ("Kwiatowa", "12", FLOWER_ST),
        ("Długa", "3", LONG_ST),
    ):
        Address.objects.create(
            authority=authority,
            street=street,
            number=number,
            latitude=float(latitude),
            longitude=float(longitude),
            search_text=search_text_of(street=street, number=number, part="", municipality=""),
        )


def planned(authority: Authority, body: Body, by: User, **fields: object) -> Activity:
    plan = make_plan(authority, body, **fields)
    one = series.plan_activity(authority=authority, plan=plan, by=by, at=NOW, today=TODAY)
    one.refresh_from_db()
    return one


def test_address_gives_the_point(authority: Authority, body: Body, reporter: User) -> None:
    one = planned(authority, body, reporter, place="ul. Kwiatowa 12")

    assert (one.latitude, one.longitude) == FLOWER_ST


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "Klub Seniora"},
        {"place": "Kwiatowa"},
        {"place": "Kwiatowa 99"},
        {"place": "Zupełnie inna 12"},
        {"place": ""},
        {"place": "Kwiatowa 12", "delivery": "ONLINE"},
        {"place": "Kwiatowa 12", "is_on_calendar": False, "announcement": ""},
    ],
)
def test_what_names_no_address_or_is_for_nobody_to_visit_has_no_point(
    authority: Authority, body: Body, reporter: User, fields: dict[str, object]
) -> None:
    assert planned(authority, body, reporter, **fields).latitude is None


def test_whole_series_is_placed_and_moves_with_its_place(
    authority: Authority, body: Body, reporter: User
) -> None:
    first, *later = make_series(authority, body, reporter, place="Kwiatowa 12")
    assert {one.latitude for one in (first, *later)} == {FLOWER_ST[0]}

    moved(first, reporter, place="Długa 3")
    assert set(Activity.objects.values_list("latitude", "longitude")) == {LONG_ST}

    first.refresh_from_db()
    moved(first, reporter, place="u sąsiadów")
    assert set(Activity.objects.values_list("latitude", flat=True)) == {None}


def test_other_words_leave_the_point_of_a_device(
    authority: Authority, body: Body, reporter: User
) -> None:
    first, *_later = make_series(authority, body, reporter, place="Kwiatowa 12")
    Activity.objects.update(latitude=51, longitude=21)

    moved(first, reporter, title="Trening pamięci")

    assert set(Activity.objects.values_list("latitude", flat=True)) == {Decimal(51)}


def moved(one: Activity, by: User, **columns: object) -> None:
    replanning.change_plan(
        activity=one,
        change=Change(columns=columns),
        scope=Scope.LATER,
        revision=one.revision,
        by=by,
        at=NOW,
        today=TODAY,
    )
