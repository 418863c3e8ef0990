"""What a reader asks of the calendar, the words above its weeks, and the grid of a month."""

import calendar
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from prevenio.activities.models import word_in
from prevenio.activities.packs.reading import pack_of
from prevenio.activities.queries.calendar import FACETS, Event, Facet, Wanted
from prevenio.kernel.text import fold
from prevenio.portal.filtering import Choice
from prevenio.web.forms import DayField
from prevenio.web.templatetags.parts import day as in_words

_WEEK = timedelta(days=7)
_LONGEST = 200
_MOST_PILLS = 5
_YEARS = range(2000, 2100)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; `fault` tells what about it could not be read."""

    wanted: Wanted
    fault: str = ""
    typed: str = ""

    @property
    def query(self) -> str:
        """The filters as a query, without the day."""
        return query_of(self.wanted)


def asked_of(given: Mapping[str, str]) -> Asked:
    """Read the filters out of an address; what makes no sense narrows nothing."""
    # PostgreSQL knows no such character in a text.
    given = {name: value.replace("\0", "") for name, value in given.items()}
    typed, since, fault = given.get("since", "").strip()[:40], None, ""
    if typed:
        try:
            since = DayField().clean(typed)
        except ValidationError as error:
            fault = " ".join(error.messages)
        if since is not None and since.year not in _YEARS:
            since, fault = None, _("Enter a day between 2000 and 2099.")
    wanted = Wanted(
        audience=given.get("audience", "")[:_LONGEST],
        family=given.get("family", "")[:_LONGEST],
        body=_number(given.get("body", "")),
        municipality=_number(given.get("municipality", "")),
        area=given.get("area", "")[:_LONGEST],
        since=since,
    )
    return Asked(wanted, fault, typed if fault else "")


def query_of(wanted: Wanted, **changed: object) -> str:
    """The filters as a query that begins with a question mark; empty where there are none."""
    parts = {name: getattr(wanted, name) for name in FACETS} | changed
    given = [(name, str(value)) for name, value in parts.items() if value]
    return f"?{urlencode(given)}" if given else ""


def pills_of(wanted: Wanted, audiences: Sequence[Facet], *, total: int) -> Sequence[Choice]:
    """The audiences most events are for, as filters; none where they tell nothing."""
    if len(audiences) < 2:
        return []
    known = {one.key for one in audiences[:_MOST_PILLS]}
    shown = [one for one in audiences if one.key in known or one.key == wanted.audience]
    everything = Choice(
        pgettext("events", "All"), total, query_of(wanted, audience=""), not wanted.audience
    )
    return [
        everything,
        *(
            Choice(
                one.word,
                one.count,
                query_of(wanted, audience=one.key),
                one.key == wanted.audience,
                is_content=True,
            )
            for one in shown
        ),
    ]


@dataclass(frozen=True, slots=True)
class Option:
    """One value in a list to choose from."""

    key: str
    word: str
    count: int
    is_current: bool


def choices_of(
    wanted: Wanted, facets: Mapping[str, Sequence[Facet]], *, country: str
) -> Sequence[tuple[str, str, Sequence[Option]]]:
    """The lists to choose from: name in the address, label, values in the order of the alphabet."""
    labels = {
        "audience": _("For whom"),
        "family": _("What it is"),
        "body": _("Who runs it"),
        "municipality": _("Municipality"),
        "area": _("Area of action"),
    }
    families = pack_of(country).families
    words = {key: word_in(dict(names)) for key, names in families.items()}
    found = []
    for name in FACETS:
        current = str(getattr(wanted, name) or "")
        options = [
            Option(
                one.key,
                words.get(one.key, one.word) if name == "family" else one.word,
                one.count,
                one.key == current,
            )
            for one in facets[name]
        ]
        found.append((name, labels[name], sorted(options, key=lambda one: fold(one.word))))
    return found


def weekdays() -> Sequence[tuple[str, str]]:
    """The days of the week from Monday on, whole and short, in the language of the page."""
    return [(str(WEEKDAYS[number]), str(WEEKDAYS_ABBR[number])) for number in range(7)]


def week_in_words(monday: date, *, today: date) -> str:
    """This week, next week, or the week by its Monday."""
    this = today - timedelta(days=today.weekday())
    if monday == this:
        return _("This week")
    if monday == this + _WEEK:
        return _("Next week")
    return _("Week of %(day)s") % {"day": in_words(monday)}


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the grid, with what takes place on it where that is shown."""

    on: date
    is_today: bool = False
    is_busy: bool = False
    events: Sequence[Event] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday; days of other months are None."""

    first: date
    weeks: Sequence[Sequence[Day | None]]

    @property
    def before(self) -> date | None:
        earlier = (self.first - timedelta(days=1)).replace(day=1)
        return earlier if earlier.year in _YEARS else None

    @property
    def after(self) -> date | None:
        later = (self.first + timedelta(days=31)).replace(day=1)
        return later if later.year in _YEARS else None

    @property
    def days(self) -> Sequence[Day]:
        return [one for week in self.weeks for one in week if one is not None]


def span_of_month(day: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_of(
    day: date,
    *,
    today: date,
    busy: Collection[date] = (),
    events: Sequence[Event] = (),
) -> Month:
    """The month of a day; an event of several days stands on each of them."""
    first, _last = span_of_month(day)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return Month(
        first,
        [
            [_day(one, today, busy, events) if one.month == first.month else None for one in week]
            for week in weeks
        ],
    )


def _day(on: date, today: date, busy: Collection[date], events: Sequence[Event]) -> Day:
    own = [one for one in events if one.activity.first_day <= on <= one.activity.last_day]
    return Day(on, on == today, on in busy or bool(own), own)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
