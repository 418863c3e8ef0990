"""Photos on the page of a receipt: for whoever holds its words, for an hour, for nobody else."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_authority
from prevenio.portal.tests.test_report_form import photo
from prevenio.portal.tests.test_report_receipt import CODE, NOW, open_with
from prevenio.reports import receipts
from prevenio.reports.models import Report
from prevenio.reports.operations import redacting
from prevenio.reports.operations.confirming import confirm
from prevenio.reports.operations.photos import MOST_PHOTOS
from prevenio.reports.tests.factories import make_report


@pytest.fixture(autouse=True)
def morning(db: None, client: Client, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    client.cookies["django_language"] = "en"
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield
    cache.clear()


@pytest.fixture
def report(authority: Authority) -> Report:
    return make_report(authority, key="k", at=NOW - timedelta(days=1))


def addresses_in(page: str) -> list[str]:
    return re.findall(r'<img src="([^"]+)"', page)


def with_photos(client: Client, *colours: str) -> list[str]:
    """The addresses of photos that were added, as the page of the receipt has them."""
    for colour in colours:
        page = open_with(client, act="photo", photo=photo(colour=colour))
    return addresses_in(page)


def test_own_photos_are_shown_to_who_holds_the_receipt(client: Client, report: Report) -> None:
    addresses = with_photos(client, "red", "blue")

    page = open_with(client)
    assert 'alt="Photo 1 of 2"' in page
    assert 'alt="Photo 2 of 2"' in page
    assert page.count("Only you and the staff see it.") == 2
    assert CODE not in "".join(addresses)
    shown = client.get(addresses[1])
    with report.photos.get(number=2).file.open("rb") as kept:
        assert b"".join(shown) == kept.read()
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Cache-Control"] == "private, no-store"
    assert shown["X-Content-Type-Options"] == "nosniff"

    confirm(report=report, is_there=True, person_key="other", form_key="c", language="en", at=NOW)
    assert addresses_in(open_with(client, receipts.words_of("c", "en"))) == []


def test_photo_is_shown_as_the_staff_have_left_it(
    client: Client, report: Report, coordinator: User
) -> None:
    [address] = with_photos(client, "red")
    redacting.redact_photo(
        report=report,
        photo=report.photos.get(),
        boxes=[redacting.Box(0, 0, 1000, 1000)],
        by=coordinator,
        at=NOW,
    )
    redacting.show_photo(
        report=report, photo=report.photos.get(), is_public=True, by=coordinator, at=NOW
    )

    with Image.open(io.BytesIO(b"".join(client.get(address)))) as picture:
        pixel: Any = picture.convert("RGB").getpixel((20, 15))
        assert max(pixel) <= MOST_PHOTOS, "black to every eye"
    page = open_with(client)
    assert "The staff have blacked out parts of it." in page
    assert "Everybody sees it." in page


def test_address_of_a_photo_ends_and_opens_nothing_else(client: Client, report: Report) -> None:
    make_authority(slug="inne")
    [address] = with_photos(client, "red")
    token = address.split("/")[-2]
    other = signing.dumps([report.key.hex, 1], salt="other")
    forged = (
        token[:-1],
        token + "a",
        token.upper(),
        other,
        "1",
        "%00",
        "%ff",
        "a" * 5_000,
        "ż:ż:ż",
    )
    for one in forged:
        assert client.get(address.replace(token, one)).status_code == 404
    assert client.get(address.replace("/testowo/", "/inne/")).status_code == 404
    assert client.post(address).status_code == 405
    with time_machine.travel(NOW + timedelta(minutes=61), tick=False):
        assert client.get(address).status_code == 404


def test_erased_photos_are_gone_at_once(client: Client, report: Report) -> None:
    first, second = with_photos(client, "red", "blue")
    default_storage.delete(str(report.photos.get(number=1).file.name))
    assert client.get(first).status_code == 404

    open_with(client, act="withdraw")
    assert client.get(second).status_code == 404


def test_page_of_a_receipt_makes_few_statements(
    client: Client, report: Report, django_assert_max_num_queries: Any
) -> None:
    with_photos(client, "red", "blue", "green")
    with django_assert_max_num_queries(15):
        open_with(client)
