"""A problem place is shown to residents, ends, and is opened again."""

from datetime import datetime

from django.db import transaction

from prevenio.kernel.errors import WrongState
from prevenio.kernel.written import words_of
from prevenio.people.models import User
from prevenio.reports.models import (
    PlaceEventKind,
    PlaceState,
    ProblemPlace,
)
from prevenio.reports.operations.problem_places.events import add_event, for_staff
from prevenio.reports.operations.problem_places.reviewing import soonest


@transaction.atomic
def show(
    *, place: ProblemPlace, seen: int, is_public: bool, by: User, at: datetime
) -> ProblemPlace:
    """Let residents see a place, or no longer. A second time changes nothing.

    Raises NotAllowed or PlaceChangedMeanwhile.
    """
    place = for_staff(place, seen, by, at)
    if place.is_public == is_public:
        return place
    place.is_public = is_public
    kind = PlaceEventKind.SHOWN if is_public else PlaceEventKind.HIDDEN
    return add_event(place, kind, by=by, at=at)


@transaction.atomic
def end(
    *, place: ProblemPlace, seen: int, is_solved: bool, text: str, by: User, at: datetime
) -> ProblemPlace:
    """End a place with words for everybody who reported it. No review is due there any more.

    What forced a review forces one again where the place is opened again; the event keeps the day
    that was set. Raises NotAllowed, PlaceChangedMeanwhile, WrongState, WordsMissing or TooLong.
    """
    place = for_staff(place, seen, by, at, must_be_open=True)
    place.state = PlaceState.SOLVED if is_solved else PlaceState.CLOSED
    place.ended_at = at
    due, place.review_due_on = place.review_due_on, None
    kind = PlaceEventKind.SOLVED if is_solved else PlaceEventKind.CLOSED
    return add_event(place, kind, text=words_of(text), is_public=True, due_on=due, by=by, at=at)


@transaction.atomic
def reopen_place(
    *, place: ProblemPlace, seen: int, text: str, by: User, at: datetime
) -> ProblemPlace:
    """Open a place again. A review that was planned is not late for the time that it had ended.

    Raises NotAllowed, PlaceChangedMeanwhile, WrongState or WordsMissing.
    """
    place = for_staff(place, seen, by, at)
    if place.is_open:
        raise WrongState
    taken = place.action_id or place.activity_id
    place.state = PlaceState.IN_ACTION if taken else PlaceState.OPEN
    place.ended_at = None
    if place.next_review_on is not None:
        place.next_review_on = max(place.next_review_on, soonest(place, at))
    return add_event(place, PlaceEventKind.REOPENED, text=words_of(text), by=by, at=at)
