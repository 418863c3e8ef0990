"""Days to come on which a precinct has nobody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from prevenio.places.models import Duty

LOOKED_AHEAD = timedelta(days=90)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PrecinctRow:
    """A precinct as the report needs it."""

    pk: int
    kind_id: int
    code: str
    name: str
    municipality_id: int | None
    municipality: str


@dataclass(frozen=True, slots=True)
class TimeGap:
    """Days to come on which a precinct has nobody; `last_day` is None where nobody follows."""

    precinct: PrecinctRow
    first_day: date
    last_day: date | None


def gaps_of(
    precincts: Sequence[PrecinctRow], duties: Sequence[Duty], day: date
) -> Iterator[TimeGap]:
    """The first days to come on which a precinct that has somebody today has nobody."""
    of_precinct: dict[int, list[Duty]] = {}
    for one in duties:
        if one.precinct_id is not None:
            of_precinct.setdefault(one.precinct_id, []).append(one)
    for precinct in precincts:
        gap = _first_gap(of_precinct.get(precinct.pk, []), day)
        if gap is not None and gap[0] <= day + LOOKED_AHEAD:
            yield TimeGap(precinct, *gap)


def _first_gap(duties: Sequence[Duty], day: date) -> tuple[date, date | None] | None:
    """The first day without anybody and the last one before somebody comes."""
    reached = day - _DAY
    for one in sorted(duties, key=lambda duty: duty.first_day or date.min):
        if one.first_day is not None and one.first_day > reached + _DAY:
            return reached + _DAY, one.first_day - _DAY
        if one.last_day is None:
            return None
        reached = max(reached, one.last_day)
    return reached + _DAY, None
