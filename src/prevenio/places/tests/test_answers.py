from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, Body
from prevenio.places.models import Municipality, Precinct
from prevenio.places.queries.answering import answer_for, answer_for_precinct
from prevenio.places.queries.duties import current_duties
from prevenio.places.tests.factories import (
    make_municipality,
    make_precinct,
    make_precinct_kind,
    square,
)
from prevenio.places.tests.staff import EVERY_DAY, make_absence, make_duty, week

TUESDAY = datetime(2026, 3, 3, 20, 40, tzinfo=UTC)  # 21:40 in Warsaw
TUESDAY_MORNING = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def town(authority: Authority) -> Municipality:
    return make_municipality(authority, name="Testowo", shape=square(20, 50))


@pytest.fixture
def precinct(authority: Authority, town: Municipality) -> Precinct:
    police = make_precinct_kind(
        authority,
        position=1,
        roles={"pl": "Dzielnicowy Policji", "en": "District officer"},
        purposes={"pl": "Kradzieże, sąsiedzi"},
    )
    return make_precinct(police, municipality=town, name="Rejon 14", shape=square(20.2, 50.2, 0.2))


def test_the_answer_knows_the_place_and_its_people(precinct: Precinct, body: Body) -> None:
    guard = make_precinct_kind(precinct.authority, code="guard", position=2)
    officer = make_duty(precinct, person_title="st. asp.", hours=week(8, 16))
    make_duty(precinct.authority, kind=guard, person_name="", body=body, hours=week(6, 22))
    with translation.override("pl"):
        answer = answer_for(authority=precinct.authority, lat=50.3, lon=20.3, at=TUESDAY_MORNING)
    assert answer.municipality == precinct.municipality
    assert [one.name for one in answer.precincts] == ["Rejon 14"]
    first, second = answer.people
    assert (first.duty_id, first.who) == (officer.pk, "st. asp. Jan Příklad")
    assert first.role == "Dzielnicowy Policji"
    assert first.purpose == "Kradzieże, sąsiedzi"
    assert first.hours == "pon.–pt. 8:00–16:00"
    assert first.phone_digits == "410000014"
    assert first.is_on_now
    assert second.who == "Straż Miejska"
    assert answer.now.card == first
    assert not answer.is_outside


def test_at_night_the_night_duty_leads_and_by_day_the_officer(
    precinct: Precinct, body: Body
) -> None:
    guard = make_precinct_kind(precinct.authority, code="guard", position=2)
    make_duty(precinct, hours=week(8, 16))
    make_duty(
        precinct.authority,
        kind=guard,
        person_name="",
        body=body,
        role="Straż Miejska, dyżur nocny",
        phone="986",
        span="NIGHT",
    )
    answer = answer_for(authority=precinct.authority, lat=50.3, lon=20.3, at=TUESDAY)
    assert answer.now.phone == "986"
    assert answer.by_night.phone == "986"
    assert answer.by_day.who == "Jan Příklad"
    assert [card.role for card in answer.nights] == ["Straż Miejska, dyżur nocny"]
    assert len(answer.people) == 1


def test_where_nobody_answers_the_emergency_number_leads(precinct: Precinct) -> None:
    answer = answer_for(authority=precinct.authority, lat=50.9, lon=20.9, at=TUESDAY)
    assert answer.now.is_emergency
    assert answer.now.phone == "112"
    assert not answer.precincts
    assert answer.municipality is not None


def test_outside_of_everything_is_said(precinct: Precinct) -> None:
    answer = answer_for(authority=precinct.authority, lat=10, lon=10, at=TUESDAY)
    assert answer.is_outside
    assert answer.municipality is None


