"""Every address is walked by somebody from another authority, who must find nothing."""

import pytest
from django.conf import settings
from django.test import Client

from prevenio.journal.models import Entry
from prevenio.people.models import Authority, Membership, Role
from tests.architecture.addresses import THINGS, desk_of, filled, own_addresses

NOTHING = {404, 405}


@pytest.fixture
def stranger(theirs: Authority, client: Client) -> Client:
    """The coordinator of the other sample authority, signed in."""
    coordinator = Membership.objects.get(authority__slug="plzen-region", role=Role.COORDINATOR).user
    client.force_login(coordinator)
    return client


def found(client: Client, address: str) -> list[str]:
    """What the address gave that it should not have given."""
    got = {"GET": client.get(address).status_code, "POST": client.post(address).status_code}
    if set(got.values()) <= NOTHING and 404 in got.values():
        return []
    return [f"{address}: {got}"]


def test_every_part_of_an_address_can_be_filled() -> None:
    parts = {
        part
        for urlconf in (settings.ROOT_URLCONF, settings.AUTHORITY_URLCONF)
        for _route, parts in own_addresses(urlconf)
        for part in parts
    }

    assert parts - THINGS.keys() == set()


@pytest.mark.slow
def test_stranger_finds_no_page_of_another_desk(stranger: Client, theirs: Authority) -> None:
    entries = Entry.objects.count()

    assert [line for address in desk_of(theirs) for line in found(stranger, address)] == []
    assert Entry.objects.count() == entries


@pytest.mark.slow
def test_own_coordinator_finds_the_same_pages(client: Client, theirs: Authority) -> None:
    """Else the walk above would prove nothing: its addresses might name no thing at all.

    A few pages ask for more than their address says, so most of them are enough.
    """
    client.force_login(Membership.objects.get(authority=theirs, role=Role.COORDINATOR).user)
    addresses = list(desk_of(theirs))

    lost = [address for address in addresses if client.get(address).status_code == 404]

    assert len(lost) * 8 < len(addresses), lost


@pytest.mark.slow
def test_stranger_finds_no_foreign_row_below_the_own_path(
    stranger: Client, theirs: Authority
) -> None:
    entries = Entry.objects.count()
    addresses = [
        f"/plzen-region/{filled(route, theirs)}"
        for route, parts in own_addresses(settings.AUTHORITY_URLCONF)
        if any(part.endswith("_id") for part in parts)
    ]

    assert [line for address in addresses for line in found(stranger, address)] == []
    assert Entry.objects.count() == entries


@pytest.mark.slow
def test_nobody_sees_a_desk_without_signing_in(client: Client, theirs: Authority) -> None:
    seen = {
        f"{address}: {response.status_code}"
        for address in desk_of(theirs)
        for response in (client.get(address), client.post(address))
        if response.status_code not in {*NOTHING, 302}
        or (response.status_code == 302 and "/accounts/login/" not in response.headers["Location"])
    }

    assert seen == set()


@pytest.mark.slow
def test_only_an_administrator_sees_the_list_of_authorities(
    stranger: Client, theirs: Authority
) -> None:
    addresses = [
        f"/{filled(route, theirs)}"
        for route, _parts in own_addresses(settings.ROOT_URLCONF)
        if route.startswith("authorities/")
    ]

    assert addresses
    assert [line for address in addresses for line in found(stranger, address)] == []
