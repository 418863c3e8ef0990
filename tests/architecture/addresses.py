"""Every address that a room of ours answers, filled with one authority's own things."""

from collections.abc import Callable, Iterator, Mapping

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from prevenio.notices.models import Notice
from prevenio.people.models import (
    Authority,
    Body,
    BodyAlias,
    BodyMember,
    Invitation,
    Membership,
    User,
)
from prevenio.programme.models import (
    Chapter,
    ImportDraft,
    Initiative,
    Programme,
    ProgrammeVersion,
    Proposal,
    Statement,
    Waiver,
)

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


def person_of(authority: Authority) -> User:
    return User.objects.filter(memberships__authority=authority).latest("pk")


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


def desk_of(theirs: Authority) -> Iterator[str]:
    for route, _parts in own_addresses(settings.AUTHORITY_URLCONF):
        if route.startswith("desk/"):
            yield f"/{theirs.slug}/{filled(route, theirs)}"
