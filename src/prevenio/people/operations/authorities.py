"""Creating an authority and setting how it looks and speaks."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.colour import Look, checked
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access
from prevenio.people.countries import DEFAULTS
from prevenio.people.models import Authority, Membership, Role, User

# First parts of a path that belong to the installation, now or soon.
RESERVED_PATHS = frozenset(
    {"accounts", "admin", "api", "authorities", "demo", "desk", "feeds", "health", "invitation"}
    | {"language", "map", "media", "metrics", "people", "programme", "robots", "search", "static"}
    | {"status", "well-known", "www"}
)


class PathReserved(Refused):
    message = _("The path “%(slug)s” is needed by the installation itself. Choose another one.")


class PathTaken(Refused):
    message = _("Another authority already has the path “%(slug)s”. Choose another one.")


class HostNameTaken(Refused):
    message = _("Another authority already answers at %(host_name)s.")


class HostNameReserved(Refused):
    message = _("%(host_name)s is the address of the installation itself.")


@dataclass(frozen=True, slots=True)
class Choices:
    """What an authority chooses about its pages; the colours must have been `checked`."""

    name: str
    second_line: str
    languages: Sequence[str]
    time_zone: str
    currency: str
    emergency_number: str
    contact: str
    look: Look
    is_region: bool = False

    def fields(self) -> dict[str, object]:
        """The values by the names of the authority's columns."""
        chosen = asdict(self)
        look = chosen.pop("look")
        return {**chosen, **look, "languages": list(self.languages)}


@transaction.atomic
def create_authority(
    *, name: str, slug: str, country: str, by: User, at: datetime, is_sample: bool = False
) -> Authority:
    """Found an authority; whoever creates it becomes its coordinator.

    Raises NotAllowed, PathReserved or PathTaken.
    """
    if not access.can_create_authority(by):
        raise NotAllowed
    if slug in RESERVED_PATHS:
        raise PathReserved(slug=slug)
    if Authority.objects.filter(slug=slug).exists():
        raise PathTaken(slug=slug)

    start = DEFAULTS[country]
    authority = Authority.objects.create(
        slug=slug,
        name=name,
        country=country,
        languages=[start.language],
        time_zone=start.time_zone,
        currency=start.currency,
        emergency_number=start.emergency_number,
        is_sample=is_sample,
        created_at=at,
    )
    Membership.objects.create(user=by, authority=authority, role=Role.COORDINATOR)
    record(
        "people.authority.created",
        about=authority,
        by=by,
        at=at,
        authority_id=authority.pk,
        details={"slug": slug, "country": country},
    )
    return authority


@transaction.atomic
def change_authority(
    *, authority: Authority, choices: Choices, by: User, at: datetime
) -> Authority:
    """Set name, languages, time zone, currency, contact and colours.

    Raises NotAllowed or kernel.colour's TooLittleContrast.
    """
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if not access.can_manage_authority(access.standing(by, authority, at)):
        raise NotAllowed
    checked(choices.look)

    chosen = choices.fields()
    changed = {name: value for name, value in chosen.items() if getattr(authority, name) != value}
    for name, value in changed.items():
        setattr(authority, name, value)
    if changed:
        authority.save(update_fields=list(changed))
    _record_change(authority, by, at, changed)
    return authority


@transaction.atomic
def set_host_name(
    *, authority: Authority, host_name: str | None, site_host: str, by: User, at: datetime
) -> Authority:
    """Let an authority answer at a host name of its own, or below its path only.

    Only whoever runs the installation may: a host name taken wrongly would put one authority in
    the place of all others. Raises NotAllowed, HostNameReserved or HostNameTaken.
    """
    if not access.can_create_authority(by):
        raise NotAllowed
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    if host_name == site_host:
        raise HostNameReserved(host_name=host_name)
    others = Authority.objects.exclude(pk=authority.pk)
    if host_name and others.filter(host_name=host_name).exists():
        raise HostNameTaken(host_name=host_name)

    authority.host_name = host_name
    authority.save(update_fields=["host_name"])
    _record_change(authority, by, at, {"host_name": host_name})
    return authority


def _record_change(
    authority: Authority, by: User, at: datetime, changed: dict[str, object]
) -> None:
    record(
        "people.authority.changed",
        about=authority,
        by=by,
        at=at,
        authority_id=authority.pk,
        details=changed,
    )
