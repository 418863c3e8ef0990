"""Authorities, bodies and people for tests: say only what the test is about."""

from datetime import UTC, date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from prevenio.people.models import Authority, Body, Country, LegalKind, Membership, Role, User

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PASSWORD = "seven-quiet-lamps"
_numbers = count(1)


def local_today() -> date:
    """The day of both countries, as their pages know it; around midnight UTC has another."""
    return timezone.localdate(timezone=ZoneInfo("Europe/Warsaw"))


def make_authority(
    *,
    slug: str = "",
    name: str = "Testowo",
    country: str = Country.POLAND,
    languages: list[str] | None = None,
    host_name: str | None = None,
    is_sample: bool = False,
) -> Authority:
    is_polish = country == Country.POLAND
    return Authority.objects.create(
        slug=slug or f"testowo-{next(_numbers)}",
        name=name,
        country=country,
        languages=languages or ["pl" if is_polish else "cs"],
        time_zone="Europe/Warsaw" if is_polish else "Europe/Prague",
        currency="PLN" if is_polish else "CZK",
        host_name=host_name,
        is_sample=is_sample,
        created_at=NOON,
    )


def make_body(
    *,
    authority: Authority | None = None,
    short_name: str = "",
    name: str = "",
    legal_kind: str = LegalKind.OTHER,
    is_group: bool = False,
    email: str = "",
) -> Body:
    return Body.objects.create(
        authority=authority or make_authority(),
        short_name=short_name or f"B{next(_numbers)}",
        name=name,
        legal_kind=legal_kind,
        is_group=is_group,
        email=email,
    )


def make_user(
    *,
    email: str = "",
    name: str = "Jan Testowy",
    password: str | None = PASSWORD,
    language: str = "",
) -> User:
    return User.objects.create_user(
        email or f"person{next(_numbers)}@example.org", password, name=name, language=language
    )


def make_member(
    *,
    authority: Authority | None = None,
    role: str = Role.READER,
    body: Body | None = None,
    user: User | None = None,
    name: str = "Jan Testowy",
    first_day: date | None = None,
    last_day: date | None = None,
) -> User:
    """A person with one membership; the person is what is returned."""
    user = user or make_user(name=name)
    Membership.objects.create(
        user=user,
        authority=authority or (body.authority if body else make_authority()),
        body=body,
        role=role,
        first_day=first_day,
        last_day=last_day,
    )
    return user
