from typing import Any

import pytest
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.kernel.errors import NotAllowed
from prevenio.people import operations
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON, make_authority


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("root@example.org", name="Root")


def set_host_name(authority: Authority, by: User, host_name: str | None) -> Authority:
    return operations.set_host_name(
        authority=authority, host_name=host_name, site_host="office.example", by=by, at=NOON
    )


def test_whoever_runs_the_installation_sets_it(authority: Authority, administrator: User) -> None:
    set_host_name(authority, administrator, "safe.example.org")

    authority.refresh_from_db()
    assert authority.host_name == "safe.example.org"
    assert Entry.objects.get().details == {"host_name": "safe.example.org"}


def test_an_authoritys_own_people_may_not(authority: Authority, coordinator: User) -> None:
    with pytest.raises(NotAllowed):
        set_host_name(authority, coordinator, "safe.example.org")


def test_nobody_takes_the_place_of_the_installation(
    authority: Authority, administrator: User
) -> None:
    with pytest.raises(operations.HostNameReserved):
        set_host_name(authority, administrator, "office.example")


def test_a_host_name_belongs_to_one(authority: Authority, administrator: User) -> None:
    make_authority(slug="drugie", host_name="safe.example.org")

    with pytest.raises(operations.HostNameTaken):
        set_host_name(authority, administrator, "safe.example.org")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Safe.Example.org", "safe.example.org"),
        ("", None),
        ("https://a.example.org/", None),
        ("a..b", None),
        ("-a.example", None),
        ("a.example\x00", None),
        ("testserver", None),
    ],
)
def test_page_takes_names_alone(
    client: Client, authority: Authority, administrator: User, typed: str, kept: str | None
) -> None:
    client.force_login(administrator)

    response = client.post(f"/authorities/{authority.pk}/host-name/", {"host_name": typed})

    assert response["Location"] == "/authorities/"
    authority.refresh_from_db()
    assert authority.host_name == kept


def test_strangers_find_no_such_page(
    client: Client, authority: Authority, coordinator: User
) -> None:
    client.force_login(coordinator)

    assert client.post(f"/authorities/{authority.pk}/host-name/").status_code == 404
    assert client.post(f"/authorities/{authority.pk}/coordinator/").status_code == 404


@pytest.mark.parametrize(("hosts", "warned"), [(["*"], False), (["testserver"], True)])
def test_a_host_that_the_server_does_not_let_in_is_told(
    client: Client,
    authority: Authority,
    administrator: User,
    settings: Any,
    hosts: list[str],
    warned: bool,
) -> None:
    settings.ALLOWED_HOSTS = hosts
    client.force_login(administrator)
    answer = {"host_name": "safe.example.org"}

    page = client.post(f"/authorities/{authority.pk}/host-name/", answer, follow=True)

    assert ("PREVENIO_HOSTS" in page.content.decode()) is warned
