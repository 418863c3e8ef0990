"""Keeping a file of official statistics as indicators and values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from prevenio.indicators import access
from prevenio.indicators.importing.values import StatisticsFile
from prevenio.indicators.models import (
    Indicator,
    IndicatorClass,
    IndicatorValue,
    SeriesBreak,
    StatisticsTerritory,
)
from prevenio.indicators.operations.passports import searched
from prevenio.indicators.plans import Plan, PlannedValue, plan_of
from prevenio.indicators.series_names import NamedSeries
from prevenio.indicators.spans import last_of
from prevenio.journal.operations import record
from prevenio.kernel.errors import NotAllowed, Refused
from prevenio.people import access as people
from prevenio.people.models import Authority, User


class TerritoryUnknown(Refused):
    message = gettext_lazy("The file has no rows for “%(territory)s”. Choose another territory.")


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a file did."""

    indicators: int
    added: int
    corrected: int
    unchanged: int
    breaks: int
    about_people: int


@transaction.atomic
def keep_statistics(
    *,
    authority: Authority,
    statistics: StatisticsFile,
    territory: str,
    by: User | None,
    at: datetime,
    file_name: str = "",
) -> Kept:
    """Add the series of one territory; a file that was kept before adds nothing.

    A number that differs from the one that stands there supersedes it, with the file as the reason.
    Figures about people are not kept. Without `by` the operator of the installation does it. The
    number of statements does not grow with the file. Raises NotAllowed or TerritoryUnknown.
    """
    if by is not None and not access.can_edit_indicators(by, authority, at):
        raise NotAllowed
    if territory not in statistics.territories:
        raise TerritoryUnknown(territory=territory)
    authority = Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
    with override(authority.language):
        plan = plan_of(authority, statistics, territory)
        keeping = _Keeping(authority, plan, file_name, by, at)
        kept = keeping.keep()
    StatisticsTerritory.objects.update_or_create(
        authority=authority, source=statistics.source, defaults={"territory": territory}
    )
    _record(keeping, kept)
    return kept


