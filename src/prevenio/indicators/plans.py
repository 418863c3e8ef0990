"""What keeping a file of statistics would do: worked out before anything is written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from prevenio.indicators.importing.values import MethodNote, StatisticsFile, StatisticValue
from prevenio.indicators.models import BreakState, Indicator, IndicatorValue, SeriesBreak
from prevenio.indicators.packs import known_breaks
from prevenio.indicators.series_names import (
    CZECH_POLICE,
    NamedSeries,
    category_of,
    is_kept,
    named,
    span_of,
)
from prevenio.indicators.spans import last_of
from prevenio.kernel.dates import DateSpan
from prevenio.people.models import Authority


@dataclass(frozen=True, slots=True)
class PlannedValue:
    """One cell that would become a value, instead of `before` if there is one."""

    series: NamedSeries
    span: DateSpan
    number: Decimal
    denominator: Decimal | None
    cell: StatisticValue
    before: IndicatorValue | None = None


@dataclass(frozen=True, slots=True)
class PlannedBreak:
    key: str
    day: date
    label: str
    what: str
    source: str
    state: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that keeping a file would add, and what it would leave."""

    statistics: StatisticsFile
    territory: str
    new_series: Mapping[str, NamedSeries]
    known: Mapping[str, Indicator]
    added: Sequence[PlannedValue]
    changed: Sequence[PlannedValue]
    breaks: Sequence[PlannedBreak]
    unchanged: int = 0
    about_people: int = 0
    other_columns: int = 0
    other_periods: int = 0
    older: int = 0
    renamed: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed)


def plan_of(authority: Authority, statistics: StatisticsFile, territory: str) -> Plan:
    """Compare a file with what stands there. Three statements, however long the file is."""
    cells = [one for one in statistics.values if one.territory == territory]
    kept = [one for one in cells if is_kept(one, statistics.source)]
    spans = {period: span_of(period) for period in {one.period for one in kept}}
    known = {
        one.series_key: one
        for one in Indicator.objects.filter(authority=authority, series_source=statistics.source)
    }
    current = _current(known.values())
    wanted = _wanted(kept, statistics, spans)
    new_series = {one.series.key: one.series for one in wanted if one.series.key not in known}
    sorted_out = _sorted_out(wanted, known, current, statistics.updated_on)
    people = sum(1 for one in cells if not is_kept(one, ""))
    outside = sum(1 for one in kept if spans[one.period] is None)
    return Plan(
        statistics=statistics,
        territory=territory,
        new_series=new_series,
        known=known,
        added=sorted_out["added"],
        changed=sorted_out["changed"],
        breaks=_breaks(wanted, statistics, territory, known),
        unchanged=len(sorted_out["unchanged"]),
        older=len(sorted_out["older"]),
        about_people=people,
        other_columns=len(cells) - len(kept) - people,
        other_periods=outside,
        renamed=_renamed(wanted, known),
    )


def _current(indicators: Iterable[Indicator]) -> dict[tuple[int, DateSpan], IndicatorValue]:
    rows = IndicatorValue.objects.filter(
        indicator__in=list(indicators), breakdown="", superseded_by__isnull=True
    )
    return {(row.indicator_id, DateSpan(row.first_day, row.last_day)): row for row in rows}


def _wanted(
    kept: Sequence[StatisticValue],
    statistics: StatisticsFile,
    spans: Mapping[str, DateSpan | None],
) -> list[PlannedValue]:
    """Each cell with its series; of two cells for one series and span the first one counts."""
    registered = {
        (category_of(one), one.period): Decimal(repr(one.value))
        for one in kept
        if statistics.source == CZECH_POLICE and one.column.startswith("REGISTR")
    }
    wanted: dict[tuple[str, DateSpan], PlannedValue] = {}
    for one in kept:
        span = spans[one.period]
        if span is None:
            continue
        series = named(one, statistics, span)
        is_share = series.key.partition("@")[0].endswith(":share")
        whole = registered.get((category_of(one), one.period)) if is_share else None
        number = Decimal(repr(one.value))
        wanted.setdefault((series.key, span), PlannedValue(series, span, number, whole, one))
    return list(wanted.values())


