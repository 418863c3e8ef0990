"""A precinct and three people for every address: what is counted, listed and written out."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority
from prevenio.places.locating import OUTSIDE
from prevenio.places.models import Address, Municipality, PrecinctKind
from prevenio.places.operations.versions import mark_changed
from prevenio.places.queries.coverage import coverage_of
from prevenio.places.queries.naming import Lack, Naming, TownNaming, named_addresses
from prevenio.places.tests.factories import (
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.places.tests.staff import make_absence, make_duty

TODAY = date(2026, 3, 2)
DESK = "/testowo/desk/places/coverage/"


@pytest.fixture
def reader(client: Client, coordinator: User) -> Client:
    """Somebody of the bureau who reads English."""
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def town(authority: Authority) -> Municipality:
    return make_municipality(authority, name="Ves", shape=square(20, 50))


@pytest.fixture
def police(authority: Authority) -> PrecinctKind:
    return make_precinct_kind(authority)


@pytest.fixture
def guard(authority: Authority) -> PrecinctKind:
    return make_precinct_kind(authority, code="guard", is_expected=False)


def add_address(
    authority: Authority, lat: float = 50.2, lon: float = 20.2, **fields: object
) -> Address:
    fields = {"street": "=Polní", "number": "1", **fields}
    return Address.objects.create(authority=authority, latitude=lat, longitude=lon, **fields)


def found(authority: Authority) -> Naming:
    mark_changed(authority.pk)
    return coverage_of(authority=authority, day=TODAY, language="en").naming


def counts(one: TownNaming | None) -> tuple[int, ...]:
    assert one is not None
    return one.addresses, one.without_precinct, one.nobody, one.few, one.enough


def test_people_of_precincts_municipality_and_everything_are_added_up(
    town: Municipality, police: PrecinctKind, guard: PrecinctKind
) -> None:
    for kind, name in ((police, "Ewa Pierwsza"), (guard, "Jan Drugi")):
        make_duty(
            make_precinct(kind, municipality=town, shape=square(20, 50, 0.5)), person_name=name
        )
    add_address(town.authority)
    add_address(town.authority, 50.8, 20.8)
    assert counts(found(town.authority).total) == (2, 1, 1, 2, 0)
    make_duty(town, kind=police, person_name="Iva Třetí")
    assert counts(found(town.authority).total) == (2, 1, 0, 1, 1)
    for name in ("Karel Čtvrtý", "Ota Pátý"):
        make_duty(town.authority, kind=guard, person_name=name)
    assert counts(found(town.authority).total) == (2, 1, 0, 0, 2)


def test_the_same_name_in_two_roles_is_one_person(town: Municipality, police: PrecinctKind) -> None:
    precinct = make_precinct(police, municipality=town, shape=square(20, 50))
    make_duty(precinct, person_name="Jiří Příklad")
    make_duty(precinct, person_name="  jiri   PRIKLAD ", person_title="nprap.")
    make_duty(town, kind=police, person_name="Jiří Příklad", role="Velitel")
    add_address(town.authority)
    naming = found(town.authority)
    assert naming.people.tolist() == [1]
    assert counts(naming.total) == (1, 0, 0, 1, 0)


def test_a_duty_without_a_name_is_nobody(town: Municipality, police: PrecinctKind) -> None:
    for name in ("", "   "):
        make_duty(town, kind=police, person_name=name, role="Stálá služba")
    add_address(town.authority)
    assert counts(found(town.authority).total) == (1, 1, 1, 1, 0)


def test_only_duties_of_the_day_count(town: Municipality, police: PrecinctKind) -> None:
    make_duty(town, kind=police, person_name="Odešel", last_day=date(2026, 3, 1))
    make_duty(town, kind=police, person_name="Přijde", first_day=date(2026, 3, 3))
    make_duty(town, kind=police, person_name="Dnes", first_day=TODAY, last_day=TODAY)
    add_address(town.authority)
    assert found(town.authority).people.tolist() == [1]


def test_whoever_is_away_counts_and_who_stands_in_does_not(
    town: Municipality, police: PrecinctKind
) -> None:
    away = make_duty(town, kind=police, person_name="Pryč")
    elsewhere = make_municipality(town.authority, shape=square(22, 50))
    deputy = make_duty(elsewhere, kind=police, person_name="Zástup")
    make_absence(away, TODAY, TODAY, deputy=deputy, deputy_name="Jiný Zástup")
    add_address(town.authority)
    assert found(town.authority).people.tolist() == [1]


def test_precincts_that_overlap_give_one_answer_of_each_kind(
    town: Municipality, police: PrecinctKind
) -> None:
    for code, name in (("1", "První"), ("2", "Druhý")):
        precinct = make_precinct(police, municipality=town, code=code, shape=square(20, 50))
        make_duty(precinct, person_name=name)
    add_address(town.authority)
    assert found(town.authority).people.tolist() == [1]


def test_a_precinct_without_people_or_boundary_names_nobody(
    town: Municipality, police: PrecinctKind
) -> None:
    make_duty(make_precinct(police, municipality=town), person_name="Nezakreslený")
    make_precinct(police, municipality=town, shape=square(20, 50, 0.5))
    add_address(town.authority)
    assert counts(found(town.authority).total) == (1, 0, 1, 1, 0)


def test_municipalities_are_told_apart_and_the_worst_stands_first(
    town: Municipality, police: PrecinctKind
) -> None:
    whole = make_municipality(town.authority, name="Celá", shape=square(22, 50))
    empty = make_municipality(town.authority, name="Bez adres", shape=square(24, 50))
    for name in ("A", "B", "C"):
        make_duty(whole, kind=police, person_name=name)
    add_address(town.authority)
    add_address(town.authority, 50.2, 22.2)
    add_address(town.authority, 10, 10)
    said = add_address(town.authority, 10, 10, municipality=town)
    naming = found(town.authority)
    assert [one.pk for one in naming.rows] == [town.pk, OUTSIDE, empty.pk, whole.pk]
    assert counts(naming.row_of(town.pk)) == (2, 2, 2, 2, 0)
    assert counts(naming.row_of(whole.pk)) == (1, 1, 0, 0, 1)
    assert counts(naming.row_of(empty.pk)) == (0, 0, 0, 0, 0)
    assert counts(naming.row_of(OUTSIDE)) == (1, 1, 1, 1, 0)
    assert naming.row_of(0) is None
    assert said.pk in naming.lacking(Lack.NOBODY, town.pk)
    assert len(naming.lacking(Lack.FEW)) == 3


def test_no_addresses_and_no_precincts_are_no_error(authority: Authority) -> None:
    naming = found(authority)
    assert counts(naming.total) == (0, 0, 0, 0, 0)
    assert not naming.rows
    assert named_addresses(naming=naming, ids=naming.lacking(Lack.FEW)) == []
    make_municipality(authority, name="Ves")
    add_address(authority)
    assert counts(found(authority).total) == (1, 1, 1, 1, 0)


def test_another_authority_is_not_counted(town: Municipality, police: PrecinctKind) -> None:
    other = make_authority(slug="jinde")
    make_duty(other, kind=make_precinct_kind(other), person_name="Cizí")
    add_address(other)
    add_address(town.authority)
    naming = found(town.authority)
    assert (naming.people.tolist(), len(naming.ids)) == ([0], 1)


def test_the_page_shows_and_filters_what_addresses_lack(
    reader: Client, town: Municipality, police: PrecinctKind
) -> None:
    make_duty(make_precinct(police, municipality=town, shape=square(20, 50, 0.5)))
    near = add_address(town.authority, street="Blízká")
    add_address(town.authority, 50.8, 20.8, street="Daleká")
    mark_changed(town.authority_id)
    page = reader.get(DESK).content.decode()
    assert f"?lack=nobody&amp;municipality={town.pk}" in page
    few = reader.get(DESK + "addresses/").content.decode()
    assert "Blízká" in few
    assert '<td data-label="People named">1</td>' in few
    assert "Daleká" in few
    nobody = reader.get(f"{DESK}addresses/?lack=nobody&municipality={town.pk}").content.decode()
    assert str(near) not in nobody
    assert '<td data-label="People named">0</td>' in nobody
    assert '<td data-label="In a precinct">no</td>' in nobody
    empty = reader.get(DESK + "addresses/?lack=few&municipality=none")
    assert empty.status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "lack=much",
        "lack=few&municipality=0",
        "municipality=999999",
        "municipality=" + "9" * 40,
        "municipality=-1",
        "municipality=²",
        "municipality=%00",
        "lack=%00",
    ],
)
def test_what_is_not_there_cannot_be_asked_for(
    reader: Client, town: Municipality, asked: str
) -> None:
    add_address(town.authority)
    assert reader.get(f"{DESK}addresses/?{asked}").status_code == 404


def test_a_page_without_addresses_says_what_to_do(reader: Client, authority: Authority) -> None:
    assert "There are no addresses yet." in reader.get(DESK).content.decode()
    assert "Every address has it" in reader.get(DESK + "addresses/").content.decode()


def test_files_hold_counts_and_addresses(
    reader: Client, town: Municipality, police: PrecinctKind
) -> None:
    Municipality.objects.filter(pk=town.pk).update(name="+Ves", code="554791")
    make_duty(make_precinct(police, municipality=town, shape=square(20, 50)))
    add_address(town.authority, municipality=town)
    mark_changed(town.authority_id)
    text = reader.get(DESK + "municipalities.csv").content.decode("utf-8-sig")
    assert text.splitlines() == [
        "code,municipality,addresses,without_precinct,nobody,few,enough",
        "554791,'+Ves,1,0,0,1,0",
    ]
    missing = reader.get(DESK + "coverage.csv").content.decode("utf-8-sig").splitlines()
    assert missing[0].endswith(",people")
    assert missing[-1] == "few,,,'=Polní 1,'+Ves,,,1"
    book = load_workbook(BytesIO(reader.get(DESK + "coverage.xlsx").content))
    towns, few = book.worksheets[1], book.worksheets[4]
    assert [cell.value for cell in towns[2]] == ["554791", "+Ves", 1, 0, 0, 1, 0]
    assert [cell.value for cell in towns[3]][1:] == ["Together", 1, 0, 0, 1, 0]
    assert [cell.value for cell in few[2]][4:] == [1, "yes"]
