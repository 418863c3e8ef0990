"""Reports of many people force a review of a place, which is put on record."""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction

from prevenio.kernel.errors import NotAllowed
from prevenio.kernel.written import words_of
from prevenio.people.models import Authority, User
from prevenio.reports import access
from prevenio.reports.models import (
    PlaceEventKind,
    ProblemPlace,
    ReviewTrigger,
)
from prevenio.reports.operations.problem_places.events import add_event, for_staff, record_fact
from prevenio.reports.operations.steps import calendar_of
from prevenio.reports.queries.voices import confirmations_in, reports_in


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
    """Set the day of a review where reports force one; the place is locked. Saves it."""
    counts = None if place.review_due_on is not None else due_review(place, at)
    if counts is None:
        return place
    calendar = calendar_of(place.authority)
    due = calendar.after(calendar.day_of(at), trigger_of(place.authority).days)
    place.review_due_on = due
    return add_event(place, PlaceEventKind.REVIEW_DUE, due_on=due, counts=counts, by=None, at=at)


@transaction.atomic
def review(*, place: ProblemPlace, seen: int, text: str, by: User, at: datetime) -> ProblemPlace:
    """Record a review: who met, what was found, what follows. The day that was set is kept.

    Raises NotAllowed, PlaceChangedMeanwhile, WordsMissing or TooLong.
    """
    place = for_staff(place, seen, by, at)
    due, place.review_due_on, place.reviewed_at = place.review_due_on, None, at
    return add_event(place, PlaceEventKind.REVIEWED, text=words_of(text), due_on=due, by=by, at=at)
