"""Official statistics of the sample's territories: real figures, with the cells they stand in.

The numbers are facts that the statistical office and the police publish. They go through the same
operation as a file that a person loads; the targets beside them are invented.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from prevenio.demo.samples import FOLDER
from prevenio.indicators.importing.values import StatisticsFile, StatisticValue
from prevenio.indicators.models import Indicator, IndicatorLink, LinkKind, Target, TargetKind
from prevenio.indicators.operations.packs import fill_from_pack
from prevenio.indicators.operations.statistics import keep_statistics
from prevenio.people.models import Authority
from prevenio.programme.models import AreaOfAction, Statement, StatementKind

Words = dict[str, Any]
# How a row names a goal by its place in a list of the programme.
_GOALS: dict[str, str] = {
    StatementKind.MAIN_GOAL: "main_goal",
    StatementKind.GOAL: "goal",
    StatementKind.STRATEGY: "strategy",
}


def measure_sample(authority: Authority, *, at: datetime) -> None:
    """The passports of the country's pack, and the series of the authority's own territory."""
    fill_from_pack(authority, at)
    said: Words = json.loads(
        (FOLDER / f"{authority.slug}-statistics.json").read_text(encoding="utf-8")
    )
    for statistics, file_name in _files(said):
        keep_statistics(
            authority=authority,
            statistics=statistics,
            territory=said["territory"],
            by=None,
            at=at,
            file_name=file_name,
        )
    _set_targets(authority, said.get("targets", []), at)
    _link(authority, said.get("links", []))


def _files(said: Words) -> Iterator[tuple[StatisticsFile, str]]:
    if "series" in said:
        yield _file(said, said, tuple(_from_series(said))), said["file"]
    for year in said.get("years", []):
        yield _file(said, year, tuple(_from_year(said, year))), year["file"]


def _file(said: Words, named: Words, values: tuple[StatisticValue, ...]) -> StatisticsFile:
    updated_on = said.get("updated_on")
    return StatisticsFile(
        source=said["source"],
        title=said["title"],
        updated_on=date.fromisoformat(updated_on) if updated_on else None,
        sha256=named["sha256"],
        values=values,
        doubts=(),
        notes=(),
    )


def _from_series(said: Words) -> Iterator[StatisticValue]:
    for series in said["series"]:
        for year, number, cell in series["values"]:
            yield StatisticValue(
                series=series["series"],
                territory=said["territory"],
                territory_name=said["territory_name"],
                period=str(year),
                value=number,
                unit=series["unit"],
                sheet=said["sheet"],
                cell=cell,
                column=series["series"],
            )


def _from_year(said: Words, year: Words) -> Iterator[StatisticValue]:
    for code, name, row, *numbers in year["rows"]:
        for (letter, column, unit, is_part), number in zip(said["columns"], numbers, strict=True):
            yield StatisticValue(
                series=f"{code} {name}: {column}",
                territory=said["territory"],
                territory_name=said["territory_name"],
                period=year["period"],
                value=number,
                unit=unit,
                sheet=said["sheet"],
                cell=f"{letter}{row}",
                series_code=code,
                column=column,
                is_part_of_one=is_part,
            )


def _set_targets(authority: Authority, rows: list[Words], at: datetime) -> None:
    indicators = {one.code: one for one in Indicator.objects.filter(authority=authority)}
    Target.objects.bulk_create(
        Target(
            indicator=indicators[row["code"]],
            kind=TargetKind.TARGET,
            first_year=row["years"][0],
            last_year=row["years"][1],
            number=Decimal(row["number"]) if row["number"] is not None else None,
            act_text=row["act"],
            reason=row["reason"],
            at=at,
        )
        for row in rows
    )


def _link(authority: Authority, rows: list[Words]) -> None:
    """Which area of action and which goals an indicator measures."""
    indicators = {one.code: one for one in Indicator.objects.filter(authority=authority)}
    found: dict[tuple[str, object], UUID] = {
        ("area", one.code): one.lineage
        for one in AreaOfAction.objects.filter(version__programme__authority=authority)
    }
    goals = Statement.objects.filter(version__programme__authority=authority, kind__in=_GOALS)
    found |= {(_GOALS[one.kind], one.position): one.lineage for one in goals}
    IndicatorLink.objects.bulk_create(
        IndicatorLink(
            indicator=indicators[row["code"]],
            kind=LinkKind.AREA if name == "area" else LinkKind.GOAL,
            lineage=found[name, row[name]],
        )
        for row in rows
        for name in ("area", *_GOALS.values())
        if name in row
    )