@dataclass(frozen=True, slots=True)
class _Keeping:
    """One file on its way into the tables."""

    authority: Authority
    plan: Plan
    file_name: str
    by: User | None
    at: datetime

    def keep(self) -> Kept:
        indicators = {**self.plan.known, **self._new_indicators()}
        self._keep_names()
        IndicatorValue.objects.bulk_create(
            self._row(indicators[one.series.key], one)
            for one in [*self.plan.added, *self.plan.changed]
        )
        breaks = SeriesBreak.objects.bulk_create(
            SeriesBreak(
                indicator=indicators[one.key],
                day=one.day,
                label=one.label,
                what=one.what,
                source=one.source,
                state=one.state,
                by=self.by,
                at=self.at,
            )
            for one in self.plan.breaks
        )
        return Kept(
            indicators=len(self.plan.new_series),
            added=len(self.plan.added),
            corrected=len(self.plan.changed),
            unchanged=self.plan.unchanged,
            breaks=len(breaks),
            about_people=self.plan.about_people,
        )

    def _new_indicators(self) -> dict[str, Indicator]:
        taken = set(
            Indicator.objects.filter(authority=self.authority).values_list("code", flat=True)
        )
        rows, said = [], _said(self.plan)
        for series in self.plan.new_series.values():
            code = _free_code(series.code or _numbered(self.plan.statistics.source), taken)
            taken.add(code)
            rows.append(self._indicator(series, code, said[series.key]))
        return {one.series_key: one for one in Indicator.objects.bulk_create(rows)}

    def _indicator(self, series: NamedSeries, code: str, said: tuple[str, str, str]) -> Indicator:
        statistics = self.plan.statistics
        indicator = Indicator(
            authority=self.authority,
            code=code,
            name=series.name,
            definition=series.said,
            unit=series.unit,
            nature=series.nature,
            source=self._source(),
            frequency=series.frequency,
            direction=series.direction,
            data_class=IndicatorClass.PUBLIC,
            group=series.group,
            series_source=statistics.source,
            series_key=series.key,
            created_at=self.at,
            changed_at=self.at,
        )
        _with_name(indicator, *said)
        indicator.search_text = searched(indicator)
        return indicator

    def _keep_names(self) -> None:
        """Write down how the source calls the series that are there, where it is not known yet."""
        changed = []
        for key, said in _said(self.plan).items():
            indicator = self.plan.known.get(key)
            if indicator is not None and _with_name(indicator, *said):
                indicator.search_text = searched(indicator)
                changed.append(indicator)
        if changed:
            Indicator.objects.bulk_update(changed, ["series_names", "search_text"])

    def _row(self, indicator: Indicator, one: PlannedValue) -> IndicatorValue:
        reason = ""
        if one.before is not None:
            reason = _("Corrected in the file %(file)s.") % {"file": self._file()}
        return IndicatorValue(
            indicator=indicator,
            first_day=one.span.first,
            last_day=last_of(one.span),
            number=one.number,
            denominator=one.denominator,
            as_of=self._as_of(last_of(one.span)),
            source=self._source(),
            provenance={
                "file": self._file(),
                "sha256": self.plan.statistics.sha256,
                "sheet": one.cell.sheet,
                "cell": one.cell.cell,
                "text": str(one.cell.value),
            },
            reason=reason,
            supersedes=one.before,
            by=self.by,
            at=self.at,
        )

    def _as_of(self, last_day: date) -> date:
        """The day of the file; one that names none speaks of the end of its span."""
        today = people.today_in(self.authority, self.at)
        return min(self.plan.statistics.updated_on or last_day, today)

    def _file(self) -> str:
        return (self.file_name or self.plan.statistics.title)[:200]

    def _source(self) -> str:
        statistics = self.plan.statistics
        if statistics.source == "CSV" or not statistics.title:
            return self._file() or statistics.source
        title = statistics.title.partition(" na org.")[0]
        return f"{statistics.source}: {title}"[:200]


def _said(plan: Plan) -> dict[str, tuple[str, str, str]]:
    """How the file calls each series, and the first and the last period in which it does."""
    found: dict[str, tuple[str, str, str]] = {}
    for one in [*plan.added, *plan.changed]:
        known = found.get(one.series.key)
        periods = [one.cell.period, *(known[1:] if known else ())]
        found[one.series.key] = (one.series.said, min(periods), max(periods))
    return found


def _with_name(indicator: Indicator, said: str, first: str, last: str) -> bool:
    """Add a name to the history, or widen its years; whether anything changed. Does not save."""
    for one in indicator.series_names:
        if one["name"] == said:
            before = (one["first"], one["last"])
            one["first"], one["last"] = min(one["first"], first), max(one["last"], last)
            return before != (one["first"], one["last"])
    indicator.series_names.append({"name": said, "first": first, "last": last})
    indicator.series_names.sort(key=lambda one: str(one["first"]))
    return True


def _numbered(source: str) -> str:
    return f"{source.split()[0]}-01"


def _free_code(wanted: str, taken: Iterable[str]) -> str:
    """The code, or the next one that is free."""
    used = set(taken)
    if wanted not in used:
        return wanted
    stem = wanted.removesuffix("-01")
    number = 2
    while f"{stem}-{number:02}" in used:
        number += 1
    return f"{stem}-{number:02}"


def _record(keeping: _Keeping, kept: Kept) -> None:
    record(
        "indicators.statistics.kept",
        about=keeping.authority,
        by=keeping.by,
        at=keeping.at,
        authority_id=keeping.authority.pk,
        details={
            "file": keeping.file_name,
            "sha256": keeping.plan.statistics.sha256,
            "territory": keeping.plan.territory,
            "indicators": kept.indicators,
            "added": kept.added,
            "corrected": kept.corrected,
            "breaks": kept.breaks,
        },
    )
