"""Reports of many people force a review of a place, which several bodies hold and record."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from prevenio.kernel.errors import NotAllowed, Refused, WrongState
from prevenio.kernel.written import words_of
from prevenio.people.models import Authority, Body, User
from prevenio.reports import access
from prevenio.reports.models import (
    PlaceEventKind,
    PlaceReminder,
    ProblemPlace,
    ReviewBody,
    ReviewTrigger,
)
from prevenio.reports.operations.problem_places.events import add_event, for_staff, record_fact
from prevenio.reports.operations.problem_places.telling import tell_of_reviews
from prevenio.reports.operations.steps import calendar_of
from prevenio.reports.operations.working import BodyElsewhere
from prevenio.reports.queries.voices import confirmations_in, reports_in
from prevenio.reports.review_letters import ReviewOccasion

# Working days before the day of a planned review, in which it can still be called together.
PLANNED_COMES_DUE = 10


class BodiesMissing(Refused):
    message = _("Choose the bodies that took part in the review.")


class NotHeldYet(Refused):
    message = _("A review is recorded once it was held: the day cannot lie after today.")


class NextTooEarly(Refused):
    message = _("The next review must lie after today.")


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
    record_fact("reports.trigger.changed", trigger, by, at, values)
    return trigger


def due_review(place: ProblemPlace, at: datetime) -> tuple[int, int] | None:
    """Voices and people of the last months, if they force a review; None if they do not.

    What was reviewed counts anew from the review on.
    """
    trigger = trigger_of(place.authority)
    since = at - relativedelta(months=trigger.months)
    if place.reviewed_at is not None:
        since = max(since, place.reviewed_at)
    rows = reports_in(place).filter(received_at__gt=since)
    keys = list(rows.values_list("person_key", flat=True))
    backing = confirmations_in(place).filter(is_there=True, at__gt=since)
    backed = list(backing.values_list("person_key", flat=True))
    reports, people = len(keys) + len(backed), len({*keys, *backed})
    return (reports, people) if reports >= trigger.reports and people >= trigger.people else None


def check_trigger(place: ProblemPlace, at: datetime) -> ProblemPlace:
    """Set the day of a review where reports force one, and tell who must hold it. Saves the place.

    The place is locked. Where a review was planned for an earlier day, that day stays.
    """
    counts = None if place.review_due_on is not None else due_review(place, at)
    if counts is None:
        return place
    calendar = calendar_of(place.authority)
    due = calendar.after(calendar.day_of(at), trigger_of(place.authority).days)
    if place.next_review_on is not None:
        due = min(due, max(place.next_review_on, calendar.day_of(at)))
    return _due(place, due, at, counts)


def check_plan(place: ProblemPlace, at: datetime) -> ProblemPlace:
    """Let a review come due that was planned and whose day draws near; the place is locked."""
    planned = place.next_review_on
    if planned is None or place.review_due_on is not None or planned > soonest(place, at):
        return place
    return _due(place, planned, at)


def soonest(place: ProblemPlace, at: datetime) -> date:
    """The first day for which a review can still be called together."""
    calendar = calendar_of(place.authority)
    return calendar.after(calendar.day_of(at), PLANNED_COMES_DUE)


@transaction.atomic
def review(
    *,
    place: ProblemPlace,
    seen: int,
    held_on: date,
    bodies: Sequence[Body],
    text: str,
    next_on: date | None = None,
    by: User,
    at: datetime,
) -> ProblemPlace:
    """Record a review: when it was held, who took part, what was decided, when the next one is.

    The day that was set is kept with it. What was reported since it was held counts for the next
    one. One that was held before another that is on record already changes none of the days that
    are set since. Raises NotAllowed, PlaceChangedMeanwhile, WordsMissing, TooLong, BodiesMissing,
    BodyElsewhere, NotHeldYet, NextTooEarly, or WrongState for a next one of a place that has ended.
    """
    place = for_staff(place, seen, by, at)
    _check_days(place, held_on, next_on, at)
    took_part = _of_authority(place, bodies)
    due = _reviewed(place, min(at, _end_of(held_on, place.authority)), next_on)
    place = add_event(
        place,
        PlaceEventKind.REVIEWED,
        text=words_of(text),
        due_on=due,
        held_on=held_on,
        next_on=next_on,
        by=by,
        at=at,
        details={
            "held_on": held_on.isoformat(),
            "bodies": [one.pk for one in took_part],
            "next_on": next_on.isoformat() if next_on else None,
        },
    )
    event = place.events.get(number=place.revision)
    for body in took_part:
        ReviewBody(event=event, body=body).save()
    return place


def _reviewed(place: ProblemPlace, held: datetime, next_on: date | None) -> date | None:
    """Set the days that follow from a review; returns the day until which it had to be held."""
    if place.reviewed_at is not None and held < place.reviewed_at:
        place.next_review_on = place.next_review_on or next_on
        return None
    due, place.review_due_on, place.next_review_on = place.review_due_on, None, next_on
    place.reviewed_at = held
    return due


def _due(
    place: ProblemPlace, due: date, at: datetime, counts: tuple[int, int] | None = None
) -> ProblemPlace:
    place.review_due_on, place.next_review_on = due, None
    place = add_event(
        place,
        PlaceEventKind.REVIEW_DUE,
        due_on=due,
        counts=counts,
        by=None,
        at=at,
        fact="" if counts else "reports.place.planned_review_due",
    )
    # Reviewed and forced again on one day, it has the same day as before: a new one to tell of.
    PlaceReminder.objects.filter(place=place, due_on=due).delete()
    tell_of_reviews(place.authority, [place], ReviewOccasion.SET, at)
    return place


def _check_days(place: ProblemPlace, held_on: date, next_on: date | None, at: datetime) -> None:
    today = calendar_of(place.authority).day_of(at)
    if held_on > today:
        raise NotHeldYet
    if next_on is None:
        return
    if not place.is_open:
        raise WrongState
    if next_on <= today:
        raise NextTooEarly


def _of_authority(place: ProblemPlace, bodies: Sequence[Body]) -> Sequence[Body]:
    known = {one.pk: one for one in bodies}
    if not known:
        raise BodiesMissing
    if any(one.authority_id != place.authority_id for one in known.values()):
        raise BodyElsewhere
    return list(known.values())


def _end_of(day: date, authority: Authority) -> datetime:
    zone = ZoneInfo(authority.time_zone)
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
