"""The staff are told of a review: that it is due, that its day is near, that it is late."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from prevenio.kernel.working_days import working_days_until
from prevenio.people.access import today_in
from prevenio.people.models import Authority
from prevenio.reports.models import PlaceReminder, ProblemPlace
from prevenio.reports.queries.problem_places import OPEN_PLACES
from prevenio.reports.review_letters import ReviewOccasion, write_of_reviews

# Working days before the day, in which a review can still be called together, and after it.
REMINDS_BEFORE = 3
ESCALATES_AFTER = 5


@transaction.atomic
def remind_of_reviews(*, authority: Authority, at: datetime) -> int:
    """Letters about reviews that are due: near, late, and once to whoever leads the bureau.

    Each occasion once for each day that was set. Where nobody was told when a review came due, it
    is told now. How many reviews were told of.
    """
    rows = ProblemPlace.objects.select_for_update(of=("self",), no_key=True).filter(
        authority=authority, state__in=OPEN_PLACES, review_due_on__isnull=False
    )
    places = list(rows.select_related("body").order_by("review_due_on", "pk"))
    marks = _marks_of(places)
    about: dict[ReviewOccasion, list[ProblemPlace]] = {}
    for place in places:
        for occasion in _untold(place, authority, marks, today_in(authority, at)):
            about.setdefault(occasion, []).append(place)
    for occasion, some in about.items():
        tell_of_reviews(authority, some, occasion, at)
    return sum(map(len, about.values()))


def tell_of_reviews(
    authority: Authority, places: Sequence[ProblemPlace], occasion: ReviewOccasion, at: datetime
) -> None:
    """One letter to each reader; marked first of all, so that of two clocks only one writes."""
    PlaceReminder.objects.bulk_create(
        PlaceReminder(place=one, occasion=occasion, due_on=one.review_due_on, at=at)
        for one in places
        if one.review_due_on is not None
    )
    write_of_reviews(authority, places, occasion, at=at)


type Marks = Mapping[tuple[int, str, date], datetime]


def _marks_of(places: Sequence[ProblemPlace]) -> Marks:
    rows = PlaceReminder.objects.filter(place__in=places)
    return {(one.place_id, one.occasion, one.due_on): one.at for one in rows}


def _untold(
    place: ProblemPlace, authority: Authority, marks: Marks, today: date
) -> Iterator[ReviewOccasion]:
    due = place.review_due_on
    assert due is not None
    for occasion in _occasions(due, today, authority.country):
        if (place.pk, occasion, due) not in marks:
            told = marks.get((place.pk, ReviewOccasion.SET, due))
            # Who was told so near the day that it is due needs no reminding that it is near.
            was_near = told and _is_near(due, today_in(authority, told), authority.country)
            if occasion != ReviewOccasion.SOON or not was_near:
                yield occasion


def _occasions(due: date, today: date, country: str) -> Sequence[ReviewOccasion]:
    """What there is to say of a day on another; somebody may not have heard any of it."""
    if due >= today:
        is_near = _is_near(due, today, country)
        return [ReviewOccasion.SOON if is_near else ReviewOccasion.SET]
    late = -working_days_until(due, today=today, country=country)
    escalates = [ReviewOccasion.ESCALATED] if late >= ESCALATES_AFTER else []
    return [ReviewOccasion.LATE, *escalates]


def _is_near(due: date, today: date, country: str) -> bool:
    return working_days_until(due, today=today, country=country) <= REMINDS_BEFORE
