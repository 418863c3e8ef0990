"""To whom a question goes and until when: by municipality and topic, with the reason kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from prevenio.advice.models import Topic
from prevenio.kernel.working_days import working_day_from, working_days_until
from prevenio.people.models import Authority
from prevenio.places.models import Municipality, WorkingGroup

MUNICIPALITY, WHOLE, BUREAU = "municipality", "whole", "bureau"


@dataclass(frozen=True, slots=True)
class Route:
    """The group that answers, and how it was found; None is the bureau."""

    group: WorkingGroup | None
    found_by: str


def groups_on(authority: Authority, day: date) -> Sequence[WorkingGroup]:
    """The working groups of an authority on a day, in the order in which they were made."""
    return list(
        WorkingGroup.objects.filter(
            Q(first_day__isnull=True) | Q(first_day__lte=day),
            Q(last_day__isnull=True) | Q(last_day__gte=day),
            authority=authority,
        ).order_by("pk")
    )


def route_of(authority: Authority, municipality: Municipality | None, day: date) -> Route:
    """The group of the municipality, else the one of the whole authority, else the bureau."""
    groups = groups_on(authority, day)
    if municipality is not None:
        own = next((one for one in groups if one.municipality_id == municipality.pk), None)
        if own is not None:
            return Route(own, MUNICIPALITY)
    whole = next((one for one in groups if one.municipality_id is None), None)
    return Route(whole, WHOLE) if whole is not None else Route(None, BUREAU)


def due_day(topic: Topic, received: date, country: str) -> date:
    """The last of the promised working days; the day of receipt itself does not count."""
    return working_day_from(received, topic.promised_days, country=country)


def days_left(due_on: date | None, today: date, country: str) -> int:
    """The working days that are left when the clock stands still; at least one."""
    if due_on is None:
        return 1
    return max(1, working_days_until(due_on, today=today, country=country))
