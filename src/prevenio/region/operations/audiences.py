"""Channels of a project and the groups they reach."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import Refused
from prevenio.people.models import User
from prevenio.region.models import Channel, Project, Reach
from prevenio.region.operations.checking import only_bureau
from prevenio.region.operations.teams import locked


class ChannelThere(Refused):
    message = _("The project has a channel of this name already: %(name)s.")


class UnknownGroup(Refused):
    message = _("The programme does not name the group “%(name)s” for this project.")


@transaction.atomic
def add_channel(
    *, project: Project, name: str, groups: Sequence[str], by: User, at: datetime
) -> Channel:
    """Add a channel and say which groups it reaches.

    Raises NotAllowed, ChannelThere or UnknownGroup.
    """
    project = locked(project)
    only_bureau(by, project.authority, at)
    _check(project, name.strip(), groups, known=None)
    position = project.channels.count() + 1
    channel = Channel.objects.create(project=project, name=name.strip(), position=position)
    _set_groups(channel, groups)
    _record("region.channel.added", channel, by, at)
    return channel


@transaction.atomic
def change_channel(
    *, channel: Channel, name: str, groups: Sequence[str], by: User, at: datetime
) -> Channel:
    """Rename a channel, say anew which groups it reaches.

    Raises NotAllowed, ChannelThere or UnknownGroup.
    """
    project = locked(channel.project)
    only_bureau(by, project.authority, at)
    _check(project, name.strip(), groups, known=channel)
    channel.name = name.strip()
    channel.save(update_fields=["name"])
    channel.reaches.all().delete()
    _set_groups(channel, groups)
    _record("region.channel.changed", channel, by, at)
    return channel


@transaction.atomic
def remove_channel(*, channel: Channel, by: User, at: datetime) -> None:
    """Take a channel out of a project. Raises NotAllowed."""
    project = locked(channel.project)
    only_bureau(by, project.authority, at)
    _record("region.channel.removed", channel, by, at)
    channel.delete()


def _check(project: Project, name: str, groups: Sequence[str], *, known: Channel | None) -> None:
    same = project.channels.filter(name=name)
    if (same.exclude(pk=known.pk) if known else same).exists():
        raise ChannelThere(name=name)
    named = set(project.present.audiences.values_list("text", flat=True))
    # What a channel reached before the programme changed its words may stay.
    named |= set(known.reaches.values_list("audience", flat=True)) if known else set()
    unknown = next((one for one in groups if one not in named), None)
    if unknown is not None:
        raise UnknownGroup(name=unknown)


def _set_groups(channel: Channel, groups: Sequence[str]) -> None:
    Reach.objects.bulk_create(Reach(channel=channel, audience=one) for one in dict.fromkeys(groups))


def _record(fact: str, channel: Channel, by: User, at: datetime) -> None:
    project = channel.project
    record(
        fact,
        about=project,
        by=by,
        at=at,
        authority_id=project.authority_id,
        details={"channel": channel.name},
    )
