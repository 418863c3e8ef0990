"""The people of the sample, with whom a visitor can look at every role.

All of them share one password, made from this installation's secret key: the same on every run,
another one in every installation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils.crypto import salted_hmac

from prevenio.kernel.text import fold
from prevenio.people.models import Authority, Body, Membership, Role, User
from prevenio.places.models import GroupMember, Municipality, WorkingGroup

ADMINISTRATOR = ("Administrator", "admin@prevenio.example")


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays the roles in one authority, and for which body."""

    body: str
    names: Mapping[Role, str]


CASTS = {
    "kielce": Cast(
        body="KMP",
        names={
            Role.COORDINATOR: "Anna Lis",
            Role.PROGRAMME_OFFICER: "Piotr Wrona",
            Role.HEAD_OF_BUREAU: "Maria Sowa",
            Role.REPORTER: "Tomasz Jeleń",
            Role.CERTIFIER: "Ewa Kos",
            Role.READER: "Jan Żubr",
        },
    ),
    "plzen-region": Cast(
        body="KŘPP",
        names={
            Role.COORDINATOR: "Jana Lišková",
            Role.PROGRAMME_OFFICER: "Petr Vrána",
            Role.HEAD_OF_BUREAU: "Marie Sovová",
            Role.REPORTER: "Tomáš Jelen",
            Role.CERTIFIER: "Eva Kosová",
            Role.READER: "Jan Rys",
        },
    ),
}

# Who works for the office of a town; the first towns are those where a question waits.
CLERKS = {"plzen-region": {"Domažlice": "Lenka Vzorná", "Rokycany": "Karel Smyšlený"}}


@dataclass(frozen=True, slots=True)
class SignIn:
    """One line of the table that the operator is shown."""

    where: str
    what: str
    email: str
    password: str


def add_administrator() -> None:
    """The account that runs the sample installation."""
    name, email = ADMINISTRATOR
    if not User.objects.filter(email=email).exists():
        _add_users([_user(email, name, is_superuser=True)])


def add_people(authority: Authority, bodies: Mapping[str, Body]) -> None:
    """One person in every role of a sample authority."""
    cast = CASTS[authority.slug]
    users = {role: _user(_email(role, authority.slug), name) for role, name in cast.names.items()}
    _add_users(list(users.values()))
    Membership.objects.bulk_create(
        Membership(
            user=user,
            authority=authority,
            role=role,
            body=bodies[cast.body] if role in {Role.REPORTER, Role.CERTIFIER} else None,
        )
        for role, user in users.items()
    )


def add_clerks(authority: Authority) -> None:
    """People of the offices of some municipalities, who see the side of a town."""
    names = CLERKS.get(authority.slug, {})
    towns = Municipality.objects.filter(authority=authority, name__in=names)
    users = {town: _user(_clerk(town.name, authority.slug), names[town.name]) for town in towns}
    _add_users(list(users.values()))
    Membership.objects.bulk_create(
        Membership(user=user, authority=authority, role=Role.REPORTER, body_id=town.office_id)
        for town, user in users.items()
    )
    _seat(authority, users)


def _seat(authority: Authority, users: Mapping[Municipality, User]) -> None:
    """Each of them sits in the working group of the own town."""
    groups = WorkingGroup.objects.filter(authority=authority, municipality__in=users)
    by_town = {one.municipality_id: one for one in groups}
    GroupMember.objects.bulk_create(
        GroupMember(
            group=by_town[town.pk], user=user, body_id=town.office_id, person_name=user.name
        )
        for town, user in users.items()
    )


def sign_ins() -> list[SignIn]:
    """Every sample account with its password, authority by authority."""
    password = sample_password()
    _name, email = ADMINISTRATOR
    return [
        SignIn("whole installation", "administrator", email, password),
        *(
            SignIn(slug, role.replace("_", " ").lower(), _email(role, slug), password)
            for slug, cast in CASTS.items()
            for role in cast.names
        ),
        *(
            SignIn(slug, f"office of {town}", _clerk(town, slug), password)
            for slug, towns in CLERKS.items()
            for town in towns
        ),
    ]


def sample_password() -> str:
    """The password of every sample account; it cannot be guessed from outside."""
    digits = salted_hmac(
        "prevenio.demo.accounts", "sample sign-ins", algorithm="sha256"
    ).hexdigest()
    return "-".join(["sample", digits[:5], digits[5:10]])


def _email(role: str, slug: str) -> str:
    return f"{role.replace('_', '.').lower()}@{slug}.example"


def _clerk(town: str, slug: str) -> str:
    return _email(f"clerk.{fold(town).replace(' ', '-')}", slug)


def _user(email: str, name: str, *, is_superuser: bool = False) -> User:
    return User(email=email, name=name, is_superuser=is_superuser, is_sample=True)


def _add_users(users: list[User]) -> None:
    # One slow hash for all: they share the password anyway.
    password = make_password(sample_password())
    for user in users:
        user.password = password
    User.objects.bulk_create(users)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
