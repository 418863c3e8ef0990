"""When boundaries change, whoever is concerned is told at once, and once."""

from datetime import date, timedelta

import pytest
import shapely
from django.core.cache import cache

from prevenio.journal.operations import record
from prevenio.notices.models import Notice
from prevenio.people.models import Authority, Body
from prevenio.people.tests.factories import NOON
from prevenio.places.models import Boundary, Duty, PlaceImport, Precinct, PrecinctKind
from prevenio.places.operations.versions import mark_changed
from prevenio.subscriptions.models import Announcement, NewsKind, Told, TopicKind
from prevenio.subscriptions.operations.asking import Wanted
from prevenio.subscriptions.operations.boundaries import days_to_tell, tell_of_boundaries
from prevenio.subscriptions.tests.factories import confirmed

DAY = date(2026, 4, 1)
WEST, EAST, MIDDLE = (50.05, 20.02), (50.05, 20.18), (50.05, 20.08)


@pytest.fixture(autouse=True)
def forget_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def precincts(authority: Authority) -> list[Precinct]:
    """Two precincts beside each other; the middle passes from the first to the second."""
    kind = PrecinctKind.objects.create(authority=authority, code="police", names={"pl": "Policja"})
    made = [
        Precinct.objects.create(authority=authority, kind=kind, code=code, name=f"Rejon {code}")
        for code in ("1", "2")
    ]
    draw(authority, made[0], 20.00, 20.10, last_day=DAY - timedelta(days=1))
    draw(authority, made[1], 20.10, 20.20, last_day=DAY - timedelta(days=1))
    return made


def draw(
    authority: Authority, precinct: Precinct, west: float, east: float, **days: object
) -> None:
    Boundary.objects.create(
        authority=authority,
        precinct=precinct,
        shape=shapely.to_wkb(shapely.box(west, 50.0, east, 50.1)),
        west=west,
        south=50.0,
        east=east,
        north=50.1,
        **days,
    )


def change(authority: Authority, precincts: list[Precinct]) -> None:
    """Apply an import that moves the line between the two."""
    came_with = PlaceImport.objects.create(
        authority=authority, kind="police", file_name="x", valid_from=DAY, uploaded_at=NOON
    )
    for precinct, (west, east) in zip(precincts, ((20.0, 20.06), (20.06, 20.2)), strict=True):
        known = Boundary.objects.filter(precinct=precinct, first_day=DAY)
        if not known.exists():
            draw(authority, precinct, west, east, first_day=DAY, came_with=came_with)
    mark_changed(authority.pk)
    record("places.import.applied", about=came_with, by=None, at=NOON, authority_id=authority.pk)


def point(name: str, place: tuple[float, float]) -> Wanted:
    return Wanted(TopicKind.POINT, name, point=place, radius=500)


def test_points_that_pass_to_another_precinct_and_followers_are_told(
    authority: Authority, body: Body, precincts: list[Precinct]
) -> None:
    Duty.objects.create(
        authority=authority,
        kind=precincts[1].kind,
        precinct=precincts[1],
        body=body,
        person_name="Anna Nowak",
    )
    confirmed(authority, email="middle@example.org", wanted=[point("Środkowa 1", MIDDLE)])
    confirmed(authority, email="west@example.org", wanted=[point("Zachodnia 1", WEST)])
    confirmed(authority, email="east@example.org", wanted=[point("Wschodnia 1", EAST)])
    follower = Wanted(TopicKind.PRECINCT, "Rejon 1", precinct=precincts[0])
    confirmed(authority, email="follower@example.org", wanted=[follower])
    confirmed(authority, email="events@example.org", wanted=[follower], kinds=["EVENT"])

    change(authority, precincts)

    assert Announcement.objects.filter(kind=NewsKind.BOUNDARY).count() == 2
    assert tell_of_boundaries(authority=authority, on=DAY, at=NOON) == 2
    letters = Notice.objects.filter(headers__has_key="List-Unsubscribe")
    assert {one.to for one in letters} == {"middle@example.org", "follower@example.org"}
    assert all(one.about.startswith("subscription:") for one in letters)
    said = letters.get(to="middle@example.org").text
    for words in ("Środkowa 1", "Rejon 1", "Rejon 2", "Anna Nowak", "2026"):
        assert words in said


def test_nobody_is_told_twice(authority: Authority, precincts: list[Precinct]) -> None:
    confirmed(authority, wanted=[point("Środkowa 1", MIDDLE), point("Środkowa 2", MIDDLE)])

    change(authority, precincts)
    change(authority, precincts)
    told = [tell_of_boundaries(authority=authority, on=DAY, at=NOON) for _time in range(3)]

    assert told == [1, 0, 0]
    assert Told.objects.count() == 2


def test_the_first_boundaries_are_news_to_nobody(authority: Authority) -> None:
    kind = PrecinctKind.objects.create(authority=authority, code="police")
    one = Precinct.objects.create(authority=authority, kind=kind, code="1", name="Rejon 1")
    confirmed(authority, wanted=[point("Środkowa 1", MIDDLE)])
    came_with = PlaceImport.objects.create(
        authority=authority, kind="police", file_name="x", valid_from=DAY, uploaded_at=NOON
    )
    draw(authority, one, 20.0, 20.2, first_day=DAY, came_with=came_with)
    mark_changed(authority.pk)

    record("places.import.applied", about=came_with, by=None, at=NOON, authority_id=authority.pk)

    assert not Announcement.objects.exists()
    assert tell_of_boundaries(authority=authority, on=DAY, at=NOON) == 0


def test_a_precinct_that_ends_is_told(authority: Authority, precincts: list[Precinct]) -> None:
    follower = Wanted(TopicKind.PRECINCT, "Rejon 1", precinct=precincts[0])
    confirmed(authority, wanted=[follower])
    mark_changed(authority.pk)

    record(
        "places.precinct.ended",
        about=precincts[0],
        by=None,
        at=NOON,
        authority_id=authority.pk,
        details={"last_day": "2026-03-31"},
    )

    assert tell_of_boundaries(authority=authority, on=DAY, at=NOON) == 1


def test_another_authority_is_told_nothing(authority: Authority, precincts: list[Precinct]) -> None:
    change(authority, precincts)
    other = Authority.objects.create(
        slug="obcowo",
        name="Obcowo",
        country="PL",
        languages=["pl"],
        time_zone="Europe/Warsaw",
        currency="PLN",
        created_at=NOON,
    )
    confirmed(other, wanted=[point("Środkowa 1", MIDDLE)])

    assert tell_of_boundaries(authority=authority, on=DAY, at=NOON) == 0
    assert tell_of_boundaries(authority=other, on=DAY, at=NOON) == 0


def test_readers_are_told_once_all_neighbours_are_drawn(
    authority: Authority, precincts: list[Precinct]
) -> None:
    change(authority, precincts)
    hour = timedelta(hours=1)

    assert days_to_tell(authority=authority, at=NOON + hour / 2) == []
    assert days_to_tell(authority=authority, at=NOON + hour) == [DAY]
    assert days_to_tell(authority=authority, at=NOON + 72 * hour) == []
