"""What every step with a problem place does: lock, allow, change, write down, tell."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from prevenio.activities.models import Activity
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import User
from prevenio.programme.models import Action
from prevenio.reports import access, letters
from prevenio.reports.models import (
    PlaceEvent,
    PlaceEventKind,
    ProblemPlace,
    ReviewTrigger,
)


class PlaceChangedMeanwhile(Refused):
    message = _(
        "Somebody changed this problem place while you were writing. What you wrote is kept here. "
        "Look at the place, then send it once more."
    )


def for_staff(
    place: ProblemPlace, seen: int | None, by: User, at: datetime, *, must_be_open: bool = False
) -> ProblemPlace:
    """The place under its lock, for whoever works on it. Raises NotAllowed, WrongState.

    Raises PlaceChangedMeanwhile too, where it is not as the person saw it.
    """
    if not access.can_work_on_place(by, place, at):
        raise NotAllowed
    place = locked_place(place, seen)
    if must_be_open and not place.is_open:
        raise WrongState
    return place


def locked_place(place: ProblemPlace, seen: int | None) -> ProblemPlace:
    """The place under its lock, as it is now. Raises PlaceChangedMeanwhile."""
    rows = ProblemPlace.objects.select_for_update(of=("self",), no_key=True).select_related(
        "authority"
    )
    found = rows.get(pk=place.pk)
    if seen is not None and found.revision != seen:
        raise PlaceChangedMeanwhile
    return found


def add_event(
    place: ProblemPlace,
    kind: PlaceEventKind,
    *,
    text: str = "",
    is_public: bool = False,
    due_on: date | None = None,
    held_on: date | None = None,
    next_on: date | None = None,
    counts: tuple[int, int | None] | None = None,
    taken: tuple[Action | None, Activity | None] = (None, None),
    by: User | None,
    at: datetime,
    details: Mapping[str, object] | None = None,
    fact: str = "",
) -> ProblemPlace:
    """Add an event to a locked place and save the place; `fact` where its kind has several."""
    place.revision += 1
    place.changed_at = at
    place.save()
    reports, people = counts or (None, None)
    PlaceEvent(
        place=place,
        number=place.revision,
        kind=kind,
        text=text,
        is_public=is_public,
        reports=reports,
        people=people,
        due_on=due_on,
        held_on=held_on,
        next_on=next_on,
        action=taken[0],
        activity=taken[1],
        by=by,
        at=at,
    ).save()
    if kind in _TOLD:
        letters.write_of_place(place, text, at=at)
    said = {"state": str(place.state), **(details or {})}
    record_fact(fact or FACTS[kind], place, by, at, said)
    return place


def record_fact(
    fact: str,
    about: ProblemPlace | ReviewTrigger,
    by: User | None,
    at: datetime,
    details: Mapping[str, object],
) -> None:
    record(fact, about=about, by=by, at=at, authority_id=about.authority_id, details=details)


# Of these everybody hears who left an address.
_TOLD = frozenset(
    {
        PlaceEventKind.ACTION,
        PlaceEventKind.ACTIVITY,
        PlaceEventKind.RESULT,
        PlaceEventKind.SOLVED,
        PlaceEventKind.CLOSED,
    }
)
# The facts stand whole here: a search for one finds it.
FACTS = {
    PlaceEventKind.CHANGED: "reports.place.changed",
    PlaceEventKind.JOINED: "reports.place.report_added",
    PlaceEventKind.LEFT: "reports.place.report_taken_out",
    PlaceEventKind.TRIED: "reports.place.tried",
    PlaceEventKind.ACTION: "reports.place.taken_up_by_action",
    PlaceEventKind.ACTIVITY: "reports.place.taken_up_by_activity",
    PlaceEventKind.PROPOSED: "reports.place.action_proposed",
    PlaceEventKind.RESULT: "reports.place.result_told",
    PlaceEventKind.REVIEW_DUE: "reports.place.review_due",
    PlaceEventKind.REVIEWED: "reports.place.reviewed",
    PlaceEventKind.SHOWN: "reports.place.made_public",
    PlaceEventKind.HIDDEN: "reports.place.hidden",
    PlaceEventKind.SOLVED: "reports.place.solved",
    PlaceEventKind.CLOSED: "reports.place.closed",
    PlaceEventKind.REOPENED: "reports.place.reopened",
}
