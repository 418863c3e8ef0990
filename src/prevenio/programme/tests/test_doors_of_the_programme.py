"""Who types an address by hand: forms that could only end in a refusal do not open."""

import pytest
from django.test import Client

from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import make_body
from prevenio.programme.models import ProgrammeVersion
from prevenio.programme.tests.factories import (
    make_action,
    make_area,
    make_programme,
    make_version,
)

pytestmark = pytest.mark.django_db

FORMS = ["adoption/", "discarding/", "areas/1/new-action/", "areas/1/removal/"]


@pytest.fixture
def draft(authority: Authority) -> ProgrammeVersion:
    version = make_version(make_programme(authority))
    make_action(make_area(version), lead=make_body(authority=authority))
    return version


@pytest.fixture
def adopted(authority: Authority) -> ProgrammeVersion:
    version = make_version(make_programme(authority), is_public=True)
    make_action(make_area(version), lead=make_body(authority=authority))
    return version


def address(version: ProgrammeVersion, tail: str = "") -> str:
    slug = version.programme.authority.slug
    return f"/{slug}/desk/programme/versions/{version.pk}/{tail}"


@pytest.mark.parametrize("tail", FORMS)
def test_a_reader_is_told_at_the_door(
    client: Client, draft: ProgrammeVersion, reader: User, tail: str
) -> None:
    client.force_login(reader)

    assert client.get(address(draft, tail)).status_code == 403


@pytest.mark.parametrize("tail", ["amendment/", "next-period/"])
def test_a_reader_does_not_begin_a_version(
    client: Client, adopted: ProgrammeVersion, reader: User, tail: str
) -> None:
    client.force_login(reader)

    assert client.get(address(adopted, tail)).status_code == 403


@pytest.mark.parametrize("tail", [*FORMS, "actions/1.1/removal/", "return/"])
def test_a_version_in_force_opens_no_form_of_a_draft(
    client: Client, adopted: ProgrammeVersion, coordinator: User, tail: str
) -> None:
    client.force_login(coordinator)

    response = client.get(address(adopted, tail))

    assert response.status_code == 302
    assert response.headers["Location"] == address(adopted)


@pytest.mark.parametrize("tail", ["amendment/", "next-period/", "return/"])
def test_a_draft_is_neither_amended_nor_sent_back(
    client: Client, draft: ProgrammeVersion, coordinator: User, tail: str
) -> None:
    client.force_login(coordinator)

    assert client.get(address(draft, tail)).headers["Location"] == address(draft)


def test_an_empty_programme_does_not_boast_of_a_clean_check(
    client: Client, authority: Authority, coordinator: User
) -> None:
    version = make_version(make_programme(authority))
    client.force_login(coordinator)

    page = client.get(address(version, "check/")).context["page"]

    assert page.is_empty


@pytest.mark.parametrize(
    "tail",
    [
        f"changes/?from={10**30}",
        "changes/?from=x",
        "actions/1.1/merger/?dropped=%00",
        "abbreviations/?short=%00",
        "check/?severity=%00&place=%00",
    ],
)
def test_odd_addresses_are_answered(
    client: Client, draft: ProgrammeVersion, coordinator: User, tail: str
) -> None:
    client.force_login(coordinator)

    assert client.get(address(draft, tail)).status_code in {200, 302}
