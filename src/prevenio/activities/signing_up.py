"""Whether an activity takes sign-ups at a moment, and what may be said about its places."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum
from django.utils import timezone

from prevenio.activities.models import Activity, ActivityState, DataClass, SignUp, SignUpState

MOST_PEOPLE = 10
# From here down the page says "few places", so that nobody can count who signs up beside them.
FEW = 5


@dataclass(frozen=True, slots=True)
class Places:
    """How it stands with the places of one activity; numbers only while they reveal nobody."""

    takes: bool
    is_open: bool
    closes_at: datetime | None = None
    capacity: int = 0
    left: int = 0
    has_queue: bool = False

    @property
    def is_full(self) -> bool:
        return self.left == 0 or self.has_queue

    @property
    def is_scarce(self) -> bool:
        return self.left < FEW and not self.is_full and not self.is_untouched

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has a place yet."""
        return self.left == self.capacity and not self.is_full

    @property
    def shown_left(self) -> int:
        """Whole fives: a place more or less does not tell that one person came or went."""
        return self.left - self.left % FEW


def starts_at(activity: Activity) -> datetime:
    """When an activity begins by the authority's clock; at midnight where no hour is said."""
    zone = ZoneInfo(activity.authority.time_zone)
    begins = datetime.combine(activity.first_day, activity.begins_at or time.min)
    return timezone.make_aware(begins, zone)


def closes_at(activity: Activity) -> datetime:
    """Until when one can sign up: the deadline, and never later than the beginning."""
    start = starts_at(activity)
    return min(activity.sign_up_until, start) if activity.sign_up_until else start


def is_public(activity: Activity) -> bool:
    """Whether residents see it in the calendar: planned or done or called off, never withdrawn."""
    return (
        activity.is_on_calendar
        and activity.state != ActivityState.WITHDRAWN
        and activity.kind.data_class == DataClass.PUBLIC
    )


def takes_sign_ups(activity: Activity) -> bool:
    """Whether there are places at all: without a number of places everybody may come."""
    return activity.kind.takes_sign_up and bool(activity.capacity)


def is_open(activity: Activity, at: datetime) -> bool:
    """Whether somebody can ask for a place at a moment."""
    return (
        takes_sign_ups(activity)
        and is_public(activity)
        and activity.state == ActivityState.PLANNED
        and at < closes_at(activity)
    )


def places_of(activity: Activity, *, taken: int, has_queue: bool, at: datetime) -> Places:
    """The places of an activity from the people who have one."""
    if not takes_sign_ups(activity):
        return Places(takes=False, is_open=False)
    capacity = activity.capacity or 0
    left = max(capacity - taken, 0)
    opened = is_open(activity, at)
    return Places(True, opened, closes_at(activity), capacity, left, has_queue)


def people_in(sign_ups: QuerySet[SignUp], state: SignUpState) -> int:
    """How many people the sign-ups of one state stand for."""
    total = sign_ups.filter(state=state).aggregate(total=Sum("people"))["total"]
    return int(total or 0)
