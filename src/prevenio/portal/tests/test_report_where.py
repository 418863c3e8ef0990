"""Where it is: by search, by lists, on the map, or from a photo that is sent along."""

import re
from datetime import UTC, datetime

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.places.tests.factories import make_municipality
from prevenio.portal.tests.test_report_form import (
    AT,
    NEW,
    SEND,
    WHERE,
    category,
    filled,
    make_address,
    photo,
)
from prevenio.reports import uploads
from prevenio.reports.models import CategoryVersion, Report
from prevenio.reports.tests.factories import HERE

__all__ = ["category"]
pytestmark = pytest.mark.usefixtures("monday_morning", "in_english")


def test_place_is_found_by_search_and_by_list_without_a_map(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    make_address(authority, "Bodzentyńska", "12", *HERE)
    make_address(authority, "Bodzentyńska", "14", HERE[0] + 0.001, HERE[1])
    make_address(authority, "Paderewskiego", "3", HERE[0] + 0.01, HERE[1])
    found = client.get(WHERE, {"category": "alcohol", "q": "bodzentynska"}).content.decode()
    hit = re.search(r'name="hit" value="([^"]+)"', found)
    assert hit is not None
    listed = client.get(WHERE, {"category": "alcohol", "list": "towns"}).content.decode()
    assert "Paderewskiego" in listed

    chosen = client.get(WHERE, {"category": "alcohol", "hit": hit[1]}).content.decode()
    assert f'name="lat" value="{HERE[0]}"' in chosen
    assert "Bodzentyńska" in chosen
    assert "<svg" in chosen


def test_the_middle_of_a_street_is_told_to_be_no_exact_place(
    client: Client, category: CategoryVersion
) -> None:
    middle = "This is only the middle of it."
    at = ",".join(map(str, AT.values()))
    chosen = {"category": "alcohol", "hit": f"{at},Bodzentyńska, Kielce"}
    assert middle in client.get(WHERE, chosen).content.decode()
    chosen["hit"] = f"{at},Bodzentyńska 12"
    assert middle not in client.get(WHERE, chosen).content.decode()


def test_one_address_that_is_meant_for_sure_is_taken_at_once(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    make_address(authority, "Bodzentyńska", "12", *HERE)
    found = client.get(WHERE, {"category": "alcohol", "q": "bodzentynska 12"}).content.decode()

    assert f'name="lat" value="{HERE[0]}"' in found
    assert 'name="hit"' not in found
    assert "We found nothing" not in found


def test_without_a_choice_the_error_keeps_the_search_and_what_it_found(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    for number, north in (("12", 0.0), ("14", 0.001)):
        make_address(authority, "Bodzentyńska", number, HERE[0] + north, HERE[1])
    found = client.get(WHERE, {"category": "alcohol", "q": "bodzentynska"}).content.decode()
    assert 'type="hidden" name="q" value="bodzentynska"' in found
    assert found.index('name="hit"') < found.index("data-report-map>") < found.index("It is here")

    asked = client.get(SEND, {"category": "alcohol", "q": "bodzentynska"}).content.decode()
    assert "<title>Error: " in asked
    assert asked.index("Choose the place first") < asked.index('name="hit"')
    assert asked.count('value="bodzentynska"') == 2
    assert "<span data-report-map-words hidden>Or move the map." in asked, "scripts show it"


@pytest.mark.parametrize(
    "asked",
    [
        {"hit": "x"},
        {"hit": ",,,"},
        {"hit": f"{HERE[0]},{HERE[1]},<b>\x00"},
        {"list": "99999999999999999999"},
        {"list": "\x00"},
        {"q": "\x00"},
        {"q": "<script>alert(1)</script>" * 50},
    ],
)
def test_nonsense_in_the_search_is_harmless(
    client: Client, category: CategoryVersion, asked: dict[str, str]
) -> None:
    answer = client.get(WHERE, {"category": "alcohol", **asked})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert "<b>" not in answer.content.decode()


def test_map_asks_what_lies_at_a_point(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    make_address(authority, "Bodzentyńska", "12", *HERE)
    here = client.get(
        f"{WHERE}here.json", {"lat": f"{HERE[0] + 0.0001}", "lon": f"{HERE[1]}"}
    ).json()
    assert here["name"].startswith("Bodzentyńska 12")
    assert here["note"] == "Rejon 12"
    assert client.get(f"{WHERE}here.json", {"lat": "1", "lon": "1"}).json()["outside"]
    assert client.get(f"{WHERE}here.json", {"lat": "x"}).status_code == 404


def test_photo_first_offers_its_place_and_is_kept_until_sending(
    client: Client, category: CategoryVersion
) -> None:
    answer = client.post(NEW, {"photo": photo(at=(50.875, 20.625))})
    page = answer.content.decode()
    assert "1 photo is kept" in page
    said = {**hidden_of(page), "category": "alcohol", **AT}
    where = client.post(WHERE, said).content.decode()
    assert "comes from your photo" in where
    key = hidden_of(where)["held"]
    form = client.post(SEND, {**hidden_of(where), **AT}).content.decode()
    assert hidden_of(form)["held"] == key

    client.post(SEND, filled(held=key))
    kept = Report.objects.get().photos.get()
    with kept.file.open() as file, Image.open(file) as picture:
        assert not picture.getexif()
    assert uploads.held(key) is None


def hidden_of(page: str) -> dict[str, str]:
    """The hidden fields of the page's own form, which goes by POST."""
    begin = page.index('<form class="report-')
    form = page[begin : page.index("</form>", begin)]
    assert 'method="post"' in form
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_the_key_of_a_photo_stands_in_no_address_and_is_taken_from_none(
    client: Client, category: CategoryVersion
) -> None:
    page = client.post(NEW, {"photo": photo()}).content.decode()
    key = hidden_of(page)["held"]
    # Neither a form that goes by GET nor a link leads on with it.
    for form in re.findall(r'<form[^>]*method="get".*?</form>', page, re.DOTALL):
        assert key not in form
    assert not re.search(r'(href|action)="[^"]*held', page)

    for address in (NEW, WHERE, SEND):
        found = client.get(address, {"category": "alcohol", **AT, "held": key}).content.decode()
        assert key not in found
        assert "photo is kept" not in found


def test_bad_photos_are_refused_with_a_sentence_and_the_rest_stays(
    client: Client, category: CategoryVersion
) -> None:
    bad = SimpleUploadedFile("a.jpg", b"%PDF-1.7 no photo", "image/jpeg")
    page = client.post(SEND, filled(words="Zostaje", photos=[bad, photo()])).content.decode()
    assert "a.jpg is no photo" in page
    assert "1 photo is kept" in page
    assert not Report.objects.exists()

    many = [photo(colour=one) for one in ("red", "green", "blue", "white", "black", "pink")]
    page = client.post(SEND, filled(photos=many)).content.decode()
    assert "at most 5 photos" in page
    assert not Report.objects.exists()


def test_photos_that_nobody_sends_are_erased_after_a_day(
    client: Client, category: CategoryVersion
) -> None:
    key = hidden_of(client.post(NEW, {"photo": photo()}).content.decode())["held"]
    assert uploads.held(key) is not None
    uploads.erase_old(at=datetime.now(UTC))
    assert uploads.held(key) is not None
    assert uploads.erase_old(at=datetime(2100, 1, 1, tzinfo=UTC)) >= 1
    assert uploads.held(key) is None
    assert uploads.held("forged:key:x") is None


def test_place_of_another_town_is_none_of_ours(
    client: Client, authority: Authority, category: CategoryVersion
) -> None:
    other = make_authority(slug="inne")
    make_municipality(other, name="Obce", shape=shapely.box(10, 10, 11, 11))
    page = client.get(WHERE, {"category": "alcohol", "lat": "10.5", "lon": "10.5"})

    assert "Obce" not in page.content.decode()
