"""Problem places: opened from reports, taken up by the programme, reviewed, solved."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from uuid import uuid4

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.activities.models import Activity, ActivityKind
from prevenio.activities.operations.recording import record_activity
from prevenio.activities.written import Written
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.people.models import Authority, Body, User
from prevenio.programme.models import Action, Programme
from prevenio.programme.operations.proposals import propose_change
from prevenio.reports import access, letters
from prevenio.reports.clustering import Point, cluster_of
from prevenio.reports.models import (
    UNSEEN_OUTCOMES,
    Confirmation,
    EventKind,
    PlaceEvent,
    PlaceEventKind,
    PlaceState,
    ProblemPlace,
    Report,
    ReviewTrigger,
)
from prevenio.reports.operations.steps import LONGEST, calendar_of, locked, take_step, words_of

LONGEST_NAME = 160


class PlaceChangedMeanwhile(Refused):
    message = _(
        "Somebody changed this problem place while you were writing. What you wrote is kept here. "
        "Look at the place, then send it once more."
    )


class ReportsMissing(Refused):
    message = _("Choose at least one report that belongs to this place.")


class PlaceNameMissing(Refused):
    message = _("Give the place a name by which your colleagues know it.")


class AnotherPlace(Refused):
    message = _("Report %(reference)s belongs to another problem place. Take it out there first.")


class ReportsElsewhere(Refused):
    message = _("Choose reports of the same programme.")


class NotInPlace(Refused):
    message = _("This report does not belong to this problem place.")


class ActionElsewhere(Refused):
    message = _("Choose an action or an activity of the same programme.")


@transaction.atomic
def open_place(
    *,
    authority: Authority,
    name: str,
    reports: Sequence[Report],
    body: Body | None = None,
    by: User | None,
    at: datetime,
) -> ProblemPlace:
    """Open a problem place out of reports. Nobody in `by` is the clock.

    Raises NotAllowed (also of a report that `by` does not see), ReportsMissing, PlaceNameMissing,
    ReportsElsewhere or AnotherPlace.
    """
    if by is not None and not access.can_take_reports(by, authority, at):
        raise NotAllowed
    if not reports:
        raise ReportsMissing
    name = words_of(name, most=LONGEST_NAME, missing=PlaceNameMissing)
    reports = _all_locked(reports, by, at)
    first = reports[0]
    place = ProblemPlace.objects.create(
        authority=authority,
        key=uuid4(),
        name=name,
        category_id=first.category_id,
        latitude=first.latitude,
        longitude=first.longitude,
        municipality_id=first.municipality_id,
        precinct_id=first.precinct_id,
        body=body or first.body,
        revision=1,
        opened_at=at,
        changed_at=at,
    )
    PlaceEvent(place=place, number=1, kind=PlaceEventKind.OPENED, by=by, at=at).save()
    _record("reports.place.opened", place, by, at, {"reports": len(reports)})
    return _joined(place, reports, by, at)


@transaction.atomic
def join_reports(
    *, place: ProblemPlace, reports: Sequence[Report], by: User | None, at: datetime
) -> ProblemPlace:
    """Add reports to a place; those that belong to it already change nothing.

    Raises NotAllowed, WrongState, ReportsElsewhere or AnotherPlace.
    """
    if by is not None and not access.can_take_reports(by, place.authority, at):
        raise NotAllowed
    place = _locked(place, None)
    if not place.is_open:
        raise WrongState
    return _joined(place, _all_locked(reports, by, at), by, at)


@transaction.atomic
def take_out(*, place: ProblemPlace, report: Report, by: User, at: datetime) -> ProblemPlace:
    """Take a report out of a place: it is not the same. Raises NotAllowed or NotInPlace."""
    place = _for_staff(place, None, by, at)
    report = locked(report)
    if report.place_id != place.pk:
        raise NotInPlace
    report.place = None
    take_step(report, EventKind.LEFT, by=by, at=at)
    _measured(place)
    return _event(place, PlaceEventKind.LEFT, by=by, at=at)


@transaction.atomic
def rename(
    *, place: ProblemPlace, seen: int, name: str, body: Body | None, by: User, at: datetime
) -> ProblemPlace:
    """Change the name of a place and the body it is with.

    Raises NotAllowed, PlaceChangedMeanwhile, PlaceNameMissing or ActionElsewhere.
    """
    place = _for_staff(place, seen, by, at)
    if body is not None and body.authority_id != place.authority_id:
        raise ActionElsewhere
    place.name = words_of(name, most=LONGEST_NAME, missing=PlaceNameMissing)
    place.body = body
    return _event(place, PlaceEventKind.CHANGED, by=by, at=at)


@transaction.atomic
def say_tried(
    *, place: ProblemPlace, text: str, is_public: bool, by: User, at: datetime
) -> ProblemPlace:
    """Write down what was tried. Raises NotAllowed, WrongState, WordsMissing or TooLong."""
    place = _for_staff(place, None, by, at, must_be_open=True)
    return _event(
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
    place = _for_staff(place, seen, by, at, must_be_open=True)
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
    return _event(
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
    place = _for_staff(place, seen, by, at, must_be_open=True)
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
        latitude=round(Decimal(place.latitude), 6),
        longitude=round(Decimal(place.longitude), 6),
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
    place = _for_staff(place, None, by, at, must_be_open=True)
    if programme.authority_id != place.authority_id:
        raise ActionElsewhere
    text = words_of(text)
    propose_change(programme=programme, text=text, body=place.body, by=by, at=at)
    return _event(place, PlaceEventKind.PROPOSED, text=text, by=by, at=at)


@transaction.atomic
def tell_result(*, place: ProblemPlace, text: str, by: User, at: datetime) -> ProblemPlace:
    """Tell everybody who reported the place what came of it, the anonymous by their receipts.

    Raises NotAllowed, WordsMissing or TooLong.
    """
    place = _for_staff(place, None, by, at)
    return _event(place, PlaceEventKind.RESULT, text=words_of(text), is_public=True, by=by, at=at)


@transaction.atomic
def review(*, place: ProblemPlace, seen: int, text: str, by: User, at: datetime) -> ProblemPlace:
    """Record a review: who met, what was found, what follows. The day that was set is kept.

    Raises NotAllowed, PlaceChangedMeanwhile, WordsMissing or TooLong.
    """
    place = _for_staff(place, seen, by, at)
    due, place.review_due_on, place.reviewed_at = place.review_due_on, None, at
    return _event(place, PlaceEventKind.REVIEWED, text=words_of(text), due_on=due, by=by, at=at)


@transaction.atomic
def show(
    *, place: ProblemPlace, seen: int, is_public: bool, by: User, at: datetime
) -> ProblemPlace:
    """Let residents see a place, or no longer. A second time changes nothing.

    Raises NotAllowed or PlaceChangedMeanwhile.
    """
    place = _for_staff(place, seen, by, at)
    if place.is_public == is_public:
        return place
    place.is_public = is_public
    kind = PlaceEventKind.SHOWN if is_public else PlaceEventKind.HIDDEN
    return _event(place, kind, by=by, at=at)


@transaction.atomic
def end(
    *, place: ProblemPlace, seen: int, is_solved: bool, text: str, by: User, at: datetime
) -> ProblemPlace:
    """End a place with words for everybody who reported it.

    Raises NotAllowed, PlaceChangedMeanwhile, WrongState, WordsMissing or TooLong.
    """
    place = _for_staff(place, seen, by, at, must_be_open=True)
    place.state = PlaceState.SOLVED if is_solved else PlaceState.CLOSED
    place.ended_at = at
    kind = PlaceEventKind.SOLVED if is_solved else PlaceEventKind.CLOSED
    return _event(place, kind, text=words_of(text), is_public=True, by=by, at=at)


@transaction.atomic
def reopen_place(
    *, place: ProblemPlace, seen: int, text: str, by: User, at: datetime
) -> ProblemPlace:
    """Open a place again. Raises NotAllowed, PlaceChangedMeanwhile, WrongState or WordsMissing."""
    place = _for_staff(place, seen, by, at)
    if place.is_open:
        raise WrongState
    taken = place.action_id or place.activity_id
    place.state = PlaceState.IN_ACTION if taken else PlaceState.OPEN
    place.ended_at = None
    return _event(place, PlaceEventKind.REOPENED, text=words_of(text), by=by, at=at)


def trigger_of(authority: Authority) -> ReviewTrigger:
    """What forces a review; the usual numbers where nobody has set others."""
    known = ReviewTrigger.objects.filter(authority=authority).first()
    return known or ReviewTrigger(authority=authority)


@transaction.atomic
def set_trigger(
    *,
    authority: Authority,
    reports: int,
    people: int,
    months: int,
    days: int,
    by: User,
    at: datetime,
) -> ReviewTrigger:
    """Set what forces a review. Raises NotAllowed; the form has checked the numbers."""
    if not access.can_keep_reports(by, authority, at):
        raise NotAllowed
    values = {"reports": reports, "people": people, "months": months, "days": days}
    trigger, _made = ReviewTrigger.objects.update_or_create(authority=authority, defaults=values)
    _record("reports.trigger.changed", trigger, by, at, values)
    return trigger


def due_review(place: ProblemPlace, at: datetime) -> tuple[int, int] | None:
    """Reports and people of the last months, if they force a review; None if they do not.

    What was reviewed counts anew from the review on.
    """
    trigger = trigger_of(place.authority)
    since = at - relativedelta(months=trigger.months)
    if place.reviewed_at is not None:
        since = max(since, place.reviewed_at)
    rows = place.reports.filter(received_at__gt=since).exclude(outcome__in=UNSEEN_OUTCOMES)
    keys = list(rows.values_list("person_key", flat=True))
    backing = Confirmation.objects.filter(report__place=place, is_there=True, at__gt=since)
    backed = list(backing.values_list("person_key", flat=True))
    reports, people = len(keys) + len(backed), len({*keys, *backed})
    return (reports, people) if reports >= trigger.reports and people >= trigger.people else None


def check_trigger(place: ProblemPlace, at: datetime) -> ProblemPlace:
    """Set the day of a review where reports force one; the place is locked. Saves it."""
    counts = None if place.review_due_on is not None else due_review(place, at)
    if counts is None:
        return place
    calendar = calendar_of(place.authority)
    due = calendar.after(calendar.day_of(at), trigger_of(place.authority).days)
    place.review_due_on = due
    return _event(place, PlaceEventKind.REVIEW_DUE, due_on=due, counts=counts, by=None, at=at)


def _all_locked(reports: Sequence[Report], by: User | None, at: datetime) -> Sequence[Report]:
    """The reports under their locks, in one order, before anything is written.

    An entry of the journal locks its chain: whoever waited for a report after that would wait for
    somebody who holds the report and waits for the chain.
    """
    known = sorted({one.pk: one for one in reports}.values(), key=lambda one: one.pk)
    if by is not None and not all(access.can_work_on(by, one, at) for one in known):
        raise NotAllowed
    return [locked(one) for one in known]


def _joined(
    place: ProblemPlace, reports: Sequence[Report], by: User | None, at: datetime
) -> ProblemPlace:
    added = 0
    for report in reports:
        if report.authority_id != place.authority_id:
            raise ReportsElsewhere
        if report.place_id == place.pk:
            continue
        if report.place_id is not None:
            raise AnotherPlace(reference=report.reference)
        report.place = place
        take_step(report, EventKind.JOINED, by=by, at=at)
        added += 1
    if not added:
        return place
    _measured(place)
    place = _event(place, PlaceEventKind.JOINED, counts=(added, None), by=by, at=at)
    return check_trigger(place, at)


def _measured(place: ProblemPlace) -> None:
    """The middle and the reach of the reports that are in the place. Does not save it."""
    rows = place.reports.values_list("pk", "latitude", "longitude", "person_key", "received_at")
    points = [Point(*row) for row in rows]
    if not points:
        return
    cluster = cluster_of(points)
    place.latitude, place.longitude = cluster.latitude, cluster.longitude
    place.radius = max(cluster.radius, 20)


def _for_staff(
    place: ProblemPlace, seen: int | None, by: User, at: datetime, *, must_be_open: bool = False
) -> ProblemPlace:
    if not access.can_work_on_place(by, place, at):
        raise NotAllowed
    place = _locked(place, seen)
    if must_be_open and not place.is_open:
        raise WrongState
    return place


def _locked(place: ProblemPlace, seen: int | None) -> ProblemPlace:
    rows = ProblemPlace.objects.select_for_update(of=("self",)).select_related("authority")
    found = rows.get(pk=place.pk)
    if seen is not None and found.revision != seen:
        raise PlaceChangedMeanwhile
    return found


def _event(
    place: ProblemPlace,
    kind: PlaceEventKind,
    *,
    text: str = "",
    is_public: bool = False,
    due_on: date | None = None,
    counts: tuple[int, int | None] | None = None,
    taken: tuple[Action | None, Activity | None] = (None, None),
    by: User | None,
    at: datetime,
    details: Mapping[str, object] | None = None,
) -> ProblemPlace:
    """Add an event to a locked place and save the place."""
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
        action=taken[0],
        activity=taken[1],
        by=by,
        at=at,
    ).save()
    if kind in _TOLD:
        letters.write_of_place(place, text, at=at)
    said = {"state": str(place.state), **(details or {})}
    _record(FACTS[kind], place, by, at, said)
    return place


def _record(
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
