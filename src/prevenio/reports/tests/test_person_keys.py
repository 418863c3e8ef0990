"""One person is one, however an address or a number is written."""

import pytest

from prevenio.people.models import Authority
from prevenio.people.tests.factories import make_authority
from prevenio.reports.person_keys import key_of_contact

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("country", "spellings"),
    [
        (
            "PL",
            ("600 100 200", "600100200", "+48 600-100-200", "0048 600 100 200", "(0) 600100200"),
        ),
        ("CZ", ("601 100 200", "601100200", "+420 601\N{NO-BREAK SPACE}100 200", "00420601100200")),
        ("PL", ("Zofia@example.org", " zofia@example.org")),
        ("CZ", ("+48 600 100 200", "0048600100200")),
    ],
)
def test_one_contact_is_one_person(country: str, spellings: tuple[str, ...]) -> None:
    authority = make_authority(country=country)

    assert len({key_of_contact(authority, one) for one in spellings}) == 1


def test_others_are_others(authority: Authority) -> None:
    contacts = (
        *("600 100 200", "600 100 201", "+420 600 100 200", "600 100 200 wew. 3", "112"),
        *("a600100200@example.org", "600100200@example.org", "-", ""),
    )
    elsewhere = make_authority(slug="obcowo", country=authority.country)
    keys = {key_of_contact(authority, one) for one in contacts}

    assert len(keys) == len(contacts)
    assert key_of_contact(elsewhere, contacts[0]) not in keys
