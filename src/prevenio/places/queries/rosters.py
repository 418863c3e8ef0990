"""Duties with their hours, absences and deputies, in few statements whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from prevenio.people.models import Authority
from prevenio.places.answering import AUTHORITY, MUNICIPALITY, PRECINCT, Away, Hours, Roster, Turn
from prevenio.places.models import Absence, Duty, OfficeHours

_RELATED = ("kind", "body", "precinct__municipality", "municipality")


@dataclass(frozen=True, slots=True)
class Staffed:
    """Duties, those that stand in for them too, and the roster that says who is there when."""

    duties: Sequence[Duty]
    by_pk: dict[int, Duty]
    roster: Roster


def duties_of_place(
    *, authority: Authority, precincts: Iterable[int], municipality_id: int | None
) -> QuerySet[Duty]:
    """Duties of the precincts, of the municipality, and of the whole authority."""
    here = Q(precinct_id__in=list(precincts)) | Q(precinct=None, municipality=None)
    if municipality_id is not None:
        here |= Q(municipality_id=municipality_id)
    return Duty.objects.filter(here, authority=authority)


def staffed(duties: QuerySet[Duty], *, authority: Authority, first: date, last: date) -> Staffed:
    """Duties in force on any day from first to last, ready to be asked; three statements."""
    lasting = duties.filter(
        Q(first_day=None) | Q(first_day__lte=last), Q(last_day=None) | Q(last_day__gte=first)
    )
    found = list(lasting.select_related(*_RELATED))
    absences = _absences(authority, first, last)
    deputies = {one.deputy.pk: one.deputy for one in absences if one.deputy is not None}
    by_pk = deputies | {one.pk: one for one in found}
    hours = _hours(Q(duty__in=lasting.values("pk")) | Q(duty__in=list(deputies)))
    turns = {pk: _turn(duty, hours.get(pk, [])) for pk, duty in by_pk.items()}
    return Staffed(found, by_pk, Roster(authority.country, turns, _away(absences)))


def _absences(authority: Authority, first: date, last: date) -> Sequence[Absence]:
    """Every absence of the authority in these days: whoever stands in may be away as well."""
    deputies = (f"deputy__{name}" for name in _RELATED)
    away = Absence.objects.filter(
        duty__authority=authority, first_day__lte=last, last_day__gte=first
    )
    return list(away.select_related(*deputies).order_by("pk"))


def _away(absences: Iterable[Absence]) -> dict[int, list[Away]]:
    away: dict[int, list[Away]] = defaultdict(list)
    for one in absences:
        away[one.duty_id].append(
            Away(one.first_day, one.last_day, one.deputy_id, one.deputy_name, one.deputy_phone)
        )
    return away


def _hours(asked: Q) -> dict[int, list[Hours]]:
    hours: dict[int, list[Hours]] = defaultdict(list)
    rows = OfficeHours.objects.filter(asked)
    ordered = rows.order_by("weekday", "opens").values_list("duty_id", "weekday", "opens", "closes")
    for duty_id, weekday, opens, closes in ordered:
        hours[duty_id].append(Hours(weekday, opens, closes))
    return hours


def _turn(duty: Duty, hours: Sequence[Hours]) -> Turn:
    return Turn(
        pk=duty.pk,
        level=level_of(duty),
        position=duty.kind.position,
        span=duty.span,
        has_priority=duty.has_priority,
        first_day=duty.first_day,
        last_day=duty.last_day,
        hours=tuple(hours),
    )


def level_of(duty: Duty) -> int:
    """How near a duty is to somebody who asks."""
    if duty.precinct_id is not None:
        return PRECINCT
    return MUNICIPALITY if duty.municipality_id is not None else AUTHORITY
