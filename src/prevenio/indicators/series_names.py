"""How the series of a file of official statistics become indicators of an authority."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from prevenio.indicators.importing.series_kinds import is_about_persons, nature_of
from prevenio.indicators.importing.values import StatisticsFile, StatisticValue
from prevenio.indicators.models import Direction, Frequency, IndicatorGroup, Nature
from prevenio.indicators.spans import span_with
from prevenio.kernel.dates import DateSpan
from prevenio.kernel.text import fold

CZECH_POLICE = "PČR TSK"
TOTAL = "total"
_FREQUENCIES = (Frequency.YEAR, Frequency.HALF_YEAR, Frequency.QUARTER, Frequency.MONTH)
# What is kept of the columns of a Czech table; the others are about people or add up from these.
_CZECH_COLUMNS: Mapping[str, str] = {
    "registrovano, pocet": "registered",
    "objasneno (registrovano => z toho objasneno), pocet": "cleared",
    "objasneno (registrovano => z toho objasneno), tj. v % (objasnenost)": "share",
}


@dataclass(frozen=True, slots=True)
class NamedSeries:
    """One series as an indicator knows it: its key for good, and words for people."""

    key: str
    code: str
    name: str
    said: str
    """How the source calls it, in its own words."""
    nature: str
    unit: str
    direction: str
    frequency: str
    group: str


def is_kept(value: StatisticValue, source: str) -> bool:
    """Figures about offenders and victims as people are never stored."""
    if is_about_persons(value.series):
        return False
    return source != CZECH_POLICE or fold(value.column) in _CZECH_COLUMNS


def span_of(period: str) -> DateSpan | None:
    """The days of a period, if it is a year, a half-year, a quarter or a month."""
    first, _slash, last = period.partition("/")
    try:
        span = DateSpan(_day(first, is_last=False), _day(last or first, is_last=True))
    except ValueError:
        return None
    return span if frequency_of(span) else None


def frequency_of(span: DateSpan) -> str:
    return next((one for one in _FREQUENCIES if span_with(one, span.first) == span), "")


def named(value: StatisticValue, statistics: StatisticsFile, span: DateSpan) -> NamedSeries:
    """What a value is called; its language is the one that is active."""
    frequency = frequency_of(span)
    later = "" if frequency == Frequency.YEAR else f"@{frequency}"
    if statistics.source == CZECH_POLICE:
        return _czech(value, frequency, later)
    said = value.series
    nature = Nature(nature_of(value).value)
    return NamedSeries(
        key=f"{fold(said)}{later}"[:200],
        code="",
        name=(said[:1].upper() + said[1:])[:200],
        said=said,
        nature=nature,
        unit=_unit(value),
        direction=_direction(said, nature),
        frequency=frequency,
        group=_group(f"{statistics.title} {said}"),
    )


def category_of(value: StatisticValue) -> str:
    """The category's code for good: the row of everything was renumbered over the years."""
    name = fold(value.series.removesuffix(f": {value.column}"))
    return TOTAL if name.endswith("celkova kriminalita") else value.series_code


def _czech(value: StatisticValue, frequency: str, later: str) -> NamedSeries:
    column = _CZECH_COLUMNS[fold(value.column)]
    category = category_of(value)
    said = value.series.removesuffix(f": {value.column}").removeprefix(f"{value.series_code} ")
    shown = said[:1].upper() + said[1:].lower() if said.isupper() else said[:1].upper() + said[1:]
    words = {"registered": _("registered"), "cleared": _("cleared"), "share": _("share cleared")}
    letters = {"registered": "R", "cleared": "O", "share": "P"}
    return NamedSeries(
        key=f"{category}:{column}{later}",
        code=f"TSK-{'0-999' if category == TOTAL else category}-{letters[column]}",
        name=f"{shown[:170]}: {words[column]}",
        said=said,
        nature=Nature.SHARE if column == "share" else Nature.COUNT,
        unit="" if column == "share" else _("crimes"),
        direction=Direction.LESS if column == "registered" else Direction.MORE,
        frequency=frequency,
        group=IndicatorGroup.CRIME,
    )


def _unit(value: StatisticValue) -> str:
    return "" if value.unit == "-" or value.is_part_of_one else value.unit[:40]


def _direction(said: str, nature: str) -> str:
    folded = fold(said)
    if "wykrywalnosci" in folded or "objasnen" in folded:
        return Direction.MORE
    is_crime = "przest" in folded or "kryminaln" in folded or folded.startswith("przeciwko")
    return Direction.LESS if is_crime or "charakterze" in folded else Direction.NEITHER


def _group(words: str) -> str:
    folded = fold(words)
    if "wykroczen" in folded or "prestup" in folded:
        return IndicatorGroup.PETTY
    is_crime = "przestepstw" in folded or "trestn" in folded or "kriminalit" in folded
    return IndicatorGroup.CRIME if is_crime else IndicatorGroup.OWN


def _day(text: str, *, is_last: bool) -> date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return date(parts[0], 12, 31) if is_last else date(parts[0], 1, 1)
    if len(parts) == 2:
        year, month = parts
        following = date(year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1) if is_last else date(year, month, 1)
    return date(*parts)
