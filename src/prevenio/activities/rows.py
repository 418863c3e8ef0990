"""Activities as rows, from what was written: for series and files, which save many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime

from prevenio.activities.models import Activity, KindMeasure, MeasureValue
from prevenio.activities.written import Written
from prevenio.kernel.text import fold
from prevenio.people.models import Authority, User

_SEARCHED = ("title", "place", "precinct", "note", "audience")


def row_of(
    written: Written,
    *,
    authority: Authority,
    state: str,
    by: User,
    is_by_bureau: bool,
    at: datetime,
    source: str = "",
) -> Activity:
    """The row, not saved."""
    activity = Activity(
        authority=authority,
        state=state,
        source=source[:200],
        is_by_bureau=is_by_bureau,
        recorded_by=by,
        recorded_at=at,
        changed_at=at,
        **written.columns,
    )
    activity.search_text = searched(activity)
    return activity


def searched(activity: Activity) -> str:
    """What the search of the desk looks through."""
    return fold(" ".join(getattr(activity, name) for name in _SEARCHED))


def written_of(activity: Activity) -> Written:
    """The plan of an activity as somebody would write it; without its numbers."""
    apart = {"is_planned", "numbers", "partners"}
    plain = {
        one.name: getattr(activity, one.name) for one in fields(Written) if one.name not in apart
    }
    return Written(is_planned=True, **plain)


def values_of(
    activity: Activity, written: Written, measures: Sequence[KindMeasure]
) -> Iterable[MeasureValue]:
    """The numbers of a saved row, not saved themselves."""
    by_key = {one.key: one for one in measures}
    return (
        MeasureValue(activity=activity, measure=by_key[key], number=number)
        for key, number in written.numbers.items()
    )
