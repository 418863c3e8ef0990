"""Reads about authorities, bodies and people."""

from datetime import date

from django.db.models import Q

from prevenio.people.models import Authority, Membership, User


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
