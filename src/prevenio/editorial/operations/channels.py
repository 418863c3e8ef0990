"""The register of an authority's channels: profiles, letters, mascots."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from prevenio.editorial import access
from prevenio.editorial.models import Channel, Picture
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed
from prevenio.people.access import standing
from prevenio.people.models import Authority, Body, User


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of one channel."""

    kind: str
    name: str
    link: str = ""
    note: str = ""
    body: Body | None = None
    picture: Picture | None = None
    first_day: date | None = None
    last_day: date | None = None


@transaction.atomic
def add_channel(*, authority: Authority, described: Described, by: User, at: datetime) -> Channel:
    """Enter a channel. Raises NotAllowed."""
    channel = Channel(authority=authority)
    _write(channel, described, by, at)
    record(
        "editorial.channel.added", about=channel, by=by, at=at, authority_id=channel.authority_id
    )
    return channel


@transaction.atomic
def change_channel(*, channel: Channel, described: Described, by: User, at: datetime) -> Channel:
    """Put a channel right. Raises NotAllowed."""
    channel = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    _write(channel, described, by, at)
    record(
        "editorial.channel.changed", about=channel, by=by, at=at, authority_id=channel.authority_id
    )
    return channel


@transaction.atomic
def remove_channel(*, channel: Channel, by: User, at: datetime) -> None:
    """Take a channel out of the register. Raises NotAllowed."""
    _refuse_others(channel.authority, by, at)
    record(
        "editorial.channel.removed", about=channel, by=by, at=at, authority_id=channel.authority_id
    )
    channel.delete()


def _write(channel: Channel, described: Described, by: User, at: datetime) -> None:
    _refuse_others(channel.authority, by, at)
    channel.kind, channel.name, channel.link = described.kind, described.name, described.link
    channel.note, channel.body, channel.picture = (
        described.note,
        described.body,
        described.picture,
    )
    channel.first_day, channel.last_day = described.first_day, described.last_day
    channel.save()


def _refuse_others(authority: Authority, by: User, at: datetime) -> None:
    if not access.can_keep_media_log(standing(by, authority, at)):
        raise NotAllowed
