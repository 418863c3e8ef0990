"""What the page of a problem place shows besides its facts."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
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
    ProblemPlace,
    Report,
)
from prevenio.reports.queries.problem_places import Window
from prevenio.reports.queries.voices import reports_in, speaking

MONTHS = 9
# The heat is shown by spans of three hours, from the morning on.
_FIRST, _SPAN = 6, 3
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
    """Reports by month, this one last; one statement."""
    today = today_in(place.authority, at)
    firsts = [
        today.replace(day=1) - relativedelta(months=back) for back in range(MONTHS - 1, -1, -1)
    ]
    moments = reports_in(place).values_list("received_at", flat=True)
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


def in_words(window: Window) -> str:
    """“Friday 21–24”: the last hour is over when the next one begins."""
    return pgettext("window of a problem place", "%(day)s %(from)s–%(to)s") % {
        "day": WEEKDAYS[window.weekday],
        "from": window.from_hour,
        "to": window.to_hour + 1,
    }


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

    It is as wide as that of the most private report that speaks for the place. One statement.
    """
    keys = [one.pk for one in places]
    own = Report.objects.filter(place__in=keys).values_list("place_id", "blur_metres")
    joined = Report.objects.filter(merged_into__place__in=keys)
    rows = own.union(joined.values_list("merged_into__place_id", "blur_metres"))
    widest: dict[int, int] = {}
    for key, metres in rows:
        widest[key] = max(metres, widest.get(key, 0))
    return [
        square_of(one.latitude, one.longitude, widest.get(one.pk, _WIDTH)).middle for one in places
    ]