def test_an_absence_names_who_stands_in_and_leads_with_their_phone(precinct: Precinct) -> None:
    away = make_duty(precinct, hours=week(8, 16, EVERY_DAY))
    other = make_precinct(precinct.kind, name="Rejon 15")
    deputy = make_duty(other, person_name="Anna Przykładowa", phone="41 000 00 15")
    make_absence(away, date(2026, 3, 1), date(2026, 3, 5), deputy=deputy)
    answer = answer_for(authority=precinct.authority, lat=50.3, lon=20.3, at=TUESDAY_MORNING)
    (card,) = answer.people
    assert card.absence is not None
    assert card.absence.until == date(2026, 3, 5)
    assert (card.absence.who, card.absence.phone) == ("Anna Przykładowa", "41 000 00 15")
    assert answer.now.who == "Anna Przykładowa"
    assert answer.now.phone == "41 000 00 15"
    assert answer.now.stands_in_for == "Jan Příklad"


def test_duties_that_have_ended_or_not_begun_are_left_out(precinct: Precinct) -> None:
    make_duty(precinct, person_name="Ended", last_day=date(2026, 3, 2))
    make_duty(precinct, person_name="Coming", first_day=date(2026, 3, 4))
    make_duty(precinct, person_name="There", first_day=date(2026, 3, 3))
    answer = answer_for(authority=precinct.authority, lat=50.3, lon=20.3, at=TUESDAY)
    assert [card.who for card in answer.people] == ["There"]


def test_the_people_of_another_authority_never_answer(precinct: Precinct, stranger: object) -> None:
    foreign = make_precinct_kind(code="foreign")
    make_duty(foreign.authority, kind=foreign, span="ALWAYS")
    answer = answer_for(authority=precinct.authority, lat=50.3, lon=20.3, at=TUESDAY)
    assert not answer.people
    assert answer.now.is_emergency


def test_a_precinct_is_answered_by_what_holds_it_whole(precinct: Precinct) -> None:
    around = make_precinct_kind(precinct.authority, code="councillor", position=3)
    beside = make_precinct_kind(precinct.authority, code="social", position=4)
    councillor = make_precinct(around, shape=square(20.1, 50.1, 0.5))
    across = make_precinct(beside, shape=square(20.3, 50.1, 0.5))
    make_duty(precinct)
    make_duty(councillor, person_name="Maria")
    make_duty(across, person_name="Half")
    answer = answer_for_precinct(precinct=precinct, at=TUESDAY)
    assert [card.who for card in answer.people] == ["Jan Příklad", "Maria"]
    assert answer.municipality == precinct.municipality


def test_a_precinct_that_is_not_drawn_is_answered_by_its_own(precinct: Precinct) -> None:
    bare = make_precinct(precinct.kind, municipality=precinct.municipality, name="Bare")
    make_duty(bare, person_name="Own")
    make_duty(precinct, person_name="Neighbour")
    answer = answer_for_precinct(precinct=bare, at=TUESDAY)
    assert [card.who for card in answer.people] == ["Own"]


@pytest.mark.parametrize("count", [1, 25])
def test_an_answer_takes_five_statements(
    precinct: Precinct, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(precinct, count)
    answer_for(authority=precinct.authority, lat=50.3, lon=20.3, at=TUESDAY)
    with django_assert_max_num_queries(5):
        answer = answer_for(authority=precinct.authority, lat=50.3, lon=20.3, at=TUESDAY)
    assert len(answer.people) == count
    with django_assert_max_num_queries(5):
        answer_for_precinct(precinct=precinct, at=TUESDAY)


@pytest.mark.parametrize("count", [1, 25])
def test_current_duties_take_three_statements(
    precinct: Precinct, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fill(precinct, count)
    with django_assert_max_num_queries(3):
        rows = current_duties(authority=precinct.authority, day=date(2026, 3, 3))
    assert len(rows) == count
    assert rows[0].precinct == "Rejon 14"
    assert rows[0].municipality == "Testowo"
    assert rows[0].absent_until == date(2026, 3, 5)


def fill(precinct: Precinct, count: int) -> None:
    """Duties that stand in for each other in a long chain."""
    duties = [make_duty(precinct, hours=week(8, 16)) for _number in range(count)]
    for duty, deputy in zip(duties, [*duties[1:], None], strict=True):
        make_absence(duty, date(2026, 3, 1), date(2026, 3, 5), deputy=deputy)
