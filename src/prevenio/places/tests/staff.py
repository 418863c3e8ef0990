"""Plain functions that make duties, their hours and absences for tests."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from prevenio.people.models import Authority
from prevenio.places.models import Absence, Duty, Municipality, OfficeHours, Precinct, PrecinctKind

EVERY_DAY = range(7)
WORKING_WEEK = range(5)


def make_duty(
    of: Precinct | Municipality | Authority,
    *,
    kind: PrecinctKind | None = None,
    hours: Iterable[tuple[int, int, int]] = (),
    **fields: Any,
) -> Duty:
    """A duty for a precinct, a municipality or an authority; hours as weekday, from, to."""
    if isinstance(of, Precinct):
        kind, fields["precinct"] = kind or of.kind, of
    if isinstance(of, Municipality):
        fields["municipality"] = of
    fields.setdefault("person_name", "Jan Příklad")
    fields.setdefault("phone", "41 000 00 14")
    authority = of if isinstance(of, Authority) else of.authority
    assert kind is not None
    duty = Duty.objects.create(authority=authority, kind=kind, **fields)
    for weekday, opens, closes in hours:
        OfficeHours.objects.create(
            duty=duty, weekday=weekday, opens=time(opens), closes=time(closes % 24)
        )
    return duty


def week(opens: int, closes: int, days: Iterable[int] = WORKING_WEEK) -> list[tuple[int, int, int]]:
    """The same hours on several weekdays."""
    return [(day, opens, closes) for day in days]


def make_absence(duty: Duty, first_day: date, last_day: date, **fields: Any) -> Absence:
    return Absence.objects.create(duty=duty, first_day=first_day, last_day=last_day, **fields)
