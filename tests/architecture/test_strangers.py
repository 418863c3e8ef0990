"""Every address is walked by somebody from another authority, who must find nothing."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from prevenio.demo.loading import load_samples
from prevenio.journal.models import Entry
from prevenio.notices.models import Notice
from prevenio.people.models import (
    Authority,
    Body,
    BodyAlias,
    BodyMember,
    Invitation,
    Membership,
    Role,
    User,
)
from prevenio.programme.models import (
    Chapter,
    ImportDraft,
    Initiative,
    Programme,
    ProgrammeVersion,
    Proposal,
    SourceDocument,
    Statement,
    Waiver,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NOTHING = {404, 405}

# The thing of the foreign authority that stands in an address, by the name of the part.
THINGS: Mapping[str, Callable[[Authority], object]] = {
    "alias_id": lambda theirs: BodyAlias.objects.filter(body__authority=theirs).latest("pk").pk,
    "authority_id": lambda theirs: theirs.pk,
    "belonging_id": lambda theirs: BodyMember.objects.get(group__authority=theirs).pk,
    "body_id": lambda theirs: Body.objects.filter(authority=theirs).latest("pk").pk,
    "chapter_id": lambda theirs: Chapter.objects.get(version__programme__authority=theirs).pk,
    "code": lambda theirs: "1.1",
    "draft_id": lambda theirs: ImportDraft.objects.get(authority=theirs).pk,
    "initiative_id": lambda theirs: (
        Initiative.objects.filter(version__programme__authority=theirs).latest("pk").pk
    ),
    "invitation_id": lambda theirs: Invitation.objects.get(authority=theirs).pk,
    "key": lambda theirs: "1",
    "membership_id": lambda theirs: Membership.objects.filter(authority=theirs).latest("pk").pk,
    "notice_id": lambda theirs: Notice.objects.get(authority_id=theirs.pk).pk,
    "period": lambda theirs: Programme.objects.get(authority=theirs).first_year,
    "person_id": lambda theirs: person_of(theirs).pk,
    "programme_id": lambda theirs: Programme.objects.get(authority=theirs).pk,
    "proposal_id": lambda theirs: Proposal.objects.get(programme__authority=theirs).pk,
    "statement_id": lambda theirs: (
        Statement.objects.filter(version__programme__authority=theirs).latest("pk").pk
    ),
    "token": lambda theirs: "no-such-token",
    "version_id": lambda theirs: (
        ProgrammeVersion.objects.filter(programme__authority=theirs).latest("pk").pk
    ),
    "waiver_id": lambda theirs: Waiver.objects.get(programme__authority=theirs).pk,
}


@pytest.fixture
def theirs(db: None) -> Authority:
    """One sample authority with a row of everything; the other one is the stranger's."""
    load_samples(at=NOW)
    authority = Authority.objects.get(slug="kielce")
    programme, person = Programme.objects.get(authority=authority), person_of(authority)
    group, member = Body.objects.filter(authority=authority).order_by("pk")[:2]
    version = ProgrammeVersion.objects.get(programme=programme)
    source = SourceDocument.objects.create(
        authority=authority, name="a.txt", form="text", sha256="0" * 64, file="a.txt", stored_at=NOW
    )
    Chapter.objects.filter(version=version).delete()
    Chapter.objects.create(version=version, position=1, number="I", title="Wstęp")
    BodyAlias.objects.create(body=group, name="Dawna nazwa")
    BodyMember.objects.filter(group__authority=authority).delete()
    BodyMember.objects.create(group=group, member=member)
    ImportDraft.objects.create(authority=authority, source=source, started_at=NOW)
    Invitation.objects.create(
        authority=authority,
        email="new@example.org",
        role=Role.READER,
        invited_by=person,
        invited_at=NOW,
        expires_at=NOW + timedelta(days=7),
    )
    Notice.objects.create(
        authority_id=authority.pk, to="new@example.org", subject="S", text="T", written_at=NOW
    )
    Proposal.objects.create(programme=programme, text="Więcej lamp", by=person, at=NOW)
    Waiver.objects.create(
        programme=programme, code="K-146", fingerprint="0" * 64, reason="Wie", by=person, at=NOW
    )
    return authority


def person_of(authority: Authority) -> User:
    return User.objects.filter(memberships__authority=authority).latest("pk")


@pytest.fixture
def stranger(theirs: Authority, client: Client) -> Client:
    """The coordinator of the other sample authority, signed in."""
    coordinator = Membership.objects.get(authority__slug="plzen-region", role=Role.COORDINATOR).user
    client.force_login(coordinator)
    return client


def own_addresses(urlconf: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Every address that a room of ours answers, with the names of its parts."""
    yield from walked(get_resolver(urlconf), "")


def walked(resolver: URLResolver, before: str) -> Iterator[tuple[str, frozenset[str]]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walked(entry, route)
        elif isinstance(entry, URLPattern) and entry.callback.__module__.startswith("prevenio."):
            yield route, frozenset(part_names(route))


def part_names(route: str) -> list[str]:
    return [part.partition(">")[0].rpartition(":")[2] for part in route.split("<")[1:]]


def filled(route: str, theirs: Authority) -> str:
    """The address of the other authority's thing."""
    pieces = [route.partition("<")[0]]
    for part in route.split("<")[1:]:
        name, _end, rest = part.partition(">")
        thing = THINGS[name.rpartition(":")[2]](theirs)
        pieces += ["1" if pieces[-1].endswith("areas/") else str(thing), rest]
    return "".join(pieces)


def found(client: Client, address: str) -> list[str]:
    """What the address gave that it should not have given."""
    got = {"GET": client.get(address).status_code, "POST": client.post(address).status_code}
    if set(got.values()) <= NOTHING and 404 in got.values():
        return []
    return [f"{address}: {got}"]


def desk_of(theirs: Authority) -> Iterator[str]:
    for route, _parts in own_addresses(settings.AUTHORITY_URLCONF):
        if route.startswith("desk/"):
            yield f"/{theirs.slug}/{filled(route, theirs)}"


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
