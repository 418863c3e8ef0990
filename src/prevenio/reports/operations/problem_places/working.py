"""What is done about a problem place: tried, taken up by the programme, told."""

from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities.models import Activity, ActivityKind
from prevenio.activities.operations.recording import record_activity
from prevenio.activities.written import Written
from prevenio.kernel.errors import Refused
from prevenio.kernel.written import LONGEST, words_of
from prevenio.people.access import today_in
from prevenio.people.models import Body, User
from prevenio.programme.models import Action, Programme
from prevenio.programme.operations.proposals import propose_change
from prevenio.reports.models import (
    PlaceEventKind,
    PlaceState,
    ProblemPlace,
)
from prevenio.reports.operations.problem_places.events import add_event, for_staff
from prevenio.reports.operations.steps import calendar_of
from prevenio.reports.queries.place_page import middles_of


class ActionElsewhere(Refused):
    message = _("Choose an action or an activity of the same programme.")


@transaction.atomic
def say_tried(
    *, place: ProblemPlace, text: str, is_public: bool, by: User, at: datetime
) -> ProblemPlace:
    """Write down what was tried. Raises NotAllowed, WrongState, WordsMissing or TooLong."""
    place = for_staff(place, None, by, at, must_be_open=True)
    return add_event(
        place, PlaceEventKind.TRIED, text=words_of(text), is_public=is_public, by=by, at=at
    )


@transaction.atomic
def take_up(
    *,
    place: ProblemPlace,
    seen: int,
    action: Action | None = None,
    activity: Activity | None = None,
    text: str = "",
    by: User,
    at: datetime,
) -> ProblemPlace:
    """An action of the programme, or an activity, takes the place up; residents read the text.

    Raises NotAllowed, PlaceChangedMeanwhile, WrongState or ActionElsewhere.
    """
    place = for_staff(place, seen, by, at, must_be_open=True)
    if (action is None) == (activity is None):
        raise ActionElsewhere
    if action is not None:
        if action.version.programme.authority_id != place.authority_id:
            raise ActionElsewhere
        place.action, kind = action, PlaceEventKind.ACTION
    else:
        assert activity is not None
        if activity.authority_id != place.authority_id:
            raise ActionElsewhere
        place.activity, kind = activity, PlaceEventKind.ACTIVITY
    place.state = PlaceState.IN_ACTION
    details = {"action": place.action_id, "activity": place.activity_id}
    written = text.replace("\x00", "").strip()[:LONGEST]
    return add_event(
        place,
        kind,
        text=written,
        is_public=True,
        taken=(action, activity),
        by=by,
        at=at,
        details=details,
    )


@transaction.atomic
def plan_activity(
    *,
    place: ProblemPlace,
    seen: int,
    kind: ActivityKind,
    body: Body,
    day: date,
    hours: tuple[time, time] | None = None,
    text: str = "",
    by: User,
    at: datetime,
) -> ProblemPlace:
    """Plan an activity of the programme at a place, such as a check at its hours.

    Raises NotAllowed, PlaceChangedMeanwhile, WrongState, or what `record_activity` raises.
    """
    place = for_staff(place, seen, by, at, must_be_open=True)
    # The calendar shows where it is: no nearer than the place is shown to residents.
    ((north, east),) = middles_of([place])
    written = Written(
        kind=kind,
        body=body,
        first_day=day,
        last_day=day,
        is_planned=True,
        title=str(kind),
        begins_at=hours[0] if hours else None,
        ends_at=hours[1] if hours else None,
        precinct=place.precinct.name[:80] if place.precinct else "",
        municipality=place.municipality,
        latitude=round(Decimal(north), 6),
        longitude=round(Decimal(east), 6),
        action=place.action,
    )
    activity = record_activity(
        authority=place.authority,
        written=written,
        by=by,
        at=at,
        today=calendar_of(place.authority).day_of(at),
        source="reports",
    )
    return take_up(place=place, seen=seen, activity=activity, text=text, by=by, at=at)


@transaction.atomic
def propose_action(
    *, place: ProblemPlace, programme: Programme, text: str, by: User, at: datetime
) -> ProblemPlace:
    """Propose a new action of the programme for a place that no action takes up.

    Raises NotAllowed, WrongState, ActionElsewhere, WordsMissing or TooLong.
    """
    place = for_staff(place, None, by, at, must_be_open=True)
    if programme.authority_id != place.authority_id:
        raise ActionElsewhere
    text = words_of(text)
    propose_change(programme=programme, text=text, body=place.body, by=by, at=at)
    return add_event(place, PlaceEventKind.PROPOSED, text=text, by=by, at=at)


@transaction.atomic
def tell_result(*, place: ProblemPlace, text: str, by: User, at: datetime) -> ProblemPlace:
    """Tell everybody who reported the place what came of it, the anonymous by their receipts.

    What was told last is not told again on one day: a page that is sent twice is one letter. Once
    something else was told of the place, the same words are told anew.

    Raises NotAllowed, WordsMissing or TooLong.
    """
    place = for_staff(place, None, by, at)
    text = words_of(text)
    if _was_told(place, text, at):
        return place
    return add_event(place, PlaceEventKind.RESULT, text=text, is_public=True, by=by, at=at)


def _was_told(place: ProblemPlace, text: str, at: datetime) -> bool:
    """Whether these words are the last that residents may read of the place, on this day."""
    last = place.events.filter(is_public=True).order_by("-number").first()
    if last is None or (last.kind, last.text) != (PlaceEventKind.RESULT, text):
        return False
    return today_in(place.authority, last.at) == today_in(place.authority, at)
