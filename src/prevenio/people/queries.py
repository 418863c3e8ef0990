"""Reads about authorities, bodies and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from prevenio.kernel.text import fold
from prevenio.people.models import (
    AccessibilityStatement,
    Authority,
    Body,
    BodyMember,
    Imprint,
    Invitation,
    Membership,
    Role,
    User,
)


def authority_of(*, host: str, slug: str) -> Authority | None:
    """The authority with this host name, else the one with this path; None if neither."""
    found = list(Authority.objects.filter(Q(host_name=host) | Q(slug=slug)))
    by_host = next((authority for authority in found if authority.host_name == host), None)
    return by_host or next((authority for authority in found if authority.slug == slug), None)


def memberships_of(*, user: User, authority: Authority, today: date) -> list[Membership]:
    """What a person is in this authority on a day; empty for strangers and closed accounts."""
    if not user.is_authenticated or not user.is_active:
        return []
    return list(
        Membership.objects.on(today).filter(user=user, authority=authority).select_related("body")
    )


def authorities_of(*, user: User, today: date) -> Sequence[Authority]:
    """The authorities in which a person is something on a day, by name."""
    memberships = Membership.objects.on(today).filter(user=user)
    return list(
        Authority.objects.filter(pk__in=memberships.values("authority")).order_by("name", "pk")
    )


def authorities() -> QuerySet[Authority]:
    """Every authority of the installation, by name; that one exists is public."""
    return Authority.objects.order_by("name", "pk")


def authorities_with_people() -> QuerySet[Authority]:
    """Every authority with the number of its coordinators, for those who run the installation."""
    coordinators = Q(
        memberships__role=Role.COORDINATOR,
        memberships__last_day=None,
        memberships__user__is_active=True,
    )
    return Authority.objects.annotate(
        coordinators=Count("memberships", filter=coordinators, distinct=True)
    ).order_by("name", "pk")


def bodies_found(*, authority: Authority, words: str, kind: str) -> QuerySet[Body]:
    """The authority's bodies with all of the words in any of their names, by short name."""
    bodies = Body.objects.filter(authority=authority)
    if kind:
        bodies = bodies.filter(legal_kind=kind)
    for word in fold(words).split():
        bodies = bodies.filter(search_text__contains=word)
    return bodies.annotate(
        people_count=Count("people", filter=Q(people__last_day=None), distinct=True),
        member_count=Count("members", distinct=True),
    ).order_by("short_name", "pk")


def kinds_of_bodies(*, authority: Authority) -> dict[str, int]:
    """How many bodies of each legal kind the authority has."""
    counted = Body.objects.filter(authority=authority).values_list("legal_kind")
    return dict(counted.annotate(number=Count("pk")).order_by("legal_kind"))


def group_members(*, group: Body) -> Sequence[BodyMember]:
    """The bodies that belong to a group, by short name."""
    return list(group.members.select_related("member").order_by("member__short_name", "pk"))


def people_of_body(*, body: Body, today: date) -> Sequence[Membership]:
    """Who acts for a body on a day, by name."""
    acting = Membership.objects.on(today).filter(body=body, user__is_active=True)
    return list(acting.select_related("user").order_by("user__name", "pk"))


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the list of people: somebody who is or was something in the authority."""

    user: User
    memberships: Sequence[Membership]
    is_in: bool
    """Whether the account works and a role is in force today or begins later."""


def people_of(*, authority: Authority, words: str = "") -> QuerySet[User]:
    """Everybody who is or was something in the authority, by name."""
    people = User.objects.filter(memberships__authority=authority)
    for word in words.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return people.distinct().order_by("name", "pk")


def people_in_office(*, authority: Authority, today: date) -> QuerySet[User]:
    """Everybody whose role in the authority is in force today or begins later, by name."""
    lasting = Membership.objects.filter(
        Q(last_day=None) | Q(last_day__gte=today), authority=authority
    )
    people = User.objects.filter(pk__in=lasting.values("user_id"), is_active=True)
    return people.order_by("name", "pk")


def with_roles(users: Sequence[User], *, authority: Authority, today: date) -> Sequence[Person]:
    """People with their roles in an authority, those in force first."""
    memberships = Membership.objects.filter(user__in=users, authority=authority)
    held: dict[int, list[Membership]] = {}
    for membership in memberships.select_related("body").order_by("pk"):
        held.setdefault(membership.user_id, []).append(membership)
    return [_person(user, held.get(user.pk, []), today) for user in users]


def person_in(*, authority: Authority, person_id: int, today: date) -> Person | None:
    """Somebody who is or was something in the authority; None for strangers."""
    user = User.objects.filter(pk=person_id, memberships__authority=authority).first()
    if user is None:
        return None
    return with_roles([user], authority=authority, today=today)[0]


def open_invitations(*, authority: Authority) -> QuerySet[Invitation]:
    """Invitations neither accepted nor revoked; those that have run out are among them."""
    return (
        Invitation.objects.filter(authority=authority, accepted_at=None, revoked_at=None)
        .select_related("body", "invited_by")
        .order_by("-invited_at", "pk")
    )


def has_account(*, email: str) -> bool:
    """Whether somebody signs in with this address; a closed account is none."""
    return User.objects.filter(email=email, is_active=True).exists()


def expired_invitations(*, authority: Authority, at: datetime) -> int:
    """How many invitations ran out without an answer."""
    return open_invitations(authority=authority).filter(expires_at__lte=at).count()


def _person(user: User, memberships: Sequence[Membership], today: date) -> Person:
    lasting = [one for one in memberships if one.last_day is None or one.last_day >= today]
    ended = [one for one in memberships if one not in lasting]
    return Person(user, [*lasting, *ended], user.is_active and bool(lasting))


@dataclass(frozen=True, slots=True)
class SpokenStatement:
    """The accessibility statement of one language of an authority, or that there is none yet."""

    language: str
    statement: AccessibilityStatement | None
    is_due: bool


def imprint_of(authority: Authority) -> Imprint | None:
    return Imprint.objects.filter(authority=authority).first()


def statement_of(authority: Authority, language: str) -> AccessibilityStatement | None:
    return AccessibilityStatement.objects.filter(authority=authority, language=language).first()


def statements_of(authority: Authority, *, today: date) -> list[SpokenStatement]:
    """One row for each language of the authority's pages."""
    kept = {one.language: one for one in AccessibilityStatement.objects.filter(authority=authority)}
    return [
        SpokenStatement(language, found, found is None or found.is_due_on(today))
        for language in authority.languages
        for found in [kept.get(language)]
    ]
