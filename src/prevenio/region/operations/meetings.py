"""Meetings of working groups: planned, changed, held with minutes, cancelled; their rhythm."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import User
from prevenio.places.models import GroupMember, WorkingGroup
from prevenio.region import access, letters
from prevenio.region.files import Upload, put
from prevenio.region.models import Meeting, MeetingRhythm, MeetingState


class PlannedInPast(Refused):
    message = _("A meeting is planned for today or later.")


class HeldInFuture(Refused):
    message = _("The meeting is still to come. Minutes are written once it was held.")


class NobodyCame(Refused):
    message = _("Say who came: tick members, or give the number of guests.")


class MemberOfAnotherGroup(Refused):
    message = _("Only members of this group can be ticked as present.")


class WhyCancelled(Refused):
    message = _("Write why the meeting is cancelled.")


class RhythmImpossible(Refused):
    message = _("Give between 1 and 104 weeks, or nothing where the group has no rhythm.")


# What of a plan is worth a letter when it changes.
_TOLD = ("on", "begins", "place", "agenda")


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where a group meets, and what about."""

    on: date
    begins: time | None = None
    place: str = ""
    agenda: str = ""
    is_public: bool = True


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a held meeting came to; `decisions` holds one decision on each line."""

    on: date
    minutes: str = ""
    decisions: str = ""
    present: Sequence[GroupMember] = field(default_factory=list)
    others_present: int = 0
    is_shared: bool = False


@transaction.atomic
def plan_meeting(*, group: WorkingGroup, plan: Plan, by: User, at: datetime) -> Meeting:
    """Plan a meeting of a group. Raises NotAllowed or PlannedInPast."""
    _allowed(group, by, at)
    if plan.on < today_in(group.authority, at):
        raise PlannedInPast
    made = Meeting.objects.create(
        authority=group.authority, group=group, changed_at=at, **asdict(plan)
    )
    _note(made, "region.meeting.planned", by, at)
    letters.write_of_meeting(made, letters.PLANNED, by=by, at=at)
    return made


@transaction.atomic
def change_plan(*, meeting: Meeting, plan: Plan, by: User, at: datetime) -> Meeting:
    """Change day, place or agenda of a planned meeting.

    Raises NotAllowed, WrongState or PlannedInPast.
    """
    found = _locked(meeting, by, at)
    _planned(found)
    if plan.on < today_in(found.authority, at):
        raise PlannedInPast
    said = asdict(plan)
    is_news = any(getattr(found, name) != said[name] for name in _TOLD)
    for name, value in said.items():
        setattr(found, name, value)
    _saved(found, "region.meeting.changed", by, at)
    if is_news:
        letters.write_of_meeting(found, letters.CHANGED, by=by, at=at)
    return found


@transaction.atomic
def write_minutes(
    *, meeting: Meeting, minutes: Minutes, upload: Upload | None, by: User, at: datetime
) -> Meeting:
    """Write down that a meeting was held: who came, what was said and decided; again to mend it.

    Raises NotAllowed, WrongState, HeldInFuture, NobodyCame, MemberOfAnotherGroup or what `kept`
    raises.
    """
    found = _locked(meeting, by, at)
    if found.state == MeetingState.CANCELLED:
        raise WrongState
    if minutes.on > today_in(found.authority, at):
        raise HeldInFuture
    if any(one.group_id != found.group_id for one in minutes.present):
        raise MemberOfAnotherGroup
    if not minutes.present and not minutes.others_present:
        raise NobodyCame
    is_first = found.state == MeetingState.PLANNED
    found.state, found.on = MeetingState.HELD, minutes.on
    found.minutes, found.decisions = minutes.minutes.strip(), minutes.decisions.strip()
    found.others_present, found.is_shared = minutes.others_present, minutes.is_shared
    put(found, upload)
    found.present.set(minutes.present)
    if not is_first:
        return _saved(found, "region.meeting.minutes_changed", by, at)
    _saved(found, "region.meeting.held", by, at)
    letters.write_of_meeting(found, letters.HELD, by=by, at=at)
    return found


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: User, at: datetime) -> Meeting:
    """Cancel a planned meeting, saying why. Raises NotAllowed, WrongState or WhyCancelled."""
    found = _locked(meeting, by, at)
    _planned(found)
    if not reason.strip():
        raise WhyCancelled
    found.state, found.cancelled_because = MeetingState.CANCELLED, reason.strip()
    _saved(found, "region.meeting.cancelled", by, at)
    letters.write_of_meeting(found, letters.CANCELLED, by=by, at=at)
    return found


@transaction.atomic
def set_rhythm(
    *, group: WorkingGroup, weeks: int | None, by: User, at: datetime
) -> MeetingRhythm | None:
    """Say how many weeks may lie between two meetings; None where the group has no rhythm.

    Raises NotAllowed or RhythmImpossible.
    """
    _allowed(group, by, at)
    if weeks is not None and not 1 <= weeks <= 104:
        raise RhythmImpossible
    MeetingRhythm.objects.filter(group=group).delete()
    made = None if weeks is None else MeetingRhythm.objects.create(group=group, weeks=weeks)
    record(
        "region.group.rhythm_set",
        about=group,
        by=by,
        at=at,
        authority_id=group.authority_id,
        details={"weeks": weeks or 0},
    )
    return made


def _locked(meeting: Meeting, by: User, at: datetime) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("authority", "group__authority", "group__municipality").get(
        pk=meeting.pk
    )
    _allowed(found.group, by, at)
    return found


def _allowed(group: WorkingGroup, by: User, at: datetime) -> None:
    if not access.can_keep(by, group.authority, group.municipality, at):
        raise NotAllowed


def _planned(meeting: Meeting) -> None:
    if meeting.state != MeetingState.PLANNED:
        raise WrongState


def _saved(meeting: Meeting, fact: str, by: User, at: datetime) -> Meeting:
    meeting.changed_at = at
    meeting.save()
    _note(meeting, fact, by, at)
    return meeting


def _note(meeting: Meeting, fact: str, by: User, at: datetime) -> None:
    record(
        fact,
        about=meeting,
        by=by,
        at=at,
        authority_id=meeting.authority_id,
        details={"on": meeting.on.isoformat()},
    )
