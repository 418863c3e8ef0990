"""The bar holds what is opened daily; the page of rooms leads everywhere a person may go."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from prevenio.people.models import Authority, User

pytestmark = pytest.mark.django_db

ROOMS = "/testowo/desk/rooms/"


@pytest.fixture(autouse=True)
def english(authority: Authority) -> None:
    authority.languages = ["en"]
    authority.is_region = True
    authority.save()


def leads(client: Client) -> list[str]:
    """Where the list of rooms leads; each of its pages answers."""
    text = client.get(ROOMS).text.partition('class="desk-rooms"')[2].partition("</ul>")[0]
    found = re.findall(r'href="/testowo/desk/([a-z]*)/', text)
    for room in found:
        assert client.get(f"/testowo/desk/{room}/").status_code == 200, room
    return found


def test_bureau_is_led_to_every_room(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)

    assert leads(client) == [
        *("programme", "activities", "returns", "region", "reports", "reviews", "advice"),
        *("indicators", "places", "editorial", "bodies", "people", "subscriptions", "journal"),
    ]


def test_city_is_led_to_its_working_groups(
    client: Client, coordinator: User, authority: Authority
) -> None:
    authority.is_region = False
    authority.save()
    client.force_login(coordinator)

    assert 'href="/testowo/desk/region/groups/"' in client.get(ROOMS).text


def test_reporter_is_not_led_where_only_the_bureau_may_go(client: Client, reporter: User) -> None:
    client.force_login(reporter)

    found = leads(client)
    assert "editorial" in found
    assert not {"journal", "subscriptions", "reviews"} & set(found)


def test_bar_is_short_and_marks_the_page_of_rooms(
    client: Client, coordinator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(coordinator)

    with django_assert_max_num_queries(4):
        bar = client.get(ROOMS).text.partition("desk-bar__nav")[2].partition("</nav>")[0]

    assert bar.count("menu__link") == 7
    assert f'href="{ROOMS}" aria-current="page"' in bar


@pytest.mark.parametrize("room", ["places", "indicators", "people"])
def test_a_page_of_a_room_outside_the_bar_marks_the_page_of_rooms(
    client: Client, coordinator: User, room: str
) -> None:
    client.force_login(coordinator)

    bar = client.get(f"/testowo/desk/{room}/").text.partition("desk-bar__nav")[2]

    assert f'href="{ROOMS}" aria-current="page"' in bar.partition("</nav>")[0]


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    assert client.get(ROOMS).status_code == 302
