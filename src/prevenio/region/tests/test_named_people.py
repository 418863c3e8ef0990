"""Three people for every precinct: whom the check-list of a municipality counts."""

from datetime import date

import pytest

from prevenio.places.models import Duty, Municipality, Precinct
from prevenio.places.tests.factories import (
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.places.tests.staff import make_duty
from prevenio.region.models import Counted, ReadinessItem
from prevenio.region.queries.readiness import readiness_of

TODAY = date(2026, 3, 2)


@pytest.fixture
def town(db: None) -> Municipality:
    town = make_municipality(shape=square(20, 50))
    ReadinessItem.objects.create(authority=town.authority, code="people", counted=Counted.PEOPLE)
    return town


@pytest.fixture
def precinct(town: Municipality) -> Precinct:
    kind = make_precinct_kind(town.authority)
    return make_precinct(kind, municipality=town, shape=square(20, 50))


def is_ready(town: Municipality) -> bool:
    (point,) = readiness_of(town, TODAY).points
    return point.is_done


def test_three_names_are_enough_and_one_name_three_times_is_not(precinct: Precinct) -> None:
    town = precinct.municipality
    assert town is not None
    for name in ("Jan Příklad", " jan  PŘÍKLAD", "Jan Priklad"):
        make_duty(precinct, person_name=name)
    make_duty(town, kind=precinct.kind, person_name="Ewa Druhá")
    make_duty(town, kind=precinct.kind, person_name="  ", role="Stálá služba")
    assert not is_ready(town)
    make_duty(precinct, person_name="Iva Třetí")
    assert is_ready(town)
    Duty.objects.filter(person_name="Iva Třetí").update(last_day=date(2026, 3, 1))
    assert not is_ready(town)


def test_another_kind_adds_those_who_are_in_each_of_its_precincts(precinct: Precinct) -> None:
    town = precinct.municipality
    assert town is not None
    guard = make_precinct_kind(town.authority, code="guard")
    make_duty(precinct, person_name="První")
    make_duty(precinct, person_name="Druhý")
    west, east = (make_precinct(guard, municipality=town, shape=square(20, 50)) for _ in range(2))
    for one in (west, east):
        make_duty(one, person_name="První")
        make_duty(one, person_name="Druhý")
    make_duty(west, person_name="Třetí")
    assert not is_ready(town)
    make_duty(east, person_name="Čtvrtý")
    assert is_ready(town)
