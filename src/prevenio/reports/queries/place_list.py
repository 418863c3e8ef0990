"""The list of problem places as a patrol opens it: where it happens at an hour, what was tried.

However many places there are it takes four statements: what the list can be narrowed to, how many
there are of each state, the places, and what residents said of them.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.functional import cached_property

from prevenio.reports.models import (
    CategoryVersion,
    Confirmation,
    PlaceEvent,
    PlaceEventKind,
    PlaceState,
    ProblemPlace,
    Report,
    said,
)
from prevenio.reports.patrolling import Hours
from prevenio.reports.queries.place_page import all_in_words
from prevenio.reports.queries.problem_places import (
    OPEN_PLACES,
    Trend,
    Voice,
    Window,
    heat_of,
    trend_of,
    windows_of,
)
from prevenio.reports.queries.voices import confirming, counted_voices, speaking

OPEN, REVIEW = "open", "review"
KINDS = (OPEN, REVIEW, *PlaceState.values)
# Of the ground that the places lie in, on each side of them.
_MARGIN = 0.2
# All windows are asked, and not more are told in words.
_EVERY_WINDOW, _MOST_WORDS = 7 * 24, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """Which places a person asked to see; the keys are those of rows."""

    kind: str = OPEN
    category: int | None = None
    precinct: int | None = None
    municipality: int | None = None
    body: int | None = None
    hours: Hours = field(default_factory=Hours)

    @property
    def is_narrow(self) -> bool:
        return replace(self, kind=OPEN, hours=Hours()) != Choice()


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the list, with the number that the map shows too.

    `windows` are the hours in which it happens most, `strength` how many say that it happens at the
    hours that were asked for: none where these lie in no window.
    """

    number: int
    place: ProblemPlace
    category: str
    people: int
    trend: Trend
    windows: Sequence[str]
    strength: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list; `at_hours` is how many places of all pages stand first for the hours."""

    page: Page[Any]
    rows: Sequence[Row]
    at_hours: int


def narrowed(places: QuerySet[ProblemPlace], choice: Choice) -> QuerySet[ProblemPlace]:
    """Only those of a category, a precinct, a municipality or a body."""
    keys = {
        "category_id": choice.category,
        "precinct_id": choice.precinct,
        "municipality_id": choice.municipality,
        "body_id": choice.body,
    }
    return places.filter(**{name: key for name, key in keys.items() if key is not None})


def counts(places: QuerySet[ProblemPlace]) -> Mapping[str, int]:
    """How many places there are of each kind; one statement."""
    grouped = places.order_by().values("state")
    grouped = grouped.annotate(number=Count("pk"), due=Count("review_due_on"))
    rows = {row["state"]: row for row in grouped}
    by_state = {one: rows[one]["number"] if one in rows else 0 for one in PlaceState.values}
    return {
        OPEN: sum(by_state[one] for one in OPEN_PLACES),
        REVIEW: sum(rows[one]["due"] for one in OPEN_PLACES if one in rows),
        **by_state,
    }


def page_of(
    places: QuerySet[ProblemPlace],
    choice: Choice,
    *,
    number: int,
    per_page: int,
    asked: str | None,
    today: date,
    at: datetime,
) -> Listed:
    """A page of the list with its rows; two statements. `number` is how many rows it has.

    A review that is due stands first, then the busiest place. Where hours are asked for, those
    stand first of which most say that it happens then: for that all are read.
    """
    rows = listed(places.filter(_condition(choice.kind)), today)
    page: Page[Any]
    if choice.hours.cells:
        found = _with_voices(list(rows), choice.hours, at)
        found.sort(key=lambda row: -row.strength)
        page = Paginator(found, per_page).get_page(asked)
        shown, at_hours = list(page), sum(row.strength > 0 for row in found)
    else:
        page = _Counted(rows, per_page, number).get_page(asked)
        shown, at_hours = _with_voices(list(page), choice.hours, at), 0
    numbered = enumerate(shown, start=page.start_index())
    return Listed(page, [replace(row, number=number) for number, row in numbered], at_hours)


def every_row(
    places: QuerySet[ProblemPlace], choice: Choice, *, today: date, at: datetime
) -> Sequence[Row]:
    """All rows of the list in the order of its pages; two statements."""
    found = _with_voices(
        list(listed(places.filter(_condition(choice.kind)), today)), choice.hours, at
    )
    found.sort(key=lambda row: -row.strength)
    return [replace(row, number=number) for number, row in enumerate(found, start=1)]


def around(rows: Sequence[Row]) -> Sequence[float] | None:
    """West, south, east, north of a map of the places (WGS84 degrees).

    With ground around them, so that no number lies under the buttons of the map.
    """
    if not rows:
        return None
    east = [row.place.longitude for row in rows]
    north = [row.place.latitude for row in rows]
    wide = max(0.006, (max(east) - min(east)) * _MARGIN)
    high = max(0.004, (max(north) - min(north)) * _MARGIN)
    return (min(east) - wide, min(north) - high, max(east) + wide, max(north) + high)


class _Counted(Paginator[ProblemPlace]):
    """Pages of rows that were counted before: of all kinds in one statement."""

    def __init__(self, rows: QuerySet[ProblemPlace], per_page: int, number: int) -> None:
        super().__init__(rows, per_page)
        self._number = number

    @cached_property
    def count(self) -> int:
        return self._number


def _condition(kind: str) -> Q:
    match kind:
        case "open":
            return Q(state__in=OPEN_PLACES)
        case "review":
            return Q(state__in=OPEN_PLACES, review_due_on__isnull=False)
    return Q(state=kind)


def listed(places: QuerySet[ProblemPlace], today: date) -> QuerySet[ProblemPlace]:
    """The places in their order, with their numbers, what they are called, and what was tried."""
    versions = CategoryVersion.objects.filter(category=OuterRef("category"))
    begun = versions.filter(Q(first_day=None) | Q(first_day__lte=today))
    tried = PlaceEvent.objects.filter(place=OuterRef("pk"), kind=PlaceEventKind.TRIED)
    last = tried.order_by("-number")[:1]
    rows = places.select_related(
        "precinct__kind", "municipality", "body", "action", "activity__kind"
    )
    rows = rows.annotate(
        called=Subquery(begun.order_by(F("first_day").desc(nulls_last=True)).values("names")[:1]),
        will_be_called=Subquery(versions.order_by("first_day").values("names")[:1]),
        tried=Subquery(last.values("text")),
        tried_at=Subquery(last.values("at")),
        **counted_voices(),
    )
    return rows.order_by(F("review_due_on").asc(nulls_last=True), F("report_count").desc(), "pk")


def _with_voices(places: Sequence[Any], hours: Hours, at: datetime) -> list[Row]:
    voices = voices_of([one.pk for one in places])
    return [_row(one, voices[one.pk], hours, at) for one in places]


def _row(place: Any, voices: Sequence[Voice], hours: Hours, at: datetime) -> Row:
    heat = heat_of(voices)
    windows = windows_of(heat, most=_EVERY_WINDOW)
    asked = [one for one in windows if hours.cells & _cells_of(one)]
    return Row(
        number=0,
        place=place,
        category=said(place.called or place.will_be_called or {}),
        people=len({one.person_key for one in voices}),
        trend=trend_of([one.at for one in voices], at),
        windows=all_in_words([*asked, *(one for one in windows if one not in asked)])[:_MOST_WORDS],
        strength=max((one.voices for one in asked), default=0),
    )


def _cells_of(window: Window) -> set[tuple[int, int]]:
    return {(window.weekday, hour) for hour in range(window.from_hour, window.to_hour + 1)}


def voices_of(place_ids: Collection[int]) -> Mapping[int, Sequence[Voice]]:
    """All that residents said of places, by the id of the place; one statement.

    The same voices as those of `facts_of`, for many places at once. A report that is in a place and
    was joined with another one in it is there once: a union has no row twice.
    """
    reports = speaking(Report.objects.all())
    told = confirming(Confirmation.objects.filter(is_there=True))
    first, *others = (
        _said(reports, "place_id", place_ids, "received_at", "report"),
        _said(reports, "merged_into__place_id", place_ids, "received_at", "report"),
        _said(told, "report__place_id", place_ids, "at", "confirmation"),
        _said(told, "report__merged_into__place_id", place_ids, "at", "confirmation"),
        _said(told, "place_id", place_ids, "at", "confirmation"),
    )
    found: dict[int, list[Voice]] = defaultdict(list)
    for about, _kind, _key, *voice in first.union(*others):
        found[about].append(Voice(*voice))
    return found


def _said(
    rows: QuerySet[Any], place: str, place_ids: Collection[int], moment: str, kind: str
) -> QuerySet[Any]:
    columns = {
        "about": F(place),
        "what": Value(kind),
        "row": F("pk"),
        "who": F("person_key"),
        "moment": F(moment),
        "days": F("weekdays"),
        "begins": F("from_hour"),
        "ends": F("to_hour"),
    }
    own = rows.filter(**{f"{place}__in": place_ids}).order_by()
    told: QuerySet[Any] = own.annotate(**columns).values_list(*columns)
    return told
