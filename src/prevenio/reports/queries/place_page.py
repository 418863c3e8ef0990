"""What the page of a problem place shows besides its facts."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import cos, radians

from babel.dates import format_skeleton
from dateutil.relativedelta import relativedelta
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language, pgettext

from prevenio.people.access import today_in
from prevenio.reports.blurring import METRES_PER_DEGREE, Point, square_of
from prevenio.reports.models import (
    CategoryVersion,
    PlaceEvent,
    PlaceEventKind,
    ProblemPlace,
    Report,
)
from prevenio.reports.patrolling import AT, EVENING, MORNING, Hours
from prevenio.reports.queries.problem_places import Window
from prevenio.reports.queries.voices import confirmations_in, reports_in, speaking

MONTHS = 9
# The heat is shown by spans of three hours, from the morning on.
_FIRST, _SPAN = 6, 3
# Two days are told one by one.
_FEWEST_IN_A_ROW = 3
# As wide a square as residents are shown of a place that all reports were taken out of.
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Month:
    """How many reports came in a month; `height` in per cent of the highest."""

    name: str
    number: int
    height: int


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A weekday: the most voices of an hour in each span of three, and their shade from 0 to 4."""

    name: str
    whole: str
    cells: Sequence[tuple[int, int]]


def names_of(category_ids: Collection[int], day: date | None = None) -> Mapping[int, str]:
    """What categories are called on a day, today if none is named, by id; one statement.

    One that has ended is called as it was last, one that is only planned as it will be.
    """
    today = day or timezone.localdate()
    rows = CategoryVersion.objects.filter(category__in=set(category_ids))
    begun = F("first_day").asc(nulls_first=True)
    names: dict[int, str] = {}
    for one in rows.select_related("category").order_by("category_id", begun, "pk"):
        if one.first_day is None or one.first_day <= today or one.category_id not in names:
            names[one.category_id] = str(one)
    return names


def reports_of(place: ProblemPlace, seen: QuerySet[Report]) -> Sequence[Report]:
    """The reports of a place that somebody may see, the newest first.

    One that follows another into the place stands on the page of that other one.
    """
    rows = speaking(seen.filter(place=place))
    return list(rows.order_by("-received_at", "-pk")[:200])


