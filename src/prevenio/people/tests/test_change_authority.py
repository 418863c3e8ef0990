from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from prevenio.journal.models import Entry
from prevenio.kernel import colour
from prevenio.kernel.errors import NotAllowed
from prevenio.people import operations
from prevenio.people.models import Authority, User
from prevenio.people.operations import Choices
from prevenio.people.tests.factories import NOON

CHOICES = Choices(
    name="Testowo",
    second_line="Program",
    languages=["pl", "en"],
    time_zone="Europe/Warsaw",
    currency="PLN",
    emergency_number="112",
    contact="ul. Prosta 1",
    look=colour.look_from_hue(160),
)
ANSWERS = {
    "name": "Testowo",
    "colour": "#17594a",
    "language": "pl",
    "other_languages": ["en"],
    "time_zone": "Europe/Warsaw",
    "currency": "PLN",
    "emergency_number": "112",
}


def test_coordinator_sets_the_look(authority: Authority, coordinator: User) -> None:
    operations.change_authority(authority=authority, choices=CHOICES, by=coordinator, at=NOON)

    authority.refresh_from_db()
    assert authority.brand == CHOICES.look.brand
    assert authority.languages == ["pl", "en"]
    entry = Entry.objects.get()
    assert entry.fact == "people.authority.changed"
    assert "name" not in entry.details


def test_others_are_refused(authority: Authority, reader: User, stranger: User) -> None:
    for person in (reader, stranger):
        with pytest.raises(NotAllowed):
            operations.change_authority(authority=authority, choices=CHOICES, by=person, at=NOON)

    assert not Entry.objects.exists()


def test_unreadable_colours_are_refused_whoever_asks(
    authority: Authority, coordinator: User
) -> None:
    choices = replace(CHOICES, look=replace(CHOICES.look, brand="#AABBCC"))

    with pytest.raises(colour.TooLittleContrast):
        operations.change_authority(authority=authority, choices=choices, by=coordinator, at=NOON)


def test_page_saves_the_choices(client: Client, authority: Authority, coordinator: User) -> None:
    client.force_login(coordinator)

    response = client.post("/testowo/desk/authority/", ANSWERS)

    assert response.status_code == 302
    authority.refresh_from_db()
    assert authority.brand == "#17594A"


def test_page_refuses_a_pale_colour_with_its_ratio(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    client.cookies["django_language"] = "en"

    page = client.post("/testowo/desk/authority/", ANSWERS | {"colour": "#8899aa"}).content.decode()

    assert "has a contrast of 2.9 to 1 with #FFFFFF; at least 7 to 1 is needed" in page
    authority.refresh_from_db()
    assert authority.brand == "#1F4173"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("colour", "red; } body { display: none"),
        ("time_zone", "Mars/Base"),
        ("currency", "zł"),
        ("language", "de"),
        ("emergency_number", "javascript:1"),
        ("name", "a\x00"),
        ("name", "a" * 121),
    ],
)
def test_page_refuses_what_makes_no_sense(
    client: Client, authority: Authority, coordinator: User, field: str, value: str
) -> None:
    client.force_login(coordinator)

    response = client.post("/testowo/desk/authority/", ANSWERS | {field: value})

    assert response.status_code == 200
    assert not Entry.objects.exists()


def test_reader_sees_no_form(client: Client, reader: User) -> None:
    client.force_login(reader)

    assert b'name="colour"' not in client.get("/testowo/desk/authority/").content


@given(st.floats(min_value=0, max_value=360, allow_nan=False))
def test_every_hue_gives_a_look_that_is_allowed(hue: float) -> None:
    assert colour.checked(colour.look_from_hue(hue))


def test_the_ratio_is_written_as_the_page_writes_numbers(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)
    client.cookies["django_language"] = "cs"

    page = client.post("/testowo/desk/authority/", ANSWERS | {"colour": "#8899aa"}).content.decode()

    assert "kontrast 2,9 ku 1" in page.replace("\u00a0", " ")
