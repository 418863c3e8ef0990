"""What residents see of the municipalities: list, map, one town, open data; and what not."""

import json
from datetime import date, time, timedelta

import pytest
import shapely
import time_machine
from django.test import Client

from prevenio.advice.models import Topic
from prevenio.places.models import Boundary
from prevenio.region.models import Meeting, RegionMilestone, Standing, Wave
from prevenio.region.tests.cast import NOW, TODAY, Cast, make_cast, step

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def read(client: Client, cast: Cast, address: str = "municipalities/") -> str:
    answer = client.get(f"/{cast.region.slug}/{address}", headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def test_list_says_who_joined_with_which_wave(english: Client, cast: Cast) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1), is_public=True)

    page = read(english, cast)

    assert "Prosinec 2010" in page
    assert "1&nbsp;December 2010" in page or "1\u00a0December 2010" in page
    assert "has joined" in page
    assert "Tachov" not in page


def test_list_shows_the_public_milestones_of_the_whole_region(english: Client, cast: Cast) -> None:
    for words, is_public in (("Dvacet obcí", True), ("Vnitřní cíl", False)):
        RegionMilestone.objects.create(
            authority=cast.region, text=words, planned_on=TODAY, is_public=is_public
        )

    page = read(english, cast)

    assert "Dvacet obcí" in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    assert "Vnitřní" not in page


def test_talks_and_unpublished_waves_stay_hidden(english: Client, cast: Cast) -> None:
    step(cast, cast.stribro, Standing.CONTACTED, date(2010, 12, 1), is_public=True, note="tajné")
    step(cast, cast.tachov, Standing.JOINED, date(2010, 12, 1), is_public=True)
    Wave.objects.update(is_published=False)

    page, town = read(english, cast), read(english, cast, f"municipalities/{cast.stribro.pk}/")

    assert "Prosinec" not in page
    assert "contacted" not in page + town
    assert "tajné" not in page + town


def test_state_of_an_earlier_day_can_be_asked_for(english: Client, cast: Cast) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1), is_public=True)

    assert "has joined" not in read(english, cast, "municipalities/?day=30.11.2010")
    assert "has joined" in read(english, cast, "municipalities/?day=1.12.2010")
    for nonsense in ("31.2.2012", "%00", "9" * 50, "1.1.9999"):
        read(english, cast, f"municipalities/?day={nonsense}&page=x&q=%00")


def test_map_is_drawn_where_boundaries_are_known(english: Client, cast: Cast) -> None:
    for place, town in enumerate((cast.stribro, cast.tachov)):
        box = shapely.box(13 + place, 49, 14 + place, 50)
        Boundary.objects.create(
            authority=cast.region,
            municipality=town,
            shape=shapely.to_wkb(box),
            **dict(zip(("west", "south", "east", "north"), box.bounds, strict=True)),
        )
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1), is_public=True)
    step(cast, cast.tachov, Standing.PREPARING, date(2010, 12, 1), is_public=True)

    page = read(english, cast)

    assert "outline__wave1" in page
    assert "outline__prepare" in page


def test_page_of_a_town_tells_its_group_and_how_it_went(english: Client, cast: Cast) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1), is_public=True)
    said = {"authority": cast.region, "group": cast.group, "changed_at": NOW}
    Meeting.objects.create(on=TODAY + timedelta(days=9), begins=time(16), **said)
    Meeting.objects.create(on=TODAY + timedelta(days=2), is_public=False, place="tajně", **said)
    for text, is_public in (("Kamery běží", True), ("Vnitřní termín", False)):
        RegionMilestone.objects.create(
            authority=cast.region,
            municipality=cast.stribro,
            text=text,
            planned_on=TODAY,
            is_public=is_public,
        )
    cast.group.members.create(person_name="Skrytý Člen", is_public=False)

    page = read(english, cast, f"municipalities/{cast.stribro.pk}/")

    assert "Jan Člen" in page
    assert "Kamery" in page
    assert "16:00" in page
    for hidden in ("Skrytý", "Vnitřní", "tajně"):
        assert hidden not in page


def test_page_of_a_town_says_how_to_ask_and_until_when_it_is_answered(
    english: Client, cast: Cast
) -> None:
    address = f"municipalities/{cast.stribro.pk}/"
    assert "advice/ask/" not in read(english, cast, address)

    Topic.objects.create(authority=cast.region, code="roads", promised_days=7)
    Topic.objects.create(authority=cast.region, code="old", promised_days=30, is_open=False)

    page = read(english, cast, address)
    assert f"advice/ask/?municipality={cast.stribro.pk}" in page
    assert "Ask the working group" in page
    assert "within 7" in page.replace("\xa0", " ")


def test_town_of_another_authority_is_not_found(client: Client, cast: Cast) -> None:
    other = make_cast()

    address = f"/{cast.region.slug}/municipalities/{other.stribro.pk}/"

    assert client.get(address).status_code == 404


def test_open_data_holds_counts_and_only_what_is_public(client: Client, cast: Cast) -> None:
    step(cast, cast.stribro, Standing.JOINED, date(2010, 12, 1), is_public=True)
    step(cast, cast.tachov, Standing.CONTACTED, date(2010, 12, 1))

    said = json.loads(read(client, cast, "open-data/municipalities.json"))
    table = read(client, cast, "open-data/municipalities.csv")

    assert (said["as_of"], said["joined"], said["joined_without_name"]) == ("2012-05-31", 1, 0)
    assert [one["name"] for one in said["municipalities"]] == ["Stříbro"]
    assert said["waves"] == [
        {"name": "Prosinec 2010", "on": "2010-12-01", "precision": "day", "joined": 1}
    ]
    assert "Stříbro,561215" in table
    assert "Tachov" not in table