def months_of(place: ProblemPlace, at: datetime) -> Sequence[Month]:
    """Voices by month, this one last: reports and who confirmed them; one statement."""
    today = today_in(place.authority, at)
    firsts = [
        today.replace(day=1) - relativedelta(months=back) for back in range(MONTHS - 1, -1, -1)
    ]
    reports = reports_in(place).values_list("received_at", flat=True)
    confirmed = confirmations_in(place).filter(is_there=True).values_list("at", flat=True)
    moments = reports.order_by().union(confirmed.order_by(), all=True)
    counts = Counter(today_in(place.authority, one).replace(day=1) for one in moments)
    highest = max((counts[first] for first in firsts), default=0) or 1
    return [Month(_month(one), counts[one], 100 * counts[one] // highest) for one in firsts]


def heat_rows(heat: Sequence[Sequence[int]]) -> Sequence[HeatRow]:
    """The heat of a week in spans of three hours, from six in the morning on."""
    highest = max((max(row) for row in heat), default=0) or 1
    hours = [(_FIRST + number) % 24 for number in range(24)]
    spans = [hours[start : start + _SPAN] for start in range(0, 24, _SPAN)]
    rows = []
    for day, row in enumerate(heat):
        cells = [max(row[hour] for hour in span) for span in spans]
        shades = [(number, -(-4 * number // highest)) for number in cells]
        rows.append(HeatRow(str(WEEKDAYS_ABBR[day]), str(WEEKDAYS[day]), shades))
    return rows


def span_starts() -> Sequence[int]:
    """The first hour of each column of the heat."""
    return [(_FIRST + _SPAN * number) % 24 for number in range(24 // _SPAN)]


def weekday_in_line(day: int) -> str:
    """The name of a day (Monday is 0) inside a line: small in most languages."""
    name = str(WEEKDAYS[day])
    return name if get_language() == "en" else name.lower()


def in_words(window: Window) -> str:
    """“Friday 21–24”: the last hour is over when the next one begins."""
    return pgettext("window of a problem place", "%(day)s %(from)s–%(to)s") % {
        "day": weekday_in_line(window.weekday),
        "from": window.from_hour,
        "to": window.to_hour + 1,
    }


def week_in_words(windows: Sequence[Window]) -> Sequence[str]:
    """Each of the windows in words, in the order of the week."""
    return [in_words(one) for one in sorted(windows, key=lambda one: (one.weekday, one.from_hour))]


def all_in_words(windows: Sequence[Window]) -> Sequence[str]:
    """Many windows in few words: “Monday – Friday 7–9” where the hours of days are the same."""
    by_hours: dict[tuple[int, int], list[Window]] = {}
    for one in windows:
        by_hours.setdefault((one.from_hour, one.to_hour), []).append(one)
    return [words for same in by_hours.values() for words in _days_in_words(same)]


def _days_in_words(same: Sequence[Window]) -> Iterator[str]:
    """Windows of the same hours: every day, days in a row, or single days."""
    hours = {"from": same[0].from_hour, "to": same[0].to_hour + 1}
    if len(same) == len(WEEKDAYS):
        yield pgettext("window of a problem place", "every day %(from)s–%(to)s") % hours
        return
    for row in _in_rows(sorted(same, key=lambda one: one.weekday)):
        if len(row) < _FEWEST_IN_A_ROW:
            yield from map(in_words, row)
            continue
        first, last = weekday_in_line(row[0].weekday), weekday_in_line(row[-1].weekday)
        words = pgettext("window of a problem place", "%(first)s – %(last)s %(from)s–%(to)s")
        yield words % {"first": first, "last": last, **hours}


def _in_rows(windows: Sequence[Window]) -> Sequence[Sequence[Window]]:
    rows: list[list[Window]] = []
    for one in windows:
        if rows and one.weekday == rows[-1][-1].weekday + 1:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def hours_in_words(hours: Hours) -> str:
    """“Friday 21–22”, “Friday”, or from when to when the night goes; empty for any time."""
    if hours.weekday is None:
        return ""
    if hours.kind == AT and hours.hour is None:
        return weekday_in_line(hours.weekday)
    if hours.hour is not None:
        return in_words(Window(hours.weekday, hours.hour, hours.hour, 0))
    return pgettext("hours of a night", "%(day)s %(from)s – %(next)s %(to)s") % {
        "day": weekday_in_line(hours.weekday),
        "from": f"{EVENING}:00",
        "next": weekday_in_line((hours.weekday + 1) % 7),
        "to": f"{MORNING}:00",
    }


def events_of(place: ProblemPlace) -> QuerySet[PlaceEvent]:
    """What happened with a place, the newest first, with who took part in reviews."""
    rows = place.events.select_related("by", "action", "activity__kind")
    return rows.prefetch_related("took_part__body").order_by("-number")


def is_planned(events: Sequence[PlaceEvent]) -> bool:
    """Whether the review that is due was planned by the one before; the newest event is first."""
    due = next((one for one in events if one.kind == PlaceEventKind.REVIEW_DUE), None)
    return due is not None and due.reports is None


def review_of(place: ProblemPlace, number: int) -> PlaceEvent | None:
    """A review of a place by the number of its event."""
    reviews = events_of(place).filter(kind=PlaceEventKind.REVIEWED)
    return reviews.filter(number=number).first() if number < 2**31 else None


def forced_by(review: PlaceEvent) -> PlaceEvent | None:
    """When and by how many reports the review was forced; None for one of the staff's own will."""
    if review.due_on is None:
        return None
    due = review.place.events.filter(kind=PlaceEventKind.REVIEW_DUE, number__lt=review.number)
    return due.order_by("-number").first()


def bounds_of(place: ProblemPlace) -> tuple[float, float, float, float]:
    """West, south, east, north around a place, for a map."""
    high = max(place.radius * 3, 200) / METRES_PER_DEGREE
    wide = high / max(cos(radians(place.latitude)), 0.01)
    return (
        place.longitude - wide,
        place.latitude - high,
        place.longitude + wide,
        place.latitude + high,
    )


def _month(first: date) -> str:
    return format_skeleton("MMM", first, locale=get_language() or "en")


def middles_of(places: Sequence[ProblemPlace]) -> Sequence[Point]:
    """Where residents may know each place: the middle of a square, latitude and longitude.

    One statement.
    """
    return [
        square_of(one.latitude, one.longitude, width).middle
        for one, width in zip(places, widths_of(places), strict=True)
    ]


def widths_of(places: Sequence[ProblemPlace]) -> Sequence[int]:
    """How wide in metres the square of each place is: as that of the most private report in it.

    One statement.
    """
    keys = [one.pk for one in places]
    own = Report.objects.filter(place__in=keys).values_list("place_id", "blur_metres")
    joined = Report.objects.filter(merged_into__place__in=keys)
    rows = own.union(joined.values_list("merged_into__place_id", "blur_metres"))
    widest: dict[int, int] = {}
    for key, metres in rows:
        widest[key] = max(metres, widest.get(key, 0))
    return [widest.get(one.pk, _WIDTH) for one in places]
