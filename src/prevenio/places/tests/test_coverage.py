from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from prevenio.people.models import Authority, User
from prevenio.places.models import Address, Municipality, PrecinctKind
from prevenio.places.operations.versions import mark_changed
from prevenio.places.queries.coverage import Coverage, KindCoverage, coverage_of
from prevenio.places.queries.problems import problems_of
from prevenio.places.tests.factories import (
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.places.tests.staff import make_duty

TODAY = date(2026, 3, 2)


@pytest.fixture
def town(authority: Authority) -> Municipality:
    return make_municipality(authority, name="Ves", shape=square(20, 50))


@pytest.fixture
def police(authority: Authority) -> PrecinctKind:
    return make_precinct_kind(authority)


def found(authority: Authority) -> Coverage:
    return coverage_of(authority=authority, day=TODAY, language="en")


def of_police(authority: Authority) -> KindCoverage:
    return next(one for one in found(authority).kinds if one.code == "police")


def add_address(authority: Authority, lat: float, lon: float, number: str = "1") -> Address:
    return Address.objects.create(
        authority=authority, street="=Polní", number=number, latitude=lat, longitude=lon
    )


def test_addresses_without_a_precinct_are_counted_and_listed(
    town: Municipality, police: PrecinctKind
) -> None:
    west = make_precinct(police, municipality=town, shape=square(20, 50, 0.5))
    make_duty(west)
    add_address(town.authority, 50.2, 20.2)
    outside = add_address(town.authority, 50.8, 20.8, "2")
    coverage = found(town.authority)
    (kind,) = coverage.kinds
    assert coverage.addresses == 2
    assert (kind.addresses_without_precinct, kind.addresses_without_people) == (1, 1)
    assert coverage.bare["police"].tolist() == [outside.pk]
    assert kind.bare_municipalities == [town.pk]
    assert not kind.is_whole


def test_a_precinct_without_anybody_leaves_its_addresses_alone(
    town: Municipality, police: PrecinctKind
) -> None:
    empty = make_precinct(police, municipality=town, shape=square(20, 50))
    make_duty(empty, last_day=date(2026, 3, 1))
    add_address(town.authority, 50.2, 20.2)
    kind = of_police(town.authority)
    assert (kind.addresses_without_precinct, kind.addresses_without_people) == (0, 1)
    assert [one.pk for one, _kind in found(town.authority).empty_precincts] == [empty.pk]
    assert not kind.bare_municipalities


def test_somebody_for_the_whole_municipality_answers_for_its_addresses(
    town: Municipality, police: PrecinctKind
) -> None:
    other = make_municipality(town.authority, shape=square(22, 50))
    make_duty(town, kind=police)
    add_address(town.authority, 50.2, 20.2)
    add_address(town.authority, 50.2, 22.2)
    kind = of_police(town.authority)
    assert kind.addresses_without_people == 1
    assert kind.bare_municipalities == [other.pk]


def test_somebody_for_everything_answers_everywhere(
    town: Municipality, police: PrecinctKind
) -> None:
    make_duty(town.authority, kind=police)
    add_address(town.authority, 50.2, 20.2)
    kind = of_police(town.authority)
    assert kind.addresses_without_people == 0
    assert not kind.bare_municipalities


def test_people_who_cannot_be_reached_and_duties_that_end_are_listed(
    town: Municipality, police: PrecinctKind
) -> None:
    mute = make_duty(town, kind=police, phone="", first_day=date(2026, 1, 1))
    ending = make_duty(town, kind=police, last_day=date(2026, 4, 1))
    make_duty(town, kind=police, last_day=date(2026, 4, 2))
    coverage = found(town.authority)
    assert coverage.without_contact == [mute]
    assert coverage.ending == [ending]


def test_days_to_come_without_anybody_are_found(town: Municipality, police: PrecinctKind) -> None:
    broken, followed, ended = (
        make_precinct(police, municipality=town, shape=square(20, 50 + place, 0.5))
        for place in range(3)
    )
    make_duty(broken, last_day=date(2026, 3, 10))
    make_duty(broken, first_day=date(2026, 3, 15))
    make_duty(followed, last_day=date(2026, 3, 10))
    make_duty(followed, first_day=date(2026, 3, 11))
    make_duty(ended, last_day=date(2026, 3, 31))
    gaps = {one.precinct.pk: (one.first_day, one.last_day) for one in found(town.authority).gaps}
    assert gaps == {
        broken.pk: (date(2026, 3, 11), date(2026, 3, 14)),
        ended.pk: (date(2026, 4, 1), None),
    }


def test_the_report_follows_every_change(town: Municipality, police: PrecinctKind) -> None:
    add_address(town.authority, 50.2, 20.2)
    assert of_police(town.authority).addresses_without_people == 1
    make_duty(town, kind=police)
    mark_changed(town.authority_id)
    assert of_police(town.authority).addresses_without_people == 0


def test_nothing_known_is_nothing_missing(authority: Authority) -> None:
    coverage = found(authority)
    assert (coverage.addresses, coverage.kinds, list(problems_of(coverage))) == (0, [], [])


def test_files_hold_what_is_missing_and_run_no_formulas(
    client: Client, coordinator: User, town: Municipality, police: PrecinctKind
) -> None:
    make_precinct(police, municipality=town, name="+Rejon", shape=square(20, 50, 0.5))
    add_address(town.authority, 50.8, 20.8)
    client.force_login(coordinator)
    desk = "/testowo/desk/places/coverage/"
    text = client.get(desk + "coverage.csv").content.decode("utf-8-sig")
    assert "municipality,Police,,Ves" in text
    assert "'+Rejon" in text
    assert "'=Polní 1" in text
    book = load_workbook(BytesIO(client.get(desk + "coverage.xlsx").content))
    assert len(book.sheetnames) == 5
    assert [cell.value for cell in book.worksheets[3][2]][2] == "=Polní 1"
    assert client.get(desk + "unknown/addresses/").status_code == 404
