"""Who looks after my street: search, answer, precincts, and what strangers and nonsense get."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.places.models import Duty, Precinct
from prevenio.portal.street_answers import point_in, when_in
from prevenio.portal.tests.street_sample import (
    CENTRE,
    OUTSIDE,
    address_of,
    make_event_near,
    street_town,
)

MORNING = datetime(2026, 3, 3, 9, tzinfo=UTC)
NIGHT = datetime(2026, 3, 3, 22, tzinfo=UTC)
STREET = "/kielce/street/"
POINT = f"{STREET}at/?lat={CENTRE[0]}&lon={CENTRE[1]}"
BOTH_LISTS = 8


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def town(db: None) -> Authority:
    return street_town(languages=("en",))


def words(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_clear_address_goes_straight_to_its_answer(client: Client, town: Authority) -> None:
    response = client.get(STREET, {"q": "bodzentynska 12"})

    found = address_of(town)
    assert response.status_code == 302
    assert response.headers["Location"] == f"{STREET}addresses/{found.pk}/"
    assert response.headers["Cache-Control"] == "no-store"


def test_answer_names_who_is_there_now(client: Client, town: Authority) -> None:
    page = words(client, f"{STREET}addresses/{address_of(town).pk}/")

    assert "Bodzentyńska 12" in page
    assert "Rejon 14, Centrum" in page
    assert "Tuesday, 10:00" in page
    assert "st. asp. Jan Przykład" in page
    assert "sierż. szt. Anna Przykładowa" in page
    assert 'href="tel:112"' in page
    assert "3 more people" in page


def test_night_has_its_own_answer(client: Client, town: Authority) -> None:
    with time_machine.travel(NIGHT, tick=False):
        now = words(client, POINT)
    by_night = words(client, f"{POINT}&when=night")

    for page in (now, by_night):
        panel = page[page.index("answer-panel") : page.index("street-danger")]
        assert 'href="tel:986"' in panel


def test_page_without_anybody_on_duty_says_so(client: Client, town: Authority) -> None:
    Duty.objects.filter(authority=town, person_name="").delete()

    page = words(client, f"{POINT}&when=night")

    assert "Nobody of those below is on duty" in page
    assert 'class="answer-panel__call" href="tel:112"' in page


def test_street_alone_is_a_choice_of_numbers(client: Client, town: Authority) -> None:
    page = words(client, f"{STREET}?q=Bodzentynska")

    assert "Choose the number" in page
    assert f"{STREET}addresses/{address_of(town, number='14/2').pk}/" in page


def test_unknown_number_is_said(client: Client, town: Authority) -> None:
    page = words(client, f"{STREET}?q=Bodzentynska+900")

    assert "We know no number 900 in Bodzentyńska" in page


def test_unknown_address_gets_a_kind_page(client: Client, town: Authority) -> None:
    page = words(client, f"{STREET}?q=Qqqqq+Xxxx")

    assert "The address was not found" in page
    assert f'href="{STREET}precincts/"' in page
    assert 'href="tel:112"' in page


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "\0", "a" * 10_000, "%", "👮" * 50])
def test_nonsense_is_only_not_found(client: Client, town: Authority, typed: str) -> None:
    page = client.get(STREET, {"q": typed})

    assert page.status_code == 200
    assert b"<script>alert" not in page.content


def test_point_is_rounded_and_answered(client: Client, town: Authority) -> None:
    response = client.get(STREET, {"lat": "50.8720499", "lon": "20.6320001"})

    assert response.headers["Location"] == f"{STREET}at/?lat=50.8720&lon=20.6320"
    assert "Rejon 14, Centrum" in words(client, POINT)


@pytest.mark.parametrize(
    "asked", ["", "lat=&lon=", "lat=x&lon=y", "lat=nan&lon=nan", "lat=inf&lon=1", "lat=91&lon=0"]
)
def test_no_point_leads_back_to_the_search(client: Client, town: Authority, asked: str) -> None:
    assert client.get(f"{STREET}at/?{asked}").status_code == 302


def test_place_outside_gets_an_honest_answer(client: Client, town: Authority) -> None:
    page = words(client, f"{STREET}at/?lat={OUTSIDE[0]}&lon={OUTSIDE[1]}")

    assert "This place lies outside" in page
    assert 'href="tel:112"' in page


def test_events_near_the_address_carry_the_numbers_of_the_map(
    client: Client, town: Authority
) -> None:
    make_event_near(town, title="Close by", at=(50.873, 20.633), day=date(2026, 3, 9))
    make_event_near(town, title="Far off", at=(50.95, 20.75), day=date(2026, 3, 5))
    make_event_near(town, title="Past", at=(50.873, 20.633), day=date(2026, 3, 1))

    page = words(client, POINT)

    assert 'data-number="1" data-longitude="20.633000" data-latitude="50.873000"' in page
    assert 'class="outline__number" y="5">1</text>' in page
    assert "Close by" in page
    assert "Far off" not in page
    assert "Past" not in page


def test_places_of_another_authority_are_not_found(client: Client, town: Authority) -> None:
    make_authority(slug="obcowo")
    precinct = Precinct.objects.get(authority=town, code="14")

    for address in (f"addresses/{address_of(town).pk}/", f"precincts/{precinct.pk}/"):
        assert client.get(f"{STREET}{address}").status_code == 200
        assert client.get(f"/obcowo/street/{address}").status_code == 404


def test_precinct_has_its_people_and_its_outline(client: Client, town: Authority) -> None:
    precinct = Precinct.objects.get(authority=town, code="14")

    page = words(client, f"{STREET}precincts/{precinct.pk}/")

    assert "Od Źródłowej po Żytnią." in page
    assert "st. asp. Jan Przykład" in page
    assert "outline__mine" in page


def test_list_of_precincts_by_kind(client: Client, town: Authority) -> None:
    page = words(client, f"{STREET}precincts/?kind=council")

    assert "Okręg nr 3" in page
    assert "Rejon 14" not in page
    assert "Rejon 15" in words(client, f"{STREET}precincts/?kind=nonsense&municipality=x")


def test_pages_make_few_statements(
    client: Client, town: Authority, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_event_near(town, title="Close by", at=(50.873, 20.633), day=date(2026, 3, 9))
    precinct = Precinct.objects.get(authority=town, code="14")
    client.get(POINT)
    for address in ("", "?q=Bodzentynska", "precincts/"):
        with django_assert_max_num_queries(BOTH_LISTS):
            client.get(f"{STREET}{address}")
    for address in (f"addresses/{address_of(town).pk}/", f"precincts/{precinct.pk}/"):
        with django_assert_max_num_queries(BOTH_LISTS + 4):
            client.get(f"{STREET}{address}")


def test_authority_without_precincts_has_its_pages(client: Client, authority: Authority) -> None:
    for address in ("", "precincts/", "?q=Bodzentynska", "at/?lat=50&lon=20", "offline/"):
        assert client.get(f"/testowo/street/{address}").status_code == 200


def test_data_of_the_last_answer_is_small(client: Client, town: Authority) -> None:
    response = client.get(f"{STREET}at/answer.json?lat={CENTRE[0]}&lon={CENTRE[1]}&title=Here")

    told = response.json()
    assert told["title"] == "Here"
    assert told["emergency"] == "112"
    assert told["by_night"]["phone"] == "986"
    assert len(response.content) < 3000
    assert client.get(f"{STREET}at/answer.json").status_code == 404


def test_service_worker_serves_one_authority_only(client: Client, town: Authority) -> None:
    response = client.get("/kielce/service-worker.js")

    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Service-Worker-Allowed"] == "/kielce/"


def test_service_worker_of_an_own_host_serves_the_host(client: Client, town: Authority) -> None:
    town.host_name = "kielce.example.org"
    town.save()

    response = client.get("/service-worker.js", headers={"host": "kielce.example.org"})

    assert response.headers["Service-Worker-Allowed"] == "/"


@pytest.mark.parametrize("when", ["", "noon", "DAY", "day'"])
def test_unknown_moments_are_now(when: str) -> None:
    assert when_in({"when": when}) == "now"


def test_coordinates_are_rounded_to_some_ten_metres() -> None:
    assert point_in({"lat": "50.123456", "lon": "-20.654321"}) == (50.1235, -20.6543)
