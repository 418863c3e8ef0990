"""Milestones of the project: planned, moved with a reason, reached, dropped."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.access import today_in
from prevenio.people.models import Authority, User
from prevenio.places.models import Municipality
from prevenio.programme.models import DatePrecision
from prevenio.region import access
from prevenio.region.models import MilestoneMove, RegionMilestone


class ReachedInFuture(Refused):
    message = _("The day on which it was reached cannot lie ahead.")


class MovedNowhere(Refused):
    message = _("Give another day than the one it is planned for.")


class ReasonMissing(Refused):
    message = _("Write the reason.")


@dataclass(frozen=True, slots=True)
class MilestoneSaid:
    """What is to be reached by when, and who may see it."""

    text: str
    planned_on: date
    precision: str = DatePrecision.DAY
    note: str = ""
    is_shared: bool = False
    is_public: bool = False


@transaction.atomic
def plan_milestone(
    *,
    authority: Authority,
    municipality: Municipality | None,
    said: MilestoneSaid,
    by: User,
    at: datetime,
) -> RegionMilestone:
    """Plan a milestone of the region, or of a municipality. Raises NotAllowed."""
    _allowed(authority, municipality, by, at)
    made = RegionMilestone.objects.create(
        authority=authority, municipality=municipality, **asdict(said)
    )
    _note(made, "region.milestone.planned", by, at)
    return made


@transaction.atomic
def change_milestone(
    *, milestone: RegionMilestone, said: MilestoneSaid, by: User, at: datetime
) -> RegionMilestone:
    """Change its words and who sees it; its day changes by moving it. Raises NotAllowed."""
    found = _locked(milestone, by, at)
    found.text, found.note, found.precision = said.text, said.note, said.precision
    found.is_shared, found.is_public = said.is_shared, said.is_public
    found.save()
    _note(found, "region.milestone.changed", by, at)
    return found


@transaction.atomic
def move_milestone(
    *, milestone: RegionMilestone, to: date, reason: str, by: User, at: datetime
) -> RegionMilestone:
    """Move a milestone that is not reached to another day, saying why.

    Raises NotAllowed, WrongState, MovedNowhere or ReasonMissing.
    """
    found = _waiting(milestone, by, at)
    if to == found.planned_on:
        raise MovedNowhere
    if not reason.strip():
        raise ReasonMissing
    MilestoneMove(
        milestone=found, from_day=found.planned_on, to_day=to, reason=reason.strip(), by=by, at=at
    ).save()
    found.planned_on = to
    found.save(update_fields=["planned_on"])
    _note(found, "region.milestone.moved", by, at)
    return found


@transaction.atomic
def reach_milestone(
    *, milestone: RegionMilestone, on: date, by: User, at: datetime
) -> RegionMilestone:
    """Say that a milestone was reached. Raises NotAllowed, WrongState or ReachedInFuture."""
    found = _waiting(milestone, by, at)
    if on > today_in(found.authority, at):
        raise ReachedInFuture
    found.reached_on = on
    found.save(update_fields=["reached_on"])
    _note(found, "region.milestone.reached", by, at)
    return found


@transaction.atomic
def drop_milestone(
    *, milestone: RegionMilestone, reason: str, by: User, at: datetime
) -> RegionMilestone:
    """Give a milestone up, saying why. Raises NotAllowed, WrongState or ReasonMissing."""
    found = _waiting(milestone, by, at)
    if not reason.strip():
        raise ReasonMissing
    found.dropped_because = reason.strip()
    found.save(update_fields=["dropped_because"])
    _note(found, "region.milestone.dropped", by, at)
    return found


def _waiting(milestone: RegionMilestone, by: User, at: datetime) -> RegionMilestone:
    found = _locked(milestone, by, at)
    if found.reached_on is not None or found.dropped_because:
        raise WrongState
    return found


def _locked(milestone: RegionMilestone, by: User, at: datetime) -> RegionMilestone:
    rows = RegionMilestone.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("authority", "municipality").get(pk=milestone.pk)
    _allowed(found.authority, found.municipality, by, at)
    return found


def _allowed(
    authority: Authority, municipality: Municipality | None, by: User, at: datetime
) -> None:
    if not access.can_keep(by, authority, municipality, at):
        raise NotAllowed


def _note(milestone: RegionMilestone, fact: str, by: User, at: datetime) -> None:
    record(
        fact,
        about=milestone,
        by=by,
        at=at,
        authority_id=milestone.authority_id,
        details={"planned_on": milestone.planned_on.isoformat()},
    )