def _sorted_out(
    wanted: Iterable[PlannedValue],
    known: Mapping[str, Indicator],
    current: Mapping[tuple[int, DateSpan], IndicatorValue],
    updated_on: date | None,
) -> dict[str, list[PlannedValue]]:
    found: dict[str, list[PlannedValue]] = {
        "added": [],
        "changed": [],
        "unchanged": [],
        "older": [],
    }
    for one in wanted:
        indicator = known.get(one.series.key)
        before = current.get((indicator.pk, one.span)) if indicator else None
        kind = _kind(one, before, updated_on)
        found[kind].append(
            PlannedValue(one.series, one.span, one.number, one.denominator, one.cell, before)
        )
    return found


def _kind(one: PlannedValue, before: IndicatorValue | None, updated_on: date | None) -> str:
    if before is None:
        return "added"
    if before.number is None:
        # A person withdrew it; a file does not bring it back.
        return "older"
    if (before.number, before.denominator) == (one.number, one.denominator):
        return "unchanged"
    return "older" if updated_on and updated_on < before.as_of else "changed"


def _renamed(
    wanted: Iterable[PlannedValue], known: Mapping[str, Indicator]
) -> dict[str, tuple[str, str]]:
    """Series that the file calls otherwise than any file before it: key, old name, new name."""
    found: dict[str, tuple[str, str]] = {}
    for one in wanted:
        names = known[one.series.key].series_names if one.series.key in known else []
        if names and one.series.said not in {name["name"] for name in names}:
            found[one.series.key] = (str(names[-1]["name"]), one.series.said)
    return found


def _breaks(
    wanted: Sequence[PlannedValue],
    statistics: StatisticsFile,
    territory: str,
    known: Mapping[str, Indicator],
) -> list[PlannedBreak]:
    present = set(
        SeriesBreak.objects.filter(indicator__in=list(known.values())).values_list(
            "indicator__series_key", "day"
        )
    )
    categories = {one.series.key: category_of(one.cell) for one in wanted}
    years = [last_of(one.span).year for one in wanted]
    found: dict[tuple[str, date], PlannedBreak] = {}
    for one in [
        *_by_law(categories, statistics.source),
        *_by_notes(categories, statistics, territory, years),
    ]:
        if (one.key, one.day) in present:
            continue
        before = found.get((one.key, one.day))
        if before is None:
            found[one.key, one.day] = one
        elif one.what not in before.what and before.state == one.state:
            joined = f"{before.what} {one.what}"
            found[one.key, one.day] = PlannedBreak(
                one.key, one.day, before.label, joined, before.source, before.state
            )
    return list(found.values())


def _by_law(categories: Mapping[str, str], source: str) -> Iterable[PlannedBreak]:
    for known in known_breaks(source):
        for key in categories:
            if re.search(known["series"], key):
                yield PlannedBreak(
                    key=key,
                    day=date.fromisoformat(known["day"]),
                    label=known["label"],
                    what=known["what"],
                    source=known["source_text"],
                    state=known["state"],
                )


def _by_notes(
    categories: Mapping[str, str],
    statistics: StatisticsFile,
    territory: str,
    years: Sequence[int],
) -> Iterable[PlannedBreak]:
    """What the source's own notes suggest, for a person to confirm."""
    by_category: dict[str, list[str]] = {}
    for key, category in categories.items():
        by_category.setdefault(category, []).append(key)
    every = list(categories)
    for note in statistics.notes:
        if note.territory not in {"", territory}:
            continue
        if not years or not min(years) <= note.from_year <= max(years):
            continue
        for key in by_category.get(note.series_code, []) if note.series_code else every:
            yield _from_note(key, note, statistics)


def _from_note(key: str, note: MethodNote, statistics: StatisticsFile) -> PlannedBreak:
    return PlannedBreak(
        key=key,
        day=date(note.from_year, 1, 1),
        label="",
        what=note.text,
        source=f"{statistics.source}, {note.sheet} {note.cell}"[:300],
        state=BreakState.PROPOSED,
    )
